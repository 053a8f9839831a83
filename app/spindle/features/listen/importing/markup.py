"""From a tree of HTML or XHTML to blocks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from spindle.features.listen.importing import mathematics, tags
from spindle.features.listen.importing.inline import Line
from spindle.features.listen.importing.reading import Item, Start
from spindle.features.listen.text.model import Block, Kind, Mark, MarkKind

_MARKS: Final = {
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "cite": MarkKind.EMPHASIS,
    "strong": MarkKind.STRONG,
    "b": MarkKind.STRONG,
    "code": MarkKind.CODE,
    "kbd": MarkKind.CODE,
    "samp": MarkKind.CODE,
    "tt": MarkKind.CODE,
}
_TEX: Final = re.compile(r"(?:^|\s)math(?:$|\s)")
_WRITTEN: Final = re.compile(r"[\\$]")
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
# What holds whole paragraphs and leaves their kind alone.
_KEEPS_KIND: Final = frozenset({Kind.FOOTNOTE, Kind.REFERENCE, Kind.FURNITURE, Kind.CAPTION})


@dataclass(slots=True)
class _Inside:
    """What the elements around the present place say."""

    kinds: list[tuple[Any, Kind]] = field(default_factory=list)
    lists: list[tuple[Any, bool, int]] = field(default_factory=list)  # ordered, items so far
    marks: list[tuple[Any, MarkKind, int]] = field(default_factory=list)
    heading: tuple[Any, int] | None = None


class Walk:
    """Goes through one tree once. Use ``items``."""

    def __init__(self, starts: Mapping[str, Sequence[Start]] | None = None) -> None:
        """Nothing is read yet.

        Args:
            starts: Chapters by the ``id`` at which they start.
        """
        self._starts = starts or {}
        self._inside = _Inside()
        self._line = Line()
        self._label = ""
        self._page = ""
        self._ready: list[Item] = []

    def items(self, root: Any) -> Iterator[Item]:
        """Blocks, and chapters where they start."""
        walk: Any = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = tags.name(element)
            if event == "end":
                self._leave(element, tag)
                if element is not root:
                    self._say(element.tail)
            elif self._enter(element, tag):
                self._say(element.text)
            else:
                walk.skip_subtree()
            if event == "start" and self._ready:
                yield from self._taken()
        self._end_block()
        yield from self._taken()

    def _taken(self) -> list[Item]:
        ready, self._ready = self._ready, []
        return ready

    def _say(self, text: str | None) -> None:
        if text:
            self._line.add(_BLANKS.sub(" ", text))

    def _enter(self, element: Any, tag: str) -> bool:
        """Whether the inside is to be gone through; what is not has been dealt with."""
        if not tag:
            return False
        self._begin(element)
        if tags.is_unseen(element, tag):
            return False
        page = tags.page(element)
        if page is not None:
            self._turn(element, page, tag)
            return False
        if tag in tags.BLOCKS:
            return self._enter_block(element, tag)
        return self._enter_inline(element, tag)

    def _begin(self, element: Any) -> None:
        """A chapter may start at any element with an ``id``."""
        if not self._starts:
            return
        for name in (element.get("id"), element.get("name") if element.tag else None):
            if name and name in self._starts:
                self._end_block()
                self._ready.extend(self._starts[name])

    def _turn(self, element: Any, page: str, tag: str) -> None:
        if tag in tags.BLOCKS:
            self._end_block()
        self._page = page
        text = tags.plain(element).strip()
        if text and not self._line.is_empty():
            self._line.marked(text, MarkKind.PAGE)

    def _enter_block(self, element: Any, tag: str) -> bool:
        self._end_block()
        kind = tags.kind(element)
        kinds = self._inside.kinds
        if kind is not None and not (kind is Kind.QUOTE and kinds and kinds[-1][1] in _KEEPS_KIND):
            kinds.append((element, kind))
        if tag in tags.HEADINGS:
            self._inside.heading = (element, tags.HEADINGS[tag])
        elif tag in {"ul", "ol", "menu"}:
            first = element.get("start", "")
            before = int(first) - 1 if first.isdecimal() and len(first) < 7 else 0
            self._inside.lists.append((element, tag == "ol", before))
        elif tag == "li":
            self._number(element)
        elif tag == "pre":
            self._put(Kind.CODE, tags.plain(element).strip("\n").rstrip())
            return False
        elif tag == "table" and not tags.is_layout(element):
            self._table(element)
            return False
        return True

    def _number(self, element: Any) -> None:
        lists = self._inside.lists
        if not lists:
            self._label = "•"
            return
        owner, ordered, count = lists[-1]
        value = element.get("value", "")
        count = int(value) if value.isdecimal() and len(value) < 7 else count + 1
        lists[-1] = (owner, ordered, count)
        self._label = f"{count}." if ordered else "•"

    def _enter_inline(self, element: Any, tag: str) -> bool:
        if tag == "br":
            self._line.add("\n")
        elif tag == "wbr":
            self._line.add("\u200b")
        elif tag == "math":
            self._formula(element, mathematics.formula(element))
            return False
        elif tag == "span" and _TEX.search(element.get("class", "")):
            text = tags.plain(element)
            if not _WRITTEN.search(text):
                return True
            self._formula(element, mathematics.from_tex(text))
            return False
        elif tags.is_pointer(element, tag):
            self._line.marked(_BLANKS.sub(" ", tags.plain(element)), MarkKind.NOTE)
            return False
        elif tag in _MARKS:
            self._inside.marks.append((element, _MARKS[tag], self._line.length))
        return True

    def _formula(self, element: Any, text: str) -> None:
        """Said where it stands among words; one set apart is only shown."""
        if mathematics.is_apart(element) and not mathematics.worded(element):
            self._end_block()
            self._put(Kind.FURNITURE, text)
        else:
            self._line.add(_BLANKS.sub(" ", text))

    def _leave(self, element: Any, tag: str) -> None:
        inside = self._inside
        if tag in tags.BLOCKS:
            self._end_block()
            if inside.kinds and inside.kinds[-1][0] is element:
                inside.kinds.pop()
            if inside.lists and inside.lists[-1][0] is element:
                inside.lists.pop()
            if inside.heading and inside.heading[0] is element:
                inside.heading = None
            if tag == "li":
                self._label = ""
        elif inside.marks and inside.marks[-1][0] is element:
            _, kind, start = inside.marks.pop()
            self._line.mark(kind, start)

    def _end_block(self) -> None:
        """What has gathered is a block."""
        for number, (element, mark, start) in enumerate(self._inside.marks):
            self._line.mark(mark, start)
            self._inside.marks[number] = (element, mark, 0)
        text, marks = self._line.taken()
        if not text:
            return
        kinds = self._inside.kinds
        around = kinds[-1][1] if kinds else None
        kind, level, label = self._kind(around)
        if kind is Kind.FOOTNOTE and not label:
            text, marks, label = _numbered(text, marks)
        self._ready.append(
            Block(kind=kind, text=text, marks=marks, level=level, label=label, page=self._page)
        )

    def _kind(self, around: Kind | None) -> tuple[Kind, int, str]:
        """Kind, level and label of the block that ends here."""
        label, self._label = self._label, ""
        if around in _KEEPS_KIND:
            return around, 0, label if around is not Kind.FURNITURE else ""
        if self._inside.heading is not None:
            return Kind.HEADING, self._inside.heading[1], ""
        if self._inside.lists:
            return Kind.ITEM, len(self._inside.lists), label
        return around or Kind.PARAGRAPH, 0, ""

    def _put(self, kind: Kind, text: str) -> None:
        around = self._inside.kinds[-1][1] if self._inside.kinds else None
        if text.strip():
            kept = around if around in _KEEPS_KIND else kind
            self._ready.append(Block(kind=kept or kind, text=text, page=self._page))

    def _table(self, element: Any) -> None:
        for each in element.iter():
            if tags.name(each) == "caption":
                self._put(Kind.CAPTION, " ".join(tags.plain(each).split()))
        rows = []
        for row in (each for each in element.iter() if tags.name(each) == "tr"):
            cells = [each for each in row if tags.name(each) in {"td", "th"}]
            rows.append("\t".join(" ".join(tags.plain(cell).split()) for cell in cells))
        self._put(Kind.TABLE, "\n".join(row for row in rows if row.strip()))


def _numbered(text: str, marks: tuple[Mark, ...]) -> tuple[str, tuple[Mark, ...], str]:
    """A note without its own number in front, and that number."""
    first = marks[0] if marks else None
    if first is None or first.kind is not MarkKind.NOTE or first.start > 0:
        return text, marks, ""
    rest = text[first.end :].lstrip(" \u00a0.:)")
    if not rest:
        return text, marks, ""
    cut = len(text) - len(rest)
    kept = tuple(
        Mark(mark.kind, mark.start - cut, mark.end - cut) for mark in marks if mark.start >= cut
    )
    return rest, kept, text[: first.end].strip("[]() .")
