"""An item as it will be asked: the very view of a run, drawn small, and what counts below it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from spindle.features.drill.kinds.kind import SpecError
from spindle.features.drill.kinds.known import ask, kind_of
from spindle.features.drill.page.editor.preview import SEED, preview
from spindle.features.drill.page.face import view_of
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.page.words import tr
from spindle.features.drill.run import Asked
from spindle.ui.labels import Label
from spindle.ui.paint import bordered, painter_on
from spindle.ui.theme import Themed, theme_of

_VIEW: Final = QSize(580, 420)
_INSET: Final = 10
_SETTLED_MS: Final = 120
"""After the last key, before it is drawn again."""


class AsAsked(QWidget, Themed):
    """``show_item`` draws an item soon after; what cannot be asked says why instead.

    The pictures of cards are in ``media``; without it none is drawn.
    """

    def __init__(self, media: Path | None = None) -> None:
        super().__init__()
        self._media = media
        self.picture = Picture()
        self.said = Label("body", "", "ink2", wrap=True)
        self._views: dict[str, KindView] = {}
        self._item: tuple[str, Mapping[str, Any]] = ("", {})
        self._soon = QTimer(self, singleShot=True)
        self._soon.setInterval(_SETTLED_MS)
        self._soon.timeout.connect(self.draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.picture)
        column.addWidget(self.said)
        column.addStretch(1)

    def theme_changed(self) -> None:
        """The picture is of the old colours and sizes; draw it anew."""
        if self._item[0]:
            self._soon.start()

    def show_item(self, kind: str, spec: Mapping[str, Any]) -> None:
        """Show an item; of many changes in a row the last one is drawn."""
        self._item = (kind, spec)
        self.said.setText(preview(kind, spec))
        self._soon.start()

    def draw(self) -> None:
        """Draw what is to be shown, now."""
        self._soon.stop()
        kind, spec = self._item
        try:
            asked = Asked(
                token="",
                title="",
                kind=kind,
                spec=spec,
                mode=kind_of(kind).modes[0],
                prompt=ask(kind_of(kind), spec, SEED),
                number=1,
                of=1,
            )
        except SpecError:
            self.picture.hide()
            return
        make, name = view_of(asked)
        if name not in self._views:
            tools = Tools(_never, lambda _: 0.0, lambda _: 0.0, media=self._media)
            self._views[name] = view = make(tools)
            view.setParent(self)
            view.hide()
            view.setEnabled(False)
        view = self._views[name]
        view.resize(_VIEW.expandedTo(view.minimumSizeHint()))
        view.open(asked)
        view.leave()
        self.picture.show_picture(view.grab())
        self.picture.setAccessibleDescription(self.said.text())
        self.picture.show()


class Picture(QWidget, Themed):
    """A view, as small as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setAccessibleName(tr("As it is asked"))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def shown(self) -> QPixmap:
        """What it draws."""
        return self._picture

    def show_picture(self, picture: QPixmap) -> None:
        """Draw another one."""
        self._picture = picture
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """It keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the view is beside its width."""
        whole = _VIEW if self._picture.isNull() else self._picture.size()
        return (width - 2 * _INSET) * whole.height() // whole.width() + 2 * _INSET

    def sizeHint(self) -> QSize:
        """Half as large as in a run."""
        return _VIEW / 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the view within a border."""
        del event
        if self._picture.isNull():
            return
        smooth = Qt.TransformationMode.SmoothTransformation
        keep = Qt.AspectRatioMode.KeepAspectRatio
        sharp = self.devicePixelRatioF()
        room = self.size() - QSize(2 * _INSET, 2 * _INSET)
        small = self._picture.scaled(room * sharp, keep, smooth)
        small.setDevicePixelRatio(sharp)
        with painter_on(self) as painter:
            bordered(painter, self.rect().toRectF(), 8, theme_of(self).palette.line, None)
            painter.drawPixmap(_INSET, _INSET, small)


def _never() -> float:
    return 0.0
