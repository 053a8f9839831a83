"""What a table is made of, as SQLite tells it: for export, restore and merge, which know no table.

Every exported table has a primary key that nobody else makes up again (a UUID, or a name for a
setting). ``updated`` (µs UTC) says which of two rows with one key is the newer.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Final

KINDS: Final = ("ref", "from", "to", "source")
"""Columns ``…_kind`` and ``…_id`` with these beginnings point at a row of any table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table's shape.

    Attributes:
        columns: In the order of the schema.
        key: Its primary key.
        uniques: Other sets of columns of which no two rows have the same.
        references: Column to the table whose key it holds: declared, or by its name.
        parents: The tables among them that a foreign key demands.
        itself: The column that holds the key of another row of this table, if any.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    uniques: tuple[tuple[str, ...], ...]
    references: dict[str, str]
    parents: tuple[str, ...]
    itself: str = ""

    @property
    def dated(self) -> bool:
        """Whether two rows with one key can be told apart by time."""
        return "updated" in self.columns


def tables(connection: sqlite3.Connection, names: Iterable[str]) -> tuple[Table, ...]:
    """The shapes of those of these tables that are there, parents before children."""
    wanted = set(names)
    there = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        if name in wanted
    ]
    found = {name: _table(connection, name, wanted) for name in sorted(there)}
    graph = {name: [p for p in table.parents if p in found] for name, table in found.items()}
    try:
        order: Iterable[str] = TopologicalSorter(graph).static_order()
    except CycleError:  # nobody's schema yet; a merge checks the references at its end
        order = found
    return tuple(found[name] for name in order)


def _table(connection: sqlite3.Connection, name: str, names: set[str]) -> Table:
    info = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
    columns = tuple(row[0] for row in info)
    key = tuple(row[0] for row in sorted(info, key=lambda row: row[1]) if row[1])
    declared = {
        row[0]: row[1]
        for row in connection.execute(
            'SELECT "from", "table" FROM pragma_foreign_key_list(?)', (name,)
        )
    }
    by_name = {
        column: column.removesuffix("_id")
        for column in columns
        if column.endswith("_id") and column.removesuffix("_id") in names
    }
    itself = next((column for column, table in declared.items() if table == name), "")
    return Table(
        name=name,
        columns=columns,
        key=key,
        uniques=_uniques(connection, name),
        references=by_name | declared,
        parents=tuple(table for table in declared.values() if table != name),
        itself=itself,
    )


def _uniques(connection: sqlite3.Connection, name: str) -> tuple[tuple[str, ...], ...]:
    indexes = connection.execute(
        "SELECT name FROM pragma_index_list(?) WHERE \"unique\" AND origin <> 'pk' AND NOT partial",
        (name,),
    ).fetchall()
    found = []
    for (index,) in indexes:
        columns = connection.execute(
            "SELECT name FROM pragma_index_info(?) ORDER BY seqno", (index,)
        ).fetchall()
        if all(column is not None for (column,) in columns):  # an expression has no name
            found.append(tuple(column for (column,) in columns))
    return tuple(sorted(found))


def names_of(columns: Sequence[str]) -> str:
    """Columns as they stand in SQL."""
    return ", ".join(f'"{column}"' for column in columns)
