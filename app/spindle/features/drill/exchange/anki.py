"""Drills out of a deck package: one for each deck, of cards to show and grade.

What comes out is plain data, piece by piece, so that a job process can send it on: ``{"drill": …}``
before the items of a deck, ``{"items": […]}`` some hundred at a time, ``{"medium": …}`` for each
picture and sound that was put into the media folder, and ``{"report": …}`` at the end.
"""

import hashlib
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final

from spindle.features.drill.exchange import sanitise, templates
from spindle.features.drill.exchange.calendar import Calendar
from spindle.features.drill.exchange.collection import Card, Collection, NoteType, Review, opened
from spindle.features.drill.exchange.package import Package
from spindle.features.drill.exchange.past import Answer, Past
from spindle.features.drill.exchange.refused import (
    NO_CARDS,
    NO_PACKAGE,
    PLACEHOLDER,
    Refused,
)
from spindle.features.drill.kinds.reading import LONGEST

Plain = dict[str, Any]

KIND: Final = "show_and_grade"
BATCH: Final = 120
"""Items of one piece at the most."""

ROWS: Final = 400
"""Rows of one piece: of its items and of their logs together. It is one write, of some 15 ms."""

BLANK: Final = "blank"
NO_TYPE: Final = "no_type"
TOO_LONG: Final = "too_long"
"""Why a card was left out: it shows nothing on one of its sides; its note type is not there; it is
longer than a card may be."""

