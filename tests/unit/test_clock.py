"""The clock's hands, and what suspend, a step and travel do to each."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import HOUR, MINUTE, ManualClock, instant, local_time, offset_at

EVENING = datetime(2026, 3, 28, 22, 0)


def test_awake_time_moves_all_three_hands() -> None:
    clock = ManualClock(EVENING, "Europe/Berlin")
    before = clock.now()
    after = clock.advance(MINUTE)

    assert (after.wall - before.wall, after.awake - before.awake, after.boot - before.boot) == (
        MINUTE,
        MINUTE,
        MINUTE,
    )


def test_a_suspend_stops_only_the_awake_hand() -> None:
    clock = ManualClock(EVENING, "Europe/Berlin")
    before = clock.now()
    after = clock.suspend(8 * HOUR)

    assert after.awake == before.awake
    assert after.boot - before.boot == after.wall - before.wall == 8 * HOUR


def test_a_clock_set_back_moves_only_the_wall_hand() -> None:
    clock = ManualClock(EVENING, "Europe/Berlin")
    before = clock.now()
    after = clock.step(-HOUR)

    assert (after.awake, after.boot) == (before.awake, before.boot)
    assert after.wall == before.wall - HOUR


def test_the_offset_follows_daylight_saving_and_travel() -> None:
    clock = ManualClock(EVENING, "Europe/Berlin")

    assert clock.now().offset == 3600
    assert clock.advance(8 * HOUR).offset == 7200
    assert clock.now().local == datetime(2026, 3, 29, 7, 0)
    assert clock.travel("Asia/Tokyo").offset == 9 * 3600


@given(
    st.integers(0, 4_000_000_000_000_000), st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata"])
)
def test_instant_and_local_time_are_inverse_except_in_the_repeated_hour(
    wall: int, zone: str
) -> None:
    offset = offset_at(wall, zone)

    back = instant(local_time(wall, offset), zone)

    assert back in {wall, wall - HOUR}
