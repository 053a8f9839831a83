"""The ledger on a real database file: a day that adds up, edits, search and sums."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spindle.core.clock import HOUR, MINUTE, ManualClock, Moment
from spindle.core.feature import Feature
from spindle.core.general import DAY_START
from spindle.core.ids import Ref, SessionId
from spindle.core.session import Activity, Outcome, SessionChanged
from spindle.features.focus import back
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.ledger.reading import DayPage, Details
from spindle.features.focus.ledger.spans import Kind, Span, totals
from spindle.features.focus.ledger.totals import Wanted
from spindle.features.focus.service import FocusService
from tests.helpers.fakes import FakeApp, make_app

if TYPE_CHECKING:
    from spindle.features.focus.ledger.service import Ledger
    from spindle.features.focus.ledger.totals import Hit, Totals

PLAIN = FOCUS._replace(service=FocusService)
TUESDAY = date(2026, 3, 10)


class Day:
    """A day lived with the timer, and its ledger."""

    def __init__(
        self, folder: Path, clock: ManualClock | None = None, others: Sequence[Feature] = ()
    ) -> None:
        self.app: FakeApp = make_app(folder, clock, features=[PLAIN, *others])
        self.focus: FocusService = self.app.services["focus"]
        self.ledger: Ledger = self.focus.ledger

    def work(self, title: str, minutes: int) -> str:
        self.focus.start(title, first=minutes * MINUTE)
        self.app.time.pass_(minutes * MINUTE)
        self.focus.let_go()
        assert self.focus.session is not None
        return self.focus.session.id

    def page(self, day: date | None = None) -> DayPage:
        self.ledger.show(day)
        assert self.ledger.page is not None
        return self.ledger.page

    def told(self) -> list[tuple[str, str, int]]:
        """Kind, title and minutes of each span but what is to come."""
        return [
            (str(span.kind), span.entry.title if span.entry else "", span.length // MINUTE)
            for span in self.page().spans
            if span.kind is not Kind.COMING
        ]

    def span(self, kind: Kind, number: int = 0) -> Span:
        return [span for span in self.page().spans if span.kind is kind][number]

    def details(self, session: str) -> Details:
        found: list[Details | None] = []
        self.ledger.ask_details(session, found.append)
        assert found[0] is not None
        return found[0]


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return Day(tmp_path)


@pytest.fixture
def worked(day: Day) -> Day:
    """09:00 a block with a pause, 09:30 a break with a walk, 09:35 a second block until 09:55."""
    day.focus.start("Lemma 4", first=25 * MINUTE)
    day.app.time.pass_(10 * MINUTE)
    day.focus.pause_or_resume()
    day.app.time.pass_(5 * MINUTE)
    day.focus.pause_or_resume()
    day.app.time.pass_(15 * MINUTE)
    day.focus.finish()
    day.focus.take_break("Walk")
    day.app.time.pass_(5 * MINUTE)
    day.focus.back_to_work()
    day.app.time.pass_(20 * MINUTE)
    day.focus.let_go()
    return day


def test_a_day_adds_up_whatever_was_done(worked: Day) -> None:
    page = worked.page()
    assert sum(totals(page.spans).values()) == 24 * HOUR
    assert worked.told() == [
        ("untracked", "", 300),
        ("work", "Lemma 4", 10),
        ("gap", "Lemma 4", 5),
        ("work", "Lemma 4", 15),
        ("move", "Walk", 5),
        ("work", "Lemma 4", 20),
    ]


@pytest.mark.requirement("focus-pain-13")
def test_what_spans_midnight_stays_on_the_day_where_it_began(tmp_path: Path) -> None:
    day = Day(tmp_path, ManualClock(datetime(2026, 3, 10, 23, 50)))
    day.work("Late", 25)
    assert day.page().day == TUESDAY
    assert day.told()[-1] == ("work", "Late", 25)


@pytest.mark.requirement("focus-pain-13")
@pytest.mark.parametrize(
    ("at", "hours"), [(datetime(2026, 3, 29, 9), 23), (datetime(2026, 10, 25, 9), 25)]
)
def test_a_day_on_which_the_clocks_change_adds_up_to_its_own_length(
    tmp_path: Path, at: datetime, hours: int
) -> None:
    day = Day(tmp_path, ManualClock(at, "Europe/Berlin"))
    day.app.settings.set(DAY_START, 0)
    day.work("Lemma 4", 25)
    assert sum(totals(day.page().spans).values()) == hours * HOUR


@pytest.mark.requirement("focus-row-35")
def test_another_day_start_moves_spans_and_touches_no_row(worked: Day) -> None:
    before = worked.app.data.rows("SELECT * FROM session")
    worked.app.settings.set(DAY_START, 9 * 60 + 10)
    assert worked.told()[0] == ("gap", "Lemma 4", 5)
    assert sum(totals(worked.page().spans).values()) == 24 * HOUR
    assert worked.app.data.rows("SELECT * FROM session") == before


def test_the_night_after_an_evening_is_sleep_that_nobody_measured(day: Day) -> None:
    day.app.time.pass_(13 * HOUR)
    evening = day.app.sessions.begin(Activity.PRIME, "Evening", detail={"v": 1, "half": "evening"})
    day.app.time.pass_(10 * MINUTE)
    day.app.sessions.end(evening.id, Outcome.COMPLETED, active=10 * MINUTE)
    day.app.time.pass_(9 * HOUR)
    day.work("Lemma 4", 25)
    sleep = day.span(Kind.SLEEP)
    assert sleep.entry is not None
    assert sleep.entry.guessed
    assert [kind for kind, _, _ in day.told()] == ["sleep", "work"]


@pytest.mark.requirement("focus-row-36")
def test_edits_are_kept_told_and_taken_back_one_by_one(worked: Day) -> None:
    heard = worked.app.hear(SessionChanged)
    before = worked.told()
    first = worked.span(Kind.WORK)
    assert worked.ledger.split(first, first.start + 5 * MINUTE)
    assert worked.told()[1:3] == [("work", "Lemma 4", 5), ("work", "Lemma 4", 5)]
    assert worked.ledger.reclass(worked.span(Kind.GAP), "work")
    assert worked.told()[1:3] == [("work", "Lemma 4", 5), ("work", "Lemma 4", 25)]
    assert worked.ledger.remove(worked.span(Kind.WORK))
    assert worked.told()[0] == ("untracked", "", 305)
    assert heard
    for _ in range(3):
        assert worked.focus.undo()[0] == back.TAKEN
    assert worked.told() == before


def test_an_untracked_time_can_have_been_work_a_break_or_sleep(worked: Day) -> None:
    assert worked.ledger.reclass(worked.span(Kind.UNTRACKED), "sleep")
    assert worked.told()[0] == ("sleep", "", 300)
    assert worked.ledger.reclass(worked.span(Kind.SLEEP), "drill", "Scales")
    assert worked.told()[0] == ("work", "Scales", 300)
    [row] = worked.app.data.rows("SELECT * FROM session WHERE title = 'Scales'")
    assert (row["active"], row["outcome"], row["rating"]) == (300 * MINUTE, "completed", None)
    assert (
        worked.app.data.rows("SELECT * FROM break WHERE kind = 'sleep' AND deleted IS NULL") == []
    )


def test_a_gap_that_was_a_break_stands_between_two_sessions(worked: Day) -> None:
    assert worked.ledger.reclass(worked.span(Kind.GAP), "break")
    assert worked.told()[1:4] == [
        ("work", "Lemma 4", 10),
        ("break", "", 5),
        ("work", "Lemma 4", 15),
    ]
    rows = worked.app.data.rows(
        "SELECT active FROM session WHERE activity = 'focus' AND deleted IS NULL ORDER BY started"
    )
    assert [int(str(row["active"])) // MINUTE for row in rows] == [10, 15, 20]


def test_a_refusal_is_a_sentence_and_changes_nothing(worked: Day) -> None:
    before = worked.told()
    span = worked.span(Kind.WORK, 2)
    assert not worked.ledger.retime(span, span.start - 15 * MINUTE, span.end)
    assert worked.ledger.told.endswith(".")
    assert worked.told() == before


def test_two_blocks_are_put_together_over_the_walk_only_when_it_is_gone(worked: Day) -> None:
    assert not worked.ledger.merge_with_next(worked.span(Kind.WORK))
    assert worked.ledger.remove(worked.span(Kind.MOVE))
    assert worked.ledger.merge_with_next(worked.span(Kind.WORK))
    assert worked.told()[1:] == [
        ("work", "Lemma 4", 10),
        ("gap", "Lemma 4", 5),
        ("work", "Lemma 4", 15),
        ("gap", "Lemma 4", 5),
        ("work", "Lemma 4", 20),
    ]


def test_words_on_a_session_are_kept_found_and_taken_back(worked: Day) -> None:
    session = str(worked.focus.session.id if worked.focus.session else "")
    was = worked.details(session)
    assert worked.ledger.describe(was, title="Lemma 5", note="50 % done", tags="graphs, Proof")
    now = worked.details(session)
    assert (now.title, now.note, now.tags) == ("Lemma 5", "50 % done", ("graphs", "Proof"))
    found: list[tuple[Hit, ...]] = []
    for text in ("lemma proof", "50 %", "GRAPHS", "nothing", "_"):
        worked.ledger.ask_search(Wanted(text), found.append)
    assert [len(hits) for hits in found] == [1, 1, 1, 0, 0]
    assert not worked.ledger.describe(now, title="Lemma 5", note="50 % done", tags="Graphs proof")
    worked.focus.undo()
    assert worked.details(session) == was
    assert worked.ledger.describe(was, title="Lemma 4", note="", tags="proof")
    assert worked.details(session).tags == ("proof",)


def test_a_note_on_a_walk_is_kept_too(worked: Day) -> None:
    walk = worked.span(Kind.MOVE)
    assert walk.entry is not None
    was = worked.details(walk.entry.session)
    assert worked.ledger.describe(was, title="Walk", note="Along the river", tags="")
    assert worked.details(walk.entry.session).note == "Along the river"
    worked.focus.undo()
    assert worked.details(walk.entry.session).note == ""


@pytest.mark.requirement("prediction-hidden")
def test_what_was_entered_by_hand_is_predicted_in_silence_and_has_an_error_when_rated(
    day: Day,
) -> None:
    day.app.time.pass_(2 * HOUR)
    day.ledger.log_movement("Run", 30 * MINUTE)
    [row] = day.app.data.rows("SELECT id, predicted_before, predicted_sd, error FROM session")
    assert row["predicted_before"] == pytest.approx(3.0)
    assert row["predicted_sd"] > 0
    assert day.details(row["id"]).predicted is None
    day.ledger.rate(row["id"], 5, lambda _: None)
    [rated] = day.app.data.rows("SELECT error, rating FROM session")
    assert rated == {"error": 2.0, "rating": 5}
    assert day.details(row["id"]).predicted == pytest.approx(3.0)


@pytest.mark.requirement("focus-row-59")
def test_what_a_session_worked_on_is_told_by_its_title_and_goes_out_with_it(
    tmp_path: Path,
) -> None:
    def describe(_: object, ref: Ref) -> str | None:
        return "Memory in the Night" if ref == Ref("document", "d1") else None

    day = Day(tmp_path, others=[Feature(id="other", describe=describe)])
    day.focus.start("Read", first=25 * MINUTE, ref=Ref("document", "d1"))
    day.app.time.pass_(25 * MINUTE)
    day.focus.let_go()
    assert day.focus.session is not None
    found = day.details(day.focus.session.id)
    assert (found.ref, found.material) == (Ref("document", "d1"), "Memory in the Night")
    for name, text in (
        ("a.csv", "Memory in the Night,document,d1"),
        ("a.jsonl", '"about": "Memory in the Night", "about_kind": "document", "about_id": "d1"'),
        ("a.ics", "DESCRIPTION:Memory in the Night"),
    ):
        day.ledger.export(tmp_path / name, TUESDAY, TUESDAY, lambda _: None)
        assert text in (tmp_path / name).read_text("utf-8")


def test_search_keeps_to_an_activity(worked: Day) -> None:
    found: list[tuple[Hit, ...]] = []
    worked.ledger.ask_search(Wanted(activity="move"), found.append)
    assert [hit.title for hit in found[0]] == ["Walk"]


@pytest.mark.requirement("focus-row-34")
def test_sums_count_each_moment_once_for_the_innermost(worked: Day) -> None:
    worked.focus.start("Read", first=60 * MINUTE)
    inner = worked.app.sessions.begin(Activity.LISTEN, "Memory in the Night")
    worked.app.time.pass_(30 * MINUTE)
    worked.app.sessions.end(inner.id, Outcome.COMPLETED, active=30 * MINUTE)
    worked.app.time.pass_(30 * MINUTE)
    worked.focus.let_go()
    session = str(worked.focus.session.id if worked.focus.session else "")
    worked.ledger.describe(worked.details(session), title="Read", note="", tags="graphs")
    found: list[Totals] = []
    worked.ledger.ask_totals(date(2026, 3, 9), TUESDAY, found.append)
    monday, tuesday = found[0].days
    assert (monday.whole, monday.sessions) == (0, 0)
    assert tuesday.work == {
        "focus": 75 * MINUTE,
        "listen": 30 * MINUTE,
        "move": 5 * MINUTE,
    }
    # The whole break was a walk, and counts as one.
    assert (tuesday.breaks, tuesday.sessions) == (0, 3)
    assert sum(tuesday.spans.values()) == 24 * HOUR
    assert found[0].tags == (("graphs", 30 * MINUTE),)
    assert sum(found[0].hours) // MINUTE == 105
    assert found[0].hours[9] == 50 * MINUTE


def test_an_edit_of_a_gone_row_is_refused(worked: Day) -> None:
    span = worked.span(Kind.WORK)
    assert worked.ledger.remove(span)
    assert not worked.ledger.split(span, span.start + MINUTE)
    missing: list[Details | None] = []
    worked.ledger.ask_details(SessionId("gone"), missing.append)
    assert missing == [None]


class Running(ManualClock):
    """A clock that goes on between two looks at it, as a real one does."""

    def now(self) -> Moment:
        return self.advance(200)


@pytest.mark.parametrize("minutes", [1, 25])
def test_nothing_stands_between_a_block_its_break_and_the_movement_in_it(
    tmp_path: Path, minutes: int
) -> None:
    day = Day(tmp_path, Running(datetime(2026, 3, 10, 9)))
    day.focus.start("Lemma 4", first=minutes * MINUTE)
    day.app.time.pass_(minutes * MINUTE)
    day.focus.finish()
    if minutes > 2:  # asked first: the time until the answer is nobody's
        day.focus.take_break(day.focus.suggested)
    day.app.time.pass_(5 * MINUTE)
    day.focus.back_to_work()
    kinds = [kind for kind, _, _ in day.told()]
    asked = ["untracked"] * (minutes > 2)
    assert kinds[1:] == ["work", *asked, "move", "work"]


def test_a_break_after_a_block_that_is_not_asked_about_proposes_what_was_announced(
    day: Day,
) -> None:
    day.focus.start("Tea", first=MINUTE)
    day.app.time.pass_(MINUTE)
    day.focus.finish()
    rest = day.focus.state.running_rest
    assert rest is not None
    assert rest.movement == day.focus.suggested == "Walk"


def test_a_walk_in_a_break_is_one_event_of_a_calendar(worked: Day, tmp_path: Path) -> None:
    def events() -> list[tuple[str, str, str]]:
        worked.ledger.export(tmp_path / "a.ics", TUESDAY, TUESDAY, lambda _: None)
        found = (tmp_path / "a.ics").read_text("utf-8").split("BEGIN:VEVENT\n")[1:]
        fields = [dict(line.split(":", 1) for line in event.splitlines()) for event in found]
        assert len({each["UID"] for each in fields}) == len(fields)
        return [(each["SUMMARY"], each["DTSTART"][9:13], each["DTEND"][9:13]) for each in fields]

    assert events() == [
        ("Lemma 4", "0900", "0930"),
        ("Walk", "0930", "0935"),
        ("Lemma 4", "0935", "0955"),
    ]
    worked.app.data.write(  # a walk that began later and came home sooner than its break
        lambda db: db.execute(
            "UPDATE session SET started = started + ?, ended = ended - ? WHERE activity = 'move'",
            (MINUTE, 2 * MINUTE),
        )
    )
    assert sorted(events(), key=lambda each: each[1])[1:4] == [
        ("break", "0930", "0931"),
        ("Walk", "0931", "0933"),
        ("break", "0933", "0935"),
    ]
