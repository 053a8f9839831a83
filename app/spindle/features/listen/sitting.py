"""One session of listening: its row, its minutes and words, its speeds and checks.

It begins with the first word that sounds and ends when the text does, when another is opened, when
Spindle closes, or at the pause after which nobody went on for five minutes.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from spindle.core.clock import MINUTE, SECOND, Moment
from spindle.core.feature import App
from spindle.core.session import Outcome, Session
from spindle.core.sessions import BEAT
from spindle.features.listen.asking import Asked
from spindle.features.listen.beginning import begin, first_ramp
from spindle.features.listen.block import RunningBlock
from spindle.features.listen.measured import measures
from spindle.features.listen.queries import Known
from spindle.features.listen.reader import Spot
from spindle.features.listen.records import Answered, DocumentLine
from spindle.features.listen.settings import CEILING, EASY, FOLLOW, SESSION
from spindle.features.listen.sitting_rows import SittingRows
from spindle.features.listen.store import ListenStore, Totals
from spindle.features.listen.velocity import controller
from spindle.features.listen.velocity.controller import SpeedChange, Step, Why
from spindle.features.listen.velocity.plan import REPLAYED, REPLAYS, Part, Plan, next_speed
from spindle.features.listen.velocity.threshold import Observation
from spindle.features.listen.velocity.understood import Answer, Understood, understood
from spindle.features.listen.words_heard import WordsHeard

if TYPE_CHECKING:
    from spindle.features.listen.text.model import Place

LETS_GO: Final = 5 * MINUTE
"""After a pause of this length the session has ended where the pause began."""


_IN_BLOCK: Final = 120.0
"""Seconds that a block must have left for the session to end with it."""


@dataclass(frozen=True, slots=True)
class TracePoint:
    """A point of the speed trace: seconds of sound, words a minute, and a check's end if any."""

    at: float
    wpm: float
    check: Answered | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """A change of speed that was written down, newest last.

    Attributes:
        base: The speed from which the session's rise was counted before it.
        at: Seconds of sound before it.
    """

    id: str
    change: SpeedChange
    base: float
    at: float


