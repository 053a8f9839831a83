"""Bytes of markup to a tree: no entity is expanded, no network is asked, damage is read around."""

import html
import re
from html.entities import html5
from typing import Any, Final

from lxml import etree

from spindle.core.text import clean
from spindle.features.listen.importing.encoding import decoded

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})


def page(raw: bytes) -> Any | None:
    """The root of an HTML page; None if there is nothing in it."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    return _parsed(_text(raw), parser)


def document(raw: bytes) -> Any | None:
    """The root of an XML document, such as a chapter in XHTML; None if there is none."""
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    return _parsed(_ENTITY.sub(_character, _text(raw)), parser)


def _text(raw: bytes) -> str:
    return _DECLARATION.sub("", clean(decoded(raw)), count=1)


def _parsed(text: str, parser: Any) -> Any | None:
    if not text.strip():
        return None
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        return None


def _character(found: re.Match[str]) -> str:
    """XML knows five names of signs; chapters use those of HTML."""
    if found[1] in _OWN:
        return found[0]
    return html.unescape(found[0]) if f"{found[1]};" in html5 else " "
