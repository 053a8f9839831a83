"""Drills as a deck package (.apkg) of the old kind, which every version of Anki opens.

Questions that are asked and answered in words go out: typed recall and cards. Each drill is a deck,
each item a card with its log and the day it is due. What has no card's form (steps, ladders,
problems) stays, and is counted.

Format: collection schema 11, as its own SQLite file shows it.
"""

import hashlib
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from spindle.core.clock import SECOND, Moment, offset_at
from spindle.core.days import day_span, today
from spindle.features.drill.exchange.anki_notes import Card, Note, Notes, files

_MODEL: Final = 1_700_000_000_000
"""The note type of n cards has this number and n."""

_DECKS: Final = 1_600_000_000_000
_MS: Final = SECOND // 1000
_MARKUP: Final = re.compile(r"<[^>]*>")
_EASE: Final = 2500
_NEW, _REVIEW, _SUSPENDED = 0, 2, -1
_LONGEST_MS: Final = 2**31 - 1
_TABLES: Final = """
    CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL,
        scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL,
        ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL,
        dconf text NOT NULL, tags text NOT NULL);
    CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL,
        mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL,
        sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
    CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL,
        ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL,
        queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL,
        factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
        left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL,
        flags integer NOT NULL, data text NOT NULL);
    CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL,
        ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL,
        factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL);
    CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
    CREATE INDEX ix_notes_usn ON notes (usn);
    CREATE INDEX ix_cards_usn ON cards (usn);
    CREATE INDEX ix_revlog_usn ON revlog (usn);
    CREATE INDEX ix_cards_nid ON cards (nid);
    CREATE INDEX ix_cards_sched ON cards (did, queue, due);
    CREATE INDEX ix_revlog_cid ON revlog (cid);
    CREATE INDEX ix_notes_csum ON notes (csum);
"""


@dataclass(frozen=True, slots=True)
class Written:
    """How many items went out, and how many have no card's form."""

    items: int
    left_out: int


def write(
    connection: sqlite3.Connection,
    target: Path,
    drills: Sequence[str],
    *,
    media: Path,
    at: Moment,
    day_start: int,
) -> Written:
    """Write drills into a package.

    Args:
        connection: Of Spindle's database; read only.
        target: The package; it appears whole or not at all.
        drills: Their ids, in order.
        media: Folder of pictures and sounds.
        at: Now, where the user is.
        day_start: Minutes after midnight at which a day begins.

    Raises:
        OSError: It cannot be written.
    """
    found = Notes(connection, drills, at.zone, day_start)
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "collection.anki2"
            with closing(sqlite3.connect(file)) as deck:
                named = _Collection(deck, at, day_start).fill(found, _titles(connection, drills))
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as package:
                package.write(file, "collection.anki2")
                there = [name for name in sorted(named) if (media / name).is_file()]
                for place, name in enumerate(there):
                    package.write(media / name, str(place))
                names = {str(place): name for place, name in enumerate(there)}
                package.writestr("media", json.dumps(names))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Written(found.items, found.left_out)


def _titles(connection: sqlite3.Connection, drills: Sequence[str]) -> dict[str, str]:
    rows = connection.execute("SELECT id, title FROM drill").fetchall()
    titles = {row[0]: row[1] for row in rows}
    return {drill: titles[drill] for drill in drills}


