"""What stands on a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from statistics import median
from typing import NamedTuple

from spindle.features.listen.text.model import Span


class Part(Enum):
    """What of a page a line belongs to."""

    TEXT = auto()
    TABLE = auto()
    FORMULA = auto()  # mathematics set apart
    BYLINE = auto()  # between a title and the text: an author, a date
    LETTERING = auto()  # inside a drawing


class Run(NamedTuple):
    """Letters of one size beside each other, without a gap as wide as one between columns."""

    x0: float
    x1: float
    bottom: float
    top: float
    size: float
    text: str
    mono: bool = False
    bold: bool = False


class Cell(NamedTuple):
    """Words of a line with wide gaps around them."""

    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column.

    Attributes:
        text: Its words.
        notes: Where in the text raised numbers of notes stand.
        page: Counted from 0.
        column: Which run of lines it belongs to; another number is another column or band.
        left: Where its column begins.
        right: Where its column ends.
        mono: All of it is in letters of one width, as code is.
        bold: All of it is in heavy letters, as headings are.
        cells: Its text, parted where the gap is wider than between words.
        part: What of the page it belongs to.
    """

    text: str
    x0: float
    x1: float
    bottom: float
    top: float
    size: float
    notes: tuple[Span, ...]
    page: int
    column: int
    left: float
    right: float
    mono: bool = False
    bold: bool = False
    cells: tuple[Cell, ...] = ()
    part: Part = Part.TEXT


@dataclass(frozen=True, slots=True)
class Page:
    """A page as far as its text goes, its lines in reading order."""

    number: int
    label: str
    height: float
    lines: tuple[Line, ...]


def seen(runs: Sequence[Run], width: float, height: float) -> list[Run]:
    """The runs that are on the page: some programs write its first line again above its edge.

    Args:
        runs: Measured from the page's lower left corner.
        width: Of the page.
        height: Likewise.
    """
    within = [
        run for run in runs if run.x0 < width and run.x1 > 0 and run.bottom < height and run.top > 0
    ]
    # Where most are outside, the page's edges are not what the file says.
    return within if 2 * len(within) >= len(runs) else list(runs)


def usual_size(lines: Iterable[Line]) -> float:
    """The size most letters have."""
    sizes: dict[float, int] = {}
    for line in lines:
        size = round(2 * line.size) / 2
        sizes[size] = sizes.get(size, 0) + len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def middle(values: Iterable[float], default: float) -> float:
    """The median, or what stands for it where there is nothing."""
    found = list(values)
    return median(found) if found else default
