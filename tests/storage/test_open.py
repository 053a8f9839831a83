"""The one opener: private, current, and never touching what it cannot read."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from spindle.core.clock import ManualClock
from spindle.features.focus.migrations import MIGRATIONS as FOCUS
from spindle.registry import FEATURES
from spindle.storage import backup
from spindle.storage.errors import BugError, KnownError, Trouble
from spindle.storage.migrations import MIGRATIONS
from spindle.storage.open import known_names, open_database
from spindle.storage.schema import SCHEMA
from tests.helpers import disks
from tests.helpers.database import MORNING, keys, put

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("schema-*.sql"))
SETS = tuple(feature.migrations() for feature in FEATURES if feature.migrations is not None)
CLOCK = ManualClock(MORNING, "Europe/Berlin")


def open_all(path: Path) -> Database:
    return open_database(path, SETS, clock=CLOCK, wait=0.1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "spindle.db"


def pragma(db: Database, name: str) -> object:
    return db.conn.execute(f"PRAGMA {name}").fetchone()[0]


def refused(path: Path, sets: tuple[Migrations, ...] = ()) -> KnownError:
    with pytest.raises(KnownError) as caught:
        open_database(path, sets, clock=CLOCK, wait=0.1)
    return caught.value


def test_a_new_file_is_durable_and_checks_its_references(path: Path) -> None:
    with closing(open_all(path)) as db:
        assert pragma(db, "journal_mode") == "wal"
        assert pragma(db, "synchronous") == 2
        assert pragma(db, "foreign_keys") == 1
        assert pragma(db, "temp_store") == 2
        assert pragma(db, "user_version") == SCHEMA


def test_the_schema_number_counts_every_known_migration() -> None:
    assert len(known_names((MIGRATIONS, *SETS))) == SCHEMA


def test_every_row_has_an_id_and_an_update_time_and_every_table_is_strict(path: Path) -> None:
    with closing(open_all(path)) as db:
        for name, strict in db.conn.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
            "AND name NOT IN ('sqlite_schema', '_sqlite_migrations', 'searched')"
        ).fetchall():
            columns = {column.name: column for column in db.table(name).columns}
            key = "key" if name == "setting" else "id"
            assert strict, name
            assert columns[key].is_pk, name
            assert columns["updated"].notnull, name


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a profile private by its folder")
def test_folder_and_file_are_the_users_alone_also_after_somebody_opened_them_up(
    path: Path,
) -> None:
    open_all(path).close()
    path.chmod(0o644)
    path.parent.chmod(0o755)

    with closing(open_all(path)) as db:
        put("a")(db)
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}

    assert modes == {"spindle.db": 0o600, "spindle.db-wal": 0o600, "spindle.db-shm": 0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a profile private by its folder")
def test_copies_sounds_and_kept_texts_become_the_users_alone_again(
    path: Path, tmp_path: Path
) -> None:
    open_all(path).close()
    outside = tmp_path / "outside.txt"
    outside.write_text("theirs")
    outside.chmod(0o644)
    names = (
        "unsaved.jsonl",
        "window.json",
        "backups/a.db",
        "media/ab/x.ogg",
        "pasted/note.txt",
        "quarantine/q.jsonl",
        "spindle-restore/staged.db",
        "voices/amy.onnx",
    )
    path.parent.chmod(0o755)
    for name in names:
        file = path.parent / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
        file.chmod(0o666)
        file.parent.chmod(0o755)
    (path.parent / "media" / "link").symlink_to(outside)

    open_all(path).close()

    for found in path.parent.rglob("*"):
        if not found.is_symlink():
            assert found.stat().st_mode & 0o777 == (0o700 if found.is_dir() else 0o600), found
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert outside.stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a profile private by its folder")
def test_a_folder_that_others_use_stays_open_to_them(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "theirs.txt").write_text("not ours")
    shared.chmod(0o777)

    for _ in range(2):
        open_all(shared / "spindle.db").close()
        assert shared.stat().st_mode & 0o7777 == 0o777
        assert (shared / "spindle.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a profile private by its folder")
def test_a_folder_for_everybody_stays_so_even_where_only_spindle_has_a_file(
    tmp_path: Path,
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)

    for _ in range(2):
        open_all(shared / "spindle.db").close()
        assert shared.stat().st_mode & 0o7777 == 0o1777


def test_opening_again_changes_nothing_and_copies_nothing(path: Path) -> None:
    open_all(path).close()
    before = path.read_bytes()

    open_all(path).close()

    assert path.read_bytes() == before
    assert not (path.parent / "backups").exists()


def test_a_pending_migration_runs_after_a_copy_was_made(path: Path) -> None:
    with closing(open_database(path, (FOCUS,), clock=CLOCK)) as db:
        put("a")(db)

    with closing(open_all(path)) as db:
        assert db.table("question").exists()
        assert pragma(db, "user_version") == SCHEMA

    (copy,) = (path.parent / "backups").iterdir()
    assert copy.name == "before-update-20260310-090000.db"
    assert keys(copy) == {"a"}


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    broken = Migrations("broken")

    @broken()
    def m001_half(db: Database) -> None:
        db.execute("CREATE TABLE half (id TEXT PRIMARY KEY) STRICT")
        db.execute("INSERT INTO nowhere VALUES (1)")

    open_all(path).close()
    with pytest.raises(BugError):
        open_database(path, (*SETS, broken), clock=CLOCK)

    with closing(open_all(path)) as db:
        assert not db.table("half").exists()


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_file_of_an_earlier_schema_opens_with_all_its_rows(path: Path, fixture: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        old.executescript(fixture.read_text("utf-8"))

    with closing(open_all(path)) as db:
        titles = [row["title"] for row in db.query("SELECT title FROM session ORDER BY started")]
        assert titles == ["Prove Lemma 4", "Walk"]
        assert pragma(db, "user_version") == SCHEMA


@pytest.mark.parametrize("how", ["migration", "version"])
def test_a_newer_file_is_refused_untouched(path: Path, how: str) -> None:
    with closing(open_all(path)) as db:
        if how == "migration":
            db.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
                "VALUES ('listen', 'm001_documents', '2027')"
            )
        else:
            db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before = path.read_bytes()

    error = refused(path, SETS)

    assert error.code is Trouble.NEWER
    assert "newer Spindle" in str(error)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda _: b"not a database at all " * 500, Trouble.NOT_A_DATABASE),
        (lambda data: data[:100] + b"\xff" * 4000 + data[4100:], Trouble.CORRUPT),
        (lambda data: data[:5000], Trouble.CORRUPT),
    ],
    ids=["other file", "overwritten", "cut off"],
)
def test_a_damaged_file_is_refused_untouched(path: Path, damage: object, code: Trouble) -> None:
    open_all(path).close()
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()

    error = refused(path, SETS)

    assert error.code is code
    way_out = "spindle-damaged.db" if code is Trouble.NOT_A_DATABASE else "Take back what can"
    assert way_out in str(error)
    assert path.read_bytes() == before


def test_damage_deep_inside_is_found_after_a_crash(path: Path) -> None:
    with closing(open_all(path)) as db:
        for number in range(2000):
            put(f"key {number}")(db)
    data = bytearray(path.read_bytes())
    data[-8192:] = b"\xff" * 8192
    path.write_bytes(data)
    Path(f"{path}-wal").write_bytes(b"left behind by a crash")

    assert refused(path, SETS).code is Trouble.CORRUPT


def test_the_database_of_another_program_is_refused_untouched(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE shopping (thing)")
    before = path.read_bytes()

    assert refused(path).code is Trouble.NOT_A_DATABASE
    assert path.read_bytes() == before


def test_an_empty_file_left_by_a_power_cut_becomes_a_database(path: Path) -> None:
    path.parent.mkdir()
    path.touch()

    with closing(open_all(path)) as db:
        assert db.table("session").exists()


def test_a_folder_in_the_place_of_the_file_is_a_known_error(path: Path) -> None:
    path.mkdir(parents=True)

    assert refused(path).code in {Trouble.DISK, Trouble.NOT_A_DATABASE, Trouble.READ_ONLY}


@pytest.fixture
def read_only_disk(tmp_path: Path) -> Iterator[Path]:
    """A mounted file system that refuses writing, as root needs; else a plain folder."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0:
        yield disk
        disk.chmod(0o700)
        return
    with disks.mounted(disk, 4096) as why_not:
        if why_not:
            pytest.skip(why_not)
        yield disk


