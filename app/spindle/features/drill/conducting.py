"""Conducts one run: asks, keeps each answer, takes back, and tells what it came to.

It implements ``run.Run`` for the views. Every answer is on the disk before the next question.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol

from spindle.core.clock import MINUTE, Moment
from spindle.core.days import today
from spindle.core.events import Event
from spindle.core.feature import App
from spindle.core.ids import SessionId, new_id
from spindle.features.drill import run, state, summing, telling
from spindle.features.drill import sitting as sittings
from spindle.features.drill.answering import Rules, answer
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.cost import cost, total
from spindle.features.drill.memory.intervals import tired
from spindle.features.drill.records import Attempt, Question
from spindle.features.drill.state import Sitting
from spindle.features.drill.store import DrillStore
from spindle.features.drill.summing import Words
from spindle.features.drill.telling import Past

UNDO_MOST: Final = 10
CALM_S: Final = 20.0
"""Quiet seconds before a mock run."""


class Over(Protocol):
    """Told when the run is over; gets the sitting as it ended."""

    def __call__(self, sitting: Sitting, *, completed: bool) -> None:
        """Close the session."""
        ...


@dataclass(frozen=True, slots=True)
class RunMoved(Event):
    """An answer was kept, or another question is open."""

    answered: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """An answer, and the sitting as it was before it."""

    before: Sitting
    attempt: Attempt


class Conductor:
    """One run. GUI thread.

    Args:
        app: Its clock.
        store: Keeps the answers.
        words: Finds the words of the page.
        begun: The sitting and what is known of earlier ones.
        title: Of the run: that of its only drill, or "What is due".
        session: The session its attempts hang on.
        rules: The settings answers are booked by.
        over: Told once, when nothing is left or the run is stopped.
    """

    def __init__(
        self,
        app: App,
        store: DrillStore,
        words: Words,
        begun: tuple[Sitting, Past],
        title: str,
        session: SessionId,
        rules: Rules,
        over: Over,
    ) -> None:
        self._app, self._store, self._words = app, store, words
        self._first, self._past = begun
        self._sitting = self._first
        self._title, self._session, self._rules, self._over = title, session, rules, over
        self._steps: list[_Step] = []
        self._skipped: set[str] = set()
        self._began = app.clock.now()
        self._ended: run.Ended | None = None
        self._open()

    @property
    def sitting(self) -> Sitting:
        """Where the run stands."""
        return self._sitting

    @property
    def tired(self) -> bool:
        """Whether to offer a rest: in interval mode answers have become wrong or slow."""
        plan = self._sitting.plan
        return plan.intervals and tired(sittings.session_so_far(self._sitting))

    def chosen(self) -> Question | None:
        """The question that is open or was just answered; its ``why`` explains the choice."""
        return self._sitting.asked

    def asked(self) -> run.Asked | run.Ended:
        """What is open now, or what the run came to."""
        return self._ended or self._asked()

    def answer(self, given: run.Answer, committed: Callable[[run.After], None]) -> None:
        """Keep an answer; ``committed`` once it is on the disk. A second one counts for nothing."""
        open_ = self._sitting.asked
        if self._ended is not None or open_ is None or open_.id != given.token or self.answered:
            return
        before = self._sitting
        self._sitting = answer(before, given, self._now(), self._rules)
        attempt = self._sitting.done[-1]
        self._steps = [*self._steps, _Step(before, attempt)][-UNDO_MOST:]
        after = self._after()

        def kept() -> None:
            committed(after)
            self._app.bus.publish(RunMoved(answered=True))

        self._store.save(attempt, self._session, self._now().wall, kept)

    def go_on(self) -> run.Asked | run.Ended:
        """Open the next item, after an answer."""
        if self._ended is None and self.answered:
            if self._time_is_over():
                return self.stop()
            self._open()
        return self.asked()

    def skip(self) -> run.Asked | run.Ended:
        """Leave the open item; it comes back at the end, once."""
        sitting, open_ = self._sitting, self._sitting.asked
        if self._ended is None and open_ is not None and not self.answered:
            queues = dict(sitting.queues)
            if open_.item.id not in self._skipped:
                self._skipped.add(open_.item.id)
                queues[open_.drill.id] = (*queues.get(open_.drill.id, ()), open_.item.id)
            self._sitting = replace(sitting, queues=queues, before=())
            self._open()
        return self.asked()

    def undo(self) -> run.Asked | None:
        """Take the last answer back, and ask it again."""
        if not self._steps or self._ended is not None:
            return None
        step = self._steps.pop()
        now, before = self._now(), step.before
        if before.asked is None:
            return None
        drill, item = before.drills[step.attempt.drill.id], before.items[step.attempt.item.id]
        self._store.undo(step.attempt, drill, item, now.wall, lambda: None)
        # The row that was taken back keeps its id; this is another attempt.
        self._sitting = replace(before, asked=replace(before.asked, id=new_id(), at=now.wall))
        return self._asked()

    def stop(self) -> run.Ended:
        """End the run here."""
        if self._ended is None:
            completed = not self._waiting() or self._time_is_over()
            summary = summing.summed(
                self._title, self._first, self._sitting, self._past, self._day()
            )
            summary = replace(summary, left=self._waiting())
            self._ended = self._words.ended(summary, self._day())
            self._over(self._sitting, completed=completed)
            self._app.bus.publish(RunMoved(answered=False))
        return self._ended

    @property
    def answered(self) -> bool:
        """Whether the open question has its answer."""
        asked, done = self._sitting.asked, self._sitting.done
        return asked is not None and bool(done) and done[-1].asked.id == asked.id

    def _waiting(self) -> int:
        return self._sitting.left - self.answered

    def _open(self) -> None:
        self._sitting = sittings.following(self._sitting, self._now(), self._day(), new_id())
        if self._sitting.asked is None:
            self.stop()
        self._app.bus.publish(RunMoved(answered=False))

    def _asked(self) -> run.Asked:
        sitting = self._sitting
        asked = sitting.asked
        if asked is None:
            raise AssertionError("Nothing is open.")
        tasks = {each.asked.task for each in sitting.done if not each.asked.again}
        number = len(tasks if asked.again else tasks | {asked.task})
        new = all(each.item.id != asked.item.id for each in sitting.done)
        kind, ran = kind_of(asked.drill.kind), self._past.ran.get(asked.item.id)
        alone = number - 1 + self._waiting() == 1
        return run.Asked(
            token=asked.id,
            title=asked.drill.title,
            kind=asked.drill.kind,
            spec=asked.item.spec,
            mode=asked.mode,
            prompt=asked.prompt,
            note=asked.prompt.cue if alone and kind.paced else "",
            number=number,
            of=number - 1 + self._waiting(),
            before=sitting.before,
            minutes_left=self._minutes_left(),
            mock=sitting.plan.mock,
            calm_s=CALM_S if sitting.plan.mock and not sitting.done else 0.0,
            ahead=new and asked.item.due is not None and asked.item.due > asked.at,
            ran=None if ran is None else ran.times,
            last_s=None if ran is None else ran.last.get(asked.mode),
            target=kind.target(state.parsed(kind, asked.item)),
            real_s=self._past.real.get(asked.item.id),
        )

    def _after(self) -> run.After:
        figures = telling.told(self._sitting, self._past)
        if self._sitting.plan.mock:
            return run.After()
        return replace(
            self._words.after(figures, self._day()),
            stems=telling.stems(self._sitting),
            usual=figures.usual,
            runs=telling.runs(self._sitting, self._past),
        )

    def _minutes_left(self) -> int | None:
        """By the clock where there is a limit, else by what such items have cost (R11)."""
        limit, sitting = self._sitting.plan.limit, self._sitting
        if limit is not None:
            gone = self._now().boot - self._began.boot
            return max(0, -((gone - limit) // MINUTE))
        waiting = [id_ for queue in sitting.queues.values() for id_ in queue]
        waiting += [each.item for each in sitting.returns]
        if sitting.asked is not None and not self.answered:
            waiting.append(sitting.asked.item.id)
        drills = [sitting.drills[sitting.items[id_].drill] for id_ in waiting]
        return total([(1, cost(each.costs, each.guess_ms)) for each in drills]).minutes

    def _time_is_over(self) -> bool:
        limit = self._sitting.plan.limit
        return limit is not None and self._now().boot - self._began.boot >= limit

    def _now(self) -> Moment:
        return self._app.clock.now()

    def _day(self) -> date:
        return today(self._now(), self._rules.day_start)
