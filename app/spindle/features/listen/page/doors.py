"""The ways to a first text: a place to drop a file, and rows that do the rest."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.features.listen.page.telling import tr
from spindle.ui import fonts, glyphs
from spindle.ui.buttons import Button, draw_key_hint, key_hint_size
from spindle.ui.labels import Label
from spindle.ui.paint import bordered, hairline, inset_focus, painter_on
from spindle.ui.row import Row
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of

_ZONE: Final = 148
_DOOR: Final = 64
_RADIUS: Final = 10.0
_BESIDE, _WORDS = 540, 340
"""What words and button need beside each other, and what the wider one needs alone, in px."""


class DropZone(QWidget):
    """Where a file can be dropped; ``chosen`` when a dialog is wanted instead."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.button = Button("secondary", tr("Choose a file"), key=tr("Ctrl O"))
        self.button.clicked.connect(self.chosen)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        for label in (
            Label("active", tr("Drop a file here")),
            Label("caption", tr("PDF, EPUB, Word, Markdown, web page, text or sound"), "ink3"),
        ):
            words.addWidget(label)
        words.addStretch(1)
        told = QHBoxLayout()
        told.setSpacing(18)
        told.addWidget(_Sheet())
        told.addLayout(words)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(16, 16, 16, 16)
        self._row.setSpacing(18)
        self._row.addStretch(1)
        self._row.addLayout(told)
        self._row.addWidget(self.button)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_over(self, *, over: bool) -> None:
        """A file is held above the page."""
        if over != self._over:
            self._over = over
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below the words where both do not fit beside each other."""
        super().resizeEvent(event)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        narrow = self.width() < theme_of(self).px(_BESIDE)
        self._row.setDirection(below if narrow else beside)

    def minimumSizeHint(self) -> QSize:
        """The words or the button, whichever is wider."""
        theme = theme_of(self)
        return QSize(theme.px(_WORDS), theme.px(_ZONE))

    def sizeHint(self) -> QSize:
        """As in the picture."""
        return QSize(680, max(_ZONE, theme_of(self).px(_ZONE)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed edge, whole while a file is held above it."""
        del event
        colours = theme_of(self).palette
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with painter_on(self) as painter:
            pen = QPen(colours.ink if self._over else colours.rule, 1.5 if self._over else 1.0)
            if not self._over:
                pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.setBrush(colours.wash if self._over else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)


class _Sheet(QWidget):
    """A sheet of paper."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(24, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        with painter_on(self) as painter:
            glyphs.draw(painter, "file", QRectF(self.rect()), theme_of(self).palette.ink2)


class Door(Row):
    """A line that does something: what, a note, its key."""

    def __init__(self, text: str, note: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._note, self._key = note, key
        self.setCheckable(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(f"{note} {key}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(680, theme_of(self).px(_DOOR))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line, words and key."""
        del event
        theme = theme_of(self)
        colours, scale, middle = theme.palette, theme.text_scale, self.height() / 2
        key = key_hint_size(self._key, scale)
        room = self.width() - key.width() - 24
        with painter_on(self) as painter:
            hairline(painter, 0, self.width(), 0, colours.line)
            inner = QRectF(self.rect()).adjusted(0, 4, 0, -3)
            if self.underMouse():
                bordered(painter, inner.adjusted(-8, 0, 8, 0), 6, None, colours.wash)
            if self.ringed:
                inset_focus(painter, inner, colours)
            face = fonts.font("label", scale)
            draw_line(painter, self.text(), face, colours.ink, 0, middle - 8 * scale, room)
            face = fonts.font("caption", scale)
            draw_line(painter, self._note, face, colours.ink2, 0, middle + 12 * scale, room)
            box = QRectF(
                self.width() - key.width(), middle + 1 - key.height() / 2, key.width(), key.height()
            )
            draw_key_hint(painter, box, self._key, colours, scale)
