"""Deck packages of all three generations, made for a test."""

import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from spindle.features.drill.exchange import zstd

BASIC = 1
CLOZE = 2
DECK = 100


@dataclass(frozen=True)
class Note:
    """A note: its name, its fields, and how often its first card was answered, when and how."""

    guid: str
    fields: tuple[str, ...]
    type: int = BASIC
    deck: int = DECK
    tags: str = ""
    reviews: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class Deck:
    """What goes into a package."""

    notes: Sequence[Note]
    names: Mapping[int, str] = field(default_factory=lambda: {DECK: "Language::Verbs"})
    question: str = "{{Front}}"
    answer: str = "{{FrontSide}}<hr id=answer>{{Back}}"
    media: Mapping[str, bytes] = field(default_factory=dict)


def write(path: Path, deck: Deck, generation: int = 3) -> Path:
    """Write a package of a generation, 1 to 3."""
    name = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}[generation]
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path, "w") as package:
        file = Path(folder) / "collection"
        with closing(sqlite3.connect(file)) as connection:
            _fill(connection, deck, generation)
        raw = file.read_bytes()
        package.writestr(name, zstd.packed(raw) if generation == 3 else raw)
        if generation == 2:
            package.writestr("collection.anki2", b"")
        if generation == 3:
            package.writestr("meta", bytes([0x08, 3]))
            entries = b"".join(_bytes(1, _bytes(1, one.encode())) for one in deck.media)
            package.writestr("media", zstd.packed(entries))
        else:
            names = {str(place): one for place, one in enumerate(deck.media)}
            package.writestr("media", json.dumps(names))
        for place, content in enumerate(deck.media.values()):
            package.writestr(str(place), zstd.packed(content) if generation == 3 else content)
    return path


def _fill(connection: sqlite3.Connection, deck: Deck, generation: int) -> None:
    connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
    connection.executescript(
        "CREATE TABLE col (id INTEGER, ver INTEGER, models TEXT, decks TEXT);"
        "CREATE TABLE notes (id INTEGER, guid TEXT, mid INTEGER, tags TEXT, flds TEXT);"
        "CREATE TABLE cards (id INTEGER, nid INTEGER, did INTEGER, odid INTEGER, ord INTEGER);"
        "CREATE TABLE revlog (id INTEGER, cid INTEGER, ease INTEGER, time INTEGER);"
    )
    cloze = ("{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}")
    shapes = {
        BASIC: ("Basic", ("Front", "Back"), deck.question, deck.answer),
        CLOZE: ("Cloze", ("Text", "Extra"), *cloze),
    }
    if generation == 3:
        _own_tables(connection, deck, shapes)
    else:
        models = {
            number: {
                "name": name,
                "type": int(number == CLOZE),
                "flds": [{"name": each, "ord": at} for at, each in enumerate(fields)],
                "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": question, "afmt": answer}],
            }
            for number, (name, fields, question, answer) in shapes.items()
        }
        decks = {number: {"name": name} for number, name in deck.names.items()}
        row = (1, 11, json.dumps(models), json.dumps(decks))
        connection.execute("INSERT INTO col VALUES (?, ?, ?, ?)", row)
    for number, note in enumerate(deck.notes, start=1):
        fields = "\x1f".join(note.fields)
        row_ = (number, note.guid, note.type, note.tags, fields)
        connection.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?)", row_)
        ords = _gaps(note.fields[0]) if note.type == CLOZE else (0,)
        for ord_ in ords:
            card = (number * 10 + ord_, number, note.deck, 0, ord_)
            connection.execute("INSERT INTO cards VALUES (?, ?, ?, ?, ?)", card)
        for at, ease, took in note.reviews:
            connection.execute(
                "INSERT INTO revlog VALUES (?, ?, ?, ?)", (at, number * 10, ease, took)
            )
    connection.commit()


def _own_tables(
    connection: sqlite3.Connection,
    deck: Deck,
    shapes: Mapping[int, tuple[str, tuple[str, ...], str, str]],
) -> None:
    connection.executescript(
        "CREATE TABLE notetypes (id INTEGER, name TEXT COLLATE unicase, config BLOB);"
        "CREATE TABLE fields (ntid INTEGER, ord INTEGER, name TEXT COLLATE unicase);"
        "CREATE TABLE templates"
        " (ntid INTEGER, ord INTEGER, name TEXT COLLATE unicase, config BLOB);"
        "CREATE TABLE decks (id INTEGER, name TEXT COLLATE unicase);"
        "CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);"
    )
    connection.execute("INSERT INTO col VALUES (1, 18, '', '')")
    for number, (name, fields, question, answer) in shapes.items():
        config = bytes([0x08, 1]) if number == CLOZE else b""
        connection.execute("INSERT INTO notetypes VALUES (?, ?, ?)", (number, name, config))
        for at, each in enumerate(fields):
            connection.execute("INSERT INTO fields VALUES (?, ?, ?)", (number, at, each))
        look = _bytes(1, question.encode()) + _bytes(2, answer.encode())
        connection.execute("INSERT INTO templates VALUES (?, 0, 'Card 1', ?)", (number, look))
    for number, name in deck.names.items():
        row = (number, name.replace("::", "\x1f"))
        connection.execute("INSERT INTO decks VALUES (?, ?)", row)


def _bytes(number: int, content: bytes) -> bytes:
    """A field of Protocol Buffers."""
    length, left = b"", len(content)
    while left > 0x7F:
        length += bytes([left & 0x7F | 0x80])
        left >>= 7
    return bytes([number << 3 | 2]) + length + bytes([left]) + content


def _gaps(text: str) -> tuple[int, ...]:
    return tuple(n - 1 for n in range(1, 10) if f"{{{{c{n}::" in text)
