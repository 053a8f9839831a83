"""Where documents, positions, checks and speeds are kept: each call is one job for the worker."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from spindle.core.ids import Ref, new_id
from spindle.core.ports import Database
from spindle.features.listen import queries
from spindle.features.listen.found import (
    Anchor,
    Folded,
    Found,
    folded_chapters,
    look,
    written_chapter,
)
from spindle.features.listen.queries import AtOpening
from spindle.features.listen.records import DocumentLine, Kept, Position, Recording, WrittenRule
from spindle.features.listen.script import Script
from spindle.features.listen.surroundings import Surroundings
from spindle.features.listen.text.model import Place
from spindle.features.listen.text.skip import Skips
from spindle.storage.aims import find_or_create

T = TypeVar("T")
Done = Callable[[T], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a session of listening comes to so far; see the table ``listening``."""

    session: str
    document: str
    voice: str
    words: int
    sounded: int
    wpm: float | None
    understood: float | None
    began_at: str
    ended_at: str


class ListenStore:
    """GUI thread; the jobs run on the database worker."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask_library(self, done: Done[list[DocumentLine]]) -> None:
        """Read all documents."""
        self._database.read(queries.library, done)

    def ask_document(self, name: str, done: Done[DocumentLine | None]) -> None:
        """Read one with its chapters."""
        self._database.read(lambda connection: queries.document(connection, name), done)

    def ask_script(
        self,
        line: DocumentLine,
        chapter: int,
        done: Done[Script | None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Read a chapter as it is spoken; the work is done on the worker."""
        self._database.read(
            lambda connection: queries.script(connection, line, chapter), done, failed
        )

    def ask_surroundings(
        self, line: DocumentLine, chapters: range, done: Done[Surroundings]
    ) -> None:
        """Read chapters to make checks from, and count their words, on the worker."""
        self._database.read(
            lambda connection: queries.surroundings(connection, line, chapters), done
        )

    def ask_folded(
        self, document: str, first: int, known: Collection[int], done: Done[Folded]
    ) -> None:
        """Read chapters to look for something in them, and fold them, on the worker."""
        self._database.read(
            lambda connection: folded_chapters(connection, document, first, known), done
        )

    def ask_found(
        self, chapters: Mapping[int, str], folded: str, anchor: Anchor, done: Done[Found]
    ) -> None:
        """Look for something in folded chapters, on the worker."""
        self._database.read(lambda _: look(chapters, folded, anchor), done)

    def ask_written(self, document: str, chapter: int, done: Done[Script | None]) -> None:
        """Read a chapter to be looked at."""
        self._database.read(lambda connection: written_chapter(connection, document, chapter), done)

    def ask_known(self, document: str, voice: str, done: Done[AtOpening]) -> None:
        """Read what is known of a document that a voice reads."""
        self._database.read(
            lambda connection: queries.at_opening(connection, document, voice), done
        )

    def ask_voices(self, done: Done[Mapping[str, str]]) -> None:
        """Read which voice was chosen for each language."""
        self._database.read(queries.voices, done)

    def ask_place(self, ref: Ref, done: Done[tuple[str, Place] | None]) -> None:
        """Read in which document, and where, a check or a mark is."""
        self._database.read(lambda connection: queries.place_of(connection, ref), done)

    def ask_kept(self, document: str, done: Done[list[Kept]]) -> None:
        """Read what was kept of a document."""
        self._database.read(lambda connection: queries.kept(connection, document), done)

    def ask_rules(self, document: str | None, done: Done[list[WrittenRule]]) -> None:
        """Read the rules of pronunciation of a document, or those for all with None."""
        self._database.read(lambda connection: queries.written_rules(connection, document), done)

    def begin_document(self, row: Mapping[str, object]) -> None:
        """Write a document of which only the head is known; without a hash it is still arriving."""
        self._database.write(partial(_insert, "document", [row]))

    def save_recording(self, name: str, recording: Recording, seen: int) -> None:
        """Write what sounds of a document, and how."""
        row = {
            "id": name,
            "document_id": name,
            "file": recording.file,
            "seconds": recording.seconds,
            "ratio": recording.ratio,
            "silence": recording.silence,
            "updated": seen,
        }
        self._database.write(partial(_insert, "recording", [row]))

    def add_chapter(self, row: Mapping[str, object], done: Done[None]) -> None:
        """Write a chapter that was read."""
        self._database.write(partial(_insert, "document_text", [row]), done)

    def finish_document(
        self, name: str, seen: int, facts: Mapping[str, object], done: Done[str]
    ) -> None:
        """Write the rest of a document; ``done`` gets its id, or that of the same one from before.

        The same file is known by its hash. What was just read is then marked as removed.
        """

        def job(db: Any) -> str:
            row = db.execute(
                "SELECT id FROM document WHERE sha256 = ? AND id != ? AND deleted IS NULL",
                (facts["sha256"], name),
            ).fetchone()
            removed = {} if row is None else {"deleted": seen}
            _update("document", name, {**facts, **removed, "updated": seen}, db)
            return name if row is None else str(row[0])

        self._database.write(job, done)

    def drop_arriving(self, seen: int) -> None:
        """After a crash: mark what never arrived whole as removed."""
        sql = "UPDATE document SET deleted = ?, updated = ? WHERE sha256 = '' AND deleted IS NULL"
        self._database.write(lambda db: _execute(db, sql, (seen, seen)))

    def change_document(self, name: str, seen: int, **values: object) -> None:
        """Write some of a document's columns."""
        self._database.write(partial(_update, "document", name, {**values, "updated": seen}))

    def save_title(
        self, name: str, title: str, aim: str, seen: int, done: Done[str | None]
    ) -> None:
        """Write a document's title and the name of its aim, if any; ``done`` gets the aim's id."""

        def job(db: Any) -> str | None:
            found = find_or_create(db, aim, seen) if aim else None
            _update("document", name, {"title": title, "aim_id": found, "updated": seen}, db)
            return found

        self._database.write(job, done)

    def save_position(self, name: str, position: Position, heard: int) -> None:
        """Write where reading is; ``heard`` is the words before it."""
        place = position.place
        row = {
            "id": name,
            "document_id": name,
            "chapter": place.chapter,
            "block": place.block,
            "place": place.offset,
            "ms": position.ms,
            "voice": position.voice,
            "saved": position.saved,
            "updated": position.saved,
        }
        facts = {"heard": heard, "opened": position.saved, "updated": position.saved}

        def job(db: Any) -> None:
            _upsert(db, "reading_position", row)
            _update("document", name, facts, db)

        self._database.write(job)

    def save_listening(self, totals: Totals, seen: int) -> None:
        """Write what a session comes to so far."""
        row = {
            "id": totals.session,
            "session_id": totals.session,
            "document_id": totals.document,
            "voice": totals.voice,
            "words": totals.words,
            "sounded": totals.sounded,
            "wpm": totals.wpm,
            "understood": totals.understood,
            "began_at": totals.began_at,
            "ended_at": totals.ended_at,
            "updated": seen,
        }
        self._database.write(lambda db: _upsert(db, "listening", row))

    def save_check(self, row: Mapping[str, object]) -> None:
        """Write a check that was answered or skipped."""
        self._database.write(partial(_insert, "reading_check", [row]))

    def save_again(self, row: Mapping[str, object]) -> None:
        """Write that a missed check was asked once more."""
        self._database.write(partial(_insert, "reading_again", [row]))

    def save_rewind(self, row: Mapping[str, object]) -> None:
        """Write that something was heard again."""
        self._database.write(partial(_insert, "reading_rewind", [row]))

    def save_change(self, row: Mapping[str, object]) -> None:
        """Write a change of speed."""
        self._database.write(partial(_insert, "speed_change", [row]))

    def save_heard(self, row: Mapping[str, object]) -> None:
        """Write what is asked of the voice from now on."""
        self._database.write(partial(_insert, "speed_trace", [row]))

    def undo_change(self, name: str, seen: int) -> None:
        """Note that a change of speed was taken back."""
        values = {"undone": seen, "updated": seen}
        self._database.write(partial(_update, "speed_change", name, values))

    def keep(self, document: str, found: Kept, session: str | None) -> None:
        """Write a bookmark, note or sentence; kept text is not lost while the disk is."""
        row = {
            "id": found.id,
            "document_id": document,
            "kind": str(found.kind),
            "chapter": found.place.chapter,
            "block": found.place.block,
            "place": found.place.offset,
            "ends": found.end,
            "text": found.text,
            "note": found.note,
            "session_id": session,
            "created": found.created,
            "updated": found.created,
        }
        self._database.write(
            lambda db: _upsert(db, "reading_mark", row),
            keep={"kind": "reading_mark", "thing": found.id, "text": found.note or found.text},
        )

    def set_removed(self, table: str, name: str, seen: int, *, removed: bool = True) -> None:
        """Mark a row of one of Listen's tables as removed, or bring it back."""
        values = {"deleted": seen if removed else None, "updated": seen}
        self._database.write(partial(_update, table, name, values))

    def save_skips(self, name: str, skips: Skips, words: int, seen: int) -> None:
        """Write which reasons a document leaves out, and how many words of it are said."""
        stored = json.dumps(sorted(reason.value for reason in skips))
        self.change_document(name, seen, skips=stored, words=words)

    def save_rule(self, document: str | None, written: WrittenRule, seen: int) -> None:
        """Write a rule of pronunciation, new or changed; without a document it holds for all."""
        rule = written.rule
        row = {
            "id": written.id,
            "document_id": document,
            "pattern": rule.pattern,
            "spoken": rule.spoken,
            "match": str(rule.match),
            "capitals": int(rule.case),
            "active": int(rule.on),
            "rank": written.rank,
            "updated": seen,
        }
        self._database.write(partial(_insert, "pronunciation", [row]))

    def save_voice(self, language: str, voice: str, seen: int) -> None:
        """Write the voice that reads a language."""
        row = {"id": language, "voice": voice, "updated": seen}
        self._database.write(partial(_insert, "language_voice", [row]))

    def save_comfort(self, voice: str, wpm: float, seen: int) -> None:
        """Write the comfortable speed of a voice."""
        row = {"id": new_id(), "voice": voice, "wpm": wpm, "found": seen, "updated": seen}
        self._database.write(partial(_insert, "comfort", [row]))


def _insert(table: str, rows: Sequence[Mapping[str, object]], db: Any) -> None:
    for row in rows:
        _upsert(db, table, row)


def _upsert(db: Any, table: str, row: Mapping[str, object]) -> None:
    columns = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    changes = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
    db.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({values})"
        f" ON CONFLICT (id) DO UPDATE SET {changes}",
        row,
    )


def _update(table: str, name: str, values: Mapping[str, object], db: Any) -> None:
    changes = ", ".join(f"{column} = ?" for column in values)
    db.execute(f"UPDATE {table} SET {changes} WHERE id = ?", (*values.values(), name))


def _execute(db: Any, sql: str, values: Sequence[object]) -> None:
    db.execute(sql, values)
