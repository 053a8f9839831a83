"""What is asked in which order, on a real file: counted as it is asked, mixed, and replayed."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import HOUR, MINUTE
from spindle.core.days import at_minute
from spindle.core.feature import Rank
from spindle.core.ids import Ref
from spindle.features.drill import breaks, resting
from spindle.features.drill.breaks import Away
from spindle.features.drill.contributions import amount_of, due, offers
from spindle.features.drill.counting import chosen, loads
from spindle.features.drill.keeping import DrillDraft
from spindle.features.drill.loading import Of
from spindle.features.drill.measuring import facts
from spindle.features.drill.memory.choice import Rule, drawn, from_plain
from spindle.features.drill.memory.interleave import NEW, Mixing, fresh
from spindle.features.drill.parts import Which
from spindle.features.drill.run import Asked, Ended
from spindle.features.drill.settings import MOST_A_DAY, NEW_A_DAY
from tests.helpers.drills import (
    PLAIN,
    TYRE,
    VERBS,
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


def problems(title: str, strategy: str = "", count: int = 4, **more: Any) -> DrillDraft:
    item = {"params": {"a": "2..9"}, "answer": "a + 1"}
    if strategy:
        item["strategy"] = strategy
    items = tuple({**item, "prompt": f"{n}: {{a}} + 1"} for n in range(count))
    return DrillDraft(kind="generated_problem", title=title, items=items, **more)


def deck(pairs: int) -> DrillDraft:
    """Cards of which two each are one note."""
    cards = tuple({"prompt": f"{n}?", "answer": str(n)} for n in range(2 * pairs))
    return DrillDraft(
        kind="show_and_grade",
        title="Deck",
        items=cards,
        guids=tuple(f"n-{n}" for n in range(2 * pairs)),
        siblings=tuple(f"note {n // 2}" for n in range(2 * pairs)),
    )


def titles_asked(app: FakeApp, most: int = 200) -> list[str]:
    """Answer a run to its end or so many times; the drill of each answer."""
    found: list[str] = []
    shown = run_of(app).asked()
    while isinstance(shown, Asked) and len(found) < most:
        found.append(shown.title)
        answer(app)
        shown = run_of(app).go_on()
    return found


def known(app: FakeApp, attempts: int = 50) -> None:
    """All drills are past their beginning, and all items were asked before and are due."""
    app.data.connection.execute("UPDATE drill SET attempts = ?", (attempts,))
    app.data.connection.execute(
        "UPDATE drill_item SET due = 1, stability = 30, difficulty = 5, day = '2026-02-10',"
        " begun = '2026-02-10', attempts = 5, asked = 1"
    )


def counted(app: FakeApp) -> dict[str, int]:
    return {each.title: each.items for each in due(app.data.connection, app.asking())}


@pytest.mark.requirement("R22")
@pytest.mark.parametrize("new", [True, False])
def test_what_is_counted_is_what_is_asked_siblings_or_not(app: FakeApp, *, new: bool) -> None:
    made(app, deck(3))
    if not new:
        known(app)
    assert counted(app) == {"Deck": 3}
    service_of(app).start_due()
    assert open_of(run_of(app)).of == 3
    answer(app)
    run_of(app).go_on()
    run_of(app).stop()
    service_of(app).leave()
    assert counted(app) == {"Deck": 2}  # the sibling of the one that was asked waits for a day
    service_of(app).start_due()
    assert open_of(run_of(app)).of == 2


@pytest.mark.requirement("R22")
def test_a_new_card_and_a_due_one_of_one_note_are_not_asked_on_one_day(app: FakeApp) -> None:
    made(app, deck(2))
    app.data.connection.execute(
        "UPDATE drill_item SET due = 1, stability = 30, difficulty = 5, day = '2026-02-10',"
        " begun = '2026-02-10', attempts = 5 WHERE ord IN (0, 2)"
    )
    assert counted(app) == {"Deck": 2}
    service_of(app).start_due()
    assert open_of(run_of(app)).of == 2


@pytest.mark.requirement("R2")
def test_a_drill_asks_its_part_of_the_day_and_not_more(app: FakeApp) -> None:
    first = made(app, problems("First", count=20))
    made(app, problems("Second", count=20))
    known(app)
    app.settings.set(MOST_A_DAY, 30)
    by_drill = counted(app)
    assert sum(by_drill.values()) == 30
    service_of(app).start_due(first)
    assert open_of(run_of(app)).of == by_drill["First"]


@pytest.mark.requirement("A12")
def test_what_is_for_a_near_aim_comes_first_in_count_and_run(app: FakeApp) -> None:
    made(app, problems("Far", count=20))
    made(app, problems("Near", count=20, aim_name="Exam"))
    app.data.connection.execute("UPDATE aim SET due = '2026-03-17'")
    known(app)
    app.settings.set(MOST_A_DAY, 25)
    assert counted(app) == {"Far": 5, "Near": 20}
    service_of(app).start_due()
    assert sorted(titles_asked(app)) == ["Far"] * 5 + ["Near"] * 20


@pytest.mark.requirement("A13")
def test_a_new_drill_is_asked_by_itself_ten_times_and_then_among_others(app: FakeApp) -> None:
    for title in ("Sums", "Products"):
        made(app, problems(title, count=20))
    app.settings.set(NEW_A_DAY, 40)
    service_of(app).start_due()
    asked = titles_asked(app)
    runs = [len(list(run)) for _, run in groupby(asked)]
    assert runs[:2] == [NEW, NEW]
    assert max(runs[2:]) <= 2  # only where the other has run out


@pytest.mark.requirement("A13")
def test_what_is_learned_for_some_minutes_is_kept_together_at_first_too(app: FakeApp) -> None:
    for title in ("Sums", "Products", "Powers"):
        made(app, problems(title, count=6))
    known(app, attempts=0)
    app.data.connection.execute("UPDATE drill_item SET due = 9e15")  # nothing is due
    service_of(app).learn(20)
    runs = [len(list(run)) for _, run in groupby(titles_asked(app, 12))]
    assert runs[0] == 6  # all there was of it


@pytest.mark.requirement("A13")
def test_two_to_four_that_are_easily_confused_are_mixed_at_a_time(app: FakeApp) -> None:
    for n in range(3):
        made(app, problems(f"Exam {n}", count=8, aim_name="Exam"))
    for n in range(3):
        made(app, problems(f"Other {n}", strategy="way", count=8))
    known(app)
    service_of(app).start_due()
    asked = titles_asked(app)
    begins = asked[: 2 * 8]
    assert 2 <= len(set(begins)) <= 4
    assert len({title.split()[0] for title in begins}) == 1
    assert all(one != other for one, other in pairwise(asked[:14]))


@pytest.mark.requirement("R19")
def test_a_drill_kept_together_keeps_its_order_whatever_its_strategies(app: FakeApp) -> None:
    items = tuple(
        {"prompt": f"{n}", "answer": str(n), "strategy": "one" if n < 3 else "other"}
        for n in range(6)
    )
    drill = DrillDraft(kind="generated_problem", title="Kept", items=items, mixing=Mixing.BLOCKED)
    made(app, drill)
    known(app)
    app.data.connection.execute("UPDATE drill_item SET due = 1 + ord")
    service_of(app).start_due()
    prompts = []
    shown = run_of(app).asked()
    while isinstance(shown, Asked):
        prompts.append(shown.prompt.text)
        run_of(app).answer(given(shown, {"text": shown.prompt.answer}), lambda _: None)
        shown = run_of(app).go_on()
    assert prompts == [str(n) for n in range(6)]


@pytest.mark.requirement("R19")
def test_a_missed_problem_does_not_come_back_after_one_of_its_own_strategy(app: FakeApp) -> None:
    items = tuple(
        {"prompt": f"{n}", "answer": str(n), "strategy": "add" if n % 2 else "carry"}
        for n in range(10)
    )
    made(app, DrillDraft(kind="generated_problem", title="Sums", items=items))
    known(app)
    service_of(app).start_due()
    ways = []
    shown = run_of(app).asked()
    while isinstance(shown, Asked):
        ways.append(shown.spec["strategy"])
        wrong = len(ways) in {1, 2}
        text = "?" if wrong else shown.prompt.answer
        run_of(app).answer(given(shown, {"text": text}), lambda _: None)
        shown = run_of(app).go_on()
    assert len(ways) == 12
    assert all(one != other for one, other in pairwise(ways))


@pytest.mark.requirement("A12")
def test_every_choice_is_made_again_from_what_is_kept_of_it(app: FakeApp) -> None:
    for n in range(4):
        made(app, problems(f"Sums {n}", strategy=f"way {n}", count=8))
    made(app, VERBS)
    made(app, TYRE)
    known(app)
    app.data.connection.execute("UPDATE drill_item SET due = 9e15 WHERE ord > 3")
    service_of(app).learn(60)
    titles_asked(app, 60)
    run_of(app).stop()

    rows = app.data.rows("SELECT drill_id, seed, why FROM attempt ORDER BY started, rowid")
    replayed = placed = 0
    for row in rows:
        why = json.loads(row["why"])
        if "draw" not in why:
            continue
        found = drawn(from_plain(why["draw"]), why["pick"])
        assert found == (row["drill_id"], Rule(why["rule"]))
        replayed += 1
        if "strategies" in why:
            at = fresh(why["strategies"], why["strategy_before"], why["pick"])
            assert at == why["place_in"][0]
            placed += 1
    assert replayed >= 30
    assert placed
    rules = {json.loads(row["why"])["rule"] for row in rows}
    assert {Rule.DUE, Rule.LEARNING} <= rules


@pytest.mark.requirement("R8")
def test_what_goes_wrong_and_what_is_slow_are_practised_apart(app: FakeApp) -> None:
    id_ = made(app, replace(VERBS, items=tuple(
        {"prompt": f"{n}?", "answers": [f"{n}"]} for n in range(6)
    )))  # fmt: skip
    for _ in range(4):
        service_of(app).practise(id_)
        shown = run_of(app).asked()
        while isinstance(shown, Asked):
            name = shown.spec["prompt"]
            seconds = 30.0 if name == "4?" else 5.0
            text = "no" if name == "2?" and not run_of(app).sitting.asked.again else None  # type: ignore[union-attr]
            app.time.pass_(5 * MINUTE // 60)
            word = {"text": text} if text else right_answer(shown)
            run_of(app).answer(given(shown, word, seconds), lambda _: None)
            shown = run_of(app).go_on()
        service_of(app).leave()

    told = facts(app.data.connection, id_, amount_of(app.asking()))
    assert told is not None
    assert (told.missed, told.slow) == (("2?",), ("4?",))
    service_of(app).practise_parts(id_, Which.MISSED)
    assert open_of(run_of(app)).spec["prompt"] == "2?"
    assert open_of(run_of(app)).of == 1
    run_of(app).stop()
    service_of(app).leave()
    service_of(app).practise_parts(id_, Which.SLOW)
    assert open_of(run_of(app)).spec["prompt"] == "4?"


@pytest.mark.requirement("R8")
def test_the_weak_steps_of_several_procedures_are_practised_by_themselves(app: FakeApp) -> None:
    second = {"cue": "A leak", "steps": ["Close", "Drain", "Seal", "Open"]}
    id_ = made(app, replace(TYRE, items=(*TYRE.items, second)))
    for _ in range(3):
        service_of(app).practise(id_)
        shown = run_of(app).asked()
        while isinstance(shown, Asked):
            texts = list(shown.spec["steps"])
            texts[1 if texts[0] == "Stop" else 2] = "?"
            run_of(app).answer(given(shown, steps(*texts), 12), lambda _: None)
            shown = run_of(app).go_on()
        service_of(app).leave()
    told = facts(app.data.connection, id_, amount_of(app.asking()))
    assert told is not None
    assert set(told.missed) == {"Jack up", "Seal"}
    service_of(app).practise_parts(id_, Which.MISSED)
    asked = set()
    shown = run_of(app).asked()
    while isinstance(shown, Asked):
        assert shown.mode == "missing"
        asked.add(shown.prompt.answer)
        word = {"text": shown.prompt.answer, "latency_ms": 900.0}
        run_of(app).answer(given(shown, word), lambda _: None)
        shown = run_of(app).go_on()
    assert asked == {"Jack up", "Seal"}


def test_a_drill_without_weak_parts_has_nothing_to_practise_apart(app: FakeApp) -> None:
    id_ = made(app, VERBS)
    service_of(app).practise_parts(id_, Which.MISSED)
    assert service_of(app).run is None or isinstance(run_of(app).asked(), Asked)


def change(app: FakeApp, verb: Callable[..., Any], *arguments: object, **named: object) -> Any:
    found: list[Any] = []
    service_of(app).store.alter(verb, found.append, *arguments, **named)
    return found[0]


@pytest.mark.requirement("R7")
def test_an_item_is_begun_anew_or_left_alone_and_its_log_stays(app: FakeApp) -> None:
    id_ = made(app, VERBS)
    service_of(app).start_due()
    go_through(app)
    service_of(app).leave()
    app.time.pass_(20 * DAY)
    assert counted(app) == {"Separable verbs": 3}
    rows = resting.items(app.data.connection, id_)
    before = change(app, resting.begin_anew, rows[0].id, 9)
    again = resting.items(app.data.connection, id_)[0]
    assert (again.due, again.attempts) == (None, 0)
    assert len(app.data.rows("SELECT id FROM attempt")) == 3
    [count] = due(app.data.connection, app.asking())
    assert count.items == 3  # it is new again
    change(app, resting.restore, before, 10)
    assert resting.items(app.data.connection, id_) == rows

    change(app, resting.set_resting, rows[0].id, 11, on=True)
    assert counted(app) == {"Separable verbs": 2}
    service_of(app).practise(id_)
    assert open_of(run_of(app)).of == 2
    run_of(app).stop()
    service_of(app).leave()
    change(app, resting.set_resting, rows[0].id, 12, on=False)
    assert counted(app) == {"Separable verbs": 3}


def test_the_work_for_an_aim_is_told_by_the_day_and_asked_for_it_alone(app: FakeApp) -> None:
    made(app, problems("For it", count=30, aim_name="Exam"))
    made(app, problems("Little", count=2, aim_name="Later"))
    made(app, problems("Other", count=30))
    app.data.connection.execute("UPDATE aim SET due = '2026-03-20' WHERE name = 'Exam'")
    app.data.connection.execute("UPDATE aim SET due = '2026-04-20' WHERE name = 'Later'")
    found = loads(app.data.connection, amount_of(app.asking()))
    assert [load.days for load in found] == [10, 41]
    exam = found[0]
    assert exam.minutes_a_day == round(exam.cost.middle / 10 / 60_000)
    made_ = [each for each in offers(app.data.connection, app.asking()) if each.rank == Rank.AIM]
    assert [each.title for each in made_] == ["Exam", "Later"]
    assert made_[0].minutes == exam.minutes_a_day
    assert made_[0].ref == Ref("aim", exam.aim)
    service_of(app).learn(20, exam.aim)
    assert set(titles_asked(app)) == {"For it"}
    [session] = app.data.rows("SELECT title, aim_id FROM session")
    assert session["title"] == "Exam"


@pytest.mark.parametrize(("of", "titles"), [("aim", {"A", "B"}), ("drill", {"A"}), ("", {"C"})])
def test_a_mock_run_is_of_a_drill_an_aim_or_what_is_due_for_as_long_as_was_said(
    app: FakeApp, of: str, titles: set[str]
) -> None:
    first = made(app, problems("A", count=3, aim_name="Exam"))
    made(app, problems("B", count=3, aim_name="Exam"))
    made(app, problems("C", count=3))
    known(app)
    app.data.connection.execute(
        "UPDATE drill_item SET due = 9e15 WHERE drill_id IN (SELECT id FROM drill"
        " WHERE title != 'C')"
    )
    [aim] = app.data.rows("SELECT id FROM aim")
    meant = {"aim": Of(aim=aim["id"]), "drill": Of(drill=first), "": Of()}[of]
    service_of(app).mock(meant, 45)
    assert open_of(run_of(app)).minutes_left == 45
    assert open_of(run_of(app)).mock
    assert set(titles_asked(app)) == titles
    [session] = app.data.rows("SELECT planned FROM session")
    assert session["planned"] == 45 * MINUTE


@pytest.mark.requirement("R2")
def test_a_break_is_still_there_after_a_restart_and_can_be_taken_back_then(app: FakeApp) -> None:
    made(app, problems("Sums", count=9))
    known(app)
    at = app.clock.now()
    inside = at_minute(date(2026, 3, 15), 240, at.zone)
    app.data.connection.execute("UPDATE drill_item SET due = ?", (inside,))
    away = Away(
        first=date(2026, 3, 14),
        last=date(2026, 3, 18),
        today=date(2026, 3, 10),
        cap=100,
        zone=at.zone,
        day_start=240,
    )
    planned = breaks.plan(app.data.connection, away)
    change(app, breaks.keep, planned, at.wall)
    [kept] = breaks.kept(app.data.connection, date(2026, 3, 10))
    assert (kept.first, kept.last) == (away.first, away.last)
    change(app, breaks.take_back, kept.id, at.wall)  # all that is known is in the file
    assert {row["due"] for row in app.data.rows("SELECT due FROM drill_item")} == {inside}
    assert breaks.kept(app.data.connection, date(2026, 3, 10)) == ()


@pytest.mark.requirement("R2")
def test_the_days_after_a_break_hold_no_more_than_the_cap_with_what_is_due_anyhow(
    app: FakeApp,
) -> None:
    made(app, problems("Sums", count=60))
    known(app)
    at = app.clock.now()
    inside = at_minute(date(2026, 3, 12), 240, at.zone)
    after = at_minute(date(2026, 3, 16), 240, at.zone)
    app.data.connection.execute("UPDATE drill_item SET due = ? WHERE ord < 40", (inside,))
    app.data.connection.execute("UPDATE drill_item SET due = ? WHERE ord >= 40", (after,))
    away = Away(
        first=date(2026, 3, 10),
        last=date(2026, 3, 15),
        today=date(2026, 3, 10),
        cap=25,
        zone=at.zone,
        day_start=240,
    )
    change(app, breaks.keep, breaks.plan(app.data.connection, away), at.wall)
    by_day = app.data.rows("SELECT due, count(*) AS n FROM drill_item GROUP BY due")
    assert max(row["n"] for row in by_day) <= 25
    assert sum(row["n"] for row in by_day) == 60


def test_chosen_items_are_each_chosen_once(app: FakeApp) -> None:
    made(app, deck(4))
    made(app, problems("Near", count=5, aim_name="Exam"))
    app.data.connection.execute("UPDATE aim SET due = '2026-03-17'")
    known(app)
    found = chosen(app.data.connection, amount_of(app.asking()))
    assert len({each.id for each in found}) == len(found) == 9


def test_a_run_with_an_aim_ends(app: FakeApp) -> None:
    made(app, problems("For it", count=3, aim_name="Exam"))
    app.data.connection.execute("UPDATE aim SET due = '2026-03-20'")
    [aim] = app.data.rows("SELECT id FROM aim")
    service_of(app).learn(1, aim["id"])
    for _ in range(40):
        answer(app, seconds=5)
        if isinstance(run_of(app).go_on(), Ended):
            return
    raise AssertionError("it does not end with its time")
