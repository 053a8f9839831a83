"""Which drills and items of a file are here already, and by which names."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

Plain = Mapping[str, Any]

_KNOWN: Final = (
    "SELECT i.id, i.guid, i.spec, i.tags, i.sibling, i.resting, i.deleted, coalesce(i.asked, 0),"
    " i.drill_id, d.kind FROM drill_item i JOIN drill d ON d.id = i.drill_id WHERE i."
)
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Known(NamedTuple):
    """An item that is there."""

    id: str
    guid: str | None
    spec: str
    tags: str
    sibling: str | None
    resting: int
    deleted: int | None
    asked: int
    drill: str
    kind: str


class Drill(NamedTuple):
    """A drill that is there."""

    id: str
    guid: str | None
    title: str
    options: str
    deleted: int | None
    kind: str


def drill_of(db: Any, guid: str, id_: str) -> Drill | None:
    """The drill of a name or an id, if there is one; the name counts first."""
    row = db.execute(
        "SELECT id, guid, title, options, deleted, kind FROM drill WHERE guid = ? OR id = ?"
        " ORDER BY guid = ? DESC LIMIT 1",
        (guid, id_, guid),
    ).fetchone()
    return None if row is None else Drill(*row)


def known(db: Any, column: str, values: Sequence[str]) -> list[Known]:
    """The items with one of these values in a column."""
    if not values:
        return []
    marks = ", ".join("?" * len(values))
    return [Known(*row) for row in db.execute(f"{_KNOWN}{column} IN ({marks})", list(values))]


def own_id(item: Plain) -> str:
    """The id it had here, if it may have been written out from here."""
    name: str = item["guid"]
    name = name[5:].rpartition(":")[0] if name.startswith("card:") else own_name(item)
    return name if _ID.fullmatch(name) else ""


def own_name(item: Plain) -> str:
    """The name that a table gives it."""
    name: str = item["guid"]
    return name.removeprefix("row:") if name.startswith("row:") else ""
