"""The ring's lines: they begin and end on the ring, swell in a push and rest in an ease."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.ui import ring_shape as shape

RADIUS = shape.FULL_RADIUS
PLAIN = ((0.0, 1.0),)
FOUR = ((0.0, 0.2), (0.25, 0.45), (0.5, 0.7), (0.75, 0.95))

parts = st.floats(0, 1, allow_nan=False)


def away(point: shape.Point) -> float:
    return abs(hypot(*point) - RADIUS)


@given(parts)
def test_a_wave_begins_at_the_top_and_settles_into_the_pen(head: float) -> None:
    points = shape.wave(RADIUS, PLAIN, 0.0, head, head)
    assert away(points[0]) < 0.001
    assert away(points[-1]) < 0.001
    assert hypot(points[-1][0] - shape.at(head, RADIUS)[0], 0) < 0.01


@given(parts, parts)
def test_nothing_leaves_the_band_of_the_ring(start: float, end: float) -> None:
    low, high = sorted((start, end))
    most = RADIUS * shape.SWELL + 0.001
    for points in (
        shape.wave(RADIUS, FOUR, low, high, None),
        shape.slow_wave(RADIUS, low, high, high),
        shape.lens(RADIUS, FOUR, low, high, 1, opens=True),
    ):
        assert all(away(point) <= most for point in points)


@pytest.mark.parametrize("u", [0.22, 0.47, 0.72, 0.97])
def test_an_ease_is_plain_arc(u: float) -> None:
    assert shape.envelope(u, FOUR) == 0.0


@given(parts)
def test_what_is_kept_never_has_to_be_taken_back(head: float) -> None:
    kept = shape.settled(head, RADIUS, slow=False)
    if kept > 0:
        before = shape.wave(RADIUS, PLAIN, kept, kept, head)[0]
        after = shape.wave(RADIUS, PLAIN, kept, kept, None)[0]
        assert hypot(before[0] - after[0], before[1] - after[1]) < 0.01


def test_a_push_swells_to_twenty_two_px() -> None:
    outer = shape.lens(RADIUS, PLAIN, 0.0, 1.0, 1)
    assert max(away(point) for point in outer) == pytest.approx(22.0, abs=0.01)
