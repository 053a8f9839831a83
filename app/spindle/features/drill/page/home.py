"""The home of Drill: the drills, what is due of each, and three ways to make one."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QTextLayout
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.features.drill.page.breaking import days_of
from spindle.features.drill.page.counting_words import when
from spindle.features.drill.page.drill_row import HEIGHT, OUT, DrillRow, Headings
from spindle.features.drill.page.words import number, tr
from spindle.features.drill.reading import Home, HomeRow
from spindle.ui import fonts
from spindle.ui.buttons import Button, draw_key_hint, key_hint_size
from spindle.ui.counted import counted
from spindle.ui.labels import Label, broken
from spindle.ui.paint import painter_on
from spindle.ui.scroll import Scroll
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of
from spindle.ui.tile import Tile
from spindle.ui.wrap import Wrap

_MARGIN: Final = 40
MADE: Final = ("typed_recall", "step_sequence", "tempo_ladder")
"""The kinds that the three tiles begin with."""


class HomeView(QWidget):
    """Asks; the page acts.

    Signals:
        start_asked: To drill what is due, of all drills.
        opened: A drill, by its id.
        make_asked: To make one, with the kind to begin with.
        import_asked: To import.
        export_asked: To export all drills.
        break_asked: To plan days in which nothing is asked.
        samples_asked: To begin with the samples that come with Spindle.
        mock_asked: To practise for an exam.
        learn_asked: To drill for some time, what is being learned and what is mastered mixed in.
    """

    start_asked = Signal()
    opened = Signal(str)
    make_asked = Signal(str)
    import_asked = Signal()
    export_asked = Signal()
    learn_asked = Signal()
    samples_asked = Signal()
    break_asked = Signal()
    mock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DrillRow] = []
        self._chosen = 0
        self.title = Label("page_name", tr("Drill"))
        self.total = Label("caption", "", "ink3")
        self.start = Button("primary", tr("Start what is due"), key=tr("Enter"))
        self.make = Button("secondary", tr("Make one"), key=tr("Ctrl N"))
        self.learn = Button("quiet", tr("20 minutes, mixed"), key="L")
        self.bring = Button("quiet", tr("Import"), key=tr("Ctrl O"))
        self.out = Button("quiet", tr("Export"), key=tr("Ctrl E"))
        self.away = Button("quiet", tr("Plan a break"), key="B")
        self.mock = Button("quiet", tr("Mock run"), key="X")
        self.samples = Button("quiet", tr("Samples"), key="S")
        self.said = Label("body", "", "ink2", wrap=True)
        self.headings = Headings()
        self._table = QVBoxLayout()
        self._table.setSpacing(0)
        self.tiles = (
            MakeTile(tr("A pair"), tr("one side asks, the other answers"), tr("Alt 1")),
            MakeTile(tr("Steps in order"), tr("a proof, a recipe, a routine"), tr("Alt 2")),
            MakeTile(tr("Something physical"), tr("tempo or clean repetitions"), tr("Alt 3")),
        )
        self.note = Label(
            "caption",
            tr("Import reads a deck package, a CSV file, a text file with tabs, or a drill file."),
            "ink3",
        )
        self._lay_out()
        self.start.clicked.connect(self.start_asked)
        self.make.clicked.connect(lambda: self.make_asked.emit(""))
        self.bring.clicked.connect(self.import_asked)
        self.out.clicked.connect(self.export_asked)
        self.samples.clicked.connect(self.samples_asked)
        self.away.clicked.connect(self.break_asked)
        self.mock.clicked.connect(self.mock_asked)
        self.learn.clicked.connect(self.learn_asked)
        for tile, kind in zip(self.tiles, MADE, strict=True):
            tile.clicked.connect(partial(self.make_asked.emit, kind))

    def show_home(self, home: Home, today: date, day_of: Callable[[int], date]) -> None:
        """Show the drills; ``day_of`` gives the user's day of an instant (µs UTC)."""
        chosen = self.rows[self._chosen].row.id if self.rows else ""
        held = any(line.hasFocus() for line in self.rows)
        self._clear()
        for row in home.rows:
            due_day = None if row.next is None else day_of(row.next)
            line = DrillRow(row, due_day, today)
            line.clicked.connect(partial(self.opened.emit, row.id))
            self._table.addWidget(line)
            self.rows.append(line)
        ids = [line.row.id for line in self.rows]
        self._choose(ids.index(chosen) if chosen in ids else 0)
        if held and self.rows:  # whoever goes through them goes on where they were
            self.rows[self._chosen].show()
            self.rows[self._chosen].setFocus(Qt.FocusReason.OtherFocusReason)
        self.headings.setVisible(bool(self.rows))
        self.total.setText(_total(home))
        self.start.setEnabled(bool(home.due))
        self.learn.setVisible(len(home.rows) > 1)
        self.samples.setVisible(not home.rows)
        self.away.setVisible(bool(home.rows))
        self.out.setVisible(bool(home.rows))
        self.mock.setVisible(bool(home.rows))
        self._say(home, today, day_of)

    def show_nothing(self, sentence: str) -> None:
        """Say why nothing was asked."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def step(self, by: int) -> None:
        """Choose the drill before or after."""
        if self.rows:
            self._choose(min(max(self._chosen + by, 0), len(self.rows) - 1))
            self.rows[self._chosen].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(self.rows[self._chosen], 0, HEIGHT)

    def chosen(self) -> HomeRow | None:
        """The drill that is chosen."""
        return self.rows[self._chosen].row if self.rows else None

    def _choose(self, index: int) -> None:
        self._chosen = index
        for place, line in enumerate(self.rows):
            line.setChecked(place == index)

    def _say(self, home: Home, today: date, day_of: Callable[[int], date]) -> None:
        """What stands where there is nothing to do, or too much for a day."""
        following = [row.next for row in home.rows if row.next is not None]
        text = ""
        if not home.rows:
            text = tr("Nothing here yet.")
        elif not home.due and following:
            text = tr("Nothing due. Next: {when}.").format(when=when(day_of(min(following)), today))
        elif home.later:
            text = counted(
                tr("1 more waits and is asked on the next days."),
                tr("{n} more wait and are asked on the next days."),
                home.later,
            )
        if home.breaks:
            planned = tr("A break is planned: {days}.").format(days=days_of(home.breaks[0]))
            text = " ".join(filter(None, (text, planned)))
        self.show_nothing(text)

    def _clear(self) -> None:
        self.rows = []
        while (item := self._table.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.total)
        verbs = Wrap(8)
        for button in (
            *(self.start, self.make, self.bring, self.learn),
            *(self.mock, self.away, self.out, self.samples),
        ):
            verbs.addWidget(button)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        for tile in self.tiles:
            tiles.addWidget(tile)
        top = QVBoxLayout()
        top.setContentsMargins(OUT, 28, OUT, 0)
        top.setSpacing(0)
        top.addLayout(head)
        top.addSpacing(28)
        top.addLayout(verbs)
        top.addSpacing(8)
        top.addWidget(self.said)
        below = QVBoxLayout()
        below.setContentsMargins(OUT, 0, OUT, 28)
        below.setSpacing(0)
        below.addSpacing(32)
        below.addWidget(Label("section", tr("Make one")))
        below.addSpacing(8)
        below.addLayout(tiles)
        below.addSpacing(18)
        below.addWidget(self.note)
        inside = QWidget()
        column = QVBoxLayout(inside)
        side = _MARGIN - OUT
        column.setContentsMargins(side, 0, side, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addSpacing(18)
        column.addWidget(self.headings)
        column.addLayout(self._table)
        column.addLayout(below)
        column.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._scroll = Scroll(inside)
        box.addWidget(self._scroll)


class MakeTile(Tile):
    """A kind of drill to make: what it is, an example, its key.

    The example takes another line where it has no room in one.
    """

    def __init__(self, text: str, note: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._note, self._key = note, key
        self.setAccessibleDescription(f"{note}, {key}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(240, theme_of(self).px(64))

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Two lines, or as many more as the example needs."""
        more = self._example(width).lineCount() - 1
        return self.sizeHint().height() + more * self._line()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, words and key."""
        del event
        theme = theme_of(self)
        colours, scale, middle = theme.palette, theme.text_scale, self.height() / 2
        key = key_hint_size(self._key, scale)
        example, line = self._example(self.width()), self._line()
        first = middle - (example.lineCount() - 1) * line / 2
        with painter_on(self) as painter:
            self.draw_box(painter)
            face, room = fonts.font("active", scale), self._room(self.width())
            draw_line(painter, self.text(), face, colours.ink, 16, first - 9 * scale, room)
            painter.setPen(colours.ink3)
            example.draw(painter, QPointF(16, first + 11 * scale - line / 2))
            place = QRectF(
                self.width() - 16 - key.width(),
                middle - key.height() / 2,
                key.width(),
                key.height(),
            )
            draw_key_hint(painter, place, self._key, colours, scale)

    def _room(self, width: int) -> int:
        return width - 16 - 24 - key_hint_size(self._key, theme_of(self).text_scale).width()

    def _line(self) -> int:
        return fonts.line_height("caption", theme_of(self).text_scale)

    def _example(self, width: int) -> QTextLayout:
        face = fonts.font("caption", theme_of(self).text_scale)
        return broken(self._note, face, self._room(width), self._line())


def _total(home: Home) -> str:
    """27 due, 9 min; with how far off that may be where it is more than a minute."""
    if not home.due:
        return ""
    low, high = (max(1, round(ms / 60_000)) for ms in (home.cost.low, home.cost.high))
    words = tr("{due} due, {minutes} min")
    if high - low > 1:
        words = tr("{due} due, {minutes} min ({low} to {high})")
    return words.format(
        due=number(home.due),
        minutes=number(home.cost.minutes),
        low=number(low),
        high=number(high),
    )
