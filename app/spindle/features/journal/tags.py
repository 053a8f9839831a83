"""Tags: words with # before them, anywhere in an entry. Pure."""

import re
from typing import Final

MOST: Final = 50
LONGEST: Final = 60

_TAG: Final = re.compile(r"(?<![\w#&/])#(?P<name>\w[\w-]*)")


def tags_of(text: str) -> tuple[str, ...]:
    """The tags of a text in their order, each once, in lower case; a number is no tag.

    >>> tags_of("Islands #Graph-theory and #proof. See issue #5, C# and a#b. #proof")
    ('graph-theory', 'proof')
    """
    found = (match["name"].rstrip("-_") for match in _TAG.finditer(text))
    named = dict.fromkeys(
        name.casefold()
        for name in found
        if any(letter.isalpha() for letter in name) and len(name) <= LONGEST
    )
    return tuple(named)[:MOST]
