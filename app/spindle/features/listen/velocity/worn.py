"""Which checks tell nothing any more: what is known by heart, and what nobody can answer."""

from typing import Final, NamedTuple

LEAST, MOST = 0.30, 0.95
"""Of its answers so many must be right, and no more: below it asks badly, above it asks nothing."""

MEETINGS: Final = 3
"""With fewer answers the share says nothing.

Of good items, right 17 times in 20, one in three hundred is missed three times running. Many are
right three times running; but whoever has met one so often in a text knows it by heart, and an
answer from memory does not tell whether it was heard now.
"""


class Item(NamedTuple):
    """What a check is about: a sentence with its gap, or a whole one with nothing around it."""

    before: str
    right: str
    after: str


def is_worn(right: int, asked: int) -> bool:
    """Whether an item that was answered so often, rightly so often, is not asked again."""
    return asked >= MEETINGS and not LEAST <= right / asked <= MOST
