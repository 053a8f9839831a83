"""Encryption switched on and off: by copy, verify, swap; full disks, kills, older copies."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from spindle.core.clock import ManualClock
from spindle.core.jobs_port import ignore
from spindle.registry import FEATURES
from spindle.storage import backup, driver, readonly
from spindle.storage.demo import fill
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.files import converting, sweep
from spindle.storage.open import open_database
from spindle.storage.sealed import PLAIN, SEALED, head_of
from spindle.storage.vault import convert, copies, keyfile
from spindle.storage.vault.copies import Left
from spindle.storage.vault.key import Key
from spindle.storage.vault.vault import fresh
from tests.helpers import disks
from tests.helpers.database import MORNING
from tests.helpers.encrypted import CHEAP, PASSPHRASE, SETS, in_clear, plant
from tests.helpers.waiting import now

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.requirement("row-4")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve weeks of a simulated learner, with planted words."""
    path = tmp_path_factory.mktemp("filled") / "spindle.db"
    fill(path, FEATURES, date(2026, 3, 10), "Europe/Berlin")
    plant(path.parent, None)
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    (tmp_path / "profile").mkdir()
    return Path(shutil.copy(filled, tmp_path / "profile" / "spindle.db"))


@pytest.fixture
def key() -> Key:
    return Key.fresh()


def print_of(path: Path, key: Key | None) -> dict[str, str]:
    with closing(readonly.connect(path, key=key)) as connection:
        return convert.fingerprint(connection)


def encrypted(path: Path, key: Key) -> Path:
    convert.encrypt(path, key)
    convert.swap(path, None)
    return path


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


# By copy, verify, swap


@pytest.mark.requirement("P2")
def test_there_and_back_every_row_is_the_same_and_nothing_is_left_in_clear(
    path: Path, key: Key
) -> None:
    before = print_of(path, None)

    encrypted(path, key)

    assert head_of(path) == SEALED + key.id
    assert print_of(path, key) == before
    assert in_clear(path.parent) == []
    assert names(path.parent) == ["spindle.db"]

    convert.decrypt(path, key)
    convert.swap(path, key)

    assert head_of(path) == PLAIN
    assert print_of(path, None) == before
    with closing(open_database(path, SETS, clock=ManualClock(MORNING))) as db:
        assert db.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_what_is_still_in_the_write_ahead_log_comes_along(path: Path, key: Key) -> None:
    with closing(driver.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("INSERT INTO aim (id, name, updated) VALUES ('late', 'Late', 1)")
        convert.encrypt(path, key)
    convert.swap(path, None)

    with closing(readonly.connect(path, key=key)) as connection:
        assert connection.execute("SELECT count(*) FROM aim WHERE id = 'late'").fetchone()[0] == 1
    assert names(path.parent) == ["spindle.db"]


def test_odd_values_and_rows_out_of_order_are_the_same_afterwards(tmp_path: Path, key: Key) -> None:
    path = tmp_path / "odd.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE a (x, y TEXT, PRIMARY KEY (y)) WITHOUT ROWID")
        db.execute("CREATE TABLE b (x CHECK (x IS NULL OR length(x) >= 0), y)")
        db.execute("CREATE INDEX i ON b (x)")
        db.execute("CREATE VIEW v AS SELECT x FROM b")
        db.execute("CREATE TRIGGER t AFTER INSERT ON b BEGIN DELETE FROM a; END")
        db.execute("CREATE VIRTUAL TABLE f USING fts5 (body)")
        odd = [None, -(2**63), 1.5, 1e999, "", "a\x00b", "🌙\u202e", b"", b"\x00\xff", "x" * 9999]
        db.executemany("INSERT INTO b (x) VALUES (?)", [(one,) for one in odd])
        db.execute("INSERT INTO b (rowid, x) VALUES (900000, CAST(x'c328' AS TEXT))")
        db.execute("DELETE FROM b WHERE rowid % 2")
        db.execute("INSERT INTO a VALUES (1, 'k')")
        db.execute("INSERT INTO f VALUES ('the quiet zebra')")
        db.execute("PRAGMA application_id = 7")
        db.execute("PRAGMA user_version = 3")
        db.commit()

    encrypted(path, key)

    with closing(driver.connect(path, key=key)) as db:
        assert db.execute("SELECT body FROM f WHERE f MATCH 'zebra'").fetchone()[0]
        assert tuple(db.execute("SELECT count(*), max(rowid) FROM b").fetchone()) == (6, 900000)
        assert db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchone()[0]
        assert db.execute("PRAGMA user_version").fetchone()[0] == 3


