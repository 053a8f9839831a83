"""A saved web page: its main text, without what stands around it."""

from pathlib import Path
from typing import Any, Final

from lxml import etree

from spindle.features.listen.importing import tags, trees
from spindle.features.listen.importing.archive import PART
from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.headed import headed
from spindle.features.listen.importing.markdown import with_chapters
from spindle.features.listen.importing.markup import Walk
from spindle.features.listen.importing.reading import TOO_DEEP, Reading

_AROUND: Final = frozenset({"nav", "header", "footer", "aside", "form", "menu"})
_LINKS: Final = frozenset({"a", "nav", "form", "button", "input"})
_MAIN_SHARE: Final = 0.3  # a main part with less of the text than this is not the main part
_LONGEST_ARTICLE: Final = 1_000_000  # characters; looking for the article takes seconds for each
_LINKED_SHARE: Final = 0.25  # more of the text in links than this is a page with things around it


def read(path: Path) -> Reading:
    """An HTML file.

    Raises:
        Unreadable: It holds nothing, or more than a page can.
    """
    if path.stat().st_size > PART:
        raise Unreadable(Wrong.TOO_LARGE, most=str(PART // 1_000_000))
    raw = path.read_bytes()
    root, whole = trees.page(raw)
    if root is None:
        raise Unreadable(Wrong.NO_WORD if whole else Wrong.TOO_DEEP)
    title = " ".join(next((tags.plain(each) for each in root.iter("title")), "").split())
    reading = Reading(
        with_chapters(headed(Walk().items(_main(root)), title)),
        title=title,
        author=_meta(root, "author"),
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
    )
    if not whole:
        reading.lost(TOO_DEEP, Wrong.TOO_DEEP)
    return reading


def _meta(root: Any, name: str) -> str:
    for each in root.iter("meta"):
        if (each.get("name") or "").lower() == name:
            return " ".join((each.get("content") or "").split())
    return ""


def _main(root: Any) -> Any:
    """The part to read: what says it is the main one, else what looks like it, else all."""
    body = next(root.iter("body"), root)
    size = _size(body)
    for found in (
        [each for each in body.iter("main", "div", "section") if _is_main(each)],
        list(body.iter("article")),
    ):
        if len(found) == 1 and _size(found[0]) >= _MAIN_SHARE * size:
            return found[0]
    linked = sum(_size(each) for each in body.iter("a"))
    around = any(_is_around(each) for each in body.iter())
    if not around and linked < _LINKED_SHARE * size:
        return body
    readable = _readable(root) if size <= _LONGEST_ARTICLE else None
    return _bare(body) if readable is None else readable


def _is_main(element: Any) -> bool:
    return tags.name(element) == "main" or element.get("role") == "main"


def _is_around(element: Any) -> bool:
    """Whether it stands around the text; a head that only holds the text's own title does not."""
    name = tags.name(element)
    if name != "header":
        return name in _AROUND
    inner = {tags.name(each) for each in element.iter()}
    return "h1" not in inner or not _LINKS.isdisjoint(inner)


def _size(element: Any) -> int:
    return len(" ".join(tags.plain(element).split()))


def _readable(root: Any) -> Any | None:
    """What Mozilla's rules take for the article; None if they find next to nothing."""
    from readability import Document  # noqa: PLC0415 - for pages with things around their text

    whole = _size(root)
    try:
        found = trees.page(Document(etree.tostring(root, encoding="unicode")).summary().encode())[0]
    except Exception:  # noqa: BLE001 - whatever it stumbles over, the whole page is still there
        return None
    return found if found is not None and _size(found) >= _MAIN_SHARE * whole / 3 else None


def _bare(body: Any) -> Any:
    for each in [each for each in body.iter() if _is_around(each)]:
        parent = each.getparent()
        if parent is not None:
            each.tail, tail = None, each.tail
            before = each.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + (tail or "")
            else:
                parent.text = (parent.text or "") + (tail or "")
            parent.remove(each)
    return body
