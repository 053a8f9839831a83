"""Which items of a changed text are which: so that what was learned of them stays with them."""

from collections.abc import Mapping, Sequence
from typing import Any


def same_items(
    before: Sequence[Mapping[str, Any]],
    places: Sequence[int | None],
    after: Sequence[Mapping[str, Any]],
) -> list[int | None]:
    """The place each item came with; None for a new one.

    An item is the one that was equal, else the one that asked the same, else the one that stood
    in the same place of as long a list.
    """
    found: list[int | None] = [None] * len(after)
    free = set(range(len(before)))

    def take(at: int, other: int) -> None:
        found[at] = places[other]
        free.discard(other)
        settled.add(at)

    settled: set[int] = set()
    for key in (_whole, _asked):
        known: dict[str, list[int]] = {}
        for other in sorted(free):
            known.setdefault(key(before[other]), []).append(other)
        for at, item in enumerate(after):
            others = known.get(key(item), [])
            if at not in settled and others and key(item):
                take(at, others.pop(0))
    if len(before) == len(after):
        for at in range(len(after)):
            if at not in settled and at in free:
                take(at, at)
    return found


def _whole(item: Mapping[str, Any]) -> str:
    return repr(sorted(item.items()))


def _asked(item: Mapping[str, Any]) -> str:
    return "\n".join(str(item.get(name, "")) for name in ("cue", "prompt")).strip()
