"""A chapter as one small run of bytes, for the database and for the way between processes."""

import json
import zlib
from collections.abc import Sequence
from typing import Any, Final

from spindle.features.listen.text.model import Block, Chapter, Kind, Mark, MarkKind

VERSION: Final = 1
_KINDS: Final = tuple(Kind)
_MARKS: Final = tuple(MarkKind)
_EMPTY: Final[tuple[Any, ...]] = ((), 0, "", "")


def pack(chapter: Chapter) -> bytes:
    """A chapter's blocks, compressed: about a third of the text. Title and level stay outside."""
    plain = [VERSION, [_block_out(block) for block in chapter.blocks]]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(packed: bytes) -> tuple[Block, ...]:
    """The blocks of a packed chapter.

    Raises:
        ValueError: These bytes are damaged, or were packed by a newer Spindle.
    """
    try:
        return tuple(_block_in(each) for each in _plain(packed))
    except (TypeError, IndexError) as error:
        raise ValueError("a damaged chapter") from error


def texts(packed: bytes) -> tuple[str, ...]:
    """The text of each of its blocks, in half the time.

    Raises:
        ValueError: As ``unpack`` does.
    """
    try:
        return tuple(str(each[1]) for each in _plain(packed))
    except (TypeError, IndexError, KeyError) as error:
        raise ValueError("a damaged chapter") from error


def _plain(packed: bytes) -> Sequence[Sequence[Any]]:
    try:
        version, blocks = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    except (zlib.error, TypeError) as error:
        raise ValueError("a damaged chapter") from error
    if version != VERSION:
        raise ValueError(f"a chapter of version {version}")
    return blocks  # type: ignore[no-any-return]  # as ``pack`` wrote them


def _block_out(block: Block) -> list[Any]:
    """Kind, text, then as much of the rest as is needed."""
    found: list[Any] = [
        _KINDS.index(block.kind),
        block.text,
        [part for mark in block.marks for part in (_MARKS.index(mark.kind), *mark[1:])],
        block.level,
        block.label,
        block.page,
    ]
    while not found[-1] and len(found) > 2:
        found.pop()
    return found


def _block_in(found: Sequence[Any]) -> Block:
    kind, text, *rest = found
    marks, level, label, page = (*rest, *_EMPTY[len(rest) :])
    return Block(
        kind=_KINDS[kind],
        text=text,
        marks=tuple(
            Mark(_MARKS[marks[at]], marks[at + 1], marks[at + 2]) for at in range(0, len(marks), 3)
        ),
        level=level,
        label=label,
        page=page,
    )
