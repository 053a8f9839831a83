"""The focus machine: every stage, every boundary, and what holds for any sequence of verbs."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import HOUR, MINUTE, SECOND, ManualClock, Moment
from spindle.core.days import today
from spindle.core.session import Outcome
from spindle.features.focus import away, back, model
from spindle.features.focus.plan import Lengths, PlanName, plan_of
from spindle.features.focus.state import (
    IN_BLOCK,
    IN_BREAK,
    BlockEnded,
    BreakBegan,
    BreakEnded,
    BreakUp,
    Expired,
    GapKind,
    Happened,
    Stage,
    State,
    Task,
    TimeUp,
)

EVEN = plan_of(PlanName.EVEN, Lengths())
TASK = Task(title="Prove Lemma 4", plan=EVEN)


class Desk:
    """A person with a timer: verbs at the clock's moment, and all that happened."""

    def __init__(self, local: datetime | None = None, zone: str = "UTC") -> None:
        self.clock = ManualClock(local or datetime(2026, 3, 10, 9, 0), zone)
        self.state = model.new(self.clock.now(), HOUR)
        self.happened: list[Happened] = []

    def do(self, step: tuple[State, tuple[Happened, ...]]) -> State:
        self.state, happened = step
        self.happened += happened
        return self.state

    def start(self, task: Task = TASK) -> State:
        return self.do(model.start(self.state, self.now, task))

    def look(self) -> State:
        return self.do(model.advance(self.state, self.now))

    def work(self, microseconds: int) -> State:
        self.clock.advance(microseconds)
        return self.look()

    def sleep(self, microseconds: int) -> State:
        self.clock.suspend(microseconds)
        return self.look()

    @property
    def now(self) -> Moment:
        return self.clock.now()

    def kinds(self) -> list[str]:
        return [type(one).__name__ for one in self.happened]


def test_a_block_runs_to_overtime_and_waits_there_for_an_answer() -> None:
    desk = Desk()
    desk.start()
    desk.work(25 * MINUTE)
    assert desk.state.stage is Stage.OVERTIME
    state = desk.work(3 * MINUTE)
    assert state.block is not None
    assert (state.block.left, state.block.work) == (-3 * MINUTE, 28 * MINUTE)
    state = desk.do(model.stop(state, desk.now))
    assert state.stage is Stage.ASKING
    assert state.block is not None
    assert (state.block.outcome, state.block.work) == (Outcome.COMPLETED, 28 * MINUTE)


def test_a_stopped_block_keeps_what_it_had() -> None:
    desk = Desk()
    desk.start()
    desk.work(7 * MINUTE)
    state = desk.do(model.stop(desk.state, desk.now))
    assert state.block is not None
    assert (state.block.outcome, state.block.work) == (Outcome.STOPPED, 7 * MINUTE)
    assert state.stage is Stage.ASKING


def test_a_block_under_two_minutes_is_not_asked_about() -> None:
    desk = Desk()
    desk.start()
    desk.work(2 * MINUTE - 1)
    assert desk.do(model.stop(desk.state, desk.now)).stage is Stage.IDLE


@pytest.mark.requirement("focus-pain-1")
@given(st.lists(st.integers(0, 90 * SECOND), min_size=1, max_size=40))
def test_late_looks_lose_no_time(delays: list[int]) -> None:
    desk = Desk()
    desk.start()
    for delay in delays:
        desk.work(delay)
    passed = sum(delays)
    block = desk.state.block
    assert block is not None
    assert block.work == passed
    ups = [one for one in desk.happened if isinstance(one, TimeUp)]
    assert len(ups) == (1 if passed >= 25 * MINUTE else 0)
    assert all(up.line == 25 * MINUTE for up in ups)


@pytest.mark.requirement("focus-pain-2")
def test_a_night_of_suspend_in_a_block_is_a_gap_and_no_work() -> None:
    desk = Desk()
    desk.start()
    desk.work(12 * MINUTE)
    state = desk.sleep(8 * HOUR)
    assert state.block is not None
    assert state.block.work == 12 * MINUTE
    assert [(gap.kind, gap.started, gap.ended) for gap in state.block.gaps] == [
        (GapKind.SLEEP, 12 * MINUTE, 8 * HOUR + 12 * MINUTE)
    ]
    assert state.block.outcome is Outcome.INTERRUPTED


