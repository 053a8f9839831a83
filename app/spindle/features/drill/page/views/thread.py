"""The thread of a procedure: what stands, where the pen is, and what is still to come."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.page.views.strip import cross
from spindle.features.drill.page.words import seconds, tr
from spindle.ui import fonts
from spindle.ui.field import Field
from spindle.ui.paint import DATA, dot, dotted_pen, line_pen, painter_on
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Themed, theme_of

_PITCH: Final = 64
_TOP: Final = 12
_DOT_X: Final = 10.0
_TEXT_X: Final = 40
_TIME_WIDE: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """One place on the thread.

    Attributes:
        state: ``done``, ``missed`` (stands there now, was not right), ``now`` or ``open``.
        note: Small words below, such as what was typed instead.
    """

    text: str
    state: str
    ms: float | None = None
    note: str = ""
    critical: bool = False


class Thread(QWidget, Themed):
    """Beads 64 px apart; ``field`` lies on the one that is now.

    ``moved`` tells the y of that one, so that it can be scrolled to.
    """

    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beads: tuple[Bead, ...] = ()
        self.field = Field(self, size="bare")
        self.field.setAccessibleName(tr("What comes next?"))
        self.field.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_beads(self, beads: tuple[Bead, ...]) -> None:
        """Draw these."""
        self._beads = beads
        self.setAccessibleName(", ".join(bead.text for bead in beads if bead.state != "open"))
        self.setFixedHeight(self.sizeHint().height())
        self._place()
        self.update()
        at = self._now()
        if at is not None:
            self.moved.emit(round(self._y(at)))

    def sizeHint(self) -> QSize:
        """All beads."""
        return QSize(320, theme_of(self).px(_TOP * 2 + _PITCH * max(1, len(self._beads))))

    def theme_changed(self) -> None:
        """Lay out in the new sizes."""
        self.setFixedHeight(self.sizeHint().height())
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the field on its bead."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw thread and beads."""
        del event
        with painter_on(self) as painter:
            self._thread(painter)
            for at, bead in enumerate(self._beads):
                self._bead(painter, at, bead)

    def _y(self, at: int) -> float:
        return theme_of(self).px(_TOP + 32) + at * float(theme_of(self).px(_PITCH))

    def _now(self) -> int | None:
        return next((at for at, bead in enumerate(self._beads) if bead.state == "now"), None)

    def _place(self) -> None:
        at = self._now()
        theme = theme_of(self)
        self.field.setFont(fonts.font("list_serif", theme.text_scale))
        self.field.setPlaceholderText(tr("What comes next?"))
        if at is None:
            self.field.hide()
            return
        high = theme.px(36)
        wide = self.width() - _TEXT_X - theme.px(_TIME_WIDE)
        self.field.setGeometry(_TEXT_X, round(self._y(at) - high / 2), max(80, wide), high)
        self.field.show()

    def _thread(self, painter: QPainter) -> None:
        palette = theme_of(self).palette
        for at in range(len(self._beads) - 1):
            drawn = self._beads[at + 1].state != "open"
            colour = palette.drill if drawn else palette.rule
            painter.setPen(line_pen(colour, DATA) if drawn else dotted_pen(colour))
            reach = 9 if self._beads[at].state == "now" else 6
            painter.drawLine(
                QLineF(_DOT_X, self._y(at) + reach, _DOT_X, self._y(at + 1) - (9 if drawn else 6))
            )

    def _bead(self, painter: QPainter, at: int, bead: Bead) -> None:
        theme = theme_of(self)
        palette, y = theme.palette, self._y(at)
        if bead.state == "now":
            dot(painter, _DOT_X, y, palette, 5.0)
            under = y + theme.px(19)
            painter.fillRect(_TEXT_X, round(under), self.width() - _TEXT_X, 2, palette.ink)
            return
        if bead.state == "missed":
            cross(painter, _DOT_X, y, 4.5)
        else:
            hollow = bead.state == "open"
            painter.setPen(line_pen(palette.rule, 1.25) if hollow else Qt.PenStyle.NoPen)
            painter.setBrush(palette.paper if hollow else palette.drill)
            painter.drawEllipse(QPointF(_DOT_X, y), 5.0, 5.0)
        self._words(painter, at, bead)

    def _words(self, painter: QPainter, at: int, bead: Bead) -> None:
        theme = theme_of(self)
        palette, y = theme.palette, self._y(at)
        room = self.width() - _TEXT_X - theme.px(_TIME_WIDE)
        if bead.state == "open":
            words = tr("step {number}").format(number=at + 1)
            face = fonts.font("caption", theme.text_scale)
            draw_line(painter, words, face, palette.ink3, _TEXT_X, y)
            return
        face = fonts.font("list_serif", theme.text_scale)
        draw_line(painter, bead.text, face, palette.ink, _TEXT_X, y, room)
        small = fonts.font("caption", theme.text_scale)
        if bead.ms is not None:
            words = seconds(bead.ms / 1000)
            draw_line(painter, words, small, palette.ink3, self.width(), y, right=True)
        note = bead.note or (tr("critical") if bead.critical else "")
        if note:
            low = y + theme.px(20)
            draw_line(painter, note, small, palette.ink3, _TEXT_X, low, room)
