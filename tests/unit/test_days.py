"""Which day an instant belongs to."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import HOUR, ManualClock, instant
from spindle.core.days import at_minute, day_of, day_span, of_clock, today

BERLIN = "Europe/Berlin"


def test_half_past_midnight_belongs_to_the_evening_it_began() -> None:
    clock = ManualClock(datetime(2026, 6, 13, 0, 30), BERLIN)

    assert today(clock.now()) == date(2026, 6, 12)
    assert today(clock.now(), day_start=0) == date(2026, 6, 13)


def test_the_days_of_a_clock_change_have_23_and_25_hours() -> None:
    spring = day_span(date(2026, 3, 28), BERLIN)
    autumn = day_span(date(2026, 10, 24), BERLIN)

    assert spring[1] - spring[0] == 23 * HOUR
    assert autumn[1] - autumn[0] == 25 * HOUR


@given(st.dates(date(2000, 1, 1), date(2037, 1, 1)), st.integers(0, 12 * 60))
def test_days_follow_each_other_without_a_gap(day: date, day_start: int) -> None:
    assert day_span(day, BERLIN, day_start)[1] == day_span(day + timedelta(1), BERLIN, day_start)[0]


def test_a_time_before_the_day_start_is_in_the_small_hours_at_its_end() -> None:
    assert of_clock(date(2026, 6, 12), 60, BERLIN) == instant(datetime(2026, 6, 13, 1, 0), BERLIN)
    assert at_minute(date(2026, 6, 12), 60, BERLIN) == instant(datetime(2026, 6, 12, 1, 0), BERLIN)


def test_an_old_row_keeps_its_day_when_the_user_has_moved() -> None:
    """The stored offset decides, not where the user is now."""
    wall = instant(datetime(2026, 6, 12, 23, 0), "America/New_York")

    assert day_of(wall, -4 * 3600) == date(2026, 6, 12)
    assert day_of(wall, 9 * 3600) == date(2026, 6, 13)