@pytest.mark.requirement("focus-pain-3")
def test_a_break_goes_on_while_the_machine_sleeps_and_starts_no_further_round() -> None:
    desk = Desk()
    desk.start()
    desk.work(25 * MINUTE)
    desk.do(model.stop(desk.state, desk.now))
    desk.do(model.begin_break(desk.state, desk.now, 5 * MINUTE))
    desk.happened.clear()
    assert desk.sleep(30 * MINUTE).stage is Stage.BREAK_OVER
    assert desk.kinds() == ["BreakUp"]


def test_a_night_of_suspend_in_a_break_ends_it_at_its_planned_end() -> None:
    desk = Desk()
    desk.start()
    desk.work(25 * MINUTE)
    desk.do(model.begin_break(desk.state, desk.now, 5 * MINUTE))
    state = desk.sleep(8 * HOUR)
    assert state.stage is Stage.IDLE
    ended = [one.rest for one in desk.happened if isinstance(one, BreakEnded)]
    assert [rest.ended for rest in ended] == [30 * MINUTE]


@pytest.mark.requirement("focus-pain-4")
@pytest.mark.parametrize(
    ("away", "stage"),
    [(HOUR + SECOND, Stage.IDLE), (HOUR, Stage.PAUSED), (2 * SECOND, Stage.PAUSED)],
)
def test_after_a_long_absence_nothing_runs_and_after_a_short_one_it_waits(
    away: int, stage: Stage
) -> None:
    desk = Desk()
    desk.start()
    desk.work(5 * MINUTE)
    assert desk.sleep(away).stage is stage
    desk.work(5 * MINUTE)
    assert desk.state.stage is stage
    assert desk.state.block is not None
    assert desk.state.block.work == 5 * MINUTE


@pytest.mark.requirement("focus-pain-5")
def test_a_pause_of_nine_hours_is_a_gap_of_nine_hours() -> None:
    desk = Desk()
    desk.start()
    desk.work(10 * MINUTE)
    desk.do(model.pause(desk.state, desk.now))
    desk.work(HOUR)
    desk.sleep(7 * HOUR)
    desk.work(HOUR)
    state = desk.do(model.resume(desk.state, desk.now))
    assert state.stage is Stage.WORK
    assert state.block is not None
    assert state.block.work == 10 * MINUTE
    assert state.block.away(state.line) == 9 * HOUR


@pytest.mark.requirement("focus-pain-6")
def test_a_block_nobody_answers_for_ends_at_its_time_and_no_later() -> None:
    desk = Desk()
    desk.start()
    state = desk.work(25 * MINUTE + HOUR)
    assert state.stage is Stage.IDLE
    ended = [one.block for one in desk.happened if isinstance(one, BlockEnded)]
    assert [(block.ended, block.work) for block in ended] == [(25 * MINUTE, 25 * MINUTE)]


@pytest.mark.requirement("focus-pain-11")
def test_shortening_leaves_ten_seconds_and_never_ends_a_block() -> None:
    desk = Desk()
    desk.start()
    desk.work(23 * MINUTE)
    for _ in range(3):
        desk.do(model.shorter(desk.state, desk.now))
    assert desk.state.block is not None
    assert desk.state.block.left == 10 * SECOND
    desk.work(4 * SECOND)
    desk.do(model.shorter(desk.state, desk.now))
    assert desk.state.block.left == 6 * SECOND
    assert desk.state.stage is Stage.WORK


@pytest.mark.requirement("focus-pain-16")
def test_longer_pressed_three_times_gives_fifteen_minutes() -> None:
    desk = Desk()
    desk.start()
    for _ in range(3):
        desk.do(model.longer(desk.state, desk.now))
    assert desk.state.block is not None
    assert desk.state.block.planned == 40 * MINUTE


