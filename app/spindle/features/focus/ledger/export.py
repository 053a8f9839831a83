"""The ledger for other programs: as CSV, JSON lines and iCalendar. Plain text, no Qt."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Final, NamedTuple

from spindle.core.clock import SECOND
from spindle.core.days import DAY_START, day_of, near
from spindle.core.ids import Ref

FORMATS: Final = ("csv", "jsonl", "ics")

_ROWS: Final = """
    SELECT * FROM (
        SELECT CASE WHEN s.activity != 'move' THEN 'work'
                WHEN json_extract(s.detail, '$.rest') THEN 'rest' ELSE 'move' END AS kind, s.id,
            s.parent_id AS parent, s.activity, s.title, s.started, coalesce(s.ended, s.last_seen)
            AS ended, s.offset, s.active, s.rating, s.outcome, a.name AS aim,
            coalesce(nullif(b.note, ''), n.text, '') AS note,
            (SELECT group_concat(name, ' ') FROM (SELECT name FROM session_tag t
                WHERE t.session_id = s.id AND t.deleted IS NULL ORDER BY name)) AS tags,
            s.ref_kind, s.ref_id, NULL AS moved_from, NULL AS moved_until
        FROM session s LEFT JOIN aim a ON a.id = s.aim_id
            LEFT JOIN block b ON b.session_id = s.id
            LEFT JOIN session_note n ON n.session_id = s.id AND n.deleted IS NULL
        WHERE s.deleted IS NULL AND s.outcome IS NOT 'skipped'
        UNION ALL
        SELECT 'gap', g.id, g.session_id, g.kind, '', g.started, coalesce(g.ended, s.last_seen),
            s.offset, 0, NULL, NULL, NULL, g.note, NULL, NULL, NULL, NULL, NULL
        FROM gap g JOIN session s ON s.id = g.session_id
        WHERE g.deleted IS NULL AND s.deleted IS NULL
        UNION ALL
        SELECT k.kind, k.id, k.session_id, '', k.movement, k.started,
            coalesce(k.ended, k.started), k.offset, 0, NULL, NULL, NULL, '', NULL, NULL, NULL,
            m.started, coalesce(m.ended, m.last_seen)
        FROM break k LEFT JOIN session m ON m.id = k.move_id AND m.deleted IS NULL
            AND m.outcome IS NOT 'skipped'
        WHERE k.deleted IS NULL
        UNION ALL
        SELECT 'clock step', c.id, c.session_id, '', '', c.at, c.at + c.step, c.offset, 0, NULL,
            NULL, NULL, '', NULL, NULL, NULL, NULL, NULL
        FROM clock_step c WHERE c.deleted IS NULL
    ) WHERE started >= ? AND started < ? ORDER BY started, id
"""
_EVER: Final = (-(2**63), 2**63 - 1)


class Line(NamedTuple):
    """One row of the ledger as it goes out.

    Attributes:
        kind: work, move, rest, gap, break, sleep or clock step.
        activity: Of a session; of a gap its kind.
        parent: The session it lies in, or the block before a break.
        started, ended: Local ISO 8601 with the offset of the place.
        work_seconds: What counts as work.
        about: What it worked on: the title of another feature's thing; ``about_kind`` and
            ``about_id`` are its reference.
        first, last: µs UTC.
        moved: Of a break, when the movement in it was, which is a row of its own; µs UTC.
    """

    kind: str
    activity: str
    title: str
    started: str
    ended: str
    seconds: int
    work_seconds: int
    rating: int | None
    outcome: str | None
    aim: str | None
    tags: str | None
    note: str
    id: str
    parent: str | None
    about: str
    about_kind: str | None
    about_id: str | None
    first: int
    last: int
    moved: tuple[int, int] | None


_SHOWN: Final = Line._fields[:-3]


class Days(NamedTuple):
    """Which days go out, both ends included; None leaves that end open."""

    first: date | None = None
    last: date | None = None
    day_start: int = DAY_START

    def holds(self, wall: int, offset: int) -> bool:
        """Whether an instant (µs UTC) read at its own offset lies in them."""
        day = day_of(wall, offset, self.day_start)
        return (self.first or day) <= day <= (self.last or day)

    @property
    def span(self) -> tuple[int, int]:
        """µs UTC between which all of it lies, wherever it was."""
        begin, end = _EVER
        if self.first is not None:
            begin, _ = near(self.first, self.first, "UTC", self.day_start)
        if self.last is not None:
            _, end = near(self.last, self.last, "UTC", self.day_start)
        return begin, end


Naming = Callable[[sqlite3.Connection, Ref], str]
"""The title of another feature's thing; empty for one that is gone."""


