"""Which lines of the finder fit what was typed, and which fits best. Pure; no Qt.

A line fits when the typed letters stand in it in this order. A run of letters is better than
scattered ones, the start of a word better than its middle, the start of the line best.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")

_LETTER: Final = 1.0
_RUN: Final = 5.5
_WORD: Final = 5.0
_LINE: Final = 6.0
_GAP: Final = 0.05
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a line fits.

    Attributes:
        score: Higher is better; 0 for nothing typed.
        places: Indexes of the typed letters in the line, in order.
    """

    score: float
    places: tuple[int, ...] = ()


def fit(typed: str, line: str) -> Fit | None:
    """How ``typed`` fits ``line``, regardless of case and accents; None if it does not.

    Takes time in the product of both lengths; only the first 200 characters of a line count.
    """
    letters = [c for c in _plain(typed[: _LONGEST + 1]) if not c.isspace()]
    text = _plain(line[:_LONGEST])
    if not letters:
        return Fit(0.0)
    if len(letters) > len(text):
        return None
    # best[j]: the best fit of the letters so far with the last of them at text[j].
    best: list[Fit | None] = [
        Fit(_worth(text, j), (j,)) if text[j] == letters[0] else None for j in range(len(text))
    ]
    for letter in letters[1:]:
        best = _with(letter, text, best)
    found = [one for one in best if one is not None]
    return max(found, key=lambda one: one.score, default=None)


def ranked(
    typed: str, lines: Iterable[tuple[str, T]], most: int
) -> Sequence[tuple[T, tuple[int, ...]]]:
    """The things whose lines fit, best first and equals in their order, with the letters' places.

    Args:
        typed: What was typed; nothing fits everything.
        lines: Pairs of the words shown and the thing they stand for.
        most: How many at most.
    """
    fits = [(fit(typed, line), thing) for line, thing in lines]
    fitting = [(one, thing) for one, thing in fits if one is not None]
    fitting.sort(key=lambda pair: -pair[0].score)
    return [(thing, one.places) for one, thing in fitting[:most]]


def has_words(typed: str, text: str) -> bool:
    """Whether each typed word stands in a text, regardless of case and accents."""
    inside = _plain(text)
    return all(word in inside for word in _plain(typed[:_LONGEST]).split())


def _with(letter: str, text: str, before: list[Fit | None]) -> list[Fit | None]:
    after: list[Fit | None] = [None] * len(text)
    reached: Fit | None = None  # the best of ``before`` up to two letters back, wherever it ended
    for j in range(1, len(text)):
        if j >= 2 and (candidate := before[j - 2]) is not None:
            reached = _better(reached, candidate)
        if text[j] != letter:
            continue
        ways = []
        if (run := before[j - 1]) is not None:
            ways.append(Fit(run.score + _LETTER + _RUN, (*run.places, j)))
        if reached is not None:
            gap = _GAP * min(20, j - reached.places[-1])
            ways.append(Fit(reached.score + _worth(text, j) - gap, (*reached.places, j)))
        after[j] = max(ways, key=lambda way: way.score, default=None)
    return after


def _better(one: Fit | None, other: Fit) -> Fit:
    return other if one is None or other.score >= one.score else one


def _worth(text: str, j: int) -> float:
    if j == 0:
        return _LETTER + _LINE
    return _LETTER + (_WORD if not text[j - 1].isalnum() else 0.0)


def _plain(text: str) -> str:
    """Lower case without accents, letter for letter, so that places stay true."""
    return "".join(_base(c) for c in text)


def _base(c: str) -> str:
    lower = unicodedata.normalize("NFKD", c).casefold()
    return lower[0] if lower else c
