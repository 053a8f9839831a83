"""Settings, Pronunciation: what is said instead of what is written, in all texts or in one."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.core.sound_events import Failed
from spindle.core.voice import VOICE
from spindle.features.listen.page.rule_row import RuleRow, told
from spindle.features.listen.pronouncing import Pronouncing, spoken
from spindle.features.listen.service import ListenService
from spindle.features.listen.text.rules import Match, Rule, RuleError, check
from spindle.features.listen.trying import Trying
from spindle.ui.buttons import Button
from spindle.ui.field import Field
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label
from spindle.ui.segments import Segments
from spindle.ui.switch import Switch

if TYPE_CHECKING:
    from collections.abc import Callable


class PronunciationEditor(QWidget):
    """A form for one rule above the rules there are."""

    def __init__(self, app: App) -> None:
        super().__init__()
        service = app.services["listen"]
        assert isinstance(service, ListenService)  # noqa: S101 - bootstrap built it from feature.py
        self._app, self._service = app, service
        self._rules = Pronouncing(app, service, self._show)
        self._trying = Trying(app, self._not_said)
        self._changing: str | None = None
        self._put_back: Callable[[], None] | None = None
        self.rows: list[RuleRow] = []
        self.scope = Segments([self.tr("All texts"), self.tr("The open text")])
        self.written = Field(size="form")
        self.said_as = Field(size="form")
        self.match = Segments([self.tr("Word"), self.tr("Regular expression")])
        self.capitals = Switch()
        self.example = Field(size="form")
        self.try_it = Button("secondary", self.tr("Try it"), compact=True)
        self.keep = Button("secondary", self.tr("Add"), compact=True)
        self.undo = Button("quiet", self.tr("Bring it back"), compact=True)
        self.said = Label("body", "", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._connect()
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the rules."""
        super().showEvent(event)
        self.scope.setVisible(self._service.document is not None)
        if self._service.document is None:
            self.scope.set_chosen(0)
        self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing sounds from a page that is not there."""
        super().hideEvent(event)
        self._trying.stop()

    def rule(self) -> Rule:
        """The rule in the form."""
        return Rule(
            pattern=self.written.typed().strip(),
            spoken=self.said_as.typed().strip(),
            match=(Match.WORD, Match.REGEX)[self.match.index],
            case=self.capitals.isChecked(),
        )

    def _connect(self) -> None:
        self.scope.chosen.connect(self._read)
        self.keep.clicked.connect(self._keep)
        self.try_it.clicked.connect(self._try)
        self.undo.clicked.connect(self._undo)
        self.written.returnPressed.connect(self.said_as.setFocus)
        self.said_as.returnPressed.connect(self._keep)
        self.example.returnPressed.connect(self._try)

    def _read(self, *_: object) -> None:
        document = self._service.document
        own = self.scope.index == 1 and document is not None
        self._rules.show(document.id if own and document is not None else None)

    def _keep(self) -> None:
        """Write the rule of the form."""
        rule = self.rule()
        try:
            self._rules.write(rule, self._changing)
        except RuleError as error:
            self._say(QCoreApplication.translate("Listen", str(error)))
            return
        self._say(told(rule) + ".")
        self._changing = None
        self.keep.setText(self.tr("Add"))
        self.written.clear()
        self.said_as.clear()
        self.written.setFocus()

    def _try(self) -> None:
        """Say the example by the rule of the form, or the word itself; without one, by the list."""
        rule, example = self.rule(), self.example.typed().strip()
        rules = [rule]
        if example and not rule.pattern:
            rules = [written.rule for written in self._rules.rules]
        else:
            try:
                check(rule)
            except RuleError as error:
                self._say(QCoreApplication.translate("Listen", str(error)))
                return
        words = spoken(example or rule.pattern, rules)
        if words:
            self._say(self.tr("Says: {words}").format(words=words))
            self._trying.say(words, self._app.settings.get(VOICE))
        else:
            self._say(self.tr("Says nothing of it."))

    def _change(self, row: RuleRow) -> None:
        rule = row.written.rule
        self._changing = row.written.id
        self.written.setText(rule.pattern)
        self.said_as.setText(rule.spoken)
        self.match.set_chosen(int(rule.match is Match.REGEX))
        self.capitals.setChecked(rule.case)
        self.keep.setText(self.tr("Keep the change"))
        self.written.setFocus()

    def _remove(self, row: RuleRow) -> None:
        if self._changing == row.written.id:
            self._changing = None
            self.keep.setText(self.tr("Add"))
        self._put_back = self._rules.remove(row.written.id)
        self.undo.show()
        self._say(self.tr("The rule for {written} is removed.").format(
            written=row.written.rule.pattern
        ))  # fmt: skip

    def _undo(self) -> None:
        back, self._put_back = self._put_back, None
        self.undo.hide()
        if back is not None:
            self._say("")
            back()

    def _show(self) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [RuleRow(written) for written in self._rules.rules]
        for row in self.rows:
            self._list.addWidget(row)
            row.switched.connect(partial(self._switch, row.written.id))
            row.edit_asked.connect(partial(self._change, row))
            row.remove_asked.connect(partial(self._remove, row))

    def _switch(self, name: str, on: bool) -> None:  # noqa: FBT001 - bound to a signal
        self._rules.switch(name, on=on)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _not_said(self, failed: Failed) -> None:
        words = QCoreApplication.translate("sound", failed.sentence)
        self._say(words.format_map(dict(failed.facts)))

    def _lay_out(self) -> None:
        self.written.setPlaceholderText(self.tr("Written, such as SQL"))
        self.written.setAccessibleName(self.tr("Written"))
        self.said_as.setPlaceholderText(self.tr("Said, such as sequel; empty skips it"))
        self.said_as.setAccessibleName(self.tr("Said"))
        self.example.setPlaceholderText(self.tr("A sentence to try it on"))
        self.example.setAccessibleName(self.tr("A sentence to try it on"))
        self.capitals.setAccessibleName(self.tr("Capitals count"))
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.written, 1)
        words.addWidget(self.said_as, 1)
        kinds = QHBoxLayout()
        kinds.setSpacing(12)
        kinds.addWidget(self.match)
        kinds.addStretch(1)
        kinds.addWidget(Label("body", self.tr("Capitals count")))
        kinds.addWidget(self.capitals)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        verbs.addWidget(self.example, 1)
        verbs.addWidget(self.try_it)
        verbs.addWidget(self.keep)
        told_row = QHBoxLayout()
        told_row.addWidget(self.said, 1)
        told_row.addWidget(self.undo)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 16, 0, 8)
        box.setSpacing(12)
        box.addWidget(self.scope)
        for row in (words, kinds, verbs, told_row):
            box.addLayout(row)
        box.addWidget(Hairline())
        box.addLayout(self._list)
        self.said.hide()
        self.undo.hide()
