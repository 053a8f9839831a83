"""The lines of the ring as pure geometry; no Qt.

``u`` runs from 0 at the top clockwise to 1. Points are (x, y) around the centre, y down, in px.
"""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin

Point = tuple[float, float]
Push = tuple[float, float]

FULL_RADIUS = 222.0
SWELL = 22.0 / FULL_RADIUS
"""Half the height of a push, as a part of the radius."""

CYCLES = 132
"""Of the wave around the whole ring."""

SLOW_SWELL = 8.0 / FULL_RADIUS
SLOW_CYCLES = 9
_STEP = 0.5  # px along the ring between two points of a wave
_SMOOTH_STEP = 3.0  # px between two points of a lens
_SETTLE = 14.0  # px over which a wave comes to rest in the pen
_SETTLE_SLOW = 40.0
_OPENS = 36.0  # px over which what remains opens behind the pen


def at(u: float, radius: float) -> Point:
    """A place on a circle."""
    angle = 2 * pi * u
    return radius * sin(angle), -radius * cos(angle)


def box(
    radius: float, start: float, end: float, margin: float
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all that is drawn on a part of the ring, with a margin."""
    edges = (radius * (1 - SWELL), radius * (1 + SWELL))
    points = [at(u, edge) for u in _steps(start, end, radius, _SMOOTH_STEP) for edge in edges]
    xs, ys = zip(*points, strict=True)
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def envelope(u: float, pushes: Sequence[Push]) -> float:
    """How far a push swells at a place, 0–1; 0 in an ease."""
    for start, end in pushes:
        if start <= u <= end:
            return sin(pi * (u - start) / (end - start)) ** 2
    return 0.0


def wave(
    radius: float, pushes: Sequence[Push], start: float, end: float, head: float | None
) -> list[Point]:
    """What is done, from ``start`` to ``end``; it settles on the ring before ``head``."""
    return [
        at(
            u,
            radius
            * (1 + SWELL * envelope(u, pushes) * _rest(u, head, radius, _SETTLE) * _cycle(u)),
        )
        for u in _steps(start, end, radius, _STEP)
    ]


def slow_wave(radius: float, start: float, end: float, head: float | None) -> list[Point]:
    """What is done of a break: one slow wave that grows out of the top."""
    return [
        at(
            u,
            radius
            * (
                1
                + SLOW_SWELL
                * min(1.0, u / 0.15)
                * _rest(u, head, radius, _SETTLE_SLOW)
                * sin(2 * pi * SLOW_CYCLES * u)
            ),
        )
        for u in _steps(start, end, radius, _SMOOTH_STEP / 2)
    ]


def lens(
    radius: float,
    pushes: Sequence[Push],
    start: float,
    end: float,
    side: int,
    *,
    opens: bool = False,
) -> list[Point]:
    """One edge of what remains: the outer for ``side`` 1, the inner for −1, the ring for 0.

    With ``opens`` it comes out of the ring at ``start``.
    """

    def swell(u: float) -> float:
        way = _smooth((u - start) / opening(radius)) if opens else 1.0
        return SWELL * envelope(u, pushes) * way

    return [at(u, radius * (1 + side * swell(u))) for u in _steps(start, end, radius, _SMOOTH_STEP)]


def opening(radius: float) -> float:
    """The part of the ring over which what remains opens behind the pen."""
    return part(_OPENS, radius)


def part(length: float, radius: float) -> float:
    """The part of the ring that so many px along it are."""
    return length / (2 * pi * radius)


def settled(head: float, radius: float, *, slow: bool) -> float:
    """Up to where a wave stays as it is while its head moves on."""
    return max(0.0, head - part(_SETTLE_SLOW if slow else _SETTLE, radius))


def _cycle(u: float) -> float:
    return sin(2 * pi * CYCLES * u)


def _rest(u: float, head: float | None, radius: float, over: float) -> float:
    if head is None:
        return 1.0
    left = (head - u) * 2 * pi * radius / over
    return _smooth(left)


def _smooth(part: float) -> float:
    part = max(0.0, min(1.0, part))
    return part * part * (3 - 2 * part)


def _steps(start: float, end: float, radius: float, step: float) -> Iterator[float]:
    count = max(1, round((end - start) * 2 * pi * radius / step))
    return (start + (end - start) * i / count for i in range(count + 1))
