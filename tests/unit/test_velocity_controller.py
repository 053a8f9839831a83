"""The speed that follows the checks."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.listen.velocity import bounds
from spindle.features.listen.velocity.controller import (
    DOWN,
    SESSION,
    UP,
    Ramp,
    SpeedChange,
    Why,
    answered,
    begin,
    by_hand,
    crosses_notice,
    fork,
    rewound,
    skipped,
    undone,
)
from spindle.features.listen.velocity.threshold import Estimate, Observation

pytestmark = pytest.mark.requirement("reader-row-25")


def ramp(comfort: float = 200) -> Ramp:
    return begin(Estimate.before(comfort), comfort=comfort)


def test_a_session_begins_eight_percent_above_comfort() -> None:
    assert ramp(200).speed == pytest.approx(216)


def test_a_kept_speed_comes_before_the_estimate() -> None:
    assert begin(Estimate.before(200), speed=185).speed == 185


def test_nobody_is_started_above_the_ceiling_unless_they_were_there_before() -> None:
    assert begin(Estimate.before(300), comfort=300).speed == bounds.CEILING
    assert begin(Estimate.before(300), comfort=300, speed=330).speed == 330


@given(st.lists(st.booleans(), max_size=40), st.floats(120, 320))
def test_a_check_moves_it_by_two_percent_up_or_ten_down_at_most_and_never_the_wrong_way(
    answers: list[bool], comfort: float
) -> None:
    state = ramp(comfort)
    for right in answers:
        before = state.speed
        state, change = answered(state, right=right)
        assert (
            (before <= state.speed <= before * UP * 1.000001)
            if right
            else (before * DOWN * 0.999999 <= state.speed <= before)
        )
        assert (change is None) == (state.speed == before)
        if change is not None:
            assert change == SpeedChange(before, state.speed, Why.RIGHT if right else Why.MISSED)


@pytest.mark.requirement("reader-row-24")
def test_a_session_adds_a_tenth_at_most_however_well_it_goes() -> None:
    state = ramp(200)
    for _ in range(60):
        state, _ = answered(state, right=True)

    assert state.speed == pytest.approx(216 * SESSION)


def test_by_itself_it_stops_at_the_ceiling() -> None:
    state = begin(Estimate.before(260), speed=270)
    for _ in range(30):
        state, _ = answered(state, right=True)

    assert state.speed == bounds.CEILING


def test_above_the_ceiling_by_hand_it_stays_when_right_and_still_falls_when_wrong() -> None:
    state, _ = by_hand(ramp(200), 320)
    stayed, change = answered(state, right=True)
    fell, _ = answered(stayed, right=False)

    assert stayed.speed == 320
    assert change is None
    assert fell.speed == pytest.approx(320 * DOWN)


def test_hundreds_of_misses_leave_it_on_the_dial() -> None:
    state = ramp(100)
    for _ in range(100):
        state, _ = answered(state, right=False)

    assert state.speed == bounds.LEAST


def test_it_comes_to_rest_where_the_checks_say() -> None:
    known = Estimate.after([Observation(250, True)] * 85 + [Observation(250, False)] * 15)
    state = begin(known, speed=240)
    for right in (True, True, True, True, True, False) * 6:
        state, _ = answered(state, right=right)

    assert state.speed == pytest.approx(state.estimate.wpm, rel=0.02)


def test_one_slip_far_below_what_is_known_slows_nothing() -> None:
    known = Estimate.after([Observation(250, True)] * 85 + [Observation(250, False)] * 15)
    state, change = answered(begin(known, speed=200), right=False)

    assert state.speed == 200
    assert change is None


def test_two_skips_hold_the_speed_until_an_answer_and_are_no_misses() -> None:
    before = ramp(200)
    once, twice = skipped(before), skipped(skipped(before))

    assert not once.paused
    assert twice.paused
    assert twice.estimate == before.estimate
    assert not answered(twice, right=True)[0].paused


def test_a_rewind_is_a_weak_miss_once_between_two_checks() -> None:
    state, change = rewound(ramp(200))
    again, nothing = rewound(state)
    after, _ = answered(again, right=True)

    assert change is not None
    assert change.why is Why.REWOUND
    assert 0.97 < state.speed / 216 < 1
    assert nothing is None
    assert again == state
    assert rewound(after)[0].estimate.wpm < after.estimate.wpm


@pytest.mark.parametrize("speed", [230.0, 310.0])
def test_far_above_what_is_understood_a_rewind_slows_by_a_tenth_of_what_a_miss_does(
    speed: float,
) -> None:
    by_hand_, _ = by_hand(ramp(200), speed)
    back = by_hand_.speed / rewound(by_hand_)[0].speed
    missed = by_hand_.speed / answered(by_hand_, right=False)[0].speed

    assert missed == pytest.approx(1 / DOWN)
    assert math.log(back) == pytest.approx(math.log(missed) / 10)


def test_the_dial_counts_the_rise_anew_and_its_ends_hold() -> None:
    state, change = by_hand(ramp(200), 180)
    for _ in range(40):
        state, _ = answered(state, right=True)

    assert change == SpeedChange(216, 180, Why.BY_HAND)
    assert state.speed == pytest.approx(198)
    assert by_hand(state, 9000)[0].speed == bounds.MOST
    assert by_hand(state, 1)[0].speed == bounds.LEAST


def test_every_change_can_be_taken_back_and_what_was_learned_stays() -> None:
    state, change = answered(ramp(200), right=False)
    assert change is not None
    back, noted = undone(state, change)

    assert back.speed == 216
    assert back.estimate == state.estimate
    assert noted == SpeedChange(change.after, 216, Why.UNDONE)


def test_the_fork_tells_what_the_next_check_will_do() -> None:
    state = ramp(200)

    assert fork(state) == (
        answered(state, right=True)[0].speed,
        answered(state, right=False)[0].speed,
    )


def test_a_speed_that_follows_nothing_stays_and_still_learns() -> None:
    state = replace(ramp(200), follows=False)
    after, change = answered(state, right=False)

    assert after.speed == state.speed
    assert change is None
    assert after.estimate.wpm < state.estimate.wpm


def test_the_sentence_that_was_asked_about_counts_at_the_speed_it_was_heard_at() -> None:
    slowly, _ = answered(ramp(200), right=True, heard=150)
    now, _ = answered(ramp(200), right=True)

    assert slowly.estimate.wpm < now.estimate.wpm


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [(295, 301, True), (301, 310, False), (310, 290, False), (200, 300, False)],
)
def test_the_notice_comes_once_on_the_way_up(before: float, after: float, *, told: bool) -> None:
    assert crosses_notice(before, after) is told
