"""Reading an exported zip, one that may be cut off, changed by hand, or made to harm."""

import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

from spindle.storage import exact
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.export import FORMAT, MANIFEST
from spindle.storage.ours import MEDIA
from spindle.storage.restore.source import Bad, Row, is_safe

_LONGEST_LINE: Final = 64 * 1024 * 1024
_LARGEST_MANIFEST: Final = 4 * 1024 * 1024
_BEFORE_MANIFESTS: Final = {
    "spindle": ("m001_sessions_aims_links_settings",),
    "focus": ("m001_blocks_gaps_breaks_thoughts",),
    "journal": ("m001_questions_and_nights",),
}
"""What the first exports had been through; they did not say so."""

_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
"""What reading a member may raise: cut off, damaged, encrypted, packed in an unknown way."""


class ZipSource:
    """Implements ``Source``. Nothing is ever unpacked under a name that the zip chose."""

    def __init__(self, path: Path) -> None:
        """Open it and look at its table of contents.

        Raises:
            KnownError: It is cut off, no export, from a newer Spindle, or larger than the disk.
        """
        self._path = path
        try:
            self._archive = zipfile.ZipFile(path)
        except (*_DAMAGE, OSError, ValueError) as error:
            raise KnownError(Trouble.BROKEN_COPY, path) from error
        try:
            self._members = {each.filename: each for each in self._archive.infolist()}
            self._migrations = self._described()
            self._ask_for_room()
        except BaseException:
            self._archive.close()
            raise

    @property
    def migrations(self) -> Mapping[str, tuple[str, ...]]:
        """See ``Source``."""
        return self._migrations

    def rows(self, table: str) -> Iterator[Row | Bad]:
        """See ``Source``.

        Raises:
            KnownError: The zip is damaged here.
        """
        name = f"json/{table}.jsonl"
        if name not in self._members:
            return
        try:
            with self._archive.open(self._members[name]) as file:
                yield from _rows(table, file)
        except _DAMAGE as error:
            raise KnownError(Trouble.BROKEN_COPY, self._path) from error

    def media(self) -> Iterator[tuple[str, IO[bytes]]]:
        """See ``Source``; what would leave its folder is passed over."""
        for name, member in self._members.items():
            folder, _, inside = name.partition("/")
            if folder == MEDIA and is_safe(inside) and not member.is_dir():
                with self._archive.open(member) as file:
                    yield inside, file

    def close(self) -> None:
        """See ``Source``."""
        self._archive.close()

    def _described(self) -> dict[str, tuple[str, ...]]:
        if "json/session.jsonl" not in self._members:
            raise KnownError(Trouble.NOT_A_COPY, self._path)
        member = self._members.get(MANIFEST)
        if member is None:
            return dict(_BEFORE_MANIFESTS)
        try:
            if member.file_size > _LARGEST_MANIFEST:
                raise ValueError("too large")  # noqa: TRY301 - said like all else that is wrong
            manifest = json.loads(self._archive.read(member))
            return _migrations(manifest, self._path)
        except (*_DAMAGE, ValueError, TypeError, AttributeError, KeyError) as error:
            raise KnownError(Trouble.BROKEN_COPY, self._path) from error

    def _ask_for_room(self) -> None:
        """Rows take about as much room in the database as in JSON; never fill the disk."""
        size = sum(
            member.file_size
            for name, member in self._members.items()
            if name.startswith(("json/", f"{MEDIA}/"))
        )
        if size * 1.2 > shutil.disk_usage(self._path.parent).free:
            raise KnownError(Trouble.FULL, self._path)


def _migrations(manifest: Any, path: Path) -> dict[str, tuple[str, ...]]:
    if manifest["format"] > FORMAT:
        raise KnownError(Trouble.NEWER, path)
    return {
        str(name): tuple(str(each) for each in names)
        for name, names in manifest["migrations"].items()
    }


def _rows(table: str, file: IO[bytes]) -> Iterator[Row | Bad]:
    number = 0
    while line := file.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            yield Bad(table, f"line {number}", "too long")
            return
        try:
            yield exact.read_line(line)
        except (ValueError, RecursionError) as error:
            yield Bad(table, f"line {number}", str(error), line.decode("utf-8", "replace"))
