"""EPUB 2 and 3, part by part of the spine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spindle.features.listen.importing import tags, trees
from spindle.features.listen.importing.archive import Archive
from spindle.features.listen.importing.errors import Wrong
from spindle.features.listen.importing.headed import headed
from spindle.features.listen.importing.markup import Walk
from spindle.features.listen.importing.package import Package, package
from spindle.features.listen.importing.reading import Item, Reading, missing
from spindle.features.listen.text.model import Block, Kind

_BESIDE: Final = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE, Kind.HEADING})


def read(path: Path) -> Reading:
    """An EPUB file.

    Raises:
        Unreadable: It is damaged, under copy protection, or unpacks to more than a book.
    """
    with Archive(path) as archive:
        found = package(archive)
    reading = Reading(
        iter(()),
        title=found.title,
        author=found.author,
        language=found.language,
        subjects=found.subjects,
    )
    reading.items = headed(_items(path, found, reading), found.title)
    return reading


def _items(path: Path, found: Package, reading: Reading) -> Iterator[Item]:
    # What the spine names twice is read once; what stands beside the main text comes last.
    main = dict.fromkeys(part for part, beside in found.spine if not beside)
    beside = dict.fromkeys(part for part, aside in found.spine if aside and part not in main)
    with Archive(path) as archive:
        for number, part in enumerate([*main, *beside], 1):
            yield from _part(archive, found, part, reading, beside=part in beside)
            reading.done = number / len(found.spine)


def _part(
    archive: Archive, found: Package, part: str, reading: Reading, *, beside: bool
) -> Iterator[Item]:
    raw = archive.read(part) if part else None
    root, whole = (None, False) if raw is None else trees.part(raw)
    if not whole or (root is None and raw and raw.strip()):
        reading.lost(missing(part), Wrong.DAMAGED)
    if root is None or tags.name(root) == "svg":
        return
    starts = found.starts.get(part, {})
    yield from starts.get("", [])
    inner = {at: chapters for at, chapters in starts.items() if at}
    for item in Walk(inner).items(root):
        yield _placed(item, contents=part == found.contents, beside=beside)


def _placed(item: Item, *, contents: bool, beside: bool) -> Item:
    """A block of the contents list is page furniture, one beside the main text a note."""
    if not isinstance(item, Block) or not (contents or (beside and item.kind in _BESIDE)):
        return item
    kind = Kind.FURNITURE if contents else Kind.FOOTNOTE
    return Block(kind=kind, text=item.text, marks=item.marks, label=item.label, page=item.page)
