"""From an engine's word events to one time for every word of ours, never going backwards.

Engines report fewer words than there are ("in the" is one), more ("$12.50" is five), and some of
them twice. So an event only says that the word around it has begun.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from spindle.sound.speech import Word

Span: TypeAlias = tuple[int, int]

# Scripts written without spaces: each character is a word, for want of a dictionary.
_SPACELESS: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN: Final = re.compile(rf"[{_SPACELESS}][^\w\s]*|(?:(?![{_SPACELESS}])\S)+")
_SAID: Final = re.compile(r"\w")


def tokens(text: str) -> list[Span]:
    """Spans of the words in a text, punctuation with the word it touches."""
    return [each.span() for each in _TOKEN.finditer(text)]


def count_words(text: str) -> int:
    """How many of them have a letter or a digit."""
    return sum(1 for start, end in tokens(text) if _SAID.search(text, start, end))


def word_times(text: str, events: Iterable[tuple[int, int]], length: int) -> tuple[Word, ...]:
    """A time for every word.

    Args:
        text: What was spoken.
        events: (position in the text in code points, sample), as an engine told them.
        length: Samples in all.
    """
    spans = tokens(text)
    if not spans:
        return ()
    known = _first_heard(spans, events, length)
    samples = _filled(spans, known, length)
    return tuple(Word(*span, sample) for span, sample in zip(spans, samples, strict=True))


def estimated(text: str, length: int) -> tuple[Word, ...]:
    """Times by the number of characters, for an engine that tells none."""
    return word_times(text, (), length)


def _first_heard(
    spans: Sequence[Span], events: Iterable[tuple[int, int]], length: int
) -> dict[int, int]:
    starts = [start for start, _ in spans]
    known: dict[int, int] = {}
    reached, heard = -1, 0
    for position, sample in events:
        token = max(0, bisect_right(starts, position) - 1)
        if token <= reached:
            continue  # again, or a step back
        heard = min(max(heard, sample), length)
        reached, known[token] = token, heard
    return known


def _filled(spans: Sequence[Span], known: dict[int, int], length: int) -> list[int]:
    known = {0: 0, **known, len(spans): length}
    marks = sorted(known)
    samples: list[int] = []
    for this, following in pairwise(marks):
        weights = [spans[each][1] - spans[each][0] + 1 for each in range(this, following)]
        whole, passed = sum(weights), 0
        for weight in weights:
            share = passed / whole
            samples.append(round(known[this] + share * (known[following] - known[this])))
            passed += weight
    return samples
