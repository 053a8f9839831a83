"""The document that a verb is given: a file, what comes by standard input, or the library's own."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from spindle.cli.kept import Document
from spindle.features.listen.importing.formats import is_plain
from spindle.features.listen.importing.reading import Notice
from spindle.features.listen.importing.task import Import, told
from spindle.features.listen.text.model import Chapter, Head

_NAME: Final = "standard input"
_HEAD: Final = 1 << 16
_PIECE: Final = 1 << 20


class Source(Protocol):
    """A document to go through once, as ``Import`` describes it."""

    @property
    def head(self) -> Head:
        """There with the first chapter."""
        ...

    @property
    def format(self) -> str:
        """What kind of file it is."""
        ...

    @property
    def notices(self) -> list[Notice]:
        """Whole at the end."""
        ...

    def chapters(self) -> Iterator[Chapter]:
        """In order."""
        ...


@contextmanager
def reading(file: str, document: Document | None) -> Iterator[Source]:
    """Read it, ``-`` from standard input; of what the library has in just this state, that.

    What is no file, such as another program's output in a FIFO, is read as standard input is.

    Plain text is read as it comes, so that it may be endless. All else is whole or nothing: it is
    put by first.

    Raises:
        Unreadable: With a sentence.
    """
    if document is not None:
        yield document.text or Import(Path(file), document.line.language)
        return
    path = Path(file)
    if file == "-":
        with _coming(sys.stdin.buffer, _NAME) as found:
            yield found
    elif path.is_fifo() or path.is_char_device():
        with told(path):
            stream = path.open("rb")
        with stream, _coming(stream, path.name) as found:
            yield found
    else:
        yield Import(path)


def notices(found: Source) -> list[str]:
    """What the person should know of it, in sentences; whole at the end."""
    return [each.sentence.format_map(each.facts) for each in found.notices]


@contextmanager
def _coming(stream: BinaryIO, name: str) -> Iterator[Import]:
    with told(Path(name)):
        head = stream.read(_HEAD)
    if is_plain(head):
        yield Import(Path(name), coming=chain((head,), _arriving(stream)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as copy:
            copy.write(head)
            shutil.copyfileobj(stream, copy)
        yield Import(path)


def _arriving(stream: BinaryIO) -> Iterator[bytes]:
    """What is there, without waiting for more than something."""
    some = getattr(stream, "read1", stream.read)
    while piece := some(_PIECE):
        yield piece


def name(text: str) -> str:
    """The name of a file, or ``-``, as an argument."""
    if not text or "\x00" in text:
        raise argparse.ArgumentTypeError("name a file")
    return text
