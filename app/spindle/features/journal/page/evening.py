"""The evening, full screen on its own palette: unload, question, check, leave."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from spindle.core.clock import Clock
from spindle.core.undo import Undo
from spindle.features.journal.aloud import Aloud
from spindle.features.journal.governor import Reason
from spindle.features.journal.model import BOX, EVENING, Aside, Held, Scene
from spindle.features.journal.page.asking import QuestionStep
from spindle.features.journal.page.autosave import Autosave, commit_papers
from spindle.features.journal.page.card import Cards
from spindle.features.journal.page.check import CheckStep
from spindle.features.journal.page.foot import EveningFoot
from spindle.features.journal.page.leaving import LeaveStep
from spindle.features.journal.page.marks import Steps
from spindle.features.journal.page.unload import UnloadStep
from spindle.features.journal.records import EveningSheet
from spindle.features.journal.service import JournalService
from spindle.features.journal.writing import Inverse

Keys = Mapping[str, Callable[[], None]]

_TOP = 84
_THREAD = {Scene.UNLOAD: 0, Scene.QUESTION: 1, Scene.CHECK: 1, Scene.LEAVE: 2}
_CREEP_MS = 4000


class EveningView(QWidget):
    """Four steps in one column. Nothing typed is lost by leaving, in any way.

    The thread above counts three: the check belongs to the question.
    """

    keys_changed = Signal()

    def __init__(
        self,
        journal: JournalService,
        clock: Clock,
        undo: Undo,
        aloud: Callable[[], Aloud | None],
        parent: QWidget | None = None,
    ) -> None:
        """Show the service's evening; ``aloud`` reads a question, or is None when unwanted."""
        super().__init__(parent)
        self._undo = undo
        self._journal = journal
        self._clock = clock
        self._scene = Scene.UNLOAD
        self._shown: str | None = None
        self._aloud = aloud
        self._reading: Aloud | None = None
        self._read: str | None = None
        self._leaving = False
        self._sheet = EveningSheet()
        self._thread = Steps(self)
        self.unload = UnloadStep(journal.writing)
        self.question = QuestionStep(journal.writing)
        self.check = CheckStep(journal.writing)
        self.leave = LeaveStep()
        self._steps = QStackedWidget()
        for step in (self.unload, self.question, self.check, self.leave):
            self._steps.addWidget(step)
        self.foot = EveningFoot()
        self.foot.continued.connect(self.proceed)
        self.foot.skipped.connect(self.skip)
        self.foot.refused.connect(self.refuse)
        self.foot.card_asked.connect(self.write_card)
        self.cards = Cards(clock)
        self._creeping = QTimer(self, interval=_CREEP_MS)
        self._creeping.timeout.connect(self._creep)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, _TOP, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._steps, 1)
        box.addWidget(self.foot)
        self.question.chosen.connect(self._chosen)
        self.question.step_asked.connect(self.next_step)
        self.leave.good_night.connect(journal.good_night)
        self._connect_check()
        for autosave in self._autosaves:
            autosave.dirtied.connect(self._typing)
            autosave.saved.connect(lambda: self._say_saved(saved=True))

    @property
    def keys(self) -> Keys:
        """What the page binds while the evening is open."""
        keys: dict[str, Callable[[], None]] = {
            "Esc": self.escape,
            "Ctrl+Return": self.proceed,
            "Alt+Left": self.back,
            "Ctrl+Z": self.take_back,
        }
        if self._scene is not Scene.LEAVE:
            keys["Alt+T"] = self.refuse
        if self._scene is Scene.UNLOAD:
            keys["Alt+N"] = self.skip
        elif self._scene is Scene.QUESTION:
            keys |= {f"Alt+{n + 1}": partial(self.question.pick, n) for n in range(3)}
            keys |= {"Alt+L": self.question.notice.take.click}
            keys |= {"Alt+A": self.question.notice.decline.click}
            keys["Alt+S"] = self.next_step
        elif self._scene is Scene.CHECK:
            keys |= {str(n + 1): partial(self.check.answer, n) for n in range(5)}
            keys["Alt+L"] = self.leave_out
        else:
            keys |= {"Return": self.leave.button.click, "Alt+C": self.write_card}
        return keys

    def show_scene(self, scene: Scene) -> None:
        """Show a step; a night's sheet is fetched when it is first shown."""
        self._scene = scene
        self._stay()
        night = self._journal.night
        if night is not None and night.id != self._shown:
            self._shown = night.id
            self._journal.writing.evening(night, self._fill)
        self._show_card()
        self._steps.setCurrentIndex(EVENING.index(scene))
        self._thread.show_step(_THREAD[scene])
        self.foot.show_scene(scene, asked=night is not None and night.question is not None)
        self._follow_time()
        self._read_aloud()
        self._take_focus()
        self.keys_changed.emit()

    def forget(self) -> None:
        """The evening is over; the next one fetches its own sheet."""
        self.flush()
        self._creeping.stop()
        self._shown = None
        self._fall_silent()

    def flush(self) -> None:
        """Save what was typed."""
        commit_papers(self)
        for autosave in self._autosaves:
            autosave.flush()

    def proceed(self) -> None:
        """On to the next step."""
        self._stay()
        self.flush()
        if self._scene is Scene.UNLOAD:
            self._journal.go(Scene.QUESTION)
        elif self._scene is Scene.QUESTION:
            if self.question.proceed():
                self._journal.go(Scene.CHECK)
        elif self._scene is Scene.CHECK:
            self._journal.go(Scene.LEAVE)
        else:
            self.leave.button.click()

    def back(self) -> None:
        """Back to the step before."""
        self.flush()
        step = EVENING.index(self._scene)
        if step > 0:
            self._journal.go(EVENING[step - 1])

    def skip(self) -> None:
        """Nothing is open for tomorrow."""
        self.proceed()

    def escape(self) -> None:
        """Leave at the second press; the first one says so."""
        self.flush()
        if self._leaving:
            self._stay()
            self._journal.leave_evening()
        else:
            self._leaving = True
            self.foot.ask_again(asks=True)

    def leave_out(self) -> None:
        """No question tonight: a worry has its next step."""
        self._said(partial(self._journal.tonight.leave_out, Aside.WORRIED))

    def next_step(self) -> None:
        """A next step in place of a question: for what a night would only turn over."""
        self.flush()
        self.question.unpick()
        self._undo.push(self._journal.tonight.leave_out(Aside.WORRIED))
        self._journal.go(Scene.CHECK)
        self.check.what.setFocus()

    def write_card(self) -> None:
        """Tonight's question on a card, as a PDF to be printed."""
        night = self._journal.night
        if night is not None and night.question is not None:
            _, said = self.cards.write(self.question.card())
            self.foot.say_card(said)

    def take_back(self) -> None:
        """Take back what was said last."""
        if self._undo.back():
            self._show_check()

    def refuse(self) -> None:
        """No evening tonight, at one click; what was written stays."""
        self.flush()
        self._stay()
        self._undo.push(self._journal.not_tonight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the three segments in the middle."""
        super().resizeEvent(event)
        self._thread.move((self.width() - self._thread.width()) // 2, 44)

    def showEvent(self, event: QShowEvent) -> None:
        """The step's wave goes on."""
        super().showEvent(event)
        self._follow_time()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the screen saves; what nobody sees does not move."""
        self.flush()
        self._creeping.stop()
        super().hideEvent(event)

    def _fill(self, sheet: EveningSheet) -> None:
        night = self._journal.night
        if night is not None:
            self.unload.show_sheet(night, sheet)
            self.question.show_sheet(night, sheet, self._clock.now())
            self._sheet = sheet
            self.check.show_sheet(night, sheet)
            self._show_card()
            self._take_focus()

    def _show_card(self) -> None:
        """What is taken to bed stands on the last step."""
        night = self._journal.night
        asked = night is not None and night.question is not None
        self.leave.show_card(self.question.card() if asked else None)

    def _take_focus(self) -> None:
        step = self._steps.currentWidget()
        if step is self.unload and self.unload.rows:
            self.unload.take_focus()
        elif step is self.question:
            self.question.take_focus()
        elif step is self.check and self._journal.night is not None:
            self.check.show_night(self._journal.night)
            self.check.take_focus()
        elif step is self.leave:
            self.leave.take_focus()

    @property
    def _autosaves(self) -> tuple[Autosave, ...]:
        return self.unload.autosave, self.question.autosave, self.check.autosave

    def _connect_check(self) -> None:
        tonight = self._journal.tonight
        self.check.busy_said.connect(lambda n: self._said(partial(tonight.check, mind_busy=n)))
        self.check.worry_said.connect(lambda n: self._said(partial(tonight.check, worried=n)))
        self.check.held_said.connect(self._verified)
        self.check.left_out.connect(self.leave_out)
        self.question.notice.taken.connect(partial(self._answer_offer, taken=True))
        self.question.notice.declined.connect(partial(self._answer_offer, taken=False))

    def _said(self, say: Callable[[], Inverse]) -> None:
        self._stay()
        self._undo.push(say())
        self._show_check()

    def _verified(self, held: Held) -> None:
        if self._sheet.last is not None:
            last = self._sheet.last[0]
            inverse = self._journal.tonight.verify(last, held)
            self._undo.push(partial(self._unverify, inverse, last.verified))

    def _unverify(self, inverse: Inverse, held: Held | None) -> None:
        inverse()
        self.check.show_held(held)

    def _show_check(self) -> None:
        if self._journal.night is not None:
            self.check.show_night(self._journal.night)

    def _answer_offer(self, *, taken: bool) -> None:
        """To the governor: its offer is taken, declined, or a pause overruled.

        Enough questions for a week are about tonight alone: that answer is no pause.
        """
        night, offer, pause = self._journal.night, self._sheet.offer, self._sheet.pause
        if night is None or (pause is None and offer is None) or (taken and pause is not None):
            return
        aside = Aside.SLEEP
        if pause is not None:
            self._journal.shelving.overrule(pause)
            pause = None
        elif offer is not None and offer.reason is Reason.WEEK:
            aside = Aside.WEEK
        elif offer is not None:
            answered, _ = self._journal.shelving.answer(offer, night, taken=taken)
            pause = answered if taken else None
        if taken:
            self.question.unpick()
            self._undo.push(self._journal.tonight.leave_out(aside))
        self._sheet = replace(self._sheet, offer=None, pause=pause)
        self.question.notice.show_offer(None, pause)
        self.question.take_focus()

    def _chosen(self, question: str | None) -> None:
        if question is None and self._sheet.pause is not None:
            self._journal.tonight.leave_out(Aside.SLEEP)
        else:
            self._journal.choose(question)

    def _typing(self) -> None:
        self._stay()
        self._say_saved(saved=False)

    def _say_saved(self, *, saved: bool) -> None:
        self.foot.say_saved(saved=saved)

    def _read_aloud(self) -> None:
        """Once a night, on its last step; whoever goes back or to sleep hears no more of it."""
        self._fall_silent()
        night = self._journal.night
        if self._scene is not Scene.LEAVE or night is None or night.question is None:
            return
        self._reading = self._aloud() if night.question != self._read else None
        if self._reading is not None:
            self._read = night.question
            self._reading.read(self.question.asked.text())

    def _fall_silent(self) -> None:
        if self._reading is not None:
            self._reading.stop()
            self._reading = None

    def _follow_time(self) -> None:
        self._creep()
        if self._scene in BOX and self.isVisible():
            self._creeping.start()
        else:
            self._creeping.stop()

    def _creep(self) -> None:
        self.foot.show_time(self._journal.gone)

    def _stay(self) -> None:
        self._leaving = False
        self.foot.ask_again(asks=False)
