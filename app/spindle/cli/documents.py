"""The document that a verb is given: a file, or what comes by standard input."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from spindle.features.listen.importing.formats import is_plain
from spindle.features.listen.importing.task import Import

_NAME: Final = "standard input"
_HEAD: Final = 1 << 16
_PIECE: Final = 1 << 20


@contextmanager
def reading(file: str) -> Iterator[Import]:
    """Read it, ``-`` from standard input.

    Plain text is read as it comes, so that it may be endless. All else is whole or nothing: it is
    put by first.

    Raises:
        Unreadable: With a sentence.
    """
    if file != "-":
        yield Import(Path(file))
        return
    stream = sys.stdin.buffer
    head = stream.read(_HEAD)
    if is_plain(head):
        yield Import(Path(_NAME), coming=chain((head,), _arriving(stream)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _NAME
        with path.open("wb") as copy:
            copy.write(head)
            shutil.copyfileobj(stream, copy)
        yield Import(path)


def _arriving(stream: BinaryIO) -> Iterator[bytes]:
    """What is there, without waiting for more than something."""
    some = getattr(stream, "read1", stream.read)
    while piece := some(_PIECE):
        yield piece
