"""A merge while the program runs: a hundred rows a transaction, heartbeats in between."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spindle.core.ports import Database
from spindle.storage.ours import RESTORE
from spindle.storage.restore import merge, staging

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key


class LiveMerge:
    """Merges what ``spindle.tasks:look`` has staged. GUI thread; the writing is the worker's."""

    def __init__(
        self,
        database: Database,
        profile: Path,
        names: tuple[str, ...],
        *,
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
        self._failed = failed

    def start(self, label: str) -> None:
        """Merge all of it.

        Args:
            label: For the name of the file of what could not be read.
        """
        self._label = label
        self._next(0)

    def _next(self, after: int | None) -> None:
        if after is None:
            finish = lambda _: merge.finish(self._staged, self._profile, self._label)  # noqa: E731
            self._database.write(finish, self._finished, self._failed)
            return
        if after:
            self._told(after)
        self._database.write(lambda db: self._step(db, after), self._next, self._failed)

    def _step(self, db: Any, after: int) -> int | None:
        return self._merge.step(db.conn, after)

    def _finished(self, unreadable: Path | None) -> None:
        self._done(self._merge.changed, unreadable)
