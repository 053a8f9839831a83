"""A file that comes whole or not at all: what was there under its name stays until it is done."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_USUAL: Final = 0o666


class NotWritten(Exception):  # noqa: N818 - what a person is told
    """With a sentence."""

    def __init__(self, name: str, why: OSError) -> None:
        super().__init__(f"{name} cannot be written: {why.strerror}")


@contextmanager
def whole(name: str) -> Iterator[str]:
    """Gives the name to write to; it takes the place of ``name`` at the end, if nothing failed.

    What is no file, such as ``-``, a device or a FIFO, is written to as it is.

    Raises:
        NotWritten: It cannot be, there.
    """
    path = Path(name)
    if name == "-" or (path.exists() and not path.is_file()):
        yield name
        return
    target = path.resolve()  # of a link what it leads to is written
    with _told(name):
        half = _half(target)
    try:
        yield str(half)
        with _told(name):
            _put(half, target)
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotWritten(name, error) from error


def _half(target: Path) -> Path:
    """An empty file beside it; elsewhere if its folder takes no other."""
    folder: Path | None = target.parent
    if target.exists():
        target.open("ab").close()  # may it be written?
        if not os.access(target.parent, os.W_OK):
            folder = None
    handle, made = tempfile.mkstemp(prefix=".spindle-", dir=folder)
    os.close(handle)
    return Path(made)


def _put(half: Path, target: Path) -> None:
    if target.exists():
        shutil.copymode(target, half)
    else:
        umask = os.umask(0)
        os.umask(umask)
        half.chmod(_USUAL & ~umask)
    try:
        half.replace(target)
    except OSError:  # another disk, or a folder that takes no other file
        shutil.copyfile(half, target)
