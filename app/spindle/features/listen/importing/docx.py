"""Word documents: the body read as a stream, with styles, lists, tables and notes."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lxml import etree

from spindle.features.listen.importing import mathematics, tags, trees
from spindle.features.listen.importing.archive import Archive
from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.inline import Line
from spindle.features.listen.importing.markdown import with_chapters
from spindle.features.listen.importing.reading import Reading, missing
from spindle.features.listen.importing.styles import (
    Numbering,
    Style,
    attribute,
    numberings,
    styles,
)
from spindle.features.listen.text.model import Block, Kind, MarkKind

_BODY: Final = "word/document.xml"
_BODY_LIMIT: Final = 120_000_000  # it is read as a stream
_BEFORE: Final = 10_000  # bytes before the first element
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_NOTES: Final = {"footnotereference": "footnote", "endnotereference": "endnote"}
# Not read: what was deleted, the inner words of fields, pictures, and what repeats the page.
_UNSEEN: Final = frozenset(
    {"del", "movefrom", "instrtext", "deltext", "drawing", "pict", "object", "fallback",
     "rpr", "sectpr", "tblpr", "trpr", "tcpr", "sdtpr", "commentreference"}
)  # fmt: skip


def read(path: Path) -> Reading:
    """A .docx file.

    Raises:
        Unreadable: It is damaged, or unpacks to more than a document.
    """
    with Archive(path) as archive:
        part = _body_part(archive)
        body = archive.read(part, _BODY_LIMIT)
        # Word writes no document type; who does means to have names made longer than any text.
        if body is None or b"<!doctype" in body[:_BEFORE].lower():
            raise Unreadable(Wrong.DAMAGED)
        reader = _Reader(archive)
        core = archive.read("docProps/core.xml")
    root = trees.word(core) if core else None
    reading = Reading(
        iter(()),
        title=_property(root, "title"),
        author=_property(root, "creator"),
        language=reader.language or _property(root, "language"),
    )
    reading.items = with_chapters(_joined(reader.items(body, reading, part)))
    return reading


def _body_part(archive: Archive) -> str:
    """Where the text is: nearly always in the same part, else in the one the package names."""
    raw = archive.read("_rels/.rels") if _BODY not in archive else None
    root = trees.word(raw) if raw else None
    for each in root.iter() if root is not None else ():
        if attribute(each, "type").endswith("/officeDocument"):
            return attribute(each, "target").lstrip("/")
    return _BODY


def _joined(items: Iterator[Block]) -> Iterator[Block]:
    """Lines of code, a paragraph each, as one block."""
    code: list[str] = []
    for item in items:
        if item.kind is Kind.CODE:
            code.append(item.text)
            continue
        if code:
            yield Block(kind=Kind.CODE, text="\n".join(code))
            code = []
        yield item
    if code:
        yield Block(kind=Kind.CODE, text="\n".join(code))


def _property(root: Any | None, name: str) -> str:
    if root is None:
        return ""
    return next((" ".join(tags.plain(e).split()) for e in root.iter() if tags.name(e) == name), "")


class _Reader:
    """Goes through the body once."""

    def __init__(self, archive: Archive) -> None:
        self._styles, self.language = styles(archive.read("word/styles.xml"))
        self._numberings = numberings(archive.read("word/numbering.xml"))
        self._notes = {
            kind: _note_roots(archive.read(f"word/{kind}s.xml"), kind)
            for kind in ("footnote", "endnote")
        }
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()
        self._numbered: dict[tuple[str, str], int] = {}
        self._pending: list[tuple[str, str]] = []

    def items(self, body: bytes, reading: Reading, part: str) -> Iterator[Block]:
        """Blocks; footnotes behind their paragraph, endnotes at the end."""
        source = io.BytesIO(body)
        walk = etree.iterparse(
            source,
            events=("end",),
            tag=[f"{space}{name}" for space in (_W, _STRICT) for name in ("p", "tbl", "body")],
            recover=True,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
        for _, element in walk:
            if _is_within(element):
                continue
            name = tags.name(element)
            if name == "tbl":
                yield from self._table(element)
            elif name == "p":
                yield from self._paragraph(element)
            yield from self._told("footnote")
            reading.done = source.tell() / len(body)
            _forget(element)
        if any(each.level == etree.ErrorLevels.FATAL for each in walk.error_log):
            reading.lost(missing(part), Wrong.DAMAGED)
        yield from self._told("endnote")

    def _paragraph(self, element: Any) -> Iterator[Block]:
        yield from self._own(element)
        for box in (each for each in element.iter() if tags.name(each) == "txbxcontent"):
            # The fallback says the same again, for older programs.
            if not any(tags.name(above) == "fallback" for above in box.iterancestors()):
                for inner in (each for each in box if tags.name(each) == "p"):
                    yield from self._own(inner)

    def _own(self, element: Any) -> Iterator[Block]:
        text, marks = self._line(element)
        if not text:
            return
        style = self._style(element)
        number = self._number(element, style)
        if style.heading:
            yield Block(kind=Kind.HEADING, text=text, marks=marks, level=style.heading)
        elif number is not None:
            level, label = number
            yield Block(kind=Kind.ITEM, text=text, marks=marks, level=level + 1, label=label)
        else:
            kind = Kind.FURNITURE if _is_formula(element, text) else style.kind
            yield Block(kind=kind or Kind.PARAGRAPH, text=text, marks=marks)

    def _style(self, paragraph: Any) -> Style:
        given = _value(paragraph, "pstyle")
        found = self._styles.get(given, Style())
        level = _value(paragraph, "outlinelvl")
        if level.isdecimal() and int(level) < 9:
            return Style(heading=int(level) + 1)
        return found

    def _number(self, paragraph: Any, style: Style) -> tuple[int, str] | None:
        """Depth and label of a list item; None if it is none."""
        of = _value(paragraph, "numid") or style.list
        depth = _value(paragraph, "ilvl")
        level = int(depth) if depth.isdecimal() and int(depth) < 9 else 0
        if not of or of == "0":
            return None
        found = self._numberings.get((of, level), Numbering("", of))
        if found.start is not None and (of, level) not in self._begun:
            self._counts[found.run, level] = found.start - 1
        self._begun.add((of, level))
        count = self._counts[found.run, level] = self._counts.get((found.run, level), 0) + 1
        for deeper in range(level + 1, 9):
            self._counts.pop((found.run, deeper), None)
        return level, "•" if found.kind == "bullet" else f"{count}."

    def _table(self, element: Any) -> Iterator[Block]:
        rows = []
        for row in (each for each in element.iter() if tags.name(each) == "tr"):
            cells = [each for each in row if tags.name(each) == "tc"]
            lines = (
                " ".join(self._line(p)[0] for p in cell.iter() if tags.name(p) == "p")
                for cell in cells
            )
            rows.append("\t".join(" ".join(line.split()) for line in lines))
        text = "\n".join(row for row in rows if row.strip())
        if text:
            yield Block(kind=Kind.TABLE, text=text)

    def _line(self, element: Any) -> tuple[str, Any]:
        line = Line()
        walk: Any = etree.iterwalk(element, events=("start",))
        for _, each in walk:
            name = tags.name(each)
            if name in _UNSEEN or (name == "p" and each is not element):
                walk.skip_subtree()
            elif name == "omath":
                line.add(mathematics.formula(each))
                walk.skip_subtree()
            elif name == "t":
                line.add(each.text or "")
            elif name in {"tab", "ptab"}:
                line.add(" ")
            elif name in {"br", "cr"}:
                line.add("\n" if attribute(each, "type") in {"", "textWrapping"} else " ")
            elif name == "nobreakhyphen":
                line.add("\u2011")
            elif name in _NOTES:
                self._point(line, _NOTES[name], attribute(each, "id"))
        return line.taken()

    def _point(self, line: Line, kind: str, note: str) -> None:
        if note not in self._notes[kind]:
            return
        count = sum(of == kind for of, _ in self._numbered) + 1
        number = self._numbered.setdefault((kind, note), count)
        line.marked(str(number), MarkKind.NOTE)
        self._pending.append((kind, note))

    def _told(self, kind: str) -> Iterator[Block]:
        told = [note for note in self._pending if note[0] == kind]
        self._pending = [note for note in self._pending if note[0] != kind]
        for each in dict.fromkeys(told):
            label = f"{self._numbered[each]}."
            for paragraph in self._notes[kind][each[1]].iter():
                if tags.name(paragraph) != "p":
                    continue
                text, marks = self._line(paragraph)
                if text:
                    yield Block(kind=Kind.FOOTNOTE, text=text, marks=marks, label=label)
                    label = ""


def _is_formula(paragraph: Any, text: str) -> bool:
    """Whether the paragraph is a formula and nothing else."""
    found = [each for each in paragraph.iter() if tags.name(each) == "omath"]
    return bool(found) and text == " ".join(mathematics.formula(each) for each in found)


def _note_roots(raw: bytes | None, kind: str) -> dict[str, Any]:
    root = trees.word(raw) if raw else None
    if root is None:
        return {}
    return {
        attribute(each, "id"): each
        for each in root.iter()
        if tags.name(each) == kind and not attribute(each, "type").endswith("eparator")
    }


def _value(paragraph: Any, name: str) -> str:
    """What one of a paragraph's properties says."""
    for properties in (each for each in paragraph if tags.name(each) == "ppr"):
        for each in properties.iter():
            if tags.name(each) == name:
                return attribute(each, "val")
    return ""


def _is_within(element: Any) -> bool:
    """Whether it is inside a paragraph or a table, and so read with that."""
    return any(
        tags.name(each) in {"tbl", "p", "txbxcontent", "del"} for each in element.iterancestors()
    )


def _forget(element: Any) -> None:
    """Give back the memory of what was read."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
