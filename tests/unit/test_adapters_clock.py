"""The machine's clock, and the one a test moves from outside."""

import json
import os
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from spindle.adapters import hands, zone
from spindle.adapters.file_clock import (
    VARIABLE,
    FileClock,
    TestClockRefusedError,
    clock_for,
)
from spindle.adapters.system_clock import SystemClock
from spindle.core.clock import HOUR, MINUTE, SECOND, Moment, local_time, offset_at


@pytest.fixture(autouse=True)
def restored_zone() -> Iterator[None]:
    """Undo what a test told the C library, after its environment was put back."""
    yield
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "clock.json"


def order(file: Path, **orders: Any) -> None:
    """Write as a test would: whole or not at all."""
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(orders))
    fresh.replace(file)


def frozen(monkeypatch: pytest.MonkeyPatch, *, awake: int = HOUR, boot: int = HOUR) -> None:
    monkeypatch.setattr(hands, "awake", lambda: awake)
    monkeypatch.setattr(hands, "boot", lambda: boot)


def test_the_wall_hand_is_the_time_of_the_machine() -> None:
    assert abs(SystemClock().now().wall - time.time_ns() // 1000) < SECOND


def test_no_hand_goes_back() -> None:
    clock = SystemClock()
    moments = [clock.now() for _ in range(1000)]
    for before, after in pairwise(moments):
        assert after.awake >= before.awake
        assert after.boot >= before.boot


def test_awake_and_boot_keep_their_distance_while_the_machine_is_awake() -> None:
    clock = SystemClock()
    assert len({(at := clock.now()).boot - at.awake for _ in range(1000)}) == 1


def test_a_suspend_parts_boot_from_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen(monkeypatch)
    clock = SystemClock()
    before = clock.now()
    frozen(monkeypatch, awake=HOUR + SECOND, boot=9 * HOUR + SECOND)
    after = clock.now()
    assert after.awake - before.awake == SECOND
    assert after.boot - before.boot == 8 * HOUR + SECOND


def test_a_process_that_was_stopped_between_two_hands_has_not_slept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frozen(monkeypatch)
    clock = SystemClock()
    before = clock.now()
    readings = iter([HOUR + SECOND, HOUR + MINUTE])
    monkeypatch.setattr(hands, "awake", lambda: next(readings))
    monkeypatch.setattr(hands, "boot", lambda: HOUR + MINUTE)
    after = clock.now()
    assert after.boot - after.awake == before.boot - before.awake


def test_the_offset_is_that_of_the_zone_at_this_instant() -> None:
    at = SystemClock().now()
    assert at.offset == offset_at(at.wall, at.zone)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="TZ rules on POSIX only")
def test_a_zone_changed_while_running_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen(monkeypatch)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    clock = SystemClock()
    assert clock.now().zone == "Europe/Berlin"
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    frozen(monkeypatch, awake=HOUR + SECOND, boot=HOUR + SECOND)
    at = clock.now()
    assert (at.zone, at.offset) == ("Asia/Kolkata", 19_800)


@pytest.mark.parametrize(
    "named", ["", "nonsense/Nowhere", "../../etc/passwd", "CET-1CEST", "\udc80"]
)
def test_whatever_the_environment_says_the_zone_has_rules(
    monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("TZ", named)
    assert zone.is_zone(zone.local_zone())


def test_the_link_tells_the_zone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/America/New_York")
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(zone, "LINK", link)
    before = zone.signature()
    assert zone.local_zone() == "America/New_York"
    link.unlink()
    link.symlink_to("/usr/share/zoneinfo/Asia/Tokyo")
    assert zone.signature() != before
    assert zone.local_zone() == "Asia/Tokyo"


def test_a_test_clock_needs_a_profile_of_its_own(file: Path) -> None:
    environment = {VARIABLE: str(file)}
    with pytest.raises(TestClockRefusedError, match="--profile"):
        clock_for(environment, allowed=False)
    assert isinstance(clock_for(environment, allowed=True), FileClock)
    assert isinstance(clock_for({}, allowed=False), SystemClock)


def test_a_test_clock_starts_where_its_file_says(file: Path) -> None:
    order(file, wall="2026-03-29T01:59", zone="Europe/Berlin")
    at = FileClock(file).now()
    assert at.local.isoformat(timespec="minutes") == "2026-03-29T01:59"
    assert (at.zone, at.offset) == ("Europe/Berlin", 3600)


def test_a_wall_may_also_be_given_as_a_distance(file: Path) -> None:
    order(file, wall=-HOUR)
    assert abs(FileClock(file).now().wall + HOUR - time.time_ns() // 1000) < SECOND


def moved(file: Path, monkeypatch: pytest.MonkeyPatch, **orders: Any) -> tuple[Moment, Moment]:
    """The moments before and after the file changed, with real time standing still."""
    frozen(monkeypatch)
    order(file, wall="2026-03-10T22:00", zone="UTC")
    clock = FileClock(file)
    before = clock.now()
    order(file, wall="2026-03-10T22:00", zone="UTC", **orders)
    return before, clock.now()


def test_a_suspend_moves_wall_and_boot(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = moved(file, monkeypatch, suspend=8 * HOUR)
    assert after.awake == before.awake
    assert after.boot - before.boot == after.wall - before.wall == 8 * HOUR


def test_a_step_moves_the_wall_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = moved(file, monkeypatch, step=-HOUR)
    assert after.wall - before.wall == -HOUR
    assert (after.awake, after.boot) == (before.awake, before.boot)


def test_a_journey_moves_only_what_the_wall_shows(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen(monkeypatch)
    order(file, zone="UTC")
    clock = FileClock(file)
    before = clock.now()
    order(file, zone="Asia/Kolkata")
    after = clock.now()
    assert after.wall == before.wall
    assert after.local == local_time(before.wall, 19_800)


def test_all_hands_run_at_the_rate(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen(monkeypatch)
    order(file, rate=60)
    clock = FileClock(file)
    before = clock.now()
    frozen(monkeypatch, awake=HOUR + SECOND, boot=HOUR + SECOND)
    after = clock.now()
    assert clock.pace == 60
    assert after.awake - before.awake == after.boot - before.boot == MINUTE
    assert after.wall - before.wall == MINUTE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"rate": 0}',
        '{"rate": -1}',
        '{"rate": NaN}',
        '{"rate": []}',
        '{"zone": "No/Where"}',
        '{"zone": "../x"}',
        '{"wall": "tomorrow"}',
        '{"wall": "2026-01-01T00:00+00:00"}',
        '{"wall": null}',
        '{"suspend": 1e999}',
        "\0",
    ],
)
def test_a_wrong_file_changes_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    frozen(monkeypatch)
    order(file, wall="2026-03-10T22:00", zone="Europe/Berlin", rate=60)
    clock = FileClock(file)
    before = clock.now()
    file.write_text(text)
    assert clock.now() == before
    assert clock.pace == 60


def test_a_missing_file_leaves_the_time_of_the_machine(file: Path) -> None:
    assert abs(FileClock(file).now().wall - time.time_ns() // 1000) < SECOND


def test_reading_the_clock_costs_almost_nothing() -> None:
    clock = SystemClock()
    clock.now()
    began = os.times().user
    for _ in range(10_000):
        clock.now()
    assert os.times().user - began < 1.0  # 4 µs each where this was written
