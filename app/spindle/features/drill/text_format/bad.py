"""What could not be read of a text of drills."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that could not be read: its number from 1, and a sentence in English.

    The sentence is marked for translation in the context ``drill``; ``what`` stands for its
    ``{what}``.
    """

    line: int
    sentence: str
    what: str = ""

    def __str__(self) -> str:
        return self.sentence.format(what=self.what)
