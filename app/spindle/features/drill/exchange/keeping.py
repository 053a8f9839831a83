"""Writes imported drills piece by piece, so that no piece holds up the writer.

What was imported before is known by its name and is brought up to date instead of doubled: its own
log and its times stay. Nothing is seen, and nothing that is known is touched, before ``journal``
carries the import through.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from spindle.core.clock import SECOND
from spindle.core.ids import new_id
from spindle.features.drill.exchange import answers, family, journal, placing
from spindle.features.drill.exchange.journal import Step, What
from spindle.features.drill.exchange.known_items import Known, drill_of, known, own_id, own_name
from spindle.features.drill.keeping import asking
from spindle.features.drill.kinds.known import kind_of

Plain = Mapping[str, Any]

_TRACE: Final = (
    "stability",
    "difficulty",
    "day",
    "attempts",
    "lapses",
    "wrong",
    "begun",
    "asked",
    "due",
)
_MS: Final = SECOND // 1000
_UNTRACED: Final = (None, None, None, 0, 0, 0, None, None, None)
_INSERT: Final = (
    "INSERT INTO drill_item (id, drill_id, ord, spec, guid, sibling, tags, resting,"
    f" {', '.join(_TRACE)}, updated, deleted)"
    f" VALUES (?, ?, ?, ?, ?, ?, ?, ?, {', '.join('?' * len(_TRACE))}, ?, ?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """How far an import is.

    Attributes:
        named: The drill that the next items belong to, as the file says.
        drill: Its id, once it is there; empty until its first new item makes it.
        other: Id of the one that is known by its name but is of another kind; empty for none.
        fresh: Whether this import made it.
        here: Whether it was made in Spindle and comes back, its items known by what they ask.
        place: Where the next new item goes.
        last: Id and drill of the items of the last piece, by their names, for what follows of
            their logs; whether each was known.
        touches: Whether anything changes that was there before.
    """

    named: Plain = field(default_factory=dict)
    drill: str = ""
    other: str = ""
    fresh: bool = False
    here: bool = False
    place: int = 0
    last: Mapping[str, tuple[str, str, bool]] = field(default_factory=dict)
    added: int = 0
    changed: int = 0
    same: int = 0
    touches: bool = False


class Import:
    """One import as it is written. Its methods are write jobs, each on one open transaction.

    A write may be tried again after trouble with the disk: then it is the same piece once more.
    """

    def __init__(self, *, source: str, now: int) -> None:
        """Begin.

        Args:
            source: The file's name, kept with the drills.
            now: µs UTC; it marks what is not to be seen yet.
        """
        self.id = new_id()
        self.left = False
        self._source, self._now = source, now
        self._number = -1
        self._before = self._at = _At()
        self._steps: list[Step] = []
        self._asked: tuple[str, dict[str, Known]] = ("", {})

    @property
    def added(self) -> int:
        """New items so far."""
        return self._at.added

    @property
    def changed(self) -> int:
        """Items so far that were there and are brought up to date."""
        return self._at.changed

    @property
    def same(self) -> int:
        """Items so far that were there, just so."""
        return self._at.same

    @property
    def touches(self) -> bool:
        """Whether it is going to change what was there before."""
        return self._at.touches

    def begin(self, db: Any) -> None:
        """The first write."""
        journal.begin(db, self.id, self._source, self._now)

    def write(self, db: Any, number: int, piece: Plain) -> None:
        """Write one piece; ``number`` counts them."""
        if self.left:
            return
        at = self._before if number == self._number else self._at
        self._number, self._before = number, at
        self._steps = []
        if "drill" in piece:
            at = self._named(db, at, piece["drill"])
        elif "items" in piece:
            at = self._items(db, at, piece["items"])
        elif "log" in piece:
            at = self._log(db, at, piece["log"])
        elif "medium" in piece:
            medium = piece["medium"]
            self._steps.append(Step(What.MEDIUM, medium["file"], medium))
        journal.note(db, self.id, self._steps, self._now)
        self._at = at

    def keep(self, db: Any) -> None:
        """All of the file is here: let it in."""
        journal.keep(db, self.id)

    def leave(self, db: Any) -> None:
        """Take back what was written so far; nobody has seen it."""
        journal.leave(db, self.id)

    def _named(self, db: Any, at: _At, drill: Plain) -> _At:
        """The drill of the items that follow."""
        found = drill_of(db, drill["guid"], drill.get("id", ""))
        at = replace(at, named=drill, drill="", other="", fresh=False, here=False, place=0)
        if found is not None and found.kind != drill["kind"]:
            # What is new would not read as what is there: it goes into a drill beside it.
            own = {**drill, "guid": f"{drill['guid']}\x1f{drill['kind']}"}
            at = replace(at, named=own, other=found.id, here=found.guid != drill["guid"])
            found = drill_of(db, own["guid"], "")
        if found is None:
            return at
        fresh = _is_of(db, self.id, What.DRILL, found.id)
        here = at.here or found.guid != at.named["guid"]
        [place] = db.execute(
            "SELECT coalesce(max(ord) + 1, 0) FROM drill_item WHERE drill_id = ?", (found.id,)
        ).fetchone()
        at = replace(at, drill=found.id, fresh=fresh, here=here, place=place)
        # Of what is known by its title the title cannot be another: then it was changed here.
        title = drill["title"] if here else found.title
        wanted = _json(drill.get("options", {}))
        if fresh:
            return at
        place = drill.get("place")
        if place and placing.differs(db, found.id, place, self._now):
            self._steps.append(Step(What.PLACE, found.id, place))
            at = replace(at, touches=True)
        if found.deleted is None and (title, wanted) == (found.title, found.options):
            return at
        content = {"title": title, "options": wanted}
        self._steps.append(Step(What.DRILL_CHANGE, found.id, content))
        return replace(at, touches=True)

    def _made(self, db: Any, at: _At) -> _At:
        """A drill of its own for items that are new."""
        drill, id_ = at.named, new_id()
        kind = kind_of(drill["kind"])
        db.execute(
            "INSERT INTO drill (id, kind, title, options, version, guess_ms, source, guid, ord,"
            " created, updated, deleted) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
            " (SELECT coalesce(max(ord), 0) + 1 FROM drill), ?, ?, ?)",
            (
                id_,
                drill["kind"],
                drill["title"],
                _json(drill.get("options", {})),
                kind.version,
                1000 * kind.traits.guess,
                self._source,
                drill["guid"],
                self._now,
                self._now,
                self._now,
            ),
        )
        self._steps.append(Step(What.DRILL, id_))
        if drill.get("place"):
            self._steps.append(Step(What.PLACE, id_, drill["place"]))
        return replace(at, drill=id_, fresh=True)

    def _items(self, db: Any, at: _At, items: Sequence[Plain]) -> _At:
        there = self._there(db, at, items)
        logs = answers.known(db, [each.id for each in there.values()]) if there else {}
        last: dict[str, tuple[str, str, bool]] = {}
        new: dict[str, Plain] = {}
        for item in items:
            name = item["guid"]
            found = there.get(name)
            if name in new or (found is not None and self._is_own(db, found)):
                at = replace(at, same=at.same + 1)  # twice in the file
            elif found is None:
                new[name] = item
            else:
                at = self._again(at, item, found, logs.get(found.id, set()))
                last[name] = (found.id, found.drill, True)
        if new:
            at = at if at.drill else self._made(db, at)
            last |= self._insert(db, at, new)
            at = replace(
                at,
                place=at.place + len(new),
                added=at.added + len(new),
                touches=at.touches or not at.fresh,
            )
        return replace(at, last=last)

    def _there(self, db: Any, at: _At, items: Sequence[Plain]) -> dict[str, Known]:
        """Those that are known, by the name the file gives them."""
        names = {
            _full(drill, item): item["guid"] for drill in (at.drill, at.other) for item in items
        }
        found = {names[str(row.guid)]: row for row in known(db, "guid", list(names))}
        # What was written out from here comes back under its own name or id.
        for column, name_of in (("id", own_id), ("guid", own_name)):
            own = {name: item["guid"] for item in items if (name := name_of(item))}
            for row in known(db, column, list(own)):
                found.setdefault(own[str(getattr(row, column))], row)
        if at.here:
            by_asking = self._by_asking(db, at.other or at.drill)
            for item in items:
                if (row_ := by_asking.get(asking(item["spec"]))) is not None:
                    found.setdefault(item["guid"], row_)
        return found

    def _by_asking(self, db: Any, drill: str) -> dict[str, Known]:
        """The items of a drill, by what they ask; nothing of it changes while the file is read."""
        if self._asked[0] != drill:
            rows = known(db, "drill_id", [drill])
            self._asked = (drill, {asking(json.loads(row.spec)): row for row in rows})
        return self._asked[1]

    def _is_own(self, db: Any, item: Known) -> bool:
        """Whether this very import made it, so that it stands twice in the file."""
        if item.deleted == self._now:
            return True
        return item.deleted is None and _is_of(db, self.id, What.DRILL, item.drill)

    def _again(self, at: _At, item: Plain, there: Known, before: set[int]) -> _At:
        """An item that is known: what is to become of it."""
        log = answers.new(item["log"], before)
        trace = item["trace"] if item["trace"] and item["trace"]["asked"] > there.asked else None
        content: dict[str, Any] = {}
        wanted = self._wanted(at, item, there)
        if wanted is not None:
            content |= wanted
        if not content and not log and trace is None:
            return replace(at, same=at.same + 1)
        content |= {"trace": trace, "answers": log, "drill": there.drill}
        content["nth"] = len(before)
        self._steps.append(Step(What.CHANGE, there.id, content))
        return replace(at, changed=at.changed + 1, touches=True)

    def _wanted(self, at: _At, item: Plain, there: Known) -> Plain | None:
        """How a known item is to stand, if that is otherwise than it does.

        As another kind of drill it would read differently: then what it asks stays.
        """
        resting = int(item.get("resting", there.resting))
        if at.named["kind"] != there.kind:
            return None
        stands = json.loads(there.spec)
        spec = {**stands, **item["spec"]} if item.get("part") else item["spec"]
        tags = item["tags"] or there.tags if item.get("part") else item["tags"]
        same = family.word_of(item["sibling"]) == family.word_of(there.sibling)
        sibling = there.sibling if same else item["sibling"] or there.sibling
        wanted = (spec, tags, sibling, resting, None)
        if wanted == (stands, there.tags, there.sibling, there.resting, there.deleted):
            return None
        return {"spec": _json(spec), "tags": tags, "sibling": sibling, "resting": resting}

    def _insert(
        self, db: Any, at: _At, new: Mapping[str, Plain]
    ) -> dict[str, tuple[str, str, bool]]:
        """New items with their answers; those of a known drill are hidden by themselves."""
        hidden = None if at.fresh else self._now
        made, log = [], []
        last = {}
        for nth, (name, item) in enumerate(new.items()):
            id_ = self._id(at.added + nth)
            last[name] = (id_, at.drill, False)
            trace = item["trace"]
            values = _UNTRACED if trace is None else tuple(trace[each] for each in _TRACE)
            made.append(
                (
                    id_,
                    at.drill,
                    at.place + nth,
                    _json(item["spec"]),
                    _full(at.drill, item),
                    item["sibling"],
                    item["tags"],
                    int(item.get("resting", False)),
                    *values,
                    self._now,
                    hidden,
                )
            )
            log += answers.rows(at.drill, id_, item["log"], nth=0, now=self._now, hidden=hidden)
            if not at.fresh:
                self._steps.append(Step(What.ITEM, id_, {"answers": len(item["log"])}))
        db.conn.executemany(_INSERT, made)
        self._count(db, at, answers.insert(db, log))
        return last

    def _id(self, nth: int) -> str:
        """The id of the nth new item, a UUID of version 7: they are in order, as in their index."""
        when, random = f"{self._now // _MS:012x}", self.id[-12:]
        return f"{when[:8]}-{when[8:]}-7{nth >> 12:03x}-8{nth & 0xFFF:03x}-{random}"

    def _log(self, db: Any, at: _At, log: Plain) -> _At:
        """What did not go with its item of a long log."""
        found = at.last.get(log["guid"])
        if found is None:
            return at
        id_, drill, was_known = found
        if was_known:
            there = answers.known(db, [id_]).get(id_, set())
            rest = answers.new(log["answers"], there)
            if rest:
                content = {"answers": rest, "drill": drill, "nth": log["nth"]}
                self._steps.append(Step(What.CHANGE, id_, content))
            return at
        hidden = None if at.fresh else self._now
        rows = answers.rows(
            drill, id_, log["answers"], nth=log["nth"], now=self._now, hidden=hidden
        )
        written = answers.insert(db, rows)
        self._count(db, at, written)
        if not at.fresh:
            self._steps.append(Step(What.ITEM, id_, {"answers": written}))
        return at

    def _count(self, db: Any, at: _At, added: int) -> None:
        """Answers of a drill that nobody sees yet."""
        if at.fresh and added:
            db.execute("UPDATE drill SET attempts = attempts + ? WHERE id = ?", (added, at.drill))


def _is_of(db: Any, import_id: str, what: What, thing: str) -> bool:
    sql = "SELECT 1 FROM _drill_import_step WHERE thing = ? AND what = ? AND import_id = ?"
    return db.execute(sql, (thing, what, import_id)).fetchone() is not None


def _full(drill: str, item: Plain) -> str:
    """The name of an item among all: a row of a table is only one within its drill."""
    name: str = item["guid"]
    return f"{drill}\x1f{name}" if name.startswith("row:") else name


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
