"""Whether a text asks, and does so in one sentence. Pure."""

import re
from typing import Final

from spindle.core.aims import split_title

LONGEST: Final = 300
"""Characters of one sentence at most."""

_SENTENCE_ENDS: Final = r"[.!?…。！？]+[\"'”’»)]*\s+(?=\S)"
_ENDS: Final = "?？؟\u037e"
_CLOSERS: Final = " \t\r\n\"'”’»)]}›“"


def is_question(text: str) -> bool:
    """Whether a text ends like a question; an aim may follow it."""
    parts = (text, split_title(text)[0])
    return any(part.rstrip(_CLOSERS).endswith(tuple(_ENDS)) for part in parts)


def is_one_question(text: str) -> bool:
    """Whether a text is one sentence that asks, as a question for the night is."""
    text = text.strip()
    if len(text) > LONGEST or "\n" in text or not is_question(text):
        return False
    starts = (match.end() for match in re.finditer(_SENTENCE_ENDS, text))
    return not any(text[start].isupper() for start in starts)
