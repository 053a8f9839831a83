"""Nobody there: gaps by lock, idleness and suspend, and the row that asks what they were."""

from collections.abc import Callable
from pathlib import Path

import pytest

from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.feature import PageAsked
from spindle.core.quiet_row import RowAsked
from spindle.core.session import Activity, Outcome
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.ledger.spans import Span
from spindle.features.focus.running import RunningFocus
from spindle.features.focus.settings import IDLE
from spindle.features.focus.state import Stage
from tests.helpers.fakes import FakeApp, make_app


class FakeIdle:
    """A desktop that says what it is told to say."""

    def __init__(self) -> None:
        self.locked: bool | None = None
        self.touched: int | None = None

    def since_touched(self) -> int | None:
        return self.touched

    def is_locked(self) -> bool | None:
        return self.locked

    def tell_of_lock(self, told: Callable[[], None]) -> None:
        del told


class Desk:
    def __init__(self, folder: Path) -> None:
        self.app: FakeApp = make_app(folder, features=[FOCUS._replace(service=RunningFocus)])
        self.idle = FakeIdle()
        self.app.idle = self.idle
        self.focus: RunningFocus = self.app.services["focus"]
        self.rows: list[RowAsked] = []
        self.app.bus.subscribe(RowAsked, self.rows.append)
        self.focus.start("Prove Lemma 4", first=25 * MINUTE)

    def pass_(self, microseconds: int, *, touched: bool = True) -> None:
        """Time in steps of ten seconds, as the watch looks."""
        for _ in range(microseconds // (10 * SECOND)):
            before = self.idle.touched
            if touched:
                self.idle.touched = 0
            elif before is not None:
                self.idle.touched = before + 10 * SECOND
            self.app.time.pass_(10 * SECOND)

    def away(self, microseconds: int) -> None:
        self.idle.touched = self.idle.touched or 0
        self.pass_(microseconds, touched=False)

    def gaps(self) -> list[tuple[str, int]]:
        rows = self.app.data.rows(
            "SELECT kind, started, coalesce(ended, started) AS ended FROM gap"
            " WHERE deleted IS NULL ORDER BY started"
        )
        return [(r["kind"], round((r["ended"] - r["started"]) / MINUTE)) for r in rows]

    def breaks(self) -> list[tuple[str, int]]:
        rows = self.app.data.rows("SELECT kind, started, ended FROM break WHERE deleted IS NULL")
        return [(row["kind"], (row["ended"] - row["started"]) // MINUTE) for row in rows]

    def left(self) -> int:
        block = self.focus.state.running_block
        assert block is not None
        return round(block.left / MINUTE)

    def span(self, kind: str) -> Span:
        page = self.focus.ledger.page
        assert page is not None
        return next(span for span in page.spans if span.kind == kind)

    def started_again(self, folder: Path, app: FakeApp | None = None) -> FakeApp:
        """Another start of Spindle an hour later, on the same file."""
        was = app or self.app
        was.data.close()
        was.time.clock.advance(HOUR)
        return make_app(folder, was.time.clock, features=[FOCUS._replace(service=RunningFocus)])

    def active(self) -> int:
        [row] = self.app.data.rows("SELECT active FROM session WHERE activity = 'focus'")
        return round(int(str(row["active"])) / MINUTE)

    def stage(self) -> Stage:
        return self.focus.state.stage


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.requirement("focus-pain-6")
def test_a_block_that_ends_while_nobody_is_there_counts_to_the_last_touch_until_one_click(
    desk: Desk,
) -> None:
    desk.pass_(12 * MINUTE)
    desk.away(13 * MINUTE)
    assert desk.stage() is Stage.OVERTIME
    desk.away(2 * HOUR)
    assert desk.stage() is Stage.IDLE
    assert desk.active() == 12
    assert desk.rows == []
    desk.pass_(20 * SECOND)
    [row] = desk.rows
    assert row.row.title == "13 min of this block without you."
    assert [action.id for action in row.row.actions] == ["gap", "work", "other"]
    row.chosen("work")
    assert desk.active() == 25
    assert desk.gaps() == []


@pytest.mark.requirement("focus-row-16")
def test_who_comes_back_within_the_block_finds_it_running_and_is_asked_once(desk: Desk) -> None:
    desk.pass_(5 * MINUTE)
    desk.away(7 * MINUTE)
    assert desk.stage() is Stage.WORK
    desk.pass_(3 * MINUTE)
    [row] = desk.rows
    assert desk.gaps() == [("idle", 7)]
    row.chosen("closed")
    desk.pass_(10 * MINUTE)
    desk.focus.finish()
    assert desk.active() == 18
    assert len(desk.rows) == 1


def test_who_read_on_paper_says_so_and_has_all_of_it(desk: Desk) -> None:
    desk.pass_(5 * MINUTE)
    desk.away(7 * MINUTE)
    desk.pass_(MINUTE)
    desk.rows[0].chosen("work")
    assert desk.gaps() == []
    desk.pass_(12 * MINUTE)
    desk.focus.finish()
    assert desk.active() == 25


@pytest.mark.requirement("focus-pain-7")
def test_listening_in_spindle_is_no_idleness_and_when_it_stops_the_idle_time_begins(
    desk: Desk,
) -> None:
    reading = desk.app.sessions.begin(Activity.LISTEN, "Memory in the Night")
    desk.idle.touched = 0
    for number in range(1, 2 * 60 // 10 * 10):
        desk.app.sessions.beat(reading.id, number * 10 * SECOND)
        desk.away(10 * SECOND)
    assert desk.gaps() == []
    desk.app.sessions.end(reading.id, Outcome.COMPLETED, active=20 * MINUTE)
    desk.away(2 * MINUTE)
    [(kind, _)] = [(gap["kind"], 0) for gap in desk.app.data.rows("SELECT kind FROM gap")]
    assert kind == "idle"


def test_switched_off_nobody_is_ever_away(desk: Desk) -> None:
    desk.app.settings.set(IDLE, False)
    desk.away(20 * MINUTE)
    assert desk.gaps() == []


@pytest.mark.requirement("focus-pain-8")
def test_a_desktop_that_tells_nothing_is_neither_there_nor_away(desk: Desk) -> None:
    desk.app.time.pass_(24 * MINUTE)
    assert desk.gaps() == []
    assert desk.stage() is Stage.WORK


@pytest.mark.requirement("focus-row-14")
def test_a_locked_screen_stands_the_block_still_and_opening_it_goes_on(desk: Desk) -> None:
    desk.pass_(10 * MINUTE)
    desk.idle.locked = True
    desk.pass_(5 * MINUTE)
    assert desk.stage() is Stage.PAUSED
    desk.idle.locked = False
    desk.pass_(10 * SECOND)
    assert desk.stage() is Stage.WORK
    assert desk.gaps() == [("lock", 5)]
    [row] = desk.rows
    assert row.row.body == "The screen was locked."


def test_a_lock_of_ten_seconds_asks_nothing(desk: Desk) -> None:
    desk.pass_(10 * MINUTE)
    desk.idle.locked = True
    desk.pass_(10 * SECOND)
    desk.idle.locked = False
    desk.pass_(MINUTE)
    assert desk.rows == []
    assert desk.stage() is Stage.WORK


def test_after_a_suspend_the_row_goes_on_or_gives_the_time_back(desk: Desk) -> None:
    desk.pass_(10 * MINUTE)
    desk.app.suspend(8 * MINUTE)
    [row] = desk.rows
    assert row.row.body == "The computer was asleep."
    row.chosen("work")
    assert desk.stage() is Stage.WORK
    assert desk.focus.state.block is not None
    assert round(desk.focus.state.block.work / MINUTE) == 18
    desk.app.suspend(8 * MINUTE)
    desk.rows[-1].chosen("gap")
    assert desk.stage() is Stage.WORK
    assert desk.gaps() == [("pause", 0), ("sleep", 8), ("pause", 0)]


def test_a_screen_locked_in_overtime_is_no_work_and_the_row_asks_about_it(desk: Desk) -> None:
    desk.pass_(26 * MINUTE)
    assert desk.stage() is Stage.OVERTIME
    desk.idle.locked = True
    desk.pass_(20 * MINUTE)
    assert desk.stage() is Stage.OVERTIME
    desk.idle.locked = False
    desk.pass_(2 * MINUTE)
    desk.focus.finish()
    assert desk.active() == 28
    assert desk.gaps() == [("lock", 20)]
    assert [row.row.body for row in desk.rows] == ["The screen was locked."]


def test_a_lock_in_overtime_that_nobody_opens_lets_go_at_the_planned_end(desk: Desk) -> None:
    desk.pass_(26 * MINUTE)
    desk.idle.locked = True
    desk.pass_(2 * HOUR)
    assert desk.stage() is Stage.IDLE
    assert desk.active() == 25


def test_five_minutes_more_out_of_a_locked_overtime_work_on(desk: Desk) -> None:
    desk.pass_(26 * MINUTE)
    desk.idle.locked = True
    desk.pass_(2 * MINUTE)
    desk.idle.locked = False
    desk.focus.longer()
    assert desk.stage() is Stage.WORK
    desk.pass_(5 * MINUTE)
    assert desk.stage() is Stage.OVERTIME


@pytest.mark.requirement("focus-pain-2")
def test_a_suspend_so_long_that_the_block_ended_is_asked_about_too(desk: Desk) -> None:
    desk.pass_(17 * MINUTE)
    desk.app.suspend(8 * HOUR)
    assert desk.stage() is Stage.IDLE
    [row] = desk.rows
    assert row.row.title == "480 min of this block without you."
    assert desk.gaps() == [("sleep", 480)]
    row.chosen("other")
    desk.rows[-1].chosen("break")
    assert desk.gaps() == []
    assert desk.breaks() == [("break", 480)]
    assert desk.active() == 17


def test_a_lock_so_long_that_the_block_ended_is_asked_about_too(desk: Desk) -> None:
    desk.pass_(17 * MINUTE)
    desk.idle.locked = True
    desk.pass_(2 * HOUR)
    desk.idle.locked = False
    desk.pass_(10 * SECOND)
    assert desk.stage() is Stage.IDLE
    assert [row.row.body for row in desk.rows] == ["The screen was locked."]


@pytest.mark.parametrize("kind", ["suspend", "lock", "idle"])
def test_what_nobody_has_answered_is_asked_once_more_after_the_next_start(
    tmp_path: Path, kind: str
) -> None:
    desk = Desk(tmp_path)
    desk.pass_(10 * MINUTE)
    if kind == "suspend":
        desk.app.suspend(20 * MINUTE)
    elif kind == "lock":
        desk.idle.locked = True
        desk.pass_(20 * MINUTE)
    else:
        desk.away(20 * MINUTE)
    desk.focus.stop()
    again = desk.started_again(tmp_path)
    rows: list[RowAsked] = []
    again.bus.subscribe(RowAsked, rows.append)
    again.time.pass_(10 * SECOND)
    [row] = rows
    assert row.row.title == "20 min of this block without you."
    row.chosen("work")
    assert again.data.rows("SELECT 1 FROM gap WHERE deleted IS NULL AND ended > started") == []
    once_more = desk.started_again(tmp_path, again)
    once_more.bus.subscribe(RowAsked, rows.append)
    once_more.time.pass_(10 * SECOND)
    assert len(rows) == 1


def test_an_answered_gap_is_never_asked_about_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.pass_(5 * MINUTE)
    desk.away(7 * MINUTE)
    desk.pass_(MINUTE)
    desk.rows[0].chosen("gap")
    desk.focus.stop()
    again = desk.started_again(tmp_path)
    again.bus.subscribe(RowAsked, desk.rows.append)
    again.time.pass_(10 * SECOND)
    assert len(desk.rows) == 1


@pytest.mark.requirement("focus-row-17")
def test_a_running_block_that_was_a_break_meanwhile_goes_on_as_another(desk: Desk) -> None:
    desk.pass_(10 * MINUTE)
    desk.app.suspend(40 * MINUTE)
    [row] = desk.rows
    row.chosen("other")
    assert desk.rows[-1].owed
    assert [action.id for action in desk.rows[-1].row.actions] == ["break", "untracked", "ledger"]
    desk.rows[-1].chosen("break")
    assert desk.stage() is Stage.WORK
    assert desk.left() == 15
    assert desk.breaks() == [("break", 40)]
    desk.pass_(15 * MINUTE)
    desk.focus.finish()
    rows = desk.app.data.rows(
        "SELECT started, ended, active, outcome FROM session WHERE activity = 'focus'"
        " AND deleted IS NULL ORDER BY started"
    )
    assert [(row["active"] // MINUTE, row["outcome"]) for row in rows] == [
        (10, "stopped"),
        (15, "completed"),
    ]
    assert rows[1]["started"] - rows[0]["ended"] == 40 * MINUTE
    assert "sleep" not in dict(desk.gaps())


@pytest.mark.requirement("focus-row-17")
def test_nothing_of_the_block_leaves_the_time_untracked(desk: Desk) -> None:
    desk.pass_(10 * MINUTE)
    desk.away(12 * MINUTE)
    desk.pass_(MINUTE)
    desk.rows[0].chosen("other")
    desk.rows[-1].chosen("untracked")
    assert desk.stage() is Stage.WORK
    assert desk.breaks() == []
    assert desk.left() == 14
    desk.focus.undo()
    assert desk.left() == 2
    assert desk.gaps() == [("idle", 12)]


def test_in_the_ledger_a_gap_of_the_running_block_is_cut_and_a_part_of_it_was_work(
    desk: Desk,
) -> None:
    desk.pass_(10 * MINUTE)
    desk.app.suspend(40 * MINUTE)
    asked = desk.app.hear(PageAsked)
    desk.rows[0].chosen("other")
    desk.rows[-1].chosen("ledger")
    [page] = asked
    assert isinstance(page, PageAsked)
    assert page.ref is not None
    desk.focus.ledger.show_row(page.ref)
    gap = desk.span("gap")
    assert gap.entry is not None
    assert gap.entry.ref == page.ref
    assert desk.focus.ledger.split(gap, gap.start + 5 * MINUTE)
    assert desk.gaps()[:2] == [("sleep", 5), ("sleep", 35)]
    assert desk.focus.ledger.reclass(desk.span("gap"), "work")
    assert desk.gaps()[:1] == [("sleep", 35)]
    assert desk.left() == 10
    assert desk.stage() is Stage.PAUSED


@pytest.mark.requirement("focus-row-29")
def test_an_interruption_that_stops_the_work_lasts_as_long_as_the_pause(desk: Desk) -> None:
    desk.pass_(5 * MINUTE)
    desk.focus.interrupted()
    desk.pass_(20 * SECOND)
    desk.focus.pause_or_resume()
    desk.pass_(7 * MINUTE)
    desk.focus.pause_or_resume()
    desk.pass_(5 * MINUTE)
    desk.focus.interrupted()
    desk.pass_(5 * MINUTE)
    desk.focus.pause_or_resume()
    desk.pass_(2 * MINUTE)
    desk.focus.interrupted()
    desk.pass_(MINUTE)
    desk.focus.pause_or_resume()
    assert desk.gaps() == [("interruption", 7), ("interruption", 0), ("interruption", 3)]
    block = desk.focus.state.block
    assert block is not None
    assert len(block.interruptions) == 3
    desk.focus.let_go()
    [row] = desk.app.data.rows("SELECT started, ended, active FROM session")
    assert row["ended"] - row["started"] - row["active"] == 10 * MINUTE


def test_an_interruption_taken_back_leaves_the_pause(desk: Desk) -> None:
    desk.focus.pause_or_resume()
    desk.focus.interrupted()
    desk.pass_(2 * MINUTE)
    desk.focus.undo()
    desk.focus.pause_or_resume()
    assert desk.gaps() == [("pause", 2)]