class Sitting:
    """GUI thread. Make it when a text is opened.

    Attributes:
        heard: The words so far.
        ramp: The speed aimed at, and what it may do next.
        heard_wpm: What the voice is asked for in this sentence: less in an easy part and while a
            missed sentence is said again.
        log: The changes of speed that stand.
        signs: The checks of this voice, those of this session behind those before.
    """

    def __init__(
        self,
        app: App,
        store: ListenStore,
        document: DocumentLine,
        voice: str,
        known: Known,
        block: RunningBlock,
        ended: Callable[[Session], None],
    ) -> None:
        self._app = app
        self._rows = SittingRows(app, store, document.id, voice)
        self.document = document
        self.voice = voice
        self.known = known
        self._block = block
        self._ended = ended
        self._beat = app.new_alarm()
        self._let_go = app.new_alarm()
        self.session: Session | None = None
        self.ramp = first_ramp(app, document, known)
        self.plan = Plan()
        self.heard_wpm = self.ramp.speed
        self.heard = WordsHeard()
        self.trace: list[TracePoint] = []
        self._traced = 0.0
        self.log: list[Logged] = []
        self.checks = 0
        self._answers = known.answers
        self.signs = list(known.signs)
        self._gained, self._ratio_from, self._ratio = 0.0, 0.0, 1.0
        self._slowly = 0
        self._by_block = False
        self._by_hand: set[Part] = set()
        self._sounded = 0
        self._asked = 0
        self._since: int | None = None
        self._asking_since: int | None = None
        self._rested: Moment | None = None
        self._places: tuple[Place, Place] | None = None

    @property
    def sounded(self) -> float:
        """Seconds of sound in this session."""
        return (self._sounded + self._running) / SECOND

    @property
    def part(self) -> Part:
        """Where the session is."""
        return self.plan.part(self.sounded)

    @property
    def understood(self) -> Understood | None:
        """What the latest checks of this voice show."""
        return understood(self._answers)

    @property
    def planned(self) -> float | None:
        """Seconds of sound planned; None: open."""
        return self.plan.length

    def sound(self, spot: Spot) -> None:
        """Sound goes on; the first time the session begins."""
        self._let_go.clear()
        if self.session is None:
            self._begin(spot)
        if self._since is None:
            self._since = self._app.clock.now().awake
            self._beat.set(BEAT, self._pulse)

    def rest(self, spot: Spot) -> None:
        """Sound rests."""
        at = self._app.clock.now()
        self._sounded += self._running
        self._since = None
        self._beat.clear()
        self._rested = at
        self.moved(spot)
        self._save()
        if self.session is not None:
            self._let_go.set(LETS_GO, self._was_left)

    def moved(self, spot: Spot) -> None:
        """The place to which this session has come."""
        began = spot.place if self._places is None else self._places[0]
        self._places = began, spot.place

    @property
    def saved(self) -> float:
        """Seconds of the voice at its own speed, less the seconds that it took."""
        return self._gained + (self.sounded - self._ratio_from) * (self._ratio - 1)

    def sounds_at(self, ratio: float) -> None:
        """The voice sounds at so many times its own speed from now on."""
        self._gained, self._ratio_from = self.saved, self.sounded
        self._ratio = ratio

    def first_wpm(self) -> float:
        """What to ask of the voice when sound goes on."""
        if self.session is None:
            self.plan = self._new_plan()
            self._pace()
        return self.heard_wpm

    def pace(self) -> float:
        """The wpm of the sentence that begins; ask once for each."""
        if self._slowly:
            self._slowly -= 1
        else:
            before = self.heard_wpm
            self._pace()
            if self.heard_wpm != before:
                self._point(None)
        return self.heard_wpm

    def _pace(self) -> None:
        # Who sets the speed in an easy part has heard enough of that part.
        part = Part.WORK if self.part in self._by_hand else self.part
        comfort = self.known.comfort
        self.heard_wpm = next_speed(self.heard_wpm, self.ramp.speed, comfort, part)

    def slow_down(self, factor: float) -> None:
        """Say two sentences this much slower; then the speed comes back in two steps."""
        self._slowly = REPLAYED
        self.heard_wpm = self.ramp.speed * factor
        self._point(None)

    def asks(self, asked: Asked) -> Asked:
        """A check is open in this session: answering is part of the work, for a minute at most."""
        self._asking_since = self._app.clock.now().awake
        session = None if self.session is None else self.session.id
        return replace(asked, session=session, sounded=self.sounded)

    def answered(self, asked: Asked) -> Answered:
        """A check was answered, or skipped with no choice given; the speed follows.

        Its session may have been closed since it was asked: it is written down with that.
        """
        if self._asking_since is not None:
            spent = self._app.clock.now().awake - self._asking_since
            self._asked += min(MINUTE, max(0, spent))
            self._asking_since = None
        if asked.given is None:
            outcome = Answered.SKIPPED
            self.ramp = controller.skipped(self.ramp)
        else:
            outcome = Answered.RIGHT if asked.right else Answered.MISSED
            self._answers.append(Answer(asked.wpm, asked.right))
            self.signs.append(Observation(asked.wpm, asked.right, text=self.document.id))
        if asked.session is not None:
            self._rows.check(asked.session, asked, outcome)
        if self.session is not None and self.session.id == asked.session:
            self.checks += 1
            self._point(outcome)
        if asked.given is not None:
            self._take(controller.answered(self.ramp, right=asked.right, heard=asked.wpm))
        return outcome

    def rewound(self) -> None:
        """The listener went back to hear something again."""
        if self.session is not None and not self.ramp.rewound:
            self._rows.rewind(self.session.id, self.heard_wpm, self.sounded)
            self._take(controller.rewound(self.ramp, self.heard_wpm))

    def set_speed(self, wpm: float) -> SpeedChange | None:
        """The listener set the speed; it holds, in an easy part too."""
        if self.session is not None:
            self._by_hand.add(self.part)
        self._slowly = 0
        self.heard_wpm = controller.held(wpm)
        change = self._take(controller.by_hand(self.ramp, wpm))
        if change is None and self.session is not None:
            self._point(None)  # in an easy part it may be heard anew all the same
        return change

    def undo_change(self) -> SpeedChange | None:
        """Take the latest change of speed back."""
        if not self.log:
            return None
        last = self.log.pop()
        self._rows.undone(last.id)
        before = self.ramp.base
        self.ramp, change = controller.undone(self.ramp, last.change, last.base)
        if change is not None:
            self._write_change(change, before)
            if last.change.why is Why.BY_HAND:
                self._by_hand.discard(self.part)
            self._slowly = 0
            self._pace()
            self._point(None)
        return change

    def follow_settings(self) -> None:
        """Ceiling and following may have been changed."""
        settings = self._app.settings
        self.ramp = replace(
            self.ramp, ceiling=float(settings.get(CEILING)), follows=settings.get(FOLLOW)
        )

    def follow_block(self) -> None:
        """The block's end may have been moved, and with it that of what is heard in it."""
        left = self._block.left
        if self._by_block and self.session is not None and left is not None:
            self.plan = replace(self.plan, length=self.sounded + left)

    def end(self, outcome: Outcome) -> None:
        """Close the session, at the pause if it rests."""
        self._beat.clear()
        self._let_go.clear()
        self._sounded += self._running
        rested, self._since = (self._rested if self._since is None else None), None
        session, self.session = self.session, None
        if session is None:
            return
        self._save(session)
        closed = self._app.sessions.end(
            session.id,
            outcome,
            active=self._active,
            ended=self._app.sessions.wall(session, rested),
            detail=self._facts(),
        )
        self._ended(closed)

    @property
    def _running(self) -> int:
        return 0 if self._since is None else max(0, self._app.clock.now().awake - self._since)

    @property
    def _active(self) -> int:
        return self._sounded + self._running + self._asked

    def _begin(self, spot: Spot) -> None:
        self.plan = self._new_plan()
        length = round(self.plan.length or 0)
        self.session = begin(self._app, self.document, length * SECOND if length else None)
        self.moved(spot)
        self._point(None)
        self._save()

    def _new_plan(self) -> Plan:
        """As long as is set; in a block no longer than that has left, so that both end together."""
        settings = self._app.settings
        length = float(settings.get(SESSION)) or None
        left = self._block.left
        self._by_block = left is not None and left >= _IN_BLOCK and left < (length or left + 1)
        return Plan(left if self._by_block else length, float(settings.get(EASY)))

    def _pulse(self) -> None:
        if self.session is not None and self._since is not None:
            self._app.sessions.beat(self.session.id, self._active)
            self._save()
            self._beat.set(BEAT, self._pulse)

    def _was_left(self) -> None:
        self.end(Outcome.STOPPED)

    def _take(self, step: Step) -> SpeedChange | None:
        base = self.ramp.base
        self.ramp, change = step
        if change is not None:
            self._write_change(change, base)
            if not self._slowly:
                self._pace()
            self._point(None)
        return change

    def _point(self, check: Answered | None) -> None:
        self.trace.append(TracePoint(self.sounded, self.heard_wpm, check))
        if self.session is not None and not math.isclose(self.heard_wpm, self._traced):
            self._traced = self.heard_wpm
            part = REPLAYS if self._slowly else self.part
            self._rows.heard(self.session.id, self.heard_wpm, part, self.sounded)

    def _write_change(self, change: SpeedChange, base: float) -> None:
        self._rows.speed(change.after)
        if self.session is None:
            return
        name = self._rows.change(self.session.id, change, self.sounded)
        if change.why is not Why.UNDONE:
            self.log.append(Logged(name, change, base, self.sounded))

    def _save(self, session: Session | None = None) -> None:
        session = session or self.session
        if session is None or self._places is None:
            return
        found = self.understood
        began, ended = (".".join(map(str, place)) for place in self._places)
        self._rows.totals(
            Totals(
                session=session.id,
                document=self.document.id,
                voice=self.voice,
                words=self.heard.total,
                sounded=round(self.sounded * SECOND),
                wpm=self.mean_wpm,
                understood=None if found is None else found.wpm,
                began_at=began,
                ended_at=ended,
            )
        )

    @property
    def mean_wpm(self) -> float | None:
        """Words heard by minutes of sound; None before the first minute tenth."""
        return self.heard.total * 60 / self.sounded if self.sounded >= 6 else None

    def _facts(self) -> dict[str, object]:
        found = self.understood
        return {
            "v": 1,
            "checks": self.checks,
            "measures": measures(
                words=self.heard.total,
                speed=self.mean_wpm,
                understood=None if found is None else found.wpm,
                checks=self.checks,
            ),
        }
