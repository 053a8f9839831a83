"""A merge while the program runs: a hundred rows a transaction, heartbeats in between.

Stopped, it goes back by the same steps to what the copy from before says.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spindle.core.ports import Database
from spindle.storage.ours import RESTORE
from spindle.storage.restore import merge, staging

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

_ALL: Final = 2**62
"""Behind every row."""


class LiveMerge:
    """Merges what ``spindle.tasks:look`` has staged. GUI thread; the writing is the worker's."""

    def __init__(
        self,
        database: Database,
        profile: Path,
        names: tuple[str, ...],
        *,
        before: Path,
        key: "Key | None" = None,
        told: Callable[[int], None],
        done: Callable[[int, Path | None], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Prepare; ``start`` begins.

        Args:
            database: The worker.
            profile: Whose staging folder to merge.
            names: The tables that belong to the user.
            before: The copy of the data as it is.
            key: What the profile is encrypted with, if it is.
            told: Gets the number of rows looked at so far.
            done: Gets the number of rows written, and the file that names what could not be read.
            failed: Gets an error; what was merged until then stays, and can be merged again.
        """
        self._database = database
        self._profile = profile
        self._staged = staging.Staged(folder=profile / RESTORE, rows={}, bad=0, key=key)
        self._merge = merge.Merge(self._staged.database, names, key)
        self._told = told
        self._done = done
        self._stopped: Callable[[], None] | None = None
        self._failed = failed
        self._before = before

    def start(self, label: str) -> None:
        """Merge all of it.

        Args:
            label: For the name of the file of what could not be read.
        """
        self._label = label
        self._next(0)

    def cancel(self, stopped: Callable[[], None]) -> None:
        """Stop after the step under way, and take back what was merged.

        Args:
            stopped: Called once all is as it was; the copy from before is gone as well.
        """
        self._stopped = stopped

    def _next(self, after: int | None) -> None:
        if self._stopped is not None:
            self._back(_ALL if after is None else after)
            return
        if after is None:
            finish = lambda _: merge.finish(self._staged, self._profile, self._label)  # noqa: E731
            self._database.write(finish, self._finished, self._failed)
            return
        if after:
            self._told(after)
        self._database.write(lambda db: self._step(db, after), self._next, self._failed)

    def _back(self, upto: int | None) -> None:
        if upto is None:
            self._database.write(lambda _: self._tidy(), lambda _: self._ended(), self._failed)
        else:
            self._database.write(lambda db: self._step_back(db, upto), self._back, self._failed)

    def _ended(self) -> None:
        if self._stopped is not None:
            self._stopped()

    def _step_back(self, db: Any, upto: int) -> int | None:
        return self._merge.back(db.conn, self._before, upto)

    def _tidy(self) -> None:
        staging.clear(self._profile)
        self._before.unlink(missing_ok=True)

    def _step(self, db: Any, after: int) -> int | None:
        return self._merge.step(db.conn, after)

    def _finished(self, unreadable: Path | None) -> None:
        self._done(self._merge.changed, unreadable)
