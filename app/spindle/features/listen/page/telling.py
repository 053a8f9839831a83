"""Places, lengths and troubles as the library tells them."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from spindle.features.listen.records import DocumentLine, Recording
from spindle.features.listen.text.genre import Genre

_MINUTE: Final = 60
_USUAL: Final = 200.0
_ALL: Final = 0.999


def tr(text: str) -> str:
    """Translate a text of Listen's page."""
    return QCoreApplication.translate("Listen", text)


_ROOMS: Final = ("Listen", "jobs", "sound")
"""Where sentences that Listen tells are marked."""


def sentence(text: str, facts: Mapping[str, str]) -> str:
    """A sentence marked in a room without Qt, in the user's language, with its facts.

    The fact ``page`` is a page's title, ``language`` a code: both are put into words.
    """
    known = (QCoreApplication.translate(room, text) for room in _ROOMS)
    words = next((each for each in known if each != text), text)
    told = dict(facts)
    if "page" in told:
        told["page"] = QCoreApplication.translate("pages", told["page"])
    if "language" in told:
        told["language"] = language_name(told["language"])
    return words.format_map(told)


def language_name(code: str) -> str:
    """German for ``de``; the code itself where Qt does not know it."""
    if not code:
        return tr("not known")
    locale = QLocale(code)
    if locale.language() == QLocale.Language.C:
        return code
    return QLocale.languageToString(locale.language())


def genre_name(genre: Genre) -> str:
    """What a kind of text is called."""
    return {
        Genre.STORY: tr("Story"),
        Genre.NONFICTION: tr("Non-fiction"),
        Genre.STUDY: tr("Textbook or paper"),
        Genre.ARTICLE: tr("Article"),
        Genre.NOTES: tr("Notes"),
    }[genre]


def percent(part: float) -> str:
    """61 %."""
    return tr("{percent} %").format(percent=QLocale().toString(int(100 * part + 1e-9)))


def left(words: int, wpm: float) -> str:
    """The time of so many words: 26 min left, 2 h 11 left."""
    locale = QLocale()
    hours, minutes = divmod(max(1, round(words / wpm)), _MINUTE)
    if not hours:
        return tr("{minutes} min left").format(minutes=locale.toString(minutes))
    return tr("{hours} h {minutes} left").format(
        hours=locale.toString(hours), minutes=f"{minutes:02}"
    )


def place(document: DocumentLine, wpm: float | None = None) -> str:
    """Where a document is: not started, what is left and how fast, heard to the end.

    Args:
        document: As the library has it.
        wpm: The speed in force, for the open one.
    """
    if document.recording is not None:
        return _place_of(document, document.recording)
    speed = wpm or document.wpm
    if heard_out(document):
        return tr("heard to the end")
    if not document.heard and not wpm:
        return tr("not started")
    time = left(document.left, speed or _USUAL)
    if not speed:
        return time
    return tr("{time} at {wpm} wpm").format(time=time, wpm=QLocale().toString(round(speed)))


def times(ratio: float) -> str:
    """1.5×."""
    return tr("{ratio}×").format(ratio=QLocale().toString(ratio, "f", 2))


def _place_of(document: DocumentLine, recording: Recording) -> str:
    """The same of a sound file."""
    heard = part(document)
    if heard >= _ALL:
        return tr("heard to the end")
    minutes = max(1, round(recording.seconds * (1 - heard) / recording.ratio / _MINUTE))
    time = left(minutes, 1.0)
    if recording.ratio == 1:
        return time
    return tr("{time} at {speed}").format(time=time, speed=times(recording.ratio))


def heard_out(document: DocumentLine) -> bool:
    """Whether its end was reached, and it was not begun anew."""
    if document.recording is not None:
        return part(document) >= _ALL
    return document.words > 0 and document.left == 0


def part(document: DocumentLine) -> float:
    """How much of it was heard, 0–1."""
    if document.recording is not None:
        ms = 0.0 if document.position is None else document.position.ms
        return min(1.0, ms / max(1.0, 1000 * document.recording.seconds))
    return min(1.0, document.heard / document.words) if document.words else 0.0


def number(value: float) -> str:
    """A whole number."""
    return QLocale().toString(round(value))


def wpm_said(wpm: float) -> str:
    """As "262 wpm"."""
    return tr("{wpm} wpm").format(wpm=number(wpm))


def clock(seconds: float) -> str:
    """As "12:04", or "1:02:30"."""
    minutes, left_over = divmod(max(0, round(seconds)), _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    if hours:
        return f"{hours}:{minutes:02}:{left_over:02}"
    return f"{minutes:02}:{left_over:02}"
