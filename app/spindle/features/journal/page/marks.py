"""The painted marks of evening and morning: three segments, one slow wave, the night between."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.journal.model import Came
from spindle.ui import signals
from spindle.ui.labels import Label
from spindle.ui.paint import (
    DATA,
    dot,
    dotted_pen,
    hairline,
    line_pen,
    painter_on,
    placed,
    wave,
)
from spindle.ui.theme import Themed, theme_of

_SEGMENT = 56.0
_BETWEEN = 8.0
_AROUND = 16
_WAVE = 96
_CREST = 8.0


class Steps(QWidget):
    """Which of the evening's three steps is open. Not a clock: the pen stands in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = 0
        self.setFixedSize(200, 28)
        self.setAccessibleName(self.tr("Step 1 of 3"))

    def show_step(self, step: int) -> None:
        """Show step 0, 1 or 2."""
        self._step = step
        self.setAccessibleName(self.tr("Step {number} of 3").format(number=step + 1))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is behind as lines, what is to come as dots."""
        del event
        palette = theme_of(self).palette
        y, left = self.height() / 2, (self.width() - 3 * _SEGMENT - 2 * _BETWEEN) / 2
        with painter_on(self) as painter:
            for n in range(3):
                x = left + n * (_SEGMENT + _BETWEEN)
                drawn = _SEGMENT if n < self._step else _SEGMENT / 2 if n == self._step else 0.0
                painter.setPen(dotted_pen(palette.rule, 1.5))
                painter.drawLine(QLineF(x + drawn, y, x + _SEGMENT, y))
                if drawn:
                    painter.setPen(line_pen(palette.ink2, DATA))
                    painter.drawLine(QLineF(x, y, x + drawn, y))
                if n == self._step:
                    dot(painter, x + drawn, y, palette, 3.5)


class StepWave(QWidget):
    """How long a step may take, as one slow wave that fills: no digits, and nothing at its end.

    It creeps, a pixel every few seconds; where motion is reduced it moves in quarters.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gone = 0.0
        self.setFixedSize(_WAVE + 4, 28)
        self.setAccessibleName(self.tr("Time for this step"))
        self.show_gone(0.0)

    def show_gone(self, gone: float) -> None:
        """Fill so much of it, 0-1."""
        if theme_of(self).reduced_motion:
            gone = int(gone * 4) / 4
        self._gone = min(1.0, gone)
        full, half = self.tr("full"), self.tr("filling")
        self.setAccessibleDescription(full if self._gone >= 1 else half)
        self.update()

    @property
    def gone(self) -> float:
        """What is filled, 0-1."""
        return self._gone

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the wave as expected, and over it what is filled."""
        del event
        palette, middle = theme_of(self).palette, self.height() / 2
        with painter_on(self) as painter:
            painter.setPen(dotted_pen(palette.rule, 1.0))
            expected = signals.sampled(signals.curve_of("prime", _WAVE, _CREST), _WAVE)
            painter.drawPolyline(placed(expected, 2, middle))
            if self._gone > 0:
                wave(painter, "prime", 2, middle, _WAVE, _CREST, palette.ink2, until=self._gone)


class SlowWave(QWidget):
    """One slow wave and a little dotted road behind it: no digits, no clock, no motion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("One slow wave"))
        self.dimmed = False

    def sizeHint(self) -> QSize:
        """The wave in the middle of any width, 120 px high."""
        return QSize(940, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the wave, its head and the road."""
        del event
        palette = theme_of(self).palette
        middle, half = self.height() / 2, min(320.0, self.width() * 0.34)
        left, right = self.width() / 2 - half, self.width() / 2 + half
        with painter_on(self) as painter:
            if self.dimmed:
                painter.setOpacity(0.45)
            wave(painter, "prime", left, middle, 2 * half, 46, palette.ink2)
            painter.setPen(dotted_pen(palette.rule, 1.0, 5.0))
            painter.drawLine(QLineF(right + 8, middle, right + half * 0.47, middle))
            dot(painter, right, middle, palette, 4.5)


class NightBetween(QWidget, Themed):
    """Evening, the night as a hollow lens without a duration, and the pen at the morning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = (self.tr("Evening"), self.tr("since then, sleep not measured"), self.tr("Morning"))
        self.setAccessibleName(", ".join(words))
        self._evening = Label("caption", words[0], "ink2", self)
        self._since = Label("caption", words[1], "ink2", self)
        self._morning = Label("caption_strong", words[2], "ink", self)

    def sizeHint(self) -> QSize:
        """The lens and the words below it."""
        return QSize(720 + 2 * _AROUND, 60 + theme_of(self).px(24))

    def resizeEvent(self, event: object) -> None:
        """Place the words."""
        del event
        theme = theme_of(self)
        for label, x in ((self._evening, 0.0), (self._since, 0.522), (self._morning, 1.0)):
            label.adjustSize()
            across = self.width() - 2 * _AROUND
            left = _AROUND + {0.0: 0, 1.0: across - label.width()}.get(
                x, round(across * x - label.width() / 2)
            )
            top = 30 - label.height() // 2 if label is self._since else 60 + theme.px(6)
            label.move(left, top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the evening's wave, the lens and the pen."""
        del event
        palette = theme_of(self).palette
        middle, left, right = 30.0, float(_AROUND), float(self.width() - _AROUND)
        with painter_on(self) as painter:
            painter.setPen(line_pen(palette.rule))
            painter.setBrush(palette.panel)
            lens = signals.lens(right - left - 44, 26, 2.0)
            painter.drawPolygon(placed(lens, left + 44, middle))
            wave(painter, "prime", left, middle, 44, 14, palette.prime)
            dot(painter, right, middle, palette, 4.0)


class Mornings(QWidget):
    """What mornings brought: one stem each, in five heights, and a hollow dot for what is open.

    Args:
        pitch: px from one to the next.
        tallest: Height of "looks solved" in px.
        axis: Whether the line below is an axis.
    """

    def __init__(
        self, pitch: float, tallest: float, parent: QWidget | None = None, *, axis: bool = False
    ) -> None:
        super().__init__(parent)
        self._axis = axis
        self._pitch = pitch
        self._tallest = tallest
        self._brought: tuple[Came | None, ...] = ()
        self._open = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_mornings(self, brought: tuple[Came | None, ...], *, still_open: bool) -> None:
        """Draw these, oldest first; the newest ones when not all fit."""
        self._brought = brought
        self._open = still_open
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axis, stems and dot."""
        del event
        palette = theme_of(self).palette
        foot = self.height() - 1.0
        room = int((self.width() - 10) // self._pitch) + 1 - self._open
        shown = self._brought[-room:] if room > 0 else ()
        with painter_on(self) as painter:
            hairline(painter, 0, self.width(), foot, palette.rule if self._axis else palette.line)
            x = 6.0
            for came in shown:
                if came is not None:
                    height = self._height(came)
                    painter.fillRect(QRectF(x - 1, foot - 1 - height, 2, height), palette.prime)
                x += self._pitch
            if self._open:
                painter.setPen(line_pen(palette.rule, 1.25))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(x, foot - 7), 3.5, 3.5)

    def _height(self, came: Came) -> float:
        step = list(Came).index(came)
        return 3.0 if step == 0 else self._tallest * step / (len(Came) - 1)
