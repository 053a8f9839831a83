"""The package inside an EPUB: what it is, what it holds, in which order, and its contents list."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from spindle.features.listen.importing import tags, trees
from spindle.features.listen.importing.archive import Archive
from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.reading import Start

_CONTAINER: Final = "META-INF/container.xml"
_CHAPTER: Final = "application/xhtml+xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_LICENCES: Final = ("META-INF/license.lcpl", "META-INF/sinf.xml")
# Fonts may be scrambled without any protection of the text.
_FONT_WAYS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


@dataclass(slots=True)
class Package:
    """What an EPUB says of itself.

    Attributes:
        spine: Parts in reading order: path, whether it is beside the main text.
        starts: Chapters by part and, within it, by ``id`` (``""``: at its top).
        contents: The part that is the contents list, if it is one of the spine.
    """

    title: str = ""
    author: str = ""
    language: str = ""
    subjects: str = ""
    spine: list[tuple[str, bool]] = field(default_factory=list)
    starts: dict[str, dict[str, list[Start]]] = field(default_factory=dict)
    contents: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    path: str
    kind: str
    properties: frozenset[str]


def package(archive: Archive) -> Package:
    """Read it.

    Raises:
        Unreadable: There is none, it names no part, or the text is under copy protection.
    """
    _refuse_protected(archive)
    place = _package_path(archive)
    raw = archive.read(place) if place else None
    root = trees.document(raw) if raw else None
    if root is None:
        raise Unreadable(Wrong.DAMAGED)
    found = Package(
        title=_first(root, "title"),
        author=_author(root),
        language=_first(root, "language"),
        subjects=_all(root, "subject"),
    )
    parts = {
        each.get("id", ""): _Part(
            inside(place, each.get("href", "")),
            each.get("media-type", ""),
            frozenset(each.get("properties", "").split()),
        )
        for each in root.iter()
        if tags.name(each) == "item"
    }
    for each in root.iter():
        named = each.get("idref") if tags.name(each) == "itemref" else None
        if named:
            path = parts[named].path if named in parts else named
            found.spine.append((path, each.get("linear") == "no"))
    found.spine = found.spine or _chapters(parts)
    if not found.spine:
        raise Unreadable(Wrong.DAMAGED)
    spine = next((each for each in root.iter() if tags.name(each) == "spine"), None)
    _contents(archive, found, parts, spine.get("toc", "") if spine is not None else "")
    return found


def _chapters(parts: Mapping[str, _Part]) -> list[tuple[str, bool]]:
    """What a book holds that names no order, as it lists it."""
    return [
        (part.path, False)
        for part in parts.values()
        if part.kind == _CHAPTER and "nav" not in part.properties
    ]


def inside(base: str, link: str) -> str:
    """The part that a link in the part ``base`` means; ``""`` if it leads out of the archive."""
    try:
        path = unquote(urlsplit(link).path)
    except ValueError:
        return ""
    found = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
    return "" if found.startswith(("..", "/")) or found == "." else found


def _package_path(archive: Archive) -> str:
    raw = archive.read(_CONTAINER)
    root = trees.document(raw) if raw else None
    if root is not None:
        for each in root.iter():
            if tags.name(each) == "rootfile" and each.get("full-path") in archive:
                return str(each.get("full-path"))
    return next((name for name in archive.names() if name.endswith(".opf")), "")


def _refuse_protected(archive: Archive) -> None:
    if any(name in archive for name in _LICENCES):
        raise Unreadable(Wrong.PROTECTED)
    raw = archive.read(_ENCRYPTION)
    root = trees.document(raw) if raw else None
    if root is None:
        return
    for each in root.iter():
        if tags.name(each) == "encryptionmethod":
            within = {tags.name(above) for above in each.iterancestors()}
            if "encryptedkey" in within or _way(each) not in _FONT_WAYS:
                raise Unreadable(Wrong.PROTECTED)


def _way(method: Any) -> str:
    """How something is encrypted; HTML's rules make an attribute's name small."""
    return str(method.get("Algorithm") or method.get("algorithm") or "")


def _first(root: Any, name: str) -> str:
    return next((text for text in _texts(root, name) if text), "")


def _author(root: Any) -> str:
    """Who wrote it; LibreOffice names nobody in words."""
    found = _all(root, "creator")
    return "" if found == "Unknown Author" else found


def _all(root: Any, name: str) -> str:
    return ", ".join(dict.fromkeys(text for text in _texts(root, name) if text))


def _texts(root: Any, name: str) -> list[str]:
    return [" ".join(tags.plain(each).split()) for each in root.iter() if tags.name(each) == name]


def _contents(archive: Archive, found: Package, parts: dict[str, _Part], toc: str) -> None:
    """From the EPUB 3 list if it is there and holds something, else from that of EPUB 2."""
    for part in parts.values():
        if "nav" in part.properties:
            found.contents = part.path
            _from_nav(archive, found, part.path)
    if found.starts:
        return
    ncx = [parts[toc]] if toc in parts else []
    ncx += [part for part in parts.values() if part.kind == "application/x-dtbncx+xml"]
    for part in ncx:
        if not found.starts:
            _from_ncx(archive, found, part.path)


def _from_nav(archive: Archive, found: Package, path: str) -> None:
    raw = archive.read(path)
    root = trees.document(raw) if raw else None
    if root is None:
        return
    lists = [each for each in root.iter() if tags.name(each) == "nav"]
    main = [each for each in lists if "toc" in tags.roles(each)] or lists[:1]
    for each in main[:1]:
        for link in (inner for inner in each.iter() if tags.name(inner) == "a"):
            level = sum(tags.name(above) == "ol" for above in link.iterancestors())
            _add(found, path, link.get("href", ""), tags.plain(link), level)


def _from_ncx(archive: Archive, found: Package, path: str) -> None:
    raw = archive.read(path)
    root = trees.document(raw) if raw else None
    if root is None:
        return
    for point in (each for each in root.iter() if tags.name(each) == "navpoint"):
        label = next((tags.plain(each) for each in point if tags.name(each) == "navlabel"), "")
        link = next((each.get("src", "") for each in point if tags.name(each) == "content"), "")
        level = 1 + sum(tags.name(above) == "navpoint" for above in point.iterancestors())
        _add(found, path, link, label, level)


def _add(found: Package, base: str, link: str, title: str, level: int) -> None:
    path = inside(base, link)
    title = " ".join(title.split())
    if not path or not title:
        return
    at = unquote(link.partition("#")[2])
    starts = found.starts.setdefault(path, {}).setdefault(at, [])
    starts.append(Start(title, max(1, level)))
