"""The day strip: what was planned is hollow, what happened is drawn, the pen is now.

It is painted once into a picture, which is made anew when the strip, the size or the looks change:
once a minute.
"""

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.core.feature import Mark
from spindle.ui import fonts, signals
from spindle.ui.paint import DATA, dot, dotted_pen, hollow_lens, line_pen, painter_on, upright, wave
from spindle.ui.spoken import Spoken
from spindle.ui.strip_model import WORD_GAP, Placed, Strip, place_labels
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Palette, Theme, Themed, theme_of

HEIGHT: Final = 192
PLOT: Final = 168
BAND: Final = 36
"""The band of the labels at the top of the plot."""

BASELINE: Final = 100
_LABELS: Final = 18.0
_AXIS: Final = 182.0
_TICK: Final = 4
_CHIP: Final = 17.0
_CHIP_PAD: Final = 4.0
_CHIP_GAP: Final = 12.0
_PEN_ROOM: Final = 8.0
_SETTLES: Final = 12.0
"""Over so many px a running wave comes to rest at the pen."""

_PLAIN: Final = 22.0
"""Half the height of a mark that nobody rates, in px."""

_LEAST: Final = {"focus": 8.0, "listen": 16.0, "drill": 12.0, "prime": 26.0, "move": 16.0}
"""The least width at which a signal can be told from another, in px."""


