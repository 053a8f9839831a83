"""What other programs read in an export: calendar, texts, sounds, and what it says of itself."""

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from spindle.features.focus.feature import FOCUS
from spindle.storage import exact, readonly
from spindle.storage.calendar import calendar
from spindle.storage.demo import fill
from spindle.storage.export import MANIFEST, export
from spindle.storage.tables import tables
from tests.helpers.database import rows


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "profile" / "spindle.db"
    fill(path, (FOCUS,), date(2026, 3, 10), "Europe/Berlin")
    odd = "Bar 17; again, slowly\nBEGIN:VEVENT\r" + "ä🌙" * 60 + "\\"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE session SET title = ? WHERE rowid = 1", (odd,))
        connection.execute("UPDATE session SET ended = NULL WHERE rowid = 2")
        connection.execute("UPDATE session SET deleted = 5 WHERE rowid = 3")
        connection.execute("UPDATE session SET ended = 1 << 62 WHERE rowid = 4")
    return path


def lines_of(path: Path) -> list[str]:
    """The calendar's lines, unfolded as RFC 5545 says."""
    with closing(readonly.connect(path)) as connection:
        raw = "".join(calendar(connection))
    assert all(len(line.encode()) <= 75 for line in raw.split("\r\n"))
    assert "\n" not in raw.replace("\r\n", "")
    return raw.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


@pytest.mark.requirement("row-35")
def test_the_calendar_has_every_session_that_ended_and_was_not_removed(path: Path) -> None:
    lines = lines_of(path)
    shown = rows(path, "SELECT * FROM session WHERE ended IS NOT NULL AND deleted IS NULL")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    uids = [line.removeprefix("UID:") for line in lines if line.startswith("UID:")]
    assert sorted(uids) == sorted(f"{row['id']}@spindle" for row in shown)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(shown)


def test_a_title_cannot_break_out_of_its_line(path: Path) -> None:
    title = next(line for line in lines_of(path) if "Bar 17" in line)

    assert title.startswith("SUMMARY:")
    assert "Bar 17\\; again\\, slowly\\nBEGIN:VEVENT" in title
    assert title.endswith("ä🌙\\\\")


def test_an_instant_of_the_calendar_is_utc(path: Path) -> None:
    first = rows(path, "SELECT started FROM session ORDER BY started LIMIT 1")[0]["started"]
    line = next(line for line in lines_of(path) if line.startswith("DTSTART:"))

    with closing(sqlite3.connect(":memory:")) as connection:
        sql = "SELECT strftime('%Y%m%dT%H%M%SZ', ? / 1000000, 'unixepoch')"
        assert line == f"DTSTART:{connection.execute(sql, (first,)).fetchone()[0]}"


def test_the_export_says_what_it_is_and_how_to_check_it(path: Path, tmp_path: Path) -> None:
    told: list[object] = []
    media = path.parent / "media"
    media.mkdir(exist_ok=True)
    (media / "tone.ogg").write_bytes(b"OggS")
    focus = FOCUS._replace(pages=lambda _: [("2026-03-10.md", "# Tuesday\n")])

    count = export(path, tmp_path / "all.zip", [focus], told.append)

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        manifest = json.loads(archive.read(MANIFEST))
        assert archive.read("focus/2026-03-10.md") == b"# Tuesday\n"
        assert archive.read("media/tone.ogg") == b"OggS"
        assert archive.read("sessions.ics").startswith(b"BEGIN:VCALENDAR\r\n")
    assert {name: facts["rows"] for name, facts in manifest["tables"].items()} == count
    with closing(readonly.connect(path)) as connection:
        for table in tables(connection, count):
            found = exact.digest(connection, table)
            assert found == manifest["tables"][table.name]["sha256"]
    applied = rows(path, "SELECT name FROM _sqlite_migrations WHERE migration_set = 'focus'")
    assert manifest["migrations"]["focus"] == [row["name"] for row in applied]
    assert {"media": "tone.ogg"} in told
