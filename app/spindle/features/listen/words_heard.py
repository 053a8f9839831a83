"""How many words were heard in a session, those of a sentence that was left in it included."""

from spindle.features.listen.reader import Spot
from spindle.features.listen.script import Line


class WordsHeard:
    """Counts along the places that the voice tells; what is said twice is heard twice."""

    def __init__(self) -> None:
        self._sum = 0.0
        self._line, self._part = "", 0.0

    @property
    def total(self) -> int:
        """Words up to the one that sounds now."""
        return round(self._sum)

    def moved(self, spot: Spot) -> None:
        """The place is another: on in its sentence, or somewhere else."""
        line = spot.line
        if line is None:
            return
        length = line.span.end - line.span.start
        part = (spot.word.start - line.span.start) / length if length > 0 else 0.0
        part = min(1.0, max(0.0, part))
        if line.id == self._line and part > self._part:
            self._sum += line.words * (part - self._part)
        self._line, self._part = line.id, part

    def finished(self, line: Line) -> None:
        """A sentence was heard to its end."""
        begun = self._part if line.id == self._line else 0.0
        self._sum += line.words * (1 - begun)
        self._line = ""
