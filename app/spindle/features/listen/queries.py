"""What Listen reads: plain queries of the standard library, for the worker and the first paint."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from spindle.core.ids import Ref
from spindle.features.listen.records import (
    SILENT,
    Answered,
    ChapterLine,
    DocumentLine,
    Kept,
    MarkKind,
    Position,
    Recording,
    WrittenRule,
)
from spindle.features.listen.script import Script
from spindle.features.listen.surroundings import Surroundings
from spindle.features.listen.text.genre import Genre
from spindle.features.listen.text.model import Place
from spindle.features.listen.text.packed import unpack
from spindle.features.listen.text.rules import Match, Rule
from spindle.features.listen.text.skip import DEFAULT, Amount, Reason, Skips
from spindle.features.listen.velocity.controller import REWOUND
from spindle.features.listen.velocity.threshold import Estimate, Observation
from spindle.features.listen.velocity.understood import Answer
from spindle.features.listen.velocity.worn import Item, is_worn

_CHECKS: Final = 200
"""The latest answered checks that count for the estimate; older ones have faded."""

_DOCUMENT: Final = (
    "SELECT d.*, p.chapter, p.block, p.place, p.ms, p.voice, p.saved,"
    " r.file, r.seconds, r.ratio, r.silence, a.name AS aim_name FROM document d"
    " LEFT JOIN reading_position p ON p.document_id = d.id"
    " LEFT JOIN recording r ON r.document_id = d.id"
    " LEFT JOIN aim a ON a.id = d.aim_id AND a.deleted IS NULL"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a listener and a voice.

    Attributes:
        voice: Its id, or ``SILENT``.
        signs: The latest answered checks and the rewinds between them, oldest first.
        comfort: The comfortable speed found last, in wpm.
        found: When that was, µs UTC.
        genre: The kind of text that is opened.
        estimate: What all that says of this kind, a session later.
    """

    voice: str
    signs: tuple[Observation, ...]
    comfort: float | None
    found: int | None
    genre: Genre
    estimate: Estimate

    @property
    def answers(self) -> list[Answer]:
        """The checks alone, for the share understood."""
        return [Answer(sign.wpm, sign.right) for sign in self.signs if sign.strength == 1]


class AtOpening(NamedTuple):
    """What is known as a document is opened: of its voice, of reading in silence, of its checks."""

    aloud: Known
    unheard: Known
    worn: frozenset[Item]


def library(connection: sqlite3.Connection) -> list[DocumentLine]:
    """All documents, the one listened to last first; without their chapters."""
    rows = connection.execute(
        f"{_DOCUMENT} WHERE d.deleted IS NULL ORDER BY coalesce(d.opened, d.added) DESC"
    )
    return [_document(row) for row in rows]


def document(connection: sqlite3.Connection, name: str) -> DocumentLine | None:
    """One document with its chapters, or None where it is not there any more."""
    row = connection.execute(
        f"{_DOCUMENT} WHERE d.id = ? AND d.deleted IS NULL", (name,)
    ).fetchone()
    if row is None:
        return None
    chapters = connection.execute(
        "SELECT chapter, title, level, continues, words, skipped FROM document_text"
        " WHERE document_id = ? AND deleted IS NULL ORDER BY chapter",
        (name,),
    )
    return _document(row, tuple(map(_chapter, chapters)))


def script(connection: sqlite3.Connection, line: DocumentLine, chapter: int) -> Script | None:
    """A chapter as it is read, with the rules in force; None where it is not there.

    Raises:
        ValueError: The stored text is damaged.
    """
    return next(_scripts(connection, line, range(chapter, chapter + 1)), None)


def surroundings(
    connection: sqlite3.Connection, line: DocumentLine, chapters: range
) -> Surroundings:
    """Chapters to make checks from, with their words counted; damaged ones are left out."""
    found = Surroundings.of(_scripts(connection, line, chapters, whole=False))
    _ = found.vocabulary
    return found


