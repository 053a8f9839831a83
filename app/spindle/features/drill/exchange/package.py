"""The zip of a deck package (.apkg, .colpkg) of any of its three generations.

Generation 1 has ``collection.anki2``; 2 has ``collection.anki21`` beside a stand-in under the old
name; 3 has ``meta`` and ``collection.anki21b``, compressed, and so are its media. Nothing of the
file's own names is ever used as a path.
"""

import json
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, Self
from zlib import error as ZlibError  # noqa: N812 - it is an exception's name

from spindle.features.drill.exchange import wire, zstd
from spindle.features.drill.exchange.refused import (
    NO_COLLECTION,
    NO_PACKAGE,
    TOO_LARGE,
    TOO_NEW,
    UNSAFE,
    Refused,
)

LARGEST: Final = 2 * 1024**3
"""Bytes that a package may unpack to."""

LARGEST_PICTURE: Final = 100 * 1024**2

_NEWEST: Final = 3
_LARGEST_LIST: Final = 64 * 1024**2
_PIECE: Final = 1 << 16
_BROKEN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    ZlibError,
    EOFError,
    NotImplementedError,
    RuntimeError,  # a zip with a password
    ValueError,
    OSError,
)


class Package:
    """An open package; a context manager.

    Attributes:
        generation: 1, 2 or 3.
        media: Name in the cards → name in the zip.
    """

    def __init__(self, path: Path) -> None:
        """Open and look it over.

        Raises:
            Refused: It is none, is damaged, or is not safe to open.
        """
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise Refused(NO_PACKAGE, path.name) from error
        try:
            self._look_over()
            self.generation = self._find_generation()
            self.media = self._find_media()
        except _BROKEN as error:
            self._zip.close()
            raise Refused(NO_PACKAGE, path.name) from error
        except Refused:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def write_collection(self, target: IO[bytes]) -> None:
        """Write the database of cards out.

        Raises:
            Refused: It is not there, is damaged, or too large.
        """
        names = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
        name = names[self.generation]
        try:
            for piece in self._pieces(name, packed=self.generation == _NEWEST, most=LARGEST):
                target.write(piece)
        except KeyError as error:
            raise Refused(NO_COLLECTION, self.path.name) from error
        except _BROKEN as error:
            raise Refused(NO_PACKAGE, self.path.name) from error
        target.flush()

    def medium(self, name: str) -> bytes | None:
        """A picture or sound by its name; None if it is not there, damaged or too large."""
        with suppress(KeyError, Refused, *_BROKEN):
            inside = self.media[name]
            packed = self.generation == _NEWEST
            return b"".join(self._pieces(inside, packed=packed, most=LARGEST_PICTURE))
        return None

    def _look_over(self) -> None:
        total = 0
        for info in self._zip.infolist():
            total += info.file_size
            steps = info.filename.replace("\\", "/").split("/")
            outside = info.filename.startswith(("/", "\\")) or ".." in steps or ":" in steps[0]
            if outside or stat.S_ISLNK(info.external_attr >> 16):
                raise Refused(UNSAFE, self.path.name)
        if total > LARGEST:
            raise Refused(TOO_LARGE, self.path.name)

    def _find_generation(self) -> int:
        names = set(self._zip.namelist())
        if "meta" in names:
            version = wire.whole(self._read("meta"), 1)
            if version > _NEWEST:
                raise Refused(TOO_NEW, self.path.name)
            if version:
                return version
        if "collection.anki21b" in names:
            return _NEWEST
        return 2 if "collection.anki21" in names else 1

    def _find_media(self) -> dict[str, str]:
        if "media" not in self._zip.namelist():
            return {}
        raw = self._read("media")
        if self.generation < _NEWEST:
            listed = json.loads(raw or b"{}")
            if not isinstance(listed, dict):
                return {}
            return {str(name): str(inside) for inside, name in listed.items()}
        entries = [value for number, value in wire.fields(raw) if number == 1]
        names = (wire.text(entry, 1) for entry in entries if isinstance(entry, bytes))
        return {name: str(place) for place, name in enumerate(names)}

    def _read(self, name: str) -> bytes:
        packed = name == "media" and self.generation == _NEWEST
        return b"".join(self._pieces(name, packed=packed, most=_LARGEST_LIST))

    def _pieces(self, name: str, *, packed: bool, most: int) -> Iterator[bytes]:
        """What is really in a file, counted as it comes: what a zip says of it may be a lie."""
        seen = 0
        with self._zip.open(name) as file:
            source = zstd.pieces(file) if packed else iter(lambda: file.read(_PIECE), b"")
            for piece in source:
                seen += len(piece)
                if seen > most:
                    raise Refused(TOO_LARGE, self.path.name)
                yield piece
