"""When a check comes and what it asks. Nothing here sounds or is written down."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, NamedTuple

from spindle.core.ids import SessionId, new_id
from spindle.features.listen.script import Line, Script
from spindle.features.listen.surroundings import Surroundings
from spindle.features.listen.text.model import Place, Span
from spindle.features.listen.velocity.chance import chance
from spindle.features.listen.velocity.check import BACK, Check, CheckKind
from spindle.features.listen.velocity.cloze import cloze
from spindle.features.listen.velocity.heard import which_heard
from spindle.features.listen.velocity.material import Sentence, Vocabulary
from spindle.features.listen.velocity.plan import is_due, words_until_check
from spindle.features.listen.velocity.worn import Item

GAP: Final = "___"

_OPENING: Final = 4
"""Sentences of a chapter, its title one of them, behind which a check can mostly be made."""

_SENTENCES: Final = 4  # one check in so many asks for a sentence, if that can be asked


@dataclass(frozen=True, slots=True)
class Question:
    """A check that is open, or was answered a moment ago.

    Attributes:
        id: Of its row, once it is answered or skipped.
        number: In its session, from 1.
        place: Of the sentence it is about.
        silent: That was read in silence.
        given: The choice taken; None while it is open.
    """

    id: str
    check: Check
    number: int
    place: Place
    silent: bool = field(default=False, kw_only=True)
    given: int | None = field(default=None, kw_only=True)

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.given is None

    @property
    def right(self) -> bool:
        """Whether it was answered rightly."""
        return self.given == self.check.answer

    @property
    def missed(self) -> bool:
        """Whether it was answered, and not rightly."""
        return not self.is_open and not self.right

    @property
    def written(self) -> str:
        """What a missing word's sentence looks like with its gap; of a sentence heard, itself."""
        check = self.check
        if check.kind is CheckKind.HEARD:
            return check.right
        return f"{check.before}{GAP}{check.after}"


@dataclass(frozen=True, slots=True)
class Asked(Question):
    """A check in the text that is heard.

    Attributes:
        line: The sentence after which it came.
        since, until: The first and the last sentence of the chapter that were heard since the
            check before, and are veiled while this one is open.
        wpm: At which its sentence was heard.
        answer: Where the right answer stands in its block.
        session: In which it came; it belongs to that whenever it is answered.
        sounded: Seconds of sound in that before it.
    """

    line: Line
    since: Line
    until: Line
    wpm: float
    answer: Span
    session: SessionId | None = field(default=None, kw_only=True)
    sounded: float = field(default=0.0, kw_only=True)


class _Told(NamedTuple):
    """A sentence that was heard, or read in silence, to its end."""

    line: Line
    wpm: float
    silent: bool


class Asking:
    """Counts words and makes checks; one for each session."""

    def __init__(
        self,
        seed: int,
        around: Callable[[Script], Surroundings],
        worn: AbstractSet[Item] = frozenset(),
    ) -> None:
        """``around`` hands over the text around a chapter; what is ``worn`` is not asked."""
        self._seed = seed
        self._worn = worn
        self._around = around
        self._run: list[_Told] = []
        self._since: dict[str, Line] = {}
        self._again: frozenset[str] = frozenset()
        self._words = 0
        self.number = 0

    def heard(self, line: Line, wpm: float, *, silent: bool = False) -> None:
        """A sentence was heard to its end at a speed, or read in silence."""
        if not self._follows(line):
            # After a jump, and in another chapter, only what hangs together is asked about.
            self._run = []
        self._run.append(_Told(line, wpm, silent))
        self._words += self._counts(line)
        self._since.setdefault(line.id, line)

    def comes_behind(self, line: Line, script: Script) -> bool:
        """Whether a check is due once this sentence, the one after those heard, was heard too."""
        return self._follows(line) and self._is_due(self._words + self._counts(line), line, script)

    def due(self, script: Script) -> Asked | None:
        """A check, if one is due at this sentence end and can be made."""
        if not self._run:
            return None
        line = self._run[-1].line
        if line.chapter != script.chapter or not self._is_due(self._words, line, script):
            return None
        check = self._made(script)
        if check is None:
            return None
        self.number += 1
        about = next(each for each in self._run if each.line.number == check.sentence)
        here = sorted(
            (each for each in self._since.values() if each.chapter == line.chapter),
            key=lambda each: each.number,
        )
        return Asked(
            new_id(),
            check,
            self.number,
            about.line.place,
            line,
            here[0],
            here[-1],
            about.wpm,
            script.in_block(about.line, _right(check)),
            silent=about.silent,
        )

    def over(self) -> None:
        """A check was answered or skipped: the words count anew.

        After a miss the latest sentences are said again; they do not count again.
        """
        self._again = frozenset(line.id for line, *_ in self._run[-BACK:])
        self._run, self._since, self._words = [], {}, 0

    def _follows(self, line: Line) -> bool:
        """Whether a sentence comes right after the one heard last, in the same chapter."""
        if not self._run:
            return False
        last = self._run[-1].line
        return (line.chapter, line.number) == (last.chapter, last.number + 1)

    def _counts(self, line: Line) -> int:
        """Words of a sentence; none of one that was counted and is heard again."""
        return 0 if line.id in self._since or line.id in self._again else line.words

    def _is_due(self, words: int, line: Line, script: Script) -> bool:
        """Whether to ask behind a sentence, with so many words heard since the last check.

        Behind the last of a chapter the next chance is some sentences into the next one, which
        begins about like this.
        """
        left = script.lines[line.number + 1 :]
        opening = sum(each.words for each in script.lines[:_OPENING])
        ahead = self._counts(left[0]) if left else opening
        return is_due(words, ahead, words_until_check(self._seed, self.number))

    def _made(self, script: Script) -> Check | None:
        """A check about one of the latest sentences, with the rest from around this chapter."""
        around = self._around(script)
        lines = around.lines[script.chapter]
        heard = [around.sentences[lines[line.number]] for line, *_ in self._run]
        here = heard[-1].number + 1
        known = {around.number(line) for line in self._since.values()} | set(range(here))
        # A sentence that the text has said before is none that is still to come.
        said = {each.sound for each in around.sentences if each.number in known}
        later = [each for each in around.sentences[here:] if each.sound not in said]
        seed = chance(self._seed, self.number).randrange(1 << 30)
        # Where none can be made of the latest sentences, those before them are better than none.
        for latest in (heard, heard[: 1 - BACK]):
            check = self._check(latest, later, around.vocabulary, seed)
            if check is not None:
                return replace(check, sentence=check.sentence - lines.start)
        return None

    def _check(
        self, heard: Sequence[Sentence], later: Sequence[Sentence], words: Vocabulary, seed: int
    ) -> Check | None:
        """Of the kind whose turn it is, or of the other."""
        gap = partial(cloze, heard, words, seed, self._worn)
        whole = partial(which_heard, heard, later, words, seed, self._worn)
        if chance(seed, "kind").randrange(_SENTENCES):
            return gap() or whole()
        return whole() or gap()


def _right(check: Check) -> Span:
    """Where the right answer stands in its sentence, as that is shown."""
    start = len(check.before)
    return Span(start, start + len(check.right))
