"""Plain text: where its paragraphs end is seen from how its lines break."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import Final

from spindle.core.text import clean
from spindle.features.listen.importing.encoding import (
    decoded_pieces,
    encoding,
    encoding_of,
    is_text,
    pieces,
)
from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.reading import Item, Reading, Start
from spindle.features.listen.text.model import BLOCK_LENGTH, Block, Kind

_SAMPLE: Final = 2000  # lines looked at
_LONGEST: Final = 10 * BLOCK_LENGTH  # of a line
_WRAPPED: Final = 90  # print wraps lines before this; a paragraph on one line is longer
_ITEM: Final = re.compile(r"\s*(?P<label>[•▪‣*–-]|\(?(?:\d{1,3}|[a-z])[.)])\s+(?=\S)")
_CHAPTER: Final = re.compile(
    r"\s*(?:chapter|part|book|kapitel|teil|chapitre|partie|capítulo|capitolo|глава)\s+"
    r"(?:\d{1,3}|[ivxlc]{1,7}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"[.:—–-]?.{0,80}",
    re.IGNORECASE,
)
_NEWLINES: Final = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def read(path: Path) -> Reading:
    """A text file, a megabyte at a time.

    Raises:
        Unreadable: It is no text.
    """
    return _reading(pieces(path, encoding(path)), path.stat().st_size)


def piped(coming: Iterator[bytes]) -> Reading:
    """A text that still comes; its first piece tells how it is encoded.

    Raises:
        Unreadable: It is no text.
    """
    head = next(coming, b"")
    return _reading(decoded_pieces(chain((head,), coming), encoding_of(head)), 0)


def _reading(texts: Iterator[str], size: int) -> Reading:
    lines = _lines(texts)
    sample = list(islice(lines, _SAMPLE))
    if not is_text("\n".join(sample)):
        raise Unreadable(Wrong.BINARY)
    reading = Reading(iter(()))
    reading.items = _items(chain(sample, lines), reading, size, wrapped=_is_wrapped(sample))
    return reading


def _lines(texts: Iterator[str]) -> Iterator[str]:
    """Line by line; an endless one comes in pieces."""
    rest = ""
    for text in texts:
        *whole, rest = _NEWLINES.split(rest + clean(text))
        yield from whole
        while len(rest) > _LONGEST:
            at = _end(rest)
            yield rest[:at]
            rest = rest[at:]
    yield rest


def _end(text: str) -> int:
    """Where to cut a line without end: behind a sentence, else behind a word."""
    for sign in (". ", "? ", "! ", "。", " "):
        at = text.rfind(sign, _LONGEST // 2, _LONGEST)
        if at > 0:
            return at + len(sign)
    return _LONGEST


def _is_wrapped(sample: list[str]) -> bool:
    """Whether a line break is only where the paper ended."""
    lengths = [len(line) for line in sample if line.strip()]
    if not lengths:
        return False
    blank = sum(not line.strip() for line in sample[:-1])
    return median(lengths) <= _WRAPPED and (blank > 0 or max(lengths) <= _WRAPPED)


def _items(lines: Iterator[str], reading: Reading, size: int, *, wrapped: bool) -> Iterator[Item]:
    pending: list[str] = []
    seen = 0
    for line in lines:
        seen += len(line) + 1
        reading.done = min(1.0, seen / size) if size else 0.0
        begins = not line.strip() or not wrapped or _begins(line, pending)
        if pending and (begins or sum(map(len, pending)) > BLOCK_LENGTH):
            yield from _block(pending)
            pending = []
        if line.strip():
            pending.append(line)
    if pending:
        yield from _block(pending)


def _begins(line: str, pending: list[str]) -> bool:
    """Whether a wrapped line starts a paragraph: an item, or indented where the last is not."""
    if not pending:
        return False
    if _ITEM.match(line):
        return True
    indent = len(line) - len(line.lstrip())
    before = len(pending[-1]) - len(pending[-1].lstrip())
    inside = _ITEM.match(pending[0]) is not None
    return indent >= 2 and indent > before and not inside


def _block(lines: list[str]) -> Iterator[Item]:
    text = " ".join(line.strip() for line in lines)
    if len(lines) <= 2 and _CHAPTER.fullmatch(text):
        yield Start(text)
        yield Block(kind=Kind.HEADING, text=text, level=1)
        return
    item = _ITEM.match(text)
    if item is not None and text[item.end() :].strip():
        yield Block(kind=Kind.ITEM, text=text[item.end() :], level=1, label=item["label"])
    else:
        yield Block(kind=Kind.PARAGRAPH, text=text)
