"""Bytes of markup to a tree: no entity grows, no network is asked, damage is read around."""

import re
from typing import Any, Final, NamedTuple

from lxml import etree

from spindle.core.text import clean
from spindle.features.listen.importing.encoding import decoded
from spindle.features.listen.importing.entities import resolved

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_UNPARSED: Final = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_PREFIXED: Final = re.compile(r"[a-z][a-z0-9._-]*:([a-z][a-z0-9-]*)")
# A sign for "less": what stands behind it is no tag, as it does not end before the next.
_LESS: Final = re.compile(r"<(?=[A-Za-z][^<>\"'=]*<)")
# What hides all behind it where its end is missing.
_HIDING_TAGS: Final = """
    audio button canvas iframe map noscript object picture plaintext script select style svg
    template textarea title video xmp
"""
_MISREAD: Final = frozenset({etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NO_MEMORY})


class Tree(NamedTuple):
    """What was made of a page or a part.

    Attributes:
        root: None if there is nothing in it.
        whole: Whether all of its text is in the tree.
    """

    root: Any | None
    whole: bool = True


def page(raw: bytes) -> Tree:
    """An HTML page."""
    return _by_html(_text(raw))


def part(raw: bytes) -> Tree:
    """A part of a book in XHTML; where it is not well-formed, by the rules of HTML."""
    text, known = resolved(_text(raw))
    if not text.strip():
        return Tree(None, known)
    try:
        return Tree(etree.fromstring(text.encode("utf-8"), _xml(recover=False)), known)
    except etree.XMLSyntaxError as error:
        _remember(error)
    root, whole = _by_html(_mended(text))
    return Tree(root, whole and known)


def document(raw: bytes) -> Any | None:
    """The root of a document that says what a book is and holds; None if there is none."""
    return part(raw).root


def word(raw: bytes) -> Any | None:
    """The root of a part of a Word document; None if there is none."""
    text, _ = resolved(_text(raw))
    return _parsed(text, _xml(recover=True))


def _xml(*, recover: bool) -> Any:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )


def _text(raw: bytes) -> str:
    return _DECLARATION.sub("", clean(decoded(raw)), count=1)


def _by_html(text: str) -> Tree:
    """A page is cut where it is nested deep; then it is read again, as deep as can be."""
    for huge in (False, True):
        parser = etree.HTMLParser(
            encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=huge
        )
        root = _parsed(text, parser)
        if all(each.type not in _MISREAD for each in parser.error_log):
            return Tree(_unprefixed(root))
    return Tree(_unprefixed(root), whole=False)


def _unprefixed(root: Any | None) -> Any | None:
    """HTML knows no namespaces: what is left of one in a name is no part of it."""
    for each in root.iter() if root is not None else ():
        found = _PREFIXED.fullmatch(each.tag) if isinstance(each.tag, str) else None
        if found is not None:
            each.tag = found[1]
    return root


def _mended(text: str) -> str:
    """XML that is not well-formed, so that HTML's rules lose nothing of it."""
    text = _UNPARSED.sub(lambda found: found[1].replace("&", "&amp;").replace("<", "&lt;"), text)
    text = _LESS.sub("&lt;", text)
    if text.rfind("<!--") > text.rfind("-->"):
        before, _, behind = text.rpartition("<!--")
        text = before + behind
    for name in _HIDING_TAGS.split():
        ends = [found.end() for found in re.finditer(f"</{name}", text, re.IGNORECASE)]
        last = ends[-1] if ends else 0
        begins = re.compile(rf"<{name}\b[^<>]*(?<!/)>", re.IGNORECASE)
        text = text[:last] + begins.sub("", text[last:])
    return text


def _parsed(text: str, parser: Any) -> Any | None:
    if not text.strip():
        return None
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        _remember(error)
        return None


def _remember(error: etree.XMLSyntaxError) -> None:
    if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
        raise MemoryError from error
