"""What an import under way has done and is going to do: carried through, or taken back, whole.

While the file is read, new drills and their items are written but marked removed, and what is to
become of things that are known already is only noted here. So nobody sees half an import. At its
end the notes are acted on (``keeping``); after a cancel, a failure or a power cut they are undone
(``leaving``). Both go step by step, each step within the write that forgets its note: a program
killed in the middle goes on at its next start, and no write holds up the others.

What a step can be, by its ``what``:

=========== ============================ ===================================
what        keeping                      leaving
=========== ============================ ===================================
drill       a new drill is seen          it goes, with its items and answers
item        a new item of a known drill  it goes, with its answers
            is seen, with its answers
change      a known item is as the file  nothing was done yet
            has it, with its new answers
drill_change a known drill likewise      nothing was done yet
place       a drill's aim, and how it    nothing was done yet
            stands to others
medium      a file goes to the others    nothing was done yet
=========== ============================ ===================================
"""

import json
import shutil
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from spindle.core.ids import new_id
from spindle.features.drill.exchange import answers, placing

Plain = Mapping[str, Any]

ROWS: Final = 200
"""Rows that one write changes at the most, about 7 ms."""

_RANKS: Final = ("what NOT IN ('place', 'drill')", "what = 'place'", "what = 'drill'")
_TRACE: Final = (
    "UPDATE drill_item SET stability = :stability, difficulty = :difficulty, day = :day,"
    " attempts = :attempts, lapses = :lapses, wrong = :wrong, begun = :begun, asked = :asked,"
    " due = :due WHERE id = :id AND coalesce(asked, 0) < :asked"
)


class What(StrEnum):
    """Kinds of steps."""

    DRILL = "drill"
    ITEM = "item"
    CHANGE = "change"
    DRILL_CHANGE = "drill_change"
    PLACE = "place"
    MEDIUM = "medium"


class Folders(NamedTuple):
    """Where pictures and sounds are, and where those of an import wait.

    Attributes:
        incoming: Has a folder for each import under way, named by its id.
    """

    media: Path
    incoming: Path


class Step(NamedTuple):
    """One thing an import did or is going to do.

    Attributes:
        thing: Id of the drill or item, or the name of the file.
    """

    what: What
    thing: str
    content: Plain = MappingProxyType({})


def begin(db: Any, import_id: str, source: str, now: int) -> None:
    """Note that an import begins; ``now`` (µs UTC) marks what is not to be seen yet."""
    db.execute(
        "INSERT INTO _drill_import VALUES (?, ?, 'reading', ?, ?)", (import_id, source, now, now)
    )


def note(db: Any, import_id: str, steps: list[Step], now: int) -> None:
    """Write steps down."""
    db.conn.executemany(
        "INSERT INTO _drill_import_step (import_id, what, thing, content, updated)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            (
                import_id,
                step.what,
                step.thing,
                json.dumps(dict(step.content), ensure_ascii=False),
                now,
            )
            for step in steps
        ],
    )


def keep(db: Any, import_id: str) -> None:
    """The file was read to its end: from here on the import is carried through."""
    db.execute("UPDATE _drill_import SET stage = 'keeping' WHERE id = ?", (import_id,))


def leave(db: Any, import_id: str | None = None) -> None:
    """Take an import back, or whichever was cut off while its file was read."""
    db.execute(
        "UPDATE _drill_import SET stage = 'leaving' WHERE stage = 'reading' AND (? IS NULL OR"
        " id = ?)",
        (import_id, import_id),
    )


def go_on(db: Any, folders: Folders) -> bool:
    """One write's worth of what is left to keep or to take back; whether there may be more."""
    found = db.execute(
        "SELECT id, stage, hidden FROM _drill_import WHERE stage != 'reading' ORDER BY rowid"
    ).fetchone()
    if found is None:
        return False
    row = _Import(*found)
    left = ROWS
    for step_id, step in _steps(db, row.id):
        keeps = row.stage == "keeping"
        run = _kept(db, step, left, row, folders) if keeps else _undone(db, step, left)
        if run.over:
            db.execute("DELETE FROM _drill_import_step WHERE id = ?", (step_id,))
        left -= run.rows
        if left <= 0 or not run.over:
            return True
    if not _steps(db, row.id):
        shutil.rmtree(folders.incoming / row.id, ignore_errors=True)
        db.execute("DELETE FROM _drill_import WHERE id = ?", (row.id,))
    return True


def sweep(folders: Folders, connection: Any) -> None:
    """Remove files of imports that nothing is known of."""
    known = {row[0] for row in connection.execute("SELECT id FROM _drill_import")}
    for folder in folders.incoming.glob("*") if folders.incoming.is_dir() else ():
        if folder.name not in known:
            shutil.rmtree(folder, ignore_errors=True)


