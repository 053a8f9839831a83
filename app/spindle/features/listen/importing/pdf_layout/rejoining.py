"""Paragraphs that a figure or a table, put where there was room, has cut in two."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spindle.features.listen.importing.pdf_layout.breaks import CAPTION, HEADING, ITEM, is_ended
from spindle.features.listen.importing.pdf_layout.shapes import Line, Part
from spindle.features.listen.text.model import Block

Lines = list[Line]
Aside = tuple[int, float, Block]

_FULL: Final = 0.9  # of a column's width: how far the last line before the cut goes
_LONG: Final = 0.7  # likewise: how long a single line is
_SMALL: Final = 0.93  # of the usual size: from here on down it is the lettering of a figure
_MOST: Final = 60  # pieces between the two parts


def rejoined(stream: Iterable[Lines | Aside], usual: float) -> Iterator[Lines | Aside]:
    """The same, cut paragraphs made whole; what cut them comes behind.

    Args:
        stream: The lines of each paragraph, and notes and furniture between them.
        usual: The size of running text.
    """
    held: Lines = []
    between: list[Lines | Aside] = []
    for each in stream:
        piece = each
        if held:
            if _is_between(piece, usual) and len(between) < _MOST:
                between.append(piece)
                continue
            if isinstance(piece, list) and _goes_on(held, piece, between, usual):
                piece = [*held, *piece]
            else:
                yield held
                yield from between
                between = []
            held = []
        if isinstance(piece, list) and _is_cut(piece, usual):
            held = piece
        else:
            yield piece
            yield from between
            between = []
    if held:
        yield held
    yield from between


def _is_between(each: Lines | Aside, usual: float) -> bool:
    """Whether it may stand in the middle of a sentence that goes on behind it."""
    if isinstance(each, tuple):
        return True
    first = each[0]
    return (
        first.part in {Part.TABLE, Part.LETTERING}
        or first.mono
        or first.size < _SMALL * usual
        or CAPTION.match(first.text) is not None
    )


def _is_running(line: Line, usual: float) -> bool:
    return not line.bold and _SMALL * usual <= line.size < HEADING * usual


def _is_cut(lines: Sequence[Line], usual: float) -> bool:
    """Whether a paragraph ends in the middle of a sentence, at the edge of its column."""
    last = lines[-1]
    return (
        (len(lines) > 1 or last.x1 - last.x0 >= _LONG * (last.right - last.left))
        and _is_running(last, usual)
        and not _is_between(list(lines), usual)
        and not is_ended(last)
        and last.x1 >= last.left + _FULL * (last.right - last.left)
    )


def _goes_on(
    held: Sequence[Line], each: Sequence[Line], between: Sequence[Lines | Aside], usual: float
) -> bool:
    """Whether these lines are the rest of the paragraph held back."""
    last, first = held[-1], each[0]
    return (
        any(isinstance(one, list) for one in between)
        and (last.page, last.column) != (first.page, first.column)
        and _is_running(first, usual)
        and ITEM.match(first.text) is None
    )
