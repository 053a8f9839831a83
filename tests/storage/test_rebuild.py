"""Going back to a copy, what is saved of a damaged file, and a merge that is stopped."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from spindle.core.clock import ManualClock
from spindle.registry import FEATURES
from spindle.storage import backup, exact, readonly
from spindle.storage.demo import fill
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.export import exported
from spindle.storage.files import rebuilt, sweep
from spindle.storage.kept import copies
from spindle.storage.ours import BACKUPS, QUARANTINE, RESTORE
from spindle.storage.restore import staging
from spindle.storage.restore.live import LiveMerge
from spindle.storage.restore.rebuild import Rebuilt, put_in_place, rebuild
from spindle.storage.restore.source import Keys
from spindle.storage.tables import tables
from spindle.storage.vault import convert, keyfile
from spindle.storage.vault.key import Key
from spindle.storage.vault.vault import fresh
from tests.helpers.database import MORNING, Office, office, rows
from tests.helpers.encrypted import CHEAP, PASSPHRASE, SETS, in_clear, plant

NAMES = exported(FEATURES)
DAY = date(2026, 3, 9)
NOW = ManualClock(MORNING)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "spindle.db"
    fill(path, FEATURES, date(2026, 3, 10), "Europe/Berlin")
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    """Yesterday's copy, and what was changed since."""
    (tmp_path / "profile").mkdir()
    path = Path(shutil.copy(filled, tmp_path / "profile" / "spindle.db"))
    backup.daily(path, DAY)
    change(path, "INSERT INTO aim (id, name, updated) VALUES ('new', 'Chess', 9)")
    change(path, "UPDATE session SET title = 'another', updated = updated + 1 WHERE rowid = 1")
    return path


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def digests(path: Path, key: Key | None = None) -> dict[str, str]:
    with closing(readonly.connect(path, key=key)) as connection:
        return {t.name: exact.digest(connection, t) for t in tables(connection, NAMES)}


def made_of(path: Path, *files: Path, key: Key | None = None) -> Rebuilt:
    return rebuild(path, files, SETS, NAMES, clock=NOW, keys=Keys(key))


def inside(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(("-wal", "-shm"))
    }


# Going back


def test_gone_back_all_is_as_the_copy_says_and_back_again_as_it_was(path: Path) -> None:
    then, now = digests(copies(path.parent)[0].file), digests(path)
    assert then != now

    made_of(path, copies(path.parent)[0].file)
    assert digests(path) == now  # nothing has changed before it is put in place
    kept = put_in_place(path, NOW.now(), None, damaged=False)

    assert digests(path) == then
    assert kept.name == "before-going-back-20260310-090000.db"
    assert digests(kept) == now
    assert not list(path.parent.glob("*.rebuilt*"))
    assert not (path.parent / RESTORE).exists()

    made_of(path, kept)
    put_in_place(path, NOW.now(), None, damaged=False)
    assert digests(path) == now


def test_gone_back_encrypted_data_stays_encrypted(path: Path) -> None:
    made = fresh(PASSPHRASE, CHEAP)
    plant(path.parent, None)
    backup.daily(path, date(2026, 3, 8))
    keyfile.write(path.parent, made.slots)
    convert.encrypt(path, made.key)
    convert.swap(path, None)
    old = path.parent / BACKUPS / "spindle-20260308.db"  # still in clear
    then = digests(old)
    outside = shutil.move(old, path.parent.parent / old.name)
    (path.parent / BACKUPS / "spindle-20260309.db").unlink()

    made_of(path, Path(outside), key=made.key)
    put_in_place(path, NOW.now(), made.key, damaged=False)

    assert digests(path, made.key) == then
    assert not in_clear(path.parent)


