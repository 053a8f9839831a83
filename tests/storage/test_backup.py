"""Daily copies: verified, seven, and never at the cost of the last good one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from spindle import tasks
from spindle.core.jobs_port import Tell, ignore
from spindle.core.storage_events import StorageFailed
from spindle.storage import backup
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.rotation import kept
from tests.helpers import disks
from tests.helpers.database import Office, keys, office, put

TODAY = date(2026, 3, 10)


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "spindle.db") as opened:
        opened.done(put("a"))
        yield opened


def names(it: Office) -> list[str]:
    return sorted(file.name for file in (it.path.parent / "backups").iterdir())


def test_a_copy_holds_all_that_was_committed_while_the_program_runs(it: Office) -> None:
    copy = backup.daily(it.path, TODAY)

    assert copy is not None
    assert copy.name == "spindle-20260310.db"
    assert keys(copy) == {"a"}
    assert names(it) == ["spindle-20260310.db"]  # one file that stands alone
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700


def test_a_day_has_one_copy(it: Office) -> None:
    backup.daily(it.path, TODAY)
    it.done(put("b"))

    assert backup.daily(it.path, TODAY) is None
    assert keys(backup.copies(it.path)[0]) == {"a"}


@pytest.mark.requirement("row-31")
def test_days_then_weeks_then_months_stay_and_other_copies_are_left_alone(it: Office) -> None:
    by_hand = backup.by_hand(it.path, it.clock.now())
    (by_hand.parent / "spindle-20269999.db").write_bytes(b"not a day")
    for day in range(75):
        backup.daily(it.path, TODAY + timedelta(days=day))

    days = {TODAY + timedelta(days=day) for day in range(75)}
    assert {backup.day_of(copy) for copy in backup.copies(it.path)} == kept(days)
    assert len(kept(days)) == 7 + 4 + 2
    assert by_hand.exists()
    assert (by_hand.parent / "spindle-20269999.db").exists()


def test_of_the_copies_made_before_imports_the_newest_three_stay(it: Office) -> None:
    other = backup.daily(it.path, TODAY)
    for minute in range(5):
        told = tasks.back_up_before_import(ignore, str(it.path.parent), f"20260310-10{minute:02}00")
        it.done(put(f"after {minute}"))

    assert other is not None
    assert names(it) == [
        *(f"before-import-20260310-10{minute:02}00.db" for minute in (2, 3, 4)),
        other.name,
    ]
    assert keys(Path(told)) == {"a", *(f"after {minute}" for minute in range(4))}


def test_sounds_and_pictures_are_in_every_copy_once(it: Office) -> None:
    media = it.path.parent / "media" / "ab"
    media.mkdir(parents=True)
    (media / "tone.ogg").write_bytes(b"OggS")
    (media / "link").symlink_to("/etc/passwd")
    for day in range(2):
        backup.daily(it.path, TODAY + timedelta(days=day))
    (media / "tone.ogg").unlink()
    backup.daily(it.path, TODAY + timedelta(days=2))

    copied = it.path.parent / "backups" / "media" / "ab"
    assert [file.name for file in copied.iterdir()] == ["tone.ogg"]
    assert (copied / "tone.ogg").read_bytes() == b"OggS"
    assert (copied / "tone.ogg").stat().st_mode & 0o777 == 0o600


def test_a_long_copy_gives_signs_of_life(it: Office) -> None:
    it.done(put("b", '"' + "x" * 20_000_000 + '"'))
    told: list[object] = []

    backup.by_hand(it.path, it.clock.now(), told.append)

    steps = [sign for sign in told if isinstance(sign, dict)]
    assert len(steps) > 1
    assert steps[-1]["done"] == steps[-1]["of"]


def damage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[4096 + 8 : 8192] = b"\xff" * (4096 - 8)
    path.write_bytes(data)


def test_a_damaged_file_makes_no_copy_and_takes_no_good_one_with_it(it: Office) -> None:
    for day in range(7):
        backup.daily(it.path, TODAY + timedelta(days=day))
    before = names(it)
    it.worker.stop()
    damage(it.path)

    with pytest.raises(KnownError) as caught:
        backup.daily(it.path, TODAY + timedelta(days=8))

    assert caught.value.code is Trouble.CORRUPT
    assert names(it) == before


def test_a_copy_with_fewer_rows_than_the_file_is_thrown_away(
    it: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = backup._write

    def lossy(source: sqlite3.Connection, partial: Path, tell: Tell, key: None) -> None:
        write(source, partial, tell, key)
        with closing(sqlite3.connect(partial, isolation_level=None)) as copied:
            copied.execute("DELETE FROM setting")

    monkeypatch.setattr(backup, "_write", lossy)
    with pytest.raises(KnownError):
        backup.daily(it.path, TODAY)

    assert names(it) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with disks.mounted(disk, 1024) as why_not:
        if why_not:
            pytest.skip(why_not)
        yield disk


def fill_up(ballast: Path) -> None:
    """Take the last byte of a disk."""
    with ballast.open("wb", buffering=0) as out, suppress(OSError):
        while out.write(bytes(512)):
            pass


def test_without_room_no_copy_is_made_and_the_old_one_stays(small_disk: Path) -> None:
    with office(small_disk / "spindle.db") as it:
        it.done(put("a"))
        backup.daily(it.path, TODAY)
        it.done(put("b", '"' + "x" * 300_000 + '"'))
        it.done(lambda _: None)

        with pytest.raises(KnownError) as caught:
            backup.daily(it.path, TODAY + timedelta(days=1))

        assert caught.value.code is Trouble.FULL
        assert names(it) == ["spindle-20260310.db"]
        assert keys(it.path) == {"a", "b"}


def test_a_really_full_disk_keeps_what_was_saved_and_saves_the_rest_later(
    small_disk: Path,
) -> None:
    ballast = small_disk / "ballast"
    with office(small_disk / "spindle.db") as it:
        it.done(put("a"))
        fill_up(ballast)
        saved = it.write(put("b", '"' + "x" * 100_000 + '"'))
        assert it.told(StorageFailed).code is Trouble.FULL
        assert keys(it.path) == {"a"}
        assert not saved

        ballast.unlink()
        it.worker.retry()
        it.inbox.run_until(lambda: saved)
    assert keys(small_disk / "spindle.db") == {"a", "b"}


def test_what_is_written_while_a_copy_is_made_does_not_make_the_file_look_damaged(
    it: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = backup._compare

    def written_meanwhile(*given: object) -> None:
        it.done(put("meanwhile"))
        compare(*given)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(backup, "_compare", written_meanwhile)
    copy = backup.daily(it.path, TODAY)

    assert copy is not None
    assert keys(copy) == {"a"}
    assert keys(it.path) == {"a", "meanwhile"}
