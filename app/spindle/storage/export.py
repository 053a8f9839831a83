"""Everything the user ever put in, as one zip that any program reads and Spindle takes back."""

import csv
import hashlib
import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from spindle.core.feature import Feature
from spindle.core.jobs_port import Tell, ignore
from spindle.storage import exact, ours, readonly
from spindle.storage.calendar import calendar
from spindle.storage.errors import BugError, KnownError, Trouble, known
from spindle.storage.ours import MEDIA
from spindle.storage.tables import Table, tables

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

FORMAT: Final = 2
MANIFEST: Final = "spindle.json"
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

_STEP: Final = 2000
"""Rows between two signs of life."""

_README: Final = """\
Everything kept by Spindle.

json/TABLE.jsonl  one row a line, as a JSON object. Exact: null is null, text is UTF-8, and bytes
                  are {"base64": "..."}. This is what "spindle restore" reads.
csv/TABLE.csv     the same rows for a spreadsheet; an empty cell may be null or an empty text.
schema.sql        the tables as SQLite made them.
sessions.ics      the sessions for a calendar program.
journal/          what you wrote, as Markdown, one file a day or a question.
media/            sounds and pictures.
spindle.json      which Spindle wrote this, with the number of rows and a SHA-256 for each table.

Times are microseconds since 1970-01-01 00:00 UTC; "offset" is seconds east of UTC at that time
and "zone" the name of the time zone. Lengths (planned, active) are microseconds as well.
A row with a time under "deleted" was removed in Spindle and is kept so that it can come back.
In "session", "predicted_before" and its spread "predicted_sd" were foretold before the session.
They are here only for a session that was rated: seen earlier, they would sway the rating.
"""


def export(
    path: Path,
    target: Path,
    features: Iterable[Feature] = (),
    tell: Tell = ignore,
    key: "Key | None" = None,
) -> dict[str, int]:
    """Write the core's and the features' tables as one snapshot; any thread.

    Rows are streamed, so memory stays small. ``target`` appears whole or not at all, readable by
    the user alone, and replaces a file of that name.

    What was predicted for a session is left out until it is rated, as everywhere in Spindle.
    ``value_model`` goes out as it is: raw weights tell nobody a rating at a glance, and without
    them a copy could not go on predicting.

    Args:
        path: The database; read only.
        target: The zip to make.
        features: Whose ``export`` names their tables, and whose ``pages`` tell them in words.
        tell: Gets ``{"done": rows, "of": rows}`` now and then.
        key: What the database is encrypted with, if it is. The zip never is.

    Returns:
        How many rows each table gave.

    Raises:
        KnownError: The database cannot be read, the zip not written, or it would replace a file
            of the profile itself.
    """
    features = tuple(features)
    if target.exists() and target.resolve() in {f.resolve() for f in ours.everything(path.parent)}:
        raise KnownError(Trouble.OUR_OWN, target)
    try:
        connection = readonly.connect(path, wait=5.0, key=key)
    except (sqlite3.Error, OSError) as error:
        raise known(error, path) or BugError(str(error)) from error
    part = part_of(target)
    with closing(connection):
        try:
            connection.execute("BEGIN")
            with _private_file(part) as file:
                rows = _write(connection, file, features, path.parent / MEDIA, tell)
            part.replace(target)
        except OSError as error:
            raise known(error, target) or error from error
        except sqlite3.Error as error:
            raise known(error, path) or BugError(str(error)) from error
        finally:
            part.unlink(missing_ok=True)
    return rows


def part_of(target: Path) -> Path:
    """Where a zip grows until it is whole; whoever kills the process that makes it removes it."""
    return target.with_name(f"{target.name}.part")


def exported(features: Iterable[Feature]) -> tuple[str, ...]:
    """Names of all tables whose rows belong to the user."""
    return (*CORE_TABLES, *(name for feature in features for name in feature.export))


