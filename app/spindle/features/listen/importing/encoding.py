"""Bytes to text: which encoding, and whether it is text at all."""

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from spindle.features.listen.importing.errors import Unreadable, Wrong

_PIECE: Final = 1 << 20
_SAMPLE: Final = 1 << 16
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_WESTERN: Final = frozenset(
    "àâäáãåæçéèêëíìîïñóòôöõøœúùûüßÀÄÅÆÇÉÈÊÑÓÖØÜ«»„“”‘’‚…–—°§€£¿¡·•\xa0©®²³½"
)
_MOST_CONTROLS: Final = 0.01
_MOST_BROKEN: Final = 0.4


def encoding(path: Path) -> str:
    """A Python codec that reads the file, or most of it.

    Raises:
        Unreadable: It is no text.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    return _by_sign(head) or ("utf-8" if _is_utf8(path) else _by_content(head, path))


def encoding_of(head: bytes) -> str:
    """A Python codec for a text of which only the beginning is known.

    Raises:
        Unreadable: It is no text.
    """
    found = _by_sign(head)
    if found is None and head.count(0) > _MOST_CONTROLS * len(head):
        raise Unreadable(Wrong.BINARY)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return found or _guess(head)
    return found or "utf-8"


def pieces(path: Path, name: str) -> Iterator[str]:
    """The file's text, a megabyte or so at a time; what the encoding does not know is U+FFFD."""
    with path.open("rb") as file:
        yield from decoded_pieces(iter(partial(file.read, _PIECE), b""), name)


def decoded_pieces(raw: Iterable[bytes], name: str) -> Iterator[str]:
    """Bytes as they come, as text; what the encoding does not know is U+FFFD."""
    decoder = codecs.getincrementaldecoder(name)("replace")
    for each in raw:
        yield decoder.decode(each)
    yield decoder.decode(b"", final=True)


def decoded(raw: bytes) -> str:
    """A page of markup as text, by its mark, its own word, or by its content."""
    name = _by_sign(raw[:_SAMPLE])
    declared = _DECLARED.search(raw, 0, 4096)
    if name is None and declared is not None:
        name = _known((declared[1] or declared[2]).decode("ascii"))
    if name is None:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            name = _guess(raw[:_SAMPLE])
    return raw.decode(name, "replace")


def is_text(text: str) -> bool:
    """Whether hardly any control signs stand in it."""
    return len(_CONTROLS.findall(text)) <= _MOST_CONTROLS * len(text)


def _by_sign(head: bytes) -> str | None:
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    # UTF-16 without its mark: in most scripts every other byte is nearly always the same.
    if len(head) >= 4 and b"\x00" in head:
        for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
            if zeros.count(0) > 0.7 * len(zeros) and is_text(head[:4096].decode(name, "ignore")):
                return name
    return None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while raw := file.read(_PIECE):
                decoder.decode(raw)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _by_content(head: bytes, path: Path) -> str:
    if head.count(0) > _MOST_CONTROLS * len(head):
        raise Unreadable(Wrong.BINARY)
    if head.isascii():
        head = _around_the_first_high_byte(path)
    return _guess(head)


def _around_the_first_high_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        while raw := file.read(_PIECE):
            found = re.search(rb"[\x80-\xff]", raw)
            if found is not None:
                return raw[max(0, found.start() - 1000) : found.start() + _SAMPLE]
    return b""


def _guess(sample: bytes) -> str:
    # A UTF-8 text with some broken bytes is still UTF-8: other encodings hardly ever look like it.
    broken = len(re.findall("\ufffd+", sample.decode("utf-8", "replace")))
    whole = sum(not sign.isascii() for sign in sample.decode("utf-8", "ignore"))
    if broken <= _MOST_BROKEN * whole:
        return "utf-8"
    if _is_western(sample.decode("cp1252", "replace")):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed

    found = from_bytes(sample[:8192]).best()
    return found.encoding if found is not None else "cp1252"


def _is_western(text: str) -> bool:
    """Whether it reads like a language of western Europe: few letters with marks, and usual ones.

    Guessing by statistics is worse at short texts of the commonest encoding.
    """
    marked = [sign for sign in text if not sign.isascii()]
    letters = sum(sign.isalpha() for sign in text)
    return len(marked) <= 0.25 * letters and all(sign in _WESTERN for sign in marked)


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    # Pages that say Latin-1 mean the superset that browsers read it as.
    if found in {"iso8859-1", "ascii"}:
        return "cp1252"
    return found if codecs.lookup(found)._is_text_encoding else None  # noqa: SLF001 - no public way
