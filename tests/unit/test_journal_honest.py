"""The honest record: counts first, an interval always, a verdict only when it was due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import HOUR
from spindle.features.journal.honest import LOOKS, Dreams, Look, Rate, record, wilson
from spindle.features.journal.model import Came, Held, Night

FIRST = date(2026, 1, 1)


def night(
    n: int,
    came: Came | None,
    held: Held | None = None,
    *,
    question: bool = True,
    after: int = 15 * HOUR,
) -> Night:
    """Night ``n``; what held was said so long ``after`` the morning."""
    began = n * 24 * HOUR
    return Night(
        id=str(n),
        night=FIRST + timedelta(days=n),
        zone="UTC",
        offset=0,
        began=began,
        closed=began + 1,
        question="q" if question else None,
        captured=None if came is None else began + 2,
        came=came,
        verified=held,
        verified_at=None if held is None else began + 2 + after,
    )


@pytest.mark.parametrize(
    ("hits", "nights", "low", "high"), [(3, 10, 11, 60), (9, 30, 17, 48), (18, 60, 20, 43)]
)
def test_the_interval_is_that_of_wilson(hits: int, nights: int, low: int, high: int) -> None:
    assert [round(100 * each) for each in wilson(hits, nights)] == [low, high]


def test_nothing_is_known_of_no_nights() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_only_what_was_said_to_hold_is_a_hit() -> None:
    found = record(
        [
            night(0, Came.LOOKS_SOLVED, Held.YES),
            night(1, Came.USABLE_STEP, Held.PARTLY),
            night(2, Came.LOOKS_SOLVED),
            night(3, Came.NOTHING),
            night(4, None),
            night(5, Came.LOOKS_SOLVED, question=False),
        ]
    )
    assert (found.nights, found.missed, found.unasked) == (5, 1, 1)
    assert (found.rate, found.strict) == (Rate(1, 4), Rate(1, 5))
    assert found.held == {Held.YES: 1, Held.PARTLY: 1, Held.NO: 0, Held.UNTRIED: 0}
    assert found.came[Came.LOOKS_SOLVED] == 2


def test_what_is_said_to_hold_later_than_a_day_after_is_counted_apart() -> None:
    found = record(
        [
            night(0, Came.LOOKS_SOLVED, Held.YES, after=24 * HOUR),
            night(1, Came.LOOKS_SOLVED, Held.YES, after=24 * HOUR + 1),
            night(2, Came.USABLE_STEP, Held.NO, after=48 * HOUR),
        ]
    )
    assert found.held[Held.YES] == 2
    assert (found.rate, found.late) == (Rate(1, 3), 1)


@pytest.mark.parametrize(
    ("written", "until", "looks"), [(0, 28, ()), (27, 1, ()), (28, 32, (28,)), (120, None, LOOKS)]
)
def test_the_record_is_read_at_nights_fixed_beforehand(
    written: int, until: int | None, looks: tuple[int, ...]
) -> None:
    found = record(night(n, Came.NOTHING) for n in range(written))
    assert found.until == until
    assert tuple(look.written.nights for look in found.looks) == looks


def test_between_two_looks_the_earlier_one_stands_as_it_was() -> None:
    missed = [night(n, None) for n in range(2)]
    before = [night(2 + n, Came.LOOKS_SOLVED, Held.YES if n < 7 else Held.NO) for n in range(28)]
    since = [night(30 + n, Came.LOOKS_SOLVED, Held.YES) for n in range(20)]
    found = record([*missed, *before, *since])
    assert found.rate == Rate(27, 48)
    assert found.looks == (Look(Rate(7, 28), Rate(7, 30)),)


def test_dreams_are_counted_of_mornings_written_within_an_hour() -> None:
    told = [
        night(0, Came.NOTHING)._replace(dream_recall=3, dream_related=True),
        night(1, Came.NOTHING)._replace(dream_recall=0),
        night(2, Came.NOTHING)._replace(dream_recall=3, dream_related=True, excluded="late"),
        night(3, Came.NOTHING),
    ]
    assert record(told).dreams == Dreams(recall=(1, 0, 0, 1), related=1, late=1)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share_and_stays_a_share(hits: int, more: int) -> None:
    low, high = wilson(hits, hits + more)
    assert 0.0 <= low <= high <= 1.0
    if hits + more:
        assert low - 1e-9 <= hits / (hits + more) <= high + 1e-9


@given(st.lists(st.tuples(st.none() | st.sampled_from(Came), st.none() | st.sampled_from(Held))))
def test_every_night_is_counted_once(told: list[tuple[Came | None, Held | None]]) -> None:
    found = record(night(n, *each) for n, each in enumerate(told))
    assert found.nights == len(told)
    assert sum(found.came.values()) + found.missed == found.nights
    assert found.rate.nights + found.missed == found.strict.nights
