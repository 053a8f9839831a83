"""The tables that belong to no single feature. Names of migrations are never changed."""

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("spindle")

_TABLES = (
    """
    CREATE TABLE aim (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL COLLATE NOCASE UNIQUE,
        due TEXT,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    """
    CREATE TABLE session (
        id TEXT PRIMARY KEY,
        parent_id TEXT REFERENCES session (id),
        activity TEXT NOT NULL,
        title TEXT NOT NULL,
        aim_id TEXT REFERENCES aim (id),
        ref_kind TEXT,
        ref_id TEXT,
        started INTEGER NOT NULL,
        ended INTEGER CHECK (ended >= started),
        zone TEXT NOT NULL,
        offset INTEGER NOT NULL,
        planned INTEGER,
        active INTEGER NOT NULL DEFAULT 0,
        last_seen INTEGER NOT NULL,
        outcome TEXT,
        predicted_before REAL,
        predicted_sd REAL,
        rating INTEGER CHECK (rating BETWEEN 1 AND 5),
        error REAL,
        rated INTEGER,
        rating_edited INTEGER NOT NULL DEFAULT 0,
        detail TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX session_by_start ON session (started)",
    "CREATE INDEX session_by_parent ON session (parent_id) WHERE parent_id IS NOT NULL",
    "CREATE INDEX session_open ON session (started) WHERE ended IS NULL",
    """
    CREATE TABLE link (
        id TEXT PRIMARY KEY,
        from_kind TEXT NOT NULL,
        from_id TEXT NOT NULL,
        relation TEXT NOT NULL,
        to_kind TEXT NOT NULL,
        to_id TEXT NOT NULL,
        created INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER,
        UNIQUE (from_kind, from_id, relation, to_kind, to_id)
    ) STRICT
    """,
    "CREATE INDEX link_by_target ON link (to_kind, to_id)",
    """
    CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value)),
        updated INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE value_model (
        id TEXT PRIMARY KEY,
        state TEXT NOT NULL CHECK (json_valid(state)),
        updated INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE hidden_offer (
        id TEXT PRIMARY KEY,
        ref_kind TEXT NOT NULL,
        ref_id TEXT NOT NULL,
        state TEXT NOT NULL,
        updated INTEGER NOT NULL,
        UNIQUE (ref_kind, ref_id)
    ) STRICT
    """,
)


@MIGRATIONS()
def m001_sessions_aims_links_settings(db: Database) -> None:
    """What every feature stands on."""
    for table in _TABLES:
        db.execute(table)
