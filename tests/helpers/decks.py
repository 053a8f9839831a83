"""Deck packages of all three generations, made for a test as the program that writes them does.

Their tables, columns, indexes, settings, stand-ins and media lists are those of real packages; the
notes are the test's own.
"""

import hashlib
import json
import sqlite3
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spindle.features.drill.exchange import zstd

BASIC = 1
CLOZE = 2
REVERSED = 3
DECK = 100
MADE = 1_600_000_000
"""When the collection was made: 13 September 2020, 12:26:40 UTC. Due days count from that day."""

UPDATE = "Please update to the latest Anki version, then import the .apkg/.colpkg file again."

_EVERY = """
    CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm
        integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls
        integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL, dconf
        text NOT NULL, tags text NOT NULL);
    CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod
        integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld
        integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
    CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord
        integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue
        integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL,
        reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT
        NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
    CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease
        integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL,
        time integer NOT NULL, type integer NOT NULL);
    CREATE INDEX ix_notes_usn ON notes (usn);
    CREATE INDEX ix_cards_usn ON cards (usn);
    CREATE INDEX ix_revlog_usn ON revlog (usn);
    CREATE INDEX ix_cards_nid ON cards (nid);
    CREATE INDEX ix_cards_sched ON cards (did, queue, due);
    CREATE INDEX ix_revlog_cid ON revlog (cid);
    CREATE INDEX ix_notes_csum ON notes (csum);
"""
_OLD = """
    CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
"""
_NEW = """
    CREATE TABLE deck_config (id integer PRIMARY KEY NOT NULL, name text NOT NULL COLLATE unicase,
        mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL);
    CREATE TABLE config (KEY text NOT NULL PRIMARY KEY, usn integer NOT NULL, mtime_secs integer
        NOT NULL, val blob NOT NULL) WITHOUT ROWID;
    CREATE TABLE fields (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL COLLATE
        unicase, config blob NOT NULL, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
    CREATE UNIQUE INDEX idx_fields_name_ntid ON fields (name, ntid);
    CREATE TABLE templates (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL
        COLLATE unicase, mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL,
        PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
    CREATE UNIQUE INDEX idx_templates_name_ntid ON templates (name, ntid);
    CREATE INDEX idx_templates_usn ON templates (usn);
    CREATE TABLE notetypes (id integer NOT NULL PRIMARY KEY, name text NOT NULL COLLATE unicase,
        mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL);
    CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
    CREATE INDEX idx_notetypes_usn ON notetypes (usn);
    CREATE TABLE decks (id integer PRIMARY KEY NOT NULL, name text NOT NULL COLLATE unicase,
        mtime_secs integer NOT NULL, usn integer NOT NULL, common blob NOT NULL, kind blob NOT
        NULL);
    CREATE UNIQUE INDEX idx_decks_name ON decks (name);
    CREATE INDEX idx_notes_mid ON notes (mid);
    CREATE INDEX idx_cards_odid ON cards (odid) WHERE odid != 0;
    CREATE TABLE tags (tag text NOT NULL PRIMARY KEY COLLATE unicase, usn integer NOT NULL,
        collapsed boolean NOT NULL, config blob NULL) WITHOUT ROWID;
    CREATE TABLE graves (oid integer NOT NULL, type integer NOT NULL, usn integer NOT NULL,
        PRIMARY KEY (oid, type)) WITHOUT ROWID;
    CREATE INDEX idx_graves_pending ON graves (usn);
"""
_CSS = ".card {\n    font-family: arial;\n    font-size: 20px;\n    text-align: center;\n}\n"
_LATEX = ("\\documentclass[12pt]{article}\n\\begin{document}\n", "\\end{document}")
_SETTINGS: Mapping[str, Any] = {
    "activeDecks": [1],
    "addToCur": True,
    "collapseTime": 1200,
    "creationOffset": 0,
    "curDeck": 1,
    "dayLearnFirst": False,
    "dueCounts": True,
    "estTimes": True,
    "newSpread": 0,
    "nextPos": 1,
    "sched2021": True,
    "schedVer": 2,
    "sortBackwards": False,
    "sortType": "noteFld",
    "timeLim": 0,
}


@dataclass(frozen=True)
class Note:
    """A note, and what its first card went through.

    Attributes:
        reviews: When (ms), which button, how long (ms).
        stage: 0 new, 1 learning, 2 review; None is new without reviews, else review.
        due: Days since the collection was made, or seconds since 1970 while it is learned.
        queue: -1 suspended, -2 and -3 buried; None as its stage has it.
        filtered: Whether it is just now in a filtered deck.
    """

    guid: str
    fields: tuple[str, ...]
    type: int = BASIC
    deck: int = DECK
    tags: str = ""
    reviews: Sequence[tuple[int, int, int]] = ()
    stage: int | None = None
    due: int = 0
    interval: int = 0
    queue: int | None = None
    filtered: bool = False


