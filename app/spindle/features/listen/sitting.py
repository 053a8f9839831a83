"""One session of listening: its row, its minutes and words, and the checks that come in it.

It begins with the first word that sounds and ends when the text does, when another is opened, when
Spindle closes, or at the pause after which nobody went on for five minutes. Its speed is in
``pacing``.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from spindle.core.clock import MINUTE, SECOND, Moment
from spindle.core.feature import App
from spindle.core.session import Outcome, Session
from spindle.core.sessions import BEAT
from spindle.features.listen.asking import Asked
from spindle.features.listen.beginning import begin
from spindle.features.listen.block import RunningBlock
from spindle.features.listen.measured import measures
from spindle.features.listen.pacing import Pacing
from spindle.features.listen.queries import AtOpening
from spindle.features.listen.reader import Spot
from spindle.features.listen.records import Answered, DocumentLine
from spindle.features.listen.settings import EASY, SESSION
from spindle.features.listen.store import ListenStore, Totals
from spindle.features.listen.understanding import Understanding
from spindle.features.listen.velocity import controller
from spindle.features.listen.velocity.plan import Plan
from spindle.features.listen.words_heard import WordsHeard

if TYPE_CHECKING:
    from spindle.features.listen.text.model import Place

LETS_GO: Final = 5 * MINUTE
"""After a pause of this length the session has ended where the pause began."""

_IN_BLOCK: Final = 120.0
"""Seconds that a block must have left for the session to end with it."""


class Sitting(Pacing):
    """GUI thread. Make it when a text is opened.

    Attributes:
        heard: The words so far.
        checks: How many were answered or skipped.
    """

    def __init__(
        self,
        app: App,
        store: ListenStore,
        document: DocumentLine,
        known: AtOpening,
        block: RunningBlock,
        ended: Callable[[Session], None],
    ) -> None:
        super().__init__(app, store, document, known)
        self._block = block
        self._ended = ended
        self._beat = app.new_alarm()
        self._let_go = app.new_alarm()
        self.heard = WordsHeard()
        self._by_block = False
        self._checks = Counter[bool]()
        self._asked = 0
        self._asking_since: int | None = None
        self._rested: Moment | None = None
        self._places: tuple[Place, Place] | None = None

    @property
    def checks(self) -> int:
        """How many came in this session and were answered or skipped."""
        return self._checks.total()

    @property
    def planned(self) -> float | None:
        """Seconds of sound planned, also before the session has begun; None: open."""
        return self._new_plan()[0].length if self.session is None else self.plan.length

    @property
    def mean_wpm(self) -> float | None:
        """Words heard by minutes of sound; None before the first minute tenth."""
        return self.heard.total * 60 / self.sounded if self.sounded >= 6 else None

    def sound(self, spot: Spot) -> None:
        """Sound goes on; the first time the session begins."""
        self._let_go.clear()
        if self.session is None:
            self._begin(spot)
        if not self.sounding.now:
            self.sounding.begin()
            self._beat.set(BEAT, self._pulse)

    def rest(self, spot: Spot) -> None:
        """Sound rests."""
        at = self._app.clock.now()
        self.sounding.rest()
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

    def first_wpm(self) -> float:
        """What to ask of the voice when sound goes on."""
        if self.session is None:
            self.plan, _ = self._new_plan()
            self._pace()
        return self.heard_wpm

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
        if asked.session is not None:
            voice = self._of(silent=asked.silent).known.voice
            self._rows.check(asked.session, voice, asked, outcome)
        if self.session is not None and self.session.id == asked.session:
            self._checks[asked.silent] += 1
            self._point(outcome)
        if asked.given is not None:
            self._learn(asked)
        return outcome

    def follow_block(self) -> None:
        """The block's end may have been moved, and with it that of what is heard in it."""
        left = self._block.left
        if self._by_block and self.session is not None and left is not None:
            self.plan = replace(self.plan, length=self.sounded + left)

    def end(self, outcome: Outcome) -> None:
        """Close the session, at the pause if it rests."""
        self._beat.clear()
        self._let_go.clear()
        rested = None if self.sounding.now else self._rested
        self.sounding.rest()
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
    def _active(self) -> int:
        return self.sounding.micros + self._asked

    @property
    def _mostly(self) -> Understanding:
        """Whose most checks of this session were: as a whole it is said to be theirs."""
        unheard, aloud = self._checks[True], self._checks[False]
        return self._of(silent=self.silent if unheard == aloud else unheard > aloud)

    def _begin(self, spot: Spot) -> None:
        self.plan, self._by_block = self._new_plan()
        length = round(self.plan.length or 0)
        self.session = begin(self._app, self.document, length * SECOND if length else None)
        self.moved(spot)
        self._point(None)
        self._save()

    def _new_plan(self) -> tuple[Plan, bool]:
        """As long as is set; in a block no longer than that has left, so that both end together.

        Returns:
            The plan, and whether it ends with its block.
        """
        settings = self._app.settings
        length = float(settings.get(SESSION)) or None
        left = self._block.left
        by_block = left is not None and left >= _IN_BLOCK and left < (length or left + 1)
        return Plan(left if by_block else length, float(settings.get(EASY))), by_block

    def _pulse(self) -> None:
        if self.session is not None and self.sounding.now:
            self._app.sessions.beat(self.session.id, self._active)
            self._save()
            self._beat.set(BEAT, self._pulse)

    def _was_left(self) -> None:
        self.end(Outcome.STOPPED)

    def _save(self, session: Session | None = None) -> None:
        session = session or self.session
        if session is None or self._places is None:
            return
        found = self._mostly.understood
        began, ended = (".".join(map(str, place)) for place in self._places)
        self._rows.totals(
            Totals(
                session=session.id,
                document=self.document.id,
                voice=self._mostly.known.voice,
                words=self.heard.total,
                sounded=self.sounding.micros,
                wpm=self.mean_wpm,
                understood=None if found is None else found.wpm,
                began_at=began,
                ended_at=ended,
            )
        )

    def _facts(self) -> dict[str, object]:
        found = self._mostly.understood
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
