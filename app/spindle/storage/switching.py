"""Encryption switched on or off in the running program: by a job, while the worker rests.

The worker folds in and closes the file; the job makes a verified copy, encrypted or plain; then the
worker lets it take the file's name and goes on. Until that moment everything can be stopped and the
file in force is as it was. Older copies follow afterwards, while the program works again.
"""

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spindle.core.jobs_port import JobFailed, Jobs, Tell
from spindle.core.ports import Cancel, Database
from spindle.storage.files import sweep
from spindle.storage.safe import ProfileSafe
from spindle.storage.schema import DATABASE_NAME

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key
    from spindle.storage.vault.vault import Fresh, Vault

ENCRYPT: Final = "spindle.tasks:encrypt"
DECRYPT: Final = "spindle.tasks:decrypt"
BRING_ALONG: Final = "spindle.tasks:bring_along"

Left = list[list[str]]
"""Each file that did not come along, and the word for why."""


class _Step(Enum):
    """How far it is."""

    COPYING = auto()
    SWAPPING = auto()
    FOLLOWING = auto()
    ENDED = auto()


class Switching:
    """One way there or back. GUI thread; nothing is begun twice."""

    def __init__(
        self,
        database: Database,
        jobs: Jobs,
        safe: ProfileSafe,
        *,
        told: Tell,
        done: Callable[[Left], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Prepare.

        Args:
            database: The worker.
            jobs: Run what takes long.
            safe: Gets the new key, or loses the old one.
            told: Gets ``{"done", "of"}`` now and then.
            done: Gets what of the older copies stayed as it was.
            failed: Gets why nothing was changed.
        """
        self._database = database
        self._jobs = jobs
        self._safe = safe
        self._told = told
        self._done = done
        self._failed = failed
        self._key: Key
        self._to: Key | None = None
        self._cancel: Cancel | None = None
        self._step = _Step.COPYING

    def encrypt(self, fresh: "Fresh") -> None:
        """Encrypt with a new key, whose slots are written first."""
        self._key, self._to = fresh.key, fresh.key
        self._safe.ask(
            lambda vault: vault.install(fresh), lambda _: self._rest(ENCRYPT), self._not_done
        )

    def decrypt(self) -> None:
        """Make it plain again."""
        assert self._safe.key is not None  # noqa: S101 - it is open
        self._key, self._to = self._safe.key, None
        self._rest(DECRYPT)

    def bring_along(self, key: "Key", *, encrypted: bool) -> None:
        """Only let the older copies follow, those that did not the last time."""
        self._key, self._to = key, key if encrypted else None
        self._follow()

    def cancel(self) -> bool:
        """Stop. While the copy is made nothing is left of it; later some older copies stay.

        Returns:
            Whether it could be: the swap itself takes no time, and is not stopped.
        """
        if self._step not in {_Step.COPYING, _Step.FOLLOWING}:
            return False
        before, self._step = self._step, _Step.ENDED
        if self._cancel is not None:
            self._cancel()
        if before is _Step.COPYING:
            self._database.resume(self._sweep, self._tidy, lambda _: self._tidy())
        return True

    # The steps

    def _rest(self, task: str) -> None:
        if self._step is _Step.COPYING:
            self._database.rest(lambda: self._work(task))

    def _work(self, task: str) -> None:
        if self._step is not _Step.COPYING:
            return
        arguments = {"path": str(self._path), "key": self._key.plain}
        cancel = self._jobs.run(
            task, arguments, told=self._told, done=self._copied, failed=self._failed_there
        )
        if self._step is _Step.COPYING:
            self._cancel = cancel

    def _copied(self, _copy: Any) -> None:
        if self._step is _Step.COPYING:
            self._step = _Step.SWAPPING
            self._database.resume(self._swap, self._follow, self._not_done)

    def _failed_there(self, failure: JobFailed) -> None:
        if self._step is _Step.COPYING:
            # Whether it could be swept or not.
            done, failed = partial(self._not_done, failure), lambda _: self._not_done(failure)
            self._database.resume(self._sweep, done, failed)

    def _follow(self) -> None:
        self._step = _Step.FOLLOWING
        cancel = self._jobs.run(
            BRING_ALONG,
            {
                "profile": str(self._path.parent),
                "key": self._key.plain,
                "encrypted": self._to is not None,
            },
            told=self._told,
            done=self._came,
            failed=self._came_not,
        )
        if self._step is _Step.FOLLOWING:
            self._cancel = cancel

    def _came(self, left: Left) -> None:
        self._step = _Step.ENDED
        self._done(left)

    def _came_not(self, failure: JobFailed) -> None:
        """The data itself is where it should be; what is left shows in the settings."""
        self._came([[str(self._path.parent), failure.kind]])

    def _not_done(self, error: Exception) -> None:
        if self._step is not _Step.ENDED:
            self._step = _Step.ENDED
            self._tidy()
            self._failed(error)

    def _tidy(self) -> None:
        """A key file that opens nothing is not left about."""
        if self._to is not None:
            self._safe.ask(_tidied, _nothing, _nothing)

    @property
    def _path(self) -> Path:
        return self._safe.profile / DATABASE_NAME

    # In the worker's thread, on the closed file

    def _swap(self) -> None:
        from spindle.storage.unsaved import Unsaved  # noqa: PLC0415 - once in a life
        from spindle.storage.vault import convert  # noqa: PLC0415 - needs the extra

        before = self._safe.key
        # What was typed meanwhile must never wait under a key that a crash could leave unneeded.
        if self._to is None:
            Unsaved(self._safe.profile, lambda: before).reseal(None)
        try:
            convert.swap(self._path, before)
        except BaseException:
            Unsaved(self._safe.profile).reseal(before)
            self._sweep()
            raise
        self._safe.key = self._to
        Unsaved(self._safe.profile).reseal(self._to)

    def _sweep(self) -> None:
        sweep(self._safe.profile)


def _tidied(vault: "Vault") -> None:
    vault.tidy()


def _nothing(_: object) -> None:
    """Nobody waits for it."""
