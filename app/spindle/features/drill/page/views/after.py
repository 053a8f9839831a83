"""The keys below an answer: go on, take it back, say that it was right after all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.drill.kinds.kind import Judged
from spindle.features.drill.page.views.keyed import Keyed
from spindle.features.drill.page.words import said, tr
from spindle.features.drill.run import Answer
from spindle.ui.labels import Label


class AfterKeys(QWidget):
    """One row at the foot of a run.

    Signals:
        called: A near miss counts (True) or does not.
    """

    went_on = Signal()
    taken_back = Signal()
    called = Signal(bool)
    questioned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.may_question = False
        """Whether somebody takes a missed item as a question for the night."""
        self._question = Label("label", "", align=Qt.AlignmentFlag.AlignHCenter, wrap=True)
        self._go = Keyed(tr("Go on"), tr("Enter"))
        self._back = Keyed(tr("Take back"), tr("Ctrl Z"))
        self._right = Keyed(tr("It was right"), "R")
        self._question_it = Keyed(tr("Tonight's question"), "Q")
        self._yes = Keyed(tr("Count it as right"), "Y")
        self._no = Keyed(tr("Count it as not right"), "N")
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addStretch(1)
        self._keys = (
            self._yes,
            self._no,
            self._go,
            self._right,
            self._question_it,
            self._back,
        )
        for key in self._keys:
            row.addWidget(key)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._question)
        column.addLayout(row)
        self._go.clicked.connect(self.went_on)
        self._back.clicked.connect(self.taken_back)
        self._right.clicked.connect(lambda: self.called.emit(True))
        self._question_it.clicked.connect(self.questioned)
        self._yes.clicked.connect(lambda: self.called.emit(True))
        self._no.clicked.connect(lambda: self.called.emit(False))

    def ask_call(self, judged: Judged) -> None:
        """Ask about a near miss; the answer itself stays hidden until the person has said."""
        reason = said(judged.reason, what="")
        self._question.setText(" ".join(filter(None, (tr("Nearly the answer."), reason))))
        self._only(self._yes, self._no)

    def show_after(self, answer: Answer) -> None:
        """Offer what can be done with a kept answer."""
        self._question.setText("")
        missed = answer.judged.outcome == 0 and "call" not in answer.given
        could = missed and "text" in answer.given and not answer.given.get("shown")
        asks = answer.judged.outcome == 0 and self.may_question
        more = ((self._right, could), (self._question_it, asks))
        self._only(self._go, self._back, *(key for key, offered in more if offered))

    @property
    def may_be_questioned(self) -> bool:
        """Whether the answer shown can become a question now."""
        return not self._question_it.isHidden()

    def say_handed(self) -> None:
        """The item waits for the evening; it does so once."""
        self._question_it.hide()
        self._question.setText(tr("It waits in the Journal, to be made a question."))
        self._question.show()

    def _only(self, *shown: Keyed) -> None:
        for key in self._keys:
            key.setVisible(key in shown)
        self._question.setVisible(bool(self._question.text()))
        self.show()
