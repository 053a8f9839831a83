"""The strip of answers: one stem each, the band of what is usual, the pen at the newest."""

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.page.words import seconds, tr
from spindle.features.drill.run import Stem
from spindle.ui import fonts
from spindle.ui.paint import DATA, dot, hairline, line_pen, painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Themed, theme_of

_LEFT: Final = 36.0
_RIGHT: Final = 88.0
_TOP: Final = 8.0
_PLOT: Final = 152.0
_AXIS: Final = 28.0
_MOST: Final = 40
"""Answers drawn; of a longer run the last ones."""


class ResponseStrip(QWidget, Themed):
    """Time to the first key in seconds, one stem an answer; what is still to come is hollow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stems: tuple[Stem, ...] = ()
        self._usual: tuple[float, float, float] | None = None
        self._of = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stems(
        self, stems: tuple[Stem, ...], usual: tuple[float, float, float] | None, of: int
    ) -> None:
        """Draw these answers; ``of`` is how many the run has, 0 for no end."""
        self._stems, self._usual, self._of = stems, usual, of
        self.setAccessibleName(tr("Response time"))
        self.setAccessibleDescription(self.summary())
        self.update()

    def summary(self) -> str:
        """The strip in words."""
        times = ", ".join(
            seconds(stem.seconds)
            if stem.right
            else tr("{time} missed").format(time=seconds(stem.seconds))
            for stem in self._stems[-_MOST:]
        )
        if self._usual is None:
            return times
        return tr("{times}; usual {usual}").format(times=times, usual=seconds(self._usual[1]))

    def sizeHint(self) -> QSize:
        """The plot and its axis."""
        return QSize(600, theme_of(self).px(_TOP + _PLOT + _AXIS))

    def minimumSizeHint(self) -> QSize:
        """Never flatter."""
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw band, axis, stems."""
        del event
        theme = theme_of(self)
        scale = theme.text_scale
        bottom = (_TOP + _PLOT) * scale
        right = self.width() - _RIGHT * scale
        left = _LEFT * scale
        shown = self._stems[-_MOST:]
        first = len(self._stems) - len(shown)
        count = max(len(shown), min(self._of - first, _MOST), 1)
        top = self._top(shown)
        with painter_on(self) as painter:
            high = _PLOT * scale / top
            self._band(painter, left, right, bottom, high)
            self._scale(painter, left, bottom, high, top)
            hairline(painter, left, right, round(bottom), theme.palette.rule)
            pitch = (right - left) / count
            for at in range(count):
                x = left + (at + 0.5) * pitch
                stem = shown[at] if at < len(shown) else None
                self._stem(painter, x, bottom, high, stem, newest=at == len(shown) - 1)
                if pitch > 18 * scale or at == len(shown) - 1:
                    self._number(painter, x, bottom, first + at + 1, at == len(shown) - 1)

    def _top(self, shown: tuple[Stem, ...]) -> float:
        """The highest even second of the axis."""
        highest = max((stem.seconds for stem in shown), default=2.0)
        if self._usual is not None:
            highest = max(highest, self._usual[2])
        top = 2.0
        while top < highest and top < 600:
            top = top + 2 if top < 10 else top * 2
        return top

    def _band(
        self, painter: QPainter, left: float, right: float, bottom: float, high: float
    ) -> None:
        if self._usual is None:
            return
        theme = theme_of(self)
        low, middle, upper = self._usual
        box = QRectF(left, bottom - upper * high, right - left, (upper - low) * high)
        painter.fillRect(box, theme.palette.drill_tint)
        hairline(painter, left, right, bottom - middle * high, theme.palette.drill)
        face = fonts.font("axis", theme.text_scale)
        words = tr("your usual")
        draw_line(painter, words, face, theme.palette.ink2, right + 12, bottom - middle * high)

    def _scale(
        self, painter: QPainter, left: float, bottom: float, high: float, top: float
    ) -> None:
        theme = theme_of(self)
        face = fonts.font("axis", theme.text_scale)
        step = top / 3 if top % 3 == 0 else top / 2
        at = 0.0
        while at <= top + 0.01:
            words = seconds(at, 0) if at == top else f"{at:g}"
            x, y = left - 12, bottom - at * high
            draw_line(painter, words, face, theme.palette.ink3, x, y, right=True)
            at += step

    def _stem(
        self,
        painter: QPainter,
        x: float,
        bottom: float,
        high: float,
        stem: Stem | None,
        *,
        newest: bool,
    ) -> None:
        palette = theme_of(self).palette
        if stem is None:
            painter.setPen(line_pen(palette.rule))
            painter.setBrush(palette.paper)
            painter.drawEllipse(QPointF(x, bottom), 2.5, 2.5)
            return
        y = bottom - stem.seconds * high
        painter.setPen(line_pen(palette.pen if newest else palette.drill, DATA))
        painter.drawLine(QLineF(x, bottom - 0.5, x, y))
        if not stem.right:
            cross(painter, x, y, 4.0)
            self._missed(painter, x, y)
        elif newest:
            dot(painter, x, y, palette, 3.5)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.drill)
            painter.drawEllipse(QPointF(x, y), 4.0, 4.0)

    def _missed(self, painter: QPainter, x: float, y: float) -> None:
        theme = theme_of(self)
        face = fonts.font("axis", theme.text_scale)
        words = tr("missed")
        left = x - width_of(words, face) / 2
        draw_line(painter, words, face, theme.palette.ink2, left, y - 14 * theme.text_scale)

    def _number(
        self,
        painter: QPainter,
        x: float,
        bottom: float,
        number: int,
        newest: bool,  # noqa: FBT001
    ) -> None:
        theme = theme_of(self)
        face = fonts.font("axis_strong" if newest else "axis", theme.text_scale)
        colour = theme.palette.ink if newest else theme.palette.ink3
        words = str(number)
        left = x - width_of(words, face) / 2
        draw_line(painter, words, face, colour, left, bottom + 14 * theme.text_scale)


def cross(painter: QPainter, x: float, y: float, reach: float) -> None:
    """A miss, in ink."""
    pen = line_pen(theme_of(None).palette.ink, DATA)
    device = painter.device()
    if isinstance(device, QWidget):
        pen.setColor(theme_of(device).palette.ink)
    painter.setPen(pen)
    painter.drawLine(QLineF(x - reach, y - reach, x + reach, y + reach))
    painter.drawLine(QLineF(x - reach, y + reach, x + reach, y - reach))
