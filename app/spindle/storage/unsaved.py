"""``unsaved.jsonl``: typed text that the database could not take yet, one JSON object a line."""

import json
import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

UNSAVED_NAME: Final = "unsaved.jsonl"


class Unsaved:
    """The file beside the database. Worker thread, except for ``read`` before it starts."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / UNSAVED_NAME

    def append(self, note: Mapping[str, object]) -> bool:
        """Add a note and see it to the disk; False if that, too, was refused."""
        line = json.dumps(dict(note), ensure_ascii=False) + "\n"
        try:
            file = os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
            with os.fdopen(file, "ab") as out:
                out.write(line.encode("utf-8", "replace"))
                out.flush()
                os.fsync(out.fileno())
        except OSError:
            return False
        return True

    def read(self) -> tuple[Mapping[str, object], ...]:
        """All whole notes; a line that a power cut tore is passed over."""
        try:
            lines = self.path.read_bytes().splitlines()
        except OSError:
            return ()
        notes: list[Mapping[str, object]] = []
        for line in lines:
            try:
                note = json.loads(line)
            except ValueError:
                continue
            if isinstance(note, dict) and isinstance(note.get("id"), str):
                notes.append(note)
        return tuple(notes)

    def forget(self, ids: Collection[str]) -> None:
        """Drop notes that are in the database now; the last one takes the file with it.

        Where the disk refuses, they stay, and are found once more at the next start.
        """
        left = [note for note in self.read() if note["id"] not in ids]
        fresh = Unsaved(self.path.parent)
        fresh.path = self.path.with_suffix(".new")
        with suppress(OSError):
            fresh.path.unlink(missing_ok=True)
            if not left:
                self.path.unlink(missing_ok=True)
            elif all(fresh.append(note) for note in left):
                fresh.path.replace(self.path)


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