def test_a_table_whose_rows_would_get_other_numbers_is_refused_and_not_half_right(
    tmp_path: Path, key: Key
) -> None:
    """SQLCipher numbers the rows of a table without any key anew; Spindle has no such table."""
    path = tmp_path / "keyless.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE b (x)")
        db.execute("INSERT INTO b (rowid, x) VALUES (900, 'x')")
        db.commit()

    with pytest.raises(KnownError):
        convert.encrypt(path, key)

    assert names(tmp_path) == ["keyless.db"]


def test_progress_goes_up_to_the_whole(path: Path, key: Key) -> None:
    told: list[object] = []

    convert.encrypt(path, key, told.append)

    parts = [one["done"] / one["of"] for one in told if isinstance(one, dict)]
    assert parts == sorted(parts)
    assert 0 < parts[-1] <= 1


# What goes wrong


@pytest.mark.requirement("P2")
def test_a_large_table_gives_signs_of_life_while_it_is_copied_and_compared(
    path: Path, key: Key
) -> None:
    """A job process that says nothing for ten seconds is taken for stuck, and ended."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO aim (id, name, updated) VALUES (?, ?, 1)",
            ((f"a{number}", f"{number} {'x' * 800}") for number in range(12_000)),
        )
    signs: list[object] = []
    sizes: list[int] = []

    def tell(sign: object) -> None:
        signs.append(sign)
        sizes.append(converting(path).stat().st_size if converting(path).exists() else 0)

    convert.encrypt(path, key, tell)

    whole = converting(path).stat().st_size
    steps = [later - before for before, later in pairwise([0, *sizes])]
    assert max(steps) < whole / 3  # never long without one while it grows
    assert len([size for size in sizes if size == whole]) > 12  # nor while it is compared


def test_a_copy_that_says_something_else_is_thrown_away(
    path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = convert._copy
    before = path.read_bytes()

    def lossy(*given: object) -> None:
        copy(*given)  # type: ignore[arg-type]  # handed on
        with closing(driver.connect(converting(path), key=key)) as db:
            db.execute("UPDATE aim SET updated = updated + 1 WHERE id = 'planted'")

    monkeypatch.setattr(convert, "_copy", lossy)
    with pytest.raises(KnownError) as caught:
        convert.encrypt(path, key)

    assert caught.value.code is Trouble.CORRUPT
    assert path.read_bytes() == before
    assert names(path.parent) == ["spindle.db"]


def test_a_value_of_another_kind_is_another_value(tmp_path: Path) -> None:
    """What is equal in a comparison need not be the same: 1 and 1.0, a text and its bytes."""
    alike = ("1", "1.0", "'1'", "x'31'", "NULL", "''", "x''", "0.0", "-0.0 + 1e-320")
    prints = []
    for number, value in enumerate(alike):
        path = tmp_path / f"{number}.db"
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x)")
            db.execute(f"INSERT INTO t VALUES (1, {value})")
        prints.append(print_of(path, None)["t"])
    assert len(set(prints)) == len(alike)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_a_disk_that_fills_up_leaves_the_old_file_working(
    path: Path, key: Key, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = max(2, round(path.stat().st_size / 4096 * share))
    attach = convert._attach
    before = path.read_bytes()

    def small(source: sqlite3.Connection, *given: object) -> None:
        attach(source, *given)  # type: ignore[arg-type]  # handed on
        source.execute(f"PRAGMA copy.max_page_count = {pages}")

    monkeypatch.setattr(convert, "_attach", small)
    with pytest.raises(KnownError) as caught:
        convert.encrypt(path, key)

    assert caught.value.code is Trouble.FULL
    assert path.read_bytes() == before
    assert names(path.parent) == ["spindle.db"]


def test_with_too_little_room_nothing_is_begun(
    path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=path.stat().st_size))

    with pytest.raises(KnownError) as caught:
        convert.encrypt(path, key)

    assert caught.value.code is Trouble.FULL


_FILL = """
import sys, shutil
from pathlib import Path
from spindle.storage.errors import KnownError
from spindle.storage.vault import convert
from spindle.storage.vault.key import Key
path, key = Path(sys.argv[1]) / "spindle.db", Key.fresh()
shutil.copy(sys.argv[2], path)
convert._ask_for_room = lambda _: None
before = path.read_bytes()
try:
    convert.encrypt(path, key)
