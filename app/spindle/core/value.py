"""How a session is likely to be rated, told before it and learned from after it.

A small linear model with Gaussian beliefs. A rating is the person's level, plus an effect of the
activity, one of the hour band, one of the length band, plus noise:

* Every session the level drifts a little, so that old ratings count for less and a lasting change
  is followed within some fifteen sessions. The effects fade slowly towards nothing.
* The noise is estimated as well, from how large the errors were against what was expected.
* A band or an activity never met before has its prior: no effect, with a spread. So an activity
  that comes later needs nothing here.

The model learns the *first* rating of a session only. Rating again or editing is the caller's to
keep from it. No number made here may reach the screen before the person has rated; words may, see
``spindle.core.value_reason``.
"""

import json
import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

VERSION = 1
LOWEST, HIGHEST = 1, 5

# Where each band begins, in hours of the local day. What lies before the first belongs to the last.
HOUR_BANDS = (
    (4, "early_morning"),
    (8, "morning"),
    (12, "early_afternoon"),
    (15, "late_afternoon"),
    (18, "evening"),
    (22, "late_night"),
)
# The band of a planned length, up to but without the given minutes; no plan at all is "open".
LENGTH_BANDS = ((20, "short"), (40, "medium"), (math.inf, "long"))
OPEN_LENGTH = "open"

_LEVEL = "level"
_FIRST_LEVEL = 3.0  # "steady", the middle word
_LEVEL_VARIANCE = 0.64  # people differ by about 0.8
_LEVEL_DRIFT = 0.016  # variance a session adds; the larger, the sooner a change is followed
_PRIOR_VARIANCE = {"activity": 0.25, "hour": 0.16, "length": 0.09}
_EFFECT_KEPT = 0.995  # what a session leaves of an effect
_FIRST_NOISE = 0.75  # variance
_FIRST_NOISE_WEIGHT = 12.0  # worth so many ratings
_NOISE_KEPT = 0.98  # what a session leaves of that weight, hence never more than 50 ratings
_LEAST_NOISE = 1 / 12  # rounding to whole ratings alone makes this much
_TALLY_MEMORY = 20  # a tally's mean leans on about its last twenty ratings
_BOUND = 1000.0  # far outside anything learnable; a saved number beyond it is damage


class Context(NamedTuple):
    """What is known of a session before it begins."""

    activity: str
    hour_band: str
    length_band: str

    def keys(self) -> tuple[str, str, str]:
        """The names of its three effects."""
        return (f"activity:{self.activity}", f"hour:{self.hour_band}", f"length:{self.length_band}")

    def pair_key(self) -> str:
        """The name under which ratings of this activity at this hour are tallied."""
        return f"pair:{self.activity}:{self.hour_band}"


class Prediction(NamedTuple):
    """A Gaussian belief about a rating; ``mean`` may lie outside the scale."""

    mean: float
    sd: float

    @property
    def shown(self) -> float:
        """The mean brought onto the scale: what is stored, and drawn after the rating."""
        return min(max(self.mean, float(LOWEST)), float(HIGHEST))

    def error(self, rating: int) -> float:
        """The prediction error: above zero when it went better than expected."""
        return rating - self.shown


class Tally(NamedTuple):
    """Plain book-keeping beside the model: how many ratings, and their recent mean."""

    ratings: int = 0
    mean: float = 0.0

    def add(self, rating: int) -> "Tally":
        """This tally with one more rating."""
        ratings = self.ratings + 1
        return Tally(ratings, self.mean + (rating - self.mean) / min(ratings, _TALLY_MEMORY))


