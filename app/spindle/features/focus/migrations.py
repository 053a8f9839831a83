"""Focus's tables. What belongs to a block hangs on its session; nothing is hard-deleted."""

from typing import TYPE_CHECKING, Final

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATIONS: Final = Migrations("focus")

_TABLES: Final = (
    # blocks, breaks: the lengths (µs) of the plan it ran in, as JSON.
    """
    CREATE TABLE block (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL UNIQUE REFERENCES session (id),
        plan TEXT NOT NULL,
        number INTEGER NOT NULL CHECK (number >= 1),
        blocks TEXT NOT NULL CHECK (json_valid(blocks)),
        breaks TEXT NOT NULL CHECK (json_valid(breaks)),
        planned INTEGER NOT NULL CHECK (planned > 0),
        note TEXT NOT NULL DEFAULT '',
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    # An interruption is counted with one key: it has no length.
    """
    CREATE TABLE gap (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL REFERENCES session (id),
        kind TEXT NOT NULL CHECK (kind IN ('pause', 'sleep', 'interruption')),
        started INTEGER NOT NULL,
        ended INTEGER CHECK (ended >= started),
        note TEXT NOT NULL DEFAULT '',
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX gap_session ON gap (session_id)",
    # session_id: the block before it; move_id: the movement done in it.
    """
    CREATE TABLE break (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT REFERENCES session (id),
        move_id TEXT REFERENCES session (id),
        started INTEGER NOT NULL,
        ended INTEGER CHECK (ended >= started),
        zone TEXT NOT NULL,
        offset INTEGER NOT NULL,
        planned INTEGER NOT NULL CHECK (planned > 0),
        movement TEXT NOT NULL DEFAULT '',
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX break_started ON break (started)",
    "CREATE INDEX break_open ON break (started) WHERE ended IS NULL",
    """
    CREATE TABLE thought (
        id TEXT PRIMARY KEY NOT NULL,
        text TEXT NOT NULL,
        session_id TEXT REFERENCES session (id),
        created INTEGER NOT NULL,
        done INTEGER,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX thought_created ON thought (created)",
    # For the last titles and for what was worked since the last movement.
    "CREATE INDEX session_activity_started ON session (activity, started)",
)


@MIGRATIONS()
def m001_blocks_gaps_breaks_thoughts(db: "Database") -> None:
    """What the plain focus room keeps."""
    for table in _TABLES:
        db.execute(table)


_WHOLE_DAY: Final = (
    # A check cannot be changed in place.
    """
    CREATE TABLE gap_wider (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL REFERENCES session (id),
        kind TEXT NOT NULL CHECK (kind IN ('pause', 'sleep', 'lock', 'idle', 'interruption')),
        started INTEGER NOT NULL,
        ended INTEGER CHECK (ended >= started),
        note TEXT NOT NULL DEFAULT '',
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    (
        "INSERT INTO gap_wider SELECT id, session_id, kind, started, ended, note, updated, deleted"
        " FROM gap"
    ),
    "DROP TABLE gap",
    "ALTER TABLE gap_wider RENAME TO gap",
    "CREATE INDEX gap_session ON gap (session_id)",
    # mode: by a plan, open-ended, or one length; next_step: what was about to be done;
    # recalled: what was written down from memory; reason: why a strict one was ended early.
    (
        "ALTER TABLE block ADD COLUMN mode TEXT NOT NULL DEFAULT 'plan'"
        " CHECK (mode IN ('plan', 'flow', 'countdown'))"
    ),
    "ALTER TABLE block ADD COLUMN next_step TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE block ADD COLUMN recalled TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE block ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
    # What a span outside of sessions was, where the user said so.
    (
        "ALTER TABLE break ADD COLUMN kind TEXT NOT NULL DEFAULT 'break'"
        " CHECK (kind IN ('break', 'sleep'))"
    ),
    # The wall clock was set: at (µs UTC) it showed before, and by how much it moved.
    """
    CREATE TABLE clock_step (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT REFERENCES session (id),
        at INTEGER NOT NULL,
        step INTEGER NOT NULL CHECK (step != 0),
        zone TEXT NOT NULL,
        offset INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX clock_step_at ON clock_step (at)",
    # A note on any session; that of a block stands in its own row.
    """
    CREATE TABLE session_note (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL UNIQUE REFERENCES session (id),
        text TEXT NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    """
    CREATE TABLE session_tag (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL REFERENCES session (id),
        name TEXT NOT NULL COLLATE NOCASE,
        updated INTEGER NOT NULL,
        deleted INTEGER,
        UNIQUE (session_id, name)
    ) STRICT
    """,
)


@MIGRATIONS()
def m002_the_whole_day(db: "Database") -> None:
    """What a ledger of every minute needs."""
    for statement in _WHOLE_DAY:
        db.execute(statement)


_LONG_ROWS: Final = (
    # When the question what it was has been answered, µs UTC; only of gaps that are asked about.
    "ALTER TABLE gap ADD COLUMN answered INTEGER",
    "UPDATE gap SET answered = updated",
    # The few rows that reach far, for any stretch of the ledger that they may reach into.
    (
        "CREATE INDEX session_long ON session (started)"
        " WHERE ended IS NULL OR ended - started > 172800000000"
    ),
    (
        "CREATE INDEX break_long ON break (started)"
        " WHERE ended IS NULL OR ended - started > 172800000000"
    ),
)


@MIGRATIONS()
def m003_long_rows_and_answers(db: "Database") -> None:
    """What a ledger needs of rows longer than two days, and of gaps nobody has spoken about."""
    for statement in _LONG_ROWS:
        db.execute(statement)
