"""What the checks of one reader show: of a voice, or of reading in silence.

Reading at a pace is not listening: another threshold holds for it, so it is a reader of its own.
"""

from dataclasses import replace

from spindle.features.listen.queries import Known
from spindle.features.listen.text.genre import Genre
from spindle.features.listen.velocity.controller import REWOUND
from spindle.features.listen.velocity.threshold import Estimate, Observation
from spindle.features.listen.velocity.understood import LAST, Answer, Understood, understood


class Understanding:
    """GUI thread.

    Attributes:
        known: What was known before this sitting.
        genre: The kind of text that is heard.
        signs: The checks and rewinds, those of this sitting behind those before.
        estimate: Where four fifths of this kind are understood; to be set to what is believed
            later.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.genre = known.genre
        self.signs = list(known.signs)
        self.estimate = known.estimate
        self._answers = known.answers

    @property
    def understood(self) -> Understood | None:
        """What the latest checks show."""
        return understood(self._answers)

    @property
    def checks(self) -> int:
        """How many of the latest checks there are to tell it from."""
        return min(LAST, len(self._answers))

    def answered(self, wpm: float, *, right: bool, text: str) -> None:
        """One more check was answered; ``text`` is the document's id."""
        self._answers.append(Answer(wpm, right))
        self.signs.append(Observation(wpm, right, text=text, genre=self.genre))

    def rewound(self, wpm: float, *, text: str) -> None:
        """Something was heard again, which is a weak miss."""
        sign = Observation(wpm, right=False, strength=REWOUND, text=text, genre=self.genre)
        self.signs.append(sign)

    def set_genre(self, genre: Genre, text: str) -> None:
        """A text is of another kind than was thought, and so are its checks."""
        self.genre = genre
        self.signs = [
            replace(sign, genre=genre) if sign.text == text else sign for sign in self.signs
        ]
        self.estimate = Estimate.of_genre(self.signs, genre, self.known.comfort)