def _scripts(
    connection: sqlite3.Connection, line: DocumentLine, chapters: range, *, whole: bool = True
) -> Iterator[Script]:
    """These chapters, in order; not ``whole``: without those that are damaged."""
    written = rules(connection, line.id)
    rows = connection.execute(
        "SELECT chapter, packed FROM document_text WHERE document_id = ?"
        " AND chapter >= ? AND chapter < ? AND deleted IS NULL ORDER BY chapter",
        (line.id, chapters.start, chapters.stop),
    )
    for chapter, packed in rows:
        try:
            blocks = unpack(packed)
        except ValueError:
            if whole:
                raise
            continue
        yield Script.of(chapter, blocks, line.language, line.skips, written)


def rules(connection: sqlite3.Connection, name: str) -> list[Rule]:
    """The rules of pronunciation for a document: its own before the global ones."""
    rows = connection.execute(
        "SELECT pattern, spoken, match, capitals, active FROM pronunciation"
        " WHERE (document_id = ? OR document_id IS NULL) AND deleted IS NULL"
        " ORDER BY document_id IS NULL, rank",
        (name,),
    )
    return [
        Rule(pattern=row[0], spoken=row[1], match=Match(row[2]), case=bool(row[3]), on=bool(row[4]))
        for row in rows
    ]


def written_rules(connection: sqlite3.Connection, name: str | None) -> list[WrittenRule]:
    """The rules that belong to a document, or to all with None, in the order that they apply."""
    rows = connection.execute(
        "SELECT id, rank, pattern, spoken, match, capitals, active FROM pronunciation"
        " WHERE document_id IS ? AND deleted IS NULL ORDER BY rank",
        (name,),
    )
    return [
        WrittenRule(
            id=row[0],
            rank=row[1],
            rule=Rule(
                pattern=row[2],
                spoken=row[3],
                match=Match(row[4]),
                case=bool(row[5]),
                on=bool(row[6]),
            ),
        )
        for row in rows
    ]


def known(connection: sqlite3.Connection, voice: str, genre: Genre) -> Known:
    """What the latest checks and rewinds of a voice showed, and its comfortable speed."""
    checks = connection.execute(
        "SELECT c.wpm, c.outcome, c.session_id, c.asked, c.document_id, d.genre"
        " FROM reading_check c JOIN document d ON d.id = c.document_id"
        " WHERE c.voice = ? AND c.outcome != 'skipped' AND c.deleted IS NULL"
        " ORDER BY c.asked DESC LIMIT ?",
        (voice, _CHECKS),
    ).fetchall()
    since = checks[-1][3] if len(checks) == _CHECKS else 0
    rewinds = connection.execute(
        "SELECT r.wpm, r.session_id, r.at, r.document_id, d.genre"
        " FROM reading_rewind r JOIN document d ON d.id = r.document_id"
        " WHERE r.voice = ? AND r.at >= ? AND r.deleted IS NULL ORDER BY r.at DESC LIMIT ?",
        (voice, since, _CHECKS),
    ).fetchall()
    comfort = connection.execute(
        "SELECT wpm, found FROM comfort WHERE voice = ? AND deleted IS NULL"
        " ORDER BY found DESC LIMIT 1",
        (voice,),
    ).fetchone()
    dated = [
        (row[3], Observation(row[0], row[1] == Answered.RIGHT, 1.0, row[2], row[4], row[5]))
        for row in checks
    ]
    dated += [
        (row[2], Observation(row[0], False, REWOUND, row[1], row[3], row[4])) for row in rewinds
    ]
    dated.sort(key=lambda sign: sign[0])
    signs = tuple(sign for _, sign in dated)
    wpm, found = comfort or (None, None)
    estimate = Estimate.of_genre(signs, genre, wpm)
    return Known(
        voice=voice,
        signs=signs,
        comfort=wpm,
        found=found,
        genre=genre,
        estimate=estimate.drifted() if signs else estimate,
    )


def at_opening(connection: sqlite3.Connection, name: str, voice: str) -> AtOpening:
    """What is known as a document is opened that a voice reads."""
    row = connection.execute("SELECT genre FROM document WHERE id = ?", (name,)).fetchone()
    genre = Genre.ARTICLE if row is None else Genre(row[0])
    return AtOpening(
        known(connection, voice, genre), known(connection, SILENT, genre), worn(connection, name)
    )


