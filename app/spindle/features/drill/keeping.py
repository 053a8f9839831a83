"""Making a drill and changing one, so that what is known of its items survives a better wording."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from spindle.core.ids import Ref, new_id
from spindle.features.drill import waiting
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.interleave import Mixing
from spindle.storage.aims import find_or_create
from spindle.storage.links import link


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillDraft:
    """A drill as it is written or edited.

    Attributes:
        id: Of the drill that is changed; None makes one.
        items: One mapping of JSON values each, in order.
        ids: The id of each item that was there before, None for a new one; left out, an item that
            asks the same as before is taken for the same.
        guids, siblings: Of imported items, one each, or left out.
        guid: The drill's name where it was imported from: imported again it is the same drill.
        target: Seconds that are quick enough.
        aim_name: Name of the aim it carries, made if there is none yet; instead of ``aim``.
        came_from: The thing of another feature that it was made from.
        waited: Row of the text that it was made of.
    """

    kind: str
    title: str
    options: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[Mapping[str, Any], ...] = ()
    id: str | None = None
    ids: tuple[str | None, ...] = ()
    guids: tuple[str, ...] = ()
    siblings: tuple[str | None, ...] = ()
    guid: str | None = None
    source: str = ""
    aim: str | None = None
    mixing: Mixing = Mixing.AUTO
    target: float | None = None
    wanted: float | None = None
    aim_name: str = ""
    came_from: Ref | None = None
    waited: str | None = None

    def as_text(self) -> dict[str, object]:
        """For ``unsaved.jsonl`` while nothing can be written."""
        text = {"title": self.title, "options": dict(self.options), "items": list(self.items)}
        return {"kind": "drill", "text": json.dumps(text, ensure_ascii=False)}


def keep(db: Any, draft: DrillDraft, now: int) -> str:
    """Write a draft; returns the drill's id. Within a write job, ``now`` in µs.

    HTML is cleaned on its way in, wherever it comes from: it may have been pasted.
    """
    from spindle.features.drill.exchange.sanitise import shown  # noqa: PLC0415 - after first paint

    items = tuple(shown(item, draft.options) for item in draft.items)
    draft = replace(draft, options=shown(draft.options, {}), items=items)
    drill = draft.id or _known(db, draft.guid) or _new_id(draft.guid)
    row = {
        "id": drill,
        "kind": draft.kind,
        "title": draft.title,
        "options": json.dumps(dict(draft.options), ensure_ascii=False),
        "version": kind_of(draft.kind).version,
        "guess_ms": 1000 * kind_of(draft.kind).traits.guess,
        "aim_id": find_or_create(db, draft.aim_name, now) if draft.aim_name else draft.aim,
        "source": draft.source,
        "guid": draft.guid,
        "mixing": str(draft.mixing),
        "target_ms": None if draft.target is None else round(draft.target * 1000),
        "wanted": draft.wanted,
        "updated": now,
        "deleted": None,
    }
    changes = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
    db.execute(
        f"INSERT INTO drill ({', '.join(row)}, ord, created) VALUES"
        f" (:{', :'.join(row)}, (SELECT coalesce(max(ord), 0) + 1 FROM drill), :updated)"
        f" ON CONFLICT (id) DO UPDATE SET {changes}",
        row,
    )
    _keep_items(db, drill, draft, now)
    if draft.came_from is not None:
        link(db, Ref("drill", drill), "made_from", draft.came_from, now)
    if draft.waited is not None:
        waiting.made(db, draft.waited, drill, now)
    return drill


def remove(db: Any, drill: str, now: int, *, back: bool = False) -> None:
    """Mark a drill and its items removed, or bring them back."""
    gone = None if back else now
    row = db.execute("SELECT deleted FROM drill WHERE id = ?", (drill,)).fetchone()
    was = None if row is None else row[0]
    db.execute("UPDATE drill SET deleted = ?, updated = ? WHERE id = ?", (gone, now, drill))
    # Items removed one by one before stay removed when the drill comes back.
    db.execute(
        "UPDATE drill_item SET deleted = ?, updated = ? WHERE drill_id = ? AND deleted IS ?",
        (gone, now, drill, was if back else None),
    )


def _keep_items(db: Any, drill: str, draft: DrillDraft, now: int) -> None:
    """Write the items; those that are gone are marked removed, and keep their log."""
    rows = db.execute(
        "SELECT id, spec, guid, ord, deleted FROM drill_item WHERE drill_id = ?"
        " ORDER BY deleted IS NOT NULL, ord",
        (drill,),
    ).fetchall()
    ids = _same(draft, rows)
    for place, item in enumerate(draft.items):
        guid = draft.guids[place] if draft.guids else None
        db.execute(
            "INSERT INTO drill_item (id, drill_id, ord, spec, guid, sibling, updated)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " drill_id = excluded.drill_id, ord = excluded.ord, spec = excluded.spec,"
            " sibling = coalesce(excluded.sibling, drill_item.sibling),"
            " updated = excluded.updated, deleted = NULL",
            (
                ids[place] or _new_id(guid),
                drill,
                place,
                json.dumps(dict(item), ensure_ascii=False),
                guid,
                draft.siblings[place] if draft.siblings else None,
                now,
            ),
        )
    for row in rows:
        if row[0] not in ids:
            db.execute(
                "UPDATE drill_item SET deleted = ?, updated = ? WHERE id = ? AND deleted IS NULL",
                (now, now, row[0]),
            )


def _same(draft: DrillDraft, rows: Sequence[Any]) -> list[str | None]:
    """Which item each of a draft's was before: by its name, by what it asks, by its place."""
    by_guid = {row[2]: row[0] for row in rows if row[2] is not None}
    by_asking = {asking(json.loads(row[1])): row[0] for row in reversed(rows)}
    by_place = {row[3]: row[0] for row in rows if row[4] is None}
    found: list[str | None] = [None] * len(draft.items)
    taken: set[str] = set()

    def take(place: int, id_: str | None) -> None:
        if id_ is not None and id_ not in taken and found[place] is None:
            found[place] = id_
            taken.add(id_)

    for place, item in enumerate(draft.items):
        if draft.guids:
            take(place, by_guid.get(draft.guids[place]))
        elif draft.ids and draft.ids[place] is not None:
            take(place, draft.ids[place])
        else:
            take(place, by_asking.get(asking(item)))
    if not draft.guids and len(draft.items) == len(by_place):
        # None was added or taken away: one that asks otherwise has been worded anew.
        for place in range(len(draft.items)):
            take(place, by_place.get(place))
    return found


def asking(item: Mapping[str, Any]) -> str:
    """What an item asks: the same question with a mended answer is the same item."""
    cue, text = str(item.get("cue", "")).strip(), str(item.get("prompt", "")).strip()
    if cue or text:
        return f"{cue}\n{text}"
    return json.dumps(dict(item), sort_keys=True, ensure_ascii=False)


def _known(db: Any, guid: str | None) -> str | None:
    if guid is None:
        return None
    row = db.execute("SELECT id FROM drill WHERE guid = ?", (guid,)).fetchone()
    return None if row is None else str(row[0])


def _new_id(guid: str | None) -> str:
    """Of an imported thing always the same."""
    return new_id() if guid is None else str(uuid5(NAMESPACE_URL, f"drill:{guid}"))
