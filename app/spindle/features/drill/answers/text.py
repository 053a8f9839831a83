"""Compares a typed answer with the answers that count.

Right is equal after the folds of the policy, and nothing else. What is merely close is a *near
miss*, about which the person decides; the check itself never takes it for right. No near miss are
short words, another number, a lost or added negation, another chemical formula: there one letter
is the answer.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from spindle.features.drill.answers.folding import Fold, fold, plain
from spindle.features.drill.answers.graphemes import graphemes

USUAL: Final = frozenset({Fold.CASE, Fold.PUNCTUATION})

_ONE_SLIP: Final = 4
_TWO_SLIPS: Final = 9
LONGEST: Final = 2000
"""Characters compared; whatever is behind them makes an answer wrong, and near to nothing."""

_DENIALS: Final = """
no not never none nothing nor neither without cannot non nicht nichts nie niemals nein kein
keine keinen keinem keiner keines ohne weder ne pas jamais rien sans aucun aucune ni nunca nada
sin tampoco mai niente senza niet geen nooit não nem sem не ни нет без
"""
_NEGATIONS: Final = frozenset(_DENIALS.split())
_DENYING: Final = ("un", "in", "im", "il", "ir", "dis", "non", "de", "a", "anti", "hypo", "hyper")
_FORMULA: Final = re.compile(r"(?:[A-Z][a-z]?\d*|[()\[\]+\-]\d*){2,}|[A-Z][a-z]?")
_SUBSCRIPTS: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is overlooked in an item's answers.

    Attributes:
        language: Whose articles ``Fold.ARTICLES`` knows.
    """

    folds: frozenset[Fold] = USUAL
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How an answer compares with the nearest of those that count.

    Attributes:
        answer: The one it was nearest to, as written.
        distance: Slips between the two after folding: a character more, less, other, or two
            neighbours changed about.
        score: 1 when right, else how much of the answer was there, below 1.
    """

    right: bool
    near: bool
    answer: str
    distance: int
    score: float


def compare(given: str, answers: Iterable[str], policy: Policy) -> Match:
    """The best match among at least one answer."""
    return max(
        (_with(given, answer, policy) for answer in answers),
        key=lambda match: (match.right, match.near, match.score, -match.distance),
    )


def _with(given: str, answer: str, policy: Policy) -> Match:
    folds = policy.folds
    if not fold(answer, folds, policy.language):
        folds -= {Fold.PUNCTUATION}  # the answer is nothing but punctuation
    given = given[: 2 * LONGEST]
    folded, wanted = (fold(one, folds, policy.language) for one in (given, answer))
    if folded == wanted and folded:
        return Match(right=True, near=False, answer=answer, distance=0, score=1.0)
    typed, expected = graphemes(folded[:LONGEST]), graphemes(wanted[:LONGEST])
    distance = _slips(typed, expected)
    size = max(len(typed), len(expected), 1)
    near = (
        0 < distance <= _allowed(len(expected))
        and len(folded) <= LONGEST
        and _same_where_it_counts(given, answer)
    )
    return Match(
        right=False,
        near=near,
        answer=answer,
        distance=distance,
        score=max(0.0, min(1 - distance / size, 0.99)),
    )


def _slips(typed: list[str], expected: list[str]) -> int:
    # Late, because a drill's page is opened long after the first paint.
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    return int(OSA.distance(typed, expected))


def _allowed(length: int) -> int:
    """Slips that make a near miss of an answer of so many characters."""
    if length < _ONE_SLIP:
        return 0
    return 1 if length < _TWO_SLIPS else 2


def _same_where_it_counts(given: str, answer: str) -> bool:
    """Whether numbers, negations and formulas are the same in both."""
    typed, wanted = (_bare_words(one) for one in (given, answer))
    if _exact(typed) != _exact(wanted):
        return False
    ours, theirs = ({word.lower() for word in words} for words in (typed, wanted))
    return not any(_denies(one, other) for one in ours - theirs for other in theirs - ours)


def _bare_words(text: str) -> list[str]:
    return [
        bare
        for word in plain(text).translate(_SUBSCRIPTS).split()
        if (bare := word.strip(".,;:!?\"'"))
    ]


def _exact(words: list[str]) -> list[str]:
    found = []
    for word in words:
        low = word.lower()
        if any(char.isdigit() for char in word):
            found.append(low)
        elif low in _NEGATIONS or low.endswith("n't"):
            found.append("not")
        elif _FORMULA.fullmatch(word) and sum(map(str.isupper, word)) > 1:
            found.append(word)
    return sorted(found)


def _denies(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and any(long == prefix + short for prefix in _DENYING)