def test_somebody_who_reads_the_file_keeps_it_in_place(path: Path) -> None:
    made_of(path, copies(path.parent)[0].file)
    now = digests(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM session").fetchone()
        with pytest.raises(KnownError) as caught:
            put_in_place(path, NOW.now(), None, damaged=False)
    assert caught.value.code is Trouble.LOCKED
    assert digests(path) == now
    # It can be tried again.
    put_in_place(path, NOW.now(), None, damaged=False)
    assert digests(path) != now


def test_without_room_for_what_is_here_now_nothing_is_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_of(path, copies(path.parent)[0].file)
    now = digests(path)
    monkeypatch.setattr(backup, "_ROOM", 1e12)
    with pytest.raises(KnownError) as caught:
        put_in_place(path, NOW.now(), None, damaged=False)
    assert caught.value.code is Trouble.FULL
    assert digests(path) == now


def test_a_copy_that_is_none_leaves_nothing_behind(path: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_bytes(b"Dear reader, " * 999)
    before = inside(path.parent)
    with pytest.raises(KnownError) as caught:
        made_of(path, tmp_path / "letter.db")
    assert caught.value.code is Trouble.BROKEN_COPY
    assert inside(path.parent) == before


def test_what_a_kill_left_is_swept_at_the_next_start(path: Path) -> None:
    before = inside(path.parent)
    staging.stage(copies(path.parent)[0].file, path.parent, SETS, NAMES)
    rebuilt(path).write_bytes(b"half")
    sweep(path.parent)
    assert inside(path.parent) == before


def test_the_copies_are_told_by_their_names(path: Path) -> None:
    folder = path.parent / BACKUPS
    for name in (
        "by-hand-20260310-090000.db",
        "before-update-20260301-120000.db",
        "spindle-20261340.db",
        "mine.db",
    ):
        shutil.copy(path, folder / name)
    assert [(copy.file.name, copy.why) for copy in copies(path.parent)] == [
        ("by-hand-20260310-090000.db", "by-hand"),
        ("spindle-20260309.db", "spindle"),
        ("before-update-20260301-120000.db", "before-update"),
    ]


# A damaged file


def damage(path: Path, table: str = "session") -> None:
    """One page of a table becomes garbage."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = connection.execute(
            "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path", (table,)
        ).fetchall()
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(path.read_bytes())
    start = (pages[len(pages) // 2][0] - 1) * size
    data[start : start + size] = b"\xff" * size
    path.write_bytes(data)


@pytest.mark.requirement("P4")
def test_of_a_damaged_file_what_is_new_stays_and_the_copy_gives_the_rest(path: Path) -> None:
    all_ids = {row["id"] for row in rows(path, "SELECT id FROM session")}
    damage(path)
    broken = path.read_bytes()

    made = made_of(path, path, *(copy.file for copy in copies(path.parent)))
    kept = put_in_place(path, NOW.now(), None, damaged=True)

    assert {row["id"] for row in rows(path, "SELECT id FROM session")} == all_ids
    assert rows(path, "SELECT name FROM aim WHERE id = 'new'") == [{"name": "Chess"}]
    own, copied = made.rows
    assert own
    assert copied
    assert made.bad
    assert kept.read_bytes() == broken
    assert kept.name == "spindle-damaged-1.db"
    assert [file.parent.name for file in made.unreadable] == [QUARANTINE] * len(made.unreadable)
    with closing(readonly.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.requirement("P4")
def test_a_file_of_which_nothing_can_be_read_comes_back_from_the_copy(path: Path) -> None:
    then = digests(copies(path.parent)[0].file)
    path.write_bytes(b"\x00" * 40_000)

    made = made_of(path, path, copies(path.parent)[0].file)
    put_in_place(path, NOW.now(), None, damaged=True)

    assert made.rows[0] is None
    assert digests(path) == then


@pytest.mark.requirement("P4")
def test_with_neither_file_nor_copy_it_is_said_and_all_stays(path: Path) -> None:
    path.write_bytes(b"\x00" * 40_000)
    copies(path.parent)[0].file.write_bytes(b"x")
    before = inside(path.parent)
    with pytest.raises(KnownError) as caught:
        made_of(path, path, copies(path.parent)[0].file)
    assert caught.value.code is Trouble.BROKEN_COPY
    assert inside(path.parent) == before


# A merge that is stopped


@pytest.fixture
def it(path: Path) -> Iterator[Office]:
    with office(path, sets=SETS) as opened:
        opened.done(lambda _: None)
        yield opened


def test_a_merge_that_is_stopped_leaves_nothing_of_it(it: Office, filled: Path) -> None:
    """Aims met by name, rows added, rows replaced: all are taken back, and nothing of mine."""
    other = it.path.parent.parent / "other" / "spindle.db"
    other.parent.mkdir()
    shutil.copy(filled, other)
    change(other, "UPDATE session SET id = 'x' || id, title = 'theirs', updated = updated + 5")
    change(other, "UPDATE aim SET id = 'x' || id, updated = updated + 5")
    change(other, "UPDATE thought SET text = 'theirs', updated = updated + 5")
    before = backup.by_hand(it.path, it.clock.now())
    was = digests(it.path)
    staging.stage(other, it.path.parent, SETS, NAMES)
    told: list[int] = []
    ended: list[str] = []

    merging = LiveMerge(
        it.worker,
        it.path.parent,
        NAMES,
        before=before,
        told=told.append,
        done=lambda *_: ended.append("done"),
        failed=lambda error: ended.append(str(error)),
    )
    merging.start("restore-test")
    it.inbox.run_until(lambda: len(told) >= 4)
    assert digests(it.path) != was
    it.write(
        lambda db: db.conn.execute("UPDATE aim SET name = 'Go', updated = 99 WHERE id = 'new'")
    )
    merging.cancel(lambda: ended.append("stopped"))
    it.inbox.run_until(lambda: ended)

    assert ended == ["stopped"]
    now = digests(it.path)
    assert {name for name in now if now[name] != was[name]} == {"aim"}
    assert rows(it.path, "SELECT name FROM aim WHERE id = 'new'") == [{"name": "Go"}]
    assert not before.exists()
    assert not (it.path.parent / RESTORE).exists()
