"""A8: speed and accuracy, balanced."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.speed_accuracy import (
    Block,
    bis,
    block,
    norms,
    others,
    rushed,
)
from tests.helpers.learners import chance, decisions

pytestmark = pytest.mark.requirement("A8")

SEEDS = range(1, 6)


@pytest.mark.parametrize("seed", SEEDS)
def test_caution_moves_the_balance_far_less_than_skill_does(seed: int) -> None:
    random = chance(seed)
    hasty, usual, slow = (
        block(*decisions(random, 1.5, caution, 2000)) for caution in (1.0, 1.5, 2.0)
    )
    skilled = block(*decisions(random, 2.0, 1.5, 2000))
    scale = norms([hasty, usual, slow, skilled])
    assert scale is not None
    scores = [bis(each, scale) for each in (hasty, slow, usual, skilled)]
    first, second, before, after = (0.0 if score is None else score for score in scores)
    assert abs(second - first) < 0.4 * (after - before)
    # The other scores take the haste for a gain.
    assert others(hasty).rate_correct > others(usual).rate_correct > others(slow).rate_correct
    assert others(hasty).rate_correct > others(skilled).rate_correct


@pytest.mark.parametrize("seed", SEEDS)
def test_haste_is_seen_and_a_usual_day_is_not(seed: int) -> None:
    random = chance(seed)
    usual = [block(*decisions(random, 1.5, 1.5, 40)) for _ in range(10)]
    seen = sum(rushed(usual, block(*decisions(random, 1.5, 0.7, 60))) for _ in range(40))
    falsely = sum(rushed(usual, block(*decisions(random, 1.5, 1.5, 60))) for _ in range(40))
    assert seen >= 30
    assert falsely <= 3


@given(st.lists(st.tuples(st.floats(0.1, 60), st.booleans()), min_size=1, max_size=40))
def test_better_on_both_counts_is_never_a_lower_score(attempts: list[tuple[float, bool]]) -> None:
    done = block([time for time, _ in attempts], [right for _, right in attempts])
    scale = norms([Block(10, 8, 2.0, 20), Block(10, 9, 2.5, 25), Block(10, 7, 2.2, 22)])
    assert scale is not None
    if done.seconds is None:
        assert bis(done, scale) is None
        return
    better = Block(done.attempts, done.attempts, done.seconds / 2, done.total / 2)
    first, second = bis(done, scale), bis(better, scale)
    assert first is not None
    assert second is not None
    assert second > first


def test_the_scores_for_export_are_the_published_ones() -> None:
    done = block([1.0, 2.0, 3.0, 4.0], [True, True, True, False])
    found = others(done)
    assert found.inverse_efficiency == pytest.approx(2 / 0.75)
    assert found.rate_correct == pytest.approx(3 / 10)
    spread, errors = math.sqrt(2 / 3), math.sqrt(0.75 * 0.25)
    assert found.integrated == pytest.approx(2 + 0.25 * spread / errors)


def test_without_a_right_answer_there_is_no_time_to_score() -> None:
    none = block([1.0, 1.0], [False, False])
    assert others(none).inverse_efficiency is None
    assert others(none).integrated is None
    assert norms([none] * 5) is None
    assert not rushed([], none)


@pytest.mark.parametrize("times", [[], [0.0], [math.nan], [-1.0]])
def test_a_block_of_nothing_is_refused(times: list[float]) -> None:
    with pytest.raises(ValueError, match="some time"):
        block(times, [True] * len(times))
