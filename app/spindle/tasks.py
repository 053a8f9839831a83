"""What the job process does with the whole file: copy, check, export, look into a copy.

Paths come and go as text. Trouble comes as ``JobFailed`` whose kind is the ``Trouble``'s word; its
sentence and facts stand in the context ``storage``.
"""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from spindle.core.jobs_port import JobFailed, Tell
from spindle.registry import FEATURES
from spindle.storage import backup, health
from spindle.storage.errors import KnownError
from spindle.storage.schema import DATABASE_NAME
from spindle.storage.vault.key import Key

_COUNTED = ("table", "new", "newer", "same", "older", "gone")

P = ParamSpec("P")
T = TypeVar("T")


def _told(task: Callable[P, T]) -> Callable[P, T]:
    """Trouble in words that go through a pipe."""

    @functools.wraps(task)
    def wrapped(*given: P.args, **named: P.kwargs) -> T:
        try:
            return task(*given, **named)
        except KnownError as error:
            words = f"{error.sentence} {error.advice}"
            raise JobFailed(words, str(error.code), error.facts) from error

    return wrapped


@_told
def back_up(tell: Tell, path: str, target: str, key: bytes | None = None) -> str:
    """Copy the database; returns where to."""
    return str(backup.copy_into(Path(path), Path(target), tell, Key.of(key)))


@_told
def back_up_before_import(tell: Tell, profile: str, at: str, key: bytes | None = None) -> str:
    """Copy a profile's database before drills in it are changed; returns where to.

    ``at`` is the local time, as ``%Y%m%d-%H%M%S``.
    """
    return str(backup.before_import(Path(profile) / DATABASE_NAME, at, tell, Key.of(key)))


@_told
def check(tell: Tell, path: str, key: bytes | None = None) -> list[str]:
    """What is wrong with the database."""
    return health.check(Path(path), tell, Key.of(key))


@_told
def export(tell: Tell, path: str, target: str, key: bytes | None = None) -> dict[str, int]:
    """Write everything into a zip; returns the rows of each table."""
    from spindle.storage import export as exporting  # noqa: PLC0415 - one of several tasks

    return exporting.export(Path(path), Path(target), FEATURES, tell, Key.of(key))


@_told
def look(
    tell: Tell, path: str, file: str, key: bytes | None = None, file_key: bytes | None = None
) -> dict[str, Any]:
    """Read a copy or an export into the profile's staging folder, and count.

    Args:
        tell: Gets signs of life.
        path: The database.
        file: The copy or the export.
        key: The profile's.
        file_key: The copy's, where it is another.

    Returns:
        ``changes`` with ``table``, ``new``, ``newer``, ``same``, ``older`` and ``gone``; ``bad``
        parts that could not be read; ``last``, the start of the last session in µs UTC and its
        offset, if there is one.
    """
    from spindle.storage.export import exported  # noqa: PLC0415 - likewise
    from spindle.storage.restore import merge, staging  # noqa: PLC0415 - likewise
    from spindle.storage.restore.source import Keys  # noqa: PLC0415 - likewise

    names = exported(FEATURES)
    sets = [feature.migrations() for feature in FEATURES if feature.migrations]
    live = Path(path)
    keys = Keys(Key.of(key), Key.of(file_key))
    staged = staging.stage(Path(file), live.parent, sets, names, tell, keys)
    changes = merge.preview(staged, live, names)
    return {
        "changes": [{name: getattr(each, name) for name in _COUNTED} for each in changes],
        "bad": staged.bad,
        "last": merge.last_session(staged),
    }


@_told
def rebuild(
    tell: Tell,
    path: str,
    files: list[str],
    key: bytes | None = None,
    file_key: bytes | None = None,
) -> dict[str, Any]:
    """Put a database together beside the one in force, of a copy or of what can be read.

    Args:
        tell: Gets signs of life.
        path: The one in force.
        files: What to take rows from, see ``spindle.storage.restore.rebuild``.
        key: The profile's.
        file_key: That of a copy with another one.

    Returns:
        ``rows`` from each file, None for one that cannot be read; ``bad`` parts.
    """
    from spindle.adapters.system_clock import SystemClock  # noqa: PLC0415 - for names alone
    from spindle.storage.export import exported  # noqa: PLC0415 - one of several tasks
    from spindle.storage.restore import rebuild as rebuilding  # noqa: PLC0415 - likewise
    from spindle.storage.restore.source import Keys  # noqa: PLC0415 - likewise

    sets = [feature.migrations() for feature in FEATURES if feature.migrations]
    made = rebuilding.rebuild(
        Path(path),
        [Path(file) for file in files],
        sets,
        exported(FEATURES),
        clock=SystemClock(),
        tell=tell,
        keys=Keys(Key.of(key), Key.of(file_key)),
    )
    return {"rows": list(made.rows), "bad": made.bad}


@_told
def encrypt(tell: Tell, path: str, key: bytes) -> str:
    """Make and verify an encrypted copy beside the database; returns where."""
    from spindle.storage.vault import convert  # noqa: PLC0415 - needs the extra

    return str(convert.encrypt(Path(path), _key(key), tell))


@_told
def decrypt(tell: Tell, path: str, key: bytes) -> str:
    """Make and verify a plain copy beside the encrypted database; returns where."""
    from spindle.storage.vault import convert  # noqa: PLC0415 - needs the extra

    return str(convert.decrypt(Path(path), _key(key), tell))


@_told
def bring_along(tell: Tell, profile: str, key: bytes, *, encrypted: bool) -> list[list[str]]:
    """Encrypt the older copies as well, or make them plain; returns file and reason of the rest."""
    from spindle.storage.vault import copies  # noqa: PLC0415 - needs the extra

    left = copies.bring_along(Path(profile), _key(key), tell, encrypted=encrypted)
    return [[str(file), why] for file, why in left]


def _key(plain: bytes) -> Key:
    key = Key.of(plain)
    assert key is not None  # noqa: S101 - it was given
    return key
