"""Taps beside a click: the beats are found behind their delays, and the device's own cancels."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.kinds.known import judge, kind_of
from spindle.features.drill.kinds.taps import LEAST, Grid, spread
from spindle.features.drill.kinds.tempo_ladder import TempoLadder

BPM = 100.0
BETWEEN = 600.0


def heard(grid: Grid, beats: int, random: Random, first: float = 1000.0) -> float:
    """Tell so many beats, each up to 25 ms late; returns when the last one fell."""
    for beat in range(beats):
        grid.hear(BPM, first + beat * BETWEEN + random.uniform(0, 25))
    return first + (beats - 1) * BETWEEN


@pytest.mark.requirement("R17")
@pytest.mark.parametrize("seed", range(1, 6))
def test_delays_of_the_beats_are_no_offset_of_the_taps(seed: int) -> None:
    grid = Grid()
    last = heard(grid, 60, Random(seed))  # noqa: S311 - a play

    for tap, off in ((0.0, 0.0), (30.0, 30.0), (-40.0, -40.0), (BETWEEN + 12, 12.0)):
        found = grid.off(last + tap)
        assert found is not None
        # Up to a few ms of what all beats were late remain, the same for every tap.
        assert off - 4 <= found <= off


def test_a_tempo_that_changes_at_a_bar_goes_on_from_there() -> None:
    grid = Grid()
    for at, bpm in ((0.0, 60.0), (1000.0, 60.0), (2000.0, 120.0), (2500.0, 120.0)):
        grid.hear(bpm, at)

    assert grid.off(3010.0) == pytest.approx(10.0)
    assert grid.off(2990.0) == pytest.approx(-10.0)


def test_a_click_that_was_lost_and_begins_again_is_a_new_grid() -> None:
    grid = Grid()
    heard(grid, 8, Random(1))  # noqa: S311 - a play
    grid.hear(BPM, 20_250.0)

    assert grid.off(20_250.0) == 0.0


def test_without_a_click_no_tap_is_off() -> None:
    grid = Grid()
    assert grid.off(100.0) is None
    grid.hear(BPM, 0.0)
    grid.stop()
    assert grid.off(100.0) is None


@given(offsets=st.lists(st.floats(-300, 300), min_size=LEAST, max_size=40), lag=st.floats(-99, 99))
def test_the_spread_of_taps_knows_nothing_of_the_device(offsets: list[float], lag: float) -> None:
    mine, late = spread(offsets), spread([each + lag for each in offsets])

    assert mine is not None
    assert late is not None
    assert late.half == pytest.approx(mine.half, abs=1e-6)
    assert late.middle - mine.middle == pytest.approx(lag, abs=1e-6)


def test_too_few_taps_have_no_spread() -> None:
    assert spread([1.0] * (LEAST - 1)) is None


def test_what_is_no_offset_is_not_kept() -> None:
    kind, spec = kind_of("tempo_ladder"), {"start": 60, "end": 80}
    assert isinstance(kind, TempoLadder)
    prompt = kind.prompt(kind.parse(spec), 1, "climb")
    given = {"clean": True, "taps_ms": [3.04, -12, True, "x", float("nan"), 1e12, None]}

    assert judge(kind, spec, prompt, given, "climb").payload["taps_ms"] == [3.0, -12.0]
