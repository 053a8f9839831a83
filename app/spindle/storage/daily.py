"""The copy of each day, made beside the worker so that no heartbeat waits for it."""

import logging
import threading
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from spindle.core.clock import Clock
from spindle.core.days import today
from spindle.core.events import Bus
from spindle.core.ports import Post
from spindle.core.storage_events import StorageFailed
from spindle.core.translate import N_
from spindle.storage import backup
from spindle.storage.errors import BugError, KnownError

_NO_COPY: Final = N_("storage", "Today's copy of your data could not be made.")

_log = logging.getLogger(__name__)


class DailyBackup:
    """Call ``run`` once the worker is ready, and whenever a day begins. GUI thread."""

    def __init__(self, path: Path, *, clock: Clock, bus: Bus, post: Post) -> None:
        self._path = path
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
            backup.daily(self._path, day)
        except KnownError as error:
            failure = StorageFailed(
                error.code, _NO_COPY, error.sentence, error.facts, lasting=False
            )
            self._post(partial(self._bus.publish, failure))
        except BugError:
            _log.exception("No copy could be made")