class _Import(NamedTuple):
    """Its row. ``hidden`` marks what it wrote that is not to be seen yet; it is when it began."""

    id: str
    stage: str
    hidden: int


class _Run(NamedTuple):
    """How many rows a step changed, and whether it is done with."""

    rows: int
    over: bool = True


def _steps(db: Any, import_id: str) -> list[tuple[int, Step]]:
    """The next ones; places need all drills, and a new drill is seen once all else is there.

    Asked for by rank, so that the first by their ids are found without sorting all that is left.
    """
    for rank in _RANKS:
        rows = db.execute(
            "SELECT id, what, thing, content FROM _drill_import_step"
            f" WHERE import_id = ? AND {rank} ORDER BY id LIMIT ?",
            (import_id, ROWS // 4),
        ).fetchall()
        if rows:
            return [(row[0], Step(What(row[1]), row[2], json.loads(row[3]))) for row in rows]
    return []


# Taking back


def _undone(db: Any, step: Step, most: int) -> _Run:
    if step.what is What.DRILL:
        return _emptied(db, "drill_id", step.thing, most)
    if step.what is What.ITEM:
        return _emptied(db, "item_id", step.thing, most)
    return _Run(1)


def _emptied(db: Any, column: str, thing: str, most: int) -> _Run:
    """A drill or an item with all that hangs on it, as much as one write may."""
    gone = 0
    for table in ("attempt", "drill_item"):
        if table == "drill_item" and column == "item_id":
            break
        gone += db.execute(
            f"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE {column} = ?"
            " LIMIT ?)",
            (thing, most - gone),
        ).rowcount
        if gone >= most:
            return _Run(gone, over=False)
    table = "drill" if column == "drill_id" else "drill_item"
    db.execute(f"DELETE FROM {table} WHERE id = ?", (thing,))
    return _Run(gone + 1)


# Letting in


def _kept(db: Any, step: Step, most: int, row: _Import, folders: Folders) -> _Run:
    if step.what is What.DRILL:
        db.execute("UPDATE drill SET deleted = NULL WHERE id = ?", (step.thing,))
    elif step.what is What.ITEM:
        return _seen(db, step, most, row.hidden)
    elif step.what is What.CHANGE:
        return _changed(db, step, row.hidden)
    elif step.what is What.DRILL_CHANGE:
        db.execute(
            "UPDATE drill SET title = ?, options = ?, updated = ?, deleted = NULL WHERE id = ?",
            (step.content["title"], step.content["options"], row.hidden, step.thing),
        )
    elif step.what is What.PLACE:
        placing.put(db, step.thing, step.content, row.hidden)
    else:
        _moved(db, step, row, folders)
    return _Run(1)


def _seen(db: Any, step: Step, most: int, hidden: int) -> _Run:
    """A new item of a drill that was there, once its answers are seen."""
    seen: int = db.execute(
        "UPDATE attempt SET deleted = NULL WHERE rowid IN (SELECT rowid FROM attempt"
        " WHERE item_id = ? AND deleted = ? LIMIT ?)",
        (step.thing, hidden, most),
    ).rowcount
    if seen >= most:
        return _Run(seen, over=False)
    db.execute("UPDATE drill_item SET deleted = NULL WHERE id = ?", (step.thing,))
    _count(db, step.thing, step.content["answers"])
    return _Run(seen + 1)


def _changed(db: Any, step: Step, now: int) -> _Run:
    content = step.content
    if "spec" in content:
        db.execute(
            "UPDATE drill_item SET spec = ?, tags = ?, sibling = ?, resting = ?, updated = ?,"
            " deleted = NULL WHERE id = ?",
            (
                content["spec"],
                content["tags"],
                content["sibling"],
                content["resting"],
                now,
                step.thing,
            ),
        )
    if content.get("trace"):
        db.execute(_TRACE, {**content["trace"], "id": step.thing})
    log = content["answers"]
    rows = answers.rows(content["drill"], step.thing, log, nth=content["nth"], now=now, hidden=None)
    _count(db, step.thing, answers.insert(db, rows))
    return _Run(1 + len(log))


def _count(db: Any, item: str, added: int) -> None:
    if added:
        db.execute(
            "UPDATE drill SET attempts = attempts + ? WHERE id ="
            " (SELECT drill_id FROM drill_item WHERE id = ?)",
            (added, item),
        )


def _moved(db: Any, step: Step, row: _Import, folders: Folders) -> None:
    """A file goes to the others, under the name that says what is in it."""
    file, content = step.thing, step.content
    source, target = folders.incoming / row.id / file, folders.media / file
    if source.is_file() and not target.exists():
        folders.media.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(source, target)
    db.execute(
        "INSERT INTO drill_media (id, name, file, sha256, bytes, updated) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (file) DO UPDATE SET deleted = NULL",
        (new_id(), content["name"], file, content["sha256"], content["bytes"], row.hidden),
    )
