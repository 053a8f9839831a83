"""The shapes of the four signals, of the lens and of the grain, as pure geometry.

``t`` runs from 0 to 1 along a mark, ``y`` is up. A path is a list of (x, y) in px with x from 0 to
the mark's width and y still up; painting turns it over. No Qt here.
"""

from collections.abc import Callable
from math import cos, exp, pi, sin

Point = tuple[float, float]
Curve = Callable[[float], float]

_FOCUS_CYCLE = 5.5
_FOCUS_LEAST_CYCLES = 3.0
_LISTEN_CYCLE = 21.0
_LISTEN_LEAST_CYCLES = 2.75
_LISTEN_RISE = 0.12
_LISTEN_FALL = 0.08
_STEM_GAP = 4.3
_STEM_LEAST = 3

RATING_HEIGHT = 12.0
"""Half the height of a mark on the day strip, for each step of its rating, in px."""

UNRATED_HEIGHT = 36.0
"""Half the height of everything planned, running or not rated, in px."""


def swell(t: float) -> float:
    """The envelope of a lens: 0 at both ends, 1 in the middle."""
    return sin(pi * t) ** 2


def focus(t: float, amplitude: float, cycles: float) -> float:
    """Focus waxes and wanes."""
    return amplitude * swell(t) * sin(2 * pi * cycles * t)


def focus_cycles(width: float) -> float:
    """How many cycles a Focus mark of this width has: one for each 5 to 6 px, at least 3."""
    return max(_FOCUS_LEAST_CYCLES, round(width / _FOCUS_CYCLE))


def listen(t: float, amplitude: float, first: float, last: float) -> float:
    """Listen gets faster, from ``first`` to ``last`` cycles over the whole mark."""
    edge = min(1.0, t / _LISTEN_RISE, (1 - t) / _LISTEN_FALL)
    return amplitude * max(0.0, edge) * sin(2 * pi * (first * t + (last - first) * t * t / 2))


def listen_cycles(width: float) -> tuple[float, float]:
    """The first and last rate of a Listen mark of this width."""
    mean = max(_LISTEN_LEAST_CYCLES, width / _LISTEN_CYCLE)
    return 0.4 * mean, 1.6 * mean


def prime(t: float, amplitude: float) -> float:
    """Prime is one slow wave."""
    return amplitude * sin(2 * pi * t)


def stem(t: float, index: int, amplitude: float) -> float:
    """The height of the ``index``-th stem of a Drill mark: uneven at first, then even."""
    return amplitude * (1 - 0.45 * exp(-5 * t) * cos(pi * index))


def stems(width: float, amplitude: float, count: int | None = None) -> list[Point]:
    """The feet (x) and heights (y) of the stems of a Drill mark.

    ``count`` is the number of answers; without it there is one stem for each 4.3 px.
    """
    n = count if count is not None else max(_STEM_LEAST, round(width / _STEM_GAP))
    if n <= 1:
        return [(width / 2, amplitude)]
    return [(width * i / (n - 1), stem(i / (n - 1), i, amplitude)) for i in range(n)]


def sampled(curve: Curve, width: float, step: float = 0.5, until: float = 1.0) -> list[Point]:
    """A curve from 0 to ``until`` (a part of the whole) as a polyline, a point each ``step`` px."""
    count = max(2, round(width * until / step))
    return [(width * until * i / count, curve(until * i / count)) for i in range(count + 1)]


def curve_of(activity: str, width: float, amplitude: float) -> Curve:
    """The signal of an activity that is drawn as one line (all but Drill)."""
    if activity == "focus":
        cycles = focus_cycles(width)
        return lambda t: focus(t, amplitude, cycles)
    if activity == "listen":
        first, last = listen_cycles(width)
        return lambda t: listen(t, amplitude, first, last)
    return lambda t: prime(t, amplitude)


def lens(width: float, amplitude: float, step: float = 0.5) -> list[Point]:
    """The hollow mark: a closed outline, there along the top and back along the bottom."""
    return _closed(lambda t: amplitude * swell(t), width, step)


def grain(width: float, amplitude: float, step: float = 0.5) -> list[Point]:
    """The small solid mark: a closed outline."""
    return _closed(lambda t: amplitude * sin(pi * t), width, step)


def _closed(curve: Curve, width: float, step: float) -> list[Point]:
    top = sampled(curve, width, step)
    return top + [(x, -y) for x, y in reversed(top)]
