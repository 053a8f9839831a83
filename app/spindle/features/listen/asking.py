"""When a check comes and what it asks. Nothing here sounds or is written down."""

from dataclasses import dataclass, field
from typing import Final

from spindle.core.ids import new_id
from spindle.features.listen.script import Line, Script
from spindle.features.listen.text.model import Place, Span
from spindle.features.listen.velocity.chance import chance
from spindle.features.listen.velocity.check import Check, CheckKind
from spindle.features.listen.velocity.cloze import cloze
from spindle.features.listen.velocity.heard import which_heard
from spindle.features.listen.velocity.plan import is_due, words_until_check

GAP: Final = "___"

_SENTENCES: Final = 4  # one check in so many asks for a sentence, if that can be asked


@dataclass(frozen=True, slots=True)
class Question:
    """A check that is open, or was answered a moment ago.

    Attributes:
        id: Of its row, once it is answered or skipped.
        number: In its session, from 1.
        place: Of the sentence it is about.
        given: The choice taken; None while it is open.
    """

    id: str
    check: Check
    number: int
    place: Place
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

    @property
    def answer(self) -> Span:
        """Where the right answer stands in its block."""
        start = self.place.offset + len(self.check.before)
        return Span(start, start + len(self.check.right))


@dataclass(frozen=True, slots=True)
class Asked(Question):
    """A check in the text that is heard.

    Attributes:
        line: The sentence after which it came.
        since: The first sentence that is veiled while it is open.
        wpm: At which its sentence was heard.
    """

    line: Line
    since: Line
    wpm: float


class Asking:
    """Counts words and makes checks; one for each session."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._heard: list[tuple[Line, float]] = []
        self._words = 0
        self.number = 0

    def heard(self, line: Line, wpm: float) -> None:
        """A sentence was heard to its end at a speed."""
        if self._heard and line.number != self._heard[-1][0].number + 1:
            # After a jump only what hangs together is asked about.
            self._heard = []
        self._heard.append((line, wpm))
        self._words += line.words

    def comes_behind(self, line: Line, script: Script) -> bool:
        """Whether a check is due once this sentence, the one after those heard, was heard too."""
        if not self._heard or line.number != self._heard[-1][0].number + 1:
            return False
        return self._is_due(self._words + line.words, line, script)

    def _is_due(self, words: int, line: Line, script: Script) -> bool:
        following = script.step(line, 1)
        ahead = following.words if following is not line else 0
        return is_due(words, ahead, words_until_check(self._seed, self.number))

    def due(self, script: Script) -> Asked | None:
        """A check, if one is due at this sentence end and can be made."""
        if not self._heard:
            return None
        line = self._heard[-1][0]
        if not self._is_due(self._words, line, script):
            return None
        check = self._made(script)
        if check is None:
            return None
        self.number += 1
        about, wpm = next(each for each in self._heard if each[0].number == check.sentence)
        return Asked(new_id(), check, self.number, about.place, line, self._heard[0][0], wpm)

    def over(self) -> None:
        """A check was answered or skipped: the words count anew."""
        self._heard, self._words = [], 0

    def _made(self, script: Script) -> Check | None:
        lines = [each for each, _ in self._heard if each.chapter == script.chapter]
        if not lines:
            return None
        heard = script.sentences(lines)
        later = script.sentences(script.lines[lines[-1].number + 1 :])
        seed = chance(self._seed, self.number).randrange(1 << 30)
        if chance(seed, "kind").randrange(_SENTENCES):
            return cloze(heard, script.vocabulary, seed) or which_heard(
                heard, later, script.vocabulary, seed
            )
        return which_heard(heard, later, script.vocabulary, seed) or cloze(
            heard, script.vocabulary, seed
        )
