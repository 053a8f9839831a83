"""``spindle log``: the ledger as text, JSON lines, CSV and a calendar."""

import csv
import io
import json
from pathlib import Path

import pytest

from spindle.cli import run
from spindle.core.clock import HOUR, MINUTE
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.service import FocusService
from spindle.features.journal.feature import JOURNAL
from spindle.storage.schema import SCHEMA
from tests.helpers.fakes import FakeApp, make_app

TITLE = "=Lemma 4; \\ with, comma and a very long title of more than seventy-five octets, später 🙂"


class Day:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.app: FakeApp = make_app(folder, features=[FOCUS._replace(service=FocusService)])
        focus = self.app.services["focus"]
        focus.start(TITLE, first=25 * MINUTE)
        self.app.time.pass_(10 * MINUTE)
        focus.pause_or_resume()
        self.app.time.pass_(5 * MINUTE)
        focus.pause_or_resume()
        self.app.time.pass_(15 * MINUTE)
        focus.finish()
        focus.rate(4)
        focus.take_break("Walk")
        self.app.time.clock.step(HOUR)
        self.app.waking.wake()
        self.app.time.pass_(5 * MINUTE)
        focus.let_go()
        self.app.data.connection.execute(f"PRAGMA user_version = {SCHEMA}")
        self.app.data.connection.commit()

    def log(self, *words: str) -> str:
        verb = ["--profile", str(self.folder), "log", "--since", "2026-03-10", *words]
        assert run(verb, lambda: (FOCUS, JOURNAL)) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Day:
    return Day(tmp_path, capsys)


@pytest.mark.requirement("focus-row-37")
def test_json_lines_carry_every_row(day: Day) -> None:
    rows = [json.loads(line) for line in day.log("--json").splitlines()]
    kinds = ["break", "clock step", "gap", "move", "work"]
    assert sorted(row["kind"] for row in rows) == kinds
    by_kind = {row["kind"]: row for row in rows}
    work, gap = by_kind["work"], by_kind["gap"]
    assert (work["title"], work["work_seconds"], work["rating"]) == (TITLE, 1500, 4)
    assert (gap["seconds"], gap["parent"], gap["activity"]) == (300, work["id"], "pause")
    assert work["started"] == "2026-03-10T09:00:00+00:00"
    assert by_kind["clock step"]["seconds"] == 3600


@pytest.mark.requirement("focus-row-37")
def test_a_table_opens_in_a_spreadsheet_and_runs_nothing_there(day: Day) -> None:
    rows = list(csv.DictReader(io.StringIO(day.log("--csv"))))
    assert rows[0]["title"] == f"'{TITLE}"
    assert len(rows) == 5


@pytest.mark.requirement("focus-row-57")
def test_a_calendar_has_an_event_for_each_span_in_lines_of_75_octets(day: Day) -> None:
    text = day.log("--ical")
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "")
    assert whole.count("BEGIN:VEVENT") == 2
    assert whole.count("SUMMARY:Walk") == 1
    assert "DTSTART:20260310T090000Z" in whole
    assert "SUMMARY:=Lemma 4\\; \\\\ with\\, comma" in whole


def test_as_text_each_row_is_a_line_under_its_day(day: Day) -> None:
    lines = day.log().splitlines()
    assert lines[0] == "2026-03-10"
    assert lines[1].startswith("  09:00-09:30  work")


def test_days_outside_are_left_out(day: Day) -> None:
    assert day.log("--until", "2026-03-09", "--json") == ""
