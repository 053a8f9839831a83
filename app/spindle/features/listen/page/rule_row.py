"""A rule of pronunciation in the list: what is written, what is said, a switch."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.records import WrittenRule
from spindle.features.listen.text.rules import Match, Rule
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.switch import Switch


class RuleRow(QWidget):
    """Asks; the editor acts.

    Signals:
        switched: On or off.
        edit_asked: It is to be changed.
        remove_asked: It is to go.
    """

    switched = Signal(bool)
    edit_asked = Signal()
    remove_asked = Signal()

    def __init__(self, written: WrittenRule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.written = written
        self.title = Label("label", told(written.rule))
        self.title.let_shrink()
        kind = Label("caption", _kind(written.rule), "ink3")
        self.on = Switch()
        self.on.setChecked(written.rule.on)
        self.on.setAccessibleName(self.title.text())
        self.on.toggled.connect(self.switched)
        self.edit = Button("quiet", self.tr("Change"), compact=True)
        self.edit.clicked.connect(self.edit_asked)
        self.remove = Button("quiet", self.tr("Remove"), compact=True)
        self.remove.clicked.connect(self.remove_asked)
        words = QVBoxLayout()
        words.setContentsMargins(0, 8, 0, 8)
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for control in (self.edit, self.remove, self.on):
            row.addWidget(control)


def told(rule: Rule) -> str:
    """A rule as a line: SQL is said as sequel."""
    translate = QCoreApplication.translate
    if not rule.spoken:
        return translate("RuleRow", "{written} is skipped").format(written=rule.pattern)
    return translate("RuleRow", "{written} is said as {said}").format(
        written=rule.pattern, said=rule.spoken
    )


def _kind(rule: Rule) -> str:
    translate = QCoreApplication.translate
    words = (
        translate("RuleRow", "regular expression")
        if rule.match is Match.REGEX
        else translate("RuleRow", "word")
    )
    return f"{words}, {translate('RuleRow', 'capitals count')}" if rule.case else words
