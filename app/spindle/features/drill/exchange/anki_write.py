"""Drills as a deck package (.apkg) of the old kind, which every version of Anki opens.

Questions that are asked and answered in words go out: typed recall and cards. Each drill is a deck,
each item a note of the type "Spindle" with the fields Front and Back; its log goes along. What has
no card's form (steps, ladders, problems) stays, and is counted.

Format: collection schema 11, as its own SQLite file shows it.
"""

import hashlib
import html
import json
import re
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spindle.core.clock import SECOND

_MODEL: Final = 1_700_000_000_001
_FIRST_DECK: Final = 1_700_000_000_100
_MS: Final = SECOND // 1000
_MARKUP: Final = re.compile(r"<[^>]*>")
_SOUND: Final = re.compile(r"\[sound:([\w.-]+)\]")
_IMAGE: Final = re.compile(r'<img src="([\w.-]+)"')
_KINDS: Final = ("typed_recall", "show_and_grade")
_TABLES: Final = """
    CREATE TABLE col (id INTEGER PRIMARY KEY, crt INTEGER, mod INTEGER, scm INTEGER, ver INTEGER,
        dty INTEGER, usn INTEGER, ls INTEGER, conf TEXT, models TEXT, decks TEXT, dconf TEXT,
        tags TEXT);
    CREATE TABLE notes (id INTEGER PRIMARY KEY, guid TEXT, mid INTEGER, mod INTEGER, usn INTEGER,
        tags TEXT, flds TEXT, sfld INTEGER, csum INTEGER, flags INTEGER, data TEXT);
    CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER, did INTEGER, ord INTEGER, mod INTEGER,
        usn INTEGER, type INTEGER, queue INTEGER, due INTEGER, ivl INTEGER, factor INTEGER,
        reps INTEGER, lapses INTEGER, left INTEGER, odue INTEGER, odid INTEGER, flags INTEGER,
        data TEXT);
    CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid INTEGER, usn INTEGER, ease INTEGER,
        ivl INTEGER, lastIvl INTEGER, factor INTEGER, time INTEGER, type INTEGER);
    CREATE TABLE graves (usn INTEGER, oid INTEGER, type INTEGER);
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


def write(connection: sqlite3.Connection, target: Path, media: Path, now: int) -> Written:
    """Write all drills into a package.

    Args:
        connection: Of Spindle's database; read only.
        target: The package; it appears whole or not at all.
        media: Folder of pictures and sounds.
        now: µs UTC.

    Raises:
        OSError: It cannot be written.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "collection.anki2"
            with closing(sqlite3.connect(file)) as deck:
                written, named = _fill(deck, connection, now)
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
    return written


def _fill(
    deck: sqlite3.Connection, source: sqlite3.Connection, now: int
) -> tuple[Written, set[str]]:
    deck.executescript(_TABLES)
    seconds, ms = now // SECOND, now // _MS
    drills = source.execute(
        "SELECT id, title, kind FROM drill WHERE deleted IS NULL ORDER BY ord"
    ).fetchall()
    decks = {number: title for number, (_, title, _) in enumerate(drills, _FIRST_DECK)}
    media: set[str] = set()
    items = left_out = 0
    for number, (drill, _, kind) in enumerate(drills, _FIRST_DECK):
        rows = source.execute(
            "SELECT id, spec, tags, guid, attempts, lapses FROM drill_item"
            " WHERE drill_id = ? AND deleted IS NULL ORDER BY ord",
            (drill,),
        )
        for id_, raw, tags, guid, attempts, lapses in rows.fetchall():
            if kind not in _KINDS:
                left_out += 1
                continue
            items += 1
            note = ms + items
            front, back = _sides(json.loads(raw))
            media |= {*_IMAGE.findall(front + back), *_SOUND.findall(front + back)}
            first = _MARKUP.sub("", front)
            check = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
            deck.execute(
                "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
                (
                    note,
                    _guid(guid, id_),
                    _MODEL,
                    seconds,
                    f" {tags} " if tags else "",
                    f"{front}\x1f{back}",
                    first,
                    check,
                ),
            )
            deck.execute(
                "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, ?, ?, 0, 0, 0, 0, '')",
                (note, note, number, seconds, items, attempts, lapses),
            )
            _write_log(deck, source, id_, note)
    deck.execute(
        "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
        (
            seconds,
            ms,
            ms,
            json.dumps({"nextPos": items + 1, "curDeck": 1, "activeDecks": [1]}),
            json.dumps({str(_MODEL): _model(seconds)}),
            json.dumps({str(n): _deck(n, title, seconds) for n, title in _with_default(decks)}),
            json.dumps({"1": {"id": 1, "name": "Default", "mod": 0, "usn": 0}}),
        ),
    )
    deck.commit()
    return Written(items, left_out), media


