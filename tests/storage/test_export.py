"""The export: every row of every table, readable elsewhere, the same for the same data."""

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from spindle.features.focus.feature import FOCUS
from spindle.features.journal.feature import JOURNAL
from spindle.storage import backup
from spindle.storage.demo import fill
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.export import CORE_TABLES, export
from tests.helpers.database import rows

FEATURES = (FOCUS, JOURNAL)
DERIVED = {"searched", "_sqlite_migrations"}
"""Made from other tables, or about the file and not about the user."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "profile" / "spindle.db"
    fill(path, (FOCUS, JOURNAL._replace(demo=None)), date(2026, 3, 10), "Europe/Berlin")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO question (id, text, state, created, updated) "
            "VALUES ('q', 'What does bar 17 lack?', 'open', 1, 1)"
        )
        connection.execute("UPDATE session SET deleted = 5 WHERE activity = 'move'")
        connection.execute(
            "UPDATE thought SET text = 'a,\"b\"' || char(10) || 'عربي 🌙' WHERE rowid = 1"
        )
    return path


def tables(path: Path) -> list[str]:
    found = rows(
        path,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite_%'",
    )
    return [row["name"] for row in found]


def hidden(row: dict[str, Any]) -> dict[str, Any]:
    """A row as it may be shown: what was predicted of it only once it was rated."""
    if "predicted_before" in row and row["rating"] is None:
        return row | {"predicted_before": None, "predicted_sd": None}
    return row


def read_json(target: Path, table: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(target) as archive:
        lines = archive.read(f"json/{table}.jsonl").decode("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_no_table_is_forgotten(path: Path, tmp_path: Path) -> None:
    exported = export(path, tmp_path / "all.zip", FEATURES)

    assert set(exported) == set(tables(path)) - DERIVED
    assert set(CORE_TABLES) <= set(exported)


def test_reading_it_back_gives_every_row_equal_removed_ones_too(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    exported = export(path, target, FEATURES)

    for table, count in exported.items():
        found = read_json(target, table)
        assert len(found) == count
        assert found == [hidden(row) for row in rows(path, f'SELECT * FROM "{table}" ORDER BY 1')]
    assert any(row["deleted"] == 5 for row in read_json(target, "session"))
    assert exported["session"] > 100


def test_the_csv_has_the_same_rows(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    export(path, target, FEATURES)

    with zipfile.ZipFile(target) as archive:
        text = archive.read("csv/thought.csv").decode("utf-8")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["text"] for row in found] == [row["text"] for row in read_json(target, "thought")]


def test_what_was_predicted_stays_hidden_until_it_was_rated(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    export(path, target, FEATURES)

    with zipfile.ZipFile(target) as archive:
        text = archive.read("csv/session.csv").decode("utf-8")
        readme = archive.read("README.txt").decode("utf-8")
    in_csv = list(csv.DictReader(io.StringIO(text, newline="")))
    in_json = read_json(target, "session")
    for sheet, nothing in ((in_csv, ""), (in_json, None)):
        rated = [row for row in sheet if row["rating"] != nothing]
        unrated = [row for row in sheet if row["rating"] == nothing]
        assert rated
        assert unrated
        for column in ("predicted_before", "predicted_sd"):
            assert all(row[column] != nothing for row in rated)
            assert {row[column] for row in unrated} == {nothing}
    assert list(in_csv[0]) == list(in_json[0])
    assert "only for a session that was rated" in " ".join(readme.split())


def test_its_schema_makes_tables_that_take_its_rows(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    exported = export(path, target, FEATURES)

    with zipfile.ZipFile(target) as archive, closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(archive.read("schema.sql").decode("utf-8"))
        for table in exported:
            for row in read_json(target, table):
                marks = ", ".join("?" * len(row))
                fresh.execute(f'INSERT INTO "{table}" VALUES ({marks})', [*row.values()])
            assert fresh.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] == exported[table]


def test_the_same_data_gives_the_same_bytes_for_the_user_alone(path: Path, tmp_path: Path) -> None:
    export(path, tmp_path / "one.zip", FEATURES)
    export(path, tmp_path / "two.zip", FEATURES)

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert (tmp_path / "one.zip").stat().st_mode & 0o777 == 0o600


def test_a_target_that_cannot_be_written_is_a_sentence_about_the_target(
    path: Path, tmp_path: Path
) -> None:
    with pytest.raises(KnownError) as caught:
        export(path, tmp_path / "missing" / "all.zip", FEATURES)

    assert str(tmp_path / "missing") in str(caught.value)


def test_an_export_that_breaks_off_leaves_the_old_zip_and_no_rest(
    path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "all.zip"
    target.write_bytes(b"the old one")
    damaged = tmp_path / "spindle.db"
    data = path.read_bytes()
    damaged.write_bytes(data[: len(data) // 2])

    with pytest.raises(KnownError) as caught:
        export(damaged, target, FEATURES)

    assert caught.value.code is Trouble.CORRUPT
    assert target.read_bytes() == b"the old one"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("name", ["spindle.db", "backups/spindle-20260310.db"])
def test_an_export_never_takes_the_place_of_the_data_or_a_copy(path: Path, name: str) -> None:
    backup.daily(path, date(2026, 3, 10))
    target = path.parent / name
    before = target.read_bytes()
    with pytest.raises(KnownError) as caught:
        export(path, path.parent / "backups" / ".." / name, FEATURES)
    assert caught.value.code is Trouble.OUR_OWN
    assert target.read_bytes() == before
