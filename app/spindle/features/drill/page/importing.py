"""Bringing drills in from a file: what it holds, what does not come in and why, then yes or no."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.features.drill.exchange.bringing import Bringing, Stage, State
from spindle.features.drill.page.columns import ColumnsView
from spindle.features.drill.page.views.gap import gap
from spindle.features.drill.page.views.keyed import Keyed, keyed_row
from spindle.features.drill.page.words import number, tr
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll

_KNOWN: Final = "*.apkg *.colpkg *.csv *.tsv *.txt *.tab *.md *.drill"
_MOST_NAMES: Final = 6


class ImportView(QWidget):
    """``left`` when it is over. Keys: Enter brings in or goes on, Esc leaves."""

    left = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self._bringing = Bringing(app, self._show)
        self.choose_file = self._ask_which
        self._title = Label("title", "")
        self._words = Label("body", "", "ink2", wrap=True)
        self.columns = ColumnsView()
        self._bad = Label("caption", "", "ink3", wrap=True)
        self._yes = Keyed(tr("Import them"), tr("Enter"))
        self._no = Keyed(tr("Leave it"), tr("Esc"))
        self._yes.clicked.connect(self.go_on)
        self._no.clicked.connect(self.leave)
        self.columns.changed.connect(
            lambda columns, kind, head: self._bringing.take_for(
                columns=columns, kind=kind, head=head
            )
        )
        self._lay_out()

    @property
    def state(self) -> State:
        """How far it is."""
        return self._bringing.state

    def begin(self) -> bool:
        """Ask which file, and look into it; False if none was chosen."""
        chosen = self.choose_file()
        if chosen:
            self.columns.forget()
            self._bringing.look(Path(chosen))
        return bool(chosen)

    def go_on(self) -> None:
        """Bring in what was found, or go back when it is over."""
        if self.state.stage is Stage.LOOKED:
            if _gives(self.state):
                self._bringing.bring()
        elif self.state.stage in {Stage.DONE, Stage.FAILED}:
            self.leave()

    def leave(self) -> None:
        """Go back; of an import under way nothing stays, unless all of it is here already."""
        if self.state.stage is not Stage.KEEPING:
            self._bringing.leave()
            self.left.emit()

    def _ask_which(self) -> str:
        words = tr("Decks, tables and drill files")
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Import drills"), "", f"{words} ({_KNOWN})"
        )
        return chosen

    def _show(self) -> None:
        state = self.state
        self._title.setText(_title(state))
        self._words.setText(_words(state))
        self._bad.setText("\n".join(_bad_lines(state)))
        table = (state.report or {}).get("table")
        looking = state.stage in {Stage.LOOKING, Stage.LOOKED}
        self.columns.setVisible(looking and table is not None)
        if state.stage is Stage.LOOKED and table is not None:
            self.columns.show_table(table)
        self._yes.setVisible(state.stage in {Stage.DONE, Stage.FAILED} or _gives(state))
        self._yes.setText(tr("Import them") if state.stage is Stage.LOOKED else tr("Go on"))
        self._no.setVisible(state.stage in {Stage.LOOKING, Stage.LOOKED, Stage.BRINGING})

    def _lay_out(self) -> None:
        """Title, verbs, then what may be long, in a place that scrolls."""
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(40, 0, 40, 24)
        inside.setSpacing(16)
        inside.addWidget(self.columns)
        inside.addWidget(self._bad)
        inside.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(40, 0, 40, 0)
        head.setSpacing(16)
        head.addSpacerItem(gap(72))
        head.addWidget(self._title)
        head.addWidget(self._words)
        head.addWidget(keyed_row(self._yes, self._no), 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addLayout(head)
        column.addWidget(Scroll(inner), 1)


def _gives(state: State) -> bool:
    """Whether what was looked into holds anything to bring in."""
    return state.stage is Stage.LOOKED and state.report is not None and state.report["items"] > 0


def _title(state: State) -> str:
    titles = {
        Stage.NONE: "",
        Stage.LOOKING: tr("Reading {file}"),
        Stage.LOOKED: tr("{file} can come in"),
        Stage.BRINGING: tr("Bringing in {file}"),
        Stage.KEEPING: tr("Putting {file} in its place"),
        Stage.DONE: tr("{file} is in"),
        Stage.FAILED: tr("{file} cannot come in"),
    }
    return titles[state.stage].format(file=state.file)


def _words(state: State) -> str:
    if state.stage is Stage.FAILED:
        for context in ("drill", "jobs", "storage"):
            words = QCoreApplication.translate(context, state.trouble)
            if words != state.trouble:
                break
        return words.format_map(state.facts or {})
    if state.stage in {Stage.LOOKING, Stage.BRINGING, Stage.KEEPING}:
        return tr("{count} items so far.").format(count=number(state.so_far))
    if state.report is None:
        return ""
    parts = [_amount(state.report)]
    if state.report["reviews"]:
        parts.append(tr("{reviews} earlier answers.").format(**_numbers(state.report)))
    if state.report["media"]:
        parts.append(tr("{media} pictures and sounds.").format(**_numbers(state.report)))
    if state.stage is Stage.DONE:
        done = tr("{added} new, {changed} brought up to date, {same} as they were.")
        counts = {"added": state.added, "changed": state.changed, "same": state.same}
        parts.append(done.format(**{name: number(count) for name, count in counts.items()}))
    return " ".join(parts)


def _amount(report: dict[str, Any]) -> str:
    """How many items of how many drills."""
    one = report["items"] == 1
    if report["drills"] == 1:
        words = tr("{items} item of 1 drill.") if one else tr("{items} items of 1 drill.")
    else:
        words = tr("{items} items of {drills} drills.")
    return words.format(**_numbers(report))


def _bad_lines(state: State) -> list[str]:
    """What does not come in, and why."""
    report = state.report
    if report is None:
        return []
    why = {
        "blank": tr("{count} cards show nothing on one side."),
        "no_type": tr("{count} cards have no note type."),
        "too_long": tr("{count} cards are too long."),
    }
    found = [why[each].format(count=number(n)) for each, n in report["left_out"].items()]
    if report["missing_media"]:
        names = ", ".join(report["missing_media"][:_MOST_NAMES])
        found.append(tr("Not in the file: {names}.").format(names=names))
    lines = report.get("bad", [])
    for bad in lines:
        sentence = QCoreApplication.translate("drill", bad["sentence"])
        found.append(tr("Line {line}: {what}").format(line=number(bad["line"]), what=sentence))
    rest = report.get("bad_count", 0) - len(lines)
    if rest > 0:
        found.append(tr("{count} more lines do not come in.").format(count=number(rest)))
    return found


def _numbers(report: dict[str, Any]) -> dict[str, str]:
    return {name: number(value) for name, value in report.items() if isinstance(value, int)}
