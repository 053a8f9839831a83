"""Items that are not asked on the same day share a family: as it is kept, and as a text names it.

What a text names belongs to its drill: the same word in another drill is another family.
"""

from typing import Final

_BEHIND: Final = "\x1f"


def within(drill: str, word: str) -> str | None:
    """As it is kept: the word behind the name of its drill; None where no word is given."""
    return f"{drill}{_BEHIND}{word}" if word else None


def word_of(kept: str | None) -> str:
    """As a text names it: in one line, a blank between its words."""
    return " ".join((kept or "").rpartition(_BEHIND)[2].split())
