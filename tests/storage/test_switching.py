"""Encryption switched on and off under a running worker: what waits, is cancelled, or fails."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from spindle.core.clock import ManualClock
from spindle.core.jobs_port import JobFailed
from spindle.core.safe_port import Kept
from spindle.storage import backup, driver, readonly
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.open import open_database
from spindle.storage.sealed import PLAIN, SEALED, head_of
from spindle.storage.switching import Left, Switching
from spindle.storage.unsaved import UNSAVED_NAME, Unsaved
from spindle.storage.vault import convert, copies, keyfile
from spindle.storage.vault.vault import Fresh, fresh
from tests.helpers.database import MORNING, Office, put
from tests.helpers.encrypted import CHEAP, PASSPHRASE, PLANTED, SETS, in_clear, plant
from tests.helpers.fakes import FakeJobs, FakeSafe

pytestmark = [pytest.mark.requirement("row-4"), pytest.mark.requirement("P2")]


class Desk:
    """A worker on a profile, its safe, and one switching with what came of it."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile
        self.path = profile / "spindle.db"
        self.safe = FakeSafe(profile)
        self.jobs = FakeJobs()
        self.office = Office(self.path, opener=self._opened, key=lambda: self.safe.key)
        self.office.worker.start()
        self.office.done(put("first"))
        self.left: list[Left] = []
        self.failures: list[Exception] = []
        self.told: list[object] = []
        self.fresh: Fresh = fresh(PASSPHRASE, CHEAP)

    def switching(self) -> Switching:
        return Switching(
            self.office.worker,
            self.jobs,
            self.safe,
            told=self.told.append,
            done=self.left.append,
            failed=self.failures.append,
        )

    def encrypt(self) -> Switching:
        made = self.switching()
        made.encrypt(self.fresh)
        return made

    def until_ended(self) -> None:
        self.office.inbox.run_until(lambda: self.left or self.failures)

    def saved(self) -> set[str]:
        with closing(readonly.connect(self.path, key=self.safe.key)) as connection:
            return {row["key"] for row in connection.execute("SELECT key FROM setting")}

    def works(self) -> None:
        """The worker goes on, on whatever file is in force."""
        self.office.done(put("afterwards"))
        assert {"first", "afterwards"} <= self.saved()

    def _opened(self) -> Database:
        return open_database(self.path, SETS, clock=ManualClock(MORNING), key=self.safe.key)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    profile = tmp_path / "profile"
    open_database(profile / "spindle.db", SETS, clock=ManualClock(MORNING)).close()
    plant(profile, None)
    made = Desk(profile)
    yield made
    made.office.worker.stop()


def names(folder: Path) -> list[str]:
    helpers = ("spindle.db-wal", "spindle.db-shm")
    return sorted(file.name for file in folder.iterdir() if file.name not in helpers)


def test_switched_on_the_worker_goes_on_with_an_encrypted_file(desk: Desk) -> None:
    backup.daily(desk.path, date(2026, 3, 9))

    desk.encrypt()
    desk.until_ended()

    assert desk.left == [[]]
    assert desk.safe.kept is Kept.OPEN
    assert head_of(desk.path) == SEALED + desk.fresh.key.id
    desk.works()
    assert in_clear(desk.profile) == []
    assert keyfile.read(desk.profile)
    parts = [one["done"] / one["of"] for one in desk.told if isinstance(one, dict)]
    assert parts


def test_switched_off_again_nothing_is_encrypted_and_no_key_file_left(desk: Desk) -> None:
    backup.daily(desk.path, date(2026, 3, 9))
    desk.encrypt()
    desk.until_ended()
    desk.left.clear()

    desk.switching().decrypt()
    desk.until_ended()

    assert desk.left == [[]]
    assert desk.safe.kept is Kept.PLAIN
    assert desk.safe.key is None
    assert copies.sealed(desk.profile) == []
    assert names(desk.profile) == ["backups", "spindle.db"]
    desk.works()


def test_what_is_typed_meanwhile_is_kept_beside_the_file_and_then_saved(desk: Desk) -> None:
    desk.jobs.holding = True
    switching = desk.encrypt()
    desk.office.inbox.run_until(lambda: desk.jobs.started)

    saved = desk.office.write(put("typed"), kind="entry", text="What I saw")
    kept = desk.profile / UNSAVED_NAME
    desk.office.worker.beat(put("beat"))
    _wait_for(kept)
    assert saved == [], "not said before it is so"
    desk.jobs.release()
    desk.until_ended()

    desk.office.inbox.run_until(lambda: saved)
    desk.works()
    assert {"typed", "beat"} <= desk.saved()
    assert not kept.exists()
    assert not switching.cancel(), "it is over"


def _wait_for(file: Path) -> None:
    from tests.helpers.waiting import wait_until  # noqa: PLC0415 - the worker's own thread writes it

    wait_until(file.exists, "the kept text")


