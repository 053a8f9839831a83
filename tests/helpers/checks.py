"""Every check that can be made of the public texts, and a guesser who knows how usual words are."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Final

from spindle.features.listen.velocity.check import Check
from spindle.features.listen.velocity.cloze import cloze
from spindle.features.listen.velocity.heard import which_heard
from spindle.features.listen.velocity.material import WORD, Vocabulary, stem
from tests.helpers.public_texts import NAMES, sentences

_SINCE: Final = 14
"""Sentences between two checks, about."""


@cache
def vocabulary(name: str) -> Vocabulary:
    return Vocabulary.of(sentences(name))


@cache
def items(name: str) -> tuple[tuple[Check, int], ...]:
    """Every gap that can be made at any sentence end of a text, with how many were heard."""
    text = sentences(name)
    ends = range(5, len(text))
    made = ((cloze(text[max(0, end - _SINCE) : end], vocabulary(name), end), end) for end in ends)
    return tuple((check, end) for check, end in made if check is not None)


@cache
def choices_of_sentences(name: str) -> tuple[tuple[Check, int], ...]:
    text, words = sentences(name), vocabulary(name)
    made = (
        (which_heard(text[max(0, end - _SINCE) : end], text[end:], words, end), end)
        for end in range(5, len(text))
    )
    return tuple((check, end) for check, end in made if check is not None)


def share_guessed(name: str, rate: Callable[[str], float]) -> float:
    """How often whoever takes the choice that is rated highest is right; ties are drawn."""
    return _share(name, lambda _, choice: rate(choice))


def share_fitted(name: str) -> float:
    """How often whoever knows which words stand beside which in other texts is right."""
    pairs = _pairs(name)

    def rate(check: Check, choice: str) -> float:
        left, right = (WORD.findall(each.casefold()) for each in (check.before, check.after))
        key = choice.casefold()
        return pairs[("".join(left[-1:]), key)] + pairs[(key, "".join(right[:1]))]

    return _share(name, rate)


def _pairs(name: str) -> Counter[tuple[str, str]]:
    """Neighbours in the other texts; an empty word is the edge of a sentence."""
    found: Counter[tuple[str, str]] = Counter()
    for other in NAMES:
        for sentence in sentences(other) if other != name else ():
            keys = [word.key for word in sentence.words]
            found.update(zip(["", *keys], [*keys, ""], strict=True))
    return found


def _share(name: str, rate: Callable[[Check, str], float]) -> float:
    rng = Random(1)  # noqa: S311 - a simulation, not a secret
    right = 0
    for check, _ in items(name):
        rates = [rate(check, choice) for choice in check.choices]
        guesses = [index for index, each in enumerate(rates) if each == max(rates)]
        right += rng.choice(guesses) == check.answer
    return right / len(items(name))


def answer_is_in(check: Check) -> bool:
    """Whether a word of the same stem as the answer stands around its gap."""
    around = f"{check.before} {check.after}".casefold()
    words = re.findall(r"\w+", around)
    return check.right.casefold() in around or stem(check.right) in map(stem, words)
