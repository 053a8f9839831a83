"""What stands in the library: a document with its place, a chapter of the open one."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from spindle.features.listen.page.telling import tr
from spindle.ui import fonts
from spindle.ui.paint import bordered, current_bar, inset_focus, line_pen, painter_on
from spindle.ui.row import Row
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of

SIDE: Final = 24
"""From the column's edge to what stands in it, in px."""

_DOCUMENT, _CHAPTER = 64, 28
_TITLE: Final = 24.0
"""Of a document's height what its title takes."""

_OUT: Final = 8
_BAR: Final = 2.0


class DocumentRow(Row):
    """A document: its title, its place in words, and its place as a line.

    ``remove_asked`` comes from Del and from the menu under the right button.
    """

    remove_asked = Signal()
    rename_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._place = ""
        self._part = 0.0
        self._coming = False
        self._field = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:  # noqa: N802 - overrides Qt
        """Stay as the library says: the open document is checked."""

    def tell(self, title: str, place: str, part: float, *, coming: bool = False) -> None:
        """Show where it is.

        Args:
            title: Its name.
            place: In words.
            part: The same as a part of the whole, 0–1.
            coming: It is being imported.
        """
        told = title, place, part, coming
        if told == (self.text(), self._place, self._part, self._coming):
            return
        self.setText(title)
        _, self._place, self._part, self._coming = told
        self.setAccessibleName(title)
        self.setAccessibleDescription(place)
        self.setToolTip(title)
        self.update()

    @property
    def place(self) -> str:
        """Its place in words."""
        return self._place

    def make_room(self, height: int) -> None:
        """A field so high, px, stands over the title: place and line move below it; 0: none."""
        if height != self._field:
            self._field = height
            self.updateGeometry()
            self.update()

    @property
    def _down(self) -> float:
        """How far what is below the title moves for the field."""
        return max(0.0, self._field - _TITLE * theme_of(self).text_scale)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del removes, F2 renames."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.rename_asked.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to rename and to remove it."""
        menu = QMenu(self)
        menu.addAction(tr("Rename, or give an aim")).triggered.connect(self.rename_asked)
        menu.addAction(tr("Remove from the library")).triggered.connect(self.remove_asked)
        menu.popup(event.globalPos())

    def sizeHint(self) -> QSize:
        """Two lines and the line of the place."""
        return QSize(184, theme_of(self).px(_DOCUMENT) + round(self._down))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words and the line."""
        del event
        theme = theme_of(self)
        colours, scale = theme.palette, theme.text_scale
        room = self.width() - 2.0 * SIDE
        with painter_on(self) as painter:
            inner = QRectF(self.rect()).adjusted(SIDE - _OUT, 1, -SIDE + _OUT, -3)
            if self.underMouse():
                bordered(painter, inner, 6, None, colours.wash)
            if self.ringed:
                inset_focus(painter, inner, colours)
            face = fonts.font("section" if self.isChecked() else "control", scale)
            if not self.isChecked():
                face.setWeight(face.Weight.Medium)
            if not self._field:
                draw_line(painter, self.text(), face, colours.ink, SIDE, 16 * scale, room)
            caption = fonts.font("caption", scale)
            middle = 35 * scale + self._down
            draw_line(painter, self._place, caption, colours.ink2, SIDE, middle, room)
            y = 51 * scale + self._down
            painter.fillRect(QRectF(SIDE, y, room, _BAR), colours.line)
            drawn = colours.listen if self.isChecked() or self._coming else colours.rule
            painter.fillRect(QRectF(SIDE, y, room * self._part, _BAR), drawn)


class Heard(StrEnum):
    """How much of a chapter was heard."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to come"


class ChapterRow(Row):
    """A chapter: drawn when heard, hollow while to come, the bar of ink when it is being read."""

    def __init__(self, title: str, depth: int, parent: QWidget | None = None) -> None:
        """``depth`` counts from 0, the chapters that are not inside others."""
        super().__init__(title, parent)
        self._indent = 12 * min(2, depth)
        self.heard = Heard.TO_COME
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(title)

    def nextCheckState(self) -> None:  # noqa: N802 - overrides Qt
        """Stay as the library says."""

    def tell(self, heard: Heard, words: str) -> None:
        """Say how much of it was heard, ``words`` being the same for who cannot see the mark."""
        if heard is not self.heard or not self.accessibleDescription():
            self.heard = heard
            self.setChecked(heard is Heard.NOW)
            self.setAccessibleDescription(words)
            self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(184, theme_of(self).px(_CHAPTER))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mark and title."""
        del event
        theme = theme_of(self)
        colours, scale, middle = theme.palette, theme.text_scale, self.height() / 2
        box = QRectF(self.rect()).adjusted(SIDE, 0, -SIDE, 0)
        with painter_on(self) as painter:
            if self.underMouse() and not self.isChecked():
                bordered(painter, box.adjusted(16, 1, _OUT, -1), 6, None, colours.wash)
            if self.ringed:
                inset_focus(painter, box.adjusted(16, 1, _OUT, -1), colours)
            if self.heard is Heard.NOW:
                current_bar(painter, box, colours, 16)
            elif self.heard is Heard.DONE:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colours.listen)
                painter.drawEllipse(QPointF(SIDE + 8, middle), 2.75, 2.75)
            else:
                painter.setPen(line_pen(colours.rule, 1.25))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(SIDE + 8, middle), 2.75, 2.75)
            face = fonts.font("section" if self.isChecked() else "control", scale)
            ink = colours.ink if self.isChecked() else colours.ink2
            x = SIDE + 24 + self._indent
            draw_line(painter, self.text(), face, ink, x, middle, self.width() - SIDE - x)
