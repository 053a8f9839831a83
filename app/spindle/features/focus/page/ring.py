"""The ring: what is done as a wave, what remains hollow, the pen between them."""

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from spindle.features.focus.page import ring_shape as shape
from spindle.ui import fonts
from spindle.ui.paint import DATA, dot, line_pen, painter_on
from spindle.ui.theme import Palette, Themed, theme_of

_TICK_FROM, _TICK_LONG, _TICK_WORDS = 24.0, 11.0, 41.0
_PEN_RADIUS = 7.0


class RingKind(StrEnum):
    """What runs round the ring."""

    WORK = "work"
    BREAK = "break"
    FINISHED = "finished"  # all of it done, no pen


@dataclass(frozen=True, slots=True, kw_only=True)
class RingState:
    """What to draw.

    Attributes:
        fraction: Done so far, 0–1.
        pushes: Start and end of each push, 0–1; between them are eases.
        ticks: Where an interruption was counted, 0–1.
        words: Beside the last tick.
    """

    kind: RingKind = RingKind.WORK
    fraction: float = 0.0
    pushes: tuple[shape.Push, ...] = ((0.0, 1.0),)
    ticks: tuple[float, ...] = ()
    words: str = ""


class Ring(QWidget, Themed):
    """Paints a `RingState`. What is done is kept in a picture to which only new parts are added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = RingState()
        self._radius = shape.FULL_RADIUS
        self._kept: QPixmap | None = None
        self._kept_until = 0.0
        self._kept_for: object = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def state(self) -> RingState:
        """What is drawn."""
        return self._state

    def set_state(self, state: RingState) -> None:
        """Draw something else."""
        if state != self._state:
            self._state = state
            self.update()

    def set_radius(self, radius: float) -> None:
        """Set the radius in px."""
        if radius != self._radius:
            self._radius = radius
            self.update()

    def theme_changed(self) -> None:
        """The kept picture has the old colours."""
        self._kept = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what remains, the kept picture, its newest end, ticks and pen."""
        del event
        state, colours = self._state, theme_of(self).palette
        head = None if state.kind is RingKind.FINISHED else min(1.0, max(0.0, state.fraction))
        end = 1.0 if head is None else head
        until = end if head is None else shape.settled(end, self._radius, slow=self._slow)
        self._keep(until, colours)
        with painter_on(self) as painter:
            centre = QRectF(self.rect()).center()
            painter.translate(centre)
            self._draw_rest(painter, end, colours)
            if self._kept is not None:
                painter.drawPixmap(QPointF(-self.width() / 2, -self.height() / 2), self._kept)
            if end > until:
                self._draw_done(painter, until, end, head, colours)
            self._draw_ticks(painter, colours)
            if head is not None:
                x, y = shape.at(head, self._radius)
                dot(painter, x, y, colours, _PEN_RADIUS)

    @property
    def _slow(self) -> bool:
        return self._state.kind is RingKind.BREAK

    def _keep(self, until: float, colours: Palette) -> None:
        """Bring the kept picture up to ``until``; begin anew when anything else changed."""
        ratio = self.devicePixelRatioF()
        same = replace(self._state, fraction=0.0, ticks=(), words="")
        wanted = (same, self._radius, self.size().toTuple(), ratio, colours.name)
        if self._kept is None or wanted != self._kept_for or until < self._kept_until:
            self._kept = QPixmap(self.size() * ratio)
            self._kept.setDevicePixelRatio(ratio)
            self._kept.fill(Qt.GlobalColor.transparent)
            self._kept_for, self._kept_until = wanted, 0.0
        if until > self._kept_until:
            with painter_on(self._kept) as painter:
                painter.translate(QRectF(self.rect()).center())
                self._draw_done(painter, self._kept_until, until, None, colours)
            self._kept_until = until

    def _draw_done(
        self,
        painter: QPainter,
        start: float,
        end: float,
        head: float | None,
        colours: Palette,
    ) -> None:
        if self._slow:
            points = shape.slow_wave(self._radius, start, end, head)
        else:
            points = shape.wave(self._radius, self._state.pushes, start, end, head)
        painter.setPen(line_pen(colours.ink2 if self._slow else colours.focus, DATA))
        painter.drawPolyline(_polygon(points))

    def _draw_rest(self, painter: QPainter, start: float, colours: Palette) -> None:
        if start >= 1.0:
            return
        painter.setPen(line_pen(colours.rule))
        sides = (0,) if self._slow else (0, 1, -1)
        for side in sides:
            points = shape.lens(self._radius, self._state.pushes, start, side)
            painter.drawPolyline(_polygon(points))

    def _draw_ticks(self, painter: QPainter, colours: Palette) -> None:
        painter.setPen(line_pen(colours.ink2, DATA))
        for tick in self._state.ticks:
            painter.drawLine(
                QPointF(*shape.at(tick, self._radius + _TICK_FROM)),
                QPointF(*shape.at(tick, self._radius + _TICK_FROM + _TICK_LONG)),
            )
        if self._state.ticks and self._state.words:
            x, y = shape.at(self._state.ticks[-1], self._radius + _TICK_WORDS)
            painter.setFont(fonts.font("axis", theme_of(self).text_scale))
            painter.setPen(colours.ink3)
            side = Qt.AlignmentFlag.AlignLeft if x >= 0 else Qt.AlignmentFlag.AlignRight
            box = QRectF(x if x >= 0 else x - 200, y - 10, 200, 20)
            painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, self._state.words)


def _polygon(points: list[shape.Point]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])
