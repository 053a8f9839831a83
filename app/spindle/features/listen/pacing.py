"""The speed of a sitting: what the voice is asked for, what changes it, what is known of whom.

In come the verbs of a check, a rewind and the listener's hand; out goes ``heard_wpm``. Every change
is written down with its reason, and can be taken back.
"""

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spindle.core.feature import App
from spindle.features.listen.asking import Asked
from spindle.features.listen.beginning import first_ramp
from spindle.features.listen.queries import AtOpening
from spindle.features.listen.records import Answered, DocumentLine
from spindle.features.listen.settings import CEILING, FOLLOW
from spindle.features.listen.sitting_rows import SittingRows
from spindle.features.listen.sounding import Sounding
from spindle.features.listen.store import ListenStore
from spindle.features.listen.understanding import Understanding
from spindle.features.listen.velocity import controller
from spindle.features.listen.velocity.controller import SpeedChange, Step, Why
from spindle.features.listen.velocity.plan import REPLAYED, REPLAYS, Part, Plan, next_speed
from spindle.features.listen.velocity.threshold import Observation

if TYPE_CHECKING:
    from spindle.core.session import Session


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


class Pacing:
    """GUI thread.

    Attributes:
        session: In which it is heard; None before it has begun.
        plan: Its parts.
        sounding: How long it has sounded.
        ramp: The speed aimed at, and what it may do next.
        heard_wpm: What the voice is asked for in this sentence: less in an easy part and while a
            missed sentence is said again.
        trace: What it was, with the checks.
        log: The changes of speed that stand.
        silent: The words are read at their pace, unheard: by a reader with checks of its own.
    """

    def __init__(
        self, app: App, store: ListenStore, document: DocumentLine, known: AtOpening
    ) -> None:
        """Begin with what is known of the voice, and of reading in silence."""
        self._app = app
        self._rows = SittingRows(app, store, document.id)
        self._aloud, self._unheard = Understanding(known.aloud), Understanding(known.unheard)
        self.document = document
        self.session: Session | None = None
        self.plan = Plan()
        self.sounding = Sounding(app.clock)
        self.silent = False
        self.ramp = first_ramp(app, document, self._aloud.estimate)
        self.heard_wpm = self.ramp.speed
        self.trace: list[TracePoint] = []
        self.log: list[Logged] = []
        self._traced = 0.0
        self._slowly = 0
        self._by_hand: set[Part] = set()

    @property
    def sounded(self) -> float:
        """Seconds of sound in this session."""
        return self.sounding.seconds

    @property
    def part(self) -> Part:
        """Where the session is."""
        return self.plan.part(self.sounded)

    @property
    def works(self) -> bool:
        """Whether it is the work, in which checks are asked, and no easy part."""
        return self._at_work is Part.WORK

    @property
    def reader(self) -> Understanding:
        """What the checks show of the voice, or of reading in silence."""
        return self._of(silent=self.silent)

    def set_silent(self, *, silent: bool) -> None:
        """Read in silence from now on, or listen again: at the same speed, judged by its own."""
        if silent != self.silent:
            self.reader.estimate = self.ramp.estimate
            self.silent = silent
            self.ramp = replace(self.ramp, estimate=self.reader.estimate)

    def become(self, document: DocumentLine) -> None:
        """The document is called otherwise, or is of another kind."""
        before, self.document = self.document, document
        if document.genre is not before.genre:
            for reader in (self._aloud, self._unheard):
                reader.set_genre(document.genre, document.id)
            self.ramp = replace(self.ramp, estimate=self.reader.estimate)

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

    def slow_down(self, factor: float) -> None:
        """Say two sentences this much slower; then the speed comes back in two steps."""
        self._slowly = REPLAYED
        self.heard_wpm = self.ramp.speed * factor
        self._point(None)

    def rewound(self) -> None:
        """The listener went back to hear something again."""
        if self.session is not None and not self.ramp.rewound:
            voice = self.reader.known.voice
            self._rows.rewind(self.session.id, voice, self.heard_wpm, self.sounded)
            self.reader.rewound(self.heard_wpm, text=self.document.id)
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

    def _of(self, *, silent: bool) -> Understanding:
        return self._unheard if silent else self._aloud

    def _learn(self, asked: Asked) -> None:
        """From an answer; the speed follows it, unless it was read in another way than now."""
        of, right = self._of(silent=asked.silent), asked.right
        of.answered(asked.wpm, right=right, text=self.document.id)
        if asked.silent == self.silent:
            self._take(controller.answered(self.ramp, right=right, heard=asked.wpm))
        else:
            of.estimate = of.estimate.seen(Observation(asked.wpm, right))
            self.ramp = replace(self.ramp, skipped=0, rewound=False)

    def _pace(self) -> None:
        comfort = self.reader.known.comfort
        self.heard_wpm = next_speed(self.heard_wpm, self.ramp.speed, comfort, self._at_work)

    @property
    def _at_work(self) -> Part:
        """An easy part is work where no comfortable speed is known: there it eases nothing.

        Who sets the speed in one has heard enough of it. Behind the end nothing is work.
        """
        part = self.part
        eases = self.reader.known.comfort is not None and part not in self._by_hand
        return part if eases or part is Part.OVER else Part.WORK

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
            part = REPLAYS if self._slowly else self._at_work
            self._rows.heard(self.session.id, self.heard_wpm, part, self.sounded)

    def _write_change(self, change: SpeedChange, base: float) -> None:
        self._rows.speed(change.after)
        if self.session is None:
            return
        name = self._rows.change(self.session.id, change, self.sounded)
        if change.why is not Why.UNDONE:
            self.log.append(Logged(name, change, base, self.sounded))
