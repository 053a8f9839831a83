"""``unsaved.jsonl``: typed text that the database could not take yet, one JSON object a line.

Where the data is encrypted, so is each line.
"""

import json
import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spindle.storage.lines import is_sealed, readable, writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from spindle.storage.vault.key import Key

UNSAVED_NAME: Final = "unsaved.jsonl"


class Unsaved:
    """The file beside the database. Worker thread, except for ``read`` before it starts."""

    def __init__(self, folder: Path, key: "Callable[[], Key | None]" = lambda: None) -> None:
        """Nothing is opened.

        Args:
            folder: The profile.
            key: What the data is encrypted with by now; then every line is, too.
        """
        self.path = folder / UNSAVED_NAME
        self._key = key

    def append(self, note: Mapping[str, object]) -> bool:
        """Add a note and see it to the disk; False if that, too, was refused."""
        line = writer(self._key())(json.dumps(dict(note), ensure_ascii=False))
        return self._add([line])

    def read(self) -> tuple[Mapping[str, object], ...]:
        """All whole notes; a line that a power cut tore is passed over."""
        found = (_note(line, self._key()) for line in self._lines())
        return tuple(note for note in found if note is not None)

    def forget(self, ids: Collection[str]) -> None:
        """Drop notes that are in the database now; the last one takes the file with it.

        Where the disk refuses, they stay, and are found once more at the next start.
        """
        key = self._key()
        left = []
        for line in self._lines():
            note = _note(line, key)
            # What is sealed with another key is not ours to drop.
            if is_sealed(line) if note is None else note["id"] not in ids:
                left.append(line)
        self._replace(left)

    def reseal(self, key: "Key | None") -> None:
        """Write all of it as it is to be kept from now on: encrypted, or in clear."""
        if self.path.exists():
            write = writer(key)
            lines = list(readable(self._lines(), self._key()))
            self._replace([write(line) for line in lines if _note(line, None) is not None])

    def _lines(self) -> list[str]:
        try:
            text = self.path.read_bytes().decode("utf-8", "replace")
        except OSError:
            return []
        # Not ``splitlines``: a text may hold other signs that end a line.
        return [line for line in text.split("\n") if line]

    def _replace(self, lines: Collection[str]) -> None:
        fresh = Unsaved(self.path.parent)
        fresh.path = self.path.with_suffix(".new")
        with suppress(OSError):
            fresh.path.unlink(missing_ok=True)
            if not lines:
                self.path.unlink(missing_ok=True)
            elif fresh._add(lines):
                fresh.path.replace(self.path)

    def _add(self, lines: Collection[str]) -> bool:
        text = "".join(f"{line}\n" for line in lines)
        try:
            file = os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
            with os.fdopen(file, "ab") as out:
                out.write(text.encode("utf-8", "replace"))
                out.flush()
                os.fsync(out.fileno())
        except OSError:
            return False
        return True


def _note(line: str, key: "Key | None") -> Mapping[str, object] | None:
    for plain in readable([line], key):
        try:
            note = json.loads(plain)
        except ValueError:
            return None
        if isinstance(note, dict) and isinstance(note.get("id"), str):
            return note
    return None


def newest(notes: Iterable[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """The notes without those that a later one of the same ``thing`` took the place of.

    Of two of the same moment the one further down was written later.
    """
    last: dict[object, Mapping[str, object]] = {}
    for note in notes:
        thing = note.get("thing")
        key = note["id"] if thing is None else (str(note.get("kind")), str(thing))
        before = last.get(key)
        if before is None or _at(before) <= _at(note):
            last[key] = note
    return list(last.values())


def _at(note: Mapping[str, object]) -> int:
    """When it was written, µs UTC; a line that somebody changed may have lost it."""
    at = note.get("at")
    return at if isinstance(at, int) else 0
