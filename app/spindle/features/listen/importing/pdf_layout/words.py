"""The words of a document, to tell a hyphen that belongs from one that only ends a line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FEWEST: Final = 3  # letters of a part that may be a word of its own


@dataclass(frozen=True, slots=True)
class Words:
    """Words, in small letters, that stand inside a line and so are whole."""

    seen: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Of all lines."""
        return cls(frozenset(word.lower() for text in texts for word in _WORD.findall(text)[1:-1]))

    def is_word(self, text: str) -> bool:
        """Whether it stands somewhere as one word."""
        return text.lower() in self.seen

    def is_compound(self, first: str, second: str) -> bool:
        """Whether two parts, one at the end of a line, are joined by a hyphen of their own."""
        first, second = first.lower(), second.lower()
        if f"{first}-{second}" in self.seen:
            return True
        last = first.rpartition("-")[2]  # of a compound of more parts, such as state-of-the-art
        both = last in self.seen and second in self.seen
        long = min(len(last), len(second)) >= _FEWEST
        return both and long and last + second not in self.seen
