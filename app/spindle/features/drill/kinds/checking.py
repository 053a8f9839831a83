"""Looks over a whole drill before it is kept: "12 items, 1 has no answer"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spindle.features.drill.kinds.kind import AnyKind, SpecError
from spindle.features.drill.kinds.known import words_of
from spindle.features.drill.kinds.mental import read_rehearsal


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one item; ``item`` is its place from 0."""

    item: int
    error: SpecError


@dataclass(frozen=True, slots=True)
class Unknown:
    """A field no kind of this name knows; it is kept, and does nothing."""

    item: int
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the preview says.

    Attributes:
        items: How many there are.
        problems: Items that cannot be drilled, each with its reason.
        unknown: Fields nobody reads, most often a slip of the pen; options count as item −1.
        twice: Pairs of items that ask the same.
    """

    items: int
    problems: tuple[Problem, ...]
    unknown: tuple[Unknown, ...]
    twice: tuple[tuple[int, int], ...]

    @property
    def sound(self) -> int:
        """Items that can be drilled."""
        return self.items - len(self.problems)

    def reasons(self) -> dict[str, int]:
        """How many items have each problem, by its sentence with the words put in."""
        found: dict[str, int] = {}
        for one in self.problems:
            found[str(one.error)] = found.get(str(one.error), 0) + 1
        return found


def problem_of(
    kind: AnyKind, options: Mapping[str, Any], item: Mapping[str, Any], at: int
) -> tuple[Problem, ...]:
    """What is wrong with one item; nothing where it can be drilled, also in the mind."""
    try:
        kind.parse({**options, **item})
        read_rehearsal({**options, **item})
    except SpecError as error:
        return (Problem(at, error),)
    return ()


def look_over(
    kind: AnyKind, options: Mapping[str, Any], items: Sequence[Mapping[str, Any]]
) -> Facts:
    """Check every item with the drill's options."""
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    twice: list[tuple[int, int]] = []
    words = words_of(kind)
    unknown = [Unknown(-1, field) for field in options if field not in words]
    for at, item in enumerate(items):
        unknown += [Unknown(at, field) for field in item if field not in words]
        problems += problem_of(kind, options, item, at)
        asked = (str(item.get("cue", "")), str(item.get("prompt", "")))
        if any(asked) and seen.setdefault(asked, at) != at:
            twice.append((seen[asked], at))
    return Facts(
        items=len(items), problems=tuple(problems), unknown=tuple(unknown), twice=tuple(twice)
    )
