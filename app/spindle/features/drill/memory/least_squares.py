"""Levenberg and Marquardt's least squares for a handful of parameters, in plain Python."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

Model = Callable[[float, Sequence[float]], tuple[float, Sequence[float]]]
"""Of a place and the parameters: the value there, and its slope in each parameter."""

_TURNS: Final = 40
_CLOSE: Final = 1e-7
_LEAST, _MOST = 1e-9, 1e9  # damping


@dataclass(frozen=True, slots=True)
class Found:
    """A fit.

    Attributes:
        parameters: Where the loss is least.
        loss: Sum of squared residuals there.
        spread: The inverse of JᵀJ; times the noise variance it is the parameters' covariance.
    """

    parameters: tuple[float, ...]
    loss: float
    spread: tuple[tuple[float, ...], ...]


def least_squares(
    model: Model, places: Sequence[float], values: Sequence[float], start: Sequence[float]
) -> Found:
    """The parameters nearest to ``start`` at which the model misses the values least."""
    now = list(start)
    loss, slope, bend = _state(model, places, values, now)
    damping = 1e-2
    for _ in range(_TURNS):
        step = solved([[*row] for row in _damped(bend, damping)], slope)
        there = [value + move for value, move in zip(now, step, strict=True)]
        try:
            next_loss, next_slope, next_bend = _state(model, places, values, there)
        except (OverflowError, ValueError, ZeroDivisionError):
            next_loss = math.inf
        if next_loss < loss:
            gained = loss - next_loss
            now, loss, slope, bend = there, next_loss, next_slope, next_bend
            damping = max(damping / 5, _LEAST)
            if gained < _CLOSE * (loss + _CLOSE):
                break
        else:
            damping *= 4
            if damping > _MOST:
                break
    return Found(tuple(now), loss, inverse(_damped(bend, 1e-9)))


def solved(rows: list[list[float]], ends: Sequence[float]) -> list[float]:
    """The solution of a square system, by elimination.

    Raises:
        ZeroDivisionError: It has none, or many.
    """
    size = len(ends)
    wide = [[*row, end] for row, end in zip(rows, ends, strict=True)]
    for i in range(size):
        best = max(range(i, size), key=lambda k: abs(wide[k][i]))
        wide[i], wide[best] = wide[best], wide[i]
        for k in range(i + 1, size):
            share = wide[k][i] / wide[i][i]
            wide[k] = [a - share * b for a, b in zip(wide[k], wide[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        rest = sum(wide[i][j] * found[j] for j in range(i + 1, size))
        found[i] = (wide[i][size] - rest) / wide[i][i]
    return found


def inverse(rows: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    """The inverse of a symmetric matrix.

    Raises:
        ZeroDivisionError: It has none.
    """
    size = len(rows)
    unit = [[float(i == j) for j in range(size)] for i in range(size)]
    return tuple(tuple(solved([[*row] for row in rows], column)) for column in unit)


def _state(
    model: Model, places: Sequence[float], values: Sequence[float], at: Sequence[float]
) -> tuple[float, list[float], list[list[float]]]:
    """Loss, Jᵀr and JᵀJ."""
    size = len(at)
    loss = 0.0
    slope = [0.0] * size
    bend = [[0.0] * size for _ in range(size)]
    for place, value in zip(places, values, strict=True):
        there, slopes = model(place, at)
        miss = value - there
        loss += miss * miss
        for i in range(size):
            slope[i] += slopes[i] * miss
            row, each = bend[i], slopes[i]
            for j in range(i + 1):
                row[j] += each * slopes[j]
    for i in range(size):
        for j in range(i):
            bend[j][i] = bend[i][j]
    return loss, slope, bend


def _damped(bend: Sequence[Sequence[float]], damping: float) -> list[list[float]]:
    return [
        [each + (damping * (each + 1e-9) if i == j else 0.0) for j, each in enumerate(row)]
        for i, row in enumerate(bend)
    ]