@dataclass(frozen=True)
class Deck:
    """What goes into a package."""

    notes: Sequence[Note]
    names: Mapping[int, str] = field(default_factory=lambda: {DECK: "Language::Verbs"})
    question: str = "{{Front}}"
    answer: str = "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}"
    media: Mapping[str, bytes] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


Shapes = Mapping[int, tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]]


def write(
    path: Path, deck: Deck, generation: int = 3, change: Callable[[Path], object] | None = None
) -> Path:
    """Write a package of a generation, 1 to 3; ``change`` gets its database before it is packed."""
    names = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path, "w") as package:
        file = Path(folder) / "collection"
        collection(file, deck, generation)
        if change is not None:
            change(file)
        raw = file.read_bytes()
        if generation > 1:
            package.writestr("meta", bytes([0x08, generation]))
        package.writestr(names[generation], zstd.packed(raw) if generation == 3 else raw)
        if generation > 1:
            package.writestr("collection.anki2", stand_in())
        for place, content in enumerate(deck.media.values()):
            package.writestr(str(place), zstd.packed(content) if generation == 3 else content)
        package.writestr("media", media_list(deck.media, generation))
    return path


def collection(file: Path, deck: Deck, generation: int) -> None:
    """Write the database of a package."""
    with closing(sqlite3.connect(file)) as connection:
        connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        _fill(connection, deck, generation)


