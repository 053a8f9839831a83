"""The database inside a deck package: note types, decks, cards and the log of reviews.

Schema 11 keeps note types and decks as JSON in the table ``col``; from 15 on they have tables of
their own, whose collation ``unicase`` SQLite does not know by itself.
"""

import json
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from spindle.core.clock import SECOND, local_time, offset_at
from spindle.features.drill.exchange import wire

_OWN_TABLES: Final = 15
_FIELD_END: Final = "\x1f"
_CLOZE: Final = 1
_SUSPENDED: Final = -1
_NEW: Final = 0
_MOST_WEST: Final = 24 * 60
_PLACEHOLDER: Final = "please update to the latest anki version"


@dataclass(frozen=True, slots=True)
class Template:
    """What one card of a note shows."""

    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """The fields of a note and the cards that are made of it."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    cloze: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card with its note.

    Attributes:
        ord: Which template, or for a cloze which gap less one.
        guid: The note's name, the same in every copy of it.
        fields: In the order of the note type.
        suspended: Whether it is not to be asked.
        begun: Whether it is past being new.
        interval: Days until it is asked again; 0 while it is being learned.
        due: The number of the day it is due, counted from the collection's first; or, while it is
            being learned, seconds since 1970, which is more than any day's number.
        reps: How often it was asked, whatever of that is in the log.
    """

    id: int
    deck: int
    ord: int
    guid: str
    type: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    suspended: bool
    begun: bool
    interval: int
    due: int
    reps: int


Review = tuple[int, int, int]
"""One row of the log: when (ms since 1970), which button 1–4, how long in ms."""


