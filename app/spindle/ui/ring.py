"""The ring: what is done as a wave, what remains hollow, the pen between them."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, copysign, floor, tau

from PySide6.QtCore import QLocale, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from spindle.ui import fonts
from spindle.ui import ring_shape as shape
from spindle.ui.paint import DATA, dot, line_pen, painter_on
from spindle.ui.spoken import Spoken
from spindle.ui.theme import Palette, Themed, theme_of

_TICK_FROM, _TICK_LONG, _TICK_WORDS = 24.0, 11.0, 41.0
_WORDS_HIGH, _BESIDE = 20.0, 10.0
_PEN_RADIUS = 7.0
_HALO = 6.0  # px of paper around the pen, and what smoothing adds
_WIPED = 1.0  # px of the ring at once; less would not be seen and costs as much
_SEEN = 0.25  # px along the ring
_FAR = 0.2  # of the ring; a longer way is drawn whole


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


class Ring(QWidget, Themed, Spoken):
    """Paints a `RingState`.

    What is done and what remains are kept in two pictures. As time goes on a little is added to
    the one and wiped from the other; only the part around the pen is drawn anew each time.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = RingState()
        self._radius = shape.FULL_RADIUS
        self._done = QPixmap()
        self._done_until = 0.0
        self._rest = QPixmap()
        self._rest_from = 0.0
        self._kept_for: object = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Time"))

    SPOKEN_AS = "ProgressBar"

    def spoken_value(self) -> str:
        """How much of it is done."""
        return self.tr("{done} %").format(
            done=QLocale().toString(floor(100 * self._state.fraction))
        )

    @property
    def state(self) -> RingState:
        """What is drawn."""
        return self._state

    def set_state(self, state: RingState) -> None:
        """Draw something else; the pen waits until it has moved so far that it would be seen."""
        before = self._state
        moves_only = replace(before, fraction=state.fraction) == state
        way = tau * self._radius * abs(state.fraction - before.fraction)
        if moves_only and way < _SEEN:
            return
        self._state = state
        if moves_only:
            self.update(self.around(before.fraction, state.fraction))
        else:
            self.update()

    def set_radius(self, radius: float) -> None:
        """Set the radius in px."""
        if radius != self._radius:
            self._radius = radius
            self.update()

    def around(self, before: float, after: float) -> QRect:
        """All that differs between two fractions: a small box, or everything."""
        first, last = sorted(min(1.0, max(0.0, each)) for each in (before, after))
        start = shape.settled(first, self._radius, slow=self._slow)
        end = last + shape.opening(self._radius)
        if end - start > _FAR:
            return self.rect()
        box = shape.box(self._radius, start, end, _PEN_RADIUS + _HALO)
        left, top, right, bottom = box
        found = QRectF(QPointF(left, top), QPointF(right, bottom))
        return found.translated(QRectF(self.rect()).center()).toAlignedRect()

    def theme_changed(self) -> None:
        """The kept pictures have the old colours."""
        self._kept_for = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the kept pictures, what lies around the pen, ticks and pen."""
        del event
        state, colours = self._state, theme_of(self).palette
        head = None if state.kind is RingKind.FINISHED else min(1.0, max(0.0, state.fraction))
        end = 1.0 if head is None else head
        until = end if head is None else shape.settled(end, self._radius, slow=self._slow)
        opened = min(1.0, end + shape.opening(self._radius))
        self._keep(until, opened, colours)
        with painter_on(self) as painter:
            painter.translate(QRectF(self.rect()).center())
            corner = QPointF(-self._half, -self._half)
            painter.drawPixmap(corner, self._rest)
            self._draw_rest(painter, end, opened, colours, opens=True)
            painter.drawPixmap(corner, self._done)
            if end > until:
                self._draw_done(painter, until, end, head, colours)
            self._draw_ticks(painter, colours)
            if head is not None:
                x, y = shape.at(head, self._radius)
                dot(painter, x, y, colours, _PEN_RADIUS)

    @property
    def _slow(self) -> bool:
        return self._state.kind is RingKind.BREAK

    @property
    def _half(self) -> float:
        """Half the side of the kept pictures."""
        return ceil(self._radius * (1 + shape.SWELL)) + 2.0

    def _keep(self, until: float, opened: float, colours: Palette) -> None:
        """Bring the pictures to now; begin anew when anything but the time changed."""
        ratio = self.devicePixelRatioF()
        same = replace(self._state, fraction=0.0, ticks=(), words="")
        wanted = (same, self._radius, ratio, colours.name)
        if wanted != self._kept_for or until < self._done_until or opened < self._rest_from:
            self._done, self._rest = self._blank(ratio), self._blank(ratio)
            self._kept_for, self._done_until, self._rest_from = wanted, 0.0, 0.0
            with painter_on(self._rest) as painter:
                painter.translate(self._half, self._half)
                self._draw_rest(painter, 0.0, 1.0, colours)
        if until > self._done_until:
            with painter_on(self._done) as painter:
                painter.translate(self._half, self._half)
                self._draw_done(painter, self._done_until, until, None, colours)
            self._done_until = until
        if opened - self._rest_from > shape.part(_WIPED, self._radius) or opened == 1.0:
            self._wipe(self._rest_from, opened)
            self._rest_from = opened

    def _blank(self, ratio: float) -> QPixmap:
        side = round(2 * self._half * ratio)
        picture = QPixmap(side, side)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        return picture

    def _wipe(self, start: float, end: float) -> None:
        """Take a sector out of what remains."""
        with painter_on(self._rest) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.GlobalColor.black)
            square = QRectF(-self._half, -self._half, 4 * self._half, 4 * self._half)
            square.moveCenter(QPointF(self._half, self._half))
            turn = 360 * 16
            painter.drawPie(square, round(turn * (0.25 - start)), round(turn * (start - end)))

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

    def _draw_rest(
        self,
        painter: QPainter,
        start: float,
        end: float,
        colours: Palette,
        *,
        opens: bool = False,
    ) -> None:
        if self._state.kind is RingKind.FINISHED or start >= end:
            return
        painter.setPen(line_pen(colours.rule))
        for side in (0,) if self._slow else (0, 1, -1):
            points = shape.lens(self._radius, self._state.pushes, start, end, side, opens=opens)
            painter.drawPolyline(_polygon(points))

    def _draw_ticks(self, painter: QPainter, colours: Palette) -> None:
        painter.setPen(line_pen(colours.ink2, DATA))
        for tick in self._state.ticks:
            painter.drawLine(*self._tick(tick))
        if self._state.ticks and self._state.words:
            x, y = self._place_of_words(self._state.ticks[-1])
            painter.setFont(fonts.font("axis", theme_of(self).text_scale))
            painter.setPen(colours.ink3)
            side = Qt.AlignmentFlag.AlignLeft if x >= 0 else Qt.AlignmentFlag.AlignRight
            box = QRectF(x if x >= 0 else x - 200, y - _WORDS_HIGH / 2, 200, _WORDS_HIGH)
            painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, self._state.words)

    def _tick(self, turn: float) -> tuple[QPointF, QPointF]:
        """From where to where a tick goes; nearer to the ring where the widget has no room."""
        outer = self._radius + _TICK_FROM + _TICK_LONG
        x, y = shape.at(turn, outer)
        beyond = max(abs(x) * 2 / max(1, self.width() - 2), abs(y) * 2 / max(1, self.height() - 2))
        outer = max(self._radius + _TICK_LONG, outer / max(1.0, beyond))
        return QPointF(*shape.at(turn, outer - _TICK_LONG)), QPointF(*shape.at(turn, outer))

    def _place_of_words(self, turn: float) -> shape.Point:
        """Beyond the tick, or beside it where that would be outside of the widget."""
        x, y = shape.at(turn, self._radius + _TICK_WORDS)
        most = self.height() / 2 - _WORDS_HIGH / 2
        if abs(y) <= most:
            return x, y
        beside = self._tick(turn)[1].x()
        return beside + copysign(_BESIDE, beside), copysign(most, y)


def _polygon(points: list[shape.Point]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])
