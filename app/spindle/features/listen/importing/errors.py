"""Why a file cannot be read, each with a sentence for the person who chose it."""

from enum import StrEnum
from typing import Final

from spindle.core.jobs_port import JobFailed
from spindle.core.translate import N_


class Wrong(StrEnum):
    """What can be wrong with a file."""

    MISSING = "missing"
    FORBIDDEN = "forbidden"
    FOLDER = "folder"
    DEVICE = "device"
    FAILED = "failed"
    EMPTY = "empty"
    NO_WORD = "no_word"
    BINARY = "binary"
    RECORDING = "recording"
    UNKNOWN = "unknown"
    OLD_WORD = "old_word"
    TOO_LARGE = "too_large"
    TOO_DENSE = "too_dense"
    TOO_DEEP = "too_deep"
    LOCKED = "locked"
    PROTECTED = "protected"
    SCAN = "scan"
    GARBLED = "garbled"
    DAMAGED = "damaged"
    MEMORY = "memory"


_SENTENCES: Final = {
    Wrong.MISSING: N_("Listen", "There is no {file}."),
    Wrong.FORBIDDEN: N_("Listen", "Spindle may not read {file}."),
    Wrong.FOLDER: N_("Listen", "{file} is a folder. Choose a file."),
    Wrong.DEVICE: N_("Listen", "{file} is a device or a pipe. Choose a file."),
    Wrong.FAILED: N_("Listen", "{file} cannot be read: {error}."),
    Wrong.EMPTY: N_("Listen", "{file} is empty."),
    Wrong.NO_WORD: N_("Listen", "{file} holds no word to read."),
    Wrong.BINARY: N_("Listen", "{file} is not text."),
    Wrong.RECORDING: N_(
        "Listen",
        "{file} is a recording, not a text: it sounds by itself. The page Listen plays it; drop it "
        "there, or spindle open {file}.",
    ),
    Wrong.UNKNOWN: N_(
        "Listen",
        "Spindle cannot read the kind of file that {file} is. It reads text, Markdown, HTML, EPUB, "
        "PDF and Word (.docx).",
    ),
    Wrong.OLD_WORD: N_(
        "Listen", "{file} is in Word's old format. Save it as .docx in Word or LibreOffice."
    ),
    Wrong.TOO_LARGE: N_(
        "Listen", "{file} holds more text than Spindle reads at once, {most} MB. Split it first."
    ),
    Wrong.TOO_DENSE: N_(
        "Listen", "{file} unpacks to far more than a book. Spindle does not open it."
    ),
    Wrong.TOO_DEEP: N_(
        "Listen", "What {file} holds is nested far deeper than a text. Spindle does not read it."
    ),
    Wrong.LOCKED: N_(
        "Listen", "{file} is locked with a password. Save a copy without it, and add that."
    ),
    Wrong.PROTECTED: N_("Listen", "{file} is under copy protection (DRM). Spindle cannot read it."),
    Wrong.SCAN: N_(
        "Listen",
        "The pages of {file} are pictures. Spindle cannot read text in pictures; a program for "
        "text recognition (OCR) can make a copy with text.",
    ),
    Wrong.GARBLED: N_(
        "Listen",
        "The letters of {file} are stored in a way that only draws them. A program for text "
        "recognition (OCR) can make a copy with text.",
    ),
    Wrong.DAMAGED: N_("Listen", "{file} is damaged, or is not what its name says."),
    Wrong.MEMORY: N_("Listen", "{file} needs more memory than Spindle allows itself."),
}


class Unreadable(JobFailed):
    """A file that gives no document.

    Attributes:
        wrong: The reason, for programs; ``kind`` is its value.
    """

    def __init__(self, wrong: Wrong, file: str = "", **facts: str) -> None:
        """The file's name may be left out where it is not known; whoever knows it fills it in."""
        self.wrong = wrong
        super().__init__(_SENTENCES[wrong], wrong.value, {"file": file, **facts})

    def named(self, file: str) -> "Unreadable":
        """The same with the file's name."""
        rest = {name: fact for name, fact in self.facts.items() if name != "file"}
        return Unreadable(self.wrong, file, **rest)
