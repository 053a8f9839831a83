"""What else in a profile holds words: older copies and kept lines follow the database's way.

Each file is brought along by itself, whole or not at all, so that being stopped at any moment
only leaves some for the next time. Sounds, pictures, recordings and voices stay as they are.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from spindle.core.jobs_port import Tell, ignore
from spindle.storage import lines, ours
from spindle.storage.errors import BugError, KnownError, Trouble
from spindle.storage.files import converting, to_disk
from spindle.storage.schema import DATABASE_NAME
from spindle.storage.sealed import PLAIN, head_of, sealed_by
from spindle.storage.unsaved import UNSAVED_NAME
from spindle.storage.vault import convert, keyfile
from spindle.storage.vault.key import Key

_LINES: Final = "*.jsonl"
_DATABASES: Final = "spindle-damaged*.db"


class Left(NamedTuple):
    """A file that did not come along.

    Attributes:
        why: The word of a ``Trouble``, or ``bug``.
    """

    file: Path
    why: str


def in_clear(profile: Path) -> list[Path]:
    """The files that anybody can still read although they hold words."""
    return [
        *(file for file in _databases(profile) if _head(file) == PLAIN),
        *(file for file in _line_files(profile) if not _all_sealed(file)),
    ]


def key_ids(profile: Path) -> frozenset[bytes]:
    """The ids of all keys that a database here is encrypted with."""
    found = map(_sealed_by, (profile / DATABASE_NAME, *_databases(profile)))
    return frozenset(key_id for key_id in found if key_id is not None)


def sealed(profile: Path) -> list[Path]:
    """The files that need a key; while there is one, the key file must stay."""
    databases = (profile / DATABASE_NAME, *_databases(profile))
    return [
        *(file for file in databases if file.exists() and _sealed_by(file) is not None),
        *(file for file in _line_files(profile) if _some_sealed(file)),
    ]


def _waiting(profile: Path) -> bool:
    """Whether typed text waits sealed; the worker's to write, but its key must stay."""
    kept = profile / UNSAVED_NAME
    return kept.exists() and _some_sealed(kept)


def bring_along(profile: Path, key: Key, tell: Tell = ignore, *, encrypted: bool) -> list[Left]:
    """Encrypt all older copies and kept lines with a key, or make them plain again.

    A key file that nothing needs any more goes as well.

    Args:
        profile: The folder.
        key: What to encrypt with, or what they were encrypted with.
        tell: Gets ``{"done", "of"}`` in files.
        encrypted: Whether they are to be.

    Returns:
        What stays as it was, and why.
    """
    files = in_clear(profile) if encrypted else sealed(profile)
    left: list[Left] = []
    for number, file in enumerate(files):
        tell({"done": number, "of": len(files)})
        try:
            _bring(file, key, tell, encrypted=encrypted)
        except KnownError as error:
            left.append(Left(file, str(error.code)))
            if error.code is Trouble.FULL:
                left += [Left(rest, str(error.code)) for rest in files[number + 1 :]]
                break
        except (BugError, OSError):
            left.append(Left(file, "bug"))
    if not encrypted and not sealed(profile) and not _waiting(profile):
        keyfile.remove(profile)
    return left


def _bring(file: Path, key: Key, tell: Tell, *, encrypted: bool) -> None:
    if file.suffix == ".jsonl":
        _rewrite(file, key, encrypted=encrypted)
    elif encrypted:
        convert.encrypt(file, key, lambda _: tell(None))
        convert.swap(file, None)
    else:
        if _sealed_by(file) != key.id:
            raise KnownError(Trouble.ENCRYPTED, file)
        convert.decrypt(file, key, lambda _: tell(None))
        convert.swap(file, key)


def _rewrite(file: Path, key: Key, *, encrypted: bool) -> None:
    before = _lines_of(file)
    plain = list(lines.readable(before, key))
    if len(plain) != len(before):
        raise KnownError(Trouble.ENCRYPTED, file)
    write = lines.writer(key if encrypted else None)
    part = converting(file)
    part.touch(mode=0o600)
    part.write_text("".join(f"{write(line)}\n" for line in plain), "utf-8")
    to_disk(part)
    part.replace(file)


def _databases(profile: Path) -> Iterator[Path]:
    yield from sorted((profile / ours.BACKUPS).glob("*.db"))
    yield from sorted(profile.glob(_DATABASES))


def _line_files(profile: Path) -> Iterator[Path]:
    """Without the text that the worker keeps: that is the worker's to write."""
    yield from sorted((profile / ours.QUARANTINE).glob(_LINES))


def _lines_of(file: Path) -> list[str]:
    text = file.read_bytes().decode("utf-8", "replace")
    return [line for line in text.split("\n") if line]


def _all_sealed(file: Path) -> bool:
    return all(map(lines.is_sealed, _lines_of(file)))


def _some_sealed(file: Path) -> bool:
    return any(map(lines.is_sealed, _lines_of(file)))


def _head(file: Path) -> bytes:
    try:
        return head_of(file)
    except OSError:
        return b""


def _sealed_by(file: Path) -> bytes | None:
    try:
        return sealed_by(file)
    except OSError:
        return None
