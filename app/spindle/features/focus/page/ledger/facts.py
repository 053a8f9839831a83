"""What is known of a session besides what can be changed in its row."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QLocale

from spindle.features.focus.ledger.reading import Details
from spindle.features.focus.page.ledger.words import tr
from spindle.features.focus.page.words import length, signed
from spindle.ui.value_scale import one_decimal, rating_word

_LONGEST: Final = 2000


def fact_lines(details: Details) -> tuple[str, ...]:
    """One line for each; what is not known has none. A prediction only beside its rating."""
    return tuple(_lines(details))


def _lines(details: Details) -> Iterator[str]:
    ended = {
        "completed": tr("Completed"),
        "stopped": tr("Ended early"),
        "interrupted": tr("Ended without you"),
    }.get(details.outcome, "")
    parts = [ended] if ended else []
    if details.planned:
        parts.append(tr("planned {length}").format(length=length(details.planned)))
    if details.interruptions:
        count = QLocale().toString(details.interruptions)
        parts.append(tr("interruptions: {count}").format(count=count))
    if parts:
        yield " · ".join(parts)
    if details.rating is not None and details.predicted is not None:
        yield tr("{rating}. Expected {expected}, so {error}.").format(
            rating=rating_word(details.rating),
            expected=one_decimal(details.predicted),
            error=signed(details.rating - details.predicted),
        )
    for words, text in (
        (tr("About: {text}"), details.material),
        (tr("Why it ended early: {text}"), details.reason),
        (tr("Next step: {text}"), details.next_step),
        (tr("Remembered: {text}"), details.recalled),
    ):
        if text.strip():
            yield words.format(text=" ".join(text[:_LONGEST].split()))
