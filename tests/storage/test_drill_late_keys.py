"""Keys that reach the program late: kept with the answer, and said at the end (R10)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from spindle.features.drill.keeping import DrillDraft
from tests.helpers.drills import (
    PLAIN,
    PlainWords,
    given,
    made,
    open_of,
    right_answer,
    run_of,
    service_of,
)
from tests.helpers.fakes import FakeApp, make_app

WORDS = DrillDraft(
    kind="typed_recall",
    title="Words",
    items=tuple({"prompt": f"word {n}", "answers": [f"answer {n}"]} for n in range(10)),
)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[PLAIN])


def typed(app: FakeApp, late: tuple[float, ...]) -> None:
    """Answer what is open with keys that waited so long."""
    run = run_of(app)
    asked = open_of(run)
    word = given(asked, right_answer(asked))
    run.answer(replace(word, timing=replace(word.timing, late=late)), lambda _: None)
    run.go_on()


def end(app: FakeApp) -> float | None:
    words = service_of(app).words
    assert isinstance(words, PlainWords)
    run_of(app).stop()
    return words.sums[-1].late_ms


@pytest.mark.requirement("R10")
@pytest.mark.parametrize(
    ("late", "told"),
    [
        ([0.0] * 18 + [400.0, 22.0], 22.0),  # one of twenty may be as late as it likes
        ([15.0] * 20, None),
        ([0.0] * 19 + [400.0], None),
        ([400.0] * 19, None),  # too few keys to say so
    ],
)
def test_late_keys_are_told_at_the_end(app: FakeApp, late: list[float], told: float | None) -> None:
    made(app, WORDS)
    service_of(app).start_due()
    typed(app, tuple(late[:7]))
    typed(app, tuple(late[7:]))

    assert end(app) == told


@pytest.mark.requirement("R10")
def test_how_late_each_key_was_stands_in_the_log(app: FakeApp) -> None:
    made(app, WORDS)
    service_of(app).start_due()
    typed(app, (0.0, 31.26))
    typed(app, (0.0, 0.0))

    rows = app.data.rows("SELECT payload FROM attempt ORDER BY started, rowid")
    first, second = (json.loads(row["payload"]) for row in rows)
    assert first["late_ms"] == [0.0, 31.3]
    assert "late_ms" not in second
