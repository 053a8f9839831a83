"""The text around the place, over the ends of its chapter: what checks are made from.

A chapter of an article may have six sentences. Words and sentences beside the right ones then come
from its neighbours in the same document.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from spindle.features.listen.script import Line, Script
from spindle.features.listen.velocity.material import Sentence, Vocabulary

AHEAD: Final = 2_500
"""Words after the chapter: sentences still to come stand beside the one that was heard."""

WHOLE: Final = 8_000
"""Words in all, as far as the document has them; a longer chapter is taken whole."""

_CHAPTERS: Final = 120  # on either side: chapters of nothing have no end


def chapters_around(
    words: Sequence[int], chapter: int, ahead: int = AHEAD, whole: int = WHOLE
) -> range:
    """The chapters that are gathered for one.

    Args:
        words: Of each chapter of the document.
        chapter: Its number.
        ahead: Words wanted after it.
        whole: Words wanted in all.
    """
    first, end = chapter, min(chapter + 1, len(words))
    total, after = sum(words[first:end]), 0
    while end < min(len(words), chapter + _CHAPTERS) and after < ahead:
        after += words[end]
        end += 1
    total += after
    while first > max(0, chapter - _CHAPTERS) and total < whole:
        first -= 1
        total += words[first]
    while end < min(len(words), chapter + _CHAPTERS) and total < whole:
        total += words[end]
        end += 1
    return range(first, end)


@dataclass(frozen=True)
class Surroundings:
    """Some chapters, one after the other.

    Attributes:
        sentences: Of all of them, each with its place here as its number.
        lines: By chapter, where its sentences are in ``sentences``.
    """

    sentences: tuple[Sentence, ...]
    lines: Mapping[int, range]

    @classmethod
    def of(cls, scripts: Iterable[Script]) -> Self:
        """Take chapters as they are spoken."""
        found: list[Sentence] = []
        lines: dict[int, range] = {}
        for script in scripts:
            first = len(found)
            found.extend(
                Sentence(first + line.number, script.shown(line), line.plain)
                for line in script.lines
            )
            lines[script.chapter] = range(first, len(found))
        return cls(tuple(found), lines)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Their words; a thousand take about two milliseconds."""
        return Vocabulary.of(self.sentences)

    def has(self, script: Script) -> bool:
        """Whether a chapter is in it, as it is spoken now."""
        return len(self.lines.get(script.chapter, ())) == len(script.lines) > 0

    def number(self, line: Line) -> int | None:
        """The number of a sentence here, if it is in it."""
        lines = self.lines.get(line.chapter, range(0))
        return lines[line.number] if line.number < len(lines) else None
