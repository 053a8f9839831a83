"""What every reader gives: a stream of blocks and of the places where chapters start."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from spindle.core.translate import N_
from spindle.features.listen.importing.errors import Wrong
from spindle.features.listen.text.model import Block

TEXT_LIMIT: Final = 200_000_000
"""Bytes or code points of text in one document."""


class Start(NamedTuple):
    """A chapter starts here."""

    title: str
    level: int = 1


Item: TypeAlias = Block | Start


class Notice(NamedTuple):
    """Something the person should know of a file that was read all the same.

    Attributes:
        sentence: Marked in the context "Listen".
        facts: Fill it by ``str.format_map``.
    """

    sentence: str
    facts: Mapping[str, str]


TOO_DEEP: Final = Notice(
    N_("Listen", "A part of this file is nested far deeper than a text, and was left out."), {}
)


_MISSING: Final = N_("Listen", "A part of this file is missing or damaged: {part}.")


def missing(part: str) -> Notice:
    """That a part of an archive, or some of its text, is not there."""
    return Notice(_MISSING, {"part": part or "?"})


def nothing() -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class Reading:
    """A file being read: ``items`` is asked for more until it ends.

    Attributes:
        items: Blocks and starts of chapters, in reading order.
        title: ``""`` if the file does not say.
        author: Likewise.
        language: As the file writes it.
        subjects: What the file says that it is about; ``""`` if it does not.
        notices: Grow while items are asked for.
        wordless: What is wrong with the file if there was no word in the end; likewise.
        done: From 0 to 1, grows likewise.
        alive: Called now and then while no item comes for long.
    """

    items: Iterator[Item]
    title: str = ""
    author: str = ""
    language: str = ""
    subjects: str = ""
    notices: list[Notice] = field(default_factory=list)
    wordless: Wrong = Wrong.NO_WORD
    done: float = 0.0
    alive: Callable[[], None] = nothing

    def lost(self, notice: Notice, wrong: Wrong) -> None:
        """Something of it cannot be read, and that is told once; if it was all, ``wrong`` is."""
        if notice not in self.notices:
            self.notices.append(notice)
        self.wordless = wrong
