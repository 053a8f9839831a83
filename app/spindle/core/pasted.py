"""The text of what was pasted as HTML, and what of it is more than text. Pure."""

from collections.abc import Sequence
from enum import StrEnum
from html.parser import HTMLParser
from typing import Final, NamedTuple

from spindle.core.translate import N_


class Part(StrEnum):
    """What plain text cannot hold."""

    PICTURES = N_("Paper", "pictures")
    MEDIA = N_("Paper", "sounds and films")
    TABLES = N_("Paper", "the form of tables")
    LINKS = N_("Paper", "the addresses of links")
    FORM = N_("Paper", "formatting")


class Pasted(NamedTuple):
    """Plain text, and in the order of ``Part`` what was left out."""

    text: str
    without: tuple[Part, ...] = ()


LONGEST: Final = 2_000_000
"""Characters of HTML that are read; what stands behind them is not looked at."""

_HEADS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS: Final = frozenset({"ul", "ol", "li", "dl", "dt", "dd"})
_PICTURES: Final = frozenset({"img", "svg", "picture", "canvas"})
_MEDIA: Final = frozenset({"audio", "video", "iframe", "object", "embed"})
_MARKED: Final = frozenset(
    {"b", "strong", "i", "em", "u", "s", "del", "mark", "sub", "sup", "code"}
)
_UNSEEN: Final = frozenset({"script", "style", "title", "template", "head"})
_BLOCKS: Final = frozenset({"p", "div", "pre", "blockquote", "section", "article", "figure", "hr"})
_LINES: Final = _HEADS | _LISTS | _BLOCKS | {"table", "tr"}
_PARTS: Final = {
    **dict.fromkeys(_HEADS | _LISTS | _MARKED | {"blockquote", "font"}, Part.FORM),
    **dict.fromkeys(_PICTURES, Part.PICTURES),
    **dict.fromkeys(_MEDIA, Part.MEDIA),
    "table": Part.TABLES,
}


def read_html(html: str, plain: str = "") -> Pasted:
    """Read HTML as its writer handed it over, whole or not.

    Args:
        html: At most ``LONGEST`` characters of it are read.
        plain: The same as plain text, if the writer gave it; it is taken as it stands.
    """
    reader = _Reader()
    reader.feed(html[:LONGEST])
    reader.close()
    return Pasted(plain or _tidy(reader.found), tuple(p for p in Part if p in reader.parts))


class _Reader(HTMLParser):
    """Collects words and line ends. Like a browser it takes any text for HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.parts: set[Part] = set()
        self._unseen = 0
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "body":
            self._unseen = 0
        if tag == "a" and any(name == "href" for name, _ in attrs):
            self.parts.add(Part.LINKS)
        elif tag in _PARTS:
            self.parts.add(_PARTS[tag])
        self._pre += tag == "pre"
        if tag == "br" or tag in _LINES:
            self.found.append("\n")
        elif tag in {"td", "th"}:
            self.found.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        self._pre = max(0, self._pre - (tag == "pre"))
        if tag in _LINES:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        self.found.append(data if self._pre else _spaced(data))


def _spaced(data: str) -> str:
    """Line ends and runs of spaces are one space in HTML."""
    words = " ".join(data.split())
    if not words:
        return " "
    return f"{' ' * data[0].isspace()}{words}{' ' * data[-1].isspace()}"


def _tidy(found: Sequence[str]) -> str:
    """No blanks around line ends, and no more than one empty line."""
    lines: list[str] = []
    for line in "".join(found).split("\n"):
        kept = line.rstrip() if line.strip() else ""
        kept = kept.removeprefix("\t").removeprefix(" ") if kept[:1] in {"\t", " "} else kept
        if kept or (lines and lines[-1]):
            lines.append(kept)
    return "\n".join(lines).strip("\n")
