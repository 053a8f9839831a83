"""Listen's tables. Places are chapter, block, code point; nothing is hard-deleted."""

from typing import TYPE_CHECKING, Final

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATIONS: Final = Migrations("listen")

_TABLES: Final = (
    # skips: the reasons left out, as JSON; wpm: its own speed; heard: words before the position,
    # a stored count for Today and the library.
    """
    CREATE TABLE document (
        id TEXT PRIMARY KEY NOT NULL,
        title TEXT NOT NULL,
        author TEXT NOT NULL DEFAULT '',
        language TEXT NOT NULL DEFAULT '',
        said INTEGER NOT NULL DEFAULT 0,
        format TEXT NOT NULL DEFAULT '',
        path TEXT NOT NULL DEFAULT '',
        sha256 TEXT NOT NULL DEFAULT '',
        size INTEGER NOT NULL DEFAULT 0,
        words INTEGER NOT NULL DEFAULT 0,
        heard INTEGER NOT NULL DEFAULT 0,
        skips TEXT CHECK (skips IS NULL OR json_valid(skips)),
        wpm REAL CHECK (wpm > 0),
        notices TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(notices)),
        added INTEGER NOT NULL,
        opened INTEGER,
        finished INTEGER,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    # packed: the chapter's blocks, compressed.
    """
    CREATE TABLE document_text (
        id TEXT PRIMARY KEY NOT NULL,
        document_id TEXT NOT NULL REFERENCES document (id),
        chapter INTEGER NOT NULL CHECK (chapter >= 0),
        title TEXT NOT NULL,
        level INTEGER NOT NULL,
        continues INTEGER NOT NULL DEFAULT 0,
        words INTEGER NOT NULL,
        length INTEGER NOT NULL,
        packed BLOB NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER,
        UNIQUE (document_id, chapter)
    ) STRICT
    """,
    # ms: source time in the sentence, for that voice.
    """
    CREATE TABLE reading_position (
        id TEXT PRIMARY KEY NOT NULL,
        document_id TEXT NOT NULL UNIQUE REFERENCES document (id),
        chapter INTEGER NOT NULL,
        block INTEGER NOT NULL,
        place INTEGER NOT NULL,
        ms REAL NOT NULL,
        voice TEXT NOT NULL,
        saved INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    # One session of listening; sounded in µs, places as "chapter.block.place".
    """
    CREATE TABLE listening (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL UNIQUE REFERENCES session (id),
        document_id TEXT NOT NULL REFERENCES document (id),
        voice TEXT NOT NULL,
        words INTEGER NOT NULL DEFAULT 0,
        sounded INTEGER NOT NULL DEFAULT 0,
        wpm REAL,
        understood REAL,
        began_at TEXT NOT NULL,
        ended_at TEXT NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX listening_document ON listening (document_id)",
    # choices: as shown, JSON; given: the choice taken; before, after: around the gap.
    """
    CREATE TABLE reading_check (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL REFERENCES session (id),
        document_id TEXT NOT NULL REFERENCES document (id),
        number INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('cloze', 'heard')),
        chapter INTEGER NOT NULL,
        block INTEGER NOT NULL,
        place INTEGER NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        choices TEXT NOT NULL CHECK (json_valid(choices)),
        answer INTEGER NOT NULL,
        given INTEGER,
        outcome TEXT NOT NULL CHECK (outcome IN ('right', 'missed', 'skipped')),
        wpm REAL NOT NULL,
        voice TEXT NOT NULL,
        sounded INTEGER NOT NULL,
        asked INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX reading_check_voice ON reading_check (voice, asked)",
    "CREATE INDEX reading_check_session ON reading_check (session_id)",
    # Every change of the speed aimed at, with its reason; sounded: µs of sound before it.
    """
    CREATE TABLE speed_change (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL REFERENCES session (id),
        document_id TEXT NOT NULL REFERENCES document (id),
        before REAL NOT NULL,
        after REAL NOT NULL,
        why TEXT NOT NULL,
        sounded INTEGER NOT NULL,
        at INTEGER NOT NULL,
        undone INTEGER,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX speed_change_session ON speed_change (session_id)",
    # What was kept of a text: a bookmark, a note, a sentence.
    """
    CREATE TABLE reading_mark (
        id TEXT PRIMARY KEY NOT NULL,
        document_id TEXT NOT NULL REFERENCES document (id),
        kind TEXT NOT NULL CHECK (kind IN ('bookmark', 'note', 'sentence')),
        chapter INTEGER NOT NULL,
        block INTEGER NOT NULL,
        place INTEGER NOT NULL,
        ends INTEGER NOT NULL,
        text TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        session_id TEXT REFERENCES session (id),
        created INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX reading_mark_document ON reading_mark (document_id)",
    # document_id NULL: for every document. rank: the order in which they are tried.
    """
    CREATE TABLE pronunciation (
        id TEXT PRIMARY KEY NOT NULL,
        document_id TEXT REFERENCES document (id),
        pattern TEXT NOT NULL,
        spoken TEXT NOT NULL,
        match TEXT NOT NULL CHECK (match IN ('word', 'regex')),
        capitals INTEGER NOT NULL DEFAULT 0,
        active INTEGER NOT NULL DEFAULT 1,
        rank INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    # The comfortable speed of a voice, each time it was found.
    """
    CREATE TABLE comfort (
        id TEXT PRIMARY KEY NOT NULL,
        voice TEXT NOT NULL,
        wpm REAL NOT NULL,
        found INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
)


@MIGRATIONS()
def m001_documents_and_listening(db: "Database") -> None:
    """Documents, where reading stopped, sessions with their checks and speeds, what was kept."""
    for table in _TABLES:
        db.execute(table)


@MIGRATIONS()
def m002_recordings(db: "Database") -> None:
    """Sound files among the documents. silence: pauses shrink to so many ms; NULL: they stay."""
    db.execute(
        """
        CREATE TABLE recording (
            id TEXT PRIMARY KEY NOT NULL,
            document_id TEXT NOT NULL UNIQUE REFERENCES document (id),
            file TEXT NOT NULL,
            seconds REAL NOT NULL CHECK (seconds >= 0),
            ratio REAL NOT NULL DEFAULT 1 CHECK (ratio > 0),
            silence INTEGER CHECK (silence >= 0),
            updated INTEGER NOT NULL,
            deleted INTEGER
        ) STRICT
        """
    )


_LINKED: Final = (
    "ALTER TABLE document ADD COLUMN aim_id TEXT REFERENCES aim (id)",
    # Going back to hear something again: a weak sign that it was too fast; wpm as it was heard.
    """
    CREATE TABLE reading_rewind (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL REFERENCES session (id),
        document_id TEXT NOT NULL REFERENCES document (id),
        voice TEXT NOT NULL,
        wpm REAL NOT NULL CHECK (wpm > 0),
        sounded INTEGER NOT NULL,
        at INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX reading_rewind_voice ON reading_rewind (voice, at)",
    # The voice that reads a language; the id is its short code.
    """
    CREATE TABLE language_voice (
        id TEXT PRIMARY KEY NOT NULL,
        voice TEXT NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    # A missed check asked once more on a later day; given NULL: it was put away.
    """
    CREATE TABLE reading_again (
        id TEXT PRIMARY KEY NOT NULL,
        check_id TEXT NOT NULL REFERENCES reading_check (id),
        given INTEGER,
        outcome TEXT NOT NULL CHECK (outcome IN ('right', 'missed', 'skipped')),
        asked INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER
    ) STRICT
    """,
    "CREATE INDEX reading_again_check ON reading_again (check_id)",
)


@MIGRATIONS()
def m003_rewinds_aims_voices_and_asking_again(db: "Database") -> None:
    """What an estimate rests on besides checks; aims, voices by language; checks asked again."""
    for statement in _LINKED:
        db.execute(statement)


@MIGRATIONS()
def m004_how_much_is_skipped(db: "Database") -> None:
    """Per chapter and reason: things and words, as ``{"notes": [3, 120]}``."""
    db.execute(
        "ALTER TABLE document_text ADD COLUMN skipped TEXT NOT NULL DEFAULT '{}'"
        " CHECK (json_valid(skipped))"
    )


@MIGRATIONS()
def m005_the_speeds_that_were_heard(db: "Database") -> None:
    """What was asked of the voice, whenever that changed: also in an easy part and a replay."""
    db.execute(
        """
        CREATE TABLE speed_trace (
            id TEXT PRIMARY KEY NOT NULL,
            session_id TEXT NOT NULL REFERENCES session (id),
            document_id TEXT NOT NULL REFERENCES document (id),
            part TEXT NOT NULL CHECK (part IN ('warm-up', 'work', 'cool-down', 'over', 'replay')),
            wpm REAL NOT NULL CHECK (wpm > 0),
            sounded INTEGER NOT NULL,
            at INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            deleted INTEGER
        ) STRICT
        """
    )
    db.execute("CREATE INDEX speed_trace_session ON speed_trace (session_id)")


@MIGRATIONS()
def m006_the_kind_of_text(db: "Database") -> None:
    """Which kind of text a document is; of those that are there as far as their numbers tell it."""
    db.execute(
        "ALTER TABLE document ADD COLUMN genre TEXT NOT NULL DEFAULT 'article'"
        " CHECK (genre IN ('story', 'non-fiction', 'study', 'article', 'notes'))"
    )
    db.execute(
        """
        UPDATE document SET genre = CASE
            WHEN words > 0 AND 1000 * (
                SELECT sum(coalesce(json_extract(skipped, '$.citations[0]'), 0))
                FROM document_text WHERE document_id = document.id
            ) >= words THEN 'study'
            WHEN words >= 20000 THEN 'non-fiction'
            ELSE 'article'
        END
        """
    )
