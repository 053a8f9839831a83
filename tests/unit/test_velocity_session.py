"""Parts of a session, the spacing of checks, calibration, and understood words a minute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.listen.velocity import calibration
from spindle.features.listen.velocity.calibration import Calibration, moved, settled, sounded
from spindle.features.listen.velocity.plan import (
    FEWEST,
    MOST,
    REPLAY,
    Part,
    Plan,
    is_due,
    next_speed,
    words_until_check,
)
from spindle.features.listen.velocity.understood import (
    ENOUGH,
    Answer,
    share_understood,
    understood,
)

MINUTE = 60.0


@pytest.mark.requirement("reader-idea-8")
def test_a_session_has_an_easy_beginning_the_work_and_an_easy_end() -> None:
    plan = Plan(length=25 * MINUTE)

    assert [plan.part(at * MINUTE) for at in (0, 1.9, 2, 22.9, 23, 24.9, 25)] == [
        Part.WARM_UP, Part.WARM_UP, Part.WORK, Part.WORK, Part.COOL_DOWN, Part.COOL_DOWN, Part.OVER
    ]  # fmt: skip


def test_without_a_length_it_goes_on() -> None:
    assert Plan().part(5 * 60 * MINUTE) is Part.WORK


def test_a_short_session_is_mostly_work() -> None:
    plan = Plan(length=5 * MINUTE)
    parts = [plan.part(second) for second in range(300)]

    assert parts.count(Part.WORK) == 240


def test_easy_parts_are_comfortable_and_never_faster_than_the_speed_in_force() -> None:
    assert next_speed(250, 250, 200, Part.WARM_UP) == 200
    assert next_speed(250, 180, 200, Part.COOL_DOWN) == 180
    assert next_speed(250, 250, None, Part.WARM_UP) == 250


@pytest.mark.requirement("reader-idea-6")
def test_out_of_a_slow_replay_the_speed_comes_back_in_two_steps() -> None:
    one = next_speed(REPLAY * 260, 260, 200, Part.WORK)
    two = next_speed(one, 260, 200, Part.WORK)

    assert REPLAY * 260 < one < 260
    assert two == pytest.approx(260)


def test_slower_comes_at_once() -> None:
    assert next_speed(300, 210, 200, Part.WORK) == 210


@given(st.integers(), st.integers(0, 500), st.lists(st.integers(3, 45), min_size=60))
def test_checks_are_250_to_400_words_apart_and_fall_on_sentence_ends(
    seed: int, number: int, sentences: list[int]
) -> None:
    due = words_until_check(seed, number)
    since = 0
    for words, following in zip(sentences, [*sentences[1:], 1000], strict=True):
        since += words
        if is_due(since, following, due):
            break
    else:
        since = max(since, FEWEST)

    assert FEWEST <= since <= MOST


def test_the_next_check_cannot_be_told_in_advance_but_replays() -> None:
    gaps = [words_until_check(7, number) for number in range(50)]

    assert gaps == [words_until_check(7, number) for number in range(50)]
    assert len(set(gaps)) > 20


def test_comfort_is_between_what_was_found_from_below_and_from_above() -> None:
    state = moved(sounded(Calibration(), 14), 190)
    state = settled(sounded(state, 2))
    assert state.speed == pytest.approx(190 * 1.4)
    state = settled(sounded(moved(state, 210), 20))

    assert state.comfort == pytest.approx((190 * 210) ** 0.5)


def test_three_words_are_too_few_to_settle_on() -> None:
    state = sounded(Calibration(), 3)

    assert settled(state) == state


def test_calibration_ends_by_itself_after_ninety_seconds() -> None:
    state = Calibration()
    for second in range(90):
        assert state.comfort is None, second
        state = sounded(state, 1)

    assert state.comfort is not None
    assert sounded(state, 50) == moved(state, 300) == settled(state) == state


@given(st.lists(st.one_of(st.floats(50, 900), st.none()), max_size=200))
def test_calibration_takes_whatever_is_done_to_it(acts: list[float | None]) -> None:
    state = Calibration()
    for act in acts:
        state = settled(sounded(state, 1)) if act is None else moved(state, act)
        assert 80 <= state.speed <= 700
        assert state.sounded <= calibration.PASS


@pytest.mark.requirement("reader-idea-3")
def test_22_of_25_at_262_is_220_understood() -> None:
    answers = [Answer(262, right=index not in {3, 9, 20}) for index in range(25)]
    found = understood(answers)

    assert found is not None
    assert (round(found.wpm), found.right, found.asked) == (220, 22, 25)


def test_only_the_last_25_count_and_few_say_nothing() -> None:
    old = [Answer(262, right=False)] * 40
    found = understood([*old, *[Answer(250, right=True)] * 25])

    assert found is not None
    assert found.wpm == 250
    assert understood([Answer(250, right=True)] * (ENOUGH - 1)) is None


def test_guessing_understands_nothing() -> None:
    assert share_understood(1, 4) == share_understood(0, 8) == 0
    assert share_understood(8, 8) == 1


def test_turning_the_dial_up_raises_understood_only_when_answers_have_come() -> None:
    slow = [Answer(200, right=True)] * 25
    fast = [Answer(500, right=False)] * 5
    before, after = understood(slow), understood([*slow, *fast])

    assert before is not None
    assert after is not None
    assert after.wpm < before.wpm * 1.1
