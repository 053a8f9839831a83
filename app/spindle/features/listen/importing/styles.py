"""What the styles of a Word document mean: headings, quotes, lists."""

import re
from dataclasses import dataclass
from typing import Any, Final

from spindle.features.listen.importing import tags, trees
from spindle.features.listen.text.model import Kind

_HEADING: Final = re.compile(r"(?:heading|überschrift|titre|título|titolo) ?([1-9])", re.IGNORECASE)
_KINDS: Final = (
    (re.compile(r"^(?:intense )?quot(?:e|ations?\b)|^block text|zitat", re.IGNORECASE), Kind.QUOTE),
    (re.compile(r"^caption|beschriftung", re.IGNORECASE), Kind.CAPTION),
    (re.compile(r"^bibliography|literaturverz", re.IGNORECASE), Kind.REFERENCE),
    (re.compile(r"^toc(?: |\d)|verzeichnis ?\d", re.IGNORECASE), Kind.FURNITURE),
    (re.compile(r"code|^html preformatted|^macro", re.IGNORECASE), Kind.CODE),
)


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's style.

    Attributes:
        heading: Its level, 0 if it is none.
        kind: Of the paragraph, if the style says.
        list: The numbering it belongs to, ``""`` if none.
    """

    heading: int = 0
    kind: Kind | None = None
    list: str = ""


def styles(raw: bytes | None) -> tuple[dict[str, Style], str]:
    """Styles by their id, and the document's language."""
    root = trees.word(raw) if raw else None
    if root is None:
        return {}, ""
    found: dict[str, Style] = {}
    parents: dict[str, str] = {}
    for each in (each for each in root.iter() if tags.name(each) == "style"):
        name = attribute(each, "styleid")
        found[name] = _style(each)
        parents[name] = _inner(each, "basedon")
    for name, style in found.items():
        if style == Style():
            found[name] = _inherited(name, found, parents)
    return found, next((attribute(e, "val") for e in root.iter() if tags.name(e) == "lang"), "")


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the items of one list are numbered at one depth.

    Attributes:
        kind: Of the label, such as ``"bullet"``.
        run: Lists with the same one count on.
        start: Where it counts from anew, None if it goes on.
    """

    kind: str
    run: str
    start: int | None = None


def numberings(raw: bytes | None) -> dict[tuple[str, int], Numbering]:
    """By numbering and depth."""
    root = trees.word(raw) if raw else None
    if root is None:
        return {}
    kinds: dict[tuple[str, int], str] = {}
    for each in (each for each in root.iter() if tags.name(each) == "abstractnum"):
        for inner in (inner for inner in each if tags.name(inner) == "lvl"):
            depth = attribute(inner, "ilvl")
            if depth.isdecimal() and int(depth) < 9:
                kinds[attribute(each, "abstractnumid"), int(depth)] = _inner(inner, "numfmt")
    found = {}
    for each in (each for each in root.iter() if tags.name(each) == "num"):
        of = _inner(each, "abstractnumid")
        starts = _starts(each)
        for (abstract, level), kind in kinds.items():
            if abstract == of:
                found[attribute(each, "numid"), level] = Numbering(kind, of, starts.get(level))
    return found


def _starts(numbering: Any) -> dict[int, int]:
    """Where its depths count from anew."""
    found = {}
    for each in (each for each in numbering if tags.name(each) == "lvloverride"):
        depth, start = attribute(each, "ilvl"), _inner(each, "startoverride")
        if depth.isdecimal() and start.isdecimal() and len(start) < 7:
            found[int(depth)] = int(start)
    return found


def attribute(element: Any, name: str) -> str:
    """One of an element's attributes, whatever its namespace and capitals."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2].lower() == name:
            return str(value)
    return ""


def _style(element: Any) -> Style:
    name = _inner(element, "name")
    heading = _HEADING.fullmatch(name)
    level = _inner(element, "outlinelvl")
    if heading is not None or name.lower() == "title":
        return Style(heading=int(heading[1]) if heading else 1)
    if level.isdecimal() and int(level) < 9:
        return Style(heading=int(level) + 1)
    kind = next((kind for pattern, kind in _KINDS if pattern.search(name)), None)
    return Style(kind=kind, list=_inner(element, "numid"))


def _inherited(name: str, found: dict[str, Style], parents: dict[str, str]) -> Style:
    for _ in range(10):
        name = parents.get(name, "")
        if found.get(name, Style()) != Style():
            return found[name]
    return Style()


def _inner(element: Any, name: str) -> str:
    """What the first inner element of this name says."""
    return next((attribute(e, "val") for e in element.iter() if tags.name(e) == name), "")
