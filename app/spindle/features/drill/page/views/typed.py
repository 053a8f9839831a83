"""Typed recall and generated problems: a question, a field, and afterwards what it was worth."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.drill.kinds.generated_problem import ProblemPrompt
from spindle.features.drill.kinds.kind import Judged
from spindle.features.drill.page.paper_box import PaperBox
from spindle.features.drill.page.views.difference import Difference
from spindle.features.drill.page.views.facts import Facts
from spindle.features.drill.page.views.gap import gap
from spindle.features.drill.page.views.gap_line import GapLine
from spindle.features.drill.page.views.keyed import Keyed, keyed_row
from spindle.features.drill.page.views.strip import ResponseStrip
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.page.words import said, tr
from spindle.features.drill.run import After, Answer, Asked
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class TypedView(KindView):
    """Picture 04a. The strip and the facts come with the answer."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._cue = Label("drill_cue", "", "ink2", wrap=True, align=_CENTRE)
        self._line = GapLine()
        self._answer_key = Keyed(tr("Answer"), tr("Enter"))
        self._hint_key = Keyed(tr("First letters"), tr("Ctrl H"))
        self._show_key = Keyed(tr("Show it"), tr("Ctrl Enter"))
        self._scratch_key = Keyed(tr("Scratch pad"), tr("Ctrl P"))
        self._open_keys = keyed_row(
            self._answer_key, self._hint_key, self._show_key, self._scratch_key
        )
        self._scratch = PaperBox(tr("Scratch pad"), tr("Room to reckon; nothing here is kept."))
        self._hint = Label("drill_cue", "", "ink3", wrap=True, align=_CENTRE)
        self._verdict = Label("label", "", "ink", wrap=True, align=_CENTRE)
        self._difference = Difference()
        self._worked = Label("question", "", "ink", wrap=True, align=_CENTRE)
        self._below = Below()
        self._answer_key.clicked.connect(self._give)
        self._scratch_key.clicked.connect(self._reckon)
        self._line.field.textChanged.connect(self._verdict.hide)
        self._lay_out()

    def open(self, asked: Asked) -> None:
        """Ask, with an empty field and nothing else."""
        super().open(asked)
        prompt = asked.prompt
        self._cue.setText(prompt.cue)
        self._cue.setVisible(bool(prompt.cue))
        self._line.ask(prompt.text or "___")
        steps = isinstance(prompt, ProblemPrompt)
        own = tr("Hint") if asked.spec.get("hint") else tr("First letters")
        self._hint_key.setText(tr("Show one step") if steps else own)
        self._hint_key.setVisible(bool(self.hint_text(1)))
        self._hint_key.updateGeometry()
        self._show_key.show()
        self._scratch_key.setVisible(steps)
        self._scratch.paper.write("")
        self._open_keys.show()
        for widget in (
            self._scratch,
            self._hint,
            self._verdict,
            self._difference,
            self._worked,
            self._below,
        ):
            widget.hide()

    def reveal(self, answer: Answer, after: After) -> None:
        """Show the answer in its place, what differed, and the run so far."""
        if self.asked is None:
            return
        judged, prompt = answer.judged, self.asked.prompt
        right = judged.outcome == 1
        met = str(judged.payload.get("answer", prompt.answer)) or prompt.answer
        typed = str(answer.given.get("text", ""))
        self._open_keys.hide()
        self._hint.hide()
        self._line.fill(typed if right else met)
        self._verdict.setText(verdict(answer, met))
        self._verdict.show()
        text = not isinstance(prompt, ProblemPrompt) or bool(prompt.expected.words)
        self._difference.setVisible(text and not right and bool(typed.strip()))
        self._difference.compare(typed, met)
        lines = prompt.solution if isinstance(prompt, ProblemPrompt) and not right else ()
        self._worked.setText("\n".join(lines))
        self._worked.setVisible(bool(lines))
        self._below.show_after(after, self.asked.of, strip=not lines)
        self._below.show()

    def give_back(self, reason: str) -> None:
        """Below the gap, until it was mended; what was typed stays."""
        self._verdict.setText(tr("{reason} It does not count yet.").format(reason=said(reason)))
        self._verdict.show()

    def ask_call(self, judged: Judged) -> None:
        """Ask in place of the keys."""
        self._open_keys.hide()
        self._line.field.setReadOnly(True)
        super().ask_call(judged)

    def press(self, event: QKeyEvent, name: str) -> bool:
        """Enter gives the answer, an empty field gives none; Ctrl P opens the scratch pad."""
        del event
        if name == "Return":
            self._give()
        elif name == "Ctrl+P" and self._scratch_key.isVisible():
            self._reckon()
        else:
            return False
        return True

    def field(self) -> QWidget:
        """The gap."""
        return self._line.field

    def show_hint(self, text: str) -> None:
        """Below the keys, as long as the item is open."""
        self._hint.setText(text)
        self._hint.show()

    def can_show(self) -> bool:
        """The answer may be asked for."""
        return True

    def hinted(self) -> Keyed:
        """The key that asks for a hint."""
        return self._hint_key

    def shown(self) -> Keyed:
        """The key that asks for the answer."""
        return self._show_key

    def _reckon(self) -> None:
        """Open the scratch pad, or go from it back to the answer."""
        there = self._scratch.isVisible() and self._scratch.paper.hasFocus()
        self._scratch.show()
        place = self._line.field if there else self._scratch.paper
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        typed = self._line.field.typed()
        if typed.strip():
            self.given.emit({"text": typed})

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addSpacerItem(gap(93))
        column.addWidget(self._cue)
        column.addSpacerItem(gap(15))
        column.addWidget(self._line)
        column.addSpacing(12)
        column.addSpacerItem(gap(18))
        column.addWidget(self._open_keys)
        column.addWidget(self._scratch)
        column.addWidget(self._verdict)
        column.addSpacing(8)
        column.addWidget(self._hint)
        column.addWidget(self._difference)
        column.addWidget(self._worked)
        column.addWidget(self.after)
        column.addStretch(1)
        column.addWidget(self._below)


