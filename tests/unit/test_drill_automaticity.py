"""A7: automaticity by response time and its spread."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.automaticity import LEAST, WINDOW, change, evenness
from tests.helpers.learners import chance

pytestmark = pytest.mark.requirement("A7")

SEEDS = range(1, 6)
times = st.lists(st.floats(0.05, 60), min_size=WINDOW, max_size=130)


def window(random: Random, seconds: float, spread: float) -> list[float]:
    return [seconds * math.exp(random.gauss(0, spread)) for _ in range(WINDOW)]


def share_called_automatic(seed: int, spread_after: float) -> float:
    random = chance(seed)
    called = 0
    for _ in range(400):
        found = change(window(random, 2.0, 0.35), window(random, 1.5, spread_after))
        called += found is not None and found.more_automatic
    return called / 400


@pytest.mark.parametrize("seed", SEEDS)
def test_mere_speed_is_not_called_automatic(seed: int) -> None:
    assert share_called_automatic(seed, 0.35) < 0.05


@pytest.mark.parametrize("seed", SEEDS)
def test_a_third_less_spread_is_found_in_two_windows(seed: int) -> None:
    assert share_called_automatic(seed, 0.35 * 0.7) > 0.8


@pytest.mark.parametrize("seed", SEEDS)
def test_the_interval_of_the_spread_holds_it_about_as_often_as_it_says(seed: int) -> None:
    random = chance(seed)
    held = 0
    for _ in range(400):
        found = evenness(window(random, 1.0, 0.35))
        assert found is not None
        held += found.low <= 0.35 <= found.high
    assert held / 400 >= 0.9


@given(times, times)
def test_what_got_slower_or_more_uneven_is_never_called_automatic(
    before: list[float], after: list[float]
) -> None:
    found = change(before, after)
    assert found is not None
    if found.after.usual >= found.before.usual or found.after.spread >= found.before.spread:
        assert not found.more_automatic


@given(times, st.floats(0.1, 10))
def test_the_spread_has_no_unit(seconds: list[float], factor: float) -> None:
    here, there = evenness(seconds), evenness([each * factor for each in seconds])
    assert here is not None
    assert there is not None
    assert there.spread == pytest.approx(here.spread, abs=1e-9)
    assert there.usual == pytest.approx(here.usual * factor)


def test_too_few_attempts_say_nothing() -> None:
    assert evenness([1.0] * (LEAST - 1)) is None
    assert change([1.0] * WINDOW, [1.0] * (WINDOW - 1)) is None


@pytest.mark.parametrize("wrong", [0.0, -1.0, math.inf, math.nan])
def test_a_time_that_is_none_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        evenness([1.0] * LEAST + [wrong])
