"""What checks say about a listener, and the curve behind it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.listen.velocity import curve
from spindle.features.listen.velocity.threshold import (
    ACROSS,
    CALIBRATED_SPREAD,
    Estimate,
    Observation,
    effort,
)

speeds = st.floats(80, 700)


def test_four_fifths_understood_are_85_percent_right() -> None:
    assert curve.right_at(240, threshold=240, slope=9) == pytest.approx(0.85)


def test_even_hopeless_speed_leaves_a_lucky_guess_and_even_none_at_all_a_slip() -> None:
    assert curve.right_at(5000, 200, 9) == pytest.approx(0.25, abs=0.001)
    assert curve.right_at(10, 200, 9) == pytest.approx(0.95, abs=0.001)


@given(speeds, speeds, st.sampled_from([4.0, 8.0, 12.0]))
def test_faster_is_never_understood_better(slower: float, faster: float, slope: float) -> None:
    slower, faster = sorted((slower, faster))

    assert curve.right_at(slower, 240, slope) >= curve.right_at(faster, 240, slope)


def test_before_any_check_it_is_just_above_comfort() -> None:
    estimate = Estimate.before(200)
    below, above = estimate.interval(0.6827)

    assert estimate.wpm == pytest.approx(effort(200), rel=0.001)
    assert math.log(above / below) == pytest.approx(2 * CALIBRATED_SPREAD, rel=0.02)


@given(st.lists(st.tuples(speeds, st.booleans(), st.sampled_from([0.2, 1.0])), max_size=12))
def test_whatever_is_answered_the_weights_add_up_and_the_interval_holds_the_median(
    answers: list[tuple[float, bool, float]],
) -> None:
    estimate = Estimate.after(Observation(*answer) for answer in answers)
    below, above = estimate.interval()

    assert math.fsum(map(math.fsum, estimate.weights)) == pytest.approx(1)
    assert below <= estimate.wpm <= above


@given(speeds)
def test_right_raises_the_estimate_and_a_miss_lowers_it(wpm: float) -> None:
    before = Estimate.before(200)

    assert before.seen(Observation(wpm, right=True)).wpm >= before.wpm
    assert before.seen(Observation(wpm, right=False)).wpm < before.wpm


def test_a_weak_sign_moves_it_less_than_a_miss() -> None:
    before = Estimate.before(200)
    weak = before.seen(Observation(220, right=False, strength=0.2))
    full = before.seen(Observation(220, right=False))

    assert full.wpm < weak.wpm < before.wpm


def test_a_session_later_it_is_the_same_but_less_sure() -> None:
    sure = Estimate.after([Observation(240, right=True), Observation(260, right=False)] * 60)
    later = sure.drifted()

    assert later.wpm == pytest.approx(sure.wpm, rel=0.005)
    assert math.dist(*map(_log, later.interval())) > math.dist(*map(_log, sure.interval()))


def test_of_a_kind_that_was_never_heard_the_others_say_about_where() -> None:
    novels = [Observation(262, right=n % 7 != 0, genre="story") for n in range(72)]
    in_novels = Estimate.of_genre(novels, "story", 240)
    in_papers = Estimate.of_genre(novels, "study", 240)
    sure, unsure = _width(in_novels), _width(in_papers)

    assert in_novels == Estimate.after(novels, 240)
    assert in_papers.wpm == pytest.approx(in_novels.wpm, rel=0.01)
    assert unsure**2 == pytest.approx(sure**2 + (2 * 1.2816 * ACROSS) ** 2, rel=0.05)


def test_a_few_checks_of_its_own_move_a_kind_and_leave_the_others() -> None:
    novels = [Observation(262, right=n % 7 != 0, genre="story") for n in range(72)]
    missed = [Observation(240, right=False, session="2", genre="study")] * 4
    before = Estimate.of_genre(novels, "study", 240)

    assert Estimate.of_genre([*novels, *missed], "study", 240).wpm < 0.9 * before.wpm
    moved = Estimate.of_genre([*novels, *missed], "story", 240).wpm
    assert moved == pytest.approx(Estimate.of_genre(novels, "story", 240).wpm, rel=0.03)


def _width(estimate: Estimate) -> float:
    """Of the interval, in ln wpm."""
    return math.dist(*map(_log, estimate.interval()))


def _log(wpm: float) -> tuple[float]:
    return (math.log(wpm),)


def test_the_drift_between_sessions_is_as_wide_as_it_says() -> None:
    spread = 0.014
    wide = Estimate.before(200)
    for _ in range(100):
        wide = wide.drifted(spread)
    below, above = wide.interval(0.6827)

    expected = math.hypot(CALIBRATED_SPREAD, spread * 10)
    assert math.log(above / below) / 2 == pytest.approx(expected, rel=0.02)


def test_checks_of_two_sessions_drift_once_between_them() -> None:
    first, second = Observation(230, right=True, session="a"), Observation(230, True, session="b")
    once = Estimate.before(200).seen(first).drifted().seen(second)

    assert Estimate.after([first, second], 200).wpm == once.wpm


def test_how_probable_a_right_answer_is_follows_what_is_believed() -> None:
    estimate = Estimate.after([Observation(240, right=True)] * 30 + [Observation(280, False)] * 20)

    assert estimate.right_at(estimate.wpm) == pytest.approx(0.85, abs=0.03)
    assert estimate.right_at(700) < 0.35


def test_a_sharp_edge_in_the_answers_is_a_steep_slope() -> None:
    flat = [Observation(wpm, right) for wpm in (150, 350) for right in (True, True, True, False)]
    sharp = [Observation(w, right=w < 250) for w in (220, 230, 240, 260, 270, 280)]

    assert Estimate.after(sharp * 6).slope > Estimate.after(flat * 6).slope + 3