def make_read_only(disk: Path) -> None:
    if os.geteuid() == 0:
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    else:
        for file in disk.iterdir():
            file.chmod(0o400)
        disk.chmod(0o500)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a read-only file system")
@pytest.mark.parametrize("exists", [True, False], ids=["with a profile", "empty"])
def test_a_read_only_disk_is_a_sentence(read_only_disk: Path, *, exists: bool) -> None:
    path = read_only_disk / "spindle.db"
    if exists:
        open_all(path).close()
    make_read_only(read_only_disk)

    error = refused(path, SETS)

    assert error.code is Trouble.READ_ONLY
    assert str(path) in str(error) or str(path.parent) in str(error)


def test_a_file_that_another_program_locks_is_a_sentence(path: Path) -> None:
    open_all(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")

        assert refused(path, SETS).code is Trouble.LOCKED


@pytest.mark.requirement("P4")
def test_an_emptied_file_beside_copies_is_damaged_and_not_new(path: Path) -> None:
    open_all(path).close()
    backup.daily(path, MORNING.date())
    path.write_bytes(b"")
    assert refused(path).code is Trouble.CORRUPT
    assert path.read_bytes() == b""

    # With no copy it is what a power cut leaves of a start that had just begun.
    for copied in (path.parent / "backups").iterdir():
        copied.unlink()
    open_all(path).close()
