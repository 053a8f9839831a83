"""Taking verbs of the timer back, on a real database file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.feature import PageAsked
from spindle.features.focus import back
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.service import FocusService
from spindle.features.focus.settings import OVERTIME, STRICT
from spindle.features.focus.state import Stage
from tests.helpers.fakes import FakeApp, make_app

PLAIN = FOCUS._replace(service=FocusService)
Verb = Callable[[FocusService], object]


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[PLAIN])


def running(app: FakeApp, minutes: int = 25) -> FocusService:
    service = app.services["focus"]
    assert isinstance(service, FocusService)
    service.start("Prove Lemma 4", first=minutes * MINUTE)
    app.time.pass_(12 * MINUTE)
    return service


def texts(service: FocusService) -> list[str]:
    return [text for _, text in service.facts.thoughts]


def stage_of(service: FocusService) -> Stage:
    return service.state.stage


def kept(app: FakeApp) -> list[dict[str, object]]:
    return app.data.rows(
        "SELECT activity, title, ended, outcome, active FROM session WHERE deleted IS NULL"
    )


def gaps(app: FakeApp) -> list[dict[str, object]]:
    return app.data.rows("SELECT kind, ended - started AS length FROM gap WHERE deleted IS NULL")


@pytest.mark.requirement("focus-row-12")
@pytest.mark.requirement("focus-pain-12")
@pytest.mark.parametrize(
    "verb",
    [
        FocusService.pause_or_resume,
        FocusService.stop_block,
        FocusService.skip,
        FocusService.longer,
        FocusService.shorter,
        FocusService.interrupted,
        FocusService.let_go,
        FocusService.walk,
        FocusService.take_break,
    ],
)
def test_undone_within_ten_seconds_a_verb_leaves_no_trace(app: FakeApp, verb: Verb) -> None:
    service = running(app)
    before = service.state
    verb(service)
    assert service.state != before
    app.time.pass_(9 * SECOND)
    sentence, _ = service.undo()
    assert sentence == back.TAKEN
    state = service.state
    assert state.stage is Stage.WORK
    assert state.block is not None
    assert (state.block.planned, state.block.work) == (25 * MINUTE, 12 * MINUTE + 9 * SECOND)
    app.time.pass_(13 * MINUTE)
    service.finish()
    [row] = kept(app)
    assert (row["activity"], row["outcome"]) == ("focus", "completed")
    assert row["active"] == 25 * MINUTE + 9 * SECOND
    assert gaps(app) == []
    assert app.data.rows("SELECT 1 FROM break WHERE deleted IS NULL") == []


def test_a_stop_taken_back_later_is_a_gap_as_long_as_it_was(app: FakeApp) -> None:
    service = running(app)
    service.stop_block()
    app.time.pass_(3 * MINUTE)
    service.undo()
    app.time.pass_(13 * MINUTE)
    assert stage_of(service) is Stage.OVERTIME
    service.finish()
    [row] = kept(app)
    assert row["active"] == 25 * MINUTE
    assert gaps(app) == [{"kind": "pause", "length": 3 * MINUTE}]


def test_a_block_that_waited_at_its_end_runs_again_in_its_one_row(app: FakeApp) -> None:
    app.settings.set(OVERTIME, False)
    service = running(app)
    app.time.pass_(13 * MINUTE + SECOND)
    service.start("Another")  # the first has ended where its time was up, a second ago
    service.undo()
    assert stage_of(service) is Stage.OVERTIME
    service.finish()
    [row] = kept(app)
    assert (row["title"], row["outcome"]) == ("Prove Lemma 4", "completed")
    assert row["active"] == 25 * MINUTE


@pytest.mark.requirement("focus-row-13")
def test_a_pause_taken_back_later_ends_and_stays_a_gap(app: FakeApp) -> None:
    service = running(app)
    service.pause_or_resume()
    app.time.pass_(3 * MINUTE)
    service.undo()
    assert stage_of(service) is Stage.WORK
    assert gaps(app) == [{"kind": "pause", "length": 3 * MINUTE}]


@pytest.mark.requirement("focus-row-12")
def test_a_skipped_break_comes_back_within_ten_seconds_and_not_later(app: FakeApp) -> None:
    service = running(app)
    app.time.pass_(13 * MINUTE)
    service.stop_block()
    service.rate(4)
    service.take_break("Walk")
    app.time.pass_(MINUTE)
    service.skip()
    assert stage_of(service) is Stage.WORK
    app.time.pass_(5 * SECOND)
    assert service.undo()[0] == back.TAKEN
    assert stage_of(service) is Stage.BREAK
    assert service.state.rest_left == 4 * MINUTE - 5 * SECOND
    service.skip()
    app.time.pass_(11 * SECOND)
    assert service.undo()[0] == back.TOO_LATE
    assert stage_of(service) is Stage.WORK
    assert [row["activity"] for row in kept(app)] == ["focus", "move", "focus"]


def test_what_was_learned_from_a_rating_stays_and_says_so(app: FakeApp) -> None:
    service = running(app)
    service.stop_block()
    service.rate(4)
    assert service.undo() == (back.KEPT, "")
    service.rate(2)
    service.undo()
    assert service.session is not None
    assert service.session.rating == 4
    assert service.undo()[0] == back.NOTHING


def test_ten_verbs_go_back_one_by_one(app: FakeApp) -> None:
    service = running(app)
    for _ in range(12):
        service.longer()
    for _ in range(10):
        assert service.undo()[0] == back.TAKEN
    assert service.undo()[0] == back.NOTHING
    assert service.state.block is not None
    assert service.state.block.planned == 35 * MINUTE


def test_a_parked_thought_and_a_done_one_come_back(app: FakeApp) -> None:
    service = running(app)
    service.park("Call the dentist")
    [(thought, _)] = service.facts.thoughts
    service.finish_thought(thought)
    assert texts(service) == []
    service.undo()
    assert texts(service) == ["Call the dentist"]
    assert service.parked == 1
    service.undo()
    assert texts(service) == []
    assert service.parked == 0


def test_more_time_out_of_overtime_goes_back_to_overtime(app: FakeApp) -> None:
    service = running(app, minutes=12)
    app.time.pass_(SECOND)
    service.longer()
    app.time.pass_(4 * SECOND)
    service.undo()
    state = service.state
    assert state.stage is Stage.OVERTIME
    assert state.block is not None
    assert state.block.left == -5 * SECOND


def test_each_verb_returns_the_inverse_that_is_remembered(app: FakeApp) -> None:
    service = running(app)
    inverse = service.pause_or_resume()
    assert inverse.run is not None
    assert inverse.run()
    assert stage_of(service) is Stage.WORK


def test_a_start_can_be_taken_back_and_so_can_going_on(app: FakeApp) -> None:
    service = app.services["focus"]
    inverse = service.start("Prove Lemma 4", first=25 * MINUTE)
    assert inverse is not None
    app.time.pass_(5 * SECOND)
    assert service.undo()[0] == back.TAKEN
    assert (stage_of(service), kept(app)) == (Stage.IDLE, [])
    running(app)
    service.let_go()
    app.time.pass_(MINUTE)
    assert service.go_on() is not None
    service.undo()
    assert stage_of(service) is Stage.IDLE
    assert [row["active"] for row in kept(app)] == [12 * MINUTE]


@pytest.mark.parametrize(
    ("verb", "column"),
    [
        (FocusService.note, "note"),
        (FocusService.leave_step, "next_step"),
        (FocusService.recall, "recalled"),
    ],
)
def test_words_left_with_a_block_are_taken_back_to_what_stood_there(
    app: FakeApp, verb: Callable[[FocusService, str], object], column: str
) -> None:
    service = running(app)
    service.stop_block()
    verb(service, "Two components")
    verb(service, "Three components")
    for words in ("Two components", ""):
        assert service.undo()[0] == back.TAKEN
        assert app.data.rows(f"SELECT {column} AS words FROM block") == [{"words": words}]


def test_edits_of_the_ledger_and_verbs_of_the_timer_go_back_in_one_order(app: FakeApp) -> None:
    service = running(app)
    service.let_go()
    app.time.pass_(HOUR)
    service.ledger.log_movement("Run", 30 * MINUTE)
    service.park("Call the dentist")
    assert [service.undo()[1] for _ in range(2)] == ["parked thought", "added session"]
    assert [row["activity"] for row in kept(app)] == ["focus"]
    assert service.undo() == (back.TAKEN, "end")
    assert stage_of(service) is Stage.WORK


def test_a_first_rating_keeps_edits_of_the_ledger_within_reach(app: FakeApp) -> None:
    service = app.services["focus"]
    app.time.pass_(HOUR)
    service.ledger.log_movement("Run", 30 * MINUTE)
    running(app)
    service.stop_block()
    service.rate(4)
    assert service.undo() == (back.KEPT, "")
    assert service.undo() == (back.TAKEN, "added session")
    assert service.undo() == (back.NOTHING, "")


@pytest.mark.requirement("first-rating-only")
def test_what_the_ledger_rated_while_the_page_waits_has_its_first_rating(app: FakeApp) -> None:
    service = running(app)
    service.stop_block()
    assert service.session is not None
    service.ledger.rate(service.session.id, 2, lambda _: None)
    assert service.session.rating == 2
    service.rate(4)
    assert app.sessions.value.ratings == 1
    [row] = app.data.rows("SELECT rating, rating_edited FROM session")
    assert row == {"rating": 4, "rating_edited": 1}
    assert service.undo()[0] == back.TAKEN
    assert app.data.rows("SELECT rating FROM session") == [{"rating": 2}]


def test_a_stop_is_not_taken_back_once_the_ledger_has_rated_it(app: FakeApp) -> None:
    service = running(app)
    service.stop_block()
    assert service.session is not None
    service.ledger.rate(service.session.id, 2, lambda _: None)
    assert service.undo() == (back.KEPT, "")
    assert service.undo() == (back.TOO_LATE, "stop")
    assert stage_of(service) is Stage.ASKING


STRICT_ENDS: dict[str, Verb] = {
    "stop": FocusService.stop_block,
    "skip": FocusService.skip,
    "end": FocusService.let_go,
    "break": FocusService.take_break,
    "walk": FocusService.walk,
    "five minutes less": FocusService.shorter,
    "a short time left": lambda service: service.set_left(20 * SECOND),
    "another start": lambda service: service.start("Something easier"),
    "quit": FocusService.quit_question,
}


@pytest.mark.parametrize("way", STRICT_ENDS)
def test_a_strict_block_asks_for_its_reason_whatever_would_end_it_early(
    app: FakeApp, way: str
) -> None:
    app.settings.set(STRICT, True)
    service = running(app)
    asked = app.hear(PageAsked)
    before = service.state
    STRICT_ENDS[way](service)
    assert service.reason_wanted
    assert asked == [PageAsked("focus")]
    assert service.state == before
    service.give_reason("  ")
    assert service.reason_wanted
    service.give_reason("The fire alarm")
    assert not service.reason_wanted
    assert service.state != before
    rows = app.data.rows("SELECT reason FROM block ORDER BY updated")
    assert {"reason": "The fire alarm"} in rows


def test_no_reason_given_the_strict_block_runs_on_to_its_end(app: FakeApp) -> None:
    app.settings.set(STRICT, True)
    service = running(app)
    service.stop_block()
    service.keep_on()
    assert not service.reason_wanted
    app.time.pass_(13 * MINUTE)
    service.finish()
    [row] = kept(app)
    assert (row["outcome"], row["active"]) == ("completed", 25 * MINUTE)


def test_good_night_ends_a_strict_block_without_a_question(app: FakeApp) -> None:
    app.settings.set(STRICT, True)
    service = running(app)
    service.end_for_the_night()
    assert stage_of(service) is Stage.IDLE
