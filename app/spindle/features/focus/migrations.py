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
