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
        texts = (f"new.{column}" for column in columns if column != "state")
        text = f"CASE WHEN {_SHOWN[table]} THEN {' || char(10) || '.join(texts)} ELSE '' END"
        script = _TRIGGERS.format(table=table, columns=", ".join(columns), text=text)
        for statement in _statements(script, "END;\n"):
            db.execute(statement + " END" if statement.startswith("CREATE TRIGGER") else statement)


def _statements(script: str, end: str) -> list[str]:
    return [part.strip() for part in script.split(end) if part.strip()]
