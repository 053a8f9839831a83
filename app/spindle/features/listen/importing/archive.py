"""A zip file from a stranger: every read has a limit, and nothing is ever written to the disk."""

import lzma
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.reading import TEXT_LIMIT

ENTRIES: Final = 50_000
PART: Final = 16_000_000
"""Bytes of one part, unpacked, and of a web page; its tree takes some twenty times as much."""

_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,  # a way of packing that Python does not know
    OSError,
    ValueError,
)


class Archive:
    """An open zip file. Use it as a context."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            Unreadable: It is no zip file, or one with more entries than any book has.
        """
        self._left = TEXT_LIMIT
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise Unreadable(Wrong.DAMAGED) from error
        if len(self._zip.infolist()) > ENTRIES:
            self._zip.close()
            raise Unreadable(Wrong.TOO_DENSE)
        # Some writers use the other slash, or begin with one.
        self._names = {name.replace("\\", "/").lstrip("/"): name for name in self._zip.namelist()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self) -> tuple[str, ...]:
        """Every part."""
        return tuple(self._names)

    def read(self, name: str, most: int = PART) -> bytes | None:
        """One part, unpacked; None if it is not there or damaged.

        Raises:
            Unreadable: It is longer than ``most``, or all parts together longer than any book;
                or a password is needed.
        """
        stored = self._names.get(name)
        if stored is None:
            return None
        most = min(most, self._left)
        try:
            with self._zip.open(stored) as part:
                found = part.read(most + 1)
        except RuntimeError as error:  # zipfile's way to ask for a password
            raise Unreadable(Wrong.LOCKED) from error
        except _BROKEN:
            return None
        if len(found) > most:
            raise Unreadable(Wrong.TOO_DENSE)
        self._left -= len(found)
        return found
