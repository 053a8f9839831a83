"""The journal from the reminder to the morning, with a fake outside and a real database."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import HOUR, MINUTE, SECOND, ManualClock
from spindle.core.events import Event
from spindle.core.feature import Command, PageAsked, Rank
from spindle.core.ids import Ref
from spindle.core.presence import Phase, PresenceChanged, QuietChanged
from spindle.features.journal import contributions, queries
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import Aside, Came, QuestionState, Scene, Source
from spindle.features.journal.records import EntryKind, Hit, Line, Question, Shelf, Thread
from spindle.features.journal.service import JournalService
from spindle.features.journal.settings import EVENING_ON, LIGHTS_OUT
from tests.helpers.fakes import FakeApp, make_app

EVENING = datetime(2026, 3, 10, 21, 15)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(EVENING, "Europe/Berlin"), [JOURNAL])


def journal(app: FakeApp) -> JournalService:
    service = app.services["journal"]
    assert isinstance(service, JournalService)
    return service


def again(app: FakeApp, tmp_path: Path) -> FakeApp:
    """The program started anew on the same file, at the same moment."""
    app.data.close()
    clock = ManualClock(app.clock.now().local, app.clock.now().zone)
    return make_app(tmp_path, clock, [JOURNAL])


def ask(service: JournalService, text: str = "Why does the bound fail?") -> Question:
    kept = service.writing.keep_question(service.writing.new_question(text))
    service.choose(kept.id)
    return kept


def presence(app: FakeApp, phase: Phase) -> None:
    app.bus.publish(PresenceChanged(phase=phase, title="", at=app.clock.now()))


def scene(app: FakeApp) -> Scene:
    return journal(app).scene


def quiets(heard: list[Event]) -> list[bool]:
    return [event.quiet for event in heard if isinstance(event, QuietChanged)]


def test_the_reminder_is_set_75_minutes_before_lights_out_and_offers_three_answers(
    app: FakeApp,
) -> None:
    assert app.reminding.dailies["journal.evening"][0] == 21 * 60 + 15
    app.reminding.ring("journal.evening")
    shown = app.notes.shown["evening"]
    assert [action.id for action in shown.actions] == ["now", "later", "not"]


def test_now_opens_the_evening(app: FakeApp) -> None:
    app.hear(PageAsked)
    app.reminding.ring("journal.evening")
    app.notes.choose("evening", "now")
    assert scene(app) is Scene.UNLOAD
    assert app.heard == [PageAsked("journal")]
    night = app.data.rows("SELECT * FROM night")[0]
    assert night["night"] == "2026-03-10"
    assert night["zone"] == "Europe/Berlin"
    assert night["offset"] == 3600


def test_in_15_min_asks_again_and_the_last_time_without_a_later(app: FakeApp) -> None:
    app.reminding.ring("journal.evening")
    app.notes.choose("evening", "later")
    assert app.reminding.onces["journal.evening.again"][0] == app.clock.now().wall + 15 * MINUTE
    app.time.pass_(35 * MINUTE)
    app.reminding.ring("journal.evening.again")
    assert [action.id for action in app.notes.shown["evening"].actions] == ["now", "not"]


def test_in_15_min_pressed_too_late_asks_no_more(app: FakeApp) -> None:
    app.reminding.ring("journal.evening")
    app.time.pass_(40 * MINUTE)
    app.notes.choose("evening", "later")
    assert "journal.evening.again" not in app.reminding.onces


def test_an_unanswered_reminder_is_withdrawn_half_an_hour_before_lights_out(app: FakeApp) -> None:
    app.reminding.ring("journal.evening")
    wall, _ = app.reminding.onces["journal.evening.stale"]
    assert wall == app.clock.now().wall + 45 * MINUTE
    app.reminding.ring("journal.evening.stale")
    assert "evening" not in app.notes.shown


def test_a_shown_reminder_follows_lights_out_when_it_moves(app: FakeApp) -> None:
    app.reminding.ring("journal.evening")
    began = app.clock.now().wall
    app.settings.set(LIGHTS_OUT, "22:00")
    assert app.reminding.onces["journal.evening.stale"][0] == began + 15 * MINUTE
    assert "evening" in app.notes.shown
    app.settings.set(LIGHTS_OUT, "21:30")
    assert "evening" not in app.notes.shown
    assert "journal.evening.stale" not in app.reminding.onces


def test_not_tonight_is_kept_and_nothing_more_is_offered_until_tomorrow(app: FakeApp) -> None:
    app.reminding.ring("journal.evening")
    app.notes.choose("evening", "not")
    assert app.data.rows("SELECT skipped FROM night") == [{"skipped": 1}]
    app.reminding.ring("journal.evening")
    assert "evening" not in app.notes.shown
    assert contributions.offers(app.data.connection, app.asking()) == []
    app.time.pass_(24 * HOUR)
    app.reminding.ring("journal.evening")
    assert "evening" in app.notes.shown


@pytest.mark.requirement("P24")
def test_a_reminder_after_a_long_suspend_is_dropped(app: FakeApp) -> None:
    app.suspend(8 * HOUR)
    app.reminding.ring("journal.evening")
    assert app.notes.history == []


@pytest.mark.requirement("P24")
def test_a_reminder_that_comes_late_says_so(app: FakeApp) -> None:
    planned = app.clock.now().wall
    app.reminding.ring("journal.evening")
    assert app.notes.shown["evening"].body == "Unload, then one question."
    app.time.pass_(20 * MINUTE)
    app.reminding.ring("journal.evening", planned)
    assert app.notes.shown["evening"].body.startswith("Later than planned.")


@pytest.mark.requirement("P24")
def test_a_morning_asked_for_after_its_hour_says_so(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    service.good_night()
    wall, _ = app.reminding.onces["journal.morning"]
    app.suspend(wall - app.clock.now().wall + 2 * HOUR)
    assert app.notes.shown["morning"].body.startswith("Later than planned.")


def test_the_reminder_waits_for_the_end_of_a_block(app: FakeApp) -> None:
    presence(app, Phase.WORK)
    app.reminding.ring("journal.evening")
    assert app.notes.shown == {}
    app.time.pass_(20 * MINUTE)
    presence(app, Phase.PAUSED)
    assert app.notes.shown == {}
    presence(app, Phase.ASKING)
    assert "evening" in app.notes.shown


def test_a_block_that_ends_too_late_leaves_the_evening_unasked(app: FakeApp) -> None:
    presence(app, Phase.WORK)
    app.reminding.ring("journal.evening")
    app.time.pass_(46 * MINUTE)
    presence(app, Phase.IDLE)
    assert app.notes.history == []


def test_switched_off_there_is_no_reminder(app: FakeApp) -> None:
    app.settings.set(EVENING_ON, raw=False)
    assert "journal.evening" not in app.reminding.dailies
    app.settings.set(EVENING_ON, raw=True)
    app.settings.set(LIGHTS_OUT, "23:00")
    assert app.reminding.dailies["journal.evening"][0] == 21 * 60 + 45


def test_good_night_is_quiet_until_the_morning_hour_and_then_asks_for_the_capture(
    app: FakeApp,
) -> None:
    service = journal(app)
    heard = app.hear(QuietChanged)
    service.open_evening()
    ask(service)
    app.time.pass_(12 * MINUTE)
    service.good_night()
    assert scene(app) is Scene.QUIET
    assert service.quiet
    assert quiets(heard) == [True]
    wall, _ = app.reminding.onces["journal.morning"]
    app.suspend(wall - app.clock.now().wall)
    assert quiets(heard) == [True, False]
    assert scene(app) is Scene.CAPTURE
    assert app.notes.shown["morning"].body == "Before the day starts."


def test_the_evening_is_a_prime_session_with_heartbeats_and_no_rating(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    app.time.pass_(35 * SECOND)
    row = app.data.rows("SELECT * FROM session")[0]
    assert row["ended"] is None
    assert row["last_seen"] - row["started"] == 30 * SECOND
    service.good_night()
    row = app.data.rows("SELECT * FROM session")[0]
    assert (row["activity"], row["outcome"], row["active"]) == ("prime", "completed", 35 * SECOND)
    assert not app.sessions.running


def test_a_deliberate_wake_ends_the_quiet_and_is_kept(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    service.good_night()
    app.time.pass_(20 * MINUTE)
    app.run("journal.wake")
    assert not service.quiet
    assert scene(app) is Scene.LIBRARY
    assert app.data.rows("SELECT woken FROM night")[0]["woken"] == app.clock.now().wall


def test_the_quiet_outlives_a_restart(app: FakeApp, tmp_path: Path) -> None:
    journal(app).open_evening()
    journal(app).good_night()
    app.time.pass_(HOUR)
    restarted = again(app, tmp_path)
    assert journal(restarted).quiet
    assert scene(restarted) is Scene.QUIET


def test_a_killed_evening_goes_on_at_its_step_with_its_lines(app: FakeApp, tmp_path: Path) -> None:
    service = journal(app)
    service.open_evening()
    assert service.night is not None
    line = _line(service, "Send the letter")
    service.writing.save_line(line)
    service.go(Scene.QUESTION)
    restarted = again(app, tmp_path)
    offer = contributions.offers(restarted.data.connection, restarted.asking())[0]
    assert (offer.rank, offer.start) == (Rank.NIGHT, "journal.evening")
    restarted.run(offer.start, offer.ref)
    service = journal(restarted)
    assert scene(restarted) is Scene.QUESTION
    assert restarted.data.rows("SELECT count(*) AS n FROM night") == [{"n": 1}]
    assert service.night is not None
    assert queries.lines_of(restarted.data.connection, service.night.id) == (line,)


def test_a_lid_closed_on_the_question_counts_as_good_night(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    app.time.pass_(MINUTE)
    ask(service)
    seen = app.clock.now().wall
    app.time.pass_(MINUTE)
    app.suspend(8 * HOUR)
    assert scene(app) is Scene.CAPTURE
    session = app.data.rows("SELECT ended, outcome FROM session")[0]
    assert session == {"ended": seen, "outcome": "stopped"}
    assert app.data.rows("SELECT closed FROM night")[0]["closed"] == seen


def test_an_evening_left_open_on_a_machine_that_stays_awake_ends_where_it_was_left(
    app: FakeApp,
) -> None:
    service = journal(app)
    service.open_evening()
    app.time.pass_(5 * MINUTE)
    ask(service)
    left = app.clock.now().wall
    hour, _ = app.reminding.onces["journal.morning"]
    app.time.pass_(hour - app.clock.now().wall)
    app.reminding.ring("journal.morning")
    assert scene(app) is Scene.CAPTURE
    assert not service.quiet
    assert app.data.rows("SELECT closed FROM night") == [{"closed": left}]
    session = app.data.rows("SELECT ended, active FROM session")
    assert session == [{"ended": left, "active": 5 * MINUTE}]


def test_an_open_evening_noticed_after_the_morning_hour_silences_no_day(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    ask(service)
    app.time.pass_(11 * HOUR)
    app.waking.wake()
    assert not service.quiet
    assert scene(app) is Scene.CAPTURE


def test_a_suspend_of_eight_hours_without_a_question_just_ends_the_evening(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    app.suspend(8 * HOUR)
    assert scene(app) is Scene.LIBRARY
    assert not app.sessions.running


def test_the_question_is_shown_nowhere_until_the_morning_is_caught(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    ask(service)
    service.good_night()
    app.suspend(9 * HOUR)
    database, asking = app.data.connection, app.asking()
    offers = contributions.offers(database, asking)
    assert [offer.start for offer in offers] == ["journal.morning"]
    assert "bound" not in repr(offers) + repr(app.notes.history)
    assert contributions.question(database, asking) == []
    service.captured()
    assert scene(app) is Scene.OUTCOME
    assert contributions.question(database, app.asking())[0].text == "Why does the bound fail?"


def test_a_morning_left_for_later_hides_its_question_from_finder_and_shelf(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    kept = ask(service)
    other = service.writing.keep_question(service.writing.new_question("Is the bound tight?"))
    service.good_night()
    app.suspend(9 * HOUR)
    service.later()
    assert seen(app, kept) == ([other.id], [other.id], [other.id], False)
    service.open_morning()
    service.captured()
    assert seen(app, kept) == ([kept.id, other.id],) * 3 + (True,)


def test_a_morning_never_caught_hides_its_question_until_the_day_is_over(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    kept = ask(service)
    service.good_night()
    app.suspend(9 * HOUR)
    assert seen(app, kept) == ([], [], [], False)
    app.time.pass_(9 * HOUR)
    assert seen(app, kept) == ([kept.id],) * 3 + (True,)


def seen(app: FakeApp, kept: Question) -> tuple[list[str], list[str], list[str], bool]:
    """Ids in the finder, the list and the page's search; whether the question itself opens."""
    shelves: list[Shelf] = []
    hits: list[Hit] = []
    threads: list[Thread | None] = []
    writing = journal(app).writing
    writing.shelf(shelves.append)
    writing.search("bound", hits.extend)
    writing.thread(kept.id, threads.append)
    found = contributions.finder(app.data.connection, "bound", app.asking())
    return (
        sorted((each.ref.id for each in found), key=kept.id.__ne__),
        sorted((each.id for each in shelves[0].questions), key=kept.id.__ne__),
        sorted((hit.id for hit in hits), key=kept.id.__ne__),
        threads[0] is not None,
    )


