"""What the job process runs to write drills out: it opens the database itself, to read only."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from spindle.core.clock import Moment, offset_at
from spindle.core.jobs_port import JobFailed
from spindle.core.translate import N_
from spindle.features.drill.exchange.writing_out import Out
from spindle.features.drill.exchange.writing_out import write as write_out
from spindle.storage import readonly
from spindle.storage.errors import KnownError
from spindle.storage.schema import DATABASE_NAME
from spindle.storage.vault.key import Key

_STEPS: Final = 1_000_000
"""SQLite's own steps between two signs of life."""

_UNWRITTEN: Final = N_("drill", "{file} could not be written: {error}.")


def write(
    tell: Callable[[Any], None],
    *,
    profile: str,
    target: str,
    drills: Sequence[str] | None,
    now: tuple[int, str, int],
    key: bytes | None = None,
) -> dict[str, int]:
    """Write drills into a file; its ending says how.

    Args:
        tell: Gets a sign of life now and then.
        profile: The folder of the user's data.
        target: The file.
        drills: Their ids; None stands for all.
        now: µs UTC, the IANA name of the user's zone, and minutes at which a day begins.
        key: Of encrypted data.

    Returns:
        ``count`` and ``left_out`` of ``writing_out.Written``.

    Raises:
        JobFailed: It could not be written, or the data not be read.
    """
    wall, zone, day_start = now
    file = Path(target)
    at = Moment(wall=wall, awake=0, boot=0, zone=zone, offset=offset_at(wall, zone))
    out = Out(drills=drills, media=Path(profile) / "media", at=at, day_start=day_start)
    try:
        path = Path(profile) / DATABASE_NAME
        with closing(readonly.connect(path, wait=5.0, key=Key.of(key))) as connection:
            connection.set_progress_handler(lambda: tell(None), _STEPS)
            connection.execute("BEGIN")  # all of it from one moment
            written = write_out(connection, file, out)
    except (OSError, sqlite3.Error) as error:
        words = error.strerror if isinstance(error, OSError) else None
        facts = {"file": file.name, "error": words or str(error)}
        raise JobFailed(_UNWRITTEN, "unwritten", facts) from error
    except KnownError as error:
        words = f"{error.sentence} {error.advice}"
        raise JobFailed(words, str(error.code), error.facts) from error
    return {"count": written.count, "left_out": written.left_out}
