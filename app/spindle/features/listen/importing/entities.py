"""The names for signs and words in markup: put in for what they mean, and never for more."""

import html
import re
from collections.abc import Mapping
from html.entities import html5
from typing import Final

_NAME: Final = re.compile(r"&([A-Za-z_:][\w.:-]{0,63});")
_BEGIN: Final = re.compile("<!DOCTYPE", re.IGNORECASE)
_TYPE: Final = re.compile(r"<!DOCTYPE\b[^\[>]*(?:\[(?P<own>.*?)\]\s*)?>", re.IGNORECASE | re.DOTALL)
_BEFORE: Final = 10_000  # code points before the type of a document
_DECLARED: Final = re.compile(
    r"<!ENTITY\s+([\w.:-]{1,64})\s+(?:\"([^\"]*)\"|'([^']*)'|(SYSTEM|PUBLIC)\b)", re.IGNORECASE
)
_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_LONGEST: Final = 1000  # code points of what a name of the document's own stands for
_WRITTEN: Final = 10_000  # likewise, as it is written
_DEEPEST: Final = 4  # names within what a name stands for
_MOST: Final = 100_000  # code points by which such names make a document longer


def resolved(text: str) -> tuple[str, bool]:
    """A document without its type, and without names but the five of XML itself.

    Returns:
        The text, and whether nothing of it is missing: a name that stands for another file, or for
        more than some words, is a blank. One that stands for nothing stays as it is written.
    """
    start = _BEGIN.search(text, 0, _BEFORE)
    found = None if start is None else _TYPE.match(text, start.start())
    own: dict[str, str | None] = {}
    if found is not None:
        for name, double, single, outside in _DECLARED.findall(found["own"] or ""):
            own.setdefault(name, None if outside else double or single)
        text = text[: found.start()] + text[found.end() :]
    names = _Names(own)
    return _NAME.sub(names.meaning, text), names.whole


class _Names:
    """What they mean in one document."""

    def __init__(self, own: Mapping[str, str | None]) -> None:
        self.whole = True
        self._own = own
        self._known: dict[str, str | None] = {}
        self._left = _MOST

    def meaning(self, found: re.Match[str]) -> str:
        """Of one that stands in the text."""
        name = found[1]
        if name in _XML or name not in self._own:
            return _usual(name)
        said = self._said(name, _DEEPEST)
        self._left -= len(said or "")
        if said is None or self._left < 0:
            self.whole = False
            return " "
        return said

    def _said(self, name: str, left: int) -> str | None:
        """What a name of the document's own stands for; None if that is not put in."""
        if name not in self._known:
            self._known[name] = None  # if it means itself
            self._known[name] = self._put_together(self._own[name], left)
        return self._known[name]

    def _put_together(self, text: str | None, left: int) -> str | None:
        if text is None or not left or len(text) > _WRITTEN:
            return None
        parts, at = [], 0
        for found in _NAME.finditer(text):
            name = found[1]
            own = name in self._own and name not in _XML
            said = self._said(name, left - 1) if own else _usual(name)
            if said is None:
                return None
            parts += [text[at : found.start()], said]
            at = found.end()
            if sum(map(len, parts)) > _LONGEST:
                return None
        whole = "".join((*parts, text[at:]))
        return whole if len(whole) <= _LONGEST else None


def _usual(name: str) -> str:
    """XML knows five names of signs; chapters use those of HTML."""
    if name in _XML:
        return f"&{name};"
    if f"{name};" not in html5:
        return f"&amp;{name};"
    return html.unescape(f"&{name};").replace("&", "&amp;").replace("<", "&lt;")
