"""Something kept of a text: a sentence, a bookmark, a note."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from spindle.features.listen.page.telling import tr
from spindle.features.listen.records import Kept, MarkKind
from spindle.ui import fonts
from spindle.ui.paint import bordered, inset_focus, line_pen, painter_on
from spindle.ui.row import Row
from spindle.ui.text_line import draw_line, one_line
from spindle.ui.theme import Palette, theme_of

_ONE, _TWO = 32, 48
_SIGN: Final = 22


class KeptRow(Row):
    """A click goes there; keys and the menu under the right button do the rest.

    Signals:
        dropped: It is kept no longer; Del.
        handed: It is wanted elsewhere, with the kind: "drill" with D, "question" with Q.
    """

    dropped = Signal()
    handed = Signal(str)

    def __init__(
        self, kept: Kept, kinds: frozenset[str] = frozenset(), parent: QWidget | None = None
    ) -> None:
        """``kinds`` are those that a feature takes over."""
        super().__init__(one_line(kept.text), parent)
        self._kept = kept
        self._kinds = kinds
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        names = {
            MarkKind.SENTENCE: tr("Kept sentence"),
            MarkKind.BOOKMARK: tr("Bookmark"),
            MarkKind.NOTE: tr("Note"),
        }
        self.setAccessibleName(f"{names[kept.kind]}: {kept.note or self.text()}")
        self.setToolTip(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del drops it, D and Q hand it on."""
        kind = {Qt.Key.Key_D: "drill", Qt.Key.Key_Q: "question"}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif kind in self._kinds and not event.modifiers():
            self.handed.emit(kind)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to hand it on, and to drop it."""
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with it."""
        menu = QMenu(self)
        words = {"drill": tr("Drill it"), "question": tr("Make it tonight's question")}
        for kind, said in words.items():
            if kind in self._kinds:
                menu.addAction(said).triggered.connect(partial(self.handed.emit, kind))
        menu.addAction(tr("Keep it no longer")).triggered.connect(self.dropped)
        return menu

    def sizeHint(self) -> QSize:
        """One line; two with a note."""
        return QSize(200, theme_of(self).px(_TWO if self._kept.note else _ONE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw sign, note and sentence."""
        del event
        theme = theme_of(self)
        colours, scale = theme.palette, theme.text_scale
        room = self.width() - _SIGN
        middle = self.height() / 2
        with painter_on(self) as painter:
            if self.underMouse():
                bordered(painter, QRectF(self.rect()).adjusted(-6, 2, 0, -2), 6, None, colours.wash)
            if self.ringed:
                inset_focus(painter, QRectF(self.rect()), colours)
            plain = fonts.font("caption", scale)
            if self._kept.note:
                face = fonts.font("control", scale)
                up, down = middle - 9 * scale, middle + 9 * scale
                draw_line(painter, self._kept.note, face, colours.ink, _SIGN, up, room)
                draw_line(painter, self.text(), plain, colours.ink2, _SIGN, down, room)
                middle = up
            else:
                draw_line(painter, self.text(), plain, colours.ink, _SIGN, middle, room)
            self._draw_sign(painter, colours, middle)

    def _draw_sign(self, painter: QPainter, colours: Palette, y: float) -> None:
        painter.setPen(line_pen(colours.ink2, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._kept.kind is MarkKind.BOOKMARK:
            corners = [(2, -5), (10, -5), (10, 5), (6, 1), (2, 5)]
            painter.drawPolygon([QPointF(x, y + down) for x, down in corners])
        elif self._kept.kind is MarkKind.NOTE:
            for down in (-3.0, 0.0, 3.0):
                painter.drawLine(QPointF(2, y + down), QPointF(10, y + down))
        else:
            painter.drawRect(QRectF(2, y - 4, 8, 8))
