"""The database worker: order, commits, trouble that passes, and text that waits."""

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from spindle.core.storage_events import StorageFailed, StorageRecovered, UnsavedFound
from spindle.storage import worker as worker_module
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.open import open_database
from spindle.storage.unsaved import UNSAVED_NAME, Unsaved, newest
from tests.helpers.database import Office, keys, office, put

TYPED = "Lemma 4 \u202eعربي\u202c 🌙"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "spindle.db"


def unsaved(path: Path) -> list[dict[str, Any]]:
    file = path.parent / UNSAVED_NAME
    return (
        [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    )


def limit(pages: int) -> Callable[[Any], Any]:
    """Let the file grow no further than so many pages more: a full disk."""

    def job(db: Any) -> Any:
        now = db.conn.execute("PRAGMA page_count").fetchone()[0]
        return db.conn.execute(f"PRAGMA max_page_count = {now + pages}").fetchone()[0]

    return job


def big(key: str) -> Callable[[Any], Any]:
    return put(key, json.dumps("x" * 50_000))


def test_done_comes_after_the_commit_and_in_the_order_of_writing(path: Path) -> None:
    seen: list[set[str]] = []
    with office(path) as it:
        it.worker.write(put("a"), lambda _: seen.append(keys(path)))
        it.worker.write(put("b"), lambda _: seen.append(keys(path)))
        it.inbox.run_until(lambda: len(seen) == 2)

    assert seen[0] >= {"a"}
    assert seen[1] == {"a", "b"}


def test_a_heartbeat_goes_ahead_of_writes_that_wait(path: Path) -> None:
    order: list[str] = []
    gate = threading.Event()
    with office(path) as it:
        it.worker.write(lambda _: gate.wait(10))
        it.worker.write(lambda _: order.append("write"))
        it.worker.beat(lambda _: order.append("beat"))
        gate.set()
        it.done(lambda _: None)

    assert order == ["beat", "write"]


def test_a_read_sees_every_write_handed_over_before_it(path: Path) -> None:
    found: list[int] = []
    with office(path) as it:
        for number in range(20):
            it.worker.write(put(str(number)))
        it.worker.read(
            lambda connection: int(
                connection.execute("SELECT count(*) FROM setting").fetchone()[0]
            ),
            found.append,
        )
        it.inbox.run_until(lambda: found)

    assert found == [20]


def test_a_job_that_fails_leaves_nothing_and_stops_nobody(path: Path) -> None:
    def half(db: Any) -> None:
        put("half")(db)
        db.conn.execute("INSERT INTO nowhere VALUES (1)")

    failures: list[Exception] = []
    with office(path) as it:
        it.worker.write(half, failed=failures.append)
        it.done(put("next"))

    assert isinstance(failures[0], sqlite3.OperationalError)
    assert keys(path) == {"next"}


def test_a_job_that_fails_unheard_is_told_to_all_and_its_text_is_kept(path: Path) -> None:
    with office(path) as it:
        it.write(lambda _: 1 // 0, kind="entry", text="What I saw")
        failed = it.told(StorageFailed)

    assert (failed.code, failed.lasting) == ("bug", False)
    assert unsaved(path)[0]["text"] == "What I saw"


@pytest.mark.requirement("P19")
def test_an_error_that_carries_what_was_typed_is_told_by_its_place(path: Path) -> None:
    with office(path) as it:
        it.write(lambda _: date.fromisoformat("What I saw"), kind="entry", text="What I saw")
        failed = it.told(StorageFailed)

    assert failed.facts["error"].startswith("ValueError in test_worker.py")
    assert "What I saw" not in "".join(failed.facts.values())


def test_stop_writes_all_that_waits_and_folds_the_wal_in(path: Path) -> None:
    with office(path) as it:
        for number in range(200):
            it.worker.write(put(str(number)))
        assert it.worker.stop()

    assert len(keys(path)) == 200
    assert [file.name for file in path.parent.iterdir()] == ["spindle.db"]


def test_a_full_disk_loses_nothing_and_is_told_once(path: Path) -> None:
    with office(path) as it:
        it.done(limit(3))
        first = it.write(big("a"), kind="entry", text=TYPED)
        failed = it.told(StorageFailed)
        assert (failed.code, failed.kept) == (Trouble.FULL, True)
        assert unsaved(path)[0]["text"] == TYPED
        assert (path.parent / UNSAVED_NAME).stat().st_mode & 0o077 == 0

        second = it.write(big("b"))
        found: list[int] = []
        it.worker.read(
            lambda c: int(c.execute("SELECT count(*) FROM setting").fetchone()[0]), found.append
        )
        it.inbox.run_until(lambda: found)
        assert found == [0]
        assert not first

        it.worker.beat(limit(1000))  # somebody made room
        it.told(StorageRecovered)
        assert first
        assert second

    assert keys(path) == {"a", "b"}
    assert not (path.parent / UNSAVED_NAME).exists()
    assert not it.heard


def test_newer_text_of_a_thing_stays_kept_when_only_its_older_text_is_saved(path: Path) -> None:
    gate = threading.Event()
    with office(path) as it:
        it.done(limit(3))
        it.worker.write(lambda _: gate.wait(10))
        older = it.write(big("a"), kind="entry", id="e1", thing="e1", text="older")
        newer = it.write(big("b"), kind="entry", id="e1", thing="e1", text="newer")
        gate.set()
        it.told(StorageFailed)
        assert [note["text"] for note in unsaved(path)] == ["older", "newer"]

        it.worker.beat(limit(16))  # room for one of them
        it.inbox.run_until(lambda: older)
        assert not it.worker.stop()

    assert not newer
    assert [(note["thing"], note["text"]) for note in unsaved(path)] == [("e1", "newer")]


def test_of_each_thing_the_newest_text_is_the_one_to_recover() -> None:
    def note(name: str, at: int, text: str, **more: str) -> dict[str, object]:
        return {"id": name, "at": at, "kind": "entry", "text": text, **more}

    notes = (
        note("1", 5, "newer", thing="e1"),
        note("2", 4, "older", thing="e1"),
        note("3", 5, "another", thing="e2"),
        note("4", 5, "another, as fast", thing="e2"),
        note("5", 1, "a thought"),
        note("6", 1, "a thought"),
    )

    assert [kept["id"] for kept in newest(notes)] == ["1", "4", "5", "6"]


def test_what_cannot_be_saved_before_the_end_is_found_at_the_next_start(path: Path) -> None:
    with office(path) as it:
        it.done(limit(0))
        it.write(big("a"), kind="entry", text="kept")
        it.told(StorageFailed)
        assert not it.worker.stop()

    with office(path) as it:
        it.done(put("b"))
        found = it.told(UnsavedFound)
        assert [(note["kind"], note["text"]) for note in found.notes] == [("entry", "kept")]
        assert found.notes[0]["at"] == it.clock.now().wall

        it.worker.forget_unsaved([str(note["id"]) for note in found.notes])
        it.done(put("c"))

    assert not (path.parent / UNSAVED_NAME).exists()


LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""


class Locker:
    """Another program that keeps the file locked."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", LOCK, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def let_go(self) -> None:
        self._process.communicate()


def test_another_program_may_lock_the_file_for_five_seconds_unnoticed(path: Path) -> None:
    with office(path) as it:
        it.done(put("a"))
        locker = Locker(path)
        threading.Timer(5.0, locker.let_go).start()

        it.done(put("b"))

        assert not it.heard
    assert keys(path) == {"a", "b"}


def test_a_longer_lock_is_told_and_what_waits_is_saved_after_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "_PATIENCE", 2)
    with office(path) as it:
        it.done(put("a"))
        locker = Locker(path)
        saved = it.write(put("b"))
        assert it.told(StorageFailed).code is Trouble.LOCKED
        assert not saved
        locker.let_go()
        it.told(StorageRecovered)
        assert saved


def test_the_user_is_told_of_a_lock_after_ten_seconds_at_least() -> None:
    assert worker_module._PATIENCE * worker_module._BETWEEN >= 10


def test_stopping_while_the_file_is_locked_takes_no_longer_than_promised(path: Path) -> None:
    with office(path) as it:
        it.done(put("a"))
        locker = Locker(path)
        it.write(put("b"), text="kept")
        assert not it.worker.stop()
        assert not it.worker._thread.is_alive()
        locker.let_go()

    assert unsaved(path)[0]["text"] == "kept"


def test_a_file_that_cannot_be_opened_is_told_and_opened_later(path: Path) -> None:
    troubles = [KnownError(Trouble.READ_ONLY, path)]

    def opener() -> Any:
        if troubles:
            raise troubles.pop()
        return open_database(path, clock=it.clock)

    it = Office(path, opener=opener)
    it.worker.start()
    saved = it.write(put("a"))
    failed = it.told(StorageFailed)
    assert failed.sentence.format_map(failed.facts) == f"Spindle may not write to {path}."
    it.worker.retry()
    it.told(StorageRecovered)
    assert saved
    assert it.worker.stop()


def test_a_newer_file_stays_refused_while_text_is_kept(path: Path) -> None:
    with closing(open_database(path, clock=Office(path).clock)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()

    with office(path) as it:
        it.write(put("a"), text="kept")
        assert it.told(StorageFailed).code is Trouble.NEWER

    assert path.read_bytes() == before
    assert unsaved(path)[0]["text"] == "kept"


def stumbling(it: Office, times: int) -> None:
    """The way to the GUI breaks so many times."""
    left = [None] * times
    inbox = it.inbox

    def post(job: Callable[[], None]) -> None:
        if left:
            left.pop()
            raise RuntimeError("no way")
        inbox(job)

    it.worker._post = post


def test_a_worker_that_stumbles_begins_again_once(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with office(path) as it:
        stumbling(it, 1)
        it.worker.write(put("a"), lambda _: None)
        it.done(put("b"))

    assert keys(path) == {"a", "b"}
    assert "stumbled" in caplog.text


def test_a_worker_that_stumbles_twice_says_so_and_keeps_text(path: Path) -> None:
    with office(path) as it:
        stumbling(it, 2)
        it.worker.write(put("a"), lambda _: None)
        it.worker.write(put("b"), lambda _: None)
        failed = it.told(StorageFailed)
        it.write(put("c"), text="kept")

    assert failed.lasting
    assert str(path.parent / UNSAVED_NAME) in failed.advice.format_map(failed.facts)
    assert unsaved(path)[0]["text"] == "kept"


def test_nothing_is_opened_before_the_start(path: Path) -> None:
    it = Office(path)
    it.write(put("a"))

    assert not path.exists()
    assert not it.worker.stop()


def test_a_torn_line_of_unsaved_text_hides_no_other(tmp_path: Path) -> None:
    file = Unsaved(tmp_path)
    assert file.append({"id": "1", "text": "whole"})
    with file.path.open("ab") as out:
        out.write(b'{"id": "2", "te')

    assert [note["text"] for note in file.read()] == ["whole"]


def test_unsaved_text_goes_nowhere_when_the_disk_refuses_it_too(tmp_path: Path) -> None:
    file = Unsaved(tmp_path)
    file.path = Path("/dev/full")

    assert not file.append({"id": "1", "text": "x"})
