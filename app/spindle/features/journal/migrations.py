"""The journal's tables. Nothing is hard-deleted; ``deleted`` is µs UTC or NULL.

``searched`` and ``journal_fts`` are made from ``entry`` and ``question`` by triggers. The index is
keyed by ``searched.number`` and not by a rowid of ``entry``, which a VACUUM may change.
"""

from typing import TYPE_CHECKING, Final

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATIONS: Final = Migrations("journal")

_TABLES: Final = """
CREATE TABLE question (
  id TEXT PRIMARY KEY NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'solved', 'let_go')),
  created INTEGER NOT NULL,
  source_kind TEXT,
  source_id TEXT,
  aim_id TEXT,
  updated INTEGER NOT NULL,
  deleted INTEGER
) STRICT;
CREATE INDEX question_state ON question (state, created);
CREATE TABLE night (
  id TEXT PRIMARY KEY NOT NULL,
  night TEXT NOT NULL,
  zone TEXT NOT NULL,
  offset INTEGER NOT NULL,
  began INTEGER NOT NULL,
  closed INTEGER,
  step TEXT NOT NULL DEFAULT 'unload',
  question_id TEXT REFERENCES question (id),
  session_id TEXT,
  skipped INTEGER NOT NULL DEFAULT 0,
  woken INTEGER,
  captured INTEGER,
  nothing_came INTEGER NOT NULL DEFAULT 0,
  outcome TEXT CHECK (outcome IN
    ('nothing', 'on_mind', 'new_angle', 'usable_step', 'looks_solved')),
  judged INTEGER,
  updated INTEGER NOT NULL,
  deleted INTEGER
) STRICT;
CREATE INDEX night_night ON night (night);
CREATE INDEX night_began ON night (began);
CREATE INDEX night_question ON night (question_id);
CREATE TABLE entry (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('evening', 'morning', 'free')),
  night TEXT NOT NULL,
  night_id TEXT REFERENCES night (id),
  question_id TEXT REFERENCES question (id),
  text TEXT NOT NULL DEFAULT '',
  know TEXT NOT NULL DEFAULT '',
  tried TEXT NOT NULL DEFAULT '',
  answer TEXT NOT NULL DEFAULT '',
  written INTEGER NOT NULL,
  zone TEXT NOT NULL,
  offset INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  deleted INTEGER
) STRICT;
CREATE INDEX entry_night ON entry (night_id);
CREATE INDEX entry_question ON entry (question_id);
CREATE INDEX entry_written ON entry (written);
CREATE TABLE entry_revision (
  id TEXT PRIMARY KEY NOT NULL,
  entry_id TEXT NOT NULL REFERENCES entry (id),
  text TEXT NOT NULL,
  know TEXT NOT NULL,
  tried TEXT NOT NULL,
  answer TEXT NOT NULL,
  updated INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_revision_entry ON entry_revision (entry_id, updated);
CREATE TABLE todo (
  id TEXT PRIMARY KEY NOT NULL,
  night TEXT NOT NULL,
  night_id TEXT REFERENCES night (id),
  position INTEGER NOT NULL,
  what TEXT NOT NULL,
  when_ TEXT NOT NULL,
  first_step TEXT NOT NULL,
  done INTEGER,
  updated INTEGER NOT NULL,
  deleted INTEGER
) STRICT;
CREATE INDEX todo_open ON todo (night, position) WHERE done IS NULL AND deleted IS NULL;
CREATE INDEX todo_night ON todo (night_id);
CREATE TABLE searched (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE journal_fts USING fts5 (
  text, tokenize = "unicode61 remove_diacritics 2"
);
"""

