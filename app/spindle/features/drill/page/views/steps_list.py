"""Two more ways to ask a procedure: put shuffled steps in order, or do it and check it off."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.kinds.step_sequence import StepPrompt
from spindle.features.drill.page.views.facts import Facts
from spindle.features.drill.page.views.keyed import Keyed, keyed_row
from spindle.features.drill.page.views.lines import Line, Lines
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.page.words import number, seconds, tr
from spindle.features.drill.run import After, Answer, Asked
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll

if TYPE_CHECKING:
    from spindle.features.drill.kinds.steps_spec import Steps


class ListView(KindView):
    """What both share: a cue, the lines, the facts afterwards."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.spec: Steps | None = None
        self.at = 0
        self.cue = Label("drill_cue", "", "ink2", wrap=True)
        self.say = Label("label", "", "ink", wrap=True, align=Qt.AlignmentFlag.AlignHCenter)
        self.lines = Lines()
        self.lines.chosen.connect(self.choose)
        self._scroll = Scroll(self.lines)
        self.lines.moved.connect(lambda y: self._scroll.ensureVisible(0, y, 0, 70))
        self._facts = Facts()
        self.keys = keyed_row(*self.key_row())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.cue)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.keys)
        column.addWidget(self.say)
        column.addWidget(self.after)
        column.addWidget(self._facts)

    def key_row(self) -> tuple[Keyed, ...]:
        """The keys while the item is open."""
        return ()

    def open(self, asked: Asked) -> None:
        """Show the lines."""
        super().open(asked)
        self.spec = kind_of(asked.kind).parse(asked.spec)
        self.at = 0
        self.cue.setText(asked.prompt.cue)
        self.cue.setVisible(bool(asked.prompt.cue))
        self.keys.show()
        self.say.hide()
        self._facts.hide()
        self.redraw()

    def reveal(self, answer: Answer, after: After) -> None:
        """The steps in their order, each with how it was."""
        if self.spec is None:
            return
        found = {one.element: one for one in answer.judged.elements}
        lines = []
        for at, step in enumerate(self.spec.steps):
            one = found.get(at)
            ok = one is not None and one.ok
            note = ""
            if one is not None and one.latency_ms is not None:
                note = seconds(one.latency_ms / 1000)
            elif one is not None and not ok and one.got.isdecimal():
                note = tr("you had it at {place}").format(place=one.got)
            lines.append(Line(step.text, "done" if ok else "missed", note))
        self.lines.show_lines(lines, -1)
        self.keys.hide()
        right = answer.judged.outcome == 1
        self.say.setText(tr("In order.") if right else self.not_right())
        self.say.show()
        self._facts.show_facts(after.facts)

    def not_right(self) -> str:
        """What to say when it was not."""
        return tr("Not all in order.")

    def choose(self, at: int) -> None:
        """A line was clicked."""
        self.at = at
        self.redraw()

    def redraw(self) -> None:
        """Show the state. Overridden."""
        raise NotImplementedError


class ReorderView(ListView):
    """Up and Down choose a step or carry the one Space picked up; Enter is the answer."""

    def __init__(self, tools: Tools) -> None:
        self._order: list[int] = []
        self._held = False
        super().__init__(tools)

    def key_row(self) -> tuple[Keyed, ...]:
        """Answer, pick up."""
        answer = Keyed(tr("Answer"), tr("Enter"))
        answer.clicked.connect(self._give)
        pick = Keyed(tr("Pick up, put down"), tr("Space"))
        pick.clicked.connect(self._pick)
        return (answer, pick)

    def open(self, asked: Asked) -> None:
        """The steps as they were shuffled."""
        prompt = asked.prompt
        self._order = list(prompt.order) if isinstance(prompt, StepPrompt) else []
        self._held = False
        super().open(asked)

    def press(self, event: QKeyEvent, name: str) -> bool:
        """Choose, carry, give."""
        del event
        if name in {"Up", "Down", "Ctrl+Up", "Ctrl+Down", "Alt+Up", "Alt+Down"}:
            self._move(-1 if name.endswith("Up") else 1, carry="+" in name or self._held)
        elif name == "Space":
            self._pick()
        elif name == "Return":
            self._give()
        else:
            return False
        return True

    def redraw(self) -> None:
        """The order as it stands; a step that is carried says so."""
        if self.spec is None:
            return
        held = tr("picked up")
        self.lines.show_lines(
            [
                Line(self.spec.steps[step].text, note=held if self._held and at == self.at else "")
                for at, step in enumerate(self._order)
            ],
            self.at,
        )

    def _pick(self) -> None:
        self._held = not self._held
        self.redraw()

    def _move(self, by: int, *, carry: bool) -> None:
        to = max(0, min(self.at + by, len(self._order) - 1))
        if carry and to != self.at:
            self._order.insert(to, self._order.pop(self.at))
        self.at = to
        self.redraw()

    def _give(self) -> None:
        self.given.emit({"order": list(self._order)})


class ChecklistView(ListView):
    """The real thing: Space checks the step and goes on, X says it was not done."""

    def __init__(self, tools: Tools) -> None:
        self._marks: list[dict[str, Any]] = []
        self._since = 0.0
        super().__init__(tools)

    def key_row(self) -> tuple[Keyed, ...]:
        """Done, not done."""
        done = Keyed(tr("Done"), tr("Space"))
        done.clicked.connect(lambda: self._mark(ok=True))
        missed = Keyed(tr("Not done"), "X")
        missed.clicked.connect(lambda: self._mark(ok=False))
        back = Keyed(tr("One back"), tr("Backspace"))
        back.clicked.connect(self._back)
        return (done, missed, back)

    def open(self, asked: Asked) -> None:
        """No step is done."""
        self._marks, self._since = [], 0.0
        super().open(asked)

    def press(self, event: QKeyEvent, name: str) -> bool:
        """Check, miss, go back."""
        if name in {"Space", "X"}:
            self._mark(ok=name == "Space", at_ms=self.tools.event_ms(event))
        elif name == "Backspace":
            self._back()
        else:
            return False
        return True

    def choose(self, at: int) -> None:
        """A checklist goes in its order."""

    def not_right(self) -> str:
        """A critical step is missing."""
        return tr("A step that must not fail was not done.")

    def redraw(self) -> None:
        """What is done, and the step that is due."""
        if self.spec is None:
            return
        lines = []
        for at, step in enumerate(self.spec.steps):
            mark = "open"
            if at < len(self._marks):
                mark = "done" if self._marks[at]["ok"] else "missed"
            notes = [tr("critical")] if step.critical else []
            if step.wait_s:
                notes.append(tr("then wait {seconds} s").format(seconds=number(step.wait_s)))
            lines.append(Line(step.text, mark, ", ".join(notes)))
        self.lines.show_lines(lines, len(self._marks))

    def _mark(self, *, ok: bool, at_ms: float | None = None) -> None:
        if self.spec is None:
            return
        mark: dict[str, Any] = {"ok": ok}
        if at_ms is not None:
            mark["latency_ms"] = max(0.0, at_ms - self._since)
            self._since = at_ms
        self._marks.append(mark)
        if len(self._marks) == len(self.spec.steps):
            self.given.emit({"done": self._marks})
        else:
            self.redraw()

    def _back(self) -> None:
        if self._marks:
            self._marks.pop()
            self.redraw()