def test_nothing_came_is_one_answer_that_is_kept(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    ask(service)
    service.good_night()
    app.suspend(9 * HOUR)
    app.notes.choose("morning", "nothing")
    assert scene(app) is Scene.OUTCOME
    row = app.data.rows("SELECT captured, nothing_came FROM night")[0]
    assert row == {"captured": app.clock.now().wall, "nothing_came": 1}


def test_the_outcome_is_kept_may_change_and_looks_solved_closes_the_question(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    kept = ask(service)
    service.good_night()
    app.suspend(9 * HOUR)
    service.captured()
    service.tonight.judge(Came.NEW_ANGLE)
    line = contributions.question(app.data.connection, app.asking())[0]
    assert line.last == "This morning: a new angle."
    service.tonight.judge(Came.LOOKS_SOLVED)
    found = queries.question(app.data.connection, kept.id)
    assert found is not None
    assert found.state is QuestionState.SOLVED
    assert found.brought == (Came.LOOKS_SOLVED,)
    service.finish_morning()
    halves = [row["title"] for row in app.data.rows("SELECT title FROM session ORDER BY started")]
    assert halves == ["Evening", "Morning"]


def test_leaving_keeps_everything_and_asks_no_more_tonight(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    service.go(Scene.QUESTION)
    app.hear(PageAsked)
    service.leave_evening()
    assert scene(app) is Scene.LIBRARY
    assert app.heard == [PageAsked("today")]
    app.reminding.ring("journal.evening")
    assert app.notes.history == []
    service.open_evening()
    assert scene(app) is Scene.QUESTION


def test_an_evening_begun_after_midnight_belongs_to_the_day_before(tmp_path: Path) -> None:
    clock = ManualClock(datetime(2026, 3, 11, 0, 30), "Europe/Berlin")
    app = make_app(tmp_path, clock, [JOURNAL])
    journal(app).open_evening()
    entry = journal(app).writing.new_entry(EntryKind.FREE)
    assert entry.night == date(2026, 3, 10)
    assert app.data.rows("SELECT night FROM night") == [{"night": "2026-03-10"}]


def test_travel_in_the_night_moves_the_morning_hour_but_not_the_night(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    service.good_night()
    app.time.clock.travel("America/New_York")
    app.waking.wake()
    wall, _ = app.reminding.onces["journal.morning"]
    local = ManualClock(datetime(2026, 3, 11, 5, 0), "America/New_York")
    assert wall == local.now().wall
    assert app.data.rows("SELECT night, zone FROM night") == [
        {"night": "2026-03-10", "zone": "Europe/Berlin"}
    ]


def test_to_do_lines_come_back_the_next_day_until_they_are_ticked(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    service.writing.save_line(_line(service, "Send the letter"))
    assert contributions.due(app.data.connection, app.asking()) == []
    service.good_night()
    app.suspend(10 * HOUR)
    found = contributions.due(app.data.connection, app.asking())
    assert [line.title for line in found] == ["Send the letter, Fri, after breakfast"]
    app.run(found[0].start, found[0].ref)
    assert contributions.due(app.data.connection, app.asking()) == []


def test_the_lines_can_be_opened_by_name_but_not_before_the_capture(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    service.good_night()
    app.suspend(10 * HOUR)
    service.later()
    app.run("journal.tick")
    assert scene(app) is Scene.CAPTURE
    service.captured()
    service.finish_morning()
    app.run("journal.tick")
    assert scene(app) is Scene.LINES


def test_every_command_has_words_and_can_be_run_without_a_thing(app: FakeApp) -> None:
    assert all(command.label for command in app.commands.values())
    for command in tuple(app.commands):
        app.run(command)


def test_a_question_takes_the_aim_typed_at_its_end_to_its_offer(app: FakeApp) -> None:
    kept = ask(journal(app), "Why does the bound fail? #Graph theory")
    assert kept.text == "Why does the bound fail?"
    aims = app.data.rows("SELECT id, name FROM aim")
    assert [aim["name"] for aim in aims] == ["Graph theory"]
    offer = contributions.offers(app.data.connection, app.asking())[-1]
    assert (offer.title, offer.aim) == (kept.text, aims[0]["id"])
    assert ask(journal(app), "Why is issue #5 open?").text == "Why is issue #5 open?"


def test_changing_a_question_can_be_taken_back(app: FakeApp) -> None:
    service = journal(app)
    kept = ask(service)
    back = service.writing.set_state(kept, QuestionState.LET_GO)
    assert queries.open_questions(app.data.connection) == ()
    back()
    assert [each.id for each in queries.open_questions(app.data.connection)] == [kept.id]


def test_the_strip_shows_done_halves_and_a_hollow_evening_still_to_come(tmp_path: Path) -> None:
    clock = ManualClock(datetime(2026, 3, 10, 20, 0), "Europe/Berlin")
    app = make_app(tmp_path, clock, [JOURNAL])
    marks = contributions.marks(app.data.connection, app.asking())
    assert [(mark.state, mark.label) for mark in marks] == [("planned", "Evening")]
    journal(app).open_evening()
    app.time.pass_(MINUTE)
    marks = contributions.marks(app.data.connection, app.asking())
    assert [mark.state for mark in marks] == ["running"]
    journal(app).good_night()
    marks = contributions.marks(app.data.connection, app.asking())
    assert [(mark.state, mark.rating) for mark in marks] == [("done", None)]


def test_stop_ends_the_session_and_leaves_no_reminder(app: FakeApp) -> None:
    journal(app).open_evening()
    journal(app).stop()
    assert not app.sessions.running
    assert not app.reminding.dailies
    assert not app.reminding.onces
    assert app.waking.subscribers == []


def test_focus_on_it_runs_the_focus_command_with_the_question(app: FakeApp) -> None:
    asked: list[Ref | None] = []
    app.commands["focus.start"] = Command(id="focus.start", label="", run=asked.append)
    journal(app).focus_on("q1")
    assert asked == [Ref("question", "q1")]


def _line(service: JournalService, what: str) -> Line:
    assert service.night is not None
    return Line(
        id="l1",
        night=service.night.night,
        night_id=service.night.id,
        what=what,
        when="Fri, after breakfast",
    )


def test_an_outcome_is_taken_back_and_its_question_opens_again(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    kept = ask(service)
    service.good_night()
    app.suspend(9 * HOUR)
    service.captured()
    first = service.tonight.judge(Came.NEW_ANGLE)
    second = service.tonight.judge(Came.LOOKS_SOLVED)
    second()
    found = queries.question(app.data.connection, kept.id)
    assert found is not None
    assert (found.state, found.brought) == (QuestionState.OPEN, (Came.NEW_ANGLE,))
    first()
    assert app.data.rows("SELECT outcome, judged FROM night") == [{"outcome": None, "judged": None}]


def test_every_answer_about_a_night_is_kept_and_can_be_taken_back(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    kept = ask(service)
    tonight = service.tonight
    said: list[tuple[Any, dict[str, object]]] = [
        (tonight.check(mind_busy=4), {"mind_busy": 4}),
        (tonight.check(worried=5), {"worried": 5}),
        (tonight.leave_out(Aside.WORRIED), {"aside": "worried", "question_id": None}),
    ]
    service.good_night()
    app.suspend(9 * HOUR)
    service.captured()
    said += [
        (tonight.came_by(source=Source.DREAM), {"source": "dream"}),
        (tonight.came_by(insight=5), {"insight": 5}),
    ]
    before = {"question_id": kept.id}
    for inverse, changed in reversed(said):
        row = app.data.rows("SELECT * FROM night")[0]
        assert {name: row[name] for name in changed} == changed
        inverse()
        row = app.data.rows("SELECT * FROM night")[0]
        assert {name: row[name] for name in changed} == {name: before.get(name) for name in changed}


def test_an_evening_killed_on_a_machine_that_stays_awake_is_closed_at_the_morning_hour(
    app: FakeApp, tmp_path: Path
) -> None:
    service = journal(app)
    service.open_evening()
    ask(service)
    app = again(app, tmp_path)
    assert scene(app) is Scene.LIBRARY
    wall, _ = app.reminding.onces["journal.morning"]
    app.time.pass_(wall - app.clock.now().wall)
    app.reminding.ring("journal.morning")
    row = app.data.rows("SELECT began, closed FROM night")[0]
    assert row["closed"] == row["began"]
    assert "morning" in app.notes.shown


def test_a_morning_seen_on_its_page_is_not_asked_for_by_a_notification_too(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    ask(service)
    service.good_night()
    service.look(seen=True)
    app.suspend(9 * HOUR)
    assert scene(app) is Scene.CAPTURE
    assert "morning" not in app.notes.shown
    service.look(seen=False)
    service.refresh()
    assert "morning" not in app.notes.shown


def test_the_notification_of_a_morning_goes_when_its_page_is_looked_at(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    ask(service)
    service.good_night()
    app.suspend(9 * HOUR)
    assert "morning" in app.notes.shown
    service.look(seen=True)
    assert "morning" not in app.notes.shown


@pytest.mark.requirement("P11")
def test_a_stored_night_is_moved_by_hand_with_all_that_was_written_in_it(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    night = service.night
    assert night is not None
    entry = replace(service.writing.new_entry(EntryKind.EVENING, night), know="Two triangles")
    service.writing.save_entry(entry)
    service.writing.save_line(
        Line(id="t", night=night.night, night_id=night.id, what="Send the letter")
    )
    back = service.tonight.move(night, date(2026, 3, 8))
    kinds = ("night", "entry", "todo")
    assert {app.data.rows(f"SELECT night FROM {kind}")[0]["night"] for kind in kinds} == {
        "2026-03-08"
    }
    assert app.data.rows("SELECT night, know FROM entry_revision") == [
        {"night": "2026-03-10", "know": "Two triangles"}
    ]
    back()
    assert {app.data.rows(f"SELECT night FROM {kind}")[0]["night"] for kind in kinds} == {
        "2026-03-10"
    }


@pytest.mark.requirement("P11")
def test_a_moved_entry_stays_where_it_was_put_while_it_is_written_on(app: FakeApp) -> None:
    service = journal(app)
    entry = replace(service.writing.new_entry(EntryKind.FREE), text="Islands")
    service.writing.save_entry(entry)
    service.shelving.move(entry, date(2026, 2, 1))
    service.writing.save_entry(replace(entry, text="Islands, each with a bridge"))
    row = app.data.rows("SELECT night, text FROM entry")[0]
    assert row == {"night": "2026-02-01", "text": "Islands, each with a bridge"}
