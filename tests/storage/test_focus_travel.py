"""The ledger of somebody who travels: Berlin to Auckland and back, on a real database file."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from spindle.core.clock import HOUR, MINUTE, ManualClock
from spindle.core.days import day_of
from spindle.core.session import Activity, Outcome
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.ledger.reading import DayPage
from spindle.features.focus.ledger.spans import Kind, totals
from spindle.features.focus.ledger.totals import Totals
from spindle.features.focus.service import FocusService
from tests.helpers.fakes import FakeApp, make_app

PLAIN = FOCUS._replace(service=FocusService)
FIRST, LAST = date(2026, 3, 9), date(2026, 3, 18)


class Journey:
    """Blocks in Berlin, a flight, blocks in Auckland, the flight back over midnight."""

    def __init__(self, folder: Path) -> None:
        clock = ManualClock(datetime(2026, 3, 9, 20, 0), "Europe/Berlin")
        self.app: FakeApp = make_app(folder, clock, features=[PLAIN])
        self.focus: FocusService = self.app.services["focus"]
        self.work("Berlin", 10)
        self.app.suspend(28 * HOUR)
        clock.travel("Pacific/Auckland")
        self.app.waking.wake()
        for _ in range(3):
            self.work("Auckland", 20)
            self.app.suspend(23 * HOUR + 30 * MINUTE)
        clock.travel("Europe/Berlin")
        self.work("Home", 30)
        self.app.suspend(12 * HOUR)
        self.listen("Memory in the Night", 60, heard=40)

    def work(self, title: str, minutes: int) -> None:
        self.focus.start(title, first=minutes * MINUTE)
        self.app.time.pass_(minutes * MINUTE)
        self.focus.finish()
        self.focus.rate(4)
        self.focus.take_break("Walk")
        self.app.time.pass_(5 * MINUTE)
        self.focus.let_go()

    def listen(self, title: str, minutes: int, heard: int) -> None:
        session = self.app.sessions.begin(Activity.LISTEN, title)
        self.app.time.pass_(minutes * MINUTE)
        self.app.sessions.end(session.id, Outcome.COMPLETED, active=heard * MINUTE)

    def page(self, day: date) -> DayPage:
        self.focus.ledger.show(day)
        assert self.focus.ledger.page is not None
        return self.focus.ledger.page

    def totals(self, first: date, last: date) -> Totals:
        found: list[Totals] = []
        self.focus.ledger.ask_totals(first, last, found.append)
        return found[0]


@pytest.fixture
def journey(tmp_path: Path) -> Journey:
    return Journey(tmp_path)


def days() -> list[date]:
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


@pytest.mark.requirement("focus-pain-13")
@pytest.mark.parametrize("read_in", ["Europe/Berlin", "Pacific/Auckland"])
def test_the_days_of_a_journey_add_up_and_each_row_is_on_its_own(
    journey: Journey, read_in: str
) -> None:
    journey.app.time.clock.travel(read_in)
    pages = [journey.page(day) for day in days()]
    assert all(sum(totals(page.spans).values()) == page.length for page in pages)
    lengths = [page.length // HOUR for page in pages]
    parts = sorted(part[1:] for page in pages for part in page.parts)
    assert sum(page.length for page in pages) == parts[-1][1] - parts[0][0]
    assert lengths.count(24) < len(lengths)
    for row in journey.app.data.rows("SELECT id, started, offset FROM session"):
        on = day_of(row["started"], row["offset"], 240)
        found = {
            page.day
            for page in pages
            for span in page.spans
            if span.entry is not None and span.entry.ref.id == row["id"]
        }
        assert on in found


@pytest.mark.requirement("focus-pain-13")
def test_moving_on_does_not_move_old_days(journey: Journey) -> None:
    told = []
    for zone in ("Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles"):
        journey.app.time.clock.travel(zone)
        pages = [journey.page(day) for day in days()[:5]]
        told.append([(page.parts, page.spans) for page in pages])
    assert told[0] == told[1] == told[2]


@pytest.mark.requirement("focus-pain-13")
def test_the_sums_of_a_week_are_those_of_its_pages_wherever_it_was(journey: Journey) -> None:
    found = journey.totals(FIRST, LAST)
    for day in found.days:
        sums = totals(journey.page(day.day).spans)
        assert day.spans == sums
        assert day.whole == sums.get(Kind.WORK, 0)
    [row] = journey.app.data.rows(
        "SELECT sum(active) AS work, count(*) FILTER (WHERE parent_id IS NULL) AS sessions"
        " FROM session WHERE activity != 'move'"
    )
    assert sum(day.whole for day in found.days) == row["work"]
    assert sum(found.hours) == row["work"]
    assert sum(day.sessions for day in found.days) == row["sessions"] == 6


@pytest.mark.requirement("focus-pain-13")
def test_what_goes_out_for_each_day_is_each_row_once(journey: Journey, tmp_path: Path) -> None:
    names: list[str] = []
    for number, day in enumerate(days()):
        path = tmp_path / f"{number}.csv"
        journey.focus.ledger.export(path, day, day, lambda _: None)
        names += ids(path)
    whole = tmp_path / "whole.csv"
    journey.focus.ledger.export(whole, FIRST, LAST, lambda _: None)
    assert sorted(names) == sorted(ids(whole))
    assert len(set(names)) == len(names)


def ids(path: Path) -> list[str]:
    return [row["id"] for row in csv.DictReader(path.read_text("utf-8").splitlines())]


def test_a_row_entered_in_an_old_day_belongs_to_the_place_of_that_day(journey: Journey) -> None:
    journey.app.time.clock.travel("America/Los_Angeles")
    page = journey.page(FIRST)
    before = [journey.page(day).parts for day in days()]
    untracked = next(span for span in page.spans if span.kind is Kind.UNTRACKED)
    journey.page(FIRST)
    assert journey.focus.ledger.reclass(untracked, "drill", "Scales")
    [row] = journey.app.data.rows("SELECT zone, offset FROM session WHERE title = 'Scales'")
    assert row == {"zone": "Europe/Berlin", "offset": 3600}
    assert [journey.page(day).parts for day in days()] == before


def test_what_was_heard_of_a_text_counts_and_the_rest_is_a_gap(journey: Journey) -> None:
    on = journey.focus.ledger.today
    sums = totals(journey.page(on).spans)
    assert sums[Kind.GAP] == 20 * MINUTE
    [text] = [span for span in journey.page(on).spans if span.entry and span.entry.share < 1]
    assert (text.length, text.counted) == (60 * MINUTE, 40 * MINUTE)


def test_a_block_paused_on_friday_is_a_gap_until_it_goes_on_on_monday(tmp_path: Path) -> None:
    app = make_app(
        tmp_path, ManualClock(datetime(2026, 3, 6, 16, 0), "Europe/Berlin"), features=[PLAIN]
    )
    focus: FocusService = app.services["focus"]
    focus.start("Prove Lemma 4", first=25 * MINUTE)
    app.time.pass_(10 * MINUTE)
    focus.pause_or_resume()
    app.suspend(64 * HOUR)
    focus.pause_or_resume()
    app.time.pass_(15 * MINUTE)
    focus.finish()
    for day, work in ((8, 0), (9, 15)):
        focus.ledger.show(date(2026, 3, day))
        page = focus.ledger.page
        assert page is not None
        sums = totals(page.spans)
        assert sums.get(Kind.WORK, 0) == work * MINUTE
        assert sums.get(Kind.GAP, 0) == (24 * HOUR if day == 8 else 4 * HOUR + 10 * MINUTE)
        assert sum(sums.values()) == 24 * HOUR


def test_what_began_long_ago_and_what_still_runs_are_found_without_reading_every_row(
    tmp_path: Path,
) -> None:
    app = make_app(tmp_path, features=[PLAIN])
    plan = app.data.rows(
        "EXPLAIN QUERY PLAN SELECT id FROM session"
        " WHERE (ended IS NULL OR ended - started > 172800000000) AND started < 5"
        " AND (ended IS NULL OR ended > 3)"
    )
    assert "session_long" in str(plan)