def _write_log(deck: sqlite3.Connection, source: sqlite3.Connection, item: str, card: int) -> None:
    rows = source.execute(
        "SELECT started, grade, raw_ms FROM attempt WHERE item_id = ? AND grade IS NOT NULL"
        " AND deleted IS NULL AND undone IS NULL ORDER BY started",
        (item,),
    )
    for started, grade, took in rows:
        at = started // _MS
        while deck.execute("SELECT 1 FROM revlog WHERE id = ?", (at,)).fetchone() is not None:
            at += 1  # its id is its millisecond, so two of one millisecond stand side by side
        deck.execute(
            "INSERT INTO revlog VALUES (?, ?, -1, ?, 0, 0, 0, ?, 1)",
            (at, card, grade, min(60_000, round(took or 0))),
        )


def _sides(spec: dict[str, Any]) -> tuple[str, str]:
    rich = spec.get("rich") is True
    answers = spec.get("answers")
    back = " | ".join(map(str, answers)) if isinstance(answers, list) else spec.get("answer", "")
    parts = [str(spec.get(name, "")) for name in ("cue", "prompt")]
    if not rich:
        parts, back = [_escaped(part) for part in parts], _escaped(str(back))
    front = "<br>".join(part for part in parts if part)
    return front + _heard(spec, "sounds"), str(back) + _heard(spec, "answer_sounds")


def _heard(spec: dict[str, Any], side: str) -> str:
    names = spec.get(side)
    return "".join(f"[sound:{name}]" for name in names) if isinstance(names, list) else ""


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>").replace("\x1f", " ")


def _guid(guid: str | None, id_: str) -> str:
    """The name a card came with, so that it is the same note again where it came from."""
    if guid is not None and guid.startswith("card:"):
        return guid.removeprefix("card:").rpartition(":")[0]
    return id_


def _with_default(decks: dict[int, str]) -> list[tuple[int, str]]:
    return [(1, "Default"), *decks.items()]


def _deck(number: int, title: str, seconds: int) -> dict[str, Any]:
    today = {"newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0]}
    return {
        "id": number,
        "name": title.replace(": ", "::"),
        "mod": seconds,
        "usn": -1,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "collapsed": False,
        "extendNew": 0,
        "extendRev": 0,
        **today,
    }


def _model(seconds: int) -> dict[str, Any]:
    look = {"font": "Arial", "size": 20, "rtl": False, "sticky": False, "media": []}
    return {
        "id": _MODEL,
        "name": "Spindle",
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
        "req": [[0, "all", [0]]],
        "flds": [
            {"name": name, "ord": place, **look} for place, name in enumerate(("Front", "Back"))
        ],
        "tmpls": [
            {
                "name": "Card 1",
                "ord": 0,
                "qfmt": "{{Front}}",
                "afmt": "{{FrontSide}}<hr id=answer>{{Back}}",
                "bqfmt": "",
                "bafmt": "",
                "did": None,
            }
        ],
    }