def test_longer_in_overtime_gives_five_minutes_from_now() -> None:
    desk = Desk()
    desk.start()
    desk.work(33 * MINUTE)
    state = desk.do(model.longer(desk.state, desk.now))
    assert state.stage is Stage.WORK
    assert state.block is not None
    assert state.block.left == 5 * MINUTE
    desk.work(5 * MINUTE)
    assert desk.kinds().count("TimeUp") == 2


def test_an_interruption_is_counted_and_stops_nothing() -> None:
    desk = Desk()
    desk.start()
    desk.work(MINUTE)
    state = desk.do(model.interrupted(desk.state, desk.now))
    assert state.stage is Stage.WORK
    assert state.block is not None
    assert [mark.at for mark in state.block.interruptions] == [MINUTE]


@pytest.mark.requirement("focus-pain-13")
def test_a_block_through_midnight_belongs_to_the_evening_it_began() -> None:
    desk = Desk(datetime(2026, 3, 28, 23, 50), "Europe/Berlin")
    desk.start()
    state = desk.work(25 * MINUTE)
    assert state.block is not None
    assert today(state.block.started) == today(desk.now)
    assert state.block.wall(state.line) == desk.now.wall


@pytest.mark.parametrize("step", [-HOUR, HOUR])
def test_setting_the_clock_moves_no_deadline_and_no_end(step: int) -> None:
    desk = Desk()
    began = desk.start().line
    desk.work(10 * MINUTE)
    desk.clock.step(step)
    state = desk.work(15 * MINUTE)
    assert state.stage is Stage.OVERTIME
    assert state.block is not None
    started = state.block.started.wall
    assert state.block.wall(state.line) == started + 25 * MINUTE
    assert state.line - began == 25 * MINUTE


def test_two_hands_read_at_slightly_different_times_are_no_suspend() -> None:
    desk = Desk()
    desk.start()
    for _ in range(100):
        desk.clock.suspend(20_000)
        desk.clock.advance(SECOND)
        if desk.clock.now().boot - desk.clock.now().awake < SECOND:
            assert desk.look().stage is Stage.WORK


def test_a_break_can_be_longer_even_when_it_is_over() -> None:
    desk = Desk()
    desk.do(model.begin_break(desk.state, desk.now, 5 * MINUTE, "walk", follows=False))
    desk.work(7 * MINUTE)
    assert desk.state.stage is Stage.BREAK_OVER
    assert desk.do(model.longer(desk.state, desk.now)).rest_left == 5 * MINUTE


@pytest.mark.requirement("focus-pain-10")
@pytest.mark.parametrize(
    ("away", "stage"),
    [(2 * MINUTE, Stage.BREAK), (20 * MINUTE, Stage.BREAK_OVER), (66 * MINUTE, Stage.IDLE)],
)
def test_a_break_is_found_again_after_a_restart(away: int, stage: Stage) -> None:
    desk = Desk()
    desk.start(Task(title="Lemma", plan=EVEN, number=3))
    desk.work(25 * MINUTE)
    desk.do(model.stop(desk.state, desk.now))
    desk.do(model.begin_break(desk.state, desk.now, 5 * MINUTE))
    [rest] = [one.rest for one in desk.happened if isinstance(one, BreakBegan)]
    after = ManualClock(datetime(2026, 3, 10, 9, 25)).advance(away)
    state, _ = model.restored_break(after, replace(rest, began=0), desk.state.block, HOUR)
    assert state.stage is stage
    assert state.block is not None
    assert state.block.task.number == 3


def last_gap(state: State) -> int:
    """Where the last gap that is over began."""
    gaps = () if state.block is None else state.block.gaps
    return max((gap.started for gap in gaps if gap.ended is not None), default=-1)