def test_text_kept_before_follows_the_data(desk: Desk) -> None:
    Unsaved(desk.profile).append({"id": "a", "text": PLANTED})

    desk.encrypt()
    desk.until_ended()

    assert in_clear(desk.profile) == []
    assert [note["id"] for note in Unsaved(desk.profile, lambda: desk.safe.key).read()] == ["a"]


def test_cancelled_while_it_is_copied_nothing_is_left_of_it(desk: Desk) -> None:
    desk.jobs.holding = True
    switching = desk.encrypt()
    desk.office.inbox.run_until(lambda: desk.jobs.started)
    desk.office.write(put("typed"), kind="entry", text="What I saw")
    (desk.profile / "spindle.db.converting").write_bytes(b"half")

    assert switching.cancel()
    desk.works()
    desk.jobs.release()

    assert head_of(desk.path) == PLAIN
    assert "typed" in desk.saved()
    assert names(desk.profile) == ["spindle.db"]
    assert (desk.left, desk.failures) == ([], [])
    assert not switching.cancel()


def test_cancelled_before_the_worker_came_to_rest_it_never_rests(desk: Desk) -> None:
    switching = desk.encrypt()

    assert switching.cancel()
    desk.works()

    assert desk.jobs.started == []
    assert head_of(desk.path) == PLAIN


def test_cancelled_among_the_older_copies_the_data_stays_encrypted(desk: Desk) -> None:
    backup.daily(desk.path, date(2026, 3, 9))
    switching = desk.switching()
    switching._told = lambda _: setattr(desk.jobs, "holding", True)  # from the second job on
    switching.encrypt(desk.fresh)
    desk.office.inbox.run_until(lambda: len(desk.jobs.started) == 2)

    assert switching.cancel()

    desk.works()
    assert desk.safe.kept is Kept.OPEN
    (copied,) = copies.in_clear(desk.profile)
    desk.jobs.holding = False
    desk.switching().bring_along(desk.fresh.key, encrypted=True)
    assert desk.left == [[]]
    assert head_of(copied) == head_of(desk.path)


def test_a_full_disk_is_told_and_the_old_file_works_on(desk: Desk) -> None:
    desk.jobs.failure = JobFailed("The disk is full.", "full", {"path": str(desk.path)})

    desk.encrypt()
    desk.until_ended()

    assert desk.failures == [desk.jobs.failure]
    desk.works()
    assert head_of(desk.path) == PLAIN
    assert names(desk.profile) == ["spindle.db"]


def test_somebody_who_reads_the_file_is_told_of_and_nothing_has_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap = convert.swap

    def at_once(path: Path, key: object) -> None:
        monkeypatch.setattr(driver, "connect", lambda *_, **__: _busy(path))
        try:
            swap(path, key)  # type: ignore[arg-type]  # handed on
        finally:
            monkeypatch.undo()

    monkeypatch.setattr(convert, "swap", at_once)
    desk.encrypt()
    desk.until_ended()

    (error,) = desk.failures
    assert isinstance(error, KnownError)
    assert error.code is Trouble.LOCKED
    desk.works()
    assert head_of(desk.path) == PLAIN
    assert names(desk.profile) == ["spindle.db"]


def _busy(path: Path) -> sqlite3.Connection:
    """A connection that loses patience at once, and a reader that stays."""
    reader = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    _READERS.append(reader)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM aim").fetchone()
    return sqlite3.connect(path, timeout=0.05, isolation_level=None)


_READERS: list[sqlite3.Connection] = []


@pytest.fixture(autouse=True)
def readers_go() -> Iterator[None]:
    yield
    while _READERS:
        _READERS.pop().close()


def test_a_key_file_that_the_disk_refuses_begins_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise KnownError(Trouble.FULL, desk.path)

    monkeypatch.setattr(keyfile, "write", full)
    desk.encrypt()
    desk.until_ended()

    assert desk.jobs.started == []
    desk.works()


def test_quitting_in_the_middle_saves_what_waits_into_the_old_file(desk: Desk) -> None:
    desk.jobs.holding = True
    desk.encrypt()
    desk.office.inbox.run_until(lambda: desk.jobs.started)
    desk.office.write(put("typed"), kind="entry", text="What I saw")

    assert desk.office.worker.stop()

    assert "typed" in desk.saved()
    assert head_of(desk.path) == PLAIN


def test_a_damaged_old_copy_is_named_and_the_data_is_encrypted_all_the_same(desk: Desk) -> None:
    copied = backup.daily(desk.path, date(2026, 3, 9))
    assert copied is not None
    copied.write_bytes(copied.read_bytes()[:40_000])

    desk.encrypt()
    desk.until_ended()

    assert desk.left == [[[str(copied), "corrupt"]]]
    assert desk.safe.kept is Kept.OPEN
    desk.works()
