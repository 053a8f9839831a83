"""Leaves of a card's HTML what can be seen and can do no harm.

No script, no style, no link that leads anywhere, nothing loaded from anywhere: a picture is named
by its file in the media folder alone. Ruby, which Japanese decks live on, stays.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any, Final
from urllib.parse import unquote

import nh3

from spindle.features.drill.kinds import reading

_SEEN: Final = (
    "a b blockquote br center code dd div dl dt em font h1 h2 h3 h4 h5 h6 hr i img kbd li ol p pre "
    "rp rt ruby s small span strike strong sub sup table tbody td tfoot th thead tr u ul"
)
_TAGS: Final = frozenset(_SEEN.split())
_ATTRIBUTES: Final = {
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_GONE: Final = frozenset(
    {"script", "style", "svg", "math", "iframe", "object", "template", "title"}
)
_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_GONE),
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    url_schemes=set(),
    link_rel=None,
    strip_comments=True,
)
_PICTURE: Final = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"[^>]*>', re.IGNORECASE)
_ANY_PICTURE: Final = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_MARKED: Final = re.compile(r"[<>&\[\]\0]")
_SOURCE: Final = re.compile(r'<img\b[^>]*?\bsrc\s*=\s*["\']?([^"\'>]+)', re.IGNORECASE)
_BARE: Final = re.compile(r"[\w-][\w.-]*")
_OWN: Final = re.compile(r'<img src="[\w.-]+"(?: (?:width|height)="\d+")*>')
_SOUND: Final = re.compile(r"\[sound:([^\]\r\n]{1,500})\]")
_PLAYED: Final = re.compile(r"\[anki:(?:play|tts)[^\]]*\](?:.*?\[/anki:tts\])?", re.DOTALL)
_TEX: Final = re.compile(r"\[(latex|\$\$?)\](.*?)\[/\1\]", re.DOTALL)


class _Own(Mapping[str, str]):
    """Names that files in the media folder have: each stands for itself."""

    def __getitem__(self, name: str) -> str:
        if _BARE.fullmatch(name) is None:
            raise KeyError(name)
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


OWN: Final[Mapping[str, str]] = _Own()
"""For a text that comes from Spindle itself, or says so."""

SHOWN: Final = ("prompt", "answer")
"""What is shown as HTML of an item that says it is ``rich``."""


def shown(fields: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields, those cleaned that are shown as HTML: a stranger may have written them.

    Args:
        fields: Of an item, or what holds for all items.
        options: What holds for all items.
    """
    if not reading.yes({**options, **fields}, "rich"):
        return dict(fields)
    return {
        name: clean(value, OWN) if name in SHOWN and isinstance(value, str) else value
        for name, value in fields.items()
    }


def names(text: str) -> tuple[set[str], set[str]]:
    """The pictures and the sounds that an HTML text names, as files beside it."""
    pictures = {_plain(found) for found in _SOURCE.findall(text)}
    return {name for name in pictures if name}, {unescape(s) for s in _SOUND.findall(text)}


def looks_elsewhere(text: str) -> bool:
    """Whether an HTML text shows a picture that is no file beside it, as one on the network."""
    return any(not _plain(found) and found.strip() for found in _SOURCE.findall(text))


def sounds(text: str, media: Mapping[str, str]) -> tuple[str, ...]:
    """The sounds of an HTML text in their order.

    Args:
        text: HTML of a stranger.
        media: Name in the text → name in the media folder; a file that is not there keeps its own
            name, so that it can be said which one is missing.
    """
    named = (_plain(found) for found in _SOUND.findall(text))
    return tuple(media.get(name, name) for name in named if name)


def clean(text: str, media: Mapping[str, str]) -> str:
    """The same text without what could do harm.

    Args:
        text: HTML of a stranger.
        media: Name in the text → name in the media folder; any other picture is left out, and
            says so by its name in brackets.
    """
    if not _MARKED.search(text):
        return text.replace("\0", "").strip()  # most fields of most decks are plain words
    heard = _PLAYED.sub("", _SOUND.sub("", text))
    plain = _TEX.sub(lambda tex: escape(unescape(tex[2]), quote=False), heard)
    safe = _CLEANER.clean(plain.replace("\0", ""))
    with_own = _PICTURE.sub(lambda found: _picture(found[0], found[1], media), safe)
    return _ANY_PICTURE.sub(_only_own, with_own).strip()


def _picture(tag: str, source: str, media: Mapping[str, str]) -> str:
    name = _plain(source)
    file = media.get(name)
    if file is None:
        return escape(f"[{name}]") if name else ""
    sizes = "".join(
        f' {which}="{found[1]}"'
        for which in ("width", "height")
        if (found := re.search(rf'\b{which}="(\d{{1,4}})"', tag))
    )
    return f'<img src="{escape(file)}"{sizes}>'


def _only_own(found: "re.Match[str]") -> str:
    """Whatever picture is left has the form made above, or goes."""
    return found[0] if _OWN.fullmatch(found[0]) else ""


def _plain(source: str) -> str:
    """The name of a file beside the deck; empty for anything that is somewhere else."""
    name = unquote(unescape(source)).strip()
    return "" if re.search(r"[/\\:\x00-\x1f]", name) or name in {".", ".."} else name
