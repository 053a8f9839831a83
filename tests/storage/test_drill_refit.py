"""What is fitted anew moves no date by itself (R1)."""

import json
from pathlib import Path

import pytest

from spindle.core.clock import MINUTE
from spindle.features.drill.memory.within import ENOUGH
from spindle.features.drill.settings import WANTED
from tests.helpers.drills import PLAIN, VERBS, answer, go_through, made, run_of, service_of
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.learners import chance

DUES = "SELECT id, due, stability, difficulty FROM drill_item ORDER BY id"


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    found = make_app(tmp_path, features=[PLAIN])
    made(found, VERBS)
    service_of(found).start_due()
    go_through(found)
    service_of(found).leave()
    return found


def repeated_within_a_day(app: FakeApp, attempts: int) -> None:
    """So many answers minutes after the one before, forgotten with the minutes."""
    random = chance(1)
    now = app.clock.now().wall
    [item, *_] = app.data.rows("SELECT id, drill_id FROM drill_item ORDER BY ord")
    rows = []
    for n in range(attempts):
        minutes = random.expovariate(1 / 20)
        right = int(random.random() < (0.9 if minutes < 15 else 0.4))
        at = now - (attempts - n) * MINUTE
        rows.append((f"a{n}", item["drill_id"], item["id"], at, right, right, minutes, at))
    app.data.connection.executemany(
        "INSERT INTO attempt (id, drill_id, item_id, mode, seed, version, started, offset, day,"
        " outcome, score, grade_source, minutes, value, nth, model, updated)"
        " VALUES (?, ?, ?, 'ask', 0, 1, ?, 0, '2026-03-09', ?, ?, 'auto', ?, 0.7, 1, 'value', ?)",
        rows,
    )


@pytest.mark.requirement("R1")
def test_a_model_that_is_fitted_anew_moves_no_due_date(app: FakeApp) -> None:
    repeated_within_a_day(app, ENOUGH)
    before = app.data.rows(DUES)
    app.time.pass_(60 * MINUTE)
    service_of(app).practise(next(iter(app.data.rows("SELECT id FROM drill")))["id"])
    answer(app)
    answered = run_of(app).sitting.done[-1].item.id
    run_of(app).stop()

    [model] = app.data.rows("SELECT kind, attempts, parameters FROM drill_model")
    assert (model["kind"], model["attempts"]) == ("within_day", ENOUGH + 1)
    _, minutes, *_ = json.loads(model["parameters"])
    assert minutes < -0.2
    after = app.data.rows(DUES)
    assert [row for row in after if row["id"] != answered] == [
        row for row in before if row["id"] != answered
    ]


@pytest.mark.requirement("R1")
def test_another_share_to_be_recalled_moves_no_due_date_until_the_next_answer(
    app: FakeApp,
) -> None:
    before = app.data.rows(DUES)
    app.settings.set(WANTED, 70)

    assert app.data.rows(DUES) == before
