"""Writes imported drills piece by piece, so that no piece holds up the writer.

Until the last piece new drills, and new items of old ones, are marked removed, so that half an
import is never seen; then ``finish`` lets all be seen at once. ``forget`` takes back what came
before a cancel. What was imported before is known by its name and is brought up to date instead of
doubled: its own log and its times stay.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from spindle.core.clock import SECOND
from spindle.core.days import day_span
from spindle.core.ids import new_id
from spindle.features.drill.kinds.known import kind_of

Plain = Mapping[str, Any]

_ITEM_OF = "SELECT id, coalesce(asked, 0) FROM drill_item WHERE guid = ?"


class Import:
    """One import as it is written. Its methods run in write jobs, in order."""

    def __init__(self, *, source: str, zone: str, day_start: int, now: int) -> None:
        """Begin.

        Args:
            source: The file's name, kept with the drills.
            zone: IANA name of the user's zone.
            day_start: Minutes after midnight at which a day begins.
            now: µs UTC.
        """
        self._source = source
        self._zone, self._day_start, self._now = zone, day_start, now
        self._drill = ""
        self._place = 0
        self._drill_is_new = False
        self._answers: Counter[str] = Counter()
        self._hidden: list[str] = []
        self._new_drills: list[str] = []
        self._new_items: list[str] = []
        self.updated = 0
        self.added = 0

    def write(self, db: Any, piece: Plain) -> None:
        """Write one piece."""
        if "drill" in piece:
            self._write_drill(db, piece["drill"])
        elif "items" in piece:
            for item in piece["items"]:
                self._write_item(db, item)
        elif "medium" in piece:
            _write_medium(db, piece["medium"], self._now)

    def finish(self, db: Any) -> None:
        """Let what is new be seen."""
        for table, ids in (("drill", self._new_drills), ("drill_item", self._hidden)):
            for first in range(0, len(ids), 500):
                some = ids[first : first + 500]
                marks = ", ".join("?" * len(some))
                db.execute(f"UPDATE {table} SET deleted = NULL WHERE id IN ({marks})", some)
        for drill, count in self._answers.items():
            db.execute("UPDATE drill SET attempts = attempts + ? WHERE id = ?", (count, drill))

    def forget(self, db: Any) -> None:
        """Take back what is new; nobody has seen it."""
        for first in range(0, len(self._new_items), 500):
            some = self._new_items[first : first + 500]
            marks = ", ".join("?" * len(some))
            db.execute(f"DELETE FROM attempt WHERE item_id IN ({marks})", some)
            db.execute(f"DELETE FROM drill_item WHERE id IN ({marks})", some)
        for drill in self._new_drills:
            db.execute("DELETE FROM drill WHERE id = ?", (drill,))
        self._new_items, self._new_drills = [], []

    def _write_drill(self, db: Any, drill: Plain) -> None:
        row = db.execute("SELECT id FROM drill WHERE guid = ?", (drill["guid"],)).fetchone()
        self._place = 0
        if row is not None:
            self._drill = str(row[0])
            self._drill_is_new = self._drill in self._new_drills
            if not self._drill_is_new:
                db.execute(
                    "UPDATE drill SET title = ?, options = ?, deleted = NULL, updated = ?"
                    " WHERE id = ?",
                    (drill["title"], _json(drill.get("options", {})), self._now, self._drill),
                )
            found = db.execute(
                "SELECT coalesce(max(ord) + 1, 0) FROM drill_item WHERE drill_id = ?",
                (self._drill,),
            ).fetchone()
            self._place = int(found[0])
            return
        self._drill = new_id()
        self._new_drills.append(self._drill)
        self._drill_is_new = True
        db.execute(
            "INSERT INTO drill (id, kind, title, options, version, source, guid, ord, created,"
            " updated, deleted) VALUES (?, ?, ?, ?, ?, ?, ?,"
            " (SELECT coalesce(max(ord), 0) + 1 FROM drill), ?, ?, ?)",
            (
                self._drill,
                drill["kind"],
                drill["title"],
                _json(drill.get("options", {})),
                kind_of(drill["kind"]).version,
                self._source,
                drill["guid"],
                self._now,
                self._now,
                self._now,
            ),
        )

    def _write_item(self, db: Any, item: Plain) -> None:
        guid = f"{self._drill}\x1f{item['guid']}" if item["guid"][:4] == "row:" else item["guid"]
        known = db.execute(_ITEM_OF, (guid,)).fetchone()
        if known is not None:
            self.updated += 1
            db.execute(
                "UPDATE drill_item SET spec = ?, tags = ?, sibling = ?, updated = ?,"
                " deleted = NULL WHERE id = ?",
                (_json(item["spec"]), item["tags"], item["sibling"], self._now, known[0]),
            )
            self._write_log(db, str(known[0]), item["log"])
            if item["log"] and item["log"][-1][0] > known[1]:
                self._write_trace(db, str(known[0]), item)
            return
        id_ = new_id()
        self.added += 1
        self._new_items.append(id_)
        if not self._drill_is_new:
            self._hidden.append(id_)
        db.execute(
            "INSERT INTO drill_item (id, drill_id, ord, spec, guid, sibling, tags, updated,"
            " deleted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                id_,
                self._drill,
                self._place,
                _json(item["spec"]),
                guid,
                item["sibling"],
                item["tags"],
                self._now,
                None if self._drill_is_new else self._now,
            ),
        )
        self._place += 1
        self._write_log(db, id_, item["log"])
        if item["trace"]:
            self._write_trace(db, id_, item)

    def _write_trace(self, db: Any, id_: str, item: Plain) -> None:
        """What the log says of when it is due: of items whose last answer it holds."""
        trace, log = item["trace"], item["log"]
        db.execute(
            "UPDATE drill_item SET stability = ?, difficulty = ?, day = ?, attempts = ?,"
            " lapses = ?, wrong = ?, begun = ?, asked = ?, due = ? WHERE id = ?",
            (
                trace["stability"],
                trace["difficulty"],
                trace["day"],
                len(log),
                trace["lapses"],
                sum(ease == 1 for *_, ease, _ in log),
                log[0][2],
                log[-1][0],
                self._due(trace["due"]),
                id_,
            ),
        )

    def _write_log(self, db: Any, item: str, log: Sequence[Sequence[Any]]) -> None:
        rows = [
            (
                str(uuid5(NAMESPACE_URL, f"spindle:review:{item}:{wall}")),
                item,
                wall,
                offset,
                day,
                took or None,
                took or None,
                int(ease > 1),
                float(ease > 1),
                ease,
                nth,
                self._now,
            )
            for nth, (wall, offset, day, ease, took) in enumerate(log)
        ]
        written = db.conn.executemany(
            "INSERT INTO attempt (id, drill_id, item_id, mode, seed, version, started, offset, day,"
            " raw_ms, active_ms, outcome, score, grade, grade_source, nth, updated)"
            " SELECT ?1, drill_id, ?2, 'ask', 0, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'import', ?11,"
            " ?12 FROM drill_item WHERE id = ?2 ON CONFLICT (id) DO NOTHING",
            rows,
        )
        self._answers[self._drill] += max(0, written.rowcount)

    def _due(self, day: str) -> int:
        begin, _ = day_span(date.fromisoformat(day), self._zone, self._day_start)
        return begin // SECOND * SECOND


def _write_medium(db: Any, medium: Plain, now: int) -> None:
    db.execute(
        "INSERT INTO drill_media (id, name, file, sha256, bytes, updated) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET file = excluded.file, sha256 = excluded.sha256,"
        " bytes = excluded.bytes, updated = excluded.updated, deleted = NULL",
        (new_id(), medium["name"], medium["file"], medium["sha256"], medium["bytes"], now),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