except KnownError as error:
    print(error.code, path.read_bytes() == before, len(list(path.parent.iterdir())))
"""


@pytest.mark.skipif(not disks.can_mount(), reason=disks.NOT_HERE)
def test_a_disk_that_is_really_full_leaves_the_old_file_working(
    filled: Path, tmp_path: Path
) -> None:
    small = tmp_path / "disk"
    small.mkdir()
    size = filled.stat().st_size // 1024

    done = subprocess.run(
        [*disks.small(small, size + size // 2), sys.executable, "-c", _FILL, small, filled],
        env={"PYTHONPATH": str(ROOT / "app"), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == "full True 1", done.stderr


def test_somebody_who_reads_the_file_keeps_it_from_being_swapped(path: Path, key: Key) -> None:
    with closing(driver.connect(path)) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        convert.encrypt(path, key)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM aim").fetchone()
        with pytest.raises(KnownError) as caught:
            convert.swap(path, None)
        assert caught.value.code is Trouble.LOCKED
        reader.execute("COMMIT")

    assert head_of(path) == PLAIN
    with closing(readonly.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM aim").fetchone()[0]


def test_a_damaged_file_is_not_encrypted(path: Path, key: Key) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = bytes(4096)
    path.write_bytes(content)

    with pytest.raises(KnownError) as caught:
        convert.encrypt(path, key)

    assert caught.value.code is Trouble.CORRUPT
    assert names(path.parent) == ["spindle.db"]


# Killed


_WORK = """
import sys
from pathlib import Path
from spindle.storage.vault import convert, copies, keyfile
from spindle.storage.vault.key import Key
profile, key = Path(sys.argv[1]), Key.of(bytes.fromhex(sys.argv[2]))
path = profile / "spindle.db"
print("begun", flush=True)
if sys.argv[3] == "on":
    convert.encrypt(path, key)
    convert.swap(path, None)
else:
    convert.decrypt(path, key)
    convert.swap(path, key)
