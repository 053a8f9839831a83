"""A plan as lenses on a line: the done ones drawn, the running one partly, the rest hollow."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from spindle.core.clock import MINUTE
from spindle.features.focus.page.words import block_of, minutes
from spindle.features.focus.plan import Mode
from spindle.features.focus.state import Block
from spindle.ui import fonts
from spindle.ui.labels import Label
from spindle.ui.paint import dot, hollow_lens, line_pen, painter_on, wave
from spindle.ui.theme import Themed, theme_of

_LEAST_WIDTH = 10.0
_MOST_SHOWN = 12
_STEPS = 256  # of a running lens, each less than a pixel: in between nothing is drawn anew


@dataclass(frozen=True, slots=True)
class Measure:
    """How a plan is drawn, in px: of a minute, between two lenses, and half a lens's height."""

    minute: float
    gap: float
    half: float


TILE = Measure(1.12, 15, 14)
ROW = Measure(1.28, 24, 16)


class PlanPicture(QWidget, Themed):
    """The lenses of a plan; with ``number`` the blocks before it are drawn as done."""

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measure = measure
        self._lengths: tuple[int, ...] = ()
        self._number = 0
        self._part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plan(self, lengths: tuple[int, ...], number: int = 0, part: float = 0.0) -> None:
        """Draw lengths (µs); ``part`` (0–1) of block ``number`` is done. 0 draws a mere plan."""
        part = round(part * _STEPS) / _STEPS
        if (lengths, number, part) != (self._lengths, self._number, self._part):
            self._lengths, self._number, self._part = lengths[:_MOST_SHOWN], number, part
            self.update()

    def sizeHint(self) -> QSize:
        """As high as a lens, and the lengths below it where they are written."""
        words = theme_of(self).px(24) if self._number else 0
        return QSize(120, round(2 * self._measure.half) + 4 + words)

    def minimumSizeHint(self) -> QSize:
        """It gets narrower with its place."""
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw lens after lens."""
        del event
        spans = self._spans()
        if not spans:
            return
        colours = theme_of(self).palette
        y = self._measure.half + 2.0
        half = self._measure.half
        with painter_on(self) as painter:
            for at, (x, width) in enumerate(spans, 1):
                done, current = at < self._number, at == self._number
                if at > 1:
                    before = spans[at - 2]
                    painter.setPen(line_pen(colours.focus if at <= self._number else colours.rule))
                    painter.drawLine(QPointF(before[0] + before[1], y), QPointF(x, y))
                if done:
                    wave(painter, "focus", x, y, width, half, colours.focus)
                    continue
                hollow_lens(painter, x, y, width, half, colours.rule)
                if current:
                    part = min(1.0, self._part)
                    head = wave(
                        painter, "focus", x, y, width, half, colours.focus, until=max(0.02, part)
                    )
                    dot(painter, x + width * part, (y + head) / 2, colours, 2.5)
            if self._number:
                self._write(painter, spans)

    def _write(self, painter: QPainter, spans: list[tuple[float, float]]) -> None:
        theme = theme_of(self)
        top = 2 * self._measure.half + 4 + theme.px(8)
        for at, ((x, width), length) in enumerate(zip(spans, self._lengths, strict=True), 1):
            now = at == self._number
            painter.setFont(fonts.font("axis_strong" if now else "axis", theme.text_scale))
            painter.setPen(theme.palette.ink if now else theme.palette.ink3)
            box = QRectF(x + width / 2 - 40, top, 80, theme.px(16))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, minutes(length))

    def _spans(self) -> list[tuple[float, float]]:
        widths = [
            max(_LEAST_WIDTH, length / MINUTE * self._measure.minute) for length in self._lengths
        ]
        whole = sum(widths) + self._measure.gap * (len(widths) - 1)
        fit = min(1.0, max(1.0, self.width() - 2.0) / max(1.0, whole))
        x = (self.width() - whole * fit) / 2 if self._number else 0.5
        spans = []
        for width in widths:
            spans.append((x, width * fit))
            x += (width + self._measure.gap) * fit
        return spans


class PlanRow(QWidget):
    """The plan under a running block, with which block of it this is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = PlanPicture(ROW)
        self._block = Label("caption", "", "ink2", align=Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._picture)
        column.addWidget(self._block)

    def show_plan(self, block: Block) -> None:
        """Draw the plan of a running block; of one that has none nothing, whoever shows it."""
        for part in (self._picture, self._block):
            part.setVisible(block.task.mode is Mode.PLAN)
        plan, number = block.task.plan, block.task.number
        lengths = list(plan.blocks)
        if number <= len(lengths):
            lengths[number - 1] = max(block.planned, block.work)
        self._picture.show_plan(tuple(lengths), number, block.work / max(1, lengths[number - 1]))
        self._block.setText(block_of(block.task))
        said = f"{self._block.text()}: {' · '.join(minutes(length) for length in lengths)}"
        self._picture.setAccessibleName(said)