_TRIGGERS: Final = """
CREATE TRIGGER {table}_searched_insert AFTER INSERT ON {table} BEGIN
  INSERT INTO searched (id, kind) VALUES (new.id, '{table}');
  INSERT INTO journal_fts (rowid, text)
    VALUES ((SELECT number FROM searched WHERE id = new.id), {text});
END;
CREATE TRIGGER {table}_searched_update AFTER UPDATE OF {columns}, deleted ON {table} BEGIN
  UPDATE journal_fts SET text = {text}
    WHERE rowid = (SELECT number FROM searched WHERE id = new.id);
END;
CREATE TRIGGER {table}_searched_delete AFTER DELETE ON {table} BEGIN
  DELETE FROM journal_fts WHERE rowid = (SELECT number FROM searched WHERE id = old.id);
  DELETE FROM searched WHERE id = old.id;
END;
"""
_MORE: Final = """
ALTER TABLE question ADD COLUMN parked INTEGER;
ALTER TABLE question ADD COLUMN merged_into TEXT REFERENCES question (id);
ALTER TABLE night ADD COLUMN mind_busy INTEGER CHECK (mind_busy BETWEEN 1 AND 5);
ALTER TABLE night ADD COLUMN worried INTEGER CHECK (worried BETWEEN 1 AND 5);
ALTER TABLE night ADD COLUMN aside TEXT CHECK (aside IN ('worried', 'sleep'));
ALTER TABLE night ADD COLUMN source TEXT CHECK (source IN ('dream', 'waking', 'later'));
ALTER TABLE night ADD COLUMN insight INTEGER CHECK (insight BETWEEN 1 AND 5);
ALTER TABLE night ADD COLUMN verified TEXT
  CHECK (verified IN ('yes', 'partly', 'no', 'untried'));
ALTER TABLE night ADD COLUMN verified_at INTEGER;
ALTER TABLE night ADD COLUMN later INTEGER;
ALTER TABLE night ADD COLUMN arm TEXT CHECK (arm IN ('prime', 'control'));
ALTER TABLE night ADD COLUMN control_question_id TEXT REFERENCES question (id);
ALTER TABLE night ADD COLUMN prior REAL CHECK (prior BETWEEN 0 AND 1);
ALTER TABLE entry ADD COLUMN picture TEXT NOT NULL DEFAULT '';
ALTER TABLE entry_revision ADD COLUMN picture TEXT NOT NULL DEFAULT '';
ALTER TABLE entry_revision ADD COLUMN night TEXT;
CREATE INDEX question_merged ON question (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE diary (
  id TEXT PRIMARY KEY NOT NULL,
  night_id TEXT NOT NULL UNIQUE REFERENCES night (id),
  in_bed INTEGER CHECK (in_bed BETWEEN 0 AND 1439),
  tried INTEGER CHECK (tried BETWEEN 0 AND 1439),
  onset INTEGER CHECK (onset BETWEEN 0 AND 1440),
  awakenings INTEGER CHECK (awakenings BETWEEN 0 AND 99),
  awake INTEGER CHECK (awake BETWEEN 0 AND 1440),
  woke INTEGER CHECK (woke BETWEEN 0 AND 1439),
  rose INTEGER CHECK (rose BETWEEN 0 AND 1439),
  quality INTEGER CHECK (quality BETWEEN 1 AND 5),
  screen INTEGER CHECK (screen IN (0, 1)),
  updated INTEGER NOT NULL,
  deleted INTEGER
) STRICT;
CREATE TABLE pause (
  id TEXT PRIMARY KEY NOT NULL,
  night TEXT NOT NULL,
  reason TEXT NOT NULL,
  taken INTEGER NOT NULL CHECK (taken IN (0, 1)),
  until TEXT NOT NULL,
  updated INTEGER NOT NULL,
  deleted INTEGER
) STRICT;
CREATE INDEX pause_night ON pause (night);
CREATE TABLE tag (
  id TEXT PRIMARY KEY NOT NULL,
  entry_id TEXT NOT NULL REFERENCES entry (id),
  name TEXT NOT NULL,
  updated INTEGER NOT NULL,
  deleted INTEGER,
  UNIQUE (entry_id, name)
) STRICT;
CREATE INDEX tag_name ON tag (name);
"""

_MEASURED: Final = """
ALTER TABLE night ADD COLUMN lights_out INTEGER;
ALTER TABLE night ADD COLUMN prime_ms INTEGER CHECK (prime_ms >= 0);
ALTER TABLE night ADD COLUMN after_close_use_s INTEGER CHECK (after_close_use_s >= 0);
ALTER TABLE night ADD COLUMN night_slips INTEGER NOT NULL DEFAULT 0 CHECK (night_slips >= 0);
ALTER TABLE night ADD COLUMN dream_recall INTEGER CHECK (dream_recall BETWEEN 0 AND 3);
ALTER TABLE night ADD COLUMN dream_related INTEGER CHECK (dream_related IN (0, 1));
ALTER TABLE night ADD COLUMN first_use INTEGER;
ALTER TABLE night ADD COLUMN minutes_after_wake INTEGER CHECK (minutes_after_wake >= 0);
ALTER TABLE night ADD COLUMN excluded_reason TEXT;
ALTER TABLE night ADD COLUMN left_out TEXT CHECK (left_out IN ('worried', 'sleep', 'week'));
UPDATE night SET left_out = aside;
ALTER TABLE night DROP COLUMN aside;
ALTER TABLE night RENAME COLUMN left_out TO aside;
UPDATE night SET arm = 'prime' WHERE question_id IS NOT NULL AND closed IS NOT NULL;
ALTER TABLE question ADD COLUMN inbox INTEGER;
"""

_SEARCHED: Final = {
    "question": ("text", "state"),
    "entry": ("text", "know", "tried", "answer"),
}
_SHOWN: Final = {
    "question": "new.deleted IS NULL AND new.state <> 'draft'",
    "entry": "new.deleted IS NULL",
}


@MIGRATIONS()
def m001_questions_and_nights(db: "Database") -> None:
    """Questions, nights, entries with their revisions, to-do lines, and the search index."""
    for statement in _statements(_TABLES, ";\n"):
        db.execute(statement)
    for table, columns in _SEARCHED.items():
        _make_triggers(db, table, columns)


@MIGRATIONS()
def m002_check_diary_and_tags(db: "Database") -> None:
    """The evening's check, the sleep diary, verification, merged questions, tags, pictures."""
    for statement in _statements(_MORE, ";\n"):
        db.execute(statement)
    for when in ("insert", "update", "delete"):
        db.execute(f"DROP TRIGGER entry_searched_{when}")
    _make_triggers(db, "entry", (*_SEARCHED["entry"], "picture"))


@MIGRATIONS()
def m003_what_a_night_measures(db: "Database") -> None:
    """What a night measures by itself, dreams, a week with enough questions, the inbox."""
    for statement in _statements(_MEASURED, ";\n"):
        db.execute(statement)


def _make_triggers(db: "Database", table: str, columns: tuple[str, ...]) -> None:
    texts = (f"new.{column}" for column in columns if column != "state")
    text = f"CASE WHEN {_SHOWN[table]} THEN {' || char(10) || '.join(texts)} ELSE '' END"
    script = _TRIGGERS.format(table=table, columns=", ".join(columns), text=text)
    for statement in _statements(script, "END;\n"):
        db.execute(statement + " END" if statement.startswith("CREATE TRIGGER") else statement)


def _statements(script: str, end: str) -> list[str]:
    return [part.strip() for part in script.split(end) if part.strip()]
