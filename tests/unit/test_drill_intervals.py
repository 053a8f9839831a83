"""A17: interval training and its stop rule."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.intervals import SHARE, Done, Stretch, stretch, tired
from tests.helpers.learners import chance

pytestmark = pytest.mark.requirement("A17")

SEEDS = range(1, 6)


def attempt(random: Random, likely: float, slowness: float = 1.0) -> Done:
    return Done(random.random() < likely, 2 * slowness * math.exp(random.gauss(0, 0.25)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tiring_learner_is_offered_a_rest_within_fifteen_attempts(seed: int) -> None:
    random = chance(seed)
    late = 0
    for _ in range(200):
        session = [attempt(random, 0.85) for _ in range(20)]
        for k in range(1, 16):
            session.append(attempt(random, 0.85 - 0.04 * k, 1 + 0.06 * k))
            if tired(session):
                break
        else:
            late += 1
    assert late / 200 < 0.02


@pytest.mark.parametrize("seed", SEEDS)
def test_of_steady_sessions_not_one_in_fifty_is_stopped_for_nothing(seed: int) -> None:
    # By the session, an hour of sixty attempts with its pushes: that is what a person notices.
    random = chance(seed)
    stopped = 0
    for _ in range(300):
        session: list[Done] = []
        for n in range(60):
            session.append(attempt(random, 0.85 - 0.08 * stretch(n).step))
            if tired(session):
                stopped += 1
                break
    assert stopped / 300 < 0.02


@given(st.integers(1, 500))
def test_at_no_moment_more_than_a_fifth_of_a_session_was_a_push(attempts: int) -> None:
    pushes = sum(stretch(n) is Stretch.PUSH for n in range(attempts))
    assert pushes <= SHARE * attempts
    assert pushes >= SHARE * attempts - 6  # and it is used


def test_recovery_follows_a_push() -> None:
    whole = [stretch(n) for n in range(60)]
    for n in range(1, 60):
        if whole[n - 1] is Stretch.PUSH and whole[n] is not Stretch.PUSH:
            assert whole[n] is Stretch.EASE
    assert (Stretch.PUSH.step, Stretch.EASE.step, Stretch.STEADY.step) == (1, -1, 0)


@given(st.lists(st.builds(Done, st.booleans(), st.none() | st.floats(0.01, 100)), max_size=4))
def test_nothing_is_said_of_a_short_session(session: list[Done]) -> None:
    assert not tired(session)


def test_one_long_absence_is_no_breakdown() -> None:
    steady = [Done(right=True, seconds=2.0 + 0.1 * (n % 5)) for n in range(40)]
    assert not tired([*steady, Done(right=True, seconds=600.0), *steady[:3]])


def test_without_times_accuracy_alone_decides() -> None:
    assert not tired([Done(right=True)] * 40)
    assert tired([Done(right=True)] * 30 + [Done(right=False)] * 5)
    assert tired([Done(right=False)] * 9)
