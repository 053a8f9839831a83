"""The night and its windows."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import HOUR, MINUTE, ManualClock, Moment, instant, offset_at
from spindle.features.journal import asks, model
from spindle.features.journal.model import Came, Hours, Night

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC")
HOURS = Hours()


def moment(wall: int, zone: str) -> Moment:
    return Moment(wall=wall, awake=0, boot=0, zone=zone, offset=offset_at(wall, zone))


def at(*parts: int, zone: str = "Europe/Berlin") -> Moment:
    return ManualClock(datetime(*parts), zone).now()  # type: ignore[arg-type]


def closed(moment_: Moment, **changes: object) -> Night:
    night = model.begin("n", moment_, HOURS.day_start)
    return night._replace(closed=moment_.wall, **changes)  # type: ignore[arg-type]


moments = st.builds(
    moment,
    st.integers(
        instant(datetime(2025, 1, 1), "UTC"),
        instant(datetime(2027, 1, 1), "UTC"),
    ),
    st.sampled_from(ZONES),
)
times = st.builds(
    Hours,
    lights_out=st.integers(0, 1439),
    lead=st.integers(45, 180),
    morning=st.integers(0, 1439),
    day_start=st.integers(0, 1439),
)


@given(moments, times)
def test_nothing_asks_within_half_an_hour_of_lights_out(now: Moment, hours: Hours) -> None:
    if model.may_ask(now, hours):
        left = model.lights_out(now, hours) - now.wall
        assert 30 * MINUTE <= left <= hours.lead * MINUTE + 61 * MINUTE
    again = model.snoozed(now, hours)
    if again is not None:
        assert again == now.wall + 15 * MINUTE
        assert again <= model.lights_out(now, hours) - 30 * MINUTE


@given(st.sampled_from(ZONES), st.dates(date(2025, 1, 2), date(2026, 12, 30)), times)
def test_the_reminder_at_its_time_of_day_may_ask_on_every_date(
    zone: str, day: date, hours: Hours
) -> None:
    minute = model.reminder_minute(hours)
    planned = instant(datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute), zone)
    # Where the clocks jump between the reminder and lights-out an hour of the lead can be missing.
    if hours.lead >= 90:
        assert model.may_ask(moment(planned, zone), hours)


@given(moments, times)
def test_quiet_always_ends_within_a_day_or_at_a_wake(now: Moment, hours: Hours) -> None:
    night = closed(now)
    until = model.quiet_until(now.wall, now.zone, hours.morning)
    assert now.wall < until <= now.wall + 50 * HOUR
    assert not model.is_quiet(night, moment(until, now.zone), hours)
    assert not model.is_quiet(night._replace(woken=now.wall), now, hours)
    assert model.awaits_morning(night, moment(until, now.zone), hours)


@given(moments, times, st.integers(0, 80 * 60))
def test_nothing_is_asked_of_a_night_both_in_the_evening_and_in_the_morning(
    now: Moment, hours: Hours, minutes: int
) -> None:
    later = moment(now.wall + minutes * MINUTE, now.zone)
    night = closed(now)
    if model.is_quiet(night, later, hours):
        assert not model.in_morning(night, later, hours)


@pytest.mark.requirement("P9")
def test_writing_at_half_past_midnight_belongs_to_the_evening_it_began() -> None:
    assert model.begin("n", at(2026, 3, 11, 0, 30), 240).night == date(2026, 3, 10)
    assert model.begin("n", at(2026, 3, 11, 4, 0), 240).night == date(2026, 3, 11)


@pytest.mark.requirement("P10")
def test_a_night_stays_the_same_one_when_the_zone_changes() -> None:
    clock = ManualClock(datetime(2026, 3, 10, 21, 30), "Europe/Berlin")
    night = model.begin("n", clock.now(), 240)
    clock.travel("America/New_York")
    assert night.night == date(2026, 3, 10)
    assert model.is_tonight(night, clock.now(), 240)


def test_a_reminder_that_comes_late_after_a_suspend_is_dropped() -> None:
    assert model.may_ask(at(2026, 3, 10, 21, 15), HOURS)
    assert model.may_ask(at(2026, 3, 10, 22, 0), HOURS)
    assert not model.may_ask(at(2026, 3, 10, 22, 1), HOURS)
    assert not model.may_ask(at(2026, 3, 11, 5, 15), HOURS)


def test_a_snooze_past_half_an_hour_before_lights_out_is_dropped() -> None:
    assert model.snoozed(at(2026, 3, 10, 21, 45), HOURS) == at(2026, 3, 10, 22, 0).wall
    assert model.snoozed(at(2026, 3, 10, 21, 46), HOURS) is None


def test_lights_out_after_midnight_is_that_of_the_same_evening() -> None:
    hours = Hours(lights_out=30)
    assert model.may_ask(at(2026, 3, 10, 23, 15), hours)
    assert model.lights_out(at(2026, 3, 10, 23, 15), hours) == at(2026, 3, 11, 0, 30).wall


def test_the_evening_is_offered_from_its_start_until_it_is_closed() -> None:
    assert not model.in_evening(None, at(2026, 3, 10, 21, 14), HOURS)
    assert model.in_evening(None, at(2026, 3, 10, 21, 15), HOURS)
    assert model.in_evening(None, at(2026, 3, 11, 0, 30), HOURS)
    begun = model.begin("n", at(2026, 3, 10, 20, 0), 240)
    assert model.in_evening(begun, at(2026, 3, 10, 20, 30), HOURS)
    night = closed(at(2026, 3, 10, 22, 0))
    assert not model.in_evening(night, at(2026, 3, 10, 22, 5), HOURS)
    assert model.in_evening(night, at(2026, 3, 11, 21, 30), HOURS)
    skipped = begun._replace(skipped=True)
    assert not model.in_evening(skipped, at(2026, 3, 10, 21, 30), HOURS)


def test_quiet_lasts_from_good_night_to_the_morning_hour_across_both_clock_changes() -> None:
    for day in (date(2026, 3, 28), date(2026, 10, 24)):
        night = closed(at(day.year, day.month, day.day, 22, 30))
        morning = day + timedelta(days=1)
        parts = (morning.year, morning.month, morning.day)
        assert model.is_quiet(night, at(*parts, 4, 59), HOURS)
        assert not model.is_quiet(night, at(*parts, 5, 0), HOURS)


def test_a_good_night_after_the_day_start_is_quiet_only_until_the_next_morning_hour() -> None:
    assert not model.is_quiet(closed(at(2026, 3, 11, 4, 30)), at(2026, 3, 11, 5, 0), HOURS)


def test_a_clock_set_to_1970_does_not_silence_spindle() -> None:
    night = closed(at(2026, 3, 10, 22, 30))
    assert not model.is_quiet(night, at(1970, 1, 2, 0, 0), HOURS)
    assert model.is_quiet(night, at(2026, 3, 10, 21, 40), HOURS)


def test_the_morning_waits_from_the_morning_hour_and_is_offered_until_early_afternoon() -> None:
    night = closed(at(2026, 3, 10, 22, 30))
    assert not model.awaits_morning(night, at(2026, 3, 11, 4, 59), HOURS)
    assert model.in_morning(night, at(2026, 3, 11, 5, 0), HOURS)
    assert model.in_morning(night, at(2026, 3, 11, 13, 59), HOURS)
    assert not model.in_morning(night, at(2026, 3, 11, 14, 0), HOURS)
    assert model.awaits_morning(night, at(2026, 3, 11, 15, 0), HOURS)
    written = night._replace(captured=at(2026, 3, 11, 7, 0).wall)
    assert not model.awaits_morning(written, at(2026, 3, 11, 8, 0), HOURS)


def test_waking_spindle_soon_after_good_night_opens_no_morning_but_at_four_it_does() -> None:
    night = closed(at(2026, 3, 10, 22, 30))
    soon = at(2026, 3, 10, 23, 0)
    assert not model.awaits_morning(night._replace(woken=soon.wall), soon, HOURS)
    early = at(2026, 3, 11, 4, 0)
    assert model.awaits_morning(night._replace(woken=early.wall), early, HOURS)


def test_an_evening_left_open_over_a_suspended_night_is_over_in_the_morning() -> None:
    open_ = model.begin("n", at(2026, 3, 10, 21, 30), 240)
    assert not model.slept_through(open_, at(2026, 3, 11, 0, 30), HOURS)
    assert model.slept_through(open_, at(2026, 3, 11, 5, 30), HOURS)
    assert not model.slept_through(closed(at(2026, 3, 10, 22, 0)), at(2026, 3, 11, 6, 0), HOURS)


@pytest.mark.parametrize(
    "text", ["Why?", "Why does it fail?  ", "he asked “why?”", "なぜ？", "لماذا؟", "(or not?)"]
)
def test_a_question_ends_like_one(text: str) -> None:
    assert asks.is_question(text)


@pytest.mark.parametrize("text", ["", "?!", "Why", "? because", "Is it? Yes."])
def test_other_texts_are_no_question(text: str) -> None:
    assert not asks.is_question(text)


@given(st.text())
def test_any_text_is_a_question_or_not(text: str) -> None:
    assert asks.is_question(text + "?")


def test_outcomes_are_counted_in_their_order() -> None:
    found = model.counts([Came.NEW_ANGLE, Came.NOTHING, Came.NEW_ANGLE])
    assert list(found) == list(Came)
    assert found[Came.NEW_ANGLE] == 2
    assert found[Came.LOOKS_SOLVED] == 0