def worn(connection: sqlite3.Connection, name: str) -> frozenset[Item]:
    """What is not asked again in a document: by the answers so far it tells nothing."""
    rows = connection.execute(
        "SELECT before, json_extract(choices, '$[' || answer || ']') AS item, after,"
        " sum(outcome = 'right'), count(*) FROM reading_check"
        " WHERE document_id = ? AND outcome != 'skipped' AND deleted IS NULL"
        " GROUP BY before, item, after",
        (name,),
    )
    return frozenset(Item(*row[:3]) for row in rows if is_worn(row[3], row[4]))


def voices(connection: sqlite3.Connection) -> dict[str, str]:
    """The voice chosen for each language."""
    rows = connection.execute("SELECT id, voice FROM language_voice WHERE deleted IS NULL")
    return {row[0]: row[1] for row in rows}


def place_of(connection: sqlite3.Connection, ref: Ref) -> tuple[str, Place] | None:
    """The document and the sentence of a check or a mark; None where it is not there any more."""
    if ref.kind not in {"reading_check", "reading_mark"}:
        return None
    row = connection.execute(
        f"SELECT x.document_id, x.chapter, x.block, x.place FROM {ref.kind} x"
        " JOIN document d ON d.id = x.document_id"
        " WHERE x.id = ? AND x.deleted IS NULL AND d.deleted IS NULL",
        (ref.id,),
    ).fetchone()
    return None if row is None else (row[0], Place(row[1], row[2], row[3]))


def kept(connection: sqlite3.Connection, name: str) -> list[Kept]:
    """What was kept of a document, in the order of the text."""
    rows = connection.execute(
        "SELECT id, kind, chapter, block, place, ends, text, note, created FROM reading_mark"
        " WHERE document_id = ? AND deleted IS NULL ORDER BY chapter, block, place, created",
        (name,),
    )
    return [
        Kept(
            id=row[0],
            kind=MarkKind(row[1]),
            place=Place(row[2], row[3], row[4]),
            end=row[5],
            text=row[6],
            note=row[7],
            created=row[8],
        )
        for row in rows
    ]


def _chapter(row: sqlite3.Row) -> ChapterLine:
    return ChapterLine(
        number=row["chapter"],
        title=row["title"],
        level=row["level"],
        continues=bool(row["continues"]),
        words=row["words"],
        skipped={
            Reason(name): Amount(*amount) for name, amount in json.loads(row["skipped"]).items()
        },
    )


def _document(row: sqlite3.Row, chapters: tuple[ChapterLine, ...] = ()) -> DocumentLine:
    position = None
    if row["saved"] is not None:
        position = Position(
            place=Place(row["chapter"], row["block"], row["place"]),
            ms=row["ms"],
            voice=row["voice"],
            saved=row["saved"],
        )
    return DocumentLine(
        id=row["id"],
        title=row["title"],
        author=row["author"],
        language=row["language"],
        format=row["format"],
        path=row["path"],
        words=row["words"],
        heard=row["heard"],
        chapters=chapters,
        position=position,
        wpm=row["wpm"],
        skips=_skips(row["skips"]),
        notices=tuple((sentence, facts) for sentence, facts in json.loads(row["notices"])),
        added=row["added"],
        opened=row["opened"],
        finished=row["finished"],
        aim=None if row["aim_name"] is None else row["aim_id"],
        aim_name=row["aim_name"] or "",
        recording=None if row["file"] is None else _recording(row),
        genre=Genre(row["genre"]),
    )


def _recording(row: sqlite3.Row) -> Recording:
    return Recording(
        file=row["file"], seconds=row["seconds"], ratio=row["ratio"], silence=row["silence"]
    )


def _skips(stored: str | None) -> Skips:
    if stored is None:
        return DEFAULT
    names = set(json.loads(stored))
    return frozenset(reason for reason in Reason if reason.value in names)
