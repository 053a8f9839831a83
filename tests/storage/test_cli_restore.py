"""``spindle restore``: what it says, and what it leaves alone."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from spindle.cli.run import run
from spindle.core.feature import Feature
from spindle.features.focus.feature import FOCUS
from spindle.storage import backup
from spindle.storage.demo import fill
from spindle.storage.export import export
from tests.helpers.database import rows

Ask = Callable[..., str]


def features() -> tuple[Feature, ...]:
    return (FOCUS,)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    path = tmp_path / "full" / "spindle.db"
    fill(path, features(), date(2026, 3, 10), "Europe/Berlin")
    return path


@pytest.fixture
def zipped(full: Path, tmp_path: Path) -> Path:
    export(full, tmp_path / "all.zip", features())
    return tmp_path / "all.zip"


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    def asked(profile: Path, *verb: object, code: int = 0) -> str:
        arguments = ["--profile", str(profile), *map(str, verb)]
        assert run(arguments, features) == code
        said = capsys.readouterr()
        return said.err if code else said.out

    return asked


def inside(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.requirement("P16")
def test_a_profile_that_is_not_there_yet_is_made_from_an_export(
    ask: Ask, zipped: Path, full: Path, tmp_path: Path
) -> None:
    said = ask(tmp_path / "new", "restore", zipped)

    assert said.endswith("Restored.\n")
    count = rows(full, "SELECT count(*) AS n FROM session")[0]["n"]
    assert f"session          {count:>8} new        0 newer        0 the same" in said
    found = rows(tmp_path / "new" / "spindle.db", "SELECT count(*) AS n FROM session")
    assert found == [{"n": count}]
    assert "data as it was" not in said

    again = ask(tmp_path / "new", "restore", zipped)

    assert f"session                 0 new        0 newer {count:>8} the same" in again
    assert "The data as it was is in" in again
    assert ask(tmp_path / "new", "check").endswith("is whole.\n")


def test_a_dry_run_says_the_same_and_writes_nothing(
    ask: Ask, zipped: Path, full: Path, tmp_path: Path
) -> None:
    before = inside(full.parent)

    said = ask(full.parent, "restore", zipped, "--dry-run")
    new = ask(tmp_path / "new", "restore", zipped, "--dry-run")

    assert said.endswith("the same\nNothing was written.\n")
    assert new.endswith("Nothing was written.\n")
    assert not (tmp_path / "new").exists()
    after = inside(full.parent)
    assert {name: after[name] for name in before if not name.endswith("-shm")} == {
        name: data for name, data in before.items() if not name.endswith("-shm")
    }


def test_a_damaged_database_is_moved_aside_and_a_copy_takes_its_place(ask: Ask, full: Path) -> None:
    good = backup.copy(full, full.parent / "backups-elsewhere.db")
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    full.write_bytes(b"not a database at all " * 500)

    said = ask(full.parent, "restore", good)

    aside = full.parent / "spindle-damaged-1.db"
    assert f"The damaged database is now {aside}." in said
    assert aside.read_bytes().startswith(b"not a database")
    assert rows(full, "SELECT count(*) AS n FROM session")[0]["n"] > 100


def test_a_profile_in_use_is_refused_and_left_alone(ask: Ask, full: Path, zipped: Path) -> None:
    (full.parent / "spindle.lock").write_text(f"{os.getpid()}\nspindle\nhost\n")
    before = inside(full.parent)

    said = ask(full.parent, "restore", zipped, code=1)

    assert "Quit it first" in said
    assert inside(full.parent) == before
    assert "Nothing was written" in ask(full.parent, "restore", zipped, "--dry-run")


@pytest.mark.parametrize("lock", ["", "nonsense", "999999999\nspindle\nhost\n"])
def test_a_lock_that_nobody_holds_is_no_hindrance(
    ask: Ask, full: Path, zipped: Path, lock: str
) -> None:
    (full.parent / "spindle.lock").write_text(lock)

    assert ask(full.parent, "restore", zipped).endswith("Restored.\n")


def test_a_file_that_is_no_copy_is_a_sentence(ask: Ask, full: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"hello")

    assert "no copy and no export" in ask(full.parent, "restore", tmp_path / "x.zip", code=1)
    assert "no copy and no export" in ask(full.parent, "restore", tmp_path / "no.zip", code=1)


def test_a_merge_that_fails_in_the_middle_changes_nothing(
    full: Path, zipped: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(full.parent, other)
    with closing(sqlite3.connect(other / "spindle.db")) as connection, connection:
        connection.execute("DELETE FROM thought")
        connection.execute(
            "CREATE TRIGGER no BEFORE INSERT ON thought BEGIN SELECT raise(FAIL, 'x') "
            "WHERE new.rowid > 3; SELECT 1 / json_extract('{', '$'); END"
        )

    assert run(["--profile", str(other), "restore", str(zipped)], features) == 1

    assert rows(other / "spindle.db", "SELECT * FROM thought") == []
    assert not (other / "spindle-restore").exists()


def test_check_says_what_is_wrong(ask: Ask, full: Path) -> None:
    with closing(sqlite3.connect(full)) as connection, connection:
        connection.execute("UPDATE thought SET session_id = 'nowhere' WHERE rowid = 1")

    assert "is damaged" in ask(full.parent, "check", code=1)
