"""How a block begins: from an intention, from what was left, with its aim and the settings."""

from dataclasses import replace
from functools import partial

from spindle.core.aims import split_title
from spindle.core.clock import MINUTE, SECOND
from spindle.core.ids import Ref
from spindle.core.text import clean
from spindle.core.translate import N_
from spindle.features.focus import model
from spindle.features.focus.back import Inverse
from spindle.features.focus.in_force import expires, named, plan_in_force, rhythm
from spindle.features.focus.plan import FIRST_EVER, FLOW_MOST, Mode, Plan, PlanName, single
from spindle.features.focus.reading import Facts, Unfinished
from spindle.features.focus.settings import (
    AFTER_BLOCK,
    OVERTIME,
    POSTPONE_COST,
    POSTPONES,
    RATE,
    STRICT,
    AfterBlock,
)
from spindle.features.focus.state import Task
from spindle.features.focus.thoughts import ThoughtVerbs


class Beginnings(ThoughtVerbs):
    """The verbs that begin a block. GUI thread.

    Attributes:
        facts: What the start page tells.
    """

    facts: Facts

    def aim_name(self, aim: str | None) -> str:
        """The name of an aim; empty for none."""
        return next((name for name, known in self.facts.aims if known == aim), "")

    @property
    def plan_names(self) -> tuple[str, ...]:
        """What a plan can be called, the user's own names last."""
        return (*PlanName, *named(self._app.settings))

    def plan_of(self, name: PlanName | str | None) -> Plan:
        """A plan by its name, with the lengths in force; an unknown name gives the default."""
        own = named(self._app.settings)
        if name is not None and name in own:
            return own[name]
        known = PlanName(name) if name in set(PlanName) else None
        return plan_in_force(self._app.settings, known)

    def first_length(self, plan: Plan) -> int:
        """The first block proposed, µs: ten minutes for the first ever."""
        return FIRST_EVER if self.facts.first_ever else plan.block(1)

    def start(
        self,
        intention: str,
        *,
        plan: PlanName | str | None = None,
        first: int | None = None,
        mode: Mode = Mode.PLAN,
        ref: Ref | None = None,
        aim: str | None = None,
    ) -> Inverse | None:
        """Begin a block at once.

        Args:
            intention: As typed; ``#`` at its end names an aim.
            plan: One of the three or the name of one's own; the default one when left out.
            first: Length of the first block, µs.
            mode: By the plan; open, or one block of ``first`` once.
            ref: What it works on.
            aim: Id of the aim that it carries, where the intention names none.

        Returns:
            None where it begins a moment later: a new aim is written first, or a strict block
            is asked for a reason.
        """
        title, name = split_title(" ".join(clean(intention).split()))
        chosen = self.plan_of(plan)
        length = self.first_length(chosen) if first is None else first
        sitting = chosen.begin_with(length)
        if mode is Mode.FLOW:
            sitting = single(FLOW_MOST, chosen.rest(1))
        elif mode is Mode.COUNTDOWN:
            sitting = single(length, chosen.rest(1))
        task = Task(title=title, plan=sitting, mode=mode, ref=ref)
        known = aim if name is None else self._aim(name)
        begun = None
        if name is None or known is not None:
            begun = self._begin_anew(replace(task, aim=known))
        if name is not None:
            # A new aim has to be there before a session can carry it.
            begin = None if known is not None else task
            self._store.use_aim(name, self._seen(), partial(self._aim_found, name, begin))
        return begun

    def go_on(self, unfinished: Unfinished | None = None) -> Inverse | None:
        """Continue the last block that ended early, or a given one, for the time it lacked."""
        found = unfinished or self.facts.unfinished
        if found is None:
            return None
        return self._begin_anew(replace(found.task, planned=max(MINUTE, found.left)))

    def start_from(self, ref: Ref) -> bool:
        """Begin at once with an intention's text, or again with a past block's; False otherwise."""
        if ref.kind == "intention":
            self.start(ref.id)
        elif ref.kind == "session":
            self._store.ask_task(ref.id, self._go_on_found)
        return ref.kind in {"intention", "session"}

    def _begin(self, task: Task) -> None:
        settings = self._app.settings
        task = replace(
            task,
            expires=expires(settings),
            rates=settings.get(RATE),
            rhythm=None if task.mode is Mode.FLOW else rhythm(settings),
            strict=settings.get(STRICT) and task.mode is not Mode.FLOW,
            overtime=settings.get(OVERTIME),
            alone=settings.get(AFTER_BLOCK) is AfterBlock.ALONE,
            postpones=settings.get(POSTPONES),
            postpone_cost=settings.get(POSTPONE_COST) * SECOND,
        )
        self._timer.run(model.start, task)

    def _begin_anew(self, task: Task, reason: str = "") -> Inverse | None:
        if not self._may_end(reason, partial(self._begin_anew, task)):
            return None
        return self._doing(N_("undo", "start"), partial(self._begin, task))

    def _go_on_found(self, found: Unfinished | None) -> None:
        if found is not None:
            self.go_on(found)

    def _aim(self, name: str | None) -> str | None:
        wanted = "" if name is None else name.casefold()
        return next((aim for known, aim in self.facts.aims if known.casefold() == wanted), None)

    def _aim_found(self, name: str, begin: Task | None, aim: str) -> None:
        if begin is not None:
            self.facts = replace(self.facts, aims=(*self.facts.aims, (name, aim)))
            self._begin_anew(replace(begin, aim=aim))

    def _seen(self) -> int:
        return self._app.clock.now().wall
