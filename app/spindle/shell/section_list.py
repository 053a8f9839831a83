"""A short list of sections at the left of settings and help, the current one with a bar of ink."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from spindle.ui import fonts
from spindle.ui.paint import painter_on
from spindle.ui.row import CurrentRow
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of

_PITCH = 34
_WIDTH = 218
"""Up to where the form begins, less the space between; wider when a name needs it."""

_OUT = 14
"""How far the bar stands to the left of the words, in px."""

_BAR = 20.0


class SectionItem(CurrentRow):
    """One section's name."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.name = name

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Up and Down to the list; Qt only moves the focus."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for the bar and the name in its heavier weight."""
        theme = theme_of(self)
        width = QFontMetricsF(fonts.font("active", theme.text_scale)).horizontalAdvance(self.text())
        return QSize(round(width) + _OUT + 12, theme.px(_PITCH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name, with the bar when current."""
        del event
        theme = theme_of(self)
        box = QRectF(self.rect())
        inner = box.adjusted(_OUT - 8, 2, 0, -2)
        with painter_on(self) as painter:
            self.draw_ground(painter, inner, theme.px(_BAR))
            face = fonts.font("active" if self.isChecked() else "body", theme.text_scale)
            ink = theme.palette.ink if self.isChecked() else theme.palette.ink2
            room = box.width() - _OUT
            draw_line(painter, self.text(), face, ink, _OUT, box.center().y(), room)


class SectionList(QWidget):
    """The sections; Up and Down move between them. ``chosen`` carries the section's name.

    Tab stops at the current one alone: the next stop is what that section shows.

    The words begin ``_OUT`` px right of the widget's edge, where the bar is.
    """

    chosen = Signal(str)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.current = ""
        self._items: list[SectionItem] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch()
        self.setMinimumWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set_sections(self, sections: Sequence[tuple[str, str]]) -> None:
        """Fill the list with (name, translated title) pairs."""
        for name, title in sections:
            item = SectionItem(name, title, self)
            item.clicked.connect(lambda _=False, chosen=name: self.chosen.emit(chosen))
            self._column.insertWidget(self._column.count() - 1, item)
            self._items.append(item)
        self.set_current(self.current)

    def set_current(self, name: str) -> None:
        """Put the bar beside a section."""
        self.current = name
        for item in self._items:
            item.setChecked(item.name == name)
        stop = next((item for item in self._items if item.isChecked()), self._items[0])
        for item in self._items:
            policy = Qt.FocusPolicy.TabFocus if item is stop else Qt.FocusPolicy.NoFocus
            item.setFocusPolicy(policy)

    def take_keyboard(self) -> None:
        """Go on with the keyboard from the current section, as after a click on it."""
        for item in self._items:
            if item.isChecked():
                item.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Up and Down, and choose what is reached."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        focused = next((i for i, item in enumerate(self._items) if item.hasFocus()), None)
        if step is None or focused is None:
            event.ignore()
            return
        at = min(max(focused + step, 0), len(self._items) - 1)
        self._items[at].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(self._items[at].name)