class Collection:
    """An open collection; made by ``opened``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._schema = int(self._value("SELECT ver FROM col") or 0)
        own = self._schema >= _OWN_TABLES and self._has("notetypes")
        self.types = self._types() if own else self._old_types()
        self.decks = self._decks() if own and self._has("decks") else self._old_decks()

    def cards(self) -> Iterator[Card]:
        """Every card, deck by deck, in the order they were added."""
        rows = self._db.execute(
            "SELECT c.id, CASE WHEN c.odid THEN c.odid ELSE c.did END, c.ord, n.guid, n.mid,"
            " n.tags, n.flds, c.queue, c.type, c.ivl, c.reps,"
            # In a filtered deck its own day is put aside.
            " CASE WHEN c.odid AND c.odue THEN c.odue ELSE c.due END"
            " FROM cards c JOIN notes n ON n.id = c.nid ORDER BY 2, c.id"
        )
        for id_, deck, ord_, guid, type_, tags, fields, queue, stage, interval, reps, due in rows:
            yield Card(
                id=int(id_),
                deck=int(deck),
                ord=int(ord_),
                guid=_text(guid),
                type=int(type_),
                tags=tuple(_text(tags).split()),
                fields=tuple(_text(fields).split(_FIELD_END)),
                suspended=queue == _SUSPENDED,
                begun=stage != _NEW,
                interval=max(0, int(interval)),
                due=int(due),
                reps=max(0, int(reps)),
            )

    def first_day(self, zone: str) -> date:
        """The day from which due days are counted, where the collection was made.

        Args:
            zone: IANA name of the zone that is taken where the collection does not say its own.
        """
        made = int(self._value("SELECT crt FROM col") or 0)
        west = self._said("creationOffset")
        east = offset_at(made * SECOND, zone) if west is None else -60 * west
        return local_time(made * SECOND, east).date()

    def _said(self, key: str) -> int | None:
        """A whole number among the collection's own settings."""
        if self._schema >= _OWN_TABLES and self._has("config"):
            row = self._db.execute("SELECT val FROM config WHERE key = ?", (key,)).fetchone()
            said = None if row is None else json.loads(_text(row[0]))
        else:
            said = json.loads(_text(self._value("SELECT conf FROM col")) or "{}").get(key)
        return said if isinstance(said, int) and abs(said) <= _MOST_WEST else None

    def count(self) -> int:
        """How many cards there are."""
        return int(self._value("SELECT count(*) FROM cards") or 0)

    def cards_with_log(self) -> Iterator[tuple[Card, list[Review]]]:
        """Every card with its answers, oldest first; what was set by hand is none."""
        with closing(self._log()) as log:
            following = next(log, None)
            for card in self.cards():
                own: list[Review] = []
                while following is not None and following[0] == card.id:
                    own.append(following[1:])
                    following = next(log, None)
                yield card, own

    def _log(self) -> Generator[tuple[int, int, int, int], None, None]:
        """Card, and its ``Review``, in the order of the cards; it may not fit into memory."""
        if not self._has("revlog"):
            return
        rows = self._db.execute(
            "SELECT c.id, cast(r.id AS INTEGER), cast(r.ease AS INTEGER), cast(r.time AS INTEGER)"
            " FROM revlog r JOIN cards c ON c.id = r.cid JOIN notes n ON n.id = c.nid"
            " WHERE r.ease BETWEEN 1 AND 4"
            " ORDER BY CASE WHEN c.odid THEN c.odid ELSE c.did END, c.id, r.id"
        )
        yield from rows

    def is_placeholder(self) -> bool:
        """Whether all it holds is the card that asks for another program."""
        if self.count() > 1:
            return False
        found = self._value("SELECT flds FROM notes LIMIT 1")
        return found is not None and _PLACEHOLDER in _text(found).lower()

    def _old_types(self) -> dict[int, NoteType]:
        found = {}
        for number, given in _json(self._value("SELECT models FROM col")).items():
            fields = sorted(given.get("flds", ()), key=lambda f: f.get("ord", 0))
            shown = sorted(given.get("tmpls", ()), key=lambda t: t.get("ord", 0))
            found[int(number)] = NoteType(
                name=str(given.get("name", "")),
                fields=tuple(str(f.get("name", "")) for f in fields),
                templates=tuple(
                    Template(str(t.get("name", "")), str(t.get("qfmt", "")), str(t.get("afmt", "")))
                    for t in shown
                ),
                cloze=given.get("type") == _CLOZE,
            )
        return found

    def _types(self) -> dict[int, NoteType]:
        found = {}
        for number, name, config in self._db.execute("SELECT id, name, config FROM notetypes"):
            fields = self._db.execute(
                "SELECT name FROM fields WHERE ntid = ? ORDER BY ord", (number,)
            )
            shown = self._db.execute(
                "SELECT name, config FROM templates WHERE ntid = ? ORDER BY ord", (number,)
            )
            found[int(number)] = NoteType(
                name=_text(name),
                fields=tuple(_text(field) for (field,) in fields),
                templates=tuple(
                    Template(_text(each), wire.text(bytes(look), 1), wire.text(bytes(look), 2))
                    for each, look in shown
                ),
                cloze=wire.whole(bytes(config), 1) == _CLOZE,
            )
        return found

    def _old_decks(self) -> dict[int, str]:
        decks = _json(self._value("SELECT decks FROM col"))
        return {int(number): str(deck.get("name", "")) for number, deck in decks.items()}

    def _decks(self) -> dict[int, str]:
        rows = self._db.execute("SELECT id, name FROM decks")
        return {int(number): _text(name).replace(_FIELD_END, "::") for number, name in rows}

    def _has(self, table: str) -> bool:
        asked = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        return self._db.execute(asked, (table,)).fetchone() is not None

    def _value(self, sql: str) -> Any:
        row = self._db.execute(sql).fetchone()
        return None if row is None else row[0]


@contextmanager
def opened(path: Path) -> Iterator[Collection]:
    """A collection for reading; nothing is written, and no trigger or view of it runs.

    Raises:
        sqlite3.Error: It is none, or damaged; so may any later question be.
        ValueError: What it says of itself cannot be read.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.text_factory = bytes
        connection.execute("PRAGMA trusted_schema = 0")
        connection.create_collation("unicase", _unicase)
        yield Collection(connection)


def _unicase(one: str, other: str) -> int:
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)


def _text(raw: Any) -> str:
    if isinstance(raw, bytes):
        return raw.decode("utf-8", "replace")
    return "" if raw is None else str(raw)


def _json(raw: Any) -> dict[str, Any]:
    found = json.loads(_text(raw) or "{}")
    if not isinstance(found, dict):
        raise ValueError("no table of note types or decks")  # noqa: TRY004 - of a file, not of code
    return {str(key): value for key, value in found.items() if isinstance(value, dict)}
