"""Whatever is pressed, whenever the machine sleeps, locks or restarts: time is told truthfully.

2,000 random sequences in every run; 100,000 with ``--long``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from spindle.core.clock import HOUR, MINUTE, SECOND, ManualClock
from spindle.core.ids import Ref
from spindle.core.session import Activity, Outcome
from spindle.features.focus import away, back, model, recut
from spindle.features.focus.ledger.spans import Entry, Kind, partition, totals
from spindle.features.focus.plan import FLOW_MOST, Lengths, Mode, PlanName, plan_of, single
from spindle.features.focus.state import (
    IN_BLOCK,
    IN_BREAK,
    Block,
    BlockEnded,
    BreakEnded,
    Gap,
    Happened,
    Rest,
    Stage,
    State,
    Step,
    Task,
)

BEGAN = datetime(2026, 3, 10, 9, 0)
TASK = Task(title="Prove Lemma 4", plan=plan_of(PlanName.EVEN, Lengths()))
FLOW = Task(title="Explore", plan=single(FLOW_MOST, 5 * MINUTE), mode=Mode.FLOW)
WAITS = replace(TASK, overtime=False, postpones=1)
ONCE = Task(title="Tea", plan=single(5 * MINUTE, 5 * MINUTE), mode=Mode.COUNTDOWN)

Verb = Callable[[State, ManualClock], Step | None]


def verb(step: Callable[..., Step | None], *args: object) -> Verb:
    return lambda state, clock: step(state, clock.now(), *args)


def _gap_was_work(state: State, clock: ManualClock) -> Step | None:
    gap = _ended_gap(state)
    return None if gap is None else away.was_work(state, clock.now(), gap.started)


def _ended_gap(state: State) -> Gap | None:
    gaps = () if state.block is None else state.block.gaps
    ended = [gap for gap in gaps if gap.ended is not None]
    return ended[-1] if ended else None


def _gap_is_cut(state: State, clock: ManualClock) -> Step | None:
    gap = _ended_gap(state)
    if gap is None or gap.ended is None:
        return None
    return recut.cut(state, clock.now(), gap.started, (gap.started + gap.ended) // 2)


def _gap_was(kind: str) -> Verb:
    def step(state: State, clock: ManualClock) -> Step | None:
        gap = _ended_gap(state)
        return None if gap is None else recut.was_no_work(state, clock.now(), gap.started, kind)

    return step


VERBS: tuple[Verb, ...] = (
    verb(model.start, TASK),
    verb(model.start, FLOW),
    verb(model.start, ONCE),
    verb(model.start, WAITS),
    verb(model.pause),
    verb(model.resume),
    verb(model.longer),
    verb(model.shorter),
    verb(model.interrupted),
    verb(model.stop),
    verb(model.begin_break, 5 * MINUTE),
    verb(model.choose_movement, "Stairs twice"),
    verb(away.locked),
    verb(away.unlocked),
    verb(away.idle, 5 * MINUTE),
    verb(away.present),
    verb(back.without_interruption),
    _gap_was_work,
    _gap_is_cut,
    _gap_was("break"),
    _gap_was("untracked"),
)
TURNS = frozenset({0, 1, 2, 3, 4, 5, 9, 10})
"""The verbs that change the stage; the others have inverses of their own."""

_LIKELY = (0, 1, 3, 4, 5, 8, 9, 10, 12, 13, 14, 14, 14, 15, 17, 18, 19, 20)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("verb"), st.integers(0, len(VERBS) - 1)),
        st.tuples(st.just("verb"), st.sampled_from(_LIKELY)),
        st.tuples(st.just("verb"), st.sampled_from(_LIKELY)),
        st.tuples(st.just("awake"), st.integers(0, 40 * MINUTE)),
        st.tuples(st.just("awake"), st.sampled_from([SECOND, MINUTE, 10 * MINUTE, 3 * HOUR])),
        st.tuples(st.just("suspend"), st.integers(SECOND, 90 * MINUTE)),
        st.tuples(st.just("clock"), st.integers(-2 * HOUR, 2 * HOUR)),
        st.tuples(st.just("undo"), st.integers(0, 20 * SECOND)),
        st.tuples(st.just("restart"), st.integers(0, 20 * MINUTE)),
    ),
    max_size=30,
).map(lambda acts: [("verb", 0), *acts])
Act = tuple[str, int]


@dataclass
class Desk:
    """A timer, its clock, and the blocks and breaks it ended."""

    clock: ManualClock = field(default_factory=lambda: ManualClock(BEGAN, "Europe/Berlin"))
    blocks: list[tuple[int, Block]] = field(default_factory=list)
    rests: list[tuple[int, Rest]] = field(default_factory=list)
    base: int = 0
    before: State | None = None

    def __post_init__(self) -> None:
        self.state = model.new(self.clock.now(), HOUR)

    def take(self, step: Step | None) -> None:
        if step is None:
            return
        self.state, happened = step
        self.keep(happened)
        one_stage(self.state)

    def keep(self, happened: Iterable[Happened]) -> None:
        for one in happened:
            if isinstance(one, BlockEnded):
                self.blocks.append((self.base, one.block))
            elif isinstance(one, BreakEnded):
                self.rests.append((self.base, one.rest))

    def act(self, kind: str, amount: int) -> None:
        if kind == "verb":
            self.take(model.advance(self.state, self.clock.now()))
            before = self.state
            self.take(VERBS[amount](self.state, self.clock))
            now = self.state
            changed = (before.stage, before.block, before.rest) != (now.stage, now.block, now.rest)
            # As the page does: what changed nothing is not remembered.
            self.before = before if changed and amount in TURNS else None
        elif kind == "undo":
            self.undo(amount)
        elif kind == "restart":
            self.restart(amount)
        else:
            move = {"awake": self.clock.advance, "suspend": self.clock.suspend}
            move.get(kind, self.clock.step)(amount)
            self.take(model.advance(self.state, self.clock.now()))

    def undo(self, later: int) -> None:
        """Take the last verb back; what it ended is running again, so it is not ended."""
        self.clock.advance(later)
        self.take(model.advance(self.state, self.clock.now()))
        before, self.before = self.before, None
        if before is None:
            return
        step = back.restored(before, self.state, self.clock.now())
        if step is None:
            return
        # What runs again may have ended before: one that waited ends where its time was up.
        since, runs = before.line, (before.running_block, before.running_rest)
        again = {one.began for one in runs if one is not None}

        def stays(one: tuple[int, Block | Rest]) -> bool:
            base, ended = one
            return base != self.base or ((ended.ended or 0) < since and ended.began not in again)

        self.blocks = [block for block in self.blocks if stays(block)]
        self.rests = [rest for rest in self.rests if stays(rest)]
        self.take(step)

    def restart(self, later: int) -> None:
        """Killed: a block ends where it was, a break is found again."""
        self.take(model.stop(self.state, self.clock.now(), ask=False, outcome=Outcome.INTERRUPTED))
        self.base += self.state.line
        self.clock.advance(later)
        self.base += later
        self.state, self.before = model.new(self.clock.now(), HOUR), None


def one_stage(state: State) -> None:
    block, rest = state.block, state.rest
    assert (block is not None and block.ended is None) == (state.stage in IN_BLOCK)
    assert (rest is not None and rest.ended is None) == (state.stage in IN_BREAK)
    still = block is not None and block.gap is not None
    assert still if state.stage is Stage.PAUSED else (not still or state.stage is Stage.OVERTIME)
    left = model.until_next(state)
    assert left is None or left > 0


def play(acts: list[Act]) -> Desk:
    desk = Desk()
    for kind, amount in acts:
        desk.act(kind, amount)
    desk.take(model.stop(desk.state, desk.clock.now(), ask=False))
    return desk


def truthful(acts: list[Act]) -> None:
    desk = play(acts)
    whole = desk.base + desk.state.line
    spans: list[tuple[int, int]] = []
    entries: list[Entry] = []
    for base, block in desk.blocks:
        assert block.ended is not None
        assert block.outcome is not None
        assert block.credit(block.ended) + block.away(block.ended) == block.ended - block.began
        inside = [(gap.started, gap.ended or 0) for gap in block.gaps]
        assert all(block.began <= a <= b <= block.ended for a, b in inside)
        assert all(one[1] <= two[0] for one, two in pairwise(inside))
        spans.append((base + block.began, base + block.ended))
        entries.append(entry(len(entries), Kind.WORK, *spans[-1]))
        entries += [entry(0, Kind.GAP, base + a, base + b, depth=1) for a, b in inside]
    for base, rest in desk.rests:
        assert rest.ended is not None
        spans.append((base + rest.began, base + rest.ended))
        entries.append(entry(len(entries), Kind.BREAK, *spans[-1], depth=-1))
    spans.sort()
    assert all(a <= b for a, b in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert all(a >= 0 and b <= whole for a, b in spans)
    sums = totals(partition(0, max(1, whole), max(1, whole), entries))
    assert sum(sums.values()) == max(1, whole)
    credit = sum(block.credit(block.ended or 0) for _, block in desk.blocks)
    assert sums.get(Kind.WORK, 0) == credit
    again = play(acts)
    assert (again.blocks, again.rests) == (desk.blocks, desk.rests)


def entry(name: int, kind: Kind, started: int, ended: int, *, depth: int = 0) -> Entry:
    return Entry(Ref("session", str(name)), kind, started, ended, depth, Activity.FOCUS)


NO_HEALTH = (HealthCheck.too_slow, HealthCheck.data_too_large)


@pytest.mark.requirement("focus-pain-12")
@settings(max_examples=2_000, deadline=None, suppress_health_check=NO_HEALTH)
@given(ACTS)
@example([("verb", 3), ("awake", 25 * MINUTE + 1), ("verb", 0), ("undo", 0)])
def test_two_thousand_sequences_tell_the_truth_about_time(acts: list[Act]) -> None:
    truthful(acts)


@pytest.mark.long
@pytest.mark.requirement("focus-pain-12")
@settings(max_examples=100_000, deadline=None, suppress_health_check=NO_HEALTH)
@given(ACTS)
def test_a_hundred_thousand_sequences_tell_the_truth_about_time(acts: list[Act]) -> None:
    truthful(acts)
