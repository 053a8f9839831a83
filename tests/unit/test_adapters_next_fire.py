"""A time of day comes exactly once a local day."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.adapters.next_fire import first_after, last_until, planned
from spindle.core.clock import MINUTE, instant, local_time, offset_at

CHANGES = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),  # half an hour forward
    ("Australia/Lord_Howe", date(2026, 4, 5)),
]
HALF_HOURS = range(0, 24 * 60, 30)


def noon(day: date, zone: str) -> int:
    return instant(datetime(day.year, day.month, day.day, 12), zone)


def watched(zone: str, change: date) -> dict[date, list[tuple[int, int]]]:
    """Of the days around a change: each minute as (µs UTC, minute after midnight), in order."""
    days: dict[date, list[tuple[int, int]]] = {}
    wall = noon(change - timedelta(days=3), zone)
    while wall <= noon(change + timedelta(days=3), zone):
        local = local_time(wall, offset_at(wall, zone))
        days.setdefault(local.date(), []).append((wall, local.hour * 60 + local.minute))
        wall += MINUTE
    return dict(list(days.items())[1:-1])  # whole days only


@pytest.mark.requirement("P25")
@pytest.mark.parametrize(("zone", "change"), CHANGES, ids=str)
def test_each_half_hour_rings_once_a_day_when_the_wall_first_shows_it(
    zone: str, change: date
) -> None:
    days = watched(zone, change)
    for minute in HALF_HOURS:
        expected = [
            (day, next(wall for wall, shown in minutes if shown >= minute))
            for day, minutes in days.items()
        ]
        wall = expected[0][1] - MINUTE
        rung = []
        for _ in expected:
            day, wall = first_after(wall, minute, zone)
            rung.append((day, wall))
        assert rung == expected


def test_a_time_the_clock_change_leaves_out_rings_at_the_first_instant_after_it() -> None:
    wall = planned(date(2026, 3, 29), 2 * 60 + 30, "Europe/Berlin")
    assert wall is not None
    assert local_time(wall, 2 * 3600) == datetime(2026, 3, 29, 3, 0)


def test_a_time_left_out_around_midnight_still_rings_for_its_day() -> None:
    # Nuuk goes from 23:00 on Saturday straight to Sunday.
    saturday = date(2024, 3, 30)
    wall = planned(saturday, 23 * 60 + 30, "America/Nuuk")
    assert wall == planned(saturday + timedelta(days=1), 0, "America/Nuuk")


def test_a_day_that_a_zone_left_out_does_not_ring() -> None:
    # Samoa had no 30 December 2011.
    zone, missing = "Pacific/Apia", date(2011, 12, 30)
    assert all(planned(missing, minute, zone) is None for minute in HALF_HOURS)
    day, _ = first_after(noon(missing - timedelta(days=1), zone), 600, zone)
    assert day == missing + timedelta(days=1)


@given(
    zone=st.sampled_from(["UTC", "Africa/Cairo", "America/Nuuk", "America/Havana", "Asia/Kolkata"]),
    wall=st.integers(min_value=1_600_000_000, max_value=2_000_000_000),
    minute=st.integers(min_value=0, max_value=1439),
)
def test_the_next_one_is_later_the_last_one_is_not_and_nothing_lies_between(
    zone: str, wall: int, minute: int
) -> None:
    at = wall * 1_000_000
    day, following = first_after(at, minute, zone)
    before, last = last_until(at, minute, zone)
    assert last <= at < following
    assert day - before == timedelta(days=1)
    assert last_until(following, minute, zone) == (day, following)
