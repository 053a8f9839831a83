"""The copy of an encrypted profile: the bytes as they lie there, and not one of them unproved."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from sqlite_utils import Database

from spindle.core.clock import ManualClock
from spindle.core.jobs_port import Tell, ignore
from spindle.storage import backup, driver, sealed_copy
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.open import open_database
from spindle.storage.sealed import handle_of
from spindle.storage.vault.key import Key
from tests.helpers.database import MORNING, Office, put
from tests.helpers.encrypted import SETS, encrypted

_TRIES_TO_LOCK = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
        print("free")
    except OSError:
        print("held")
"""
"""Where SQLite has its shared lock on a file in use."""

TODAY = date(2026, 3, 10)
PAGE = 4096
pytestmark = [
    pytest.mark.requirement("row-4"),
    pytest.mark.skipif(os.name != "posix", reason="copied page by page there"),
]


@pytest.fixture
def key(tmp_path: Path) -> Key:
    return encrypted(tmp_path / "profile").key


@pytest.fixture
def it(tmp_path: Path, key: Key) -> Iterator[Office]:
    path = tmp_path / "profile" / "spindle.db"

    def opened() -> Database:
        return open_database(path, SETS, clock=ManualClock(MORNING), key=key)

    made = Office(path, opener=opened, key=lambda: key)
    made.worker.start()
    made.done(put("a", '"' + "x" * 3_000_000 + '"'))
    yield made
    made.worker.stop()


def keys(path: Path, key: Key) -> set[str]:
    with closing(driver.connect(path, key=key)) as connection:
        return {row[0] for row in connection.execute("SELECT key FROM setting")}


def is_as_it_lies(copy: Path, path: Path) -> bool:
    """A page that was sealed anew has other bytes; the first says how the file is kept."""
    return copy.read_bytes()[PAGE:] == path.read_bytes()[PAGE:]


def names(it: Office) -> list[str]:
    return sorted(file.name for file in (it.path.parent / "backups").iterdir())


def test_what_is_in_the_log_is_folded_in_and_the_bytes_are_copied(it: Office, key: Key) -> None:
    assert Path(f"{it.path}-wal").stat().st_size
    signs: list[object] = []

    copy = backup.daily(it.path, TODAY, signs.append, key)

    assert copy is not None
    assert is_as_it_lies(copy, it.path)
    assert keys(copy, key) == {"a"}
    assert names(it) == [copy.name, "spindle.key"]  # one file that stands alone
    steps = [sign for sign in signs if isinstance(sign, dict)]
    assert len(steps) > 2
    assert steps[-1]["done"] == steps[-1]["of"] == it.path.stat().st_size


def test_while_somebody_reads_the_log_the_copy_is_made_page_by_page_and_says_the_same(
    it: Office, key: Key
) -> None:
    with closing(driver.connect(it.path, key=key)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM setting").fetchone()
        it.done(put("b"))

        copy = backup.daily(it.path, TODAY, key=key)

        reader.execute("COMMIT")
    assert copy is not None
    assert not is_as_it_lies(copy, it.path)
    assert keys(copy, key) == {"a", "b"}


def test_what_is_written_while_the_bytes_are_copied_waits_for_nobody_and_is_not_in_the_copy(
    it: Office, key: Key
) -> None:
    number = count()

    def write_on(sign: object) -> None:
        if sign is not None and next(number) < 3:
            it.done(put(f"meanwhile {number}", '"' + "y" * 200_000 + '"'))
            with closing(driver.connect(it.path, key=key, wait=0.1)) as other:
                other.execute("PRAGMA wal_checkpoint(PASSIVE)")

    copy = backup.daily(it.path, TODAY, write_on, key)

    assert copy is not None
    assert keys(copy, key) == {"a"}
    assert len(keys(it.path, key)) == 4
    with closing(driver.connect(copy, key=key)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_bytes_of_another_moment_throw_the_copy_away_although_each_page_fits(
    it: Office, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a disk that answers with what it held before: whole, as many rows, and not the same."""
    sealed_copy.fold_in(it.path, key)
    before = os.pread(handle_of(it.path), it.path.stat().st_size, 0)
    it.done(put("a", '"' + "y" * 3_000_000 + '"'))
    read, seen = os.pread, set[int]()

    def stale(handle: int, size: int, at: int) -> bytes:
        if size != sealed_copy._PART or at in seen:
            return read(handle, size, at)
        seen.add(at)
        return before[at : at + size]

    monkeypatch.setattr(os, "pread", stale)
    with pytest.raises(KnownError) as caught:
        backup.daily(it.path, TODAY, key=key)

    assert caught.value.code is Trouble.CORRUPT
    assert names(it) == []


def test_a_copy_that_says_something_else_is_thrown_away(
    it: Office, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    pour = sealed_copy.pour

    def lossy(path: Path, target: Path, tell: Tell) -> bool:
        whole = pour(path, target, tell)
        with closing(driver.connect(target, key=key)) as copied:
            copied.execute("DELETE FROM setting")
        return whole

    monkeypatch.setattr(sealed_copy, "pour", lossy)
    with pytest.raises(KnownError) as caught:
        backup.daily(it.path, TODAY, key=key)

    assert caught.value.code is Trouble.CORRUPT
    assert names(it) == []


@pytest.mark.parametrize("page", [2, 400])
def test_a_damaged_page_makes_no_copy(it: Office, key: Key, page: int) -> None:
    it.worker.stop()
    content = bytearray(it.path.read_bytes())
    content[page * PAGE + 100] ^= 1
    it.path.write_bytes(content)

    with pytest.raises(KnownError) as caught:
        backup.daily(it.path, TODAY, key=key)

    assert caught.value.code is Trouble.CORRUPT
    assert names(it) == []


@pytest.mark.requirement("kill-9")
def test_the_writer_keeps_the_lock_that_says_it_is_there(it: Office, key: Key) -> None:
    """To close any handle of the file would take it away from the whole process."""

    def others_find() -> str:
        words = [sys.executable, "-c", _TRIES_TO_LOCK, str(it.path)]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()

    assert others_find() == "held"
    backup.daily(it.path, TODAY, ignore, key)
    assert others_find() == "held"
    it.done(put("b"))
    assert keys(it.path, key) == {"a", "b"}
    it.worker.stop()
    assert others_find() == "free"


def test_a_rest_of_a_copy_goes_with_what_lies_beside_it(it: Office, key: Key) -> None:
    folder = it.path.parent / "backups"
    folder.mkdir(exist_ok=True)
    for end in ("", "-wal", "-shm"):
        (folder / f"spindle-20260309.part{end}").write_bytes(b"x")

    backup.daily(it.path, TODAY, key=key)

    assert names(it) == ["spindle-20260310.db", "spindle.key"]


def test_a_locked_file_is_told_as_locked(it: Office, key: Key) -> None:
    it.worker.stop()
    with closing(driver.connect(it.path, key=key)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(KnownError) as caught:
            backup.copy(it.path, it.path.with_name("copy.db"), key=key)
    assert caught.value.code is Trouble.LOCKED
