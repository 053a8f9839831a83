"""The one thread that owns the write connection."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, TypeVar

from spindle.core import faults
from spindle.core.clock import Clock
from spindle.core.events import Bus, Event
from spindle.core.ids import new_id
from spindle.core.ports import Post
from spindle.core.storage_events import StorageFailed, StorageRecovered, UnsavedFound
from spindle.core.translate import N_
from spindle.storage.errors import KnownError, Trouble, known
from spindle.storage.lanes import Job, Lane, Lanes
from spindle.storage.unsaved import Unsaved

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

T = TypeVar("T")

STOP_WITHIN: Final = 5.0
"""Seconds that ``stop`` may take."""

_BUSY_MS: Final = 100  # SQLite's own wait for a lock, short so that ``stop`` is heard
_BETWEEN: Final = 0.25  # seconds between two tries on a locked file
_PATIENCE: Final = 40  # tries before the user is told: 10 s at least
_LAST_TRIES: Final = 20  # tries on a locked file once asked to stop
_RETRY: Final = 2.0  # seconds between two tries after the user was told
_LOST: Final = frozenset({Trouble.NEWER, Trouble.CORRUPT, Trouble.NOT_A_DATABASE})

_BUG = (
    N_("storage", "Spindle could not save something: {error}"),
    N_("storage", "This is a fault in Spindle. Everything else is saved."),
)
_DEAD = (
    N_("storage", "Spindle can no longer save: {error}"),
    N_("storage", "Start Spindle again. Text you write now goes to {path}."),
)


def _nothing(_: object) -> None:
    """What a rest does to the file."""


_log = logging.getLogger(__name__)


class DatabaseWorker:
    """Implements ``spindle.core.ports.Database``. Make it and call it in the GUI thread.

    Writes run one at a time, each in one IMMEDIATE transaction, heartbeats ahead of the others.
    While the disk or the file is in trouble a write waits and is tried again, reads go on, and
    typed text is also kept in ``unsaved.jsonl``.
    """

    def __init__(
        self,
        path: Path,
        opener: Callable[[], Any],
        *,
        clock: Clock,
        bus: Bus,
        post: Post,
        key: "Callable[[], Key | None]" = lambda: None,
    ) -> None:
        """Prepare; nothing is opened before ``start``.

        Args:
            path: The database file, for sentences.
            opener: Opens it (``open_database``); called in the worker's thread.
            clock: Stamps kept text.
            bus: Told of trouble and recovery, in the GUI thread.
            post: The way there.
            key: What the data is encrypted with, for text that is kept beside it.
        """
        self._path = path
        self._opener = opener
        self._clock = clock
        self._bus = bus
        self._post = post
        self._lanes = Lanes()
        self._unsaved = Unsaved(path.parent, key)
        self._found: tuple[Mapping[str, object], ...] = ()
        self._resumed: SimpleQueue[Job] = SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="database", daemon=True)
        # From here on: the worker's own.
        self._db: Any = None
        self._trouble: KnownError | None = None

    def start(self) -> None:
        """Open the file and begin with what was handed over so far."""
        self._found = self._unsaved.read()
        self._thread.start()

    def write(
        self,
        job: Callable[[Any], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        keep: Mapping[str, object] | None = None,
    ) -> None:
        """See ``spindle.core.ports.Database``."""
        note = None
        if keep is not None:
            note = {**keep, "id": new_id(), "at": self._clock.now().wall}
        self._lanes.put(Job(Lane.WRITE, job, done, failed, note))

    def beat(self, job: Callable[[Any], object]) -> None:
        """See ``spindle.core.ports.Database``."""
        self._lanes.put(Job(Lane.BEAT, job))

    def read(
        self,
        job: Callable[[sqlite3.Connection], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """See ``spindle.core.ports.Database``. While writes fail, reads pass them."""
        self._lanes.put(Job(Lane.READ, job, done, failed))

    def rest(self, rested: Callable[[], None]) -> None:
        """See ``spindle.core.ports.Database``."""
        self._lanes.put(Job(Lane.REST, _nothing, lambda _: rested()))

    def resume(
        self,
        change: Callable[[], None] | None = None,
        done: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """See ``spindle.core.ports.Database``."""
        run = _nothing if change is None else lambda _: change()
        ended = None if done is None else lambda _: done()
        self._resumed.put(Job(Lane.REST, run, ended, failed))
        self._lanes.nudge()

    def forget_unsaved(self, ids: Collection[str]) -> None:
        """The notes of an ``UnsavedFound`` are in the database now."""
        self.write(lambda _: self._unsaved.forget(ids))

    def retry(self) -> None:
        """Try at once what waits."""
        self._lanes.nudge()

    def stop(self) -> bool:
        """Write what waits, fold the WAL into the file, close; at most five seconds.

        Returns:
            Whether everything was saved. If not, typed text is in ``unsaved.jsonl``.
        """
        self._stopping.set()
        self._lanes.close()
        if self._thread.is_alive():
            self._thread.join(STOP_WITHIN)
        return not self._thread.is_alive() and not self._lanes.writes()

    # The worker's thread from here on.

    def _run(self) -> None:
        for last in (False, True):
            try:
                self._loop()
            except Exception as error:  # noqa: BLE001 - logged, and told the second time
                _log.error("The database worker stumbled", exc_info=error)
                self._close()
                if last:
                    self._only_keep(error)
            else:
                self._close()
                return

    def _loop(self) -> None:
        while (job := self._lanes.take()) is not None:
            if job.lane is Lane.READ:
                self._answer(job)
            elif job.lane is Lane.REST:
                self._rest(job)
            elif (trouble := self._save(job)) is not None:
                self._lanes.put_back(job)
                self._tell_trouble(trouble)
                if self._lanes.closed:
                    return
                self._wait(trouble)

    def _rest(self, job: Job) -> None:
        """Leave the file alone until told to go on, or to stop."""
        self._close()
        if job.done is not None:
            self._post(partial(job.done, None))
        while self._resumed.empty() and not self._lanes.closed:
            self._keep(self._lanes.writes())
            self._lanes.pause(None)
        while not self._resumed.empty():
            self._change(self._resumed.get())

    def _change(self, job: Job) -> None:
        try:
            job.run(None)
        except Exception as error:  # noqa: BLE001 - whoever asked hears it
            if job.failed is not None:
                self._post(partial(job.failed, self._trouble_behind(error) or error))
        else:
            if job.done is not None:
                self._post(partial(job.done, None))

    def _save(self, job: Job) -> KnownError | None:
        """Run a write to its end; the trouble for which it has to wait, if there is some."""
        tried = 0
        while True:
            tried += 1
            try:
                result = self._transact(job)
            except Exception as error:  # noqa: BLE001 - whatever a job raises is reported
                trouble = self._trouble_behind(error)
                if trouble is None:
                    self._keep((job,))
                    self._report(job, error)
                    return None
                if not self._tries_again(trouble, tried):
                    break
            else:
                self._saved(job, result)
                return None
        if trouble.code not in {Trouble.LOCKED, Trouble.FULL}:
            self._close()  # the next try opens the file anew
        return trouble

    def _trouble_behind(self, error: Exception) -> KnownError | None:
        """What may pass with time; an error of the job itself, files it reads included, is not."""
        ours = isinstance(error, KnownError | sqlite3.Error)
        return known(error, self._path) if ours else None

    def _tries_again(self, trouble: KnownError, tried: int) -> bool:
        """Whether to try a locked file once more before anybody is told."""
        if trouble.code is not Trouble.LOCKED or self._trouble is not None:
            return False
        most = _LAST_TRIES if self._stopping.wait(_BETWEEN) else _PATIENCE
        return tried < most

    def _transact(self, job: Job) -> Any:
        db = self._opened()
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            result = job.run(db)
            db.conn.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # some errors have ended the transaction already
                db.conn.execute("ROLLBACK")
            raise
        return result

    def _opened(self) -> Any:
        if self._db is None:
            db = self._opener()
            db.conn.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            self._db = db
        return self._db

    def _answer(self, job: Job) -> None:
        try:
            result = job.run(self._opened().conn)
        except Exception as error:  # noqa: BLE001 - likewise
            self._report(job, error)
        else:
            if job.done is not None:
                self._post(partial(job.done, result))

    def _report(self, job: Job, error: Exception) -> None:
        """Tell of an error that trying again would not mend."""
        trouble = self._trouble_behind(error)
        if job.failed is not None:
            self._post(partial(job.failed, trouble or error))
        elif trouble is not None:
            if self._trouble is None:  # else it has been told
                self._publish(_failure(trouble, lasting=False))
        else:
            _log.error("A database job failed", exc_info=error)
            facts = {"error": faults.where(error)}
            self._publish(StorageFailed("bug", *_BUG, facts, lasting=False))

    def _saved(self, job: Job, result: Any) -> None:
        """After a commit: say so, and take back what was said and kept because of trouble."""
        if job.kept and job.note is not None:
            self._unsaved.forget({str(job.note["id"])})
        if job.done is not None:
            self._post(partial(job.done, result))
        if self._found:
            self._publish(UnsavedFound(self._found))
            self._found = ()
        if self._trouble is not None and not self._lanes.writes():
            self._trouble = None
            self._publish(StorageRecovered())

    def _tell_trouble(self, trouble: KnownError) -> None:
        waiting = self._lanes.writes()
        kept = self._keep(waiting)
        if self._trouble is None or self._trouble.code is not trouble.code:
            self._trouble = trouble
            self._publish(_failure(trouble, waiting=len(waiting), kept=kept))

    def _keep(self, jobs: Sequence[Job]) -> bool:
        """Put the text of these jobs into ``unsaved.jsonl``; whether all that have some are."""
        noted = [job for job in jobs if job.note is not None]
        for job in noted:
            job.kept = job.kept or self._unsaved.append(job.note or {})
        return bool(noted) and all(job.kept for job in noted)

    def _wait(self, trouble: KnownError) -> None:
        for job in self._lanes.take_reads():
            self._answer(job)
        self._lanes.pause(None if trouble.code in _LOST else _RETRY)

    def _only_keep(self, error: Exception) -> None:
        """Stumbled twice: until the end, do nothing but keep typed text."""
        facts = {"error": faults.where(error), "path": str(self._unsaved.path)}
        with suppress(Exception):  # the way to the GUI may be what broke
            self._publish(StorageFailed("bug", *_DEAD, facts))
        while not self._lanes.closed:
            self._keep(self._lanes.writes())
            self._lanes.pause(None)
        self._keep(self._lanes.writes())

    def _publish(self, event: Event) -> None:
        self._post(partial(self._bus.publish, event))

    def _close(self) -> None:
        db, self._db = self._db, None
        if db is None:
            return
        with suppress(sqlite3.Error):
            db.conn.execute("PRAGMA optimize")
            db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with suppress(sqlite3.Error):
            db.close()


def _failure(
    trouble: KnownError, *, waiting: int = 0, kept: bool = False, lasting: bool = True
) -> StorageFailed:
    return StorageFailed(
        trouble.code,
        trouble.sentence,
        trouble.advice,
        trouble.facts,
        waiting=waiting,
        kept=kept,
        lasting=lasting,
    )
