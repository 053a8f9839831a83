"""What goes wrong and what goes slowly, told apart: two lists, kept across runs."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from spindle.features.drill.memory.steps import Tally

LEAST: Final = 3
"""How often a part was done before it is listed."""

SLOW: Final = 1.5
"""Times the usual time of all parts from which one is slow."""


class Part(NamedTuple):
    """A part with what its own errors and times have come to; ``usual`` in seconds."""

    tally: Tally
    usual: float | None


def most_missed(parts: Sequence[Part]) -> list[int]:
    """Places of parts that went wrong at all, the most likely ones first."""
    listed = [
        place for place, part in enumerate(parts) if part.tally.errors and sum(part.tally) >= LEAST
    ]
    return sorted(listed, key=lambda place: (-parts[place].tally.error_rate, place))


def slowest(parts: Sequence[Part]) -> list[int]:
    """Places of parts much slower than the others, right or not; the slowest first."""
    times = sorted(part.usual for part in parts if part.usual is not None)
    if len(times) < 2:
        return []
    middle = (times[(len(times) - 1) // 2] + times[len(times) // 2]) / 2
    found = [
        (part.usual, place)
        for place, part in enumerate(parts)
        if part.usual is not None and part.tally.right >= LEAST and part.usual > SLOW * middle
    ]
    return [place for _, place in sorted(found, key=lambda each: (-each[0], each[1]))]