def context_of(activity: str, local_hour: float, planned_minutes: float | None) -> Context:
    """The bands a session falls into.

    Args:
        activity: Any name; the model learns those it meets.
        local_hour: Hours since local midnight, 0 up to 24, fractions allowed.
        planned_minutes: The planned length, or None when it is open.

    Raises:
        ValueError: An hour outside the day, or a length that is negative or not finite.
    """
    if not 0 <= local_hour < 24:
        raise ValueError(f"An hour of the day lies from 0 up to 24, not {local_hour}.")
    hour_band = next((name for start, name in reversed(HOUR_BANDS) if local_hour >= start), None)
    if planned_minutes is None:
        length_band = OPEN_LENGTH
    elif 0 <= planned_minutes < math.inf:
        length_band = next(name for end, name in LENGTH_BANDS if planned_minutes < end)
    else:
        raise ValueError(f"A planned length is zero minutes or more, not {planned_minutes}.")
    return Context(activity, hour_band or HOUR_BANDS[-1][1], length_band)


class ValueModel(NamedTuple):
    """What has been learned so far; each rating makes a new one. Free of threads and of Qt.

    Attributes:
        effects: Names of what has been met, the level first.
        means: One for each effect, in rating steps.
        covariance: Square, symmetric, in the order of ``effects``.
        noise: Variance of a rating around the sum of its effects.
        noise_weight: How many ratings the noise rests on.
        tallies: The ratings of each effect and each pair; those of "level" are all.
    """

    effects: tuple[str, ...] = (_LEVEL,)
    means: tuple[float, ...] = (_FIRST_LEVEL,)
    covariance: tuple[tuple[float, ...], ...] = ((_LEVEL_VARIANCE,),)
    noise: float = _FIRST_NOISE
    noise_weight: float = _FIRST_NOISE_WEIGHT
    tallies: Mapping[str, Tally] = MappingProxyType({})

    @property
    def ratings(self) -> int:
        """How many ratings it has learned from."""
        return self.tally(_LEVEL).ratings

    def tally(self, key: str) -> Tally:
        """The ratings seen under ``key``; an empty tally if none."""
        return self.tallies.get(key, Tally())

    def predict(self, context: Context) -> Prediction:
        """The rating to expect, its spread including the noise of a single session."""
        belief = self.effect((_LEVEL, *context.keys()))
        return Prediction(belief.mean, math.sqrt(belief.sd**2 + self.noise))

    def effect(self, keys: Sequence[str]) -> Prediction:
        """The belief about the sum of some effects, without noise."""
        known = self._knowing(keys)
        at = [known.effects.index(key) for key in keys]
        variance = sum(known.covariance[i][j] for i in at for j in at)
        return Prediction(sum(known.means[i] for i in at), math.sqrt(variance))

    def learn(self, context: Context, rating: int) -> "ValueModel":
        """The model after a session's first rating.

        Raises:
            ValueError: The rating is not one of 1 to 5.
        """
        if isinstance(rating, bool) or rating not in range(LOWEST, HIGHEST + 1):
            raise ValueError(f"A rating is one of 1 to 5, not {rating!r}.")
        keys = (_LEVEL, *context.keys())
        known = self._knowing(keys)
        at = [known.effects.index(key) for key in keys]
        shared = [sum(row[i] for i in at) for row in known.covariance]
        variance = sum(shared[i] for i in at) + known.noise
        error = rating - sum(known.means[i] for i in at)
        tallies = dict(self.tallies)
        for key in (*keys, context.pair_key()):
            tallies[key] = self.tally(key).add(rating)
        weight = _NOISE_KEPT * known.noise_weight + 1
        noise = known.noise * (1 + (error**2 / variance - 1) / weight)
        learned = known._replace(
            means=tuple(m + s * error / variance for m, s in zip(known.means, shared, strict=True)),
            covariance=tuple(
                tuple(c - s * t / variance for c, t in zip(row, shared, strict=True))
                for row, s in zip(known.covariance, shared, strict=True)
            ),
            noise=max(noise, _LEAST_NOISE),
            noise_weight=weight,
            tallies=tallies,
        )
        return _one_session_on(learned)

    def _knowing(self, keys: Sequence[str]) -> "ValueModel":
        """The same beliefs, with the prior of every effect not met before written out."""
        new = [key for key in keys if key not in self.effects]
        if not new:
            return self
        old = len(self.effects)
        rows = [row + (0.0,) * len(new) for row in self.covariance]
        for i, key in enumerate(new):
            row = [0.0] * (old + len(new))
            row[old + i] = _prior_variance(key)
            rows.append(tuple(row))
        return self._replace(
            effects=(*self.effects, *new),
            means=self.means + (0.0,) * len(new),
            covariance=tuple(rows),
        )

    def to_json(self) -> str:
        """The whole state as text; ``from_json`` gives the same model back, bit for bit."""
        return json.dumps(
            {
                "version": VERSION,
                "effects": self.effects,
                "means": self.means,
                # Symmetric, so the lower triangle says it all.
                "covariance": [row[: i + 1] for i, row in enumerate(self.covariance)],
                "noise": self.noise,
                "noise_weight": self.noise_weight,
                "tallies": {
                    key: (tally.ratings, tally.mean) for key, tally in self.tallies.items()
                },
            }
        )

    @staticmethod
    def from_json(text: str) -> "ValueModel":
        """The model ``to_json`` wrote.

        Raises:
            ValueError: The text is damaged, or of a newer version than this one knows.
        """
        try:
            return _restored(json.loads(text))
        except KeyError as error:
            raise ValueError(f"The saved value model lacks its {error.args[0]}.") from error
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise ValueError(f"The saved value model cannot be read: {error}") from error


