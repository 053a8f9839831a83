"""Seven daily, four weekly, twelve monthly copies, whatever the days are."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.storage.rotation import DAYS, MONTHS, WEEKS, kept

DATES = st.sets(st.dates(date(1970, 1, 1), date(2100, 1, 1)), max_size=80)
pytestmark = pytest.mark.requirement("row-31")


@given(DATES)
def test_the_newest_seven_stay_and_never_more_than_all_rules_together(days: set[date]) -> None:
    stay = kept(days)

    assert set(sorted(days, reverse=True)[:DAYS]) <= stay <= days
    assert len(stay) == len(days) or len(stay) <= DAYS + WEEKS + MONTHS
    assert kept(stay) == stay


@pytest.mark.requirement("focus-row-56")
def test_two_years_of_daily_copies_leave_days_then_weeks_then_months() -> None:
    first = date(2026, 1, 1)
    there: frozenset[date] = frozenset()
    for day in range(2 * 365):
        there = kept(there | {first + timedelta(days=day)})
    newest_first = sorted(there, reverse=True)
    last = newest_first[0]

    assert len(newest_first) == DAYS + WEEKS + MONTHS
    assert newest_first[:DAYS] == [last - timedelta(days=n) for n in range(DAYS)]
    older = newest_first[DAYS:]
    weekly = [day for day in older if day.isoweekday() == 7]
    assert len(weekly) >= WEEKS
    assert all(first - then == timedelta(days=7) for first, then in pairwise(weekly[:WEEKS]))
    assert len([day for day in older if (day + timedelta(days=1)).day == 1]) >= MONTHS
    assert (last - newest_first[-1]).days >= 365


def test_a_copy_made_while_the_clock_was_wrong_takes_no_good_one_with_it() -> None:
    good = {date(2026, 3, 10) - timedelta(days=n) for n in range(6)}

    assert good < kept(good | {date(1970, 1, 1), date(2099, 1, 1)})
