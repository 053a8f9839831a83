"""What a run through steps was worth: order, omissions, and the steps that must not fail."""

from dataclasses import dataclass
from typing import Final

from spindle.features.drill.kinds.steps_spec import Steps

PENALTY: Final = 0.25
"""Taken from the score for each critical step that was not right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a sequence of steps compares with the order asked for.

    Attributes:
        in_order: The most steps that stand in an allowed order, some left out.
        inversions: Pairs that stand the wrong way about.
        error: Inversions as a part of all pairs that have an order, 0–1 (Kendall).
        omitted: Places of steps that did not come.
    """

    in_order: int
    inversions: int
    error: float
    omitted: tuple[int, ...]


def order_of(spec: Steps, came: list[int]) -> Order:
    """Compare the places that came, in their order, each at most once."""
    pairs = bound = 0
    for later, step in enumerate(came):
        for earlier in came[:later]:
            bound += step in spec.before[earlier] or earlier in spec.before[step]
            pairs += step in spec.before[earlier]
    return Order(
        in_order=_longest(spec, came),
        inversions=pairs,
        error=pairs / bound if bound else 0.0,
        omitted=tuple(at for at in range(len(spec.steps)) if at not in came),
    )


def _longest(spec: Steps, came: list[int]) -> int:
    """The longest part of a sequence in which nothing stands before what it must follow.

    For a total order this is the longest increasing part, which is the longest one in common with
    the steps. For a partial order it is a bound from below: each new step is held against all of
    the best part it continues.
    """
    best: list[list[int]] = []
    for step in came:
        fits = [part for part in best if not any(step in spec.before[one] for one in part)]
        best.append([*max(fits, key=len, default=[]), step])
    return max(map(len, best), default=0)


def score_of(spec: Steps, order: Order, failed: frozenset[int]) -> float:
    """Steps in order as a part of all, less a penalty for each critical step that failed."""
    return max(0.0, order.in_order / len(spec.steps) - PENALTY * len(failed & _marked(spec)))


def _marked(spec: Steps) -> frozenset[int]:
    return frozenset(at for at, step in enumerate(spec.steps) if step.critical)