@contextmanager
def _private_file(path: Path) -> Iterator[IO[bytes]]:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _write(
    connection: sqlite3.Connection,
    file: IO[bytes],
    features: Sequence[Feature],
    media: Path,
    tell: Tell,
) -> dict[str, int]:
    shapes = tables(connection, exported(features))
    shapes = tuple(sorted(shapes, key=lambda table: exported(features).index(table.name)))
    step = _steps(connection, shapes, tell)
    told: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in shapes:
            with _member(archive, f"json/{table.name}.jsonl") as out:
                told[table.name] = _write_json(connection, table, out, step)
            with _member(archive, f"csv/{table.name}.csv") as out:
                _write_csv(connection, table, out, step)
        with _member(archive, "schema.sql") as out:
            out.writelines(_schema(connection, [table.name for table in shapes]))
        with _member(archive, "sessions.ics") as out:
            out.writelines(calendar(connection))
        _write_pages(archive, connection, features)
        _write_media(archive, media, tell)
        rows = {name: int(facts["rows"]) for name, facts in told.items()}
        with _member(archive, "README.txt") as out:
            out.writelines(_readme(features, rows))
        with _member(archive, MANIFEST) as out:
            json.dump(_manifest(connection, told), out, ensure_ascii=False, indent=1)
    return rows


def _readme(features: Sequence[Feature], rows: Mapping[str, int]) -> Iterator[str]:
    """What each file is, what was measured in sessions, and how many rows there are."""
    yield _README
    yield '\nMeasured in sessions, in "detail" under "measures", each as {"value", "unit", "n"}:\n'
    for feature in features:
        for measure in feature.measures:
            yield f"{feature.id:>9} {measure.name} ({measure.unit}): {measure.label}\n"
    yield "\nRows:\n"
    yield from (f"{count:>9} {table}\n" for table, count in rows.items())


@contextmanager
def _member(archive: zipfile.ZipFile, name: str) -> Iterator[io.TextIOWrapper]:
    # A table may pass 2 GB; the size is not known beforehand.
    with (
        archive.open(_entry(name), "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, "utf-8", newline="") as out,
    ):
        yield out


def _entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIMELESS)
    entry.compress_type = method
    entry.external_attr = 0o600 << 16
    return entry


def _steps(
    connection: sqlite3.Connection, shapes: Sequence[Table], tell: Tell
) -> Callable[[], None]:
    """Counts rows, each twice, and tells of some."""
    counts = (connection.execute(f'SELECT count(*) FROM "{t.name}"').fetchone()[0] for t in shapes)
    total = 2 * sum(counts)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % _STEP == 0:
            tell({"done": done, "of": total})

    return step


def _write_json(
    connection: sqlite3.Connection, table: Table, out: IO[str], step: Callable[[], None]
) -> dict[str, Any]:
    count, digest = 0, hashlib.sha256()
    for line in exact.lines(connection, table):
        out.write(line)
        digest.update(line.encode())
        count += 1
        step()
    return {"rows": count, "sha256": digest.hexdigest()}


def _write_csv(
    connection: sqlite3.Connection, table: Table, out: IO[str], step: Callable[[], None]
) -> None:
    writer = csv.writer(out)
    writer.writerow(table.columns)
    for row in exact.rows(connection, table):
        writer.writerow([exact.in_a_cell(value) for value in row])
        step()


def _write_pages(
    archive: zipfile.ZipFile, connection: sqlite3.Connection, features: Iterable[Feature]
) -> None:
    for feature in features:
        for name, text in feature.pages(connection) if feature.pages else ():
            with _member(archive, f"{feature.id}/{name}") as out:
                out.write(text)


def _write_media(archive: zipfile.ZipFile, media: Path, tell: Tell) -> None:
    for file in sorted(media.rglob("*")) if media.is_dir() else ():
        if file.is_file() and not file.is_symlink():
            name = f"{MEDIA}/{file.relative_to(media).as_posix()}"
            with (
                file.open("rb") as source,
                archive.open(_entry(name, zipfile.ZIP_STORED), "w", force_zip64=True) as out,
            ):
                while block := source.read(1 << 20):
                    out.write(block)
            tell({"media": file.name})


def _manifest(connection: sqlite3.Connection, told: dict[str, Any]) -> dict[str, Any]:
    migrations: dict[str, list[str]] = {}
    for row in connection.execute("SELECT migration_set, name FROM _sqlite_migrations ORDER BY id"):
        migrations.setdefault(row[0], []).append(row[1])
    return {
        "format": FORMAT,
        "schema": connection.execute("PRAGMA user_version").fetchone()[0],
        "migrations": dict(sorted(migrations.items())),
        "tables": told,
    }


def _schema(connection: sqlite3.Connection, names: Sequence[str]) -> Iterator[str]:
    for table in names:
        statements = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL "
            "AND type IN ('table', 'index') ORDER BY type DESC, name",
            (table,),
        ).fetchall()
        for (sql,) in statements:
            yield f"{sql};\n\n"
