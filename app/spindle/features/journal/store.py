"""Writes of the journal, each one job for the database worker.

Texts are cleaned here, so that nothing a person types can fail to be stored.
"""

from typing import TYPE_CHECKING, Final

from spindle.core.clock import SECOND
from spindle.core.ids import new_id
from spindle.core.text import clean
from spindle.features.journal.model import Came, Held, Night, QuestionState
from spindle.features.journal.records import Entry, Line, Question
from spindle.features.journal.tags import tags_of
from spindle.storage.aims import find_or_create

if TYPE_CHECKING:
    from sqlite_utils import Database as Database  # noqa: PLC0414 - named by keeping, too

BURST: Final = 30 * SECOND
"""Saves closer together than this are one burst of writing and share one revision."""

_KEEP_REVISION: Final = """
INSERT INTO entry_revision (id, entry_id, text, know, tried, answer, picture, night, updated)
SELECT :revision, id, text, know, tried, answer, picture, night, :at FROM entry
WHERE id = :id
  AND (text, know, tried, answer, picture) <> (:text, :know, :tried, :answer, :picture)
  AND text || know || tried || answer || picture <> ''
  AND NOT EXISTS (
    SELECT 1 FROM entry_revision WHERE entry_id = :id AND updated > :at - :burst)
"""
_SAVE_ENTRY: Final = """
INSERT INTO entry (id, kind, night, night_id, question_id, text, know, tried, answer,
  picture, written, zone, offset, updated)
VALUES (:id, :kind, :night, :night_id, :question, :text, :know, :tried, :answer, :picture,
  :written, :zone, :offset, :at)
ON CONFLICT (id) DO UPDATE SET text = :text, know = :know, tried = :tried, answer = :answer,
  picture = :picture, question_id = :question, updated = :at, deleted = NULL
"""
_SAVE_LINE: Final = """
INSERT INTO todo (id, night, night_id, position, what, when_, first_step, done, updated, deleted)
VALUES (:id, :night, :night_id, :position, :what, :when, :first_step, :done, :at, :deleted)
ON CONFLICT (id) DO UPDATE SET position = :position, what = :what, when_ = :when,
  first_step = :first_step, done = :done, updated = :at, deleted = :deleted
"""
_SAVE_QUESTION: Final = """
INSERT INTO question
  (id, text, state, created, source_kind, source_id, aim_id, inbox, updated)
VALUES (:id, :text, :state, :created, :source_kind, :source_id, :aim, :inbox, :at)
ON CONFLICT (id) DO UPDATE SET text = :text, state = :state,
  aim_id = coalesce(:aim, aim_id), updated = :at, deleted = NULL
"""
_NIGHT: Final = (
    ("closed", "closed"),
    ("step", "step"),
    ("question_id", "question"),
    ("session_id", "session"),
    ("skipped", "skipped"),
    ("woken", "woken"),
    ("captured", "captured"),
    ("nothing_came", "nothing_came"),
    ("mind_busy", "mind_busy"),
    ("worried", "worried"),
    ("aside", "aside"),
    ("source", "source"),
    ("insight", "insight"),
    ("lights_out", "lights_out"),
    ("prime_ms", "prime_ms"),
    ("after_close_use_s", "after_close_use_s"),
    ("night_slips", "slips"),
    ("dream_recall", "dream_recall"),
    ("dream_related", "dream_related"),
    ("first_use", "first_use"),
    ("minutes_after_wake", "minutes_after_wake"),
    ("excluded_reason", "excluded"),
    ("later", "later"),
    ("arm", "arm"),
    ("control_question_id", "control_question"),
    ("prior", "prior"),
)
"""Columns of a night and their names in its record, without those stored once or apart."""

_SAVE_NIGHT: Final = f"""
INSERT INTO night (id, night, zone, offset, began, {", ".join(c for c, _ in _NIGHT)},
  outcome, judged, updated)
VALUES (:id, :night, :zone, :offset, :began, {", ".join(f":{name}" for _, name in _NIGHT)},
  :came, :judged, :at)
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{column} = :{name}" for column, name in _NIGHT)},
  judged = CASE WHEN outcome IS :came THEN judged ELSE :judged END, outcome = :came, updated = :at
"""


def save_night(db: "Database", night: Night, at: int) -> None:
    """Write a night as it is now; its date is moved by ``keeping.move_night`` alone."""
    row: dict[str, object] = night._asdict()
    row |= {"night": night.night.isoformat(), "nothing_came": int(night.nothing_came)}
    row |= {"arm": night.arm, "control_question": night.control_question, "prior": night.prior}
    row |= {"judged": None if night.came is None else at, "at": at}
    db.execute(_SAVE_NIGHT, row)


def save_entry(db: "Database", entry: Entry, at: int) -> None:
    """Write an entry; what stood there before a burst of writing is kept as a revision."""
    names = ("text", "know", "tried", "answer", "picture")
    row: dict[str, object] = {"id": entry.id, "at": at}
    row |= dict(zip(names, map(clean, entry.fields), strict=True))
    db.execute(_KEEP_REVISION, row | {"revision": new_id(), "burst": BURST})
    row |= {"kind": entry.kind, "night": entry.night.isoformat(), "night_id": entry.night_id}
    row |= {"question": entry.question, "written": entry.written}
    row |= {"zone": entry.zone, "offset": entry.offset}
    db.execute(_SAVE_ENTRY, row)
    keep_tags(db, entry.id, tags_of(clean(entry.words)), at)


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
        "inbox": question.inbox,
        "at": at,
    }
    db.execute(_SAVE_QUESTION, row)


def set_state(db: "Database", identity: str, state: QuestionState, at: int) -> None:
    """Open, solve or let go of a question."""
    db.execute("UPDATE question SET state = ?, updated = ? WHERE id = ?", [state, at, identity])


def set_held(
    db: "Database", identity: str, held: Held | None, verified: int | None, at: int
) -> None:
    """Write whether what a night brought has held (``verified`` is µs UTC)."""
    db.execute(
        "UPDATE night SET verified = ?, verified_at = ?, updated = ? WHERE id = ?",
        [held, verified, at, identity],
    )


def keep_tags(db: "Database", entry: str, names: tuple[str, ...], at: int) -> None:
    """Write which tags an entry has."""
    marks = ", ".join("?" for _ in names)
    db.execute(
        "UPDATE tag SET deleted = ?, updated = ? WHERE entry_id = ? AND deleted IS NULL"
        f" AND name NOT IN ({marks})",
        [at, at, entry, *names],
    )
    for name in names:
        db.execute(
            "INSERT INTO tag (id, entry_id, name, updated) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (entry_id, name) DO UPDATE SET deleted = NULL, updated = ?"
            " WHERE deleted IS NOT NULL",
            [new_id(), entry, name, at, at],
        )


def judge(db: "Database", night: Night, at: int) -> None:
    """Write what a morning brought.

    "Looks solved" closes the question, and another word for the same morning opens it again.
    """
    was = db.execute("SELECT outcome FROM night WHERE id = ?", [night.id]).fetchone()
    save_night(db, night, at)
    if night.question is None:
        return
    if night.came is Came.LOOKS_SOLVED:
        set_state(db, night.question, QuestionState.SOLVED, at)
    elif was is not None and was[0] == Came.LOOKS_SOLVED:
        db.execute(
            "UPDATE question SET state = 'open', updated = ? WHERE id = ? AND state = 'solved'",
            [at, night.question],
        )
