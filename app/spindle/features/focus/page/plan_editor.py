"""The chosen plan in Settings, as lenses whose edges can be dragged."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.core.clock import MINUTE, SECOND
from spindle.core.feature import App
from spindle.core.settings import SettingChanged
from spindle.features.focus.in_force import plan_in_force
from spindle.features.focus.page.words import length, minutes, tr
from spindle.features.focus.plan import Plan, PlanName
from spindle.features.focus.settings import EVEN_BLOCK, OWN_LENGTHS, PLAN
from spindle.ui import fonts, signals
from spindle.ui.paint import bordered, hairline, line_pen, painter_on, placed, upright
from spindle.ui.theme import Palette, Themed, theme_of

HEIGHT: Final = 148
_SIDE: Final = 24
_MIDDLE: Final = 65
_HALF: Final = 32.0
_A_MINUTE: Final = 4.52
_LEAST: Final = 26.0
_BREAK: Final = 5.4
_HANDLE: Final = QSize(8, 19)
_SHORTEST: Final = MINUTE
_LONGEST: Final = 240 * MINUTE
_MOST_BLOCKS: Final = 12


class PlanEditor(QWidget, Themed):
    """Left and right choose a block, up and down change its length; so does dragging its edge.

    The blocks of Even are all equal. A changed Wave becomes a plan of one's own, to which Insert
    adds a block and Delete takes one away. GUI thread.
    """

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = app.settings
        self._chosen = 0
        self._drag: tuple[float, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(tr("Block plan"))
        unsubscribe = app.bus.subscribe(SettingChanged, lambda _: self._changed())
        self.destroyed.connect(lambda _: unsubscribe())
        self._changed()

    @property
    def plan(self) -> Plan:
        """What is drawn."""
        return plan_in_force(self._settings)

    @property
    def chosen(self) -> int:
        """Which block is chosen, from 0."""
        return min(self._chosen, len(self.plan.blocks) - 1)

    def set_length(self, microseconds: int) -> None:
        """Another length of the chosen block, in whole minutes."""
        whole = max(_SHORTEST, min(_LONGEST, round(microseconds / MINUTE) * MINUTE))
        plan = self.plan
        if plan.blocks[self.chosen] == whole:
            return
        if plan.name is PlanName.EVEN:
            self._settings.set(EVEN_BLOCK, whole // SECOND)
            return
        blocks = [block // SECOND for block in plan.blocks]
        blocks[self.chosen] = whole // SECOND
        self._own(blocks)

    def sizeHint(self) -> QSize:
        """The width of a form, 148 px high."""
        return QSize(696, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The lenses fit themselves."""
        return QSize(280, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose and change."""
        length_now = self.plan.blocks[self.chosen]
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            by = 1 if event.key() == Qt.Key.Key_Right else -1
            self._choose(max(0, min(len(self.plan.blocks) - 1, self.chosen + by)))
        elif event.key() == Qt.Key.Key_Up or event.text() in {"+", "="}:
            self.set_length(length_now + MINUTE)
        elif event.key() == Qt.Key.Key_Down or event.text() == "-":
            self.set_length(length_now - MINUTE)
        elif event.key() == Qt.Key.Key_Insert:
            self._add()
        elif event.key() == Qt.Key.Key_Delete:
            self._take_away()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the block under the pointer and hold its edge."""
        for number, (x, width) in enumerate(self._spans()):
            if x <= event.position().x() <= x + width + 6:
                self._choose(number)
                self._drag = (event.position().x(), self.plan.blocks[number])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the edge."""
        if self._drag is not None:
            x, was = self._drag
            self.set_length(was + round((event.position().x() - x) / _A_MINUTE) * MINUTE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        self._drag = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is gone."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, lenses, lengths and the two lines below."""
        del event
        colours, plan = theme_of(self).palette, self.plan
        with painter_on(self) as painter:
            border = colours.ink if self.hasFocus() else colours.line
            bordered(painter, QRectF(self.rect()), 10, border, colours.panel)
            hairline(painter, _SIDE, self.width() - _SIDE, _MIDDLE, colours.line)
            for number, (x, width) in enumerate(self._spans()):
                self._draw_lens(painter, colours, number, x, width)
                self._draw_words(painter, colours, plan, number, x, width)
            self._draw_below(painter, colours, plan)

    def _draw_lens(
        self, painter: QPainter, colours: Palette, number: int, x: float, width: float
    ) -> None:
        chosen = number == self.chosen
        painter.setPen(line_pen(colours.ink if chosen else colours.rule, 1.5 if chosen else 1.0))
        painter.setBrush(colours.wash if chosen else colours.panel)
        painter.drawPolygon(QPolygonF(placed(signals.lens(width, _HALF), x, _MIDDLE)))
        if chosen:
            edge = x + width
            upright(painter, edge, _MIDDLE - 22, _MIDDLE + 22, colours.ink)
            box = QRectF(edge - 3.5, _MIDDLE - _HANDLE.height() / 2, 8, _HANDLE.height())
            bordered(painter, box, 3, colours.ink, colours.panel, 1.5)

    def _draw_words(
        self, painter: QPainter, colours: Palette, plan: Plan, number: int, x: float, width: float
    ) -> None:
        scale = theme_of(self).text_scale
        painter.setFont(fonts.font("active", scale))
        painter.setPen(colours.ink)
        centre = Qt.AlignmentFlag.AlignCenter
        inside = QRectF(x - 20, _MIDDLE - 12, width + 40, 24)
        painter.drawText(inside, centre, minutes(plan.blocks[number]))
        if number + 1 < len(plan.blocks):
            painter.setFont(fonts.font("axis", scale))
            painter.setPen(colours.ink3)
            middle = x + width + self._gap(plan.breaks[number]) / 2
            drop = 34 if number == self.chosen else 20
            below = QRectF(middle - 20, _MIDDLE + drop - 8, 40, 16)
            painter.drawText(below, centre, minutes(plan.breaks[number]))

    def _draw_below(self, painter: QPainter, colours: Palette, plan: Plan) -> None:
        painter.setFont(fonts.font("caption", theme_of(self).text_scale))
        line = QRectF(_SIDE, HEIGHT - 28, self.width() - 2 * _SIDE, 20)
        painter.setPen(colours.ink2)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, _sums(plan))
        painter.setPen(colours.ink3)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(line, right, self._selected())

    def _selected(self) -> str:
        return tr("Block {number} of {count} selected").format(
            number=self.chosen + 1, count=len(self.plan.blocks)
        )

    def _spans(self) -> list[tuple[float, float]]:
        plan = self.plan
        widths = [max(_LEAST, block / MINUTE * _A_MINUTE) for block in plan.blocks]
        gaps = [self._gap(rest) for rest in plan.breaks[:-1]]
        whole = sum(widths) + sum(gaps)
        fit = min(1.0, (self.width() - 2 * _SIDE - 20) / whole)
        x = (self.width() - whole * fit) / 2
        spans = []
        for width, gap in zip(widths, [*gaps, 0.0], strict=True):
            spans.append((x, width * fit))
            x += (width + gap) * fit
        return spans

    @staticmethod
    def _gap(rest: int) -> float:
        return min(60.0, rest / MINUTE * _BREAK)

    def _choose(self, number: int) -> None:
        self._chosen = number
        self._changed()

    def _add(self) -> None:
        blocks = [block // SECOND for block in self.plan.blocks]
        if len(blocks) < _MOST_BLOCKS and self.plan.name is not PlanName.EVEN:
            blocks.insert(self.chosen + 1, blocks[self.chosen])
            self._own(blocks)

    def _take_away(self) -> None:
        blocks = [block // SECOND for block in self.plan.blocks]
        if len(blocks) > 1 and self.plan.name is not PlanName.EVEN:
            del blocks[self.chosen]
            self._own(blocks)

    def _own(self, blocks: list[int]) -> None:
        self._settings.set(OWN_LENGTHS, blocks)
        self._settings.set(PLAN, str(PlanName.OWN))

    def _changed(self) -> None:
        words = ", ".join(length(block) for block in self.plan.blocks)
        self.setAccessibleDescription(f"{words}. {self._selected()}")
        self.update()


def _sums(plan: Plan) -> str:
    """100 min work, 15 min movement."""
    work, rest = sum(plan.blocks), sum(plan.breaks[:-1])
    if not rest:
        return tr("{work} work").format(work=_whole_minutes(work))
    return tr("{work} work, {rest} movement").format(
        work=_whole_minutes(work), rest=_whole_minutes(rest)
    )


def _whole_minutes(microseconds: int) -> str:
    return tr("{minutes} min").format(minutes=minutes(microseconds))