VERBS = (
    lambda s, at: model.start(s, at, TASK),
    model.pause,
    model.resume,
    model.longer,
    model.shorter,
    model.interrupted,
    model.stop,
    lambda s, at: model.stop(s, at, ask=False),
    lambda s, at: model.stop(s, at, outcome=Outcome.SKIPPED),
    lambda s, at: model.begin_break(s, at, 5 * MINUTE),
    lambda s, at: model.begin_break(s, at, 10 * MINUTE, "walk", follows=False),
    lambda s, at: model.choose_movement(s, at, "stairs"),
    away.locked,
    away.unlocked,
    away.present,
    lambda s, at: away.idle(s, at, 5 * MINUTE),
    lambda s, at: away.idle(s, at, 90 * MINUTE),
    lambda s, at: away.was_work(s, at, last_gap(s)) or (s, ()),
    lambda s, at: back.without_interruption(s, at) or (s, ()),
)

Act = tuple[str, int]
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("verb"), st.integers(0, len(VERBS) - 1)),
        st.tuples(st.just("awake"), st.integers(0, 40 * MINUTE)),
        st.tuples(st.just("suspend"), st.integers(SECOND, 90 * MINUTE)),
        st.tuples(st.just("set the clock"), st.integers(-2 * HOUR, 2 * HOUR)),
    ),
    max_size=40,
)


