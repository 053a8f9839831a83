"""Rules of a run that one answer decides: what comes back when, what is stored, how much a day."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from spindle.core.clock import HOUR
from spindle.core.days import at_minute
from spindle.core.feature import Asking
from spindle.features.drill import breaks
from spindle.features.drill.breaks import Away
from spindle.features.drill.contributions import amount_of
from spindle.features.drill.counting import counts
from spindle.features.drill.keeping import DrillDraft
from spindle.features.drill.memory.value import Value
from spindle.features.drill.run import Asked
from spindle.features.drill.settings import MOST_A_DAY, NEW_A_DAY
from tests.helpers.drills import (
    PLAIN,
    TYRE,
    answer,
    given,
    go_through,
    made,
    open_of,
    run_of,
    service_of,
    steps,
)
from tests.helpers.fakes import FakeApp, make_app

DAY = 24 * HOUR
WORDS = DrillDraft(
    kind="typed_recall",
    title="Words",
    items=tuple({"prompt": f"word {n}", "answers": [f"answer {n}"]} for n in range(9)),
)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[PLAIN])


def due_days(app: FakeApp) -> set[date]:
    """The days items are due on, in the place of the clock."""
    zone = app.clock.now().zone
    days = [date(2026, 3, 1 + n) for n in range(31)]
    starts = {at_minute(day, 240, zone): day for day in days}
    return {starts[row["due"]] for row in app.data.rows("SELECT due FROM drill_item WHERE due > 1")}


def counted(app: FakeApp) -> list[int]:
    """What Today and the tray are told of each drill."""
    asking = Asking(at=app.clock.now(), day_start=240, settings=app.settings)
    return [one.due for one in counts(app.data.connection, amount_of(asking))]


def known_well(app: FakeApp) -> None:
    """All items were asked in February and would be due again in a year."""
    app.data.connection.execute(
        "UPDATE drill_item SET due = 1, stability = 300, difficulty = 5, day = '2026-02-10',"
        " begun = '2026-02-10', attempts = 5"
    )


def test_three_others_are_asked_before_a_missed_item_comes_back(app: FakeApp) -> None:
    made(app, WORDS)
    service_of(app).start_due()
    first = open_of(run_of(app)).spec["prompt"]
    answer(app, right=False)
    asked = []
    while isinstance(following := run_of(app).go_on(), Asked):
        asked.append(following.spec["prompt"])
        answer(app)

    assert asked.index(first) == 3


@pytest.mark.requirement("A12")
def test_what_would_be_due_after_an_exam_is_asked_on_the_day_before_it(app: FakeApp) -> None:
    made(app, replace(WORDS, aim_name="German"))
    app.data.connection.execute("UPDATE aim SET due = '2026-03-20'")
    known_well(app)
    service_of(app).start_due()
    go_through(app)

    assert due_days(app) == {date(2026, 3, 19)}


@pytest.mark.requirement("A1")
def test_an_attempt_keeps_the_value_from_before_it_and_the_error_it_made(app: FakeApp) -> None:
    made(app, WORDS)
    service_of(app).start_due()
    answer(app)
    run_of(app).go_on()
    answer(app, right=False)

    rows = app.data.rows("SELECT value, error FROM attempt ORDER BY started, rowid")
    first = Value()
    second = first.learn(1)
    assert [row["value"] for row in rows] == pytest.approx([first.expected, second.expected])
    assert [row["error"] for row in rows] == pytest.approx([first.error(1), second.error(0)])


@pytest.mark.requirement("R2")
def test_what_was_asked_today_counts_towards_the_most_of_a_day(app: FakeApp) -> None:
    made(app, WORDS)
    known_well(app)
    app.settings.set(MOST_A_DAY, 10)
    app.data.connection.execute(
        "INSERT INTO drill_item (id, drill_id, ord, spec, due, stability, difficulty, day, begun,"
        " attempts, updated) SELECT id || 'b', drill_id, ord + 9, spec, due, stability, difficulty,"
        " day, begun, attempts, updated FROM drill_item"
    )
    service_of(app).start_due()
    assert open_of(run_of(app)).of == 10
    for _ in range(4):
        answer(app)
        run_of(app).go_on()
    run_of(app).stop()
    service_of(app).leave()
    assert counted(app) == [6]
    service_of(app).start_due()

    assert open_of(run_of(app)).of == 6


def test_what_rests_is_neither_counted_nor_asked(app: FakeApp) -> None:
    made(app, WORDS)
    known_well(app)
    app.data.connection.execute("UPDATE drill_item SET resting = 1 WHERE ord < 6")
    service_of(app).start_due()

    assert open_of(run_of(app)).of == 3
    assert counted(app) == [3]


@pytest.mark.requirement("R8")
def test_the_usual_time_of_a_step_comes_from_right_ones_alone(app: FakeApp) -> None:
    made(app, TYRE)
    service_of(app).start_due()
    run = run_of(app)
    run.answer(given(open_of(run), steps("Stop", "Wait", "Change", "Lower")), lambda _: None)

    usual = app.data.rows(
        "SELECT usual_ms FROM drill_element e JOIN drill_tally t ON t.element_id = e.id"
        " ORDER BY ord"
    )
    assert [row["usual_ms"] for row in usual] == [1000.0, None, 1000.0, 1000.0]


@pytest.mark.requirement("R19")
def test_two_problems_of_one_strategy_do_not_follow_each_other(app: FakeApp) -> None:
    items = tuple(
        {"prompt": f"{n} + 1", "answer": f"{n + 1}", "strategy": "add" if n < 4 else "carry"}
        for n in range(8)
    )
    made(app, DrillDraft(kind="generated_problem", title="Sums", items=items))
    app.settings.set(NEW_A_DAY, 8)
    service_of(app).start_due()
    strategies = []
    shown = run_of(app).asked()
    while isinstance(shown, Asked):
        strategies.append(shown.spec["strategy"])
        run_of(app).answer(given(shown, {"text": shown.prompt.answer}), lambda _: None)
        shown = run_of(app).go_on()

    assert len(strategies) == 8
    twice = sum(one == other for one, other in pairwise(strategies))
    assert twice <= 1  # the last of one strategy may be left over


@pytest.mark.requirement("R2")
def test_a_break_that_is_taken_back_leaves_what_was_asked_since(app: FakeApp) -> None:
    made(app, WORDS)
    known_well(app)
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
    kept: list[str] = []
    app.data.write(lambda db: breaks.keep(db, planned, at.wall), kept.append)
    assert not due_days(app) & {date(2026, 3, day) for day in range(14, 19)}
    app.data.connection.execute("UPDATE drill_item SET due = 5 WHERE ord = 0")
    app.data.write(lambda db: breaks.take_back(db, kept[0], at.wall))

    dues = [row["due"] for row in app.data.rows("SELECT due FROM drill_item ORDER BY ord")]
    assert dues == [5] + [inside] * 8
