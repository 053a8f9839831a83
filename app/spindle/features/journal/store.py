"""Writes of the journal, each one job for the database worker.

Texts are cleaned here, so that nothing a person types can fail to be stored.
"""

from typing import TYPE_CHECKING, Final

from spindle.core.clock import SECOND
from spindle.core.ids import new_id
from spindle.core.text import clean
from spindle.features.journal.model import Came, Night, QuestionState
from spindle.features.journal.records import Entry, Line, Question
from spindle.storage.aims import find_or_create

if TYPE_CHECKING:
    from sqlite_utils import Database

BURST: Final = 30 * SECOND
"""Saves closer together than this are one burst of writing and share one revision."""

_KEEP_REVISION: Final = """
INSERT INTO entry_revision (id, entry_id, text, know, tried, answer, updated)
SELECT :revision, id, text, know, tried, answer, :at FROM entry
WHERE id = :id AND (text, know, tried, answer) <> (:text, :know, :tried, :answer)
  AND text || know || tried || answer <> ''
  AND NOT EXISTS (
    SELECT 1 FROM entry_revision WHERE entry_id = :id AND updated > :at - :burst)
"""
_SAVE_ENTRY: Final = """
INSERT INTO entry (id, kind, night, night_id, question_id, text, know, tried, answer,
  written, zone, offset, updated)
VALUES (:id, :kind, :night, :night_id, :question, :text, :know, :tried, :answer,
  :written, :zone, :offset, :at)
ON CONFLICT (id) DO UPDATE SET text = :text, know = :know, tried = :tried, answer = :answer,
  question_id = :question, updated = :at, deleted = NULL
"""
_SAVE_LINE: Final = """
INSERT INTO todo (id, night, night_id, position, what, when_, first_step, done, updated, deleted)
VALUES (:id, :night, :night_id, :position, :what, :when, :first_step, :done, :at, :deleted)
ON CONFLICT (id) DO UPDATE SET position = :position, what = :what, when_ = :when,
  first_step = :first_step, done = :done, updated = :at, deleted = :deleted
"""
_SAVE_QUESTION: Final = """
INSERT INTO question (id, text, state, created, source_kind, source_id, aim_id, updated)
VALUES (:id, :text, :state, :created, :source_kind, :source_id, :aim, :at)
ON CONFLICT (id) DO UPDATE SET text = :text, state = :state,
  aim_id = coalesce(:aim, aim_id), updated = :at, deleted = NULL
"""
_SAVE_NIGHT: Final = """
INSERT INTO night (id, night, zone, offset, began, closed, step, question_id, session_id, skipped,
  woken, captured, nothing_came, outcome, judged, updated)
VALUES (:id, :night, :zone, :offset, :began, :closed, :step, :question, :session, :skipped,
  :woken, :captured, :nothing_came, :came, :judged, :at)
ON CONFLICT (id) DO UPDATE SET closed = :closed, step = :step, question_id = :question,
  session_id = :session, skipped = :skipped, woken = :woken, captured = :captured,
  nothing_came = :nothing_came, judged = CASE WHEN outcome IS :came THEN judged ELSE :judged END,
  outcome = :came, updated = :at
"""


def save_night(db: "Database", night: Night, at: int) -> None:
    """Write a night as it is now."""
    row = {
        "id": night.id,
        "night": night.night.isoformat(),
        "zone": night.zone,
        "offset": night.offset,
        "began": night.began,
        "closed": night.closed,
        "step": night.step,
        "question": night.question,
        "session": night.session,
        "skipped": int(night.skipped),
        "woken": night.woken,
        "captured": night.captured,
        "nothing_came": int(night.nothing_came),
        "came": night.came,
        "judged": None if night.came is None else at,
        "at": at,
    }
    db.execute(_SAVE_NIGHT, row)


def save_entry(db: "Database", entry: Entry, at: int) -> None:
    """Write an entry; what stood there before a burst of writing is kept as a revision."""
    text, know, tried, answer = (clean(part) for part in entry.fields)
    row: dict[str, object] = {"id": entry.id, "at": at}
    row |= {"text": text, "know": know, "tried": tried, "answer": answer}
    db.execute(_KEEP_REVISION, row | {"revision": new_id(), "burst": BURST})
    row |= {"kind": entry.kind, "night": entry.night.isoformat(), "night_id": entry.night_id}
    row |= {"question": entry.question, "written": entry.written}
    row |= {"zone": entry.zone, "offset": entry.offset}
    db.execute(_SAVE_ENTRY, row)


def remove_entry(db: "Database", identity: str, at: int) -> None:
    """Take an entry out of every list; its text stays in the file."""
    db.execute("UPDATE entry SET deleted = ?, updated = ? WHERE id = ?", [at, at, identity])


def restore_entry(db: "Database", identity: str, at: int) -> None:
    """Undo ``remove_entry``."""
    db.execute("UPDATE entry SET deleted = NULL, updated = ? WHERE id = ?", [at, identity])


def save_line(db: "Database", line: Line, at: int) -> None:
    """Write a to-do line; an emptied one is removed."""
    row = {
        "id": line.id,
        "night": line.night.isoformat(),
        "night_id": line.night_id,
        "position": line.position,
        "what": clean(line.what),
        "when": clean(line.when),
        "first_step": clean(line.first_step),
        "done": line.done,
        "at": at,
        "deleted": at if line.empty else None,
    }
    db.execute(_SAVE_LINE, row)


def set_done(db: "Database", identity: str, done: int | None, at: int) -> None:
    """Tick a to-do line (µs UTC), or untick it with None."""
    db.execute("UPDATE todo SET done = ?, updated = ? WHERE id = ?", [done, at, identity])


def save_question(db: "Database", question: Question, at: int) -> None:
    """Write a question, or the draft of one."""
    row = {
        "id": question.id,
        "text": clean(question.text),
        "state": question.state,
        "created": question.created,
        "source_kind": None if question.source is None else question.source.kind,
        "source_id": None if question.source is None else question.source.id,
        "aim": find_or_create(db, question.aim_name, at) if question.aim_name else question.aim,
        "at": at,
    }
    db.execute(_SAVE_QUESTION, row)


def set_state(db: "Database", identity: str, state: QuestionState, at: int) -> None:
    """Open, solve or let go of a question."""
    db.execute("UPDATE question SET state = ?, updated = ? WHERE id = ?", [state, at, identity])


def judge(db: "Database", night: Night, at: int) -> None:
    """Write what a morning brought; "looks solved" closes the question."""
    save_night(db, night, at)
    if night.question is not None and night.came is Came.LOOKS_SOLVED:
        set_state(db, night.question, QuestionState.SOLVED, at)
