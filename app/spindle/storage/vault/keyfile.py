"""``spindle.key``: the slots of a profile's keys, in two copies, readable line by line.

A line that is damaged costs one slot, and what the one copy has lost the other still has. The file
lies in ``backups/`` as well, so that a copy of that folder can be opened anywhere. The recovery
sheet is text with one such line in it, and can stand in for a key file that is gone.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from spindle.storage import ours
from spindle.storage.errors import KnownError, Trouble, known
from spindle.storage.files import to_disk
from spindle.storage.vault.slots import By, Slot, is_newer, slot_of

NAME: Final = ours.KEY_FILE
COPY: Final = "spindle.key.copy"
_HEAD: Final = "Spindle: what opens the encrypted data beside this file. Keep it with the data."
_LARGEST: Final = 1 << 20

Slots = tuple[Slot, ...]


def read(folder: Path) -> Slots:
    """The slots that can be read in the copies of a folder, the newest of each kind and key.

    Raises:
        KnownError: There are only slots of a newer Spindle.
    """
    return _newest(_lines(_places(folder)), folder / NAME)


def read_sheet(file: Path) -> Slots:
    """The slots in any text, such as a recovery sheet.

    Raises:
        KnownError: As for ``read``.
    """
    return _newest(_lines([file]), file)


def write(folder: Path, slots: Slots) -> None:
    """Put the slots into both copies, and beside the backups, each whole or not at all.

    Raises:
        KnownError: The disk does not take the first copy; then nothing has changed.
    """
    text = "\n".join((_HEAD, *(slot.line() for slot in slots), "")).encode()
    try:
        _replace(folder / NAME, text)
    except OSError as error:
        raise known(error, folder / NAME) or error from error
    for place in (folder / COPY, folder / ours.BACKUPS / NAME):
        if place.parent.is_dir():
            with suppress(OSError):  # it is made up for at the next unlocking
                _replace(place, text)


def repair(folder: Path, slots: Slots) -> None:
    """Write where a copy does not say the same."""
    wanted = {slot.line() for slot in slots}
    if any(set(_slot_lines(place)) != wanted for place in _places(folder)):
        with suppress(KnownError):
            write(folder, slots)


def remove(folder: Path) -> None:
    """Nothing is encrypted any more."""
    for place in _places(folder):
        place.unlink(missing_ok=True)


def of_key(slots: Iterable[Slot], key_id: bytes | None) -> dict[By, Slot]:
    """The slots of one key."""
    return {slot.by: slot for slot in slots if slot.key_id == key_id}


def _places(folder: Path) -> list[Path]:
    backups = folder / ours.BACKUPS
    return [folder / NAME, folder / COPY, *([backups / NAME] if backups.is_dir() else [])]


def _lines(places: Iterable[Path]) -> list[str]:
    return [line for place in places for line in _text(place).splitlines()]


def _slot_lines(place: Path) -> Iterator[str]:
    return (line for line in _text(place).splitlines() if line.startswith("{"))


def _text(place: Path) -> str:
    try:
        with place.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""


def _newest(lines: list[str], file: Path) -> Slots:
    found: dict[tuple[bytes, By], Slot] = {}
    for slot in filter(None, map(slot_of, lines)):
        before = found.get((slot.key_id, slot.by))
        if before is None or before.turn < slot.turn:
            found[slot.key_id, slot.by] = slot
    if not found and any(map(is_newer, lines)):
        raise KnownError(Trouble.NEWER, file)
    return tuple(found.values())


def _replace(place: Path, text: bytes) -> None:
    part = place.with_name(f"{place.name}.part")
    part.unlink(missing_ok=True)
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
        to_disk(place.parent)
    finally:
        part.unlink(missing_ok=True)
