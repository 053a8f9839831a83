"""How many words were heard in a session, those of the sentence that sounds now included."""

from spindle.features.listen.reader import Spot
from spindle.features.listen.script import Line


class WordsHeard:
    """Sentences heard to their end count whole, others as far as they were heard.

    What somebody goes back to hear again counts again.
    """

    def __init__(self) -> None:
        self._before = 0.0
        self._line: Line | None = None
        self._from = self._to = 0.0
        self._jumped = False

    @property
    def total(self) -> int:
        """Words up to the one that sounds now."""
        return round(self._before + self._inside)

    @property
    def _inside(self) -> float:
        """Words of the sentence that sounds now."""
        return 0.0 if self._line is None else self._line.words * (self._to - self._from)

    def moved(self, spot: Spot) -> None:
        """The place is another: on in its sentence, or somewhere else."""
        line = spot.line
        if line is None:
            return
        part = _part(line, spot.word.start)
        if self._line is None or line.id != self._line.id:
            # What was left of another one may come again, as after the loss of the process.
            self._line, self._from = line, part
        self._to = max(part, self._from)

    def left(self) -> None:
        """Somebody goes elsewhere: what was heard of this sentence was heard all the same."""
        self._before += self._inside
        self._line, self._jumped = None, True

    def finished(self, line: Line) -> None:
        """A sentence was heard to its end."""
        # One that flows in counts whole, though its first word is not always told.
        entered = self._jumped and self._line is not None and self._line.id == line.id
        self._before += line.words * (1.0 - self._from if entered else 1.0)
        self._line, self._jumped = None, False


def _part(line: Line, written: int) -> float:
    """How much of what is said of a sentence stands before a written place, 0-1."""
    length = len(line.said.text)
    return min(1.0, max(0.0, line.said.spoken(written) / length)) if length > 0 else 0.0
