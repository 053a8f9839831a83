"""Words that a feature says through other parts of the program, in the user's language."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from spindle.core.text import clean

_CONTEXTS: Final = (
    "offers",
    "marks",
    "journal",
    "drill",
    "DrillReason",
    "movements",
    "finder",
    "FocusReason",
    "ListenReason",
    "ValueReason",
)

_LONGEST: Final = 120
"""Characters of the longest sentence that a feature says; what is longer was typed."""


def said(text: str) -> str:
    """A feature's words in the user's language; what the user wrote stays as it is."""
    text = clean(text)
    if not text or len(text) > _LONGEST:
        return text
    for context in _CONTEXTS:
        translated = QCoreApplication.translate(context, text)
        if translated != text:
            return translated
    return text
