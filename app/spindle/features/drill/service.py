"""Drill while the app runs: begins runs, holds the one that is under way, and its session."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from spindle.core.clock import MINUTE
from spindle.core.days import today
from spindle.core.events import Event
from spindle.core.feature import App, Contributed, Handed, PageAsked
from spindle.core.general import DAY_START
from spindle.core.ids import Ref
from spindle.core.session import Outcome, Session
from spindle.core.translate import N_
from spindle.features.drill.answering import Rules
from spindle.features.drill.conducting import Conductor, RunMoved
from spindle.features.drill.counting import Amount
from spindle.features.drill.exchange.tidying import Tidying, folders_of
from spindle.features.drill.handing import asks
from spindle.features.drill.kinds.kind import MENTAL
from spindle.features.drill.loading import Of
from spindle.features.drill.memory.choice import eligible
from spindle.features.drill.parts import Which
from spindle.features.drill.picking import skills
from spindle.features.drill.running import DrillSession
from spindle.features.drill.settings import INTERVALS, MOST_A_DAY, NEW_A_DAY, WANTED
from spindle.features.drill.settling import End
from spindle.features.drill.state import Plan, Scope, Sitting
from spindle.features.drill.store import DrillStore
from spindle.features.drill.summing import Words
from spindle.features.drill.telling import Past
from spindle.features.drill.waiting import Waiting

FEATURE: Final = "drill"
DUE_TITLE: Final = N_("drill", "What is due")


@dataclass(frozen=True, slots=True)
class DrillChanged(Event):
    """A run began or ended, or the drills are others."""


@dataclass(frozen=True, slots=True)
class NothingToAsk(Event):
    """A run was asked for, and there is nothing in it."""


class DrillService:
    """GUI thread.

    Attributes:
        store: Keeps drills; home page and editor ask it, too.
        words: Finds the words of what is told; the page sets its own.
        waiting: Texts that came from other features, to be made drills.
    """

    def __init__(self, app: App, words: Words | None = None) -> None:
        self._app = app
        self.store = DrillStore(app.database)
        self.words = words
        self.waiting = Waiting(app, self.store, self._tell)
        self._run: Conductor | None = None
        self._plan: Plan | None = None
        self._session = DrillSession(app)
        self._ended: Session | None = None
        self._leave_runs = app.bus.subscribe(RunMoved, self._moved)
        Tidying(app.database, folders_of(app.profile)).after_a_cut()

    @property
    def run(self) -> Conductor | None:
        """The run under way, or the one whose end is still shown."""
        return self._run

    @property
    def ended(self) -> Session | None:
        """The session of the run that just ended, until ``leave``: it may be rated."""
        return self._ended

    @property
    def plan(self) -> Plan | None:
        """How the run goes."""
        return self._plan

    def stop(self) -> None:
        """Leave everything written; every answer already is."""
        if self._run is not None and self._session.open is not None:
            self._run.stop()
        self._leave_runs()
        self.waiting.stop()

    def start_due(self, drill: str | None = None) -> None:
        """Ask what is due, of all drills or of one."""
        self._begin(Plan(scope=Scope.DUE, seed=self._seed()), Of(drill=drill))

    def learn(self, minutes: int, aim: str | None = None) -> None:
        """Ask what is due, then what is being learned, for so many minutes; all, or for an aim."""
        plan = Plan(
            scope=Scope.LEARN,
            seed=self._seed(),
            limit=minutes * MINUTE,
            intervals=self._app.settings.get(INTERVALS),
        )
        self._begin(plan, Of(aim=aim))

    def practise(self, drill: str, mode: str = "") -> None:
        """Ask all of one drill, due or not; what it has come to so far stays."""
        intervals = self._app.settings.get(INTERVALS)
        plan = Plan(scope=Scope.DRILL, seed=self._seed(), mode=mode, intervals=intervals)
        self._begin(plan, Of(drill=drill))

    def practise_parts(self, drill: str, which: Which) -> None:
        """Ask what goes wrong of a drill, or what is slow, and nothing else of it."""
        self._begin(Plan(scope=Scope.DRILL, seed=self._seed()), Of(drill=drill, which=which))

    def rehearse(self, drill: str) -> None:
        """Go through a drill in the mind: timed and counted apart."""
        self.practise(drill, MENTAL)

    def mock(self, of: Of, minutes: int) -> None:
        """Practise for an exam: under time, without hints, answers told at the end.

        Args:
            of: A drill, all that serves an aim, or with nothing named what is due.
            minutes: How long at the most.
        """
        scope = Scope.DUE if of == Of() else Scope.DRILL
        plan = Plan(scope=scope, seed=self._seed(), limit=minutes * MINUTE, mock=True)
        self._begin(plan, of)

    def hand_question(self) -> None:
        """Hand the item that was just missed to whoever keeps questions for the night."""
        missed = None if self._run is None else self._run.chosen()
        if missed is not None:
            source = Ref("drill_item", missed.item.id)
            self._app.bus.publish(Handed(asks(missed), source, "question"))

    def rate(self, rating: int) -> None:
        """Rate the session that just ended, 1 to 5."""
        if self._ended is not None:
            self._ended = self._app.sessions.rate(self._ended, rating)
            self._tell()

    def asks_rating(self) -> bool:
        """Whether the session that just ended is one that is rated."""
        return self._ended is not None and self._app.sessions.asks_rating(self._ended)

    def leave(self) -> None:
        """Back to the drills, from the end of a run."""
        if self._session.open is None:
            self._run = self._ended = self._plan = None
            self._tell()

    def changed(self) -> None:
        """Drills were made, changed or removed."""
        self._app.bus.publish(Contributed(FEATURE))
        self._tell()

    def _seed(self) -> int:
        at = self._app.clock.now()
        return (at.wall ^ at.boot) % 2**31

    def _begin(self, plan: Plan, of: Of) -> None:
        if self._session.open is not None:
            self._app.bus.publish(PageAsked(FEATURE))
            return
        settings = self._app.settings
        amount = Amount(
            now=self._app.clock.now().wall,
            day=self._day(),
            most=settings.get(MOST_A_DAY),
            new=settings.get(NEW_A_DAY),
        )
        self._plan = plan
        self.store.load(plan, amount, of, self._loaded)

    def _loaded(self, begun: tuple[Sitting, Past]) -> None:
        sitting = begun[0]
        if self._session.open is not None or self.words is None:
            return
        if not sitting.left and not any(sitting.spare.values()):
            self._plan = None
            self._app.bus.publish(NothingToAsk())
            return
        only = next(iter(sitting.queues)) if len(sitting.queues) == 1 else None
        one = None if only is None else sitting.drills[only]
        title = sitting.about or (DUE_TITLE if one is None else one.title)
        session = self._session.begin(
            title,
            planned=sitting.plan.limit,
            ref=None if one is None else Ref("drill", one.id),
            aim=None if one is None else one.aim,
            mode=mode_of(sitting.plan),
        )
        self._ended = None
        settings = self._app.settings
        rules = Rules(wanted=settings.get(WANTED) / 100, day_start=settings.get(DAY_START))
        self._run = Conductor(
            self._app, self.store, self.words, begun, title, session.id, rules, self._over
        )
        self._app.bus.publish(PageAsked(FEATURE))
        self._tell()

    def _over(self, sitting: Sitting, *, completed: bool) -> None:
        if sitting.done:
            self.store.settle(sitting.done, tuple(sitting.drills.values()), self._end(sitting))
        outcome = Outcome.COMPLETED if completed else Outcome.STOPPED
        self._ended = self._session.end(outcome, sitting.done, mode_of(sitting.plan))
        self._app.bus.publish(Contributed(FEATURE))
        self._tell()

    def _end(self, sitting: Sitting) -> End:
        at, day = self._app.clock.now(), self._day()
        active: frozenset[str] = frozenset()
        if sitting.plan.scope is Scope.LEARN:
            active = frozenset(eligible(skills(sitting), day).active)
        day_start = self._app.settings.get(DAY_START)
        return End(now=at.wall, day=day, zone=at.zone, day_start=day_start, active=active)

    def _moved(self, moved: RunMoved) -> None:
        """Answers and keys of a run are presence; an open question by itself is none."""
        done = () if self._run is None else self._run.sitting.done
        took = done[-1].active_ms if moved.answered and done else None
        self._session.present((took or 0) / 1000)

    def _day(self) -> date:
        return today(self._app.clock.now(), self._app.settings.get(DAY_START))

    def _tell(self) -> None:
        self._app.bus.publish(DrillChanged())


def mode_of(plan: Plan) -> str:
    """What kind of session it is: drill, mock or mental."""
    return "mental" if plan.mode == MENTAL else "mock" if plan.mock else "drill"
