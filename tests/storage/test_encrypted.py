"""An encrypted profile through all of storage: opened, copied, exported, taken back, and in no file
in clear."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from spindle.core.clock import ManualClock
from spindle.core.jobs_port import ignore
from spindle.core.storage_events import StorageFailed, UnsavedFound
from spindle.registry import FEATURES
from spindle.storage import backup, driver, exact, health, readonly
from spindle.storage.demo import fill
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.export import export, exported
from spindle.storage.first_look import first_look
from spindle.storage.open import open_database
from spindle.storage.ours import QUARANTINE
from spindle.storage.restore import at_once
from spindle.storage.restore.source import Keys
from spindle.storage.sealed import PLAIN, SEALED, head_of
from spindle.storage.tables import tables
from spindle.storage.unsaved import UNSAVED_NAME, Unsaved
from spindle.storage.vault import convert
from spindle.storage.vault.key import Key
from tests.helpers.database import MORNING, Office, put
from tests.helpers.encrypted import PASSPHRASE, PLANTED, SETS, encrypted, in_clear, plant, shut

NAMES = exported(FEATURES)
pytestmark = pytest.mark.requirement("row-4")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def key(profile: Path) -> Key:
    return encrypted(profile).key


@pytest.fixture
def path(profile: Path, key: Key) -> Path:
    del key
    return profile / "spindle.db"


def opened(path: Path, key: Key | None) -> Database:
    return open_database(path, SETS, clock=ManualClock(MORNING), key=key)


def office(path: Path, key: Key) -> Office:
    return Office(path, opener=lambda: opened(path, key), key=lambda: key)


@pytest.fixture
def it(path: Path, key: Key) -> Iterator[Office]:
    made = office(path, key)
    made.worker.start()
    yield made
    made.worker.stop()


def digests(path: Path, key: Key | None) -> dict[str, str]:
    with closing(readonly.connect(path, key=key)) as connection:
        return {t.name: exact.digest(connection, t) for t in tables(connection, NAMES)}


# Opening


def test_the_file_is_encrypted_whole_and_by_the_same_rules_as_a_plain_one(
    path: Path, key: Key
) -> None:
    assert head_of(path) == SEALED + key.id
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT count(*) FROM sqlite_schema")

    with closing(opened(path, key)) as db:
        found = {
            name: db.conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2}


@pytest.mark.parametrize("wrong", [None, Key(b"another!", bytes(32))])
def test_without_its_key_it_is_told_as_encrypted_and_left_alone(
    path: Path, wrong: Key | None
) -> None:
    before = path.read_bytes()

    for look in (
        lambda: opened(path, wrong),
        lambda: readonly.connect(path, key=wrong),
        lambda: health.check(path, key=wrong),
        lambda: backup.copy(path, path.with_name("copy.db"), key=wrong),
        lambda: export(path, path.with_name("all.zip"), FEATURES, key=wrong),
    ):
        with pytest.raises(KnownError) as caught:
            look()
        assert caught.value.code is Trouble.ENCRYPTED
    assert first_look(path) is None
    assert path.read_bytes() == before


def test_a_plain_file_is_opened_whatever_key_is_at_hand(tmp_path: Path) -> None:
    path = tmp_path / "plain" / "spindle.db"
    opened(path, None).close()

    with closing(opened(path, Key.fresh())) as db:
        assert db.conn.execute("SELECT count(*) FROM aim").fetchone()[0] == 0
    assert head_of(path) == PLAIN


def test_errors_are_those_of_the_standard_library(path: Path, key: Key) -> None:
    with closing(opened(path, key)) as db:
        with pytest.raises(sqlite3.IntegrityError) as caught:
            db.conn.execute("INSERT INTO setting (key, value, updated) VALUES ('a', 'no JSON', 1)")
        assert caught.value.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CONSTRAINT
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            db.conn.executemany("INSERT INTO nowhere VALUES (?)", [(1,)])
        with pytest.raises(sqlite3.OperationalError):
            db.conn.executescript("SELECT nothing")
        with pytest.raises(sqlite3.OperationalError):
            db.table("aim").insert({"id": "a", "name": None, "unknown": 1})
    with closing(readonly.connect(path, key=key)) as connection:
        with pytest.raises(sqlite3.OperationalError) as refused:
            connection.execute("DELETE FROM aim")
        assert refused.value.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY


def test_a_damaged_page_is_told_as_damage_and_not_as_a_wrong_key(path: Path, key: Key) -> None:
    content = bytearray(path.read_bytes())
    content[4096 + 100] ^= 1
    content[100] ^= 1
    path.write_bytes(content)

    with pytest.raises(KnownError) as caught:
        opened(path, key)

    assert caught.value.code is Trouble.CORRUPT
    assert path.read_bytes() == bytes(content)


def test_a_locked_encrypted_file_is_told_as_locked(path: Path, key: Key) -> None:
    with closing(driver.connect(path, key=key)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO aim (id, name, updated) VALUES ('a', 'x', 1)")
        with pytest.raises(KnownError) as caught:
            open_database(path, SETS, clock=ManualClock(MORNING), wait=0.1, key=key)
    assert caught.value.code is Trouble.LOCKED


def test_without_the_extra_the_way_to_it_is_said(
    path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spindle.storage.cipher", None)
    monkeypatch.delattr("spindle.storage.cipher")

    with pytest.raises(KnownError) as caught:
        opened(path, key)

    assert caught.value.code is Trouble.NO_CIPHER
    assert "python3 -m app --with encryption" in str(caught.value)


# The worker


def test_the_worker_writes_reads_and_keeps_nothing_in_clear(it: Office, path: Path) -> None:
    it.done(put(PLANTED))

    found: list[Any] = []
    it.worker.read(lambda c: c.execute("SELECT key FROM setting").fetchall(), found.append)
    it.inbox.run_until(lambda: found)

    assert [row["key"] for row in found[0]] == [PLANTED]
    assert Path(f"{path}-wal").stat().st_size > 0, "the words are in the write-ahead log by now"
    assert in_clear(path.parent) == []


@pytest.mark.requirement("P19")
def test_text_that_waits_is_kept_encrypted_and_found_again(path: Path, key: Key) -> None:
    made = office(path, key)
    with closing(driver.connect(path, key=key)) as small:
        pages = small.execute("PRAGMA page_count").fetchone()[0]

    def full() -> Database:
        db = opened(path, key)
        db.conn.execute(f"PRAGMA max_page_count = {pages}")
        return db

    made.worker._opener = full
    made.worker.start()
    made.write(put("big", '"' + "x" * 100_000 + '"'), kind="entry", text=PLANTED)
    assert made.told(StorageFailed).code == "full"
    made.worker.stop()

    kept = path.parent / UNSAVED_NAME
    assert kept.exists()
    assert in_clear(path.parent) == []
    assert Unsaved(path.parent).read() == (), "nobody reads it without the key"
    again = office(path, key)
    again.worker.start()
    again.done(put("a"))
    (note,) = again.told(UnsavedFound).notes
    assert note["text"] == PLANTED
    again.worker.forget_unsaved([str(note["id"])])
    again.done(put("b"))
    again.worker.stop()
    assert not kept.exists()


def test_forgetting_what_is_saved_drops_nothing_that_another_key_sealed(
    profile: Path, key: Key
) -> None:
    other = Key.fresh()
    Unsaved(profile, lambda: other).append({"id": "theirs", "text": "x"})
    Unsaved(profile, lambda: key).append({"id": "ours", "text": "y"})

    Unsaved(profile, lambda: key).forget({"ours"})

    assert [note["id"] for note in Unsaved(profile, lambda: other).read()] == ["theirs"]


def test_kept_text_follows_when_the_data_is_encrypted_or_made_plain(
    profile: Path, key: Key
) -> None:
    plain = Unsaved(profile)
    plain.append({"id": "a", "text": f"{PLANTED} \u2028 two lines"})

    plain.reseal(key)
    assert in_clear(profile) == []
    sealed = Unsaved(profile, lambda: key)
    assert [note["text"] for note in sealed.read()] == [f"{PLANTED} \u2028 two lines"]

    sealed.reseal(None)
    assert [note["id"] for note in Unsaved(profile).read()] == ["a"]


# Copies and exports


def test_copies_are_encrypted_with_the_same_key_and_as_whole_as_the_file(
    path: Path, key: Key
) -> None:
    plant(path.parent, key)

    copied = backup.daily(path, date(2026, 3, 10), key=key)

    assert copied is not None
    assert head_of(copied) == head_of(path)
    assert digests(copied, key) == digests(path, key)
    assert in_clear(path.parent) == []


def test_a_copy_before_a_migration_is_encrypted_too(tmp_path: Path) -> None:
    key, path = Key.fresh(), tmp_path / "p" / "spindle.db"
    open_database(path, SETS[:1], clock=ManualClock(MORNING), key=key).close()

    opened(path, key).close()

    (copied,) = (path.parent / "backups").glob("before-update-*.db")
    assert head_of(copied) == SEALED + key.id


def test_check_and_export_read_it_with_the_key(path: Path, key: Key) -> None:
    plant(path.parent, key)

    assert health.check(path, key=key) == []
    rows = export(path, path.parent.parent / "all.zip", FEATURES, key=key)

    assert rows["aim"] == 1
    assert in_clear(path.parent) == []


# Taking back


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Key]:
    """Twelve weeks of a simulated learner, encrypted."""
    path = tmp_path_factory.mktemp("full") / "profile" / "spindle.db"
    fill(path, FEATURES, date(2026, 3, 10), "Europe/Berlin")
    key = Key.fresh()
    convert.encrypt(path, key, ignore)
    convert.swap(path, None)
    return path, key


def restored(path: Path, file: Path, keys: Keys) -> at_once.Restored:
    return at_once.restore(path, file, SETS, NAMES, clock=ManualClock(MORNING), keys=keys)


@pytest.mark.requirement("P16")
@pytest.mark.parametrize("into", ["plain", "encrypted"])
def test_a_copy_of_another_profile_comes_back_with_equal_rows_and_twice_the_same(
    full: tuple[Path, Key], tmp_path: Path, into: str
) -> None:
    theirs, file_key = full
    key = encrypted(tmp_path / "mine").key if into == "encrypted" else None
    mine = tmp_path / "mine" / "spindle.db"
    keys = Keys(key, file_key)

    first = restored(mine, theirs, keys)
    assert (first.bad, first.left_out) == (0, {})
    before = digests(mine, key)
    again = restored(mine, theirs, keys)

    assert digests(mine, key) == before == digests(theirs, file_key)
    assert all(change.new == change.newer == 0 for change in again.changes)
    assert not (mine.parent / "spindle-restore").exists()


def test_a_plain_copy_comes_back_into_an_encrypted_profile_without_a_trace_in_clear(
    tmp_path: Path,
) -> None:
    plain = tmp_path / "old" / "spindle.db"
    opened(plain, None).close()
    plant(plain.parent, None)
    key = encrypted(tmp_path / "mine").key
    mine = tmp_path / "mine" / "spindle.db"
    seen: list[Path] = []

    def look(_: object) -> None:
        seen.extend(in_clear(mine.parent))

    at_once.restore(mine, plain, SETS, NAMES, clock=ManualClock(MORNING), keys=Keys(key), tell=look)

    with closing(readonly.connect(mine, key=key)) as connection:
        assert connection.execute("SELECT name FROM aim").fetchone()[0] == PLANTED
    assert seen + in_clear(mine.parent) == []


def test_a_copy_with_another_key_asks_for_it_and_changes_nothing(
    full: tuple[Path, Key], path: Path, key: Key
) -> None:
    before = digests(path, key)

    for keys in (Keys(key), Keys(key, Key.fresh()), Keys()):
        with pytest.raises(KnownError) as caught:
            restored(path, full[0], keys)
        assert caught.value.code is Trouble.ENCRYPTED

    assert digests(path, key) == before


def many(path: Path, key: Key) -> Path:
    """A copy with three thousand aims, of which the profile then has none."""
    with closing(opened(path, key)) as db, db.atomic():
        db.conn.executemany(
            "INSERT INTO aim (id, name, updated) VALUES (?, ?, 1)",
            [(f"{n:05}", f"{PLANTED} {n}") for n in range(3000)],
        )
    copied = backup.copy(path, path.parent.parent / "copy.db", key=key)
    with closing(opened(path, key)) as db:
        db.conn.execute("DELETE FROM aim")
    return copied


def test_a_truncated_encrypted_copy_is_refused(path: Path, key: Key) -> None:
    copied = many(path, key)
    copied.write_bytes(copied.read_bytes()[: copied.stat().st_size * 2 // 3])

    with pytest.raises(KnownError) as caught:
        restored(path, copied, Keys(key))

    assert caught.value.code is Trouble.BROKEN_COPY
    assert in_clear(path.parent) == []


def a_leaf_is_hurt(copied: Path, whole: bytes, page: int, key: Key) -> bool:
    """Change a bit of a page; whether it is one with aims in it."""
    content = bytearray(whole)
    content[page * 4096 + 100] ^= 1
    copied.write_bytes(content)
    try:
        connection = readonly.connect(copied, key=key)
    except sqlite3.DatabaseError:
        return False  # the schema
    with closing(connection):
        try:
            connection.execute("SELECT count(name) FROM aim NOT INDEXED").fetchone()
        except sqlite3.DatabaseError:
            return True
    return False


@pytest.mark.requirement("P4")
def test_a_damaged_page_of_an_encrypted_copy_costs_its_rows_only(path: Path, key: Key) -> None:
    copied = many(path, key)
    whole = copied.read_bytes()
    pages = range(len(whole) // 4096 // 2, len(whole) // 4096)
    assert any(a_leaf_is_hurt(copied, whole, page, key) for page in pages)

    found = restored(path, copied, Keys(key))

    assert found.bad == 1
    with closing(readonly.connect(path, key=key)) as connection:
        assert 2800 < connection.execute("SELECT count(*) FROM aim").fetchone()[0] < 3000
    assert in_clear(path.parent) == []


def test_what_cannot_be_read_of_a_copy_is_kept_sealed(path: Path, key: Key, tmp_path: Path) -> None:
    plain = tmp_path / "old" / "spindle.db"
    opened(plain, None).close()
    with closing(sqlite3.connect(plain)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "INSERT INTO setting (key, value, updated) VALUES ('x', ?, 1)", (PLANTED,)
        )

    found = restored(path, plain, Keys(key))

    assert found.bad == 1
    assert found.unreadable is not None
    assert found.unreadable.parent == path.parent / QUARANTINE
    assert in_clear(path.parent) == []


def test_a_copy_of_an_older_spindle_comes_back_and_one_of_a_newer_is_refused(
    path: Path, key: Key, tmp_path: Path
) -> None:
    file_key = Key.fresh()
    older = tmp_path / "older.db"
    open_database(older, SETS[:1], clock=ManualClock(MORNING), key=file_key).close()
    newer = tmp_path / "newer.db"
    shutil.copy(older, newer)
    with closing(driver.connect(newer, key=file_key)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('spindle', 'm999_from_the_future', '')"
        )

    assert restored(path, older, Keys(key, file_key)).bad == 0
    with pytest.raises(KnownError) as caught:
        restored(path, newer, Keys(key, file_key))
    assert caught.value.code is Trouble.NEWER


# The passphrase opens what the key opens


def test_the_unlocked_profile_is_the_one_that_was_written(path: Path, key: Key) -> None:
    plant(path.parent, key)

    found = shut(path.parent).unlock(PASSPHRASE)

    with closing(readonly.connect(path, key=found)) as connection:
        assert connection.execute("SELECT name FROM aim").fetchone()["name"] == PLANTED


@pytest.mark.requirement("P19")
def test_sorting_more_than_memory_makes_no_file_in_clear(
    path: Path, key: Key, tmp_path: Path
) -> None:
    """A reader sorts rows that no index sorts, with a cache of some pages."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    script = f"""
import os, sys
from pathlib import Path
from spindle.storage import readonly
from spindle.storage.vault.key import Key
key = Key.of(bytes.fromhex(sys.argv[2]))
connection = readonly.connect(Path(sys.argv[1]), key=key)
connection.execute("PRAGMA cache_size = 10")
rows = connection.execute(
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
    "SELECT i, ? || i AS words FROM n ORDER BY i * 7919 % 100003", ({PLANTED!r},))
rows.fetchone()
names = [os.readlink(f"/proc/self/fd/{{one}}") for one in os.listdir("/proc/self/fd")
         if os.path.exists(f"/proc/self/fd/{{one}}")]
print([name for name in names if {str(temporary)!r} in name or "etilqs" in name])
"""
    done = subprocess.run(
        [sys.executable, "-c", script, path, key.plain.hex()],
        env={"SQLITE_TMPDIR": str(temporary), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "[]"
    assert list(temporary.iterdir()) == []
