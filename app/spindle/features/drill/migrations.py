"""Drill's tables. A drill has items; an item is asked in attempts; its parts are elements.

Times are µs UTC with the offset they were read at; durations of an attempt are ms, raw, without a
cap. Nothing is hard-deleted. What Today and the home page count (``due``, ``usual_ms``) is stored.
"""

from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATIONS: Final = Migrations("drill")

_TABLES: Final = (
    # options: hold for all items, as its kind reads them. guid: its name where it came from.
    # mixing: interleave.Mixing. target_ms: quick enough. wanted: share recalled that is aimed at.
    # value, standing, difficulty: state of A1, A12 and A10. usual_ms: of the last right ones;
    # figure: what a ladder or a set came to last, such as 88 bpm.
    """
    CREATE TABLE drill (
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        options TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(options)),
        version INTEGER NOT NULL DEFAULT 1,
        aim_id TEXT REFERENCES aim (id),
        source TEXT NOT NULL DEFAULT '',
        guid TEXT UNIQUE,
        ord INTEGER NOT NULL DEFAULT 0,
        mixing TEXT NOT NULL DEFAULT 'auto' CHECK (mixing IN ('auto', 'mixed', 'blocked')),
        target_ms INTEGER CHECK (target_ms > 0),
        wanted REAL CHECK (wanted BETWEEN 0.7 AND 0.97),
        value_x REAL NOT NULL DEFAULT 1.2,
        value_n INTEGER NOT NULL DEFAULT 0 CHECK (value_n >= 0),
        standing TEXT CHECK (standing IS NULL OR json_valid(standing)),
        difficulty TEXT CHECK (difficulty IS NULL OR json_valid(difficulty)),
        attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        usual_ms REAL CHECK (usual_ms > 0),
        figure REAL,
        figure_unit TEXT NOT NULL DEFAULT '',
        waited INTEGER NOT NULL DEFAULT 0,
        created INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    # sibling: items of one note share it, and are not asked on one day. begun: day of the first
    # attempt; asked: the last one. stability … day: state of A3, all or none of them. due: start
    # of the day it is due; NULL while it is new.
    """
    CREATE TABLE drill_item (
        id TEXT PRIMARY KEY NOT NULL,
        drill_id TEXT NOT NULL REFERENCES drill (id),
        ord INTEGER NOT NULL,
        spec TEXT NOT NULL CHECK (json_valid(spec)),
        guid TEXT UNIQUE,
        sibling TEXT,
        tags TEXT NOT NULL DEFAULT '',
        stability REAL CHECK (stability > 0),
        difficulty REAL CHECK (difficulty BETWEEN 1 AND 10),
        day TEXT,
        attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        lapses INTEGER NOT NULL DEFAULT 0 CHECK (lapses >= 0),
        wrong INTEGER NOT NULL DEFAULT 0 CHECK (wrong >= 0),
        streak INTEGER NOT NULL DEFAULT 0 CHECK (streak >= 0),
        begun TEXT,
        asked INTEGER,
        due INTEGER,
        resting INTEGER NOT NULL DEFAULT 0,
        updated INTEGER NOT NULL,
        deleted INTEGER,
        CHECK ((stability IS NULL) = (day IS NULL) AND (stability IS NULL) = (difficulty IS NULL))
    ) STRICT
    """,
    "CREATE INDEX drill_item_place ON drill_item (drill_id, ord)",
    (
        "CREATE INDEX drill_item_due ON drill_item (due, drill_id)"
        " WHERE due IS NOT NULL AND deleted IS NULL AND resting = 0"
    ),
    (
        "CREATE INDEX drill_item_new ON drill_item (drill_id, ord)"
        " WHERE due IS NULL AND deleted IS NULL AND resting = 0"
    ),
    "CREATE INDEX drill_item_day ON drill_item (day) WHERE day IS NOT NULL",
    "CREATE INDEX drill_item_begun ON drill_item (begun) WHERE begun IS NOT NULL",
    ("CREATE INDEX drill_item_sibling ON drill_item (sibling, asked) WHERE sibling IS NOT NULL"),
    # A part of an item, with what its own errors and times have come to.
    """
    CREATE TABLE drill_element (
        id TEXT PRIMARY KEY NOT NULL,
        item_id TEXT NOT NULL REFERENCES drill_item (id),
        ord INTEGER NOT NULL CHECK (ord >= 0),
        label TEXT NOT NULL,
        critical INTEGER NOT NULL DEFAULT 0,
        errors INTEGER NOT NULL DEFAULT 0 CHECK (errors >= 0),
        rights INTEGER NOT NULL DEFAULT 0 CHECK (rights >= 0),
        usual_ms REAL CHECK (usual_ms > 0),
        updated INTEGER NOT NULL,
        deleted INTEGER,
        UNIQUE (item_id, ord)
    ) STRICT
    """,
    """
    CREATE TABLE prerequisite (
        id TEXT PRIMARY KEY NOT NULL,
        child TEXT NOT NULL REFERENCES drill (id),
        parent TEXT NOT NULL REFERENCES drill (id),
        updated INTEGER NOT NULL,
        deleted INTEGER,
        UNIQUE (child, parent),
        CHECK (child != parent)
    ) STRICT
    """,
    # Doing the advanced drill exercises the simple one, in part.
    """
    CREATE TABLE encompassing (
        id TEXT PRIMARY KEY NOT NULL,
        advanced TEXT NOT NULL REFERENCES drill (id),
        simple TEXT NOT NULL REFERENCES drill (id),
        weight REAL NOT NULL CHECK (weight BETWEEN 0 AND 1),
        updated INTEGER NOT NULL,
        deleted INTEGER,
        UNIQUE (advanced, simple),
        CHECK (advanced != simple)
    ) STRICT
    """,
    # Hangs on its session; that of an imported review has none. mode: the kind's way of asking.
    # minutes, wrong, streak, nth: since the item's last attempt, and what it had come to by then.
    # predicted: what was expected before the answer, by which model. value: of the drill, before.
    """
    CREATE TABLE attempt (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT REFERENCES session (id),
        drill_id TEXT NOT NULL REFERENCES drill (id),
        item_id TEXT NOT NULL REFERENCES drill_item (id),
        mode TEXT NOT NULL,
        seed INTEGER NOT NULL,
        version INTEGER NOT NULL,
        difficulty REAL,
        started INTEGER NOT NULL,
        offset INTEGER NOT NULL,
        day TEXT NOT NULL,
        raw_ms REAL CHECK (raw_ms > 0),
        active_ms REAL CHECK (active_ms > 0),
        first_input_ms REAL CHECK (first_input_ms >= 0),
        outcome INTEGER CHECK (outcome IN (0, 1)),
        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
        grade INTEGER CHECK (grade BETWEEN 1 AND 4),
        grade_source TEXT NOT NULL CHECK (grade_source IN ('auto', 'user', 'override', 'import')),
        minutes REAL CHECK (minutes >= 0),
        wrong INTEGER NOT NULL DEFAULT 0,
        streak INTEGER NOT NULL DEFAULT 0,
        nth INTEGER NOT NULL DEFAULT 0,
        predicted REAL CHECK (predicted BETWEEN 0 AND 1),
        model TEXT NOT NULL DEFAULT '',
        value REAL,
        error REAL,
        hints INTEGER NOT NULL DEFAULT 0 CHECK (hints >= 0),
        mixed INTEGER NOT NULL DEFAULT 0,
        why TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(why)),
        payload TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(payload)),
        undone INTEGER,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX attempt_started ON attempt (started)",
    "CREATE INDEX attempt_drill ON attempt (drill_id, started)",
    "CREATE INDEX attempt_item ON attempt (item_id, started)",
    "CREATE INDEX attempt_session ON attempt (session_id) WHERE session_id IS NOT NULL",
    """
    CREATE TABLE element_attempt (
        id TEXT PRIMARY KEY NOT NULL,
        attempt_id TEXT NOT NULL REFERENCES attempt (id),
        element_id TEXT NOT NULL REFERENCES drill_element (id),
        ord INTEGER NOT NULL CHECK (ord >= 0),
        expected TEXT NOT NULL,
        got TEXT NOT NULL,
        ok INTEGER CHECK (ok IN (0, 1)),
        onset_ms REAL CHECK (onset_ms >= 0),
        latency_ms REAL CHECK (latency_ms >= 0),
        updated INTEGER NOT NULL,
        deleted INTEGER,
        UNIQUE (attempt_id, ord)
    ) STRICT
    """,
    "CREATE INDEX element_attempt_element ON element_attempt (element_id)",
    # What was fitted to this person's attempts: kind 'within_day' so far.
    """
    CREATE TABLE drill_model (
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL UNIQUE,
        parameters TEXT NOT NULL CHECK (json_valid(parameters)),
        attempts INTEGER NOT NULL,
        trained_to INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    # A picture or sound of a deck: under which name its items know it, and the file in media/.
    """
    CREATE TABLE drill_media (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL UNIQUE,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        bytes INTEGER NOT NULL CHECK (bytes >= 0),
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    # A break that was planned: what falls due in it is spread over the days after it.
    """
    CREATE TABLE drill_break (
        id TEXT PRIMARY KEY NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL CHECK (last_day >= first_day),
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
)


_WAYS: Final = (
    # What an element's own errors and times have come to, for each way it is asked.
    """
    CREATE TABLE drill_tally (
        id TEXT PRIMARY KEY NOT NULL,
        element_id TEXT NOT NULL REFERENCES drill_element (id),
        mode TEXT NOT NULL,
        errors INTEGER NOT NULL DEFAULT 0 CHECK (errors >= 0),
        rights INTEGER NOT NULL DEFAULT 0 CHECK (rights >= 0),
        usual_ms REAL CHECK (usual_ms > 0),
        updated INTEGER NOT NULL,
        deleted INTEGER,
        UNIQUE (element_id, mode)
    ) STRICT
    """,
    "ALTER TABLE drill_element DROP COLUMN errors",
    "ALTER TABLE drill_element DROP COLUMN rights",
    "ALTER TABLE drill_element DROP COLUMN usual_ms",
    # An item with its drill's options, as it was when it was asked: an edit changes no attempt.
    """
    CREATE TABLE drill_spec (
        id TEXT PRIMARY KEY NOT NULL,
        item_id TEXT NOT NULL REFERENCES drill_item (id),
        spec TEXT NOT NULL CHECK (json_valid(spec)),
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "ALTER TABLE attempt ADD COLUMN spec_id TEXT REFERENCES drill_spec (id)",
    # warm: in the first seconds of a run, so that its time tells nothing.
    "ALTER TABLE attempt ADD COLUMN warm INTEGER NOT NULL DEFAULT 0",
    # swift: how often in a row it was right, quick and even.
    "ALTER TABLE drill_item ADD COLUMN swift INTEGER NOT NULL DEFAULT 0 CHECK (swift >= 0)",
    # costs: how long its last items took, ms; guess_ms: one item, while that is not known.
    "ALTER TABLE drill ADD COLUMN costs TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(costs))",
    "ALTER TABLE drill ADD COLUMN guess_ms REAL NOT NULL DEFAULT 8000 CHECK (guess_ms > 0)",
    # What is expected of everything that serves an aim.
    """
    CREATE TABLE drill_value (
        id TEXT PRIMARY KEY NOT NULL,
        aim_id TEXT NOT NULL UNIQUE REFERENCES aim (id),
        value_x REAL NOT NULL,
        value_n INTEGER NOT NULL CHECK (value_n >= 0),
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    # How much of the parent is needed: 1 is mastered, less is the share of right answers expected.
    (
        "ALTER TABLE prerequisite ADD COLUMN min_level REAL NOT NULL DEFAULT 1"
        " CHECK (min_level BETWEEN 0 AND 1)"
    ),
    # moved: of each item it moved, when it was due and when it is, to take it back.
    (
        "ALTER TABLE drill_break ADD COLUMN moved TEXT NOT NULL DEFAULT '{}'"
        " CHECK (json_valid(moved))"
    ),
)


@MIGRATIONS()
def m001_drills_items_attempts(db: "Database") -> None:
    """What a drill is, how it went, and what is known from it."""
    for table in _TABLES:
        db.execute(table)


@MIGRATIONS()
def m002_ways_specs_values(db: "Database") -> None:
    """Parts counted by the way they are asked; what was asked kept as it was; values of aims."""
    for statement in _WAYS:
        db.execute(statement)
    rows = db.execute(
        "SELECT e.element_id, a.mode, e.ok, e.latency_ms FROM element_attempt e"
        " JOIN attempt a ON a.id = e.attempt_id WHERE e.ok IS NOT NULL AND a.undone IS NULL"
        " AND a.deleted IS NULL ORDER BY a.started, e.ord"
    ).fetchall()
    counted: dict[tuple[str, str], tuple[int, int, float | None]] = {}
    for element, mode, ok, latency in rows:
        errors, rights, usual = counted.get((element, mode), (0, 0, None))
        if ok and latency:
            usual = latency if usual is None else usual + 0.2 * (latency - usual)
        counted[element, mode] = (errors + (not ok), rights + ok, usual)
    for (element, mode), figures in counted.items():
        id_ = str(uuid5(UUID(element), mode))
        db.execute(
            "INSERT INTO drill_tally (id, element_id, mode, errors, rights, usual_ms, updated)"
            " SELECT ?, id, ?, ?, ?, ?, updated FROM drill_element WHERE id = ?",
            (id_, mode, *figures, element),
        )


_IMPORT: Final = (
    # One row while an import is under way. reading: its file is read, and all of it can be taken
    # back; keeping: it is complete and is being let in; leaving: it is being taken back. What
    # stands here belongs to the program, so it is in no export.
    """
    CREATE TABLE _drill_import (
        id TEXT PRIMARY KEY NOT NULL,
        source TEXT NOT NULL,
        stage TEXT NOT NULL CHECK (stage IN ('reading', 'keeping', 'leaving')),
        hidden INTEGER NOT NULL,
        updated INTEGER NOT NULL
    ) STRICT
    """,
    # What an import did or is going to do, one thing a row: see exchange/journal.py.
    """
    CREATE TABLE _drill_import_step (
        id INTEGER PRIMARY KEY NOT NULL,
        import_id TEXT NOT NULL REFERENCES _drill_import (id),
        what TEXT NOT NULL,
        thing TEXT NOT NULL,
        content TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(content)),
        updated INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX _drill_import_step_thing ON _drill_import_step (thing)",
    # Two decks may each have their own picture of one name: it is the file that is there once.
    """
    CREATE TABLE drill_media_by_file (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        file TEXT NOT NULL UNIQUE,
        sha256 TEXT NOT NULL,
        bytes INTEGER NOT NULL CHECK (bytes >= 0),
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "INSERT OR IGNORE INTO drill_media_by_file SELECT * FROM drill_media ORDER BY updated",
    "DROP TABLE drill_media",
    "ALTER TABLE drill_media_by_file RENAME TO drill_media",
)


@MIGRATIONS()
def m003_imports_are_taken_back_whole(db: "Database") -> None:
    """What an import under way has changed, so that a cut leaves nothing half done."""
    for statement in _IMPORT:
        db.execute(statement)


@MIGRATIONS()
def m004_texts_that_wait_to_be_drills(db: "Database") -> None:
    """What another feature handed over; drill_id: what was made of it."""
    db.execute(
        """
        CREATE TABLE drill_waiting (
            id TEXT PRIMARY KEY NOT NULL,
            text TEXT NOT NULL,
            answer TEXT NOT NULL DEFAULT '',
            source_kind TEXT NOT NULL,
            source_id TEXT NOT NULL,
            drill_id TEXT REFERENCES drill (id),
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            deleted INTEGER
        ) STRICT
        """
    )
