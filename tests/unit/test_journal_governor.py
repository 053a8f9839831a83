"""When the journal offers to leave questions out, and how seldom it does so without a reason."""

from datetime import date, timedelta
from math import log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.journal.governor import (
    Offer,
    Pause,
    Reason,
    Told,
    answer,
    enough,
    offer,
    paused,
)

FIRST = date(2026, 1, 1)
SEEDS = (1, 2, 3, 4, 5)
PERSONS = 400
SPREAD = 0.6
"""Of ln(minutes to fall asleep) from night to night: two nights in three between 8 and 27."""

TYPICAL = 15.0


def nights(*onsets: int | None, worried: int | None = None) -> list[Told]:
    return [Told(FIRST + timedelta(days=n), each, worried) for n, each in enumerate(onsets)]


def after(told: list[Told]) -> date:
    return told[-1].night + timedelta(days=1)


def offered(told: list[Told], *pauses: Pause) -> Offer | None:
    return offer(told, pauses, after(told))


@pytest.mark.requirement("decision-9")
def test_four_long_nights_of_seven_twice_as_long_as_before_are_offered_a_pause() -> None:
    told = nights(*[15] * 28, 15, 40, 12, 45, 50, 20, 35)
    assert offered(told) == Offer(Reason.ONSET, 4, 7, 15)


def test_three_long_nights_are_not_enough() -> None:
    assert offered(nights(*[15] * 28, 15, 40, 12, 45, 50, 20, 25)) is None


@pytest.mark.requirement("decision-9")
def test_whoever_always_takes_long_is_not_told_so() -> None:
    assert offered(nights(*[40] * 28, 45, 50, 60, 55, 45, 50, 40)) is None


def test_without_two_weeks_of_ones_own_there_is_nothing_to_compare_with() -> None:
    assert offered(nights(*[15] * 13, *[60] * 7)) is None
    assert offered(nights(*[15] * 14, *[60] * 7)) is not None


def test_a_night_without_a_diary_is_no_night() -> None:
    told = nights(*[15] * 28, 40, None, None, 45, None, 50, 60, 61, 62)
    assert offered(told) == Offer(Reason.ONSET, 6, 7, 15)


def test_worry_on_four_of_seven_evenings_is_offered_a_pause() -> None:
    calm = nights(*[None] * 28, worried=2)
    late = [(after(calm) + timedelta(days=n), int(each)) for n, each in enumerate("4541425")]
    told = [*calm, *(Told(night, None, worried) for night, worried in late)]
    assert offered(told) == Offer(Reason.WORRY, 5, 7)


def test_a_pause_taken_lasts_three_nights_and_one_declined_is_not_offered_for_two_weeks() -> None:
    told = nights(*[15] * 28, *[60] * 7)
    tonight = after(told)
    made = offered(told)
    assert made is not None
    taken, declined = (answer("1", made, tonight, taken=yes) for yes in (True, False))
    assert [paused([taken], tonight + timedelta(days=n)) is taken for n in range(-1, 4)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert paused([declined], tonight) is None
    for n in range(14):
        assert offer(told, [declined], tonight + timedelta(days=n)) is None
    assert offer(told, [declined], tonight + timedelta(days=14)) == made


def test_after_a_pause_only_nights_since_it_count_as_recent() -> None:
    told = nights(*[15] * 28, *[60] * 7)
    pause = Pause(
        id="1", night=after(told), reason=Reason.ONSET, taken=True, until=FIRST + timedelta(38)
    )
    assert offer(told, [pause], FIRST + timedelta(days=38)) is None
    later = [*told, *(Told(FIRST + timedelta(days=38 + n), 70) for n in range(4))]
    assert offer(later, [pause], FIRST + timedelta(days=42)) is not None


@pytest.mark.parametrize(
    ("ago", "most", "offered_tonight"),
    [
        ((1, 2, 3, 4), 4, True),
        ((1, 2, 3), 4, False),
        ((1, 2, 3, 6), 4, True),
        ((1, 2, 3, 7), 4, False),
        ((1, 1, 1, 1), 4, False),
        ((1, 2, 3, 4, 5, 6), 7, False),
        ((), 1, False),
        ((1,), 1, True),
    ],
)
def test_after_so_many_nights_of_seven_with_a_question_tonight_could_do_without(
    ago: tuple[int, ...],
    most: int,
    offered_tonight: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    tonight = FIRST + timedelta(days=30)
    primed = [tonight - timedelta(days=n) for n in ago]
    made = enough(primed, most, tonight)
    assert made == (Offer(Reason.WEEK, len(set(ago)), 7) if offered_tonight else None)


@given(
    st.lists(
        st.tuples(st.none() | st.integers(0, 600), st.none() | st.integers(1, 5)), max_size=60
    ),
    st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=4),
)
def test_any_history_gets_an_answer_and_an_offer_never_lacks_its_counts(
    values: list[tuple[int | None, int | None]], answers: list[tuple[int, bool]]
) -> None:
    told = [Told(FIRST + timedelta(days=n), *each) for n, each in enumerate(values)]
    stood = Offer(Reason.ONSET, 4, 7, 15)
    pauses = [
        answer(str(n), stood, FIRST + timedelta(days=day), taken=taken)
        for n, (day, taken) in enumerate(answers)
    ]
    made = offer(told, pauses, FIRST + timedelta(days=60))
    assert made is None or 4 <= made.nights <= made.of <= 7


def simulated(random: Random, before: int, then: int, worse: float = 1.0) -> list[Told]:
    """Nights of a sleeper: lognormal, ``worse`` times as long from night ``before`` on."""
    onsets = [
        round(random.lognormvariate(log(TYPICAL * (worse if n >= before else 1.0)), SPREAD))
        for n in range(before + then)
    ]
    return nights(*onsets)


def first_offer(told: list[Told], since: int) -> int | None:
    """Nights from ``since`` to the first evening that offers."""
    ends = range(since, len(told) + 1)
    return next(
        (end - since for end in ends if offer(told[:end], (), FIRST + timedelta(end))), None
    )


@pytest.mark.requirement("decision-9")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_typical_sleeper_is_offered_a_pause_in_vain_in_one_month_of_ten_at_most(
    seed: int,
) -> None:
    random = Random(seed)  # noqa: S311 - simulated sleepers
    months = [first_offer(simulated(random, 35, 30), 35) for _ in range(PERSONS)]
    false = sum(1 for night in months if night is not None) / PERSONS
    assert false <= 0.10, false


def sensitivity(seed: int, worse: float, within: int) -> float:
    """Share of sleepers offered a pause within so many nights of a real worsening."""
    random = Random(seed)  # noqa: S311 - simulated sleepers
    found = [first_offer(simulated(random, 35, within, worse), 36) for _ in range(PERSONS)]
    return sum(1 for night in found if night is not None) / PERSONS


@pytest.mark.parametrize("seed", SEEDS)
def test_a_night_that_takes_three_times_as_long_is_mostly_noticed_within_a_week(seed: int) -> None:
    assert sensitivity(seed, 3.0, 7) >= 0.8
