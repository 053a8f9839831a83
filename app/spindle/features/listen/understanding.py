"""What the checks of one reader show: of a voice, or of reading in silence.

Reading at a pace is not listening: another threshold holds for it, so it is a reader of its own.
"""

from functools import cached_property

from spindle.features.listen.queries import Known
from spindle.features.listen.velocity.threshold import Estimate, Observation
from spindle.features.listen.velocity.understood import Answer, Understood, understood


class Understanding:
    """GUI thread.

    Attributes:
        known: What was known before this sitting.
        signs: The checks, those of this sitting behind those before.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.signs = list(known.signs)
        self._answers = known.answers

    @cached_property
    def estimate(self) -> Estimate:
        """Where four fifths are understood; to be set to what is believed later."""
        known = self.known
        estimate = Estimate.after(known.signs, known.comfort)
        return estimate.drifted() if known.signs else estimate

    @property
    def understood(self) -> Understood | None:
        """What the latest checks show."""
        return understood(self._answers)

    def answered(self, wpm: float, *, right: bool, text: str) -> None:
        """One more check was answered; ``text`` is the document's id."""
        self._answers.append(Answer(wpm, right))
        self.signs.append(Observation(wpm, right, text=text))