class _Collection:
    """The database of one package."""

    def __init__(self, deck: sqlite3.Connection, at: Moment, day_start: int) -> None:
        self._deck, self._at, self._day_start = deck, at, day_start
        self._seconds, self._ms = at.wall // SECOND, at.wall // _MS
        self._first = today(at, day_start)
        self._moments: set[int] = set()
        self._cards = 0

    def fill(self, found: Notes, titles: Mapping[str, str]) -> set[str]:
        """Write all of it; returns the pictures and sounds that it names."""
        self._deck.executescript(_TABLES)
        self._first = min(self._first, found.first_day() or self._first)
        decks = {drill: _deck_number(drill) for drill in titles}
        named: set[str] = set()
        sizes = {1}
        for nth, note in enumerate(found):
            self._note(nth, note, decks)
            sizes.add(_size(note))
            named |= files(note)
        begin, _ = day_span(self._first, self._at.zone, self._day_start)
        settings = {
            "nextPos": self._cards + 1,
            "curDeck": 1,
            "activeDecks": [1],
            "curModel": _MODEL + 1,
            "schedVer": 2,
            "sched2021": True,
            "creationOffset": -offset_at(begin, self._at.zone) // 60,
            "rollover": self._day_start // 60,
        }
        names = {1: "Default"} | {decks[drill]: title for drill, title in titles.items()}
        self._deck.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
            (
                begin // SECOND,
                self._ms,
                self._ms,
                json.dumps(settings),
                json.dumps(
                    {str(_MODEL + size): _model(size, self._seconds) for size in sorted(sizes)}
                ),
                json.dumps({str(n): _deck(n, title, self._seconds) for n, title in names.items()}),
                json.dumps({"1": _OPTIONS}),
            ),
        )
        self._deck.commit()
        return named

    def _note(self, nth: int, note: Note, decks: Mapping[str, int]) -> None:
        id_, size = self._ms + nth, _size(note)
        sides = [note.cards.get(place) for place in range(size)]
        fields = [
            text for card in sides for text in ((card.front, card.back) if card else ("", ""))
        ]
        first = _MARKUP.sub("", fields[0])
        check = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
        self._deck.execute(
            "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
            (
                id_,
                note.guid,
                _MODEL + size,
                self._seconds,
                f" {note.tags} " if note.tags else "",
                "\x1f".join(fields),
                first,
                check,
            ),
        )
        for place, card in sorted(note.cards.items()):
            self._card(id_, place, card, decks[card.drill])

    def _card(self, note: int, place: int, card: Card, deck: int) -> None:
        self._cards += 1
        id_ = self._ms + self._cards
        stage = _NEW if card.due is None else _REVIEW
        due = self._cards if card.due is None else self._days(card.due)
        self._deck.execute(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, '{}')",
            (
                id_,
                note,
                deck,
                place,
                self._seconds,
                stage,
                _SUSPENDED if card.resting else stage,
                due,
                card.interval,
                0 if card.due is None else _EASE,
                card.reps,
                card.lapses,
            ),
        )
        for answered in card.log:
            moment = answered.at
            while moment in self._moments:
                moment += 1  # its number is its millisecond: two of one stand side by side
            self._moments.add(moment)
            self._deck.execute(
                "INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)",
                (
                    moment,
                    id_,
                    answered.grade,
                    answered.interval,
                    answered.before,
                    _EASE if answered.stage else 0,
                    min(answered.took, _LONGEST_MS),
                    answered.stage,
                ),
            )

    def _days(self, due: date) -> int:
        return (due - self._first).days


def _size(note: Note) -> int:
    """How many cards its note type has: up to its last one."""
    return max(note.cards) + 1


def _deck_number(drill: str) -> int:
    """Of a drill always the same, like the milliseconds by which decks are numbered."""
    return _DECKS + int.from_bytes(hashlib.blake2b(drill.encode(), digest_size=4).digest())


def _deck(number: int, title: str, seconds: int) -> dict[str, Any]:
    today_ = {"newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0]}
    return {
        "id": number,
        "name": title.replace(": ", "::"),
        "mod": seconds,
        "usn": -1,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "collapsed": False,
        "browserCollapsed": False,
        "extendNew": 0,
        "extendRev": 0,
        **today_,
    }


def _model(size: int, seconds: int) -> dict[str, Any]:
    """The note type of so many cards, each with two fields of its own."""
    look = {"font": "Arial", "size": 20, "rtl": False, "sticky": False, "media": []}
    numbers = [""] if size == 1 else [f" {place + 1}" for place in range(size)]
    fields = [f"{side}{number}" for number in numbers for side in ("Front", "Back")]
    return {
        "id": _MODEL + size,
        "name": "Spindle" if size == 1 else f"Spindle, {size} cards",
        "type": 0,
        "mod": seconds,
        "usn": -1,
        "sortf": 0,
        "did": 1,
        "css": ".card { font-family: serif; font-size: 20px; text-align: center; }",
        "latexPre": "",
        "latexPost": "",
        "tags": [],
        "vers": [],
        "req": [[place, "any", [2 * place]] for place in range(size)],
        "flds": [{"name": name, "ord": place, **look} for place, name in enumerate(fields)],
        "tmpls": [
            {
                "name": f"Card {place + 1}",
                "ord": place,
                "qfmt": f"{{{{Front{number}}}}}",
                "afmt": f"{{{{FrontSide}}}}\n\n<hr id=answer>\n\n{{{{Back{number}}}}}",
                "bqfmt": "",
                "bafmt": "",
                "did": None,
            }
            for place, number in enumerate(numbers)
        ],
    }


_OPTIONS: Final = {
    "id": 1,
    "name": "Default",
    "mod": 0,
    "usn": 0,
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "dyn": False,
    "new": {
        "bury": False,
        "delays": [1.0, 10.0],
        "initialFactor": _EASE,
        "ints": [1, 4, 0],
        "order": 1,
        "perDay": 20,
    },
    "rev": {
        "bury": False,
        "ease4": 1.3,
        "ivlFct": 1.0,
        "maxIvl": 36500,
        "perDay": 200,
        "hardFactor": 1.2,
    },
    "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
}
