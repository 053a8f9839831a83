"""The letters of a PDF page as runs."""

import ctypes
import re
import unicodedata
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from spindle.core.text import clean
from spindle.features.listen.importing.pdf_layout.shapes import Run

_MOST: Final = 100_000  # letters of a page; more is a drawing
_GAP: Final = 0.9  # of the size: a wider one may part columns
_SPACE: Final = 0.14  # likewise: a wider one parts words
_TILTED: Final = 0.1  # radians
_MONO: Final = re.compile(
    rb"mono(?!type)|nimbusmon|courier|cmtt|consol|menlo|typewriter|code", re.IGNORECASE
)
_BOLD: Final = re.compile(rb"bold|black|heavy|demi|-medi|cmbx|sfbx|cmssbx", re.IGNORECASE)
_ACCENTS: Final = {
    0x60: "\u0300", 0xB4: "\u0301", 0x2C6: "\u0302", 0x2DC: "\u0303", 0xAF: "\u0304",
    0x2D8: "\u0306", 0x2D9: "\u0307", 0xA8: "\u0308", 0x2DA: "\u030a", 0x2DD: "\u030b",
    0x2C7: "\u030c", 0xB8: "\u0327", 0x2DB: "\u0328",
}  # fmt: skip
_FIXED: Final = 1  # flags of a font, as PDF numbers them
_FORCED: Final = 1 << 18
_LIGATURES: Final = re.compile("[\ufb00-\ufb06]")


class _Letter(NamedTuple):
    code: int
    x0: float
    x1: float
    bottom: float
    top: float
    size: float


def runs(page: Any, left: float = 0.0, bottom: float = 0.0) -> list[Run]:
    """Its upright letters.

    Args:
        page: A page of pypdfium2.
        left: Where the page begins, to count from.
        bottom: Likewise.
    """
    text = page.get_textpage()
    try:
        return _Runs(text.raw, left, bottom).found(min(text.count_chars(), _MOST))
    finally:
        text.close()


class _Runs:
    def __init__(self, raw: Any, left: float, bottom: float) -> None:
        self._raw = raw
        self._from = (left, bottom)
        self._box = pdfium.FS_RECTF()
        self._letters: list[_Letter] = []
        self._signs: list[str] = []
        self._at: list[int] = []  # of each letter among the signs
        self._found: list[Run] = []
        self._tilted = False
        self._accented = False
        self._numbers: list[int] = []

    def found(self, count: int) -> list[Run]:
        """All runs, in the order in which the page draws them."""
        for number in range(count):
            code = pdfium.FPDFText_GetUnicode(self._raw, number)
            if code in {0, 0x0A, 0x0D}:
                self._close()
                continue
            letter = self._letter(number, code)
            if letter is None or (code in _ACCENTS and self._is_put_on(letter)):
                continue
            self._add(letter, number)
        self._close()
        return self._found

    def _letter(self, number: int, code: int) -> _Letter | None:
        if not pdfium.FPDFText_GetLooseCharBox(self._raw, number, self._box):
            return None
        left, bottom = self._from
        box = self._box
        size = abs(box.top - box.bottom)
        stated = pdfium.FPDFText_GetFontSize(self._raw, number)
        # A font may be set at size 1 and stretched: then the box is right, not what is stated.
        if not 0.5 < stated / max(size, 0.01) < 2:
            stated = 0.85 * size
        return _Letter(
            code, box.left - left, box.right - left, box.bottom - bottom, box.top - bottom, stated
        )

    def _is_put_on(self, accent: _Letter) -> bool:
        """Old fonts draw Ä as two signs: put the accent on the letter that it stands above."""
        middle = (accent.x0 + accent.x1) / 2
        for letter, at in zip(self._letters, self._at, strict=True):
            if letter.x0 <= middle <= letter.x1:
                base = {"ı": "i", "ȷ": "j"}.get(self._signs[at], self._signs[at])
                whole = unicodedata.normalize("NFC", base + _ACCENTS[accent.code])
                if len(whole) == 1:
                    self._signs[at] = whole
                    if self._signs[-1] == " ":  # it is pdfium that made blanks around the accent
                        self._signs.pop()
                    self._accented = True
                    return True
        return False

    def _add(self, letter: _Letter, number: int) -> None:
        last = self._letters[-1] if self._letters else None
        accented, self._accented = self._accented, False
        blank = letter.code in {0x20, 0xA0}
        if last is not None and not blank and self._is_apart(last, letter):
            self._close()
            last = None
        if blank:
            if last is not None and not accented and self._signs[-1] != " ":
                self._signs.append(" ")
            return
        if last is None:
            self._signs.clear()
            self._numbers.clear()
            self._at.clear()
            tilt = pdfium.FPDFText_GetCharAngle(self._raw, number)
            self._tilted = _TILTED < tilt < 6.28 - _TILTED
        elif letter.x0 - last.x1 > _SPACE * letter.size and self._signs[-1] != " ":
            self._signs.append(" ")
        self._signs.append(chr(letter.code) if letter.code < 0x110000 else "\ufffd")
        self._letters.append(letter)
        self._at.append(len(self._signs) - 1)
        self._numbers.append(number)

    def _is_apart(self, last: _Letter, letter: _Letter) -> bool:
        size = max(last.size, letter.size, 0.01)
        return (
            abs(letter.bottom - last.bottom) > 0.15 * size
            or abs(letter.size - last.size) > 0.06 * size
            or letter.x0 - last.x1 > _GAP * size
            or letter.x0 < last.x0 - size
        )

    def _close(self) -> None:
        """What has gathered is a run."""
        letters, signs = self._letters, self._signs
        self._letters, self._signs, self._at = [], [], []
        if not letters or self._tilted:
            return
        text = "".join(signs)
        text = clean(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        text = text.replace("\ufffe", "\x02")  # pdfium's sign for a hyphen at the end of a line
        text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
        first = letters[0]
        self._found.append(
            Run(
                min(letter.x0 for letter in letters),
                max(letter.x1 for letter in letters),
                first.bottom,
                first.top,
                round(first.size, 2),
                text,
                *self._look(),
            )
        )

    def _look(self) -> tuple[bool, bool]:
        """Whether all is mono, and all bold; asked of its first, middle and last letter."""
        count = len(self._numbers)
        looks = [self._look_of(self._numbers[at]) for at in {0, count // 2, count - 1}]
        return all(mono for mono, _ in looks), all(bold for _, bold in looks)

    def _look_of(self, number: int) -> tuple[bool, bool]:
        """Whether its font gives every letter the same room, as for code, and is heavy."""
        flags = ctypes.c_int(0)
        name = ctypes.create_string_buffer(100)
        pdfium.FPDFText_GetFontInfo(self._raw, number, name, 100, ctypes.byref(flags))
        mono = bool(flags.value & _FIXED) or _MONO.search(name.value) is not None
        return mono, bool(flags.value & _FORCED) or _BOLD.search(name.value) is not None
