"""PDF files written by hand: lines of Helvetica at given places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

WIDTH: Final = 612
HEIGHT: Final = 792
LEADING: Final = 14


@dataclass
class Sheet:
    """One page; write on it, then give it to ``pdf``."""

    drawn: list[bytes] = field(default_factory=list)
    picture: bool = False

    def line(self, x: float, y: float, text: str, size: float = 11, *, font: str = "") -> None:
        """A line from ``x``, ``y`` points from the page's lower left; font: mono or bold."""
        shown = text.encode("cp1252")
        for sign in (b"\\", b"(", b")"):
            shown = shown.replace(sign, b"\\" + sign)
        number = {"": 1, "mono": 2, "bold": 3}[font]
        self.drawn.append(b"/F%d %g Tf 1 0 0 1 %g %g Tm (%s) Tj" % (number, size, x, y, shown))

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 11) -> float:
        """Line below line; returns where the next would stand."""
        for text in texts:
            self.line(x, y, text, size)
            y -= LEADING * size / 11
        return y

    def raised(self, x: float, y: float, text: str, size: float = 11) -> None:
        """The number of a note beside a line of this size."""
        self.line(x, y + 0.35 * size, text, 0.6 * size)


def pdf(
    sheets: Sequence[Sheet],
    *,
    outline: Sequence[tuple[str, int, float]] = (),
    title: str = "",
    language: str = "",
    encrypted: bool = False,
) -> bytes:
    """The file.

    Args:
        sheets: Its pages.
        outline: Title, page counted from 0, and height.
        title: In its properties.
        language: In its catalog.
        encrypted: Say that a password is needed, as locked files do.
    """
    objects: list[bytes] = []

    def add(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    catalog, tree = add(b""), add(b"")
    fonts = b"".join(
        b"/F%d %d 0 R"
        % (number, add(b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % name))
        for number, name in enumerate((b"Helvetica", b"Courier", b"Helvetica-Bold"), 1)
    )
    image = add(
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream"
    )
    pages = []
    for sheet in sheets:
        drawn = b"BT\n" + b"\n".join(sheet.drawn) + b"\nET"
        if sheet.picture:
            drawn += b"\nq 600 0 0 700 0 0 cm /I1 Do Q"
        content = add(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
        pages.append(
            add(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R"
                b"/Resources<</Font<<%s>>/XObject<</I1 %d 0 R>>>>>>"
                % (tree, WIDTH, HEIGHT, content, fonts, image)
            )
        )
    marks = _outline(outline, pages, len(objects) + 1)
    first = len(objects) + 1
    for mark in marks:
        add(mark)
    more = b"/Outlines %d 0 R" % first if marks else b""
    more += b"/Lang(%s)" % language.encode() if language else b""
    objects[catalog - 1] = b"<</Type/Catalog/Pages %d 0 R%s>>" % (tree, more)
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    objects[tree - 1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages))
    info = add(b"<</Title(%s)>>" % title.encode("cp1252"))
    extra = b"/Info %d 0 R" % info
    if encrypted:
        extra += b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]" % (
            b"o" * 32,
            b"u" * 32,
        )
    return _written(objects, catalog, extra)


def _outline(
    outline: Sequence[tuple[str, int, float]], pages: Sequence[int], first: int
) -> list[bytes]:
    if not outline:
        return []
    last = first + len(outline)
    found = [b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>"
             % (first + 1, last, len(outline))]  # fmt: skip
    for number, (title, page, height) in enumerate(outline, first + 1):
        following = b"/Next %d 0 R" % (number + 1) if number < last else b""
        found.append(
            b"<</Title(%s)/Parent %d 0 R/Dest[%d 0 R/XYZ 0 %g 0]%s>>"
            % (title.encode("cp1252"), first, pages[page], height, following)
        )
    return found


def _written(objects: Sequence[bytes], catalog: int, extra: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"trailer<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        *(size, catalog, extra, start),
    )
