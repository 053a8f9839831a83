"""A6: the curve of practice and its band."""

import math
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spindle.features.drill.memory.curve import BAND_FROM, FORECAST_FROM, curve
from tests.helpers.learners import chance, practice_times

pytestmark = pytest.mark.requirement("A6")

SEEDS = range(1, 6)
LAWS = ("exponential", "power")


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_right_law_is_told_from_two_hundred_attempts(seed: int, law: str) -> None:
    random = chance(seed)
    right = 0
    for _ in range(30):
        times, _, _ = practice_times(random, law, 200)
        found = curve(times)
        assert found is not None
        weights = {fit.law.name: fit.weight for fit in found.fits}
        right += max(LAWS, key=lambda name: weights.get(name, 0)) == law
    assert right / 30 >= 0.82


@pytest.mark.parametrize("seed", SEEDS)
def test_twenty_attempts_tell_the_exponential_law_but_not_the_other(seed: int) -> None:
    # Why nothing is forecast from so few. All three laws take part.
    random = chance(seed)
    told = dict.fromkeys(LAWS, 0)
    for law in LAWS:
        for _ in range(100):
            times, _, _ = practice_times(random, law, BAND_FROM)
            found = curve(times)
            told[law] += found is not None and found.law == law
    assert told["exponential"] / 100 >= 0.97
    assert told["power"] / 100 < 0.82


@pytest.mark.parametrize(("attempts", "within"), [(40, 0.18), (80, 0.04)])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_floor_is_near_the_true_one(seed: int, attempts: int, within: float) -> None:
    random = chance(seed)
    errors = []
    for _ in range(60):
        times, _, floor = practice_times(random, "exponential", attempts)
        found = curve(times)
        assert found is not None
        fit = next(fit for fit in found.fits if fit.law.name == "exponential")
        errors.append(abs(math.exp(fit.floor()[0]) - floor) / floor)
    assert median(errors) <= within


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_band_of_four_in_five_holds_about_that_many(seed: int, law: str) -> None:
    random = chance(seed)
    held = 0
    for _ in range(60):
        times, usual, _ = practice_times(random, law, 60)
        found = curve(times)
        assert found is not None
        band = found.at(70)
        held += band.low <= usual(70) <= band.high
    assert 0.6 <= held / 60 <= 0.95


def test_too_few_attempts_have_no_curve_and_few_no_forecast() -> None:
    times, _, _ = practice_times(chance(1), "exponential", FORECAST_FROM)
    assert curve(times[: BAND_FROM - 1]) is None
    early = curve(times[: FORECAST_FROM - 1])
    assert early is not None
    assert early.floor() is None
    assert early.reach(0.1) is None


def test_a_target_on_the_way_is_reached_in_a_band_and_one_below_the_floor_never() -> None:
    times = [1 + 4 * math.exp(-n / 40) + 0.001 * math.sin(n) for n in range(60)]
    found = curve(times)
    assert found is not None
    reach = found.reach(1.4)  # 4·e^(−n/40) = 0.4 at n = 92, so 32 more
    assert reach is not None
    assert reach.middle is not None
    assert reach.latest is not None
    assert reach.soonest <= reach.middle <= reach.latest
    assert reach.middle == pytest.approx(32, abs=3)
    assert found.reach(0.2) is None
    easy = found.reach(4.0)
    assert easy is not None
    assert easy.middle == 0


def test_many_attempts_are_as_quick_and_as_near() -> None:
    times, usual, _ = practice_times(chance(2), "exponential", 3000)
    found = curve(times)
    assert found is not None
    assert found.attempts == 3000
    assert found.at(2900).middle == pytest.approx(usual(2900), rel=0.02)


@given(st.lists(st.floats(0.01, 1000), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_times_have_a_band_in_order_or_none(times: list[float]) -> None:
    found = curve(times)
    if found is not None:
        assert sum(fit.weight for fit in found.fits) == pytest.approx(1)
        for n in (0, len(times), 10 * len(times)):
            band = found.at(n)
            assert 0 < band.low <= band.middle <= band.high < math.inf


@pytest.mark.parametrize("wrong", [0.0, -1.0, math.nan, math.inf])
def test_a_time_that_is_none_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        curve([1.0] * 30 + [wrong])