def lines(connection: sqlite3.Connection, days: Days, naming: Naming) -> Iterator[Line]:
    """The rows that began on some days, each read at its own offset."""
    names: dict[Ref, str] = {}
    for row in connection.execute(_ROWS, days.span):
        if not days.holds(row["started"], row["offset"]):
            continue
        about = ""
        if row["ref_kind"]:
            ref = Ref(row["ref_kind"], row["ref_id"])
            about = names[ref] = names.get(ref) or naming(connection, ref)
        yield Line(
            kind=row["kind"],
            activity=row["activity"],
            title=row["title"],
            started=_iso(row["started"], row["offset"]),
            ended=_iso(row["ended"], row["offset"]),
            seconds=(row["ended"] - row["started"]) // SECOND,
            work_seconds=row["active"] // SECOND,
            rating=row["rating"],
            outcome=row["outcome"],
            aim=row["aim"],
            tags=row["tags"],
            note=row["note"],
            id=row["id"],
            parent=row["parent"],
            about=about,
            about_kind=row["ref_kind"],
            about_id=row["ref_id"],
            first=row["started"],
            last=row["ended"],
            moved=None if row["moved_from"] is None else (row["moved_from"], row["moved_until"]),
        )


def written(found: Iterable[Line], kind: str) -> Iterator[str]:
    """The text of a format, in pieces; ``kind`` is one of ``FORMATS``."""
    return {"csv": _csv, "jsonl": _jsonl, "ics": _ics}[kind](found)


def write_file(path: Path, connection: sqlite3.Connection, days: Days, naming: Naming) -> None:
    """Write some days into a file whose ending names the format; CSV for another.

    Raises:
        OSError: It cannot be written; what was there before stays.
    """
    kind = path.suffix.lower().lstrip(".")
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            for text in written(
                lines(connection, days, naming), kind if kind in FORMATS else "csv"
            ):
                file.write(text)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def _csv(found: Iterable[Line]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_SHOWN)
    for line in found:
        writer.writerow([_harmless(value) for value in line[: len(_SHOWN)]])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _harmless(value: object) -> object:
    """No spreadsheet shall take a title for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@"} else value


def _jsonl(found: Iterable[Line]) -> Iterator[str]:
    for line in found:
        row: dict[str, object] = dict(zip(_SHOWN, line[: len(_SHOWN)], strict=True))
        row["tags"] = (line.tags or "").split()
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _ics(found: Iterable[Line]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Spindle//Ledger//EN\r\n"
    for line in found:
        if line.kind in {"work", "move", "rest", "break"}:
            for number, (first, last) in enumerate(_own(line)):
                yield from _event(line, f"{line.id}-{number}" if number else line.id, first, last)
    yield "END:VCALENDAR\r\n"


def _own(line: Line) -> list[tuple[int, int]]:
    """When it was; of a break without the movement in it, which is an event of its own."""
    first, last = line.first, line.last
    begun, over = line.moved or (last, last)
    parts = ((first, min(begun, last)), (max(over, first), last))
    return [(start, end) for start, end in parts if end - start >= SECOND]


def _event(line: Line, name: str, first: int, last: int) -> Iterator[str]:
    title = line.title if line.moved is None else ""
    title = title or line.activity or line.kind
    yield "BEGIN:VEVENT\r\n"
    yield _folded(f"UID:{name}@spindle")
    yield _folded(f"DTSTAMP:{_utc(last)}")
    yield _folded(f"DTSTART:{_utc(first)}")
    yield _folded(f"DTEND:{_utc(last)}")
    yield _folded(f"SUMMARY:{_escaped(title)}")
    yield _folded(f"CATEGORIES:{_escaped(line.activity or line.kind)}")
    said = "\n".join(text for text in (line.note, line.about) if text)
    if said:
        yield _folded(f"DESCRIPTION:{_escaped(said)}")
    if line.about_kind:
        yield _folded(f"X-SPINDLE-ABOUT:{line.about_kind}/{line.about_id}")
    yield "END:VEVENT\r\n"


def _escaped(text: str) -> str:
    for plain, written_ in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, written_)
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """At most 75 octets a line, as RFC 5545 asks, never within a letter."""
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode("utf-8", "replace"))
        if size + octets > 74:
            parts.append(part)
            part, size = "", 0
        part += letter
        size += octets
    return "\r\n ".join([*parts, part]) + "\r\n"


def _utc(wall: int) -> str:
    return _moment(wall).strftime("%Y%m%dT%H%M%SZ")


def _iso(wall: int, offset: int) -> str:
    return _moment(wall).astimezone(timezone(timedelta(seconds=offset))).isoformat()


def _moment(wall: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(seconds=wall // SECOND)
