"""A check: something that only somebody who listened can tell, with four choices."""

from dataclasses import dataclass
from enum import StrEnum

CHOICES = 4

BACK = 4
"""So many of the latest sentences may be asked about, but for the very last."""


class CheckKind(StrEnum):
    """What a check asks."""

    CLOZE = "cloze"
    HEARD = "heard"


@dataclass(frozen=True, slots=True)
class Check:
    """One comprehension question.

    Attributes:
        kind: Which word is missing, or which sentence was heard.
        sentence: The number of the sentence it is about.
        before, after: The text on either side of the gap; empty when it asks for a sentence.
        choices: Four, in the order shown.
        answer: The index of the right one.
    """

    kind: CheckKind
    sentence: int
    choices: tuple[str, ...]
    answer: int
    before: str = ""
    after: str = ""

    @property
    def right(self) -> str:
        """The right choice."""
        return self.choices[self.answer]
