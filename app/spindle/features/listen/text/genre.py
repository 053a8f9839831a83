"""Which kind of text a document is: how fast something can be followed depends on it.

A guess by what is counted while the file is read; whoever listens knows better and says so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from spindle.features.listen.text.model import Chapter, Kind
from spindle.features.listen.text.skip import Amount, Reason
from spindle.features.listen.text.tokens import words


class Genre(StrEnum):
    """What kind of text a document is."""

    STORY = "story"
    NONFICTION = "non-fiction"
    STUDY = "study"
    ARTICLE = "article"
    NOTES = "notes"


_SPEECH: Final = re.compile(r"""["'“”„‟‘‚«»‹›「『《].{1,300}?["'”“’»«›‹」』》]|[—–]""")
"""How a paragraph begins in which somebody speaks: what is quoted at length ends far behind."""

_FICTION: Final = re.compile(r"(?<!non[- ])\b(?:fiction|novels?|fairy tales|short stories)\b")
_STUDY: Final = re.compile(r"\b(?:textbooks?|study and teaching|problems, exercises)\b")

_SPOKEN: Final = 0.1
"""In a novel at least this share of paragraphs begins with speech; elsewhere it is rare."""

_SOURCES: Final = 1.0
"""Citations per thousand words from which on a text is to be studied."""

_LISTED: Final = 0.5
"""The share of its words that stand in lists, from which on a text is notes."""

BOOK: Final = 20_000
"""Words from which on a text is no article."""


@dataclass(slots=True)
class GenreCount:
    """What of a document tells its kind, chapter by chapter.

    Attributes:
        subjects: What the file says that it is about.
        words: All of them.
        paragraphs, spoken: How many, and how many of those begin with speech.
        listed: Words in lists.
        citations: Pointers to what others wrote.
    """

    subjects: str = ""
    words: int = 0
    paragraphs: int = 0
    spoken: int = 0
    listed: int = 0
    citations: int = 0

    def count(self, chapter: Chapter, total: int, amounts: Mapping[Reason, Amount]) -> None:
        """Count one more chapter.

        Args:
            chapter: Its blocks.
            total: Its words.
            amounts: How much each reason would leave out.
        """
        self.words += total
        if Reason.CITATIONS in amounts:
            self.citations += amounts[Reason.CITATIONS].things
        for block in chapter.blocks:
            if block.kind is Kind.PARAGRAPH:
                self.paragraphs += 1
                self.spoken += _SPEECH.match(block.text) is not None
            elif block.kind is Kind.ITEM:
                self.listed += words(block.text)

    @property
    def genre(self) -> Genre:
        """What it is most likely."""
        subjects = self.subjects.casefold()
        if _FICTION.search(subjects):
            return Genre.STORY
        if _STUDY.search(subjects) or self._cites:
            return Genre.STUDY
        if self.spoken >= _SPOKEN * max(1, self.paragraphs):
            return Genre.STORY
        if self.listed > _LISTED * self.words:
            return Genre.NOTES
        return Genre.NONFICTION if self.words >= BOOK else Genre.ARTICLE

    @property
    def _cites(self) -> bool:
        """A book of history may cite too; one with a citation in every paragraph is studied."""
        return self.citations * 1000 >= _SOURCES * max(1, self.words)
