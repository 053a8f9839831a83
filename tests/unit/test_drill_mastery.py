"""A12: the gate."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.mastery import (
    PARK_AFTER,
    WINDOW,
    Standing,
    Try,
    from_plain,
    to_plain,
)
from tests.helpers.learners import chance

pytestmark = pytest.mark.requirement("A12")

DAY = date(2026, 3, 2)
NEXT = DAY + timedelta(days=1)
tries = st.builds(
    Try,
    st.booleans(),
    st.none() | st.floats(0.05, 60),
    st.booleans(),
    st.dates(DAY, DAY + timedelta(days=9)),
    st.sampled_from([1.0, 3.0]),
    st.sampled_from(["ask", "recall"]),
)


def practised(*runs: tuple[int, Try], target: float | None = 2.0) -> Standing:
    standing = Standing()
    for times, done in runs:
        for _ in range(times):
            standing = standing.learn(done, target)
    return standing


GOOD = Try(right=True, seconds=1.0, mixed=False, day=DAY)
MIXED = Try(right=True, seconds=1.0, mixed=True, day=NEXT)


def test_mastered_needs_accuracy_speed_and_a_mixed_success_on_another_day() -> None:
    assert not practised((30, GOOD)).mastered
    assert not practised((30, GOOD._replace(mixed=True))).mastered
    assert not practised((30, GOOD), (1, MIXED._replace(mixed=False))).mastered
    assert practised((30, GOOD), (1, MIXED)).mastered
    slow = GOOD._replace(seconds=3.0)
    assert not practised((30, slow), (1, MIXED)).mastered
    assert not practised((20, GOOD), (1, MIXED)).mastered  # too few to be sure
    assert practised((9, GOOD._replace(weight=3)), (1, MIXED._replace(weight=3))).mastered


@pytest.mark.requirement("R5")
@pytest.mark.parametrize("seed", range(1, 6))
def test_mashing_keys_never_passes_in_a_thousand_runs(seed: int) -> None:
    random = chance(seed)
    for _ in range(1000):
        standing = Standing()
        for n in range(PARK_AFTER):
            day = DAY + timedelta(days=n // 20)
            done = Try(random.random() < 0.6, random.uniform(0.1, 0.6), n % 2 == 0, day)
            standing = standing.learn(done, 2.0)
        assert not standing.mastered


@pytest.mark.requirement("R6")
@given(st.lists(tries, max_size=80))
def test_within_a_session_nothing_unlocked_is_locked_again(session: list[Try]) -> None:
    standing, was = Standing(), False
    for done in session:
        standing = standing.learn(done, 2.0)
        assert standing.mastered or not was
        was = standing.mastered


@pytest.mark.requirement("R6")
def test_it_takes_two_weak_sessions_to_lose_it() -> None:
    standing = practised((30, GOOD), (1, MIXED)).end_session(NEXT)
    bad = MIXED._replace(right=False)
    for _ in range(8):
        standing = standing.learn(bad, 2.0)
    once = standing.end_session(NEXT)
    assert once.mastered
    fine = once
    for _ in range(8):
        fine = fine.learn(MIXED, 2.0)
    assert fine.end_session(NEXT).weak == 0
    assert not once.learn(bad, 2.0).end_session(NEXT).mastered
    assert once.end_session(NEXT).mastered  # a session that did not ask for it says nothing


@pytest.mark.requirement("R7")
@given(st.lists(tries, max_size=60))
def test_ten_good_attempts_make_up_for_any_beginning(beginning: list[Try]) -> None:
    standing = Standing()
    for done in beginning:
        standing = standing.learn(done, 2.0)
    for _ in range(WINDOW):
        standing = standing.learn(MIXED, 2.0)
    assert standing.passes(2.0).all


@pytest.mark.requirement("R7")
@given(st.lists(tries, max_size=60))
def test_no_beginning_keeps_a_drill_from_being_mastered(beginning: list[Try]) -> None:
    standing = Standing()
    for done in beginning:
        standing = standing.learn(done, 2.0)
    for n in range(30):
        standing = standing.learn(MIXED._replace(day=DAY + timedelta(days=30 + n // 10)), 2.0)
    assert standing.mastered


def test_many_attempts_without_gain_rest_for_a_day() -> None:
    half = [GOOD._replace(right=n % 2 == 0) for n in range(PARK_AFTER)]
    standing = Standing()
    for done in half:
        standing = standing.learn(done, 2.0)
    assert standing.stuck
    parked = standing.end_session(DAY)
    assert parked.is_parked(DAY)
    assert not parked.is_parked(NEXT)
    assert not parked.stuck


def test_slow_gain_is_not_parked() -> None:
    standing = Standing()
    for n in range(PARK_AFTER):
        standing = standing.learn(GOOD._replace(right=n % 5 != 0 if n > 30 else n % 2 == 0), 2.0)
    assert not standing.stuck


def test_progress_is_being_right_more_often_and_quicker() -> None:
    slow = GOOD._replace(seconds=4.0)
    assert practised((10, slow), (10, GOOD)).progress == pytest.approx(1.386, abs=0.01)
    assert practised((10, GOOD._replace(right=False)), (10, GOOD)).progress == 1
    assert practised((19, GOOD)).progress == 0


@given(st.lists(tries, max_size=40), st.booleans())
def test_a_standing_is_the_same_after_being_kept(history: list[Try], ended: bool) -> None:  # noqa: FBT001 - drawn
    standing = Standing()
    for done in history:
        standing = standing.learn(done, None)
    if ended:
        standing = standing.end_session(NEXT)
    assert from_plain(to_plain(standing)) == standing


def test_uneven_times_are_luck() -> None:
    window = tuple(GOOD._replace(seconds=0.1 if n % 2 else 1.9) for n in range(WINDOW))
    assert Standing(recent=window).passes(2.0) == (True, True, False)
    assert Standing(recent=(GOOD,) * WINDOW).passes(2.0).all


@pytest.mark.requirement("R5")
@pytest.mark.parametrize("times", [(0.5, 60.0), (60.0, 0.5)])
def test_half_quick_and_half_slow_is_not_mastered_without_a_target(
    times: tuple[float, float],
) -> None:
    tries = [GOOD._replace(seconds=times[n % 2]) for n in range(40)]
    standing = practised(*((1, done) for done in tries), (1, MIXED), target=None)
    assert standing.passes(None).accurate
    assert not standing.passes(None).even
    assert not standing.mastered


def test_without_a_target_quick_is_no_slower_than_ones_own_best_of_late() -> None:
    quick = practised((20, GOOD), target=None)
    assert quick.enough(None) == pytest.approx(1.5)
    assert practised((20, GOOD), (10, GOOD._replace(seconds=1.4)), target=None).passes(None).quick
    slow = practised((20, GOOD), (10, GOOD._replace(seconds=2.2)), target=None)
    assert slow.passes(None) == (True, False, True)
    assert practised((30, GOOD), (1, MIXED), target=None).mastered
    # Long ago it was quicker: what is asked for grows with the practice since.
    since = practised((20, GOOD), (80, GOOD._replace(seconds=2.2)), target=None)
    assert since.passes(None).quick


def test_keys_that_were_mashed_once_set_no_best() -> None:
    mashed = [GOOD._replace(seconds=0.1, right=n % 2 == 0) for n in range(60)]
    standing = practised(*((1, done) for done in mashed), (30, GOOD), (1, MIXED), target=None)
    assert standing.mastered


def test_where_time_tells_nothing_being_right_is_all_that_is_asked() -> None:
    untimed = GOOD._replace(seconds=None)
    standing = practised((30, untimed), (1, MIXED._replace(seconds=None)), target=2.0)
    assert standing.passes(2.0) == (True, None, None)
    assert standing.mastered


def test_times_of_one_way_of_asking_are_not_held_against_those_of_another() -> None:
    recall = GOOD._replace(seconds=40.0, mode="recall")
    missing = GOOD._replace(seconds=2.0, mode="missing")
    mixed = practised(*[(1, recall), (1, missing)] * 20, target=None)
    assert mixed.best.keys() == {"recall", "missing"}
    assert mixed.passes(None).even
    assert mixed.passes(None).quick


def test_a_standing_that_was_kept_before_times_had_a_way_is_read() -> None:
    plain = to_plain(practised((12, GOOD)))
    plain["recent"] = [each[:5] for each in plain["recent"]]
    del plain["best"]
    assert len(from_plain(plain).recent) == 12
