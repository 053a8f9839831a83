"""Which kind of file it is, told by its content first and by its name only among kinds of text."""

import re
import zipfile
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Final

from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.reading import Reading
from spindle.features.listen.recording_files import is_recording


class Format(StrEnum):
    """What Spindle reads."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    EPUB = "epub"
    PDF = "pdf"
    DOCX = "docx"


_READERS: Final = {
    Format.TEXT: "txt",
    Format.MARKDOWN: "markdown",
    Format.HTML: "web",
    Format.EPUB: "epub",
    Format.PDF: "pdf",
    Format.DOCX: "docx",
}
_MARKDOWN: Final = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_HTML: Final = frozenset({".html", ".htm", ".xhtml", ".xht"})
_PAGE: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_KNOWN: Final = (  # by their first bytes: no text, and nothing Spindle reads
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Wrong.OLD_WORD),
    (b"{\\rtf", Wrong.UNKNOWN),
    (b"\x89PNG", Wrong.UNKNOWN),
    (b"\xff\xd8\xff", Wrong.UNKNOWN),
    (b"GIF8", Wrong.UNKNOWN),
    (b"\x1f\x8b", Wrong.UNKNOWN),
    (b"\x7fELF", Wrong.BINARY),
    (b"MZ\x90", Wrong.BINARY),
    (b"PK\x05\x06", Wrong.DAMAGED),  # a zip file with nothing in it
    (b"%!PS", Wrong.UNKNOWN),
    (b"AT&TFORM", Wrong.UNKNOWN),
    (b"SQLite format 3", Wrong.UNKNOWN),
)
_WORD: Final = re.compile(r"word/document\d*\.xml")
_ZIP: Final = b"PK\x03\x04"
_HEAD: Final = 4096


def format_of(path: Path) -> Format:
    """The format of a file.

    Raises:
        Unreadable: It is empty, or of no kind that Spindle reads.
        OSError: It cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise Unreadable(Wrong.EMPTY)
    if is_recording(path):
        raise Unreadable(Wrong.RECORDING)
    wrong = _wrong(head)
    if wrong is not None:
        raise Unreadable(wrong)
    if _is_pdf(head):
        return Format.PDF
    if head.startswith(_ZIP):
        return _of_zip(path)
    return _of_text(head, path.suffix.lower())


def is_plain(head: bytes) -> bool:
    """Whether something without a name that begins so is read as plain text."""
    if not head or _wrong(head) is not None or _is_pdf(head) or head.startswith(_ZIP):
        return False
    return _of_text(head, "") is Format.TEXT


def read(path: Path, kind: Format) -> Reading:
    """Begin to read it; each reader is imported only when a file of its kind comes."""
    reader = import_module(f"spindle.features.listen.importing.{_READERS[kind]}")
    reading: Reading = reader.read(path)
    return reading


def _wrong(head: bytes) -> Wrong | None:
    for sign, wrong in _KNOWN:
        if head.startswith(sign):
            return wrong
    return Wrong.UNKNOWN if head[60:68] == b"BOOKMOBI" else None


def _is_pdf(head: bytes) -> bool:
    return b"%PDF-" in head[:1024]


def _of_text(head: bytes, suffix: str) -> Format:
    if suffix in _MARKDOWN:
        return Format.MARKDOWN
    if suffix in _HTML or _PAGE.match(head):
        return Format.HTML
    return Format.TEXT


def _of_zip(path: Path) -> Format:
    suffix = path.suffix.lower()
    try:
        with zipfile.ZipFile(path) as file:
            names = set(file.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(Wrong.DAMAGED) from error
    if "[Content_Types].xml" in names and any(_WORD.fullmatch(name) for name in names):
        return Format.DOCX
    if "META-INF/container.xml" in names or suffix == ".epub":
        return Format.EPUB
    raise Unreadable(Wrong.DAMAGED if suffix == ".docx" else Wrong.UNKNOWN)
