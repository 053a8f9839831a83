"""Runs of drills on a real database file, with a clock that is moved by hand."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import HOUR, MINUTE
from spindle.core.feature import Rank
from spindle.core.ids import Ref
from spindle.features.drill import contributions
from spindle.features.drill.contributions import amount_of
from spindle.features.drill.keeping import DrillDraft
from spindle.features.drill.loading import Of, sitting
from spindle.features.drill.run import After, Asked, Ended
from spindle.features.drill.service import NothingToAsk
from spindle.features.drill.settings import MOST_A_DAY, NEW_A_DAY
from spindle.features.drill.state import Plan, Scope
from tests.helpers.drills import (
    PLAIN,
    TYRE,
    VERBS,
    PlainWords,
    answer,
    given,
    go_through,
    made,
    open_of,
    right_answer,
    run_of,
    service_of,
    steps,
)
from tests.helpers.fakes import FakeApp, make_app

DAY = 24 * HOUR


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[PLAIN])


def attempts(app: FakeApp) -> list[dict[str, Any]]:
    return app.data.rows("SELECT * FROM attempt ORDER BY started, rowid")


def items(app: FakeApp) -> list[dict[str, Any]]:
    return app.data.rows("SELECT * FROM drill_item WHERE deleted IS NULL ORDER BY ord")


def drill(app: FakeApp) -> dict[str, Any]:
    [row] = app.data.rows("SELECT * FROM drill")
    return row


def test_every_answer_stands_in_the_file_with_what_was_expected_before_it(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    after = answer(app, seconds=2.5)
    assert after is not None
    assert after.facts[0].figure == "1 of 1"
    [row] = attempts(app)
    assert (row["outcome"], row["grade"], row["grade_source"]) == (1, 3, "auto")
    assert (row["raw_ms"], row["active_ms"], row["first_input_ms"]) == (2500, 2500, 1000)
    assert row["predicted"] == pytest.approx(0.7685, abs=1e-4)
    assert row["error"] == pytest.approx(1 - row["predicted"])
    assert (row["model"], row["day"]) == ("value", "2026-03-10")
    assert json.loads(row["why"])["rule"] == "due"
    [session] = app.data.rows("SELECT * FROM session")
    assert row["session_id"] == session["id"]
    assert session["activity"] == "drill"


def test_a_run_ends_when_all_that_was_due_is_asked_and_says_what_was_measured(
    app: FakeApp,
) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    ended = go_through(app)
    assert ended.title == "Separable verbs"
    [session] = app.data.rows("SELECT * FROM session")
    assert session["outcome"] == "completed"
    measures = json.loads(session["detail"])["measures"]
    assert measures == {"accuracy": {"value": 1.0, "unit": "share", "n": 3}}
    assert [row["attempts"] for row in items(app)] == [1, 1, 1]
    assert all(row["due"] > app.clock.now().wall for row in items(app))


def test_on_a_later_day_what_is_due_is_asked_and_its_recall_is_measured(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    go_through(app)
    service_of(app).leave()
    app.time.pass_(5 * DAY)
    service_of(app).start_due()
    go_through(app)
    session = app.data.rows("SELECT * FROM session ORDER BY started")[1]
    assert json.loads(session["detail"])["measures"]["recall"] == {
        "value": 1.0,
        "unit": "share",
        "n": 3,
    }
    last = attempts(app)[-1]
    assert last["model"] == "forgetting"
    assert 0.5 < last["predicted"] < 1


@pytest.mark.parametrize("draft", [VERBS, TYRE], ids=lambda draft: draft.kind)
def test_an_item_is_read_again_as_it_was_kept(app: FakeApp, draft: DrillDraft) -> None:
    made(app, replace(draft, target=60.0))
    service_of(app).start_due()
    for _ in range(len(draft.items)):
        answer(app, seconds=20.0)
        run_of(app).go_on()
    kept = run_of(app).sitting.items
    plan = Plan(scope=Scope.DRILL, seed=1)
    assert sitting(app.data.connection, plan, amount_of(app.asking())).items == kept
    assert {item.swift for item in kept.values()} == {1}


@pytest.mark.requirement("A7")
def test_an_item_runs_by_itself_once_it_was_quick_and_even_on_three_days(app: FakeApp) -> None:
    id_ = made(app, replace(VERBS, target=60.0))
    told = []
    for _ in range(4):
        service_of(app).practise(id_)
        for _ in VERBS.items:
            answer(app, seconds=20.0)
            run_of(app).go_on()
        words = service_of(app).words
        assert isinstance(words, PlainWords)
        told.append(words.told[-1].automatic)
        service_of(app).leave()
        app.time.pass_(DAY)
    assert told == [(0, 3), (0, 3), (3, 3), (3, 3)]


def test_what_was_missed_comes_back_in_the_same_run_and_is_due_tomorrow(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    first = open_of(run_of(app)).spec["prompt"]
    answer(app, right=False)
    asked = [first]
    while isinstance(following := run_of(app).go_on(), Asked):
        asked.append(following.spec["prompt"])
        answer(app)
    assert asked.count(first) == 2
    assert len(asked) == 4
    missed = next(row for row in items(app) if json.loads(row["spec"])["prompt"] == first)
    assert (missed["attempts"], missed["wrong"], missed["streak"]) == (2, 1, 1)
    assert missed["due"] - app.clock.now().wall < DAY


@pytest.mark.requirement("R15")
def test_the_next_question_comes_only_after_the_answer_is_on_the_disk(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    app.data.hold()
    assert answer(app) is None
    app.data.release()


@pytest.mark.requirement("R15")
def test_an_answer_given_twice_counts_once(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    run = run_of(app)
    asked = open_of(run)
    told: list[After] = []
    run.answer(given(asked, right_answer(asked)), told.append)
    run.answer(given(asked, right_answer(asked)), told.append)
    run.go_on()
    run.answer(given(asked, right_answer(asked)), told.append)
    assert len(told) == 1
    assert len(attempts(app)) == 1


def test_an_answer_taken_back_leaves_item_and_drill_as_they_were(app: FakeApp) -> None:
    made(app, TYRE)
    service_of(app).start_due()
    before = (items(app), drill(app) | {"updated": 0})
    answer(app)
    assert (items(app)) != before[0]
    again = run_of(app).undo()
    assert again is not None
    untouched = [row | {"updated": 0} for row in items(app)]
    assert untouched == [row | {"updated": 0} for row in before[0]]
    now = drill(app) | {"updated": 0}
    assert now | {"standing": None, "difficulty": None} == before[1]
    [row] = attempts(app)
    assert row["undone"] is not None
    steps = app.data.rows("SELECT errors, rights FROM drill_tally")
    assert len(steps) == 4
    assert all(step == {"errors": 0, "rights": 0} for step in steps)
    answer(app)
    assert [bool(row["undone"]) for row in attempts(app)] == [True, False]
    assert run_of(app).undo() is not None


def test_undo_goes_ten_deep_and_no_further(app: FakeApp) -> None:
    many = replace(VERBS, items=tuple({"prompt": f"{n}?", "answers": [f"{n}"]} for n in range(12)))
    made(app, many)
    app.settings.set(NEW_A_DAY, 20)
    service_of(app).start_due()
    for _ in range(11):
        answer(app)
        run_of(app).go_on()
    for _ in range(10):
        assert run_of(app).undo() is not None
    assert run_of(app).undo() is None


def test_a_skipped_item_comes_at_the_end_and_then_not_again(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    run = run_of(app)
    first = open_of(run).spec["prompt"]
    run.skip()
    for _ in range(2):
        answer(app)
        run.go_on()
    assert open_of(run).spec["prompt"] == first
    assert isinstance(run.skip(), Ended)
    assert len(attempts(app)) == 2


@pytest.mark.requirement("R8")
def test_steps_are_counted_one_by_one(app: FakeApp) -> None:
    made(app, TYRE)
    service_of(app).start_due()
    run = run_of(app)
    asked = open_of(run)
    told: list[After] = []
    run.answer(given(asked, steps("Stop", "Wait", "Change", "Lower")), told.append)
    labels = app.data.rows(
        "SELECT label, mode, errors, rights FROM drill_element e JOIN drill_tally t"
        " ON t.element_id = e.id ORDER BY ord"
    )
    assert {row["mode"] for row in labels} == {"next"}
    assert [row["label"] for row in labels] == ["Stop", "Jack up", "Change", "Lower"]
    assert [row["errors"] for row in labels] == [0, 1, 0, 0]
    assert [row["rights"] for row in labels] == [1, 0, 1, 1]
    times = app.data.rows("SELECT latency_ms FROM element_attempt ORDER BY ord")
    assert [row["latency_ms"] for row in times] == [1000.0] * 4


@pytest.mark.requirement("A15")
def test_a_rehearsal_in_the_mind_moves_nothing_but_the_log(app: FakeApp) -> None:
    id_ = made(app, TYRE)
    before = (items(app), drill(app))
    service_of(app).rehearse(id_)
    run = run_of(app)
    asked = open_of(run)
    run.answer(given(asked, {"seconds": 30.0, "vividness": 4}), lambda _: None)
    [row] = attempts(app)
    assert (row["mode"], row["outcome"], row["grade"]) == ("mental", None, None)
    keys = ("stability", "due", "attempts")
    assert [[row[key] for key in keys] for row in items(app)] == [
        [row[key] for key in keys] for row in before[0]
    ]
    assert drill(app)["value_x"] == before[1]["value_x"]
    assert drill(app)["attempts"] == 0


def test_a_mock_run_tells_nothing_before_its_end_and_ends_on_time(app: FakeApp) -> None:
    id_ = made(app, VERBS)
    service_of(app).mock(Of(drill=id_), 1)
    run = run_of(app)
    assert open_of(run).calm_s > 0
    after = answer(app, right=False, seconds=2)
    assert after == After()
    asked = run.go_on()
    assert isinstance(asked, Asked)
    assert asked.calm_s == 0
    answer(app, seconds=61)
    assert isinstance(run.go_on(), Ended)
    [session] = app.data.rows("SELECT * FROM session")
    assert session["planned"] == MINUTE
    assert json.loads(session["detail"])["mode"] == "mock"


@pytest.mark.requirement("R19")
def test_practise_again_starts_clean_and_keeps_the_history(app: FakeApp) -> None:
    id_ = made(app, VERBS)
    for _ in range(2):
        service_of(app).practise(id_)
        go_through(app)
        service_of(app).leave()
    assert len(attempts(app)) == 6
    assert [row["attempts"] for row in items(app)] == [2, 2, 2]


@pytest.mark.requirement("R22")
def test_two_cards_of_one_note_are_not_asked_on_one_day(app: FakeApp) -> None:
    pair = DrillDraft(
        kind="show_and_grade",
        title="Deck",
        items=({"prompt": "a", "answer": "b"}, {"prompt": "b", "answer": "a"}),
        guids=("n-0", "n-1"),
        siblings=("n", "n"),
    )
    made(app, pair)
    service_of(app).start_due()
    assert open_of(run_of(app)).of == 1
    run = run_of(app)
    run.answer(given(open_of(run), {"had": True, "grade": 3}, grade=3), lambda _: None)
    assert isinstance(run.go_on(), Ended)
    service_of(app).leave()
    app.time.pass_(DAY)
    service_of(app).start_due()
    assert open_of(run_of(app)).spec["prompt"] == "b"


def test_with_nothing_due_a_run_says_so(app: FakeApp) -> None:
    service_of(app)
    heard: list[NothingToAsk] = []
    app.bus.subscribe(NothingToAsk, heard.append)
    service_of(app).start_due()
    assert len(heard) == 1
    assert service_of(app).run is None
    assert app.data.rows("SELECT * FROM session") == []


def test_new_items_are_begun_a_few_a_day(app: FakeApp) -> None:
    many = replace(VERBS, items=tuple({"prompt": f"{n}?", "answers": [f"{n}"]} for n in range(9)))
    made(app, many)
    app.settings.set(NEW_A_DAY, 5)
    service_of(app).start_due()
    go_through(app)
    assert len(attempts(app)) == 5
    service_of(app).leave()
    service_of(app).start_due()
    assert service_of(app).run is None
    app.time.pass_(DAY)
    service_of(app).start_due()
    assert open_of(run_of(app)).of == 4 + sum(row["due"] is not None for row in due_now(app))


def due_now(app: FakeApp) -> list[dict[str, Any]]:
    return app.data.rows("SELECT due FROM drill_item WHERE due <= ?", (app.clock.now().wall,))


def test_the_stop_of_the_program_ends_the_session_and_loses_nothing(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    answer(app)
    service_of(app).stop()
    [session] = app.data.rows("SELECT * FROM session")
    assert session["outcome"] == "stopped"
    assert len(attempts(app)) == 1


def test_today_finder_and_strip_know_the_drill(app: FakeApp) -> None:
    id_ = made(app, VERBS)
    asking = app.asking()
    [due] = contributions.due(app.data.connection, asking)
    assert (due.title, due.items, due.ref) == ("Separable verbs", 3, Ref("drill", id_))
    [offer] = contributions.offers(app.data.connection, asking)
    assert (offer.title, offer.start, offer.reason) == (
        "Separable verbs",
        "drill.start",
        "New, not asked yet.",
    )
    [found] = contributions.finder(app.data.connection, "separ verb", asking)
    assert found.ref == Ref("drill", id_)
    assert contributions.describe(app.data.connection, Ref("drill", id_)) == "Separable verbs"
    service_of(app).start_due()
    assert contributions.offers(app.data.connection, asking) == ()
    go_through(app)
    [mark] = contributions.marks(app.data.connection, app.asking())
    assert (mark.state, mark.label) == ("done", "Drill")
    assert contributions.due(app.data.connection, app.asking()) == []


def test_a_run_can_be_replayed_from_its_seed(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    run = run_of(app)
    plan, start = run.sitting.plan, run.sitting
    go_through(app)
    seeds = [row["seed"] for row in attempts(app)]
    assert len(set(seeds)) == 3
    assert [json.loads(row["why"])["seed"] for row in attempts(app)] == [plan.seed] * 3
    assert start.asked is not None
    assert start.asked.seed == seeds[0]


def test_the_end_tells_what_comes_back_when(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    go_through(app)
    words = service_of(app).words
    assert isinstance(words, PlainWords)
    [told] = words.sums
    assert (told.right, told.asked, told.items, told.first_right) == (3, 3, 3, 3)
    assert sum(count for _, count in told.back) == 3
    assert all(day >= app.clock.now().local.date() + timedelta(days=1) for day, _ in told.back)


def test_nothing_for_an_exam_is_put_off_beyond_the_day_before_it(app: FakeApp) -> None:
    made(app, replace(VERBS, aim_name="German"))
    app.data.connection.execute("UPDATE aim SET due = '2026-03-20'")
    for _ in range(6):
        service_of(app).start_due()
        if service_of(app).run is None:
            break
        go_through(app)
        service_of(app).leave()
        app.time.pass_(2 * DAY)
    exam = app.clock.now().wall
    days = [row["due"] for row in items(app)]
    assert all(due <= exam + 10 * DAY for due in days)
    assert max(days) <= 1773964800000000 + DAY  # 20 March 2026, 00:00 UTC


def test_what_is_for_a_near_aim_comes_first_when_a_day_is_too_short(app: FakeApp) -> None:
    plain = made(app, VERBS)
    exam = made(app, replace(VERBS, title="Exam", aim_name="German"))
    app.data.connection.execute("UPDATE aim SET due = '2026-03-20'")
    app.data.connection.execute(
        "UPDATE drill_item SET due = CASE drill_id WHEN ? THEN 1 ELSE 2 END, stability = 3,"
        " difficulty = 5, day = '2026-03-01', begun = '2026-03-01'",
        (plain,),
    )
    app.settings.set(MOST_A_DAY, 10)
    service_of(app).start_due()
    assert next(iter(run_of(app).sitting.queues)) == exam


def test_with_nothing_due_a_near_aim_is_offered(app: FakeApp) -> None:
    made(app, replace(VERBS, aim_name="German"))
    service_of(app).start_due()
    go_through(app)
    assert not contributions.offers(app.data.connection, app.asking())
    app.data.connection.execute("UPDATE aim SET due = '2026-03-20'")
    [offer] = contributions.offers(app.data.connection, app.asking())
    assert (offer.title, offer.start, offer.minutes) == ("German", "drill.aim", 1)
    assert offer.rank == Rank.AIM


@pytest.mark.requirement("R14")
@pytest.mark.parametrize("step", [-3 * DAY, -2 * HOUR, 2 * HOUR, 40 * DAY])
def test_a_clock_that_is_set_during_a_run_breaks_nothing(app: FakeApp, step: int) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    answer(app, right=False)
    run_of(app).go_on()
    app.time.clock.step(step)
    ended = go_through(app)
    assert ended.title == "Separable verbs"
    rows = attempts(app)
    assert len(rows) == 4
    assert all(row["raw_ms"] == 2000 and (row["minutes"] or 0) >= 0 for row in rows)
    assert all(row["due"] > row["asked"] for row in items(app))
    [session] = app.data.rows("SELECT * FROM session")
    assert session["ended"] >= session["started"]


@pytest.mark.requirement("R14")
def test_a_run_over_the_day_start_books_each_answer_on_its_own_day(app: FakeApp) -> None:
    made(app, VERBS)
    app.time.clock.advance(18 * HOUR + 59 * MINUTE)  # 03:59
    service_of(app).start_due()
    answer(app)
    run_of(app).go_on()
    app.time.pass_(2 * MINUTE)
    answer(app)
    assert [row["day"] for row in attempts(app)] == ["2026-03-10", "2026-03-11"]


@pytest.mark.requirement("A12")
def test_a_mixed_run_goes_on_with_what_is_being_learned_until_its_time_is_over(
    app: FakeApp,
) -> None:
    for title in ("One", "Two", "Three"):
        made(app, replace(TYRE, title=title))
    service_of(app).start_due()
    go_through(app)
    service_of(app).leave()
    service_of(app).learn(1)
    run = run_of(app)
    asked = []
    while isinstance(open_ := run.asked(), Asked):
        asked.append((open_.title, run.sitting.asked.why["rule"] if run.sitting.asked else ""))
        answer(app, seconds=15)
        run.go_on()
    assert {rule for _, rule in asked} == {"learning"}
    assert len({title for title, _ in asked}) > 1
    assert len(asked) <= 4
    [session] = app.data.rows("SELECT outcome FROM session ORDER BY started DESC LIMIT 1")
    assert session["outcome"] == "completed"


@pytest.mark.requirement("A13")
def test_lists_are_kept_together_and_procedures_no_longer_new_are_mixed(app: FakeApp) -> None:
    for title in ("One", "Two"):
        made(app, replace(VERBS, title=title))
    service_of(app).start_due()
    titles = []
    run = run_of(app)
    while isinstance(open_ := run.asked(), Asked):
        titles.append(open_.title)
        answer(app)
        run.go_on()
    assert titles in (["One"] * 3 + ["Two"] * 3, ["Two"] * 3 + ["One"] * 3)
    # Where the one list ends and the other begins an item does stand among others.
    assert [row["mixed"] for row in attempts(app)] == [0, 0, 0, 1, 0, 0]


@pytest.mark.requirement("A8")
def test_the_end_weighs_speed_and_accuracy_against_ones_own_runs_and_tells_haste(
    app: FakeApp,
) -> None:
    many = replace(VERBS, items=tuple({"prompt": f"{n}?", "answers": [f"{n}"]} for n in range(24)))
    drill = made(app, many)

    def run_through(seconds: float, wrong: int) -> None:
        service_of(app).practise(drill)
        for n in range(24):
            answer(app, right=n >= wrong, seconds=seconds + 0.1 * (n % 3))
            run_of(app).go_on()
        run_of(app).stop()
        service_of(app).leave()
        app.time.pass_(DAY)

    words = service_of(app).words
    assert isinstance(words, PlainWords)
    for number in range(4):
        run_through(3.0 + 0.05 * number, 0)
    assert words.sums[-2].balance is None  # three runs are the least
    assert words.sums[-1].balance is not None
    assert not words.sums[-1].rushed
    run_through(1.0, 0)
    better = words.sums[-1].balance
    assert better is not None
    assert better > 0
    run_through(0.4, 12)
    assert words.sums[-1].rushed
