"""Mathematics set apart: centred or numbered lines of signs, a fraction on several heights."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from spindle.features.listen.importing.pdf_layout.shapes import Cell, Line, Part

_SIGN: Final = re.compile(r"[=<>≤≥≈≡∼≃∈∉⊂⊆∝→←↦⇒⇔±∓×÷∑∏∫√∂∇∞∥∀∃∪∩⊕⊗−+≜≪≫]")
_RELATION: Final = re.compile(r"[=<>≤≥≈≡∼≃∈∉⊂⊆∝→←↦⇒⇔≜≪≫]|[∫∑∏]")
_WORD: Final = re.compile(r"[^\W\d_]{3,}(?!\w*\s?\()")
_NO_WORD: Final = re.compile(
    "sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|sinh|cosh|tanh|log|exp|max|min|arg|sup|inf|lim|"
    "det|dim|ker|gcd|deg|mod|erf|var|cov|std|sgn|sign|rank|diag|argmax|argmin|limsup|liminf|"
    "for|all|and|where|with|otherwise|else|when|such|that|subject",
    re.IGNORECASE,
)
_MOST_WORDS: Final = 2
_GREEK: Final = re.compile("[\u0370-\u03ff]")
_EQUATION: Final = re.compile(r"\(\w{0,3}\.?\d{1,3}(?:\.\d{1,3})*[a-z]?\)")
_SET_IN: Final = 0.04  # of the column's width: less is the beginning of a line of text
_CENTRED: Final = 0.12  # likewise: how far from the middle
_NEAR: Final = 2.0  # times the usual way from line to line: what still belongs to the formula
_FULL_SIZE: Final = 0.9  # times the largest letters: smaller ones stand below a sum
_EDGE: Final = 3.0  # points


def with_formulas(lines: Sequence[Line], leading: float) -> list[Line]:
    """The lines of a page in their order, those of formulas known as such.

    Args:
        lines: Rows of tables among them are left alone.
        leading: From one line of running text to the next.
    """
    found: list[Line] = []
    for _, column in groupby(lines, key=lambda line: line.column):
        group = list(column)
        for at, size in _stretches(group, leading):
            if _is_formula(group[at : at + size]):
                group[at : at + size] = [
                    replace(line, part=Part.FORMULA) for line in group[at : at + size]
                ]
        found += group
    return found


def _stretches(lines: Sequence[Line], leading: float) -> Iterator[tuple[int, int]]:
    """Where lines follow each other that may be one formula, and how many."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _may_be(lines[end]):
            if end > start and abs(lines[end - 1].bottom - lines[end].bottom) > _NEAR * leading:
                break
            end += 1
        if end > start:
            yield start, end - start
        start = max(end, start + 1)


def _may_be(line: Line) -> bool:
    """Whether it holds hardly a word, and does not begin where the text does."""
    if line.part is not Part.TEXT or line.mono or line.bold:
        return False
    if line.x0 - line.left < _SET_IN * (line.right - line.left) and not _is_numbered(line):
        return False
    words = [word for word in _WORD.findall(line.text) if not _NO_WORD.fullmatch(word)]
    if not words:
        return True
    letters = sum(map(len, words))
    signs = len(_SIGN.findall(line.text)) + len(_GREEK.findall(line.text))
    return len(words) <= _MOST_WORDS and signs >= len(words) and 2 * letters <= len(line.text)


def _is_formula(lines: Sequence[Line]) -> bool:
    """Whether something is said to be equal or the like, in the middle of the column."""
    if not any(_RELATION.search(line.text) for line in lines):
        return False
    if any(_is_numbered(line) for line in lines):
        return True
    left, right = lines[0].left, lines[0].right
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return abs(x0 + x1 - left - right) / 2 < _CENTRED * (right - left)


def _is_numbered(line: Line) -> bool:
    """Whether the number of an equation stands at the edge."""
    last = line.cells[-1:]
    return (
        len(line.cells) > 1
        and _EQUATION.fullmatch(last[0].text) is not None
        and last[0].x1 >= line.right - _EDGE
        and (_SIGN.search(line.text) is not None)
    )


def formula(lines: Sequence[Line]) -> str:
    """Its signs, equation by equation; what stands above and below each other as a fraction."""
    largest = max(line.size for line in lines)
    mains = [
        line for line in lines if _RELATION.search(line.text) and line.size >= _FULL_SIZE * largest
    ]
    mains = mains or [max(lines, key=lambda line: line.x1 - line.x0)]
    parts: list[list[Line]] = [[] for _ in mains]
    for line in lines:
        if line not in mains:
            away = [abs(line.bottom - main.bottom) for main in mains]
            parts[away.index(min(away))].append(line)
    return " ".join(map(_equation, mains, parts))


def _equation(main: Line, others: Sequence[Line]) -> str:
    above = [cell for line in others if line.bottom > main.bottom for cell in line.cells]
    below = [cell for line in others if line.bottom <= main.bottom for cell in line.cells]
    cells = list(main.cells)
    for upper in above:
        lower = next((cell for cell in below if _overlap(upper, cell)), None)
        text = upper.text
        if lower is not None:
            below.remove(lower)
            text = f"{_whole(upper.text)}/{_whole(lower.text)}"
        cells.append(Cell(upper.x0, upper.x1, text))
    return " ".join(cell.text for cell in sorted([*cells, *below]))


def _overlap(upper: Cell, lower: Cell) -> bool:
    shared = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
    return shared > 0.5 * min(upper.x1 - upper.x0, lower.x1 - lower.x0)


def _whole(text: str) -> str:
    """In brackets, if it is more than one thing."""
    return f"({text})" if re.search(r"\s|[+−-]", text) else text
