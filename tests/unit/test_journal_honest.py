"""The honest record: counts first, an interval always, a verdict only when it was due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.journal.honest import Rate, record, wilson
from spindle.features.journal.model import Came, Held, Night

FIRST = date(2026, 1, 1)


def night(n: int, came: Came | None, held: Held | None = None, *, question: bool = True) -> Night:
    began = n * 86_400_000_000
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


def test_below_ten_nights_there_is_no_percentage() -> None:
    nights = [night(n, Came.LOOKS_SOLVED, Held.YES) for n in range(10)]
    assert record(nights[:9]).rate.share is None
    assert record(nights[:9]).rate.interval is None
    assert record(nights).rate.share == 1.0
    assert record(nights).rate.interval is not None


@pytest.mark.parametrize(
    ("written", "until", "look"), [(0, 28, None), (27, 1, None), (28, 32, 28), (120, None, 120)]
)
def test_the_record_is_read_at_nights_fixed_beforehand(
    written: int, until: int | None, look: int | None
) -> None:
    found = record(night(n, Came.NOTHING) for n in range(written))
    assert (found.until, found.look) == (until, look)


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
