"""The items of a drill: what each has come to, left alone for a while or begun anew."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.clock import Clock
from spindle.features.drill import resting
from spindle.features.drill.page.counting_words import when
from spindle.features.drill.page.undoing import Undoing
from spindle.features.drill.page.views.lines import Line, Lines
from spindle.features.drill.page.words import number, tr
from spindle.features.drill.resting import Before, ItemRow
from spindle.features.drill.service import DrillService
from spindle.ui.buttons import Button
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll

DayOf = Callable[[int], date]


class ItemsView(QWidget):
    """Asks; ``ItemsDesk`` acts.

    Signals:
        rested: An item is to be left alone, or asked again.
        anew: An item is to be begun anew.
        left: Back to the drill.
    """

    rested = Signal(str, bool)
    anew = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ItemRow, ...] = ()
        self._at = 0
        self._notes: list[str] = []
        self.title = Label("page_name")
        self.back = Hinted(tr("Back"), tr("Esc"))
        self.lines = Lines()
        self.rest = Button("secondary", tr("Leave alone"), key="R")
        self.again = Button("quiet", tr("Begin anew"), key="N")
        self.said = Label("caption", "", "ink3", wrap=True)
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.rest.clicked.connect(self.turn)
        self.again.clicked.connect(self.begin_anew)
        self.lines.chosen.connect(self.choose)

    def show_items(self, title: str, rows: Sequence[ItemRow], today: date, day_of: DayOf) -> None:
        """Show them; the one that was chosen stays chosen."""
        self.title.setText(title)
        self.rows = tuple(rows)
        self._notes = [_note(row, today, day_of) for row in self.rows]
        self.choose(self._at)

    def step(self, by: int) -> None:
        """Choose the item before or after."""
        self.choose(self._at + by)

    def choose(self, at: int) -> None:
        """Choose an item."""
        self._at = max(0, min(at, len(self.rows) - 1))
        lines = [
            Line(row.name, "open" if row.resting else "done", note)
            for row, note in zip(self.rows, self._notes, strict=True)
        ]
        self.lines.show_lines(lines, self._at if lines else -1)
        one = self.chosen()
        resting_ = one is not None and one.resting
        self.rest.setText(tr("Ask again") if resting_ else tr("Leave alone"))
        for button in (self.rest, self.again):
            button.setEnabled(one is not None)

    def chosen(self) -> ItemRow | None:
        """The item that is chosen."""
        return self.rows[self._at] if self.rows else None

    def turn(self) -> None:
        """Leave the chosen item alone, or ask it again."""
        one = self.chosen()
        if one is not None:
            self.rested.emit(one.id, not one.resting)

    def begin_anew(self) -> None:
        """Begin the chosen item anew."""
        one = self.chosen()
        if one is not None:
            self.anew.emit(one.id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.back)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        verbs.addWidget(self.rest)
        verbs.addWidget(self.again)
        verbs.addStretch(1)
        scroll = Scroll(self.lines)
        self.lines.moved.connect(lambda y: scroll.ensureVisible(0, y, 0, 60))
        words = tr(
            "An item that is left alone is neither counted nor asked. One that is begun anew is new"
            " again; its log stays. Ctrl Z takes both back."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 28)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(20)
        column.addLayout(verbs)
        column.addSpacing(8)
        column.addWidget(self.said)
        self.said.setText(words)
        column.addSpacing(12)
        column.addWidget(scroll, 1)


class ItemsDesk:
    """Between the list of items and the file."""

    def __init__(
        self, service: DrillService, clock: Clock, view: ItemsView, undoing: Undoing, day_of: DayOf
    ) -> None:
        self._service, self._clock, self._view = service, clock, view
        self._undoing, self._day_of = undoing, day_of
        self._drill = self._title = ""
        view.rested.connect(self._rest)
        view.anew.connect(self._begin_anew)

    def open(self, drill: str, title: str) -> None:
        """Show the items of a drill."""
        self._drill, self._title = drill, title
        self.refresh()

    def refresh(self) -> None:
        """Read them again."""
        self._service.store.ask(resting.items, self._show, self._drill)

    def _show(self, rows: Sequence[ItemRow]) -> None:
        today = self._day_of(self._clock.now().wall)
        self._view.show_items(self._title, rows, today, self._day_of)

    def _rest(self, item: str, on: bool) -> None:  # noqa: FBT001 - a signal carries it
        now = self._clock.now().wall
        self._service.store.alter(resting.set_resting, self._done, item, now, on=on)

    def _begin_anew(self, item: str) -> None:
        now = self._clock.now().wall
        self._service.store.alter(resting.begin_anew, self._done, item, now)

    def _done(self, before: Before) -> None:
        self._undoing.push(lambda: self._restore(before))
        self._service.changed()
        self.refresh()

    def _restore(self, before: Before) -> None:
        def done(_: object) -> None:
            self._service.changed()
            self.refresh()

        self._service.store.alter(resting.restore, done, before, self._clock.now().wall)


def _note(row: ItemRow, today: date, day_of: DayOf) -> str:
    """How often it was right, and when it is asked again."""
    if row.resting:
        return tr("left alone")
    if row.due is None:
        return tr("new")
    right = tr("{right} of {asked} right").format(
        right=number(row.attempts - row.wrong), asked=number(row.attempts)
    )
    return tr("{right}, {when}").format(right=right, when=when(day_of(row.due), today))
