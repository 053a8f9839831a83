"""A chapter as it is read aloud: its sentences in order, and the ways between them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final, Self

from spindle.core.sound_port import PARAGRAPH_PAUSE, SENTENCE_PAUSE
from spindle.core.sound_port import Utterance as Spoken
from spindle.features.listen.text.model import Block, Kind, Place, Span
from spindle.features.listen.text.rules import Rule
from spindle.features.listen.text.skip import DEFAULT, Skips
from spindle.features.listen.text.speech import Utterance, announcement, utterances
from spindle.features.listen.text.tokens import runs, words

_RUNNING: Final = frozenset({Kind.PARAGRAPH})


@dataclass(frozen=True)
class Line:
    """One sentence of a chapter.

    Attributes:
        number: Its place among the chapter's sentences.
        chapter, block: Where it is written.
        said: What is said, and its way back to what is written.
        words: Words that count.
        last: It ends its block.
        plain: It is running text, fit to be asked about.
        names: It only says that something is left out here, as a table.
    """

    number: int
    chapter: int
    block: int
    said: Utterance
    words: int
    last: bool
    plain: bool
    names: bool = False

    @property
    def id(self) -> str:
        """The name under which it is spoken."""
        return f"{self.chapter}.{self.number}"

    @property
    def span(self) -> Span:
        """The written sentence in its block."""
        return self.said.span

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.chapter, self.block, self.span.start)

    def word_at(self, offset: int) -> Span:
        """The written word that is said at a written place; the first where it lies before."""
        at = self.said.spoken(offset)
        run = next((each for each in runs(self.said.text) if each.end > at), None)
        return self.said.written(*(run or Span(at, at)))

    def spoken(self, *, sentence_pause: float, paragraph_pause: float) -> Spoken:
        """As it goes to the voice."""
        pause = paragraph_pause if self.last else sentence_pause
        return Spoken(id=self.id, text=self.said.text, pause=pause, words=self.words)


@dataclass(frozen=True)
class Script:
    """All sentences of one chapter that are spoken.

    Attributes:
        chapter: Its number.
        blocks: As written.
        lines: As spoken; none where everything is skipped.
    """

    chapter: int
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]

    @classmethod
    def of(
        cls,
        chapter: int,
        blocks: Sequence[Block],
        language: str = "en",
        skips: Skips = DEFAULT,
        rules: Sequence[Rule] = (),
    ) -> Self:
        """Find the sentences of a chapter; a long one takes some tens of milliseconds."""
        lines: list[Line] = []
        for index, block in enumerate(blocks):
            found = utterances(block, language, skips, rules)
            named = announcement(block, language)
            for said in found:
                lines.append(
                    Line(
                        number=len(lines),
                        chapter=chapter,
                        block=index,
                        said=said,
                        words=words(said.text),
                        last=said is found[-1],
                        plain=block.kind in _RUNNING,
                        names=bool(named) and said.text == named,
                    )
                )
        return cls(chapter, tuple(blocks), tuple(lines))

    @cached_property
    def before(self) -> tuple[int, ...]:
        """Words before each sentence, and of all at the end."""
        return (0, *accumulate(line.words for line in self.lines))

    @property
    def words(self) -> int:
        """Words spoken in this chapter."""
        return self.before[-1]

    def spoken(
        self, *, sentence_pause: float = SENTENCE_PAUSE, paragraph_pause: float = PARAGRAPH_PAUSE
    ) -> list[Spoken]:
        """All of it, as it goes to the voice."""
        return [
            line.spoken(sentence_pause=sentence_pause, paragraph_pause=paragraph_pause)
            for line in self.lines
        ]

    def line(self, name: str) -> Line | None:
        """The sentence spoken under a name."""
        chapter, _, number = name.partition(".")
        if chapter != str(self.chapter) or not number.isdecimal():
            return None
        return self.lines[int(number)] if int(number) < len(self.lines) else None

    def at(self, place: Place) -> Line | None:
        """The sentence at a place, or the next one after what is skipped; None in an empty one."""
        starts = self._starts
        key = (place.block, place.offset)
        index = max(0, bisect_right(starts, key) - 1)
        if not self.lines:
            return None
        line = self.lines[index]
        ended = (line.block, line.span.end) <= key
        if ended and index + 1 < len(self.lines):
            return self.lines[index + 1]
        return line

    def step(self, line: Line, by: int) -> Line:
        """So many sentences further or back, within the chapter."""
        return self.lines[min(max(line.number + by, 0), len(self.lines) - 1)]

    def over(self, line: Line, by: int) -> int:
        """How many of so many sentences lie behind the chapter's end, or (below 0) before it."""
        number = line.number + by
        return min(number, 0) or max(number - (len(self.lines) - 1), 0)

    def entered(self, by: int) -> Line:
        """The first, second, … sentence from the start; with -1, -2, … from the end."""
        number = by - 1 if by > 0 else len(self.lines) + by
        return self.lines[min(max(number, 0), len(self.lines) - 1)]

    def paragraph(self, line: Line, by: int) -> Line | None:
        """The first sentence of the next paragraph, of this one, or of the one before.

        Back goes to the start of this one first, unless that is where the line is. None: that
        paragraph is in another chapter.
        """
        firsts = self._firsts
        index = bisect_right(firsts, line.number, key=lambda each: each.number) - 1
        if by < 0 and line is not firsts[index]:
            index += 1
        return firsts[index + by] if 0 <= index + by < len(firsts) else None

    def entered_paragraph(self, by: int) -> Line:
        """Where the first paragraph begins; with -1 where the last one does."""
        return self._firsts[0 if by > 0 else -1]

    def written(self, line: Line) -> str:
        """A sentence as it stands on the page."""
        return self.blocks[line.block].text[line.span.start : line.span.end]

    def shown(self, line: Line) -> str:
        """The same without what is left out of it, as the raised number of a note.

        Where a whole block is left out, what is said of it.
        """
        if line.names:
            return line.said.text
        text = self.blocks[line.block].text
        return "".join(text[slice(*each)] for each in line.said.kept)

    def heard(self, line: Line) -> Line:
        """The sentence itself; where it only names what is left out the last one before, if any."""
        before = (each for each in reversed(self.lines[: line.number + 1]) if not each.names)
        return next(before, line)

    @staticmethod
    def in_block(line: Line, shown: Span) -> Span:
        """Where a stretch of what is ``shown`` of a sentence stands in its block."""
        places = [at for each in line.said.kept for at in range(*each)][slice(*shown)]
        return Span(places[0], places[-1] + 1) if places else line.span

    @cached_property
    def _firsts(self) -> list[Line]:
        """The first sentence of each paragraph."""
        lines = self.lines
        return [
            each for each in lines if not each.number or lines[each.number - 1].block != each.block
        ]

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        return [(line.block, line.span.start) for line in self.lines]
