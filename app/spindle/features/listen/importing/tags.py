"""What the tags, roles and classes of markup mean for a text that is read aloud."""

import re
from typing import Any, Final

from spindle.features.listen.text.model import Kind

EPUB_TYPE: Final = "{http://www.idpf.org/2007/ops}type"

_BLOCK_TAGS: Final = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu
    nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_UNSPOKEN_TAGS: Final = """
    audio base button canvas embed head iframe img input link map meta noscript object option
    picture progress rp rt script select source style svg template textarea title track video
"""
BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
UNSPOKEN: Final = frozenset(_UNSPOKEN_TAGS.split())
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}

_KINDS: Final = {
    "footnote": Kind.FOOTNOTE,
    "footnotes": Kind.FOOTNOTE,
    "endnote": Kind.FOOTNOTE,
    "endnotes": Kind.FOOTNOTE,
    "rearnote": Kind.FOOTNOTE,
    "rearnotes": Kind.FOOTNOTE,
    "doc-footnote": Kind.FOOTNOTE,
    "doc-endnote": Kind.FOOTNOTE,
    "doc-endnotes": Kind.FOOTNOTE,
    "note": Kind.FOOTNOTE,
    "bibliography": Kind.REFERENCE,
    "biblioentry": Kind.REFERENCE,
    "doc-bibliography": Kind.REFERENCE,
    "doc-biblioentry": Kind.REFERENCE,
    "toc": Kind.FURNITURE,
    "doc-toc": Kind.FURNITURE,
    "landmarks": Kind.FURNITURE,
    "page-list": Kind.FURNITURE,
    "doc-pagelist": Kind.FURNITURE,
    "loi": Kind.FURNITURE,
    "lot": Kind.FURNITURE,
    "index": Kind.FURNITURE,
    "doc-index": Kind.FURNITURE,
    "navigation": Kind.FURNITURE,
}
_NOTE_CLASS: Final = re.compile(r"(?:^|\s)(?:foot|end|rear)notes?(?:$|\s)", re.IGNORECASE)
_REFERENCE_CLASS: Final = re.compile(
    r"(?:^|\s)(?:references|bibliography|reflist|csl-entry)(?:$|\s)", re.IGNORECASE
)
_CAPTION_CLASS: Final = re.compile(r"(?:^|\s)(?:image-|table-)?caption(?:-western)?(?:$|\s)")
_SAVED_NOTE: Final = re.compile(r"sd(?:foot|end)note\d+")  # as LibreOffice calls them
_CLASSES: Final = (
    (_NOTE_CLASS, Kind.FOOTNOTE),
    (_REFERENCE_CLASS, Kind.REFERENCE),
    (_CAPTION_CLASS, Kind.CAPTION),
)
_TAGGED: Final = {
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "blockquote": Kind.QUOTE,
}
_POINTER_CLASS: Final = re.compile(
    r"(?:^|\s)(?:(?:foot|end)?note-?(?:ref|call|anchor)|noteref|fnref)", re.IGNORECASE
)
_BACK_CLASS: Final = re.compile(
    r"(?:^|\s)(?:footnote-?back(?:ref|link)?|reversefootnote|mw-editsection|headerlink)(?:$|\s)",
    re.IGNORECASE,
)
_POINTER: Final = re.compile(r"\s*[\[(]?\s*(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,3})\s*[\])]?\s*")
_NUMBER: Final = re.compile(r"\s*[\[(]?\s*\d{1,4}\s*[\])]?\s*")
_LONGER: Final = 40  # signs; no pointer to a note has as many
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BACK: Final = frozenset("↩↑⏎^⤴\ufe0e")


def name(element: Any) -> str:
    """The tag without its namespace, in small letters; ``""`` of what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].lower()


def roles(element: Any) -> frozenset[str]:
    """The words of ``epub:type`` and ``role``."""
    get = element.get
    found = f"{get(EPUB_TYPE, '')} {get('epub:type', '')} {get('role', '')}"
    return frozenset(found.lower().split())


def kind(element: Any) -> Kind | None:
    """The kind that everything inside a block element is, if it says so."""
    found = name(element)
    for role in roles(element):
        if role in _KINDS and (role != "note" or found in {"aside", "section"}):
            return _KINDS[role]
    if found == "nav":
        return Kind.FURNITURE
    of_box = _saved(element) if found == "div" else None
    return of_box or _classed(element) or _TAGGED.get(found)


def _saved(element: Any) -> Kind | None:
    """What a box is that LibreOffice has written."""
    if element.get("title") in {"header", "footer"}:
        return Kind.FURNITURE
    return Kind.FOOTNOTE if _SAVED_NOTE.fullmatch(element.get("id", "")) else None


def _classed(element: Any) -> Kind | None:
    classes = element.get("class", "")
    if not classes:
        return None
    return next((kind for pattern, kind in _CLASSES if pattern.search(classes)), None)


def is_unseen(element: Any, tag: str) -> bool:
    """Whether a browser shows nothing of it, or only a way back from a note."""
    if tag in UNSPOKEN:
        return True
    get = element.get
    # The words of a picture say the same as what stands below it, but to those who do not see it.
    silent = get("aria-hidden") == "true" and tag != "figcaption"
    if silent or get("hidden") is not None or _HIDDEN.search(get("style", "")):
        return kind(element) is not Kind.FOOTNOTE
    if tag != "a" and "headerlink" not in get("class", ""):
        return _BACK_CLASS.search(get("class", "")) is not None
    if "doc-backlink" in roles(element) or _BACK_CLASS.search(get("class", "")):
        return True
    text = _beginning(element).strip()
    return bool(text) and _BACK.issuperset(text)


def is_pointer(element: Any, tag: str) -> bool:
    """Whether this inline element is the raised number that points to a note."""
    if {"noteref", "doc-noteref"} & roles(element):
        return True
    if tag not in {"a", "sup", "span"}:
        return False
    if _POINTER_CLASS.search(element.get("class", "")):
        return True
    text = _beginning(element)
    if tag == "sup":
        link = next((each for each in element.iter() if name(each) == "a"), None)
        return link is not None and bool(link.get("href")) and bool(_POINTER.fullmatch(text))
    if tag != "a" or "#" not in element.get("href", ""):
        return False
    children = {name(each) for each in element}
    return bool((_POINTER if "sup" in children else _NUMBER).fullmatch(text)) and bool(
        "sup" in children or re.search(r"note|fn|ftn|cite|_edn", element.get("href", "").lower())
    )


def page(element: Any) -> str | None:
    """The number of the printed page that begins here; None if none does."""
    if not {"pagebreak", "doc-pagebreak"} & roles(element):
        return None
    return str(element.get("title") or element.get("aria-label") or plain(element)).strip()[:20]


def _beginning(element: Any) -> str:
    """Its text, as far as is needed to see that it is more than a number or a sign."""
    found: list[str] = []
    length = 0
    for text in element.itertext():
        found.append(text)
        length += len(text.strip())
        if length > _LONGER:
            break
    return "".join(found)


def plain(element: Any) -> str:
    """All text inside, as it stands."""
    return "".join(element.itertext())


def is_layout(table: Any) -> bool:
    """Whether a table only arranges a page: one column, a table within, or whole paragraphs."""
    if any(
        each is not table and name(each) in {"table", "h1", "h2", "h3", "ul", "ol", "blockquote"}
        for each in table.iter()
    ):
        return True
    rows = [each for each in table.iter() if name(each) == "tr"]
    cells = [sum(name(cell) in {"td", "th"} for cell in row) for row in rows]
    return max(cells, default=0) <= 1
