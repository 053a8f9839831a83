"""The curve of a voice as it is shown, and the band of effort."""

import pytest

from spindle.core.clock import DAY
from spindle.features.listen.velocity.chance import chance
from spindle.features.listen.velocity.curve import right_at
from spindle.features.listen.velocity.effort import Effort, band, effort_at, is_old
from spindle.features.listen.velocity.portrait import Portrait, portrait
from spindle.features.listen.velocity.threshold import Estimate, Observation

TRUTH, SLOPE = 250.0, 9.0


def heard(count: int, seed: int = 1) -> list[Observation]:
    """Checks of a listener who understands four fifths at ``TRUTH``."""
    rng = chance(seed)
    speeds = [rng.uniform(180, 330) for _ in range(count)]
    return [Observation(wpm, rng.random() < right_at(wpm, TRUTH, SLOPE)) for wpm in speeds]


@pytest.mark.requirement("reader-idea-2")
def test_it_says_where_four_fifths_are_understood_and_how_sure_that_is() -> None:
    signs = heard(120)
    shown = portrait(Estimate.after(signs), signs)

    assert shown.checks == 120
    assert shown.wpm == pytest.approx(TRUTH, rel=0.08)
    assert shown.interval[0] < shown.wpm < shown.interval[1]
    assert shown.give == pytest.approx((shown.interval[1] - shown.interval[0]) / 2)
    assert shown.slope[1] <= shown.slope[0] <= shown.slope[2]


@pytest.mark.requirement("reader-idea-2")
def test_more_checks_make_the_band_narrower() -> None:
    few, many = heard(10), heard(160)
    before, after = (portrait(Estimate.after(signs), signs) for signs in (few, many))

    assert after.give < before.give / 2
    assert widest(after) < widest(before)


def widest(shown: Portrait) -> float:
    return max(point.high - point.low for point in shown.points)


def test_the_curve_falls_and_lies_within_its_band() -> None:
    signs = heard(60)
    points = portrait(Estimate.after(signs), signs).points

    assert all(point.low <= point.share <= point.high for point in points)
    assert [p.share for p in points] == sorted((p.share for p in points), reverse=True)
    assert all(0 <= point.share <= 1 for point in points)
    assert points[0].wpm < points[-1].wpm


def test_the_curve_crosses_four_fifths_near_the_place_it_names() -> None:
    signs = heard(200)
    shown = portrait(Estimate.after(signs), signs)
    nearest = min(shown.points, key=lambda point: abs(point.wpm - shown.wpm))

    assert nearest.share == pytest.approx(0.8, abs=0.05)


def test_checks_at_about_one_speed_are_one_dot_and_rewinds_are_none() -> None:
    signs = [
        Observation(200, right=True),
        Observation(205, right=False),
        Observation(206, right=False, strength=0.1),
        Observation(260, right=True),
    ]
    shown = portrait(Estimate.after(signs), signs)

    assert [(round(g.wpm, 1), g.right, g.asked) for g in shown.groups] == [
        (202.5, 1, 2),
        (260, 1, 1),
    ]
    assert shown.groups[1].share == 1
    assert shown.checks == 3


def test_nothing_known_is_drawn_too() -> None:
    shown = portrait(Estimate.before(), [])

    assert shown.groups == ()
    assert shown.checks == 0


@pytest.mark.requirement("reader-idea-4")
@pytest.mark.parametrize(
    ("wpm", "effort"),
    [
        (200, Effort.COASTING),
        (209, Effort.COASTING),
        (210, Effort.EFFORT),
        (229, Effort.EFFORT),
        (231, Effort.LOST),
    ],
)
def test_the_band_lies_a_little_above_the_comfortable_speed(wpm: float, effort: Effort) -> None:
    assert band(200) == pytest.approx((210, 230))
    assert effort_at(wpm, 200) is effort


@pytest.mark.requirement("reader-idea-4")
def test_after_a_week_the_comfortable_speed_is_old() -> None:
    assert not is_old(DAY, 8 * DAY - 1)
    assert is_old(DAY, 8 * DAY)
