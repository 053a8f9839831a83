"""How many words were heard in a session, those of the sentence that sounds now included."""

from spindle.features.listen.reader import Spot
from spindle.features.listen.script import Line


class WordsHeard:
    """Sentences heard to their end count whole; the one that is heard now as far as it is heard."""

    def __init__(self) -> None:
        self._whole = 0
        self._line: Line | None = None
        self._from = self._to = 0.0

    @property
    def total(self) -> int:
        """Words up to the one that sounds now."""
        inside = 0.0 if self._line is None else self._line.words * (self._to - self._from)
        return self._whole + round(inside)

    def moved(self, spot: Spot) -> None:
        """The place is another: on in its sentence, or somewhere else."""
        line = spot.line
        if line is None:
            return
        length = line.span.end - line.span.start
        part = (spot.word.start - line.span.start) / length if length > 0 else 0.0
        part = min(1.0, max(0.0, part))
        if self._line is None or line.id != self._line.id:
            # What was left of another one may come again, as after the loss of the process.
            self._line, self._from = line, part
        self._to = max(part, self._from)

    def finished(self, line: Line) -> None:
        """A sentence was heard to its end."""
        self._whole += line.words
        self._line = None
