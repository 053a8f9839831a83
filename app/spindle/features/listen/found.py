"""What is found in a document, counted on the worker: plain data, for ``finding``.

The folded text of a document is kept while somebody looks for something in it, so that each further
letter is a search in memory: a million words take about ten milliseconds.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

from spindle.features.listen.script import Script
from spindle.features.listen.text.matching import fold
from spindle.features.listen.text.packed import texts, unpack

PIECE: Final = 300_000
"""Code points that are folded at once: about 10 ms, in which the worker does nothing else."""


class Anchor(NamedTuple):
    """From where the first is looked for: a chapter, and code points of its folded text."""

    chapter: int = 0
    at: int = 0


class Nth(NamedTuple):
    """One of what was found: in this chapter, and which of those in it, from 0."""

    chapter: int
    number: int


class Folded(NamedTuple):
    """Chapters as they are compared, each block a line, and whether there may be more."""

    chapters: Mapping[int, str]
    more: bool


@dataclass(frozen=True, slots=True)
class Found:
    """How often something stands in a document.

    Attributes:
        counts: By chapter, in order; chapters without any are absent.
        first: The first behind the anchor, else the first of all; None if there is none.
    """

    counts: Mapping[int, int]
    first: Nth | None

    @property
    def total(self) -> int:
        """In all chapters."""
        return sum(self.counts.values())

    def and_more(self, later: "Found") -> "Found":
        """With what was found in further chapters."""
        counts = dict(sorted({**self.counts, **later.counts}.items()))
        return Found(counts, self.first or later.first)

    def ordinal(self, nth: Nth) -> int:
        """Which of all it is, from 1."""
        before = (count for chapter, count in self.counts.items() if chapter < nth.chapter)
        return sum(before) + nth.number + 1

    def beside(self, nth: Nth, by: int) -> Nth:
        """The next, or with -1 the one before; behind the last comes the first."""
        number = nth.number + by
        if 0 <= number < self.counts.get(nth.chapter, 0):
            return Nth(nth.chapter, number)
        chapters = list(self.counts)
        if by > 0:
            later = (each for each in chapters if each > nth.chapter)
            return Nth(next(later, chapters[0]), 0)
        earlier = (each for each in reversed(chapters) if each < nth.chapter)
        chapter = next(earlier, chapters[-1])
        return Nth(chapter, self.counts[chapter] - 1)


def folded_chapters(
    connection: sqlite3.Connection, document: str, first: int, known: Collection[int]
) -> Folded:
    """The next chapters of a document to be folded: from ``first`` on, then those before it.

    Args:
        connection: To the file.
        document: Its id.
        first: The chapter to begin with.
        known: Those that were folded already.
    """
    rows = connection.execute(
        "SELECT chapter FROM document_text WHERE document_id = ? AND deleted IS NULL"
        " ORDER BY chapter < ?, chapter",
        (document, first),
    )
    wanted = [chapter for (chapter,) in rows if chapter not in known]
    found: dict[int, str] = {}
    size = 0
    for chapter in wanted:
        if size >= PIECE:
            break
        row = connection.execute(
            "SELECT packed FROM document_text WHERE document_id = ? AND chapter = ?",
            (document, chapter),
        ).fetchone()
        found[chapter] = _folded(row[0])
        size += len(found[chapter])
    return Folded(found, more=len(found) < len(wanted))


def written_chapter(connection: sqlite3.Connection, document: str, chapter: int) -> Script | None:
    """A chapter to be looked at, with nothing to be said; None where it is not there or damaged."""
    row = connection.execute(
        "SELECT packed FROM document_text WHERE document_id = ? AND chapter = ?",
        (document, chapter),
    ).fetchone()
    try:
        return None if row is None else Script(chapter, unpack(row[0]), ())
    except ValueError:
        return None


def look(chapters: Mapping[int, str], folded: str, anchor: Anchor) -> Found:
    """Count something ``sought`` in folded chapters."""
    counted = ((chapter, chapters[chapter].count(folded)) for chapter in sorted(chapters))
    counts = {chapter: count for chapter, count in counted if count}
    return Found(counts, next(_behind(chapters, counts, folded, anchor), None))


def _behind(
    chapters: Mapping[int, str], counts: Mapping[int, int], folded: str, anchor: Anchor
) -> Iterator[Nth]:
    text = chapters.get(anchor.chapter, "")
    before = text.count(folded, 0, max(0, anchor.at + len(folded) - 1))
    if before < counts.get(anchor.chapter, 0):
        yield Nth(anchor.chapter, before)
    later = (each for each in counts if each > anchor.chapter)
    yield from (Nth(each, 0) for each in chain(later, counts))


def _folded(packed: bytes) -> str:
    """Empty for a damaged chapter: it is told where it is read."""
    try:
        return "\n".join(map(fold, texts(packed)))
    except ValueError:
        return ""
