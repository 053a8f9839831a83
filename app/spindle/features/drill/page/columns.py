"""The columns of a table that is to come in: what each is taken for, changed by hand."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.drill.exchange.fields import FIELDS
from spindle.features.drill.page.words import number, tr
from spindle.ui.labels import Label
from spindle.ui.select import Select
from spindle.ui.switch import Switch

_KINDS: Final = ("typed_recall", "show_and_grade")
_BETWEEN: Final = " · "


class ColumnsView(QWidget):
    """One row for each column: what it is taken for, and what stands in it.

    Signals:
        changed: Columns by field, the kind, whether the first line only names the columns.
    """

    changed = Signal(dict, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selects: list[Select] = []
        self._samples: list[Label] = []
        self._wished: dict[int, int] = {}
        self.kind = Select((tr("Typed recall"), tr("Show and grade")))
        self.kind.setAccessibleName(tr("Kind of drill"))
        self.head = Switch()
        self.head.setAccessibleName(tr("The first line only names the columns"))
        self._kind_row, self._head_row = QWidget(), QWidget()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label("section", tr("What each column holds")))
        column.addLayout(self._grid)
        for row, word, widget in (
            (self._kind_row, tr("Kind of drill"), self.kind),
            (self._head_row, tr("The first line only names the columns"), self.head),
        ):
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(16)
            line.addWidget(widget)
            line.addWidget(Label("caption", word, "ink3"))
            line.addStretch(1)
            column.addWidget(row)
        self.kind.chosen.connect(lambda _: self._tell())
        self.head.clicked.connect(self._tell)

    def forget(self) -> None:
        """Begin anew: another table comes."""
        self._wished.clear()

    def show_table(self, table: Mapping[str, Any]) -> None:
        """Show how a table was understood, as ``table.read`` reports it."""
        rows: Sequence[Sequence[str]] = table["rows"]
        wide = max([len(table["names"]), *(place + 1 for place in table["columns"].values())])
        wide = max([wide, *map(len, rows)])
        self._make(wide)
        taken = {place: field for field, place in table["columns"].items()}
        for place in range(wide):
            field = taken.get(place)
            select = self.selects[place]
            chosen = 0 if field is None else 1 + FIELDS.index(field)
            if chosen != select.index or place not in self._wished:
                self._wished[place] = chosen
            select.set_chosen(chosen)
            sample = _BETWEEN.join(row[place] for row in rows if place < len(row) and row[place])
            name = table["names"][place] if table["head"] and place < len(table["names"]) else ""
            self._samples[place].setText(": ".join(filter(None, (name, sample))))
            select.setAccessibleName(tr("Column {number}").format(number=number(place + 1)))
        self.kind.set_chosen(_KINDS.index(table["kind"]))
        self._kind_row.setVisible(not table["html"])
        self.head.setChecked(table["head"])

    def _make(self, wide: int) -> None:
        """Rows for so many columns; those that stand keep the focus."""
        words = (
            tr("Left out"),
            tr("Question"),
            tr("Answer"),
            tr("Cue"),
            tr("Hint"),
            tr("Tags"),
            tr("Drill"),
            tr("Name"),
        )
        while len(self.selects) < wide:
            place = len(self.selects)
            select, sample = Select(words), Label("caption", "", "ink3", wrap=True)
            sample.setTextFormat(Qt.TextFormat.PlainText)
            title = Label("caption", number(place + 1), "ink2")
            for at, widget in enumerate((title, select, sample)):
                self._grid.addWidget(widget, place, at, Qt.AlignmentFlag.AlignVCenter)
            self.setTabOrder(self.selects[-1] if self.selects else self, select)
            self.setTabOrder(select, self.kind)
            self.setTabOrder(self.kind, self.head)
            select.chosen.connect(partial(self._choose, place))
            self.selects.append(select)
            self._samples.append(sample)
        for place in range(len(self.selects)):
            for at in range(3):
                item = self._grid.itemAtPosition(place, at)
                shown = None if item is None else item.widget()
                if shown is not None:
                    shown.setVisible(place < wide)
            if place >= wide:
                self._wished.pop(place, None)
                self.selects[place].set_chosen(0)

    def _choose(self, place: int, chosen: int) -> None:
        """A field has one column, the one that took it last.

        Whichever had it before is left out, and has it again when the other goes on to the next
        word: going through the words with the arrow keys takes nothing away.
        """
        self._wished.pop(place, None)
        self._wished[place] = chosen
        taken: set[int] = set()
        for each, wish in reversed(self._wished.items()):
            self.selects[each].set_chosen(0 if wish in taken else wish)
            taken |= {wish} - {0}
        self._tell()

    def _tell(self) -> None:
        columns = {
            FIELDS[select.index - 1]: place
            for place, select in enumerate(self.selects)
            if select.index
        }
        self.changed.emit(columns, _KINDS[self.kind.index], self.head.isChecked())
