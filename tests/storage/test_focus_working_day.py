"""A working day of twelve blocks with all that can happen to one; its ledger adds up to the µs."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from spindle.core.clock import HOUR, MINUTE, SECOND, ManualClock
from spindle.core.presence import QuietChanged
from spindle.core.session import Activity, Outcome
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.ledger.reading import DayPage
from spindle.features.focus.ledger.spans import Kind, totals
from spindle.features.focus.running import RunningFocus
from spindle.features.focus.state import Stage
from spindle.storage.session_log import interrupt_open
from tests.helpers.fakes import FakeApp, make_app

WITH_WORDS = FOCUS._replace(service=RunningFocus)
DAY = date(2026, 3, 10)


class Desktop:
    def __init__(self) -> None:
        self.locked = False
        self.touched = 0

    def since_touched(self) -> int | None:
        return self.touched

    def is_locked(self) -> bool | None:
        return self.locked

    def tell_of_lock(self, told: Callable[[], None]) -> None:
        del told


class Day:
    """One person, one profile, one clock through several runs of Spindle."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = ManualClock(datetime(2026, 3, 10, 14, 0), "Europe/Berlin")
        self.desktop = Desktop()
        self.begin()

    def begin(self) -> None:
        self.app: FakeApp = make_app(self.folder, self.clock, features=[WITH_WORDS])
        self.app.idle = self.desktop
        self.focus: RunningFocus = self.app.services["focus"]

    def kill(self, away: int) -> None:
        """No word is said; the next start finds the open rows."""
        self.app.data.close()
        self.clock.advance(away)
        self.begin()
        self.app.data.write(lambda db: interrupt_open(db, self.clock.now().wall))
        self.focus.refresh()

    def pass_(self, microseconds: int) -> None:
        self.app.time.pass_(microseconds)

    def stage(self) -> Stage:
        return self.focus.state.stage

    def work(self) -> None:
        """To the end of the block, its rating, and into the break."""
        block = self.focus.state.block
        assert block is not None
        self.pass_(block.left)
        assert self.stage() is Stage.OVERTIME
        self.pass_(30 * SECOND)
        self.focus.finish()
        self.focus.rate(4)
        self.focus.take_break("Walk")

    def rest(self) -> None:
        self.pass_(self.focus.state.rest_left + 10 * SECOND)
        self.focus.back_to_work()

    def page(self) -> DayPage:
        self.focus.ledger.show(DAY)
        found = self.focus.ledger.page
        assert found is not None
        return found


def live(day: Day, *, stepped: bool = True) -> None:
    """Twelve blocks from 14:00 until after midnight."""
    day.focus.start("Prove Lemma 4", first=25 * MINUTE)
    day.pass_(5 * MINUTE)
    day.focus.interrupted()  # 1: an interruption
    day.work()
    day.rest()
    day.pass_(5 * MINUTE)
    day.desktop.locked = True  # 2: the screen is locked for a quarter of an hour
    day.pass_(15 * MINUTE)
    day.desktop.locked = False
    day.pass_(20 * SECOND)
    day.work()
    day.rest()
    day.pass_(10 * MINUTE)
    day.app.suspend(20 * MINUTE)  # 3: a lid closed on the block
    day.focus.pause_or_resume()
    day.work()
    day.app.suspend(20 * MINUTE)  # and one on the break
    day.focus.back_to_work()
    day.pass_(12 * MINUTE)
    day.kill(3 * MINUTE)  # 4: the power goes
    day.focus.go_on()
    day.work()
    day.rest()
    if stepped:
        day.clock.step(-HOUR)  # 5: somebody sets the clock back, and an hour later forward again
        day.app.waking.wake()
    day.work()
    day.rest()
    if stepped:
        day.clock.step(HOUR)
        day.app.waking.wake()
    for _ in range(4):  # 6 to 9
        day.work()
        day.rest()
    day.work()  # 10
    day.focus.let_go()
    day.pass_(2 * HOUR)
    day.focus.start("Late", first=25 * MINUTE)  # 11
    day.work()
    day.rest()
    day.pass_(MINUTE)
    evening = day.app.sessions.begin(
        Activity.PRIME, "Evening", detail={"v": 1, "half": "evening"}
    )  # 12: an evening in the block, past midnight
    day.pass_(2 * HOUR + 30 * MINUTE)
    day.app.sessions.end(evening.id, Outcome.COMPLETED, active=10 * MINUTE)
    day.app.bus.publish(QuietChanged(quiet=True))


@pytest.mark.requirement("focus-acceptance-2")
def test_the_ledger_of_a_day_with_everything_in_it_adds_up(tmp_path: Path) -> None:
    day = Day(tmp_path)
    live(day)
    assert day.stage() is Stage.IDLE
    page = day.page()
    sums = totals(page.spans)
    assert sum(sums.values()) == 24 * HOUR
    assert all(one.end == two.start for one, two in pairwise(page.spans))
    kinds = {span.kind for span in page.spans}
    assert kinds >= {Kind.WORK, Kind.MOVE, Kind.GAP, Kind.UNTRACKED}
    whys = {span.entry.why for span in page.spans if span.entry and span.kind is Kind.GAP}
    assert whys == {"lock", "sleep"}
    rows = day.app.data.rows("SELECT * FROM session WHERE deleted IS NULL ORDER BY started")
    blocks = [row for row in rows if row["activity"] == "focus"]
    assert len(blocks) == 13  # the one that the power took goes on as another
    assert [row["outcome"] for row in blocks].count("interrupted") == 1
    steps = day.app.data.rows("SELECT step FROM clock_step ORDER BY at")
    assert sorted(row["step"] for row in steps) == [-HOUR, HOUR]
    [evening] = [row for row in rows if row["activity"] == "prime"]
    assert evening["parent_id"] == blocks[-1]["id"]
    assert blocks[-1]["ended"] == evening["ended"]


@pytest.mark.requirement("focus-acceptance-2")
def test_each_block_of_that_day_is_work_and_gaps_and_nothing_else(tmp_path: Path) -> None:
    day = Day(tmp_path)
    live(day)
    rows = day.app.data.rows(
        "SELECT s.started, s.ended, s.active, s.outcome, (SELECT coalesce(sum(g.ended - g.started),"
        " 0) FROM gap g WHERE g.session_id = s.id AND g.deleted IS NULL) AS away FROM session s"
        " WHERE s.activity = 'focus' AND s.deleted IS NULL"
    )
    for row in rows:
        lost = int(row["ended"]) - int(row["started"]) - int(row["active"]) - int(row["away"])
        assert 0 <= lost <= (15 * SECOND if row["outcome"] == "interrupted" else 0)


@pytest.mark.requirement("focus-acceptance-2")
def test_what_the_page_shows_as_work_is_what_the_rows_count_as_work(tmp_path: Path) -> None:
    """Nobody set the clock: two rows then never have the same moment."""
    day = Day(tmp_path)
    live(day, stepped=False)
    shown: dict[str, int] = {}
    for span in day.page().spans:
        if span.kind is Kind.WORK and span.entry is not None:
            shown[span.entry.session] = shown.get(span.entry.session, 0) + span.length
    rows = day.app.data.rows(
        "SELECT id, active, outcome FROM session WHERE activity = 'focus' AND deleted IS NULL"
    )
    assert len(rows) == 13
    for row in rows:
        lost = shown.get(row["id"], 0) - row["active"]
        assert 0 <= lost <= (15 * SECOND if row["outcome"] == "interrupted" else 0)
