"""The words inside a drawing, known by what is said below it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from spindle.features.listen.importing.pdf_layout.breaks import CAPTION, HEADING, ITEM, is_ended
from spindle.features.listen.importing.pdf_layout.shapes import Line, Part

_PICTURE: Final = re.compile(r"(?:figure|fig|abb|abbildung|figura)\b", re.IGNORECASE)
_SMALL: Final = 0.93  # of the usual size
_WIDE: Final = 0.6  # of the column's width
_WORDS: Final = 4  # in each cell


def with_lettering(lines: Sequence[Line], usual: float) -> list[Line]:
    """The lines of a page in their order, those inside drawings known as such.

    Args:
        lines: Rows of tables and formulas among them are left alone.
        usual: The size of running text.
    """
    found: list[Line] = []
    for _, column in groupby(lines, key=lambda line: line.column):
        group = list(column)
        for at, line in enumerate(group):
            if CAPTION.match(line.text) and _PICTURE.match(line.text):
                above = at - 1
                while above >= 0 and _is_inside(group[above], usual):
                    group[above] = replace(group[above], part=Part.LETTERING)
                    above -= 1
        found += group
    return found


def _is_inside(line: Line, usual: float) -> bool:
    """Whether it is a few words anywhere rather than a line of text."""
    if line.part is not Part.TEXT or line.mono or line.bold or ITEM.match(line.text):
        return False
    if line.size >= HEADING * usual or CAPTION.match(line.text):
        return False
    if any(len(cell.text.split()) > _WORDS for cell in line.cells):
        return False
    if line.size < _SMALL * usual or len(line.cells) > 1:
        return True
    narrow = line.x1 - line.x0 < _WIDE * (line.right - line.left)
    return narrow and abs(line.x0 - line.left) > line.size and not is_ended(line)