_DAMAGE: Final = (
    sqlite3.Error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
_LONGEST_FIELD: Final = 1_000_000
_SECOND: Final = 1000
_SEEN: Final = ".png .jpg .jpeg .gif .webp .bmp .svg"
_HEARD: Final = ".mp3 .ogg .oga .opus .wav .flac .m4a .mp4 .webm"
_EXTENSIONS: Final = frozenset(f"{_SEEN} {_HEARD}".split())


def read(path: Path, *, zone: str, day_start: int, incoming: Path | None = None) -> Iterator[Plain]:
    """All that a package holds.

    Args:
        path: The package.
        zone: IANA name of the zone in which the days of its reviews are counted.
        day_start: Minutes after midnight at which a day begins.
        incoming: Folder for pictures and sounds; None leaves them where they are.

    Raises:
        Refused: The file gives no drills.
    """
    with Package(path) as package, tempfile.NamedTemporaryFile(suffix=".db") as file:
        package.write_collection(file)
        calendar = Calendar(zone, day_start)
        try:
            with opened(Path(file.name)) as collection:
                if collection.is_placeholder():
                    raise Refused(PLACEHOLDER, path.name)
                if collection.count() == 0:
                    raise Refused(NO_CARDS, path.name)
                yield from _Reader(package, collection, calendar, incoming).all()
        except _DAMAGE as error:
            raise Refused(NO_PACKAGE, path.name) from error


class _Reader:
    """One reading of one package."""

    def __init__(
        self,
        package: Package,
        collection: Collection,
        calendar: Calendar,
        incoming: Path | None,
    ) -> None:
        self._package = package
        self._collection = collection
        self._past = Past(calendar, collection.first_day(calendar.zone))
        self._incoming = incoming
        self._files: dict[str, str] = {}
        self._missing: set[str] = set()
        self._left_out: Counter[str] = Counter()
        self._names: list[str] = []
        self._counts = Counter[str]()

    def all(self) -> Iterator[Plain]:
        """Drills and items, then the report."""
        deck, batch, rows = None, list[Plain](), 0
        for card, reviews in self._collection.cards_with_log():
            item = yield from self._item(card, reviews)
            if item is None:
                continue
            log = item["log"]
            item["log"] = log[:ROWS]
            full = len(batch) >= BATCH or rows + len(item["log"]) >= ROWS
            if batch and (card.deck != deck or full):
                yield {"items": batch}
                batch, rows = [], 0
            if card.deck != deck:
                deck = card.deck
                yield {"drill": self._drill(deck)}
            batch.append(item)
            rows += 1 + len(item["log"])
            if len(log) > ROWS:
                yield {"items": batch}
                batch, rows = [], 0
                yield from _rest(item["guid"], log)
        if batch:
            yield {"items": batch}
        yield {"report": self._report()}

    def _drill(self, deck: int) -> Plain:
        title = self._collection.decks.get(deck, "").replace("::", ": ") or self._package.path.stem
        self._counts["drills"] += 1
        self._names.append(title)
        return {"kind": KIND, "title": title, "guid": f"deck:{deck}:{title}"}

    def _item(self, card: Card, reviews: list[Review]) -> Generator[Plain, None, Plain | None]:
        """Yield a card's pictures and sounds, then return it as an item, if it shows anything."""
        type_ = self._collection.types.get(card.type)
        if type_ is None or not type_.templates:
            self._left_out[NO_TYPE] += 1
            return None
        sides = self._sides(card, type_)
        if templates.is_blank(sides.question) or templates.is_blank(sides.answer):
            self._left_out[BLANK] += 1
            return None
        for text in (sides.question, sides.answer):
            pictures, sounds = sanitise.names(text)
            for name in sorted(pictures | sounds):
                yield from self._medium(name)
        spec = self._spec(sides)
        if max(len(spec["prompt"]), len(spec["answer"])) > LONGEST:
            self._left_out[TOO_LONG] += 1
            return None
        log, trace = self._past.of(card, reviews)
        self._counts["items"] += 1
        self._counts["reviews"] += len(log)
        self._counts["resting"] += card.suspended
        self._counts["elsewhere"] += sanitise.looks_elsewhere(sides.question + sides.answer)
        return {
            "guid": f"card:{card.guid}:{card.ord}",
            "sibling": card.guid,
            "tags": " ".join(card.tags),
            "spec": spec,
            "log": log,
            "trace": trace,
            "resting": card.suspended,
        }

    def _spec(self, sides: templates.Shown) -> Plain:
        spec: Plain = {
            "prompt": sanitise.clean(sides.question, self._files),
            "answer": sanitise.clean(sides.answer, self._files),
            "rich": True,
        }
        for name, side in (("sounds", sides.question), ("answer_sounds", sides.answer)):
            if found := sanitise.sounds(side, self._files):
                spec[name] = list(found)
        return spec

    def _sides(self, card: Card, type_: NoteType) -> templates.Shown:
        template = type_.templates[0 if type_.cloze else min(card.ord, len(type_.templates) - 1)]
        texts = (text[:_LONGEST_FIELD] for text in card.fields)
        deck = self._collection.decks.get(card.deck, "")
        fields = dict(zip(type_.fields, texts, strict=False)) | {
            "Tags": " ".join(card.tags),
            "Deck": deck,
            "Subdeck": deck.rpartition("::")[2],
            "Type": type_.name,
            "Card": template.name,
        }
        gap = card.ord + 1 if type_.cloze else None
        return templates.shown(template.question, template.answer, fields, gap)

    def _medium(self, name: str) -> Iterator[Plain]:
        if name in self._files or name in self._missing:
            return
        raw = self._package.medium(name)
        extension = PurePosixPath(name).suffix.lower()
        if raw is None or extension not in _EXTENSIONS:
            self._missing.add(name)
            return
        digest = hashlib.sha256(raw).hexdigest()
        file = f"{digest[:32]}{extension}"
        self._files[name] = file
        self._counts["media"] += 1
        if self._incoming is not None:
            _put(self._incoming, file, raw)
        yield {"medium": {"name": name, "file": file, "sha256": digest, "bytes": len(raw)}}

    def _report(self) -> Plain:
        return {
            "drills": self._counts["drills"],
            "titles": self._names[:50],
            "items": self._counts["items"],
            "reviews": self._counts["reviews"],
            "media": self._counts["media"],
            "missing_media": sorted(self._missing)[:50],
            "resting": self._counts["resting"],
            "elsewhere": self._counts["elsewhere"],
            "left_out": dict(self._left_out),
        }


def _rest(guid: str, log: list[Answer]) -> Iterator[Plain]:
    """What of a log does not go with its item."""
    for first in range(ROWS, len(log), ROWS):
        yield {"log": {"guid": guid, "answers": log[first : first + ROWS], "nth": first}}


def _put(folder: Path, name: str, raw: bytes) -> None:
    """Write a file once; its name is what is in it."""
    target = folder / name
    if target.exists():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f"{name}.part"
    with suppress(FileNotFoundError):
        part.unlink()
    part.touch(mode=0o600)
    part.write_bytes(raw)
    part.replace(target)