def verdict(answer: Answer, met: str) -> str:
    """In a few words what the answer was worth."""
    judged, given = answer.judged, answer.given
    if judged.outcome == 1:
        return tr("Right, by your call.") if given.get("call") == "right" else tr("Right.")
    if given.get("shown"):
        return tr("Shown. It comes again soon.")
    reason = said(judged.reason, what="")
    return " ".join(filter(None, (tr("Not right: {answer}.").format(answer=met), reason)))


class Below(QWidget):
    """What comes with an answer: the strip, the four facts, and how it counts."""

    def __init__(self) -> None:
        super().__init__()
        self._strip = ResponseStrip()
        self._facts = Facts()
        self._said = Label("caption", "", "ink2", wrap=True)
        self._title = Label("section", tr("Response time"))
        self._caption = Label("caption", tr("time to first key, one stem per item"), "ink3")
        self._note = Label(
            "caption", tr("A typed answer counts as right or not. Time is shown and never scored."),
            "ink3", wrap=True,
        )  # fmt: skip
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._caption)
        self._upper = QWidget()
        upper = QVBoxLayout(self._upper)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(Hairline())
        upper.addSpacing(8)
        upper.addSpacerItem(gap(11))
        upper.addLayout(head)
        upper.addSpacing(6)
        upper.addSpacerItem(gap(10))
        upper.addWidget(self._strip)
        upper.addSpacerItem(gap(28))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._upper)
        column.addWidget(self._facts)
        column.addSpacerItem(gap(28))
        column.addWidget(self._said)
        column.addWidget(self._note)

    def show_after(self, after: After, of: int, *, strip: bool = True, note: str = "") -> None:
        """Fill in; without ``strip`` its place is left to something else."""
        self._upper.setVisible(strip)
        self._strip.show_stems(after.stems, after.usual, of)
        self._facts.show_facts(after.facts)
        self._said.setText(after.sentence)
        self._said.setVisible(bool(after.sentence))
        if note:
            self._note.setText(note)
