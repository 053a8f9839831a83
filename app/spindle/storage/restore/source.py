"""What a restore may read: one interface over a database file and an exported zip."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Protocol

from spindle.storage.errors import KnownError, Trouble

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


def open_source(path: Path) -> Source:
    """Look what a file is, and open it.

    Raises:
        KnownError: It is none that Spindle ever wrote, or cannot be read.
    """
    from spindle.storage.restore.from_database import DatabaseSource  # noqa: PLC0415 - one of two
    from spindle.storage.restore.from_zip import ZipSource  # noqa: PLC0415 - the other

    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise KnownError(Trouble.NOT_A_COPY, path) from error
    if head == b"SQLite format 3\x00":
        return DatabaseSource(path)
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