class DayStrip(QWidget, Themed, Spoken):
    """One day, 192 px high; ``show_strip`` changes what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip = Strip(start=0, end=1, now=-1, waking=0, lights_out=1)
        self._picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The day"))

    @property
    def strip(self) -> Strip:
        """What it shows."""
        return self._strip

    def show_strip(self, strip: Strip) -> None:
        """Show another strip; the same one costs nothing."""
        if strip != self._strip:
            self._strip = strip
            self._picture = None
            self.setAccessibleDescription(strip.summary)
            self.update()

    def spoken_value(self) -> str:
        """Now, as its chip has it."""
        return self._strip.time

    def labels(self) -> list[Placed]:
        """The labels as they are placed now."""
        scale = theme_of(self).text_scale
        plain, strong = fonts.font("caption", scale), fonts.font("caption_strong", scale)
        return place_labels(
            self._strip,
            self.width(),
            lambda text, is_strong: width_of(text, strong if is_strong else plain),
        )

    def theme_changed(self) -> None:
        """Paint anew."""
        self._picture = None

    def sizeHint(self) -> QSize:
        """1000 × 192."""
        return QSize(1000, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Any width from 320 px on."""
        return QSize(320, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the picture."""
        del event
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.size() != self.size() * ratio:
            self._picture = self._painted(ratio)
        with painter_on(self) as painter:
            painter.drawPixmap(0, 0, self._picture)

    def _painted(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        theme = theme_of(self)
        picture.fill(Qt.GlobalColor.transparent)
        with painter_on(picture) as painter:
            self._draw_paper(painter, theme.palette)
            for mark in self._strip.marks:
                self._draw_mark(painter, theme.palette, mark)
            self._draw_labels(painter, theme)
            self._draw_axis(painter, theme)
            self._draw_pen(painter, theme)
        return picture

    def _draw_paper(self, painter: QPainter, palette: Palette) -> None:
        strip, wide = self._strip, float(self.width())
        dawn, night = strip.x(strip.waking, wide), strip.x(strip.lights_out, wide)
        painter.fillRect(QRectF(0, 0, wide, PLOT), palette.panel)
        painter.fillRect(QRectF(0, 0, dawn, PLOT), palette.sunken)
        painter.fillRect(QRectF(night, 0, wide - night, PLOT), palette.sunken)
        for hour in strip.hours:
            x = round(strip.x(hour.at, wide))
            if 0 < x < wide - 1:
                top = BAND if hour.words else PLOT - _TICK
                upright(painter, x, top, PLOT, palette.line if hour.words else palette.rule)
        painter.setPen(QPen(palette.line, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0.5, 0.5, wide - 1, PLOT - 1))
        self._draw_baseline(painter, palette, dawn, max(dawn, night))

    def _draw_baseline(
        self, painter: QPainter, palette: Palette, dawn: float, night: float
    ) -> None:
        """Solid up to the pen and dotted behind it, between the marks."""
        strip, wide = self._strip, float(self.width())
        pen = min(max(strip.x(strip.now, wide), dawn), night)
        spans = sorted((x, x + width) for x, width in map(self._span, strip.marks))
        at = dawn
        for start, end in (*spans, (night, night)):
            begin = min(start, night)
            painter.setPen(QPen(palette.ink2, 1.0))
            if min(begin, pen) > at:
                painter.drawLine(QLineF(at, BASELINE, min(begin, pen), BASELINE))
            painter.setPen(dotted_pen(palette.rule))
            free = max(at, pen + _PEN_ROOM)
            if begin > free:
                painter.drawLine(QLineF(free, BASELINE, begin, BASELINE))
            at = max(at, end)

    def _draw_mark(self, painter: QPainter, palette: Palette, mark: Mark) -> None:
        x, width = self._span(mark)
        activity = str(mark.activity)
        colour = palette.role(activity)
        if mark.state == "planned":
            hollow_lens(painter, x, BASELINE, width, signals.UNRATED_HEIGHT, palette.rule)
            return
        if mark.state == "running":
            hollow_lens(painter, x, BASELINE, width, signals.UNRATED_HEIGHT, palette.rule)
            self._draw_running(painter, palette, mark, x, width)
            return
        height = _PLAIN if activity in {"prime", "move"} else signals.UNRATED_HEIGHT
        if mark.rating is not None:
            height = mark.rating * signals.RATING_HEIGHT
            if mark.expected is not None:
                expected = mark.expected * signals.RATING_HEIGHT
                hollow_lens(painter, x, BASELINE, width, expected, palette.rule)
        if activity == "drill":
            painter.setPen(line_pen(colour, DATA))
            painter.drawLine(QLineF(x, BASELINE, x + width, BASELINE))
        wave(painter, activity, x, BASELINE, width, height, colour)

    def _draw_running(
        self, painter: QPainter, palette: Palette, mark: Mark, x: float, width: float
    ) -> None:
        head = min(self._strip.x(self._strip.now, self.width()), x + width)
        if head - x < 2 or str(mark.activity) == "drill":
            return
        curve = signals.curve_of(str(mark.activity), width, signals.UNRATED_HEIGHT)
        points = signals.sampled(curve, width, 0.5, (head - x) / width)
        settled = [
            QPointF(x + px, BASELINE - py * min(1.0, (head - x - px) / _SETTLES))
            for px, py in points
        ]
        painter.setPen(line_pen(palette.role(str(mark.activity)), DATA))
        painter.drawPolyline(QPolygonF(settled))

    def _span(self, mark: Mark) -> tuple[float, float]:
        """Start and width of a mark; a short one is widened, but never past the pen."""
        strip, wide = self._strip, float(self.width())
        x, end = strip.x(mark.start, wide), strip.x(mark.end, wide)
        width = max(end - x, _LEAST.get(str(mark.activity), 8.0))
        limit = strip.x(strip.now, wide) if mark.state == "done" else wide
        return max(0.0, min(x, limit - width)), width

    def _draw_labels(self, painter: QPainter, theme: Theme) -> None:
        palette, scale = theme.palette, theme.text_scale
        plain, strong = fonts.font("caption", scale), fonts.font("caption_strong", scale)
        for label in self.labels():
            x = label.x
            if label.activity:
                colour = palette.role(label.activity)
                x += draw_line(painter, label.name, strong, colour, x, _LABELS) + WORD_GAP
                draw_line(painter, label.rest, plain, palette.ink2, x, _LABELS)
            else:
                x += draw_line(painter, label.name, plain, palette.ink3, x, _LABELS) + WORD_GAP
                draw_line(painter, label.rest, plain, palette.ink3, x, _LABELS)

    def _draw_axis(self, painter: QPainter, theme: Theme) -> None:
        strip, wide = self._strip, float(self.width())
        face = fonts.font("axis", theme.text_scale)
        chip = self._chip(theme)
        for hour in strip.hours:
            if not hour.words:
                continue
            long = width_of(hour.words, face)
            x = min(max(0.0, strip.x(hour.at, wide) - long / 2), wide - long)
            near = chip.left() - _CHIP_GAP < x + long and x < chip.right() + _CHIP_GAP
            if not near:
                draw_line(painter, hour.words, face, theme.palette.ink3, x, _AXIS)

    def _chip(self, theme: Theme) -> QRectF:
        strip, wide = self._strip, float(self.width())
        if not strip.time or not strip.start <= strip.now <= strip.end:
            return QRectF(-1000, 0, 0, 0)
        face = fonts.font("axis_strong", theme.text_scale)
        long = width_of(strip.time, face) + 2 * _CHIP_PAD
        x = min(max(0.0, strip.x(strip.now, wide) - long / 2), wide - long)
        high = min(float(theme.px(_CHIP)), HEIGHT - PLOT - 2.0)
        return QRectF(x, _AXIS - high / 2, long, high)

    def _draw_pen(self, painter: QPainter, theme: Theme) -> None:
        chip = self._chip(theme)
        if chip.width() == 0:
            return
        x = self._strip.x(self._strip.now, self.width())
        painter.setPen(QPen(theme.palette.pen, 1.0))
        painter.drawLine(QLineF(x, 0, x, PLOT))
        dot(painter, x, BASELINE, theme.palette)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.palette.pen)
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        face = fonts.font("axis_strong", theme.text_scale)
        x = chip.left() + _CHIP_PAD
        draw_line(painter, self._strip.time, face, theme.palette.onink, x, chip.center().y())
