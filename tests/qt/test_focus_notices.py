"""What the desktop hears of a block: shown at once, replaced, withdrawn, never a prediction."""

from pathlib import Path

import pytest

from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.feature import PageAsked
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.running import RunningFocus
from spindle.features.focus.settings import RATE
from spindle.features.focus.state import Stage
from tests.helpers.fakes import FakeApp, make_app


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[FOCUS])


def service_of(app: FakeApp) -> RunningFocus:
    service = app.services["focus"]
    assert isinstance(service, RunningFocus)
    return service


def stage(app: FakeApp) -> Stage:
    return service_of(app).state.stage


def ended(app: FakeApp) -> RunningFocus:
    service = service_of(app)
    service.start("Prove Lemma 4", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE)
    return service


@pytest.mark.requirement("focus-row-45")
def test_the_end_of_a_block_is_told_at_its_moment_with_three_actions_and_no_number(
    app: FakeApp,
) -> None:
    service = service_of(app)
    service.start("Prove Lemma 4", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE - 1)
    assert not app.notes.shown
    app.time.pass_(1)
    note = app.notes.shown["focus"]
    assert note.title == "Block 1 of 4 done"
    assert [action.id for action in note.actions] == ["rate", "later", "longer"]
    assert not any(letter.isdigit() for letter in note.body)
    assert "Lemma" not in note.title + note.body


def test_rate_opens_the_sheet_and_ends_the_block(app: FakeApp) -> None:
    heard = app.hear(PageAsked)
    ended(app)
    app.notes.choose("focus", "rate")
    assert stage(app) is Stage.ASKING
    assert heard == [PageAsked("focus")]


def test_later_leaves_the_timer_running(app: FakeApp) -> None:
    ended(app)
    app.notes.choose("focus", "later")
    assert stage(app) is Stage.OVERTIME
    app.time.pass_(MINUTE)
    assert not app.notes.shown


@pytest.mark.requirement("focus-pain-16")
def test_five_minutes_more_withdraws_it_and_tells_again_at_the_new_end(app: FakeApp) -> None:
    ended(app)
    app.notes.choose("focus", "longer")
    assert not app.notes.shown
    app.time.pass_(5 * MINUTE)
    assert len(app.notes.history) == 2


def test_an_answer_in_the_window_withdraws_it(app: FakeApp) -> None:
    service = ended(app)
    service.finish()
    assert not app.notes.shown


def test_the_end_of_a_break_offers_the_next_block(app: FakeApp) -> None:
    service = ended(app)
    service.finish()
    service.take_break()
    app.time.pass_(5 * MINUTE)
    note = app.notes.shown["focus"]
    assert (note.title, note.body) == ("Break over", "Next: block 2 of 4, 25 min")
    app.notes.choose("focus", "back")
    assert stage(app) is Stage.WORK
    assert not app.notes.shown


@pytest.mark.requirement("focus-pain-3")
def test_waking_after_a_break_shows_one_notification_and_after_a_night_none(app: FakeApp) -> None:
    service = ended(app)
    service.finish()
    service.take_break()
    app.notes.history.clear()
    app.suspend(30 * MINUTE)
    assert len(app.notes.history) == 1
    service.let_go()
    service.walk()
    app.notes.history.clear()
    app.suspend(8 * HOUR)
    assert not app.notes.history
    assert not app.notes.shown


def test_a_block_nobody_answers_for_is_withdrawn_after_an_hour(app: FakeApp) -> None:
    ended(app)
    app.time.pass_(HOUR)
    assert not app.notes.shown
    assert stage(app) is Stage.IDLE


def test_without_rating_the_notification_leads_to_the_break(app: FakeApp) -> None:
    app.settings.set(RATE, False)
    ended(app)
    assert next(action.id for action in app.notes.shown["focus"].actions) == "break"
    app.notes.choose("focus", "break")
    assert stage(app) is Stage.BREAK


def test_a_block_of_seconds_is_not_asked_about(app: FakeApp) -> None:
    service = service_of(app)
    service.start("Short", first=6 * SECOND)
    app.time.pass_(6 * SECOND)
    assert "rate" not in [action.id for action in app.notes.shown["focus"].actions]


def test_a_walk_that_is_over_can_only_be_ended(app: FakeApp) -> None:
    service_of(app).walk()
    app.time.pass_(10 * MINUTE)
    assert app.notes.shown["focus"].title == "Time is up"
    app.notes.choose("focus", "end")
    assert stage(app) is Stage.IDLE


def test_closing_takes_it_back(app: FakeApp) -> None:
    ended(app).stop()
    assert not app.notes.shown
