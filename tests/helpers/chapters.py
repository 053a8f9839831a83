"""Texts cut into chapters, heard from end to end, and how far apart their checks come."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from spindle.features.listen.asking import Asked, Asking
from spindle.features.listen.script import Script
from spindle.features.listen.surroundings import AHEAD, WHOLE, Surroundings, chapters_around
from spindle.features.listen.text.model import Block, Kind
from spindle.features.listen.text.tokens import words
from tests.helpers.public_texts import sentences

_PARAGRAPH = 5


class Came(NamedTuple):
    """A check that came, and after how many words since the one before."""

    asked: Asked
    words: int


def chapters(
    texts: Sequence[str], size: int, *, language: str = "en", glue: str = " "
) -> tuple[Script, ...]:
    """Sentences as chapters of at least ``size`` words, each with a title."""
    parts: list[list[str]] = [[]]
    for text in texts:
        if sum(map(words, parts[-1])) >= size:
            parts.append([])
        parts[-1].append(text)
    return tuple(
        Script.of(number, _blocks(f"Part {number + 1}", part, glue), language)
        for number, part in enumerate(parts)
    )


@cache
def of_public_text(name: str, size: int) -> tuple[Script, ...]:
    """One of the public texts in chapters of so many words."""
    return chapters([each.text for each in sentences(name)], size)


def around(scripts: Sequence[Script]) -> Callable[[Script], Surroundings]:
    """The text around a chapter as it is gathered from a document."""
    counts = [script.words for script in scripts]
    known: list[Surroundings] = []

    def gathered(script: Script) -> Surroundings:
        enough = chapters_around(counts, script.chapter, AHEAD // 2, WHOLE // 2)
        if not known or any(each not in known[-1].lines for each in enough):
            wanted = chapters_around(counts, script.chapter)
            known.append(Surroundings.of(scripts[each] for each in wanted))
        return known[-1]

    return gathered


def checks(scripts: Sequence[Script], seed: int) -> list[Came]:
    """All checks of who listens from the first sentence to the last and answers each."""
    asking, found, since = Asking(seed, around(scripts)), [], 0
    for script in scripts:
        for line in script.lines:
            asking.heard(line, 200.0)
            since += line.words
            asked = asking.due(script)
            if asked is not None:
                found.append(Came(asked, since))
                asking.over()
                since = 0
    return found


def _blocks(title: str, texts: Sequence[str], glue: str) -> list[Block]:
    paragraphs = (
        glue.join(texts[start : start + _PARAGRAPH]) for start in range(0, len(texts), _PARAGRAPH)
    )
    return [
        Block(kind=Kind.HEADING, text=title),
        *(Block(kind=Kind.PARAGRAPH, text=text) for text in paragraphs),
    ]
