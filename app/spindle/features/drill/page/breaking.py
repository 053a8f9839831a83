"""A break planned in advance: two dates, what it costs, one key to keep it."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.days import today
from spindle.core.feature import App
from spindle.core.general import DAY_START
from spindle.features.drill import breaks
from spindle.features.drill.breaks import Away, BreakPlan, Kept
from spindle.features.drill.page.undoing import Undoing
from spindle.features.drill.page.words import number, tr
from spindle.features.drill.service import DrillService
from spindle.features.drill.settings import MOST_A_DAY
from spindle.ui.buttons import Button
from spindle.ui.counted import counted
from spindle.ui.dates import to_type, typed
from spindle.ui.field import Field
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label

_LONGEST: Final = 366


class BreakView(QWidget):
    """Asks; ``Breaking`` acts.

    Signals:
        back_asked: A break, by its id, is to be taken back.
    """

    changed = Signal()
    kept = Signal()
    left = Signal()
    back_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.last = Field(size="form"), Field(size="form")
        self.told = Label("body", "", "ink", wrap=True)
        self.planned: list[tuple[Kept, Button]] = []
        self._heading = Label("section", tr("Planned"))
        self._planned = QVBoxLayout()
        self._planned.setSpacing(8)
        self.keep = Button("primary", tr("Plan it"), key=tr("Enter"))
        self.back = Hinted(tr("Back"), tr("Esc"))
        head = QHBoxLayout()
        head.addWidget(Label("page_name", tr("A break")))
        head.addStretch(1)
        head.addWidget(self.back)
        dates = QHBoxLayout()
        dates.setSpacing(12)
        for name, field in ((tr("First day away"), self.first), (tr("Last day"), self.last)):
            column = QVBoxLayout()
            column.addWidget(Label("caption", name, "ink3"))
            column.addWidget(field)
            dates.addLayout(column)
            field.setAccessibleName(name)
            field.setFixedWidth(180)
            field.textChanged.connect(self.changed)
        dates.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 28)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(28)
        column.addLayout(dates)
        column.addSpacing(24)
        column.addWidget(self.told)
        column.addSpacing(24)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(40)
        column.addWidget(self._heading)
        column.addSpacing(8)
        column.addLayout(self._planned)
        column.addStretch(1)
        self.keep.clicked.connect(self.kept)
        self.back.clicked.connect(self.left)
        self.show_planned(())

    def show_planned(self, planned: Sequence[Kept]) -> None:
        """List the breaks there are; the next one can be taken back by its key."""
        while (item := self._planned.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.planned = []
        self._heading.setVisible(bool(planned))
        for place, one in enumerate(planned):
            button = Button("quiet", tr("Take it back"), key="" if place else tr("Ctrl Shift Del"))
            button.setAccessibleName(tr("Take back: {days}").format(days=days_of(one)))
            button.clicked.connect(partial(self.back_asked.emit, one.id))
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(12)
            row.addWidget(Label("body", days_of(one), "ink"))
            row.addWidget(button)
            row.addStretch(1)
            self._planned.addWidget(line)
            self.planned.append((one, button))

    def take_next_back(self) -> None:
        """Ask to take back the break that comes next."""
        if self.planned:
            self.back_asked.emit(self.planned[0][0].id)


class Breaking:
    """Plans a break; it can be taken back."""

    def __init__(self, app: App, service: DrillService, view: BreakView, undoing: Undoing) -> None:
        self._app, self._service, self._view, self._undoing = app, service, view, undoing
        self._plan: BreakPlan | None = None
        view.back_asked.connect(self._take_back)
        view.changed.connect(self._look)
        view.kept.connect(self._keep)

    def open(self) -> None:
        """Begin with nothing typed."""
        self._plan = None
        for field in (self._view.first, self._view.last):
            field.clear()
        self._look()
        self._list()
        self._view.first.setFocus()

    def _look(self) -> None:
        self._plan = None
        away = self._away()
        self._view.keep.setEnabled(False)
        if away is None:
            sample = to_type(self._today())
            text = tr("Nothing is asked in these days. Write dates as {sample}.")
            self._view.told.setText(text.format(sample=sample))
        else:
            self._service.store.ask(breaks.plan, self._show, away)

    def _show(self, planned: BreakPlan) -> None:
        if planned.away != self._away():
            return  # something else was typed since
        self._plan = planned
        self._view.keep.setEnabled(True)
        self._view.told.setText(sentence(planned))

    def _keep(self) -> None:
        planned = self._plan
        if planned is not None:
            now = self._app.clock.now().wall
            self._service.store.alter(breaks.keep, self._kept, planned, now)
            self._view.left.emit()

    def _kept(self, id_: str) -> None:
        self._undoing.push(partial(self._take_back, id_))
        self._service.changed()

    def _take_back(self, id_: str) -> None:
        now = self._app.clock.now().wall
        self._service.store.change(breaks.take_back, self._taken_back, id_, now)

    def _taken_back(self) -> None:
        self._service.changed()
        self._list()

    def _list(self) -> None:
        self._service.store.ask(breaks.kept, self._view.show_planned, self._today())

    def _away(self) -> Away | None:
        first, last = typed(self._view.first.text()), typed(self._view.last.text())
        if first is None or last is None or not 0 <= (last - first).days <= _LONGEST:
            return None
        now = self._today()
        if first < now:
            return None
        at, settings = self._app.clock.now(), self._app.settings
        return Away(
            first=first,
            last=last,
            today=now,
            cap=settings.get(MOST_A_DAY),
            zone=at.zone,
            day_start=settings.get(DAY_START),
        )

    def _today(self) -> date:
        return today(self._app.clock.now(), self._app.settings.get(DAY_START))


def days_of(one: Kept) -> str:
    """From when to when."""
    locale = QLocale()

    def written(day: date) -> str:
        return locale.toString(QDate(day.year, day.month, day.day), locale.FormatType.LongFormat)

    if one.first == one.last:
        return written(one.first)
    return tr("{first} to {last}").format(first=written(one.first), last=written(one.last))


def sentence(planned: BreakPlan) -> str:
    """How many are asked before it and after it, and what it costs."""
    if not planned.due:
        return tr("Nothing falls due in these days.")
    moved = counted(
        tr("1 item is asked before it, {after} after it."),
        tr("{n} items are asked before it, {after} after it."),
        planned.ahead,
    ).format(after=number(planned.after))
    cost = tr(
        "By then some {lapses} will be forgotten; with no plan it would be some {unplanned}."
    ).format(lapses=number(round(planned.lapses)), unplanned=number(round(planned.unplanned)))
    return f"{moved} {cost}"
