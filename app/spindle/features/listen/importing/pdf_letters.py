"""The letters of a PDF page as runs."""

import ctypes
import math
import re
import unicodedata
from collections.abc import Sequence
from statistics import median
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from spindle.core.text import clean
from spindle.features.listen.importing.pdf_layout.shapes import Run

_MOST: Final = 100_000  # letters of a page; more is a drawing
_GAP: Final = 0.9  # of the size: a wider one may part columns
_SPACE: Final = 0.14  # likewise: a wider one parts words
_RAISED: Final = 0.15  # likewise, and of another size: what does not stand on the same line
_RESIZED: Final = 0.06
_SAME: Final = 0.005  # points
_LOOKED_AT: Final = 120  # letters of a page, to see whether boxes fit the font or each letter
_FEWEST: Final = 5
_LOWER: Final = 0.85  # of the height of tall letters: boxes of small ones that fit each letter
_SMALL_LETTERS: Final = frozenset(map(ord, "acemnorsuvwxz"))
_TALL_LETTERS: Final = frozenset(map(ord, "bdfhkl"))
_BELOW: Final = 0.25  # of the size: how far a box goes below the line and above it
_ABOVE: Final = 0.75
_BLANKS: Final = frozenset({0x20, 0xA0})
_RETURN, _FEED = 0x0D, 0x0A
# Bitmap fonts of TeX name no letter: what stands at a number is known from their two orders.
_TEX: Final = {0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl"}
_CORK: Final = {
    0x10: "“", 0x11: "”", 0x12: "„", 0x13: "«", 0x14: "»", 0x15: "–", 0x16: "—",
    0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl",
}  # fmt: skip
_ENDS: Final = frozenset({0x00, 0x0A, 0x0D})
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
    """Where a letter stands, on the page and among the signs of its run."""

    x0: float
    x1: float
    bottom: float
    top: float
    size: float
    at: int
    number: int


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
    """Goes through the letters once. Each costs microseconds, and a book has a million."""

    def __init__(self, raw: Any, left: float, bottom: float) -> None:
        self._raw = raw
        self._left, self._bottom = left, bottom
        self._box = pdfium.FS_RECTF()
        self._letters: list[_Letter] = []
        self._signs: list[str] = []
        self._found: list[Run] = []
        self._tilted = False
        self._accented = False
        self._fitting = False
        self._bitmaps = _TEX
        self._height = self._size = 0.0

    def found(self, count: int) -> list[Run]:
        """All runs, in the order in which the page draws them."""
        codes = self._codes(count)
        self._fitting = self._fits_letters(codes)
        self._bitmaps = _TEX if any(code in _TEX for code in codes if code != _RETURN) else _CORK
        raw, box, boxed = self._raw, self._box, pdfium.FPDFText_GetLooseCharBox
        for number, code in enumerate(codes):
            if code in _BLANKS:
                self._blank()
            elif code in _ENDS and not _is_ligature(codes, number):
                self._close()
            elif boxed(raw, number, box) and not (code in _ACCENTS and self._is_put_on(code)):
                self._add(code, number)
        self._close()
        return self._found

    def _codes(self, count: int) -> Sequence[int]:
        """Of all letters: asked for at once, which saves a call for each."""
        buffer = (ctypes.c_ushort * (count + 1))()
        if pdfium.FPDFText_GetText(self._raw, 0, count, buffer) == count + 1:
            return list(buffer)[:count]
        return [pdfium.FPDFText_GetUnicode(self._raw, number) for number in range(count)]

    def _blank(self) -> None:
        if self._letters and not self._accented and self._signs[-1] != " ":
            self._signs.append(" ")
        self._accented = False

    def _is_put_on(self, code: int) -> bool:
        """Old fonts draw Ä as two signs: put the accent on the letter that it stands above."""
        middle = (self._box.left + self._box.right) / 2 - self._left
        for letter in self._letters:
            if letter.x0 <= middle <= letter.x1:
                base = {"ı": "i", "ȷ": "j"}.get(self._signs[letter.at], self._signs[letter.at])
                whole = unicodedata.normalize("NFC", base + _ACCENTS[code])
                if len(whole) == 1:
                    self._signs[letter.at] = whole
                    if self._signs[-1] == " ":  # it is pdfium that made blanks around the accent
                        self._signs.pop()
                    self._accented = True
                    return True
        return False

    def _add(self, code: int, number: int) -> None:
        self._accented = False
        box = self._box
        x0, x1, bottom = box.left - self._left, box.right - self._left, box.bottom - self._bottom
        top = box.top - self._bottom
        if self._fitting:
            bottom, top = self._stretched(number, bottom, top)
        size = self._size_of(number, top - bottom)
        if self._letters:
            last = self._letters[-1]
            larger = max(last.size, size)
            if (
                x0 - last.x1 > _GAP * larger
                or x0 < last.x0 - larger
                or abs(bottom - last.bottom) > _RAISED * larger
                or abs(size - last.size) > _RESIZED * larger
            ):
                self._close()
            elif x0 - last.x1 > _SPACE * size and self._signs[-1] != " ":
                self._signs.append(" ")
        if not self._letters:
            tilt = pdfium.FPDFText_GetCharAngle(self._raw, number)
            self._tilted = _TILTED < tilt < 6.28 - _TILTED
        self._letters.append(_Letter(x0, x1, bottom, top, size, len(self._signs), number))
        self._signs.append(chr(code) if code < 0x110000 else "\ufffd")

    def _fits_letters(self, codes: Sequence[int]) -> bool:
        """Whether boxes are as high as each letter: then the font says it is lower than it is."""
        heights: dict[bool, list[float]] = {True: [], False: []}
        for number in range(0, len(codes), max(1, len(codes) // _LOOKED_AT)):
            code = codes[number]
            tall = code in _TALL_LETTERS
            if (tall or code in _SMALL_LETTERS) and pdfium.FPDFText_GetLooseCharBox(
                self._raw, number, self._box
            ):
                heights[tall].append(self._box.top - self._box.bottom)
        if min(map(len, heights.values())) < _FEWEST:
            return False
        return median(heights[False]) < _LOWER * median(heights[True])

    def _stretched(self, number: int, bottom: float, top: float) -> tuple[float, float]:
        """A box as high as its font, on the line where the letter stands."""
        x, y = ctypes.c_double(), ctypes.c_double()
        matrix = pdfium.FS_MATRIX()
        if not (
            pdfium.FPDFText_GetCharOrigin(self._raw, number, x, y)
            and pdfium.FPDFText_GetMatrix(self._raw, number, matrix)
        ):
            return bottom, top
        size = pdfium.FPDFText_GetFontSize(self._raw, number) * math.hypot(matrix.c, matrix.d)
        line = y.value - self._bottom
        return line - _BELOW * size, line + _ABOVE * size

    def _size_of(self, number: int, height: float) -> float:
        """Of a letter; one as high as the one before has its size, which saves asking."""
        if abs(height - self._height) > _SAME:
            self._height = height
            self._size = pdfium.FPDFText_GetFontSize(self._raw, number)
            # A font may be set at size 1 and stretched: then the box is right, not what is stated.
            if not 0.5 < self._size / max(abs(height), 0.01) < 2:
                self._size = max(0.85 * abs(height), 0.01)
        return self._size

    def _close(self) -> None:
        """What has gathered is a run."""
        letters, signs = self._letters, self._signs
        self._letters, self._signs = [], []
        if not letters or self._tilted:
            return
        text = "".join(signs).translate(self._bitmaps)
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
                *self._look(letters),
            )
        )

    def _look(self, letters: Sequence[_Letter]) -> tuple[bool, bool]:
        """Whether all is mono, and all bold; asked of the first, the middle and the last."""
        count = len(letters)
        looks = [self._look_of(letters[at].number) for at in {0, count // 2, count - 1}]
        return all(mono for mono, _ in looks), all(bold for _, bold in looks)

    def _look_of(self, number: int) -> tuple[bool, bool]:
        """Whether its font gives every letter the same room, as for code, and is heavy."""
        flags = ctypes.c_int(0)
        name = ctypes.create_string_buffer(100)
        pdfium.FPDFText_GetFontInfo(self._raw, number, name, 100, ctypes.byref(flags))
        mono = bool(flags.value & _FIXED) or _MONO.search(name.value) is not None
        return mono, bool(flags.value & _FORCED) or _BOLD.search(name.value) is not None


def _is_ligature(codes: Sequence[int], number: int) -> bool:
    """Whether this is the fl of a bitmap font of TeX; pdfium's own ends of lines are two signs."""
    return codes[number] == _RETURN and codes[number + 1 : number + 2] not in ([], [_FEED])