copies.bring_along(profile, key, encrypted=sys.argv[3] == "on")
print("done", flush=True)
"""


def working(profile: Path, key: Key, way: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _WORK, profile, key.plain.hex(), way],
        env={"PYTHONPATH": str(ROOT / "app")},
        stdout=subprocess.PIPE,
        text=True,
    )


def took(path: Path, key: Key, way: str) -> float:
    """Seconds that the whole of it takes here."""
    process = working(path.parent, key, way)
    assert process.stdout is not None
    process.stdout.readline()
    begun = now()
    process.communicate()
    return now() - begun


@pytest.mark.parametrize("way", ["on", "off"])
def test_killed_at_any_moment_one_working_file_is_left(
    path: Path, tmp_path: Path, key: Key, way: str
) -> None:
    """Twelve lives each; the file that is found is whole, with every row, with or without key."""
    made = fresh(PASSPHRASE, CHEAP)
    key = made.key
    before = print_of(path, None)
    keyfile.write(path.parent, made.slots)
    backup.daily(path, date(2026, 3, 9))
    if way == "off":
        encrypted(path, key)
        copies.bring_along(path.parent, key, encrypted=True)
    start = shutil.copytree(path.parent, tmp_path / "start")
    whole = took(path, key, way)
    chance = Random(11)  # noqa: S311 - a play

    for life in range(12):
        profile = Path(shutil.copytree(start, tmp_path / f"life{life}"))
        process = working(profile, key, way)
        assert process.stdout is not None
        process.stdout.readline()
        threading.Event().wait(chance.uniform(0, whole))
        process.send_signal(signal.SIGKILL)
        process.communicate()

        sweep(profile)
        found = profile / "spindle.db"
        opened = open_database(found, SETS, clock=ManualClock(MORNING), key=key)
        opened.close()
        assert print_of(found, key) == before, f"life {life}"
        helpers = ("backups", "spindle.db", "spindle.db-wal", "spindle.db-shm")
        rest = [file for file in names(profile) if file not in helpers]
        assert rest in ([], ["spindle.key", "spindle.key.copy"]), f"life {life}"
        # What opens it is there as long as anything needs it.
        assert rest or not copies.sealed(profile)
        shutil.rmtree(profile)


def test_a_journal_that_was_only_begun_is_swept_and_one_that_says_something_is_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "spindle.db-journal").touch()
    (tmp_path / "begun.db-journal").write_bytes(bytes(512) + b"a page that nobody waits for")
    (tmp_path / "other.db-journal").write_bytes(b"\xd9\xd5\x05\xf9 pages to take back")
    sweep(tmp_path)
    assert names(tmp_path) == ["other.db-journal"]


# What else holds words


@pytest.fixture
def profile(path: Path) -> Path:
    """A profile with older copies and kept lines of all kinds."""
    profile = path.parent
    backup.daily(path, date(2026, 3, 9))
    backup.by_hand(path, ManualClock(MORNING).now())
    shutil.copy(path, profile / "spindle-damaged-1.db")
    (profile / "quarantine").mkdir()
    (profile / "quarantine" / "restore-1.jsonl").write_text(
        '{"raw": "PLANTED okapi"}\n{"raw": "\u2028 x"}\n', "utf-8"
    )
    (profile / "media").mkdir()
    (profile / "media" / "tone.ogg").write_bytes(b"sound")
    return profile


def test_older_copies_and_kept_lines_follow_and_come_back(profile: Path, key: Key) -> None:
    path = profile / "spindle.db"
    kept = (profile / "quarantine" / "restore-1.jsonl").read_bytes()
    before = print_of(path, None)
    encrypted(path, key)
    assert len(copies.in_clear(profile)) == 4

    assert copies.bring_along(profile, key, encrypted=True) == []

    assert copies.in_clear(profile) == []
    assert in_clear(profile) == []
    assert len(copies.sealed(profile)) == 5
    (copied,) = backup.copies(path)
    assert print_of(copied, key) == before

    convert.decrypt(path, key)
    convert.swap(path, key)
    assert copies.bring_along(profile, key, encrypted=False) == []
    assert copies.sealed(profile) == []
    assert print_of(copied, None) == before
    assert (profile / "quarantine" / "restore-1.jsonl").read_bytes() == kept
    assert (profile / "media" / "tone.ogg").read_bytes() == b"sound"


def test_the_key_file_stays_while_anything_needs_it(profile: Path) -> None:
    made = fresh(PASSPHRASE, CHEAP)
    keyfile.write(profile, made.slots)
    path = profile / "spindle.db"
    other = Key.fresh()
    encrypted(profile / "spindle-damaged-1.db", other)
    encrypted(path, made.key)
    copies.bring_along(profile, made.key, encrypted=True)
    convert.decrypt(path, made.key)
    convert.swap(path, made.key)

    left = copies.bring_along(profile, made.key, encrypted=False)

    assert left == [Left(profile / "spindle-damaged-1.db", "encrypted")]
    assert keyfile.read(profile)
    (profile / "spindle-damaged-1.db").unlink()
    assert copies.bring_along(profile, made.key, encrypted=False) == []
    assert keyfile.read(profile) == ()


def test_what_cannot_be_encrypted_is_named_and_left(profile: Path, key: Key) -> None:
    damaged = profile / "spindle-damaged-1.db"
    content = damaged.read_bytes()
    damaged.write_bytes(content[: len(content) // 2])

    left = copies.bring_along(profile, key, encrypted=True)

    assert [one.file for one in left] == [damaged]
    assert copies.in_clear(profile) == [damaged]
    assert damaged.stat().st_size == len(content) // 2


def test_a_full_disk_stops_it_and_the_rest_comes_another_time(
    profile: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = convert.encrypt, iter((True, False))

    def second_is_full(path: Path, key: Key, tell: object = ignore) -> Path:
        del tell
        if next(asked):
            return real(path, key)
        raise KnownError(Trouble.FULL, path)

    monkeypatch.setattr(convert, "encrypt", second_is_full)
    left = copies.bring_along(profile, key, encrypted=True)
    assert {one.why for one in left} == {"full"}
    assert len(left) == 3
    monkeypatch.undo()

    assert copies.bring_along(profile, key, encrypted=True) == []
    assert copies.in_clear(profile) == []
