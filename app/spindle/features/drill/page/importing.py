"""Bringing drills in from a file: what it holds, what does not come in and why, then yes or no."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.features.drill.exchange.bringing import Bringing, Stage, State
from spindle.features.drill.page.columns import ColumnsView
from spindle.features.drill.page.import_words import drills, gives, left_out, title, words
from spindle.features.drill.page.progress_line import ProgressLine
from spindle.features.drill.page.views.gap import gap
from spindle.features.drill.page.words import tr
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll

_KNOWN: Final = "*.apkg *.colpkg *.csv *.tsv *.txt *.tab *.md *.drill"


class ImportView(QWidget):
    """``left`` when it is over. Keys: Enter brings in or goes on, Esc leaves."""

    left = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self._bringing = Bringing(app, self._show)
        self.choose_file = self._ask_which
        # Not where the program was started, which means nothing to whoever chooses.
        self._folder = QDir.homePath()
        self._title = Label("title", "")
        self._words = Label("body", "", "ink2", wrap=True)
        self._drills = Label("body", "", "ink2", wrap=True)
        self.bar = ProgressLine(tr("How far the import is"))
        self.columns = ColumnsView()
        self._bad = Label("body", "", "ink2", wrap=True)
        self._bad_name = Label("section", tr("To know"))
        self._yes = Button("primary", tr("Import them"), key=tr("Enter"))
        self._no = Button("quiet", tr("Leave it"), key=tr("Esc"))
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
            if gives(self.state):
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
            self, tr("Import drills"), self._folder, f"{words} ({_KNOWN})"
        )
        if chosen:
            self._folder = str(Path(chosen).parent)
        return chosen

    def _show(self) -> None:
        state = self.state
        self._title.setText(title(state))
        self._words.setText(words(state))
        self._drills.setText(drills(state))
        self._drills.setVisible(bool(self._drills.text()))
        told = left_out(state)
        self._bad.setText("\n".join(told))
        self._bad_name.setVisible(bool(told))
        table = (state.report or {}).get("table")
        looking = state.stage in {Stage.LOOKING, Stage.LOOKED}
        self.columns.setVisible(looking and table is not None)
        if state.stage is Stage.LOOKED and table is not None:
            self.columns.show_table(table)
        under_way = state.stage in {Stage.BRINGING, Stage.KEEPING}
        self.bar.setVisible(under_way)
        if under_way and state.report is not None:
            self.bar.set_share(state.so_far / max(1, state.report["items"]))
        self._yes.setVisible(state.stage in {Stage.DONE, Stage.FAILED} or gives(state))
        self._yes.setText(tr("Import them") if state.stage is Stage.LOOKED else tr("Go on"))
        self._no.setVisible(state.stage in {Stage.LOOKING, Stage.LOOKED, Stage.BRINGING})

    def _lay_out(self) -> None:
        """Title, verbs, then what may be long, in a place that scrolls."""
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(40, 0, 40, 24)
        inside.setSpacing(16)
        inside.addWidget(self.columns)
        inside.addWidget(self._bad_name)
        inside.addWidget(self._bad)
        inside.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(40, 0, 40, 0)
        head.setSpacing(16)
        head.addSpacerItem(gap(72))
        head.addWidget(self._title)
        head.addWidget(self._words)
        head.addWidget(self._drills)
        head.addWidget(self.bar)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        verbs.addWidget(self._yes)
        verbs.addWidget(self._no)
        verbs.addStretch(1)
        head.addLayout(verbs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addLayout(head)
        column.addWidget(Scroll(inner), 1)
