"""What the evening put down for today, to be ticked."""

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.features.journal.page.column import Column
from spindle.features.journal.records import Line
from spindle.features.journal.writing import Writing
from spindle.ui import fonts
from spindle.ui.buttons import Button
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label
from spindle.ui.paint import bordered, inset_focus, line_pen, painter_on
from spindle.ui.row import Row
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of

_SHOWN = 400


class TickRow(Row):
    """One to-do line with a box to tick."""

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(" ".join(line.what[:_SHOWN].split()), parent)
        self.line = line
        rest = (part[:_SHOWN].strip() for part in (line.when, line.first_step))
        self._rest = ", ".join(part for part in rest if part)
        self.setAccessibleName(f"{self.text()}, {self._rest}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """48 px high."""
        return QSize(200, theme_of(self).px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, words and, at the right, when and first step."""
        del event
        theme = theme_of(self)
        palette, middle = theme.palette, self.height() / 2
        large, small = (fonts.font(r, theme.text_scale) for r in ("journal", "caption"))
        with painter_on(self) as painter:
            if self.ringed:
                inset_focus(painter, QRectF(self.rect()).adjusted(0, 2, 0, -2), palette)
            box = QRectF(8, middle - 8, 16, 16)
            bordered(painter, box, 4, palette.rule, None)
            if self.isChecked():
                tick = QPainterPath(QPointF(11.5, middle))
                tick.lineTo(15, middle + 3.5)
                tick.lineTo(21, middle - 4)
                painter.setPen(line_pen(palette.ink, 2.0))
                painter.drawPath(tick)
            end, room = self.width() - 8.0, self.width() / 2.5
            end -= draw_line(
                painter, self._rest, small, palette.ink3, end, middle, room, right=True
            )
            ink = palette.ink3 if self.isChecked() else palette.ink
            draw_line(painter, self.text(), large, ink, 40, middle, end - 56)


class LinesStep(Column):
    """The last step of the morning."""

    done = Signal()

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writing = writing
        self.rows: list[TickRow] = []
        self._none = Label("body", self.tr("Nothing is written down for today."), "ink2")
        self.add(Label("title", self.tr("For today")), above=48)
        self.add(self._none, above=8)
        note = self.tr("Written down in the evening. They stay on Today until they are ticked.")
        self._note = Label("body", note, "ink2", wrap=True)
        self.add(self._note, above=0)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.add(self._list, above=28, reach=True)
        self._done = Button("primary", self.tr("Begin the day"), key=self.tr("Enter"))
        self._done.clicked.connect(self.done)
        line = QHBoxLayout()
        line.addWidget(self._done)
        line.addStretch(1)
        self.add(line, above=28)
        self.end()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [TickRow(line) for line in lines]
        for row in self.rows:
            row.toggled.connect(lambda on, row=row: self._tick(row, on=on))
            self._list.addWidget(Hairline())
            self._list.addWidget(row)
        self._none.setVisible(not lines)
        self._note.setVisible(bool(lines))
        self._done.setFocus()

    def toggle(self, number: int) -> None:
        """Tick or untick a line by its number from 0."""
        if number < len(self.rows):
            self.rows[number].toggle()

    def _tick(self, row: TickRow, *, on: bool) -> None:
        self._writing.tick(row.line, done=on)