def play(acts: list[Act], cut: list[int]) -> Desk:
    """Do the acts; awake time passes in as many pieces as ``cut`` says."""
    desk = Desk()
    for at, (kind, amount) in enumerate(acts):
        if kind == "verb":
            desk.do(VERBS[amount](desk.state, desk.now))
        elif kind == "suspend":
            desk.sleep(amount)
        elif kind == "set the clock":
            desk.clock.step(amount)
        else:
            pieces = cut[at % len(cut)]
            for piece in range(pieces):
                desk.work(amount * (piece + 1) // pieces - amount * piece // pieces)
    return desk


@given(ACTS, st.lists(st.integers(1, 7), min_size=1, max_size=10))
def test_looking_more_often_changes_nothing(acts: list[Act], cut: list[int]) -> None:
    once, often = play(acts, [1]), play(acts, cut)
    assert once.state == often.state
    assert once.happened == often.happened


@pytest.mark.requirement("focus-pain-12")
@given(ACTS)
def test_whatever_is_pressed_time_adds_up_and_nothing_overlaps(acts: list[Act]) -> None:
    desk = play(acts, [1])
    desk.do(model.stop(desk.state, desk.now, ask=False))
    spans: list[tuple[int, int]] = []
    for one in desk.happened:
        if isinstance(one, BlockEnded):
            block = one.block
            assert block.ended is not None
            assert block.outcome is not None
            assert block.credit(block.ended) + block.away(block.ended) == block.ended - block.began
            assert block.work >= 0
            ends = [(gap.started, gap.ended or 0) for gap in block.gaps]
            assert all(a <= b for a, b in ends)
            assert all(a[1] <= b[0] for a, b in pairwise(ends))
            spans.append((block.began, block.ended))
        if isinstance(one, BreakEnded):
            assert one.rest.ended is not None
            spans.append((one.rest.began, one.rest.ended))
    assert all(a <= b for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    total = desk.now.boot - HOUR
    assert desk.state.line == total
    began = sum(type(one).__name__ in {"BlockBegan", "BreakBegan"} for one in desk.happened)
    assert began == len(spans)


@given(ACTS)
def test_a_stage_has_what_it_needs_and_only_that_runs(acts: list[Act]) -> None:
    desk = Desk()
    for act in acts:
        desk.do(VERBS[act[1]](desk.state, desk.now)) if act[0] == "verb" else None
        if act[0] == "awake":
            desk.work(act[1])
        state = desk.state
        block, rest = state.block, state.rest
        assert (block is not None and block.ended is None) == (state.stage in IN_BLOCK)
        assert (rest is not None and rest.ended is None) == (state.stage in IN_BREAK)
        assert (block is not None and block.gap is not None) == (state.stage is Stage.PAUSED)
        left = model.until_next(state)
        assert left is None or left > 0


def test_a_suspend_too_short_to_matter_leaves_no_expired_timer() -> None:
    desk = Desk()
    desk.sleep(3 * HOUR)
    assert desk.state.stage is Stage.IDLE
    assert not [one for one in desk.happened if isinstance(one, Expired | BreakUp)]


@given(st.sampled_from(PlanName), st.integers(1, 30))
def test_the_numbers_of_a_plan_go_round(name: PlanName, rounds: int) -> None:
    plan = plan_of(name, Lengths())
    number = 1
    for _ in range(rounds):
        assert plan.block(number) > 0
        assert plan.rest(number) > 0
        number = plan.following(number)
    assert 1 <= number <= len(plan.blocks)


@pytest.mark.requirement("focus-pain-6")
def test_a_block_that_ends_while_nobody_is_there_counts_until_the_last_touch() -> None:
    desk = Desk()
    desk.start()
    desk.work(17 * MINUTE)
    desk.do(away.idle(desk.state, desk.now, 5 * MINUTE))
    desk.work(8 * MINUTE)
    assert desk.state.stage is Stage.OVERTIME
    desk.work(15 * MINUTE)
    state = desk.do(away.present(desk.state, desk.now))
    assert state.block is not None
    assert state.block.credit(state.line) == 12 * MINUTE
    step = away.was_work(state, desk.now, 12 * MINUTE)
    assert step is not None
    block = step[0].block
    assert block is not None
    assert block.credit(state.line) == 40 * MINUTE


@pytest.mark.requirement("focus-pain-6")
def test_a_block_let_go_while_nobody_was_there_keeps_what_was_worked() -> None:
    desk = Desk()
    desk.start()
    desk.work(17 * MINUTE)
    desk.do(away.idle(desk.state, desk.now, 5 * MINUTE))
    desk.work(3 * HOUR)
    [block] = [one.block for one in desk.happened if isinstance(one, BlockEnded)]
    assert (block.credit(25 * MINUTE), block.ended) == (12 * MINUTE, 25 * MINUTE)
    assert block.away(25 * MINUTE) == 13 * MINUTE


def test_a_lock_of_ten_seconds_is_a_gap_of_ten_seconds_and_nothing_else() -> None:
    desk = Desk()
    desk.start()
    desk.work(10 * MINUTE)
    desk.do(away.locked(desk.state, desk.now))
    assert desk.work(10 * SECOND).stage is Stage.PAUSED
    state = desk.do(away.unlocked(desk.state, desk.now))
    assert state.stage is Stage.WORK
    assert state.block is not None
    assert (state.block.left, state.block.away(state.line)) == (15 * MINUTE, 10 * SECOND)


def test_a_screen_locked_for_long_lets_go_of_the_block() -> None:
    desk = Desk()
    desk.start()
    desk.work(10 * MINUTE)
    desk.do(away.locked(desk.state, desk.now))
    desk.work(HOUR + MINUTE)
    state = desk.do(away.unlocked(desk.state, desk.now))
    assert state.stage is Stage.IDLE
    assert state.block is not None
    assert (state.block.work, state.block.outcome) == (10 * MINUTE, Outcome.INTERRUPTED)


def test_a_pause_of_ones_own_is_not_ended_by_unlocking_the_screen() -> None:
    desk = Desk()
    desk.start()
    desk.do(model.pause(desk.state, desk.now))
    desk.do(away.locked(desk.state, desk.now))
    desk.work(MINUTE)
    assert desk.do(away.unlocked(desk.state, desk.now)).stage is Stage.PAUSED


def test_a_sleep_that_was_work_fills_the_block_and_no_more() -> None:
    desk = Desk()
    desk.start()
    desk.work(20 * MINUTE)
    desk.sleep(30 * MINUTE)
    desk.do(model.resume(desk.state, desk.now))
    step = away.was_work(desk.state, desk.now, 20 * MINUTE)
    assert step is not None
    block = step[0].block
    assert block is not None
    assert (block.work, block.left) == (25 * MINUTE, 0)
    assert step[0].stage is Stage.OVERTIME
    assert block.away(step[0].line) == 25 * MINUTE