def stand_in() -> bytes:
    """What a package of today holds for a program of yesterday: one card that asks to update."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "collection"
        collection(file, Deck([Note("stand-in", (UPDATE, ""), deck=1)], names={}), 1)
        return file.read_bytes()


def media_list(media: Mapping[str, bytes], generation: int) -> bytes:
    """The names of the files: JSON, or entries with name, size and SHA-1, compressed."""
    if generation < 3:
        return json.dumps({str(place): one for place, one in enumerate(media)}).encode()
    entries = b"".join(
        _bytes(
            1,
            _bytes(1, name.encode())
            + _whole(2, len(content))
            + _bytes(3, hashlib.sha1(content, usedforsecurity=False).digest()),
        )
        for name, content in media.items()
    )
    return zstd.packed(entries)


def _fill(connection: sqlite3.Connection, deck: Deck, generation: int) -> None:
    new = generation == 3
    connection.executescript(_EVERY + (_NEW if new else _OLD))
    both = ("{{Back}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Front}}")
    shapes: Shapes = {
        BASIC: ("Basic", ("Front", "Back"), ((deck.question, deck.answer),)),
        CLOZE: (
            "Cloze",
            ("Text", "Back Extra"),
            (("{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}"),),
        ),
        REVERSED: (
            "Basic (and reversed card)",
            ("Front", "Back"),
            ((deck.question, deck.answer), both),
        ),
    }
    names = {1: "Default", **deck.names}
    settings = {**_SETTINGS, **deck.settings}
    plain = ("", "", "", "", "")
    row = plain if new else _as_json(shapes, names, settings)
    connection.execute(
        "INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?)",
        (MADE, MADE * 1000, MADE * 1000, 18 if new else 11, *row),
    )
    if new:
        _own_tables(connection, shapes, names, settings)
        tags = sorted({tag for note in deck.notes for tag in note.tags.split()})
        connection.executemany("INSERT INTO tags VALUES (?, -1, 0, NULL)", [(t,) for t in tags])
    connection.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
        [_note(number, note) for number, note in enumerate(deck.notes, 1)],
    )
    cards = [card for number, note in enumerate(deck.notes, 1) for card in _cards(number, note)]
    connection.executemany(
        f"INSERT INTO cards VALUES ({', '.join('?' * 10)}, 2500, ?, ?, 0, ?, ?, 0, '{{}}')", cards
    )
    connection.executemany(
        "INSERT INTO revlog VALUES (?, ?, -1, ?, 1, 1, 2500, ?, 1)",
        [
            (at, number * 10, ease, took)
            for number, note in enumerate(deck.notes, 1)
            for at, ease, took in note.reviews
        ],
    )
    connection.commit()


def _note(number: int, note: Note) -> tuple[object, ...]:
    first = note.fields[0]
    check = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    tags = f" {note.tags} " if note.tags else ""
    return (number, note.guid, note.type, MADE, tags, "\x1f".join(note.fields), first, check)


def _cards(number: int, note: Note) -> Iterable[tuple[object, ...]]:
    ords = _gaps(note.fields[0]) if note.type == CLOZE else range(1 + (note.type == REVERSED))
    for place, ord_ in enumerate(ords):
        stage = note.stage if note.stage is not None else 2 if note.reviews else 0
        stage = 0 if place else stage
        due = note.due if stage else number
        queue = note.queue if note.queue is not None and not place else stage
        lapses = sum(ease == 1 for _, ease, _ in note.reviews)
        away = (due, note.deck) if note.filtered else (0, 0)
        yield (
            number * 10 + ord_,
            number,
            1 if note.filtered else note.deck,
            ord_,
            MADE,
            -1,
            stage,
            queue,
            -100_000 if note.filtered else due,
            0 if place else note.interval,
            0 if place else len(note.reviews),
            0 if place else lapses,
            *away,
        )


def _as_json(
    shapes: Shapes, names: Mapping[int, str], settings: Mapping[str, Any]
) -> tuple[str, ...]:
    """Settings, note types, decks, their options and tags, as schema 11 keeps them in ``col``."""
    models = {
        number: {
            "id": number,
            "name": name,
            "type": int(number == CLOZE),
            "mod": MADE,
            "usn": -1,
            "sortf": 0,
            "did": None,
            "css": _CSS,
            "latexPre": _LATEX[0],
            "latexPost": _LATEX[1],
            "latexsvg": False,
            "req": [[0, "any", [0]]],
            "flds": [
                {
                    "name": each,
                    "ord": at,
                    "sticky": False,
                    "rtl": False,
                    "font": "Arial",
                    "size": 20,
                    "description": "",
                }
                for at, each in enumerate(fields)
            ],
            "tmpls": [
                {
                    "name": f"Card {at + 1}",
                    "ord": at,
                    "qfmt": question,
                    "afmt": answer,
                    "bqfmt": "",
                    "bafmt": "",
                    "did": None,
                    "bfont": "",
                    "bsize": 0,
                }
                for at, (question, answer) in enumerate(templates)
            ],
        }
        for number, (name, fields, templates) in shapes.items()
    }
    today = {f"{what}Today": [0, 0] for what in ("lrn", "rev", "new", "time")}
    decks = {
        number: {
            "id": number,
            "mod": MADE,
            "name": name,
            "usn": -1,
            "collapsed": True,
            "browserCollapsed": True,
            "desc": "",
            "dyn": 0,
            "conf": 1,
            "extendNew": 0,
            "extendRev": 0,
            **today,
        }
        for number, name in names.items()
    }
    options = {
        "id": 1,
        "mod": 0,
        "name": "Default",
        "usn": 0,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "new": {"bury": False, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0],
                "order": 1, "perDay": 20},
        "rev": {"bury": False, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200,
                "hardFactor": 1.2},
        "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
        "dyn": False,
    }  # fmt: skip
    return tuple(json.dumps(each) for each in (settings, models, decks, {1: options}, {}))


def _own_tables(
    connection: sqlite3.Connection,
    shapes: Shapes,
    names: Mapping[int, str],
    settings: Mapping[str, Any],
) -> None:
    """Note types, decks and settings, as schema 18 keeps them."""
    for number, (name, fields, templates) in shapes.items():
        config = _whole(1, 1) if number == CLOZE else b""
        config += _bytes(3, _CSS.encode())
        config += b"".join(_bytes(5 + at, text.encode()) for at, text in enumerate(_LATEX))
        config += _bytes(8, _whole(2, 1) + _bytes(3, b"\0")) + _whole(9, number)
        row = (number, name, MADE, -1, config)
        connection.execute("INSERT INTO notetypes VALUES (?, ?, ?, ?, ?)", row)
        for at, each in enumerate(fields):
            look = _bytes(3, b"Arial") + _whole(4, 20)
            connection.execute("INSERT INTO fields VALUES (?, ?, ?, ?)", (number, at, each, look))
        for at, (question, answer) in enumerate(templates):
            sides = _bytes(1, question.encode()) + _bytes(2, answer.encode()) + _whole(8, 77 + at)
            connection.execute(
                "INSERT INTO templates VALUES (?, ?, ?, ?, -1, ?)",
                (number, at, f"Card {at + 1}", MADE, sides),
            )
    for number, name in names.items():
        own = (number, name.replace("::", "\x1f"), MADE, -1, _whole(1, 1), _bytes(1, _whole(1, 1)))
        connection.execute("INSERT INTO decks VALUES (?, ?, ?, ?, ?, ?)", own)
    for key, value in settings.items():
        connection.execute(
            "INSERT INTO config VALUES (?, 0, ?, ?)", (key, MADE, json.dumps(value).encode())
        )
    steps = _bytes(1, struct.pack("<2f", 1.0, 10.0)) + _bytes(2, struct.pack("<f", 10.0))
    connection.execute("INSERT INTO deck_config VALUES (1, 'Default', 0, 0, ?)", (steps,))


def _bytes(number: int, content: bytes) -> bytes:
    """A field of Protocol Buffers that holds bytes."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _whole(number: int, value: int) -> bytes:
    """A field of Protocol Buffers that holds a whole number."""
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def _gaps(text: str) -> tuple[int, ...]:
    return tuple(n - 1 for n in range(1, 10) if f"{{{{c{n}::" in text)
