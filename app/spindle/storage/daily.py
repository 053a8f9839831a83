"""The copy of each day and the check of each week, beside the worker: no heartbeat waits."""

import logging
import threading
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spindle.core.clock import Clock
from spindle.core.days import today
from spindle.core.events import Bus
from spindle.core.ports import Post
from spindle.core.storage_events import StorageFailed
from spindle.core.translate import N_
from spindle.storage import backup, health
from spindle.storage.errors import BugError, KnownError

if TYPE_CHECKING:
    from collections.abc import Callable

    from spindle.storage.vault.key import Key

_NO_COPY: Final = N_("storage", "Today's copy of your data could not be made.")
_LOW: Final = (
    N_("storage", "The disk with {folder} is nearly full."),
    N_("storage", "Free some space. Without room Spindle can neither save nor copy your data."),
)

_DAMAGED: Final = (
    N_("storage", "The check of the week found damage in {path}: {finding}."),
    N_(
        "storage",
        "Open Settings, Your data, and take data back from the newest copy; what is newer and can "
        "be read stays.",
    ),
)

_log = logging.getLogger(__name__)


class DailyBackup:
    """Call ``run`` once the worker is ready, and whenever a day begins. GUI thread."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Clock,
        bus: Bus,
        post: Post,
        key: "Callable[[], Key | None]" = lambda: None,
    ) -> None:
        self._path = path
        self._key = key
        self._clock = clock
        self._bus = bus
        self._post = post
        self._thread: threading.Thread | None = None

    def run(self, day_start: int) -> None:
        """Make today's copy unless it exists; returns at once.

        Args:
            day_start: Minutes after midnight at which a day begins.
        """
        if self._thread is None or not self._thread.is_alive():
            day = today(self._clock.now(), day_start)
            self._thread = threading.Thread(
                target=self._make, args=(day,), name="daily copy", daemon=True
            )
            self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        """Wait for a copy being made; one cut off leaves only a rest that the next one removes."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _make(self, day: date) -> None:
        try:
            if health.is_low(self._path):
                self._warn()
            made = backup.daily(self._path, day, key=self._key())
            if made is not None and self._first_of_week(day):
                self._check()
        except KnownError as error:
            failure = StorageFailed(
                error.code, _NO_COPY, error.sentence, error.facts, lasting=False
            )
            self._post(partial(self._bus.publish, failure))
        except (BugError, OSError):
            _log.exception("No copy could be made")

    def _first_of_week(self, day: date) -> bool:
        """Whether no other copy of this week is there: then the whole file is looked at as well."""
        week = day.isocalendar()[:2]
        others = map(backup.day_of, backup.copies(self._path))
        return not any(other != day and other.isocalendar()[:2] == week for other in others)

    def _check(self) -> None:
        found = health.check(self._path, key=self._key())
        if found:
            facts = {"path": str(self._path), "finding": found[0]}
            failure = StorageFailed("damaged", *_DAMAGED, facts, lasting=False)
            self._post(partial(self._bus.publish, failure))

    def _warn(self) -> None:
        """The disk is nearly full; once a day, for it is asked once a day."""
        facts = {"folder": str(self._path.parent)}
        warning = StorageFailed("low", *_LOW, facts, lasting=False)
        self._post(partial(self._bus.publish, warning))
