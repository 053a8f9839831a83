"""Runs through items: opens each in the view of its kind, times it, judges it, goes on."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.core.clock import Clock
from spindle.core.sound_port import Sound
from spindle.features.drill.page.run.asking import Asking
from spindle.features.drill.page.run.calm import CalmView
from spindle.features.drill.page.run.end import EndView
from spindle.features.drill.page.run.head import Head
from spindle.features.drill.page.run.key_name import name_of
from spindle.features.drill.page.run.shelf import Shelf
from spindle.features.drill.page.run.stopwatch import Stopwatch
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.run import After, Answer, Asked, Ended, Run

_MARGIN = 40


class RunView(QWidget):
    """One run. ``begin`` it, and it says ``left`` when the person goes back.

    Enter answers and Enter goes on; Ctrl H hints, Ctrl Enter shows, Ctrl Z takes back, Ctrl N
    skips, Esc stops. Without ``letters_on`` single letters do nothing but spell; all they do can
    be reached by Tab.
    """

    left = Signal()
    questioned = Signal()

    def __init__(self, clock: Clock, sound: Sound | None = None, media: Path | None = None) -> None:
        super().__init__()
        self._clock = clock
        self._watch = Stopwatch(self._now_ms)
        self._tools = Tools(
            now_ms=self._now_ms,
            event_ms=self._watch.at,
            event_at=self._watch.when,
            begin=self._watch.begin,
            sound=sound,
            media=media,
        )
        self._run: Run | None = None
        self._asking = Asking()
        self._event: QInputEvent | None = None
        self._passed: int | None = None
        self.letters_on = True
        self.may_question = False
        """Whether a missed item can become tonight's question."""
        self.head = Head()
        self._shelf = Shelf(self._tools, self._made)
        self._end = EndView()
        self._calm = CalmView()
        self._quiet: Asked | None = None
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def begin(self, run: Run) -> None:
        """Open the first item."""
        self._run = run
        self._show(run.asked())

    def view(self) -> KindView | None:
        """The kind's view that is shown; None at the end of a run."""
        return self._shelf.view

    def stop(self) -> None:
        """End the run, or leave its end."""
        if self._run is None or (self._asking.asked is None and self._quiet is None):
            self.left.emit()
        else:
            self._show(self._run.stop())

    def hint(self) -> None:
        """Ask for the next hint; it makes the answer hard at best."""
        view = self._open_view()
        if view is None or self._asking.mock:
            return
        text = view.hint_text(self._asking.hints + 1)
        if text:
            self._asking.hints += 1
            view.show_hint(text)

    def show_answer(self) -> None:
        """Ask for the answer instead of giving one."""
        view = self._open_view()
        if view is None or (self._asking.mock and view.part_helps):
            return
        if not view.show_part() and view.can_show():
            self._take(view.shown_given())

    def skip(self) -> None:
        """Leave the item without an answer."""
        if self._run is not None and self._open_view() is not None:
            self._show(self._run.skip())

    def undo(self) -> None:
        """Take back the last answer and ask it again."""
        if self._run is None or self._asking.saving:
            return
        again = self._run.undo()
        if again is not None:
            self._show(again)

    def was_right(self, *, right: bool = True) -> None:
        """The person's call about a near miss, or about a miss that was none."""
        asking = self._asking
        if asking.pending is not None:
            self._keep(asking.called(right=right))
            return
        answer = asking.answered
        if self._run is None or answer is None or not right or answer.judged.outcome != 0:
            return
        again = self._run.undo()
        if again is not None:
            self._keep(asking.was_right(again, answer))

    def question_it(self) -> None:
        """Hand a missed item to the Journal, once."""
        view = self._shelf.view
        if view is not None and view.after.may_be_questioned:
            view.after.say_handed()
            self.questioned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no field took."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A view may time how long a key is down."""
        view = self._open_view()
        if view is not None and not event.isAutoRepeat():
            view.release(event)
        super().keyReleaseEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys on their way to a field: time them, and take those that are no text."""
        del watched
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return self._take_key(event)
            view = self._open_view()
            if view is not None and view.wants(name_of(event)):
                return self._take_key(event)
            self._watch.key(event)
            self._passed = event.key()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The item is on the screen from here on."""
        super().paintEvent(event)
        if self._open_view() is not None:
            self._watch.painted()

    def event(self, event: QEvent) -> bool:
        """Being elsewhere is not thinking."""
        # The change of activation itself is told to the window alone.
        if event.type() == QEvent.Type.WindowActivate:
            self._watch.back()
        elif event.type() == QEvent.Type.WindowDeactivate:
            self._watch.left()
        return super().event(event)

    def hideEvent(self, event: Any) -> None:
        """What sounds falls silent."""
        self._shelf.silence()
        super().hideEvent(event)

    def _now_ms(self) -> float:
        return self._clock.now().awake / 1000

    def _begin_after_calm(self) -> None:
        quiet, self._quiet = self._quiet, None
        if quiet is not None:
            self._ask(quiet)

    def _open_view(self) -> KindView | None:
        """The view of an open item."""
        return self._shelf.view if self._asking.open else None

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return True
        name = name_of(event)
        spelled = self._shelf.view is not None and self._shelf.view.spells
        if len(name) == 1 and name.isalpha() and not self.letters_on and not spelled:
            return False
        self._event = event
        try:
            return self._act(event, name)
        finally:
            self._event = None

    def _act(self, event: QKeyEvent, name: str) -> bool:
        verbs = {
            "Esc": self.stop,
            "Ctrl+H": self.hint,
            "Ctrl+Return": self.show_answer,
            "Ctrl+Z": self.undo,
            "Ctrl+N": self.skip,
        }
        view = self._open_view()
        # A key that a field left comes by a second time.
        passed, self._passed = self._passed, None
        if view is not None and event.key() != passed:
            self._watch.key(event)
        if name in verbs:
            verbs[name]()
        elif self._quiet is not None:
            if name == "Return":
                self._calm.begin()
        elif self._asking.asked is None:
            return self._at_the_end(name)
        elif self._asking.pending is not None:
            return self._called(name)
        elif view is not None:
            return view.press(event, name)
        else:
            return self._after_answer(name)
        return True

    def _after_answer(self, name: str) -> bool:
        view = self._shelf.view
        if name in {"Return", "Space"}:
            self._go_on()
        elif view is not None and view.press_after(name):
            return True
        elif name == "R":
            self.was_right()
        elif name == "Q":
            self.question_it()
        else:
            return False
        return True

    def _at_the_end(self, name: str) -> bool:
        if name == "Return":
            self.left.emit()
        return name == "Return"

    def _called(self, name: str) -> bool:
        if name in {"Y", "Return", "N"}:
            self.was_right(right=name == "Y")
            return True
        return False

    def _show(self, shown: Asked | Ended) -> None:
        self._quiet = None
        self._asking.ask(None)
        self._watch.clear()
        if isinstance(shown, Ended):
            self.head.hide()
            self._end.show_end(shown)
            self._shelf.show_other(self._end)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.head.show()
        self.head.show_asked(shown)
        if shown.calm_s > 0:
            self._quiet = shown
            self._shelf.show_other(self._calm)
            self._calm.wait(shown)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._ask(shown)

    def _ask(self, shown: Asked) -> None:
        self._asking.ask(shown)
        view = self._shelf.show_view(shown)
        view.after.hide()
        view.open(shown)
        if shown.mock:
            for key in (view.hinted(), view.shown()):
                if key is not None:
                    key.hide()
        field = view.field()
        (self if field is view else field).setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _made(self, view: KindView) -> None:
        """Connect a view that was just made."""
        view.given.connect(self._take)
        view.after.went_on.connect(self._go_on)
        view.after.called.connect(lambda right: self.was_right(right=right))
        view.after.taken_back.connect(self.undo)
        view.after.questioned.connect(self.question_it)
        view.after.may_question = self.may_question
        field = view.field()
        if field is not view:
            field.installEventFilter(self)
        for key, slot in ((view.hinted(), self.hint), (view.shown(), self.show_answer)):
            if key is not None:
                key.clicked.connect(slot)

    def _take(self, given: Mapping[str, Any]) -> None:
        view = self._open_view()
        if view is None:
            return
        slip = self._asking.unread(given)
        if slip:
            view.give_back(slip)
            return
        answer = self._asking.take(given, self._watch.stop(self._event))
        if answer is None and self._asking.pending is not None:
            view.ask_call(self._asking.pending.judged)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keep(answer)

    def _keep(self, answer: Answer | None) -> None:
        if self._run is not None and answer is not None:
            self._run.answer(answer, partial(self._kept, answer))

    def _kept(self, answer: Answer, after: After) -> None:
        view = self._shelf.view
        if not self._asking.kept(answer) or view is None:
            return
        if view.flows or self._asking.mock:
            self._go_on()
            return
        view.reveal(answer, after)
        view.after.show_after(answer)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        if self._run is not None and not self._asking.saving:
            self._show(self._run.go_on())

    def _lay_out(self) -> None:
        self._shelf.addWidget(self._end)
        self._shelf.addWidget(self._calm)
        self._calm.begun.connect(self._begin_after_calm)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, 28)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._shelf, 1)
        self.head.stop.clicked.connect(self.stop)
        self._end.left.connect(self.left)
