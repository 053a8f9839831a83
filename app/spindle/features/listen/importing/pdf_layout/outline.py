"""Where the entries of an outline begin among the blocks.

An entry names a page and mostly a height; in two columns a height says little, so the heading with
the entry's own words is looked for first.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from spindle.features.listen.importing.reading import Item, Start
from spindle.features.listen.text.model import Block, Kind

Found = tuple[int, float, Block]

_EVEN: Final = 4.0  # points by which an entry may point below the first line it means
_SHORTEST: Final = 3  # signs of a title that tell it


class Goal(NamedTuple):
    """Where an entry points to.

    Attributes:
        page: Counted from 0.
        height: In points from the foot of the page; None is its top.
        start: Title and level.
    """

    page: int
    height: float | None
    start: Start


def placed(goals: Sequence[Goal], blocks: Sequence[Found]) -> Iterator[Item]:
    """The blocks, with the chapters where they start; an entry never goes before an earlier one.

    Args:
        goals: In the order of the outline.
        blocks: Each with its page and the height of its first line, in reading order.
    """
    pages: dict[int, list[int]] = {}
    for at, (page, _, _) in enumerate(blocks):
        pages.setdefault(page, []).append(at)
    starts: dict[int, list[Start]] = {}
    least = 0
    for goal in sorted(goals, key=lambda goal: goal.page):
        least = _place(goal, blocks, pages, least)
        starts.setdefault(least, []).append(goal.start)
    for at, (_, _, block) in enumerate(blocks):
        yield from starts.get(at, [])
        yield block


def _place(goal: Goal, blocks: Sequence[Found], pages: dict[int, list[int]], least: int) -> int:
    """The number of the block that the entry means."""
    here = [at for at in pages.get(goal.page, []) if at >= least]
    title = _plain(goal.start.title)
    for at in here:
        block = blocks[at][2]
        if block.kind is Kind.HEADING and len(title) >= _SHORTEST and title in _plain(block.text):
            return at
    for at in here:
        if goal.height is None or blocks[at][1] <= goal.height + _EVEN:
            return at
    later = (at for page, all_of in pages.items() if page > goal.page for at in all_of)
    return next((at for at in sorted(later) if at >= least), len(blocks))


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
