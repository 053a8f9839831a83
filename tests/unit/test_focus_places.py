"""Where the user was, and the days that follow from it: all time is told, each moment once."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import HOUR, MINUTE, instant, offset_at
from spindle.core.days import day_of
from spindle.features.focus.ledger.places import Places, Seen, fixed

ZONES = ["Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "UTC"]
MARCH = date(2026, 3, 10)


def seen(local: datetime, zone: str) -> Seen:
    wall = instant(local, zone)
    return Seen(wall, zone, offset_at(wall, zone))


def lengths(places: Places, first: date, days: int, day_start: int = 240) -> list[int]:
    """Hours of each day, in whatever parts."""
    sums = [0] * days
    for part in places.stretches(first, first + timedelta(days=days - 1), day_start):
        sums[(part.day - first).days] += part.end - part.start
    return [length // HOUR for length in sums]


@pytest.mark.requirement("focus-pain-13")
@given(
    st.lists(st.tuples(st.integers(-400, 400), st.sampled_from(ZONES)), min_size=1, max_size=6),
    st.integers(0, 23 * 60),
    st.dates(date(2026, 1, 1), date(2026, 12, 1)),
)
def test_on_any_journey_the_days_are_all_the_time_there_is_each_moment_once(
    journey: list[tuple[int, str]], day_start: int, middle: date
) -> None:
    noon = instant(datetime.combine(middle, datetime.min.time()), "UTC")
    walls = sorted((noon + hours * HOUR, zone) for hours, zone in journey)
    places = Places([Seen(wall, zone, offset_at(wall, zone)) for wall, zone in walls])
    first, last = middle - timedelta(days=9), middle + timedelta(days=9)
    parts = places.stretches(first, last, day_start)
    assert all(one.end == two.start for one, two in pairwise(parts[1:-1]))
    for part in parts:
        for wall in (part.start, part.end - 1):
            assert day_of(wall, places.offset(wall), day_start) == part.day
    whole = sum(part.end - part.start for part in parts)
    alone = [places.stretches(part.day, part.day, day_start) for part in parts]
    assert sum(p.end - p.start for found in {*alone} for p in found) == whole


@pytest.mark.requirement("focus-pain-13")
def test_who_stays_has_days_of_24_hours_and_of_23_and_25_when_clocks_change() -> None:
    berlin = fixed("Europe/Berlin")
    assert lengths(berlin, date(2026, 3, 27), 4) == [24, 23, 24, 24]
    assert lengths(berlin, date(2026, 3, 28), 2, day_start=0) == [24, 23]
    assert lengths(berlin, date(2026, 10, 23), 4) == [24, 25, 24, 24]


@pytest.mark.requirement("focus-pain-13")
def test_a_flight_to_the_east_makes_one_day_short_and_one_back_makes_one_long() -> None:
    there = Places(
        [
            seen(datetime(2026, 3, 9, 9), "Europe/Berlin"),
            seen(datetime(2026, 3, 12, 7), "Pacific/Auckland"),
        ]
    )
    assert lengths(there, date(2026, 3, 9), 5) == [24, 24, 15, 21, 24]
    back = Places(
        [
            seen(datetime(2026, 3, 9, 9), "Pacific/Auckland"),
            seen(datetime(2026, 3, 10, 21), "Europe/Berlin"),
        ]
    )
    days = lengths(back, date(2026, 3, 8), 6)
    assert sum(days) == 6 * 24 + 12
    parts = back.stretches(date(2026, 3, 10), date(2026, 3, 10), 240)
    assert [(part.end - part.start) // HOUR for part in parts] == [24, 7]


def test_a_time_of_day_is_found_where_the_user_was_then() -> None:
    places = Places(
        [
            seen(datetime(2026, 3, 9, 9), "Europe/Berlin"),
            seen(datetime(2026, 3, 12, 7), "Pacific/Auckland"),
        ]
    )
    for day, minute, zone in (
        (date(2026, 3, 9), 22 * 60, "Europe/Berlin"),
        (date(2026, 3, 13), 9 * 60, "Pacific/Auckland"),
        (date(2026, 3, 13), 60, "Pacific/Auckland"),
    ):
        found = places.instant_of(day, minute, 240)
        assert found is not None
        assert places.local(found).strftime("%H:%M") == f"{minute // 60:02}:{minute % 60:02}"
        assert places.at(found).zone == zone
        assert day_of(found, places.offset(found), 240) == day


@pytest.mark.parametrize(
    ("day", "minute"),
    [(date(2026, 3, 29), 150), (date(2026, 3, 28), 150), (date(2026, 10, 25), 150)],
)
def test_a_time_that_the_clocks_left_out_or_show_twice_is_an_instant_of_the_day(
    day: date, minute: int
) -> None:
    berlin = fixed("Europe/Berlin")
    found = berlin.instant_of(day, minute, 0)
    assert found is not None
    assert any(part.start <= found < part.end for part in berlin.stretches(day, day, 0))


def test_a_zone_that_nobody_knows_keeps_the_offset_that_was_stored() -> None:
    places = Places([Seen(0, "Mars/Olympus", 5400), Seen(HOUR, "../../etc/passwd", -3600)])
    assert [places.offset(wall) for wall in (-HOUR, 0, HOUR)] == [5400, 5400, -3600]
    assert lengths(places, MARCH, 1) == [24]


def test_rules_that_were_changed_since_move_no_row() -> None:
    summer = instant(datetime(2026, 7, 1, 12), "UTC")
    places = Places(
        [seen(datetime(2026, 1, 9, 9), "Europe/Berlin"), Seen(summer, "Europe/Berlin", 0)]
    )
    assert places.offset(summer) == 0
    assert places.offset(summer - MINUTE) == 7200


@given(
    st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tehran"]),
    st.integers(0, 6 * 365 * 24 * 60),
)
def test_the_offset_is_that_of_the_zone_at_every_minute(zone: str, minutes: int) -> None:
    wall = instant(datetime(2020, 1, 1), "UTC") + minutes * MINUTE
    assert Places([Seen(0, zone, offset_at(0, zone))]).offset(wall) == offset_at(wall, zone)
