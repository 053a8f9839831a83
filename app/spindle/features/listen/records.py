"""What Listen keeps, as plain records. Times are µs UTC, spans code points of a block's text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.features.listen.text.genre import Genre
from spindle.features.listen.text.model import Place
from spindle.features.listen.text.rules import Rule
from spindle.features.listen.text.skip import DEFAULT, Amount, Reason, Skips

START: Final = Place(0, 0, 0)

SILENT: Final = "silent"
"""In place of a voice: the words were read at their pace, unheard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where reading stopped.

    Attributes:
        place: The word that was heard last.
        ms: Source time in its sentence, for ``voice``.
        saved: When.
    """

    place: Place = START
    ms: float = 0.0
    voice: str = DEFAULT_VOICE
    saved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterLine:
    """A chapter in the list of chapters.

    Attributes:
        words: Words with a letter or digit, skipped ones counted.
        skipped: How much each reason would leave out.
    """

    number: int
    title: str
    level: int
    continues: bool
    words: int
    skipped: Mapping[Reason, Amount] = field(default_factory=dict)

    def said(self, skips: Skips) -> int:
        """Words that are said."""
        left_out = sum(self.skipped[reason].words for reason in skips & self.skipped.keys())
        return max(0, self.words - left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A sound file among the documents.

    Attributes:
        file: Its name in the folder of media.
        seconds: How long it is at its own speed.
        ratio: The speed in force, times its own.
        silence: Pauses shrink to so many ms; None leaves them.
    """

    file: str
    seconds: float
    ratio: float = 1.0
    silence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document in the library.

    Attributes:
        words: Words that are said.
        heard: Of those, the ones before the position.
        wpm: Its own speed, if one was ever in force.
        skips: Which reasons are left out.
        opened: When it was last listened to; None: never.
        finished: When its end was reached last.
        aim: Id of the aim that it carries.
        aim_name: What that is called; empty for none.
        recording: What sounds, of a document that is no text.
        genre: Which kind of text it is.
    """

    id: str
    title: str
    author: str = ""
    language: str = ""
    format: str = ""
    path: str = ""
    words: int = 0
    heard: int = 0
    chapters: tuple[ChapterLine, ...] = ()
    position: Position | None = None
    wpm: float | None = None
    skips: Skips = DEFAULT
    notices: tuple[tuple[str, Mapping[str, str]], ...] = ()
    added: int = 0
    opened: int | None = None
    finished: int | None = None
    aim: str | None = None
    aim_name: str = ""
    recording: Recording | None = None
    genre: Genre = Genre.ARTICLE

    @property
    def left(self) -> int:
        """Words still to come."""
        return max(0, self.words - self.heard)


def titled(document: DocumentLine) -> str:
    """Its title as it is typed, with the aim behind it."""
    return f"{document.title} #{document.aim_name}" if document.aim_name else document.title


def said(chapters: Iterable[ChapterLine], skips: Skips) -> int:
    """Words of these chapters that are said."""
    return sum(chapter.said(skips) for chapter in chapters)


class MarkKind(StrEnum):
    """What the listener kept of a text."""

    BOOKMARK = "bookmark"
    NOTE = "note"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A bookmark, a note or a kept sentence.

    Attributes:
        place: Where it begins.
        end: Behind its last code point, in the same block.
        text: The sentence as it is written.
        note: What the listener wrote about it.
    """

    id: str
    kind: MarkKind
    place: Place
    end: int
    text: str
    note: str = ""
    created: int = 0


class Answered(StrEnum):
    """How a check ended."""

    RIGHT = "right"
    MISSED = "missed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRule:
    """A rule of pronunciation as it is kept.

    Attributes:
        rank: The lower one wins where two fit.
    """

    id: str
    rank: int
    rule: Rule