def _one_session_on(model: ValueModel) -> ValueModel:
    """The forgetting: the level less certain, the effects nearer to their priors."""
    kept = [1.0] + [_EFFECT_KEPT] * (len(model.effects) - 1)
    rows = [
        [c * k * m for c, m in zip(row, kept, strict=True)]
        for row, k in zip(model.covariance, kept, strict=True)
    ]
    for i, name in enumerate(model.effects):
        rows[i][i] += (1 - _EFFECT_KEPT**2) * _prior_variance(name) if i else _LEVEL_DRIFT
    return model._replace(
        means=tuple(m * k for m, k in zip(model.means, kept, strict=True)),
        covariance=tuple(map(tuple, rows)),
    )


def _prior_variance(key: str) -> float:
    return _PRIOR_VARIANCE[key.partition(":")[0]]


def _restored(state: Mapping[str, Any]) -> ValueModel:
    if state["version"] != VERSION:
        raise ValueError(f"its version is {state['version']!r:.40}, this Spindle knows {VERSION}")
    names = tuple(state["effects"])
    kinds = {name.partition(":")[0] for name in names[1:]}
    if names[:1] != (_LEVEL,) or len(set(names)) != len(names) or not kinds <= set(_PRIOR_VARIANCE):
        raise ValueError("its effects are unknown")
    means = tuple(_number(value) for value in state["means"])
    lower = [[_number(value) for value in row] for row in state["covariance"]]
    if len(means) != len(names) or [len(row) for row in lower] != [*range(1, len(names) + 1)]:
        raise ValueError("its parts do not fit together")
    _check_covariance(lower)
    size = range(len(names))
    return ValueModel(
        effects=names,
        means=means,
        covariance=tuple(tuple(lower[max(i, j)][min(i, j)] for j in size) for i in size),
        noise=_number(state["noise"], least=_LEAST_NOISE),
        noise_weight=_number(state["noise_weight"], least=1.0),
        tallies={
            key: Tally(_count(count), _number(mean, least=LOWEST))
            for key, (count, mean) in state["tallies"].items()
        },
    )


def _number(value: object, least: float = -_BOUND) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r:.40} is no number")
    if not least <= value <= _BOUND:
        raise ValueError("a number lies outside its range")
    return float(value)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError("a count is no count")
    return value


def _check_covariance(lower: list[list[float]]) -> None:
    """Refuse what is no covariance: some sum of effects would have no spread (Cholesky)."""
    root: list[list[float]] = []
    for i, row in enumerate(lower):
        root.append([])
        for j in range(i):
            rest = row[j] - sum(root[i][k] * root[j][k] for k in range(j))
            root[i].append(rest / root[j][j])
        left = row[i] - sum(value**2 for value in root[i])
        if left <= 0:
            raise ValueError("its covariance is impossible")
        root[i].append(math.sqrt(left))
