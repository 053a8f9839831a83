"""Keeps the views of a run: each made when its kind is first asked, and shown one at a time."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from spindle.features.drill.page.face import view_of
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.run import Asked
from spindle.ui.scroll import Scroll


class Shelf(QStackedWidget):
    """``made`` is told of each new view, to connect it."""

    def __init__(self, tools: Tools, made: Callable[[KindView], None]) -> None:
        super().__init__()
        self._tools, self._made = tools, made
        self._views: dict[str, KindView] = {}
        self._scrolls: dict[KindView, Scroll] = {}
        self.view: KindView | None = None

    def show_view(self, asked: Asked) -> KindView:
        """Bring the view of an item to the front."""
        make, name = view_of(asked)
        if name not in self._views:
            view = self._views[name] = make(self._tools)
            self._made(view)
            self._scrolls[view] = Scroll(view)
            self.addWidget(self._scrolls[view])
        found = self._views[name]
        self._leave(found)
        self.view = found
        self.setCurrentWidget(self._scrolls[found])
        return found

    def show_other(self, widget: QWidget) -> None:
        """Bring something else to the front: the calm, the end."""
        self._leave(None)
        self.view = None
        self.setCurrentWidget(widget)

    def silence(self) -> None:
        """Whatever sounds falls silent."""
        for view in self._views.values():
            view.leave()

    def _leave(self, following: KindView | None) -> None:
        if self.view is not None and self.view is not following:
            self.view.leave()
