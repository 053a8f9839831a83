"""The four signals, the lens and the grain follow the formulas of the design."""

from itertools import pairwise
from math import pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.ui import signals

TIMES = st.floats(0, 1)
WIDTHS = st.floats(8, 1000)
HEIGHTS = st.floats(1, 60)
ONE_LINE = ("focus", "listen", "prime")


@given(TIMES, HEIGHTS, st.floats(3, 40))
def test_focus_waxes_and_wanes(t: float, amplitude: float, cycles: float) -> None:
    expected = amplitude * sin(pi * t) ** 2 * sin(2 * pi * cycles * t)
    assert signals.focus(t, amplitude, cycles) == pytest.approx(expected)
    assert abs(signals.focus(t, amplitude, cycles)) <= amplitude * signals.swell(t) + 1e-9


@given(TIMES, HEIGHTS)
def test_prime_is_one_slow_wave(t: float, amplitude: float) -> None:
    assert signals.prime(t, amplitude) == pytest.approx(amplitude * sin(2 * pi * t))


@given(st.floats(0.12, 0.92), HEIGHTS, st.floats(1, 5), st.floats(6, 20))
def test_listen_is_a_chirp_between_its_ramps(
    t: float, amplitude: float, first: float, last: float
) -> None:
    expected = amplitude * sin(2 * pi * (first * t + (last - first) * t * t / 2))
    assert signals.listen(t, amplitude, first, last) == pytest.approx(expected, abs=1e-9)


def test_listen_rises_over_its_first_and_falls_over_its_last_part() -> None:
    def size(t: float) -> float:
        """The envelope, measured with a wave that is always at its top."""
        return signals.listen(t, 1.0, 0.25 / t, 0.25 / t)

    assert size(0.06) == pytest.approx(0.5)
    assert size(0.12) == pytest.approx(1.0)
    assert size(0.96) == pytest.approx(0.5)


@given(WIDTHS)
def test_listen_gets_faster(width: float) -> None:
    first, last = signals.listen_cycles(width)
    assert 0 < first < last


@given(st.floats(30, 2000))
def test_a_focus_mark_has_a_cycle_for_each_5_to_6_px(width: float) -> None:
    cycles = signals.focus_cycles(width)
    assert cycles >= 3
    assert cycles == int(cycles)
    assert 4.9 <= width / cycles <= 6.1


def test_a_short_focus_mark_still_has_three_cycles() -> None:
    assert signals.focus_cycles(6) == 3


@given(WIDTHS, HEIGHTS, st.integers(2, 80))
def test_a_drill_mark_has_one_stem_for_each_answer_evenly_spaced(
    width: float, amplitude: float, count: int
) -> None:
    stems = signals.stems(width, amplitude, count)
    assert len(stems) == count
    assert [x for x, _ in stems] == pytest.approx([width * i / (count - 1) for i in range(count)])


def test_a_drill_mark_gets_even() -> None:
    heights = [height for _, height in signals.stems(120, 36)]
    steps = [abs(one - other) for one, other in pairwise(heights)]
    assert max(steps[:4]) > 10
    assert max(steps[-4:]) < 1
    assert heights[-1] == pytest.approx(36, abs=1)


def test_a_drill_of_one_answer_is_one_stem_in_the_middle() -> None:
    assert signals.stems(40, 36, 1) == [(20, 36)]


@given(st.sampled_from(ONE_LINE), WIDTHS, HEIGHTS)
def test_a_mark_begins_and_ends_on_its_middle_line(
    activity: str, width: float, amplitude: float
) -> None:
    points = signals.sampled(signals.curve_of(activity, width, amplitude), width)
    assert points[0] == pytest.approx((0, 0), abs=1e-6)
    assert points[-1] == pytest.approx((width, 0), abs=1e-6)
    assert all(abs(y) <= amplitude + 1e-9 for _, y in points)


@given(WIDTHS, st.floats(0.05, 1))
def test_a_running_mark_is_sampled_finely_up_to_its_head(width: float, until: float) -> None:
    points = signals.sampled(signals.curve_of("focus", width, 36), width, 0.5, until)
    assert points[-1][0] == pytest.approx(width * until)
    gaps = [b[0] - a[0] for a, b in pairwise(points)]
    assert max(gaps) <= max(0.75, width * until / 2 + 1e-9)


@given(WIDTHS, HEIGHTS)
def test_the_lens_is_closed_and_as_high_as_it_says(width: float, amplitude: float) -> None:
    outline = signals.lens(width, amplitude)
    top = max(y for _, y in outline)
    assert outline[0] == pytest.approx((0, 0), abs=1e-6)
    assert outline[-1] == pytest.approx((0, 0), abs=1e-6)
    assert top == pytest.approx(amplitude, rel=0.05)
    assert min(y for _, y in outline) == pytest.approx(-top)


def test_the_grain_is_rounder_than_the_lens() -> None:
    assert signals.grain(20, 6)[10][1] == pytest.approx(6 * sin(pi * 10 / 40))
    assert signals.lens(20, 6)[10][1] == pytest.approx(6 * sin(pi * 10 / 40) ** 2)


def test_a_rating_is_12_px_a_step_and_what_is_not_rated_has_one_height() -> None:
    assert signals.RATING_HEIGHT == 12
    assert signals.UNRATED_HEIGHT == 36
