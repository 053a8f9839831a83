"""Everything the user ever put in, as one zip that any program reads."""

import csv
import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Final

from spindle.core.feature import Feature
from spindle.storage import readonly
from spindle.storage.errors import BugError, known

CORE_TABLES: Final = (
    "aim",
    "session",
    "link",
    "setting",
    "value_model",
    "hidden_offer",
)
_TIMELESS: Final = (1980, 1, 1, 0, 0, 0)
"""The same data gives the same bytes, whenever it is exported."""

_FORETOLD: Final = {("session", "predicted_before"), ("session", "predicted_sd")}
"""Hidden from the user until the session is rated."""

_README: Final = """\
Everything kept by Spindle, in two forms.

json/TABLE.jsonl  one row a line, as a JSON object. Exact: null is null, text is UTF-8.
csv/TABLE.csv     the same rows for a spreadsheet; an empty cell may be null or an empty text.
schema.sql        the tables as SQLite made them.

Times are microseconds since 1970-01-01 00:00 UTC; "offset" is seconds east of UTC at that time
and "zone" the name of the time zone. Lengths (planned, active) are microseconds as well.
A row with a time under "deleted" was removed in Spindle and is kept so that it can come back.
In "session", "predicted_before" and its spread "predicted_sd" were foretold before the session.
They are here only for a session that was rated: seen earlier, they would sway the rating.

Rows:
"""


def export(path: Path, target: Path, features: Iterable[Feature] = ()) -> dict[str, int]:
    """Write the core's and the features' tables as one snapshot; any thread.

    Rows are streamed, so memory stays small. ``target`` appears whole or not at all, readable by
    the user alone, and replaces a file of that name.

    What was predicted for a session is left out until it is rated, as everywhere in Spindle.
    ``value_model`` goes out as it is: raw weights tell nobody a rating at a glance, and without
    them a copy could not go on predicting.

    Args:
        path: The database; read only.
        target: The zip to make.
        features: Whose ``export`` names their tables.

    Returns:
        How many rows each table gave.

    Raises:
        KnownError: The database cannot be read, or the zip not written.
    """
    tables = (*CORE_TABLES, *(name for feature in features for name in feature.export))
    try:
        connection = readonly.connect(path, wait=5.0)
    except (sqlite3.Error, OSError) as error:
        raise known(error, path) or BugError(str(error)) from error
    part = target.with_name(f"{target.name}.part")
    with closing(connection):
        try:
            connection.execute("BEGIN")
            with _private_file(part) as file:
                rows = _write(connection, file, tables)
            part.replace(target)
        except OSError as error:
            raise known(error, target) or error from error
        except sqlite3.Error as error:
            raise known(error, path) or BugError(str(error)) from error
        finally:
            part.unlink(missing_ok=True)
    return rows


@contextmanager
def _private_file(path: Path) -> Iterator[IO[bytes]]:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _write(
    connection: sqlite3.Connection, file: IO[bytes], tables: Sequence[str]
) -> dict[str, int]:
    rows = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            with _member(archive, f"json/{table}.jsonl") as out:
                rows[table] = _write_json(connection, table, out)
            with _member(archive, f"csv/{table}.csv") as out:
                _write_csv(connection, table, out)
        with _member(archive, "schema.sql") as out:
            out.writelines(_schema(connection, tables))
        with _member(archive, "README.txt") as out:
            out.write(_README + "".join(f"{count:>9} {table}\n" for table, count in rows.items()))
    return rows


@contextmanager
def _member(archive: zipfile.ZipFile, name: str) -> Iterator[io.TextIOWrapper]:
    entry = zipfile.ZipInfo(name, _TIMELESS)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    # A table may pass 2 GB; the size is not known beforehand.
    with (
        archive.open(entry, "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, "utf-8", newline="") as out,
    ):
        yield out


def _write_json(connection: sqlite3.Connection, table: str, out: IO[str]) -> int:
    count = 0
    for row in _rows(connection, table):
        json.dump(dict(row), out, ensure_ascii=False)
        out.write("\n")
        count += 1
    return count


def _write_csv(connection: sqlite3.Connection, table: str, out: IO[str]) -> None:
    rows = _rows(connection, table)
    writer = csv.writer(out)
    writer.writerow(column[0] for column in rows.description)
    writer.writerows(rows)


def _rows(connection: sqlite3.Connection, table: str) -> sqlite3.Cursor:
    """By primary key, which every table has as its first column."""
    names = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
    columns = ", ".join(_column(table, name) for (name,) in names)
    return connection.execute(f'SELECT {columns} FROM "{table}" ORDER BY 1')


def _column(table: str, name: str) -> str:
    if (table, name) in _FORETOLD:
        return f'CASE WHEN rating IS NOT NULL THEN "{name}" END AS "{name}"'
    return f'"{name}"'


def _schema(connection: sqlite3.Connection, tables: Sequence[str]) -> Iterator[str]:
    for table in tables:
        statements = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL "
            "AND type IN ('table', 'index') ORDER BY type DESC, name",
            (table,),
        ).fetchall()
        for (sql,) in statements:
            yield f"{sql};\n\n"
