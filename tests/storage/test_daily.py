"""The copy of each day, made while the program runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from spindle.core.clock import HOUR
from spindle.core.days import DAY_START
from spindle.core.storage_events import StorageFailed
from spindle.storage import backup, health
from spindle.storage.daily import DailyBackup
from spindle.storage.errors import Trouble
from tests.helpers.database import Office, keys, office, put


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "spindle.db") as opened:
        opened.done(put("a"))
        yield opened


@pytest.fixture
def daily(it: Office) -> DailyBackup:
    return DailyBackup(it.path, clock=it.clock, bus=it.bus, post=it.inbox)


def test_each_day_that_begins_gets_one_copy(it: Office, daily: DailyBackup) -> None:
    for hours in (0, 1, 17, 1, 1):  # 09:00, 10:00, 03:00, 04:00, 05:00
        it.clock.advance(hours * HOUR)
        daily.run(DAY_START)
        daily.stop()

    copies = [copy.name for copy in backup.copies(it.path)]
    assert copies == ["spindle-20260311.db", "spindle-20260310.db"]
    assert keys(backup.copies(it.path)[0]) == {"a"}
    assert not it.heard


def test_a_copy_that_fails_is_told(
    it: Office, daily: DailyBackup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_ROOM", 1e12)
    daily.run(DAY_START)

    failed = it.told(StorageFailed)
    assert failed.code is Trouble.FULL
    assert not failed.lasting
    daily.stop()


def test_a_disk_that_is_nearly_full_is_told_once_a_day(
    it: Office, daily: DailyBackup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_SPARE", 1 << 60)
    daily.run(DAY_START)

    warned = it.told(StorageFailed)
    assert warned.code == "low"
    assert not warned.lasting
    assert str(it.path.parent) in warned.sentence.format_map(warned.facts)
    daily.stop()
    assert len(backup.copies(it.path)) == 1


def test_once_a_week_the_whole_file_is_checked_and_damage_told(
    it: Office, daily: DailyBackup, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[Path] = []

    def check(path: Path, **_given: object) -> list[str]:
        checked.append(path)
        return ["row 7 missing from index setting_key"]

    monkeypatch.setattr(health, "check", check)
    for _ in range(9):  # Tuesday, 10 March to Wednesday, 18 March: two weeks
        daily.run(DAY_START)
        daily.stop()
        it.clock.advance(24 * HOUR)

    assert checked == [it.path] * 2
    told = it.told(StorageFailed)
    assert told.code == "damaged"
    assert not told.lasting
    assert "row 7 missing" in told.sentence.format_map(told.facts)
