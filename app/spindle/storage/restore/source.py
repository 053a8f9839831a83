"""What a restore may read: one interface over a database file and an exported zip."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from spindle.storage.errors import KnownError, Trouble
from spindle.storage.sealed import PLAIN, SEALED, head_of, sealed_by

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

Row = dict[str, Any]

_DEEPEST: Final = 4
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Bad:
    """Something that could not be read.

    Attributes:
        where: A line, or a row's number.
        reason: For a person who looks into the quarantine.
        raw: What stood there, as far as it is text.
    """

    table: str
    where: str
    reason: str
    raw: str = ""


class Source(Protocol):
    """A file to restore from."""

    @property
    def migrations(self) -> Mapping[str, tuple[str, ...]]:
        """Which migrations its rows have been through, by set, in order."""
        ...

    def rows(self, table: str) -> Iterator[Row | Bad]:
        """The rows of a table as they stand there, and what cannot be read; none if missing."""
        ...

    def media(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Sounds and pictures, by their relative path."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class Keys(NamedTuple):
    """What encrypted files are read and written with.

    Attributes:
        live: The profile's.
        file: That of the copy, where it is of another profile.
    """

    live: "Key | None" = None
    file: "Key | None" = None

    def for_file(self, path: Path) -> "Key | None":
        """The one that a file was encrypted with, if it is here."""
        key_id = sealed_by(path)
        return next((key for key in self if key is not None and key.id == key_id), None)


NO_KEYS: Final = Keys()


def open_source(path: Path, keys: Keys = NO_KEYS) -> Source:
    """Look what a file is, and open it.

    Raises:
        KnownError: It is none that Spindle ever wrote, cannot be read, or is encrypted with a key
            that is not here.
    """
    from spindle.storage.restore.from_database import DatabaseSource  # noqa: PLC0415 - one of two
    from spindle.storage.restore.from_zip import ZipSource  # noqa: PLC0415 - the other

    try:
        head = head_of(path)
    except OSError as error:
        raise KnownError(Trouble.NOT_A_COPY, path) from error
    if head == PLAIN or head.startswith(SEALED):
        return DatabaseSource(path, keys)
    if head.startswith(b"PK"):
        return ZipSource(path)
    raise KnownError(Trouble.NOT_A_COPY, path)


def is_safe(name: str) -> bool:
    """Whether a relative path stays inside of the folder it is joined to, on every platform."""
    parts = name.split("/")
    return (
        0 < len(parts) <= _DEEPEST
        and not any(letter in name for letter in '\\:*?"<>|')
        and all(
            part.strip(". ") and part.isprintable() and len(part.encode()) <= _LONGEST_NAME
            for part in parts
        )
    )
