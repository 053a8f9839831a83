"""The timer's verbs from outside: each does what its key does, or says why not."""

from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import MINUTE
from spindle.features.focus.control import control
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.plan import Mode
from spindle.features.focus.service import FocusService
from spindle.features.focus.settings import STRICT
from spindle.features.focus.state import Stage
from spindle.shell.control import controlled
from tests.helpers.fakes import FakeApp, make_app

PLAIN = FOCUS._replace(service=FocusService)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[PLAIN])


def do(app: FakeApp, verb: str, **given: object) -> tuple[int, str]:
    found = control(app.services["focus"], verb, given)
    assert found is not None
    return found


def stage(app: FakeApp) -> Stage:
    found: Stage = app.services["focus"].state.stage
    return found


def test_a_block_from_its_start_to_its_end_without_the_window(app: FakeApp) -> None:
    assert do(app, "start", intention="Lemma 4", minutes=25) == (0, "Running: 25 min left.")
    assert do(app, "+5") == (0, "Running: 30 min left.")
    assert do(app, "-5") == (0, "Running: 25 min left.")
    assert do(app, "interrupted")[0] == 0
    assert do(app, "park", text="Call the dentist") == (0, "Parked.")
    app.time.pass_(10 * MINUTE)
    assert do(app, "pause") == (0, "Paused: 15 min left.")
    assert do(app, "resume") == (0, "Running: 15 min left.")
    assert do(app, "skip") == (0, "Break: 5 min left.")
    assert do(app, "skip") == (0, "Running: 25 min left.")
    assert do(app, "stop") == (0, "Nothing is running.")
    assert app.data.rows("SELECT text FROM thought") == [{"text": "Call the dentist"}]


def test_an_open_block_says_how_long_it_has_been_running(app: FakeApp) -> None:
    app.services["focus"].start("Explore", mode=Mode.FLOW)
    app.time.pass_(12 * MINUTE)
    assert do(app, "pause") == (0, "Paused: 12 min so far.")
    assert do(app, "resume") == (0, "Running: 12 min so far.")
    for verb in ("+5", "-5"):
        said = "This block has an open end: there is no length to change."
        assert do(app, verb) == (1, said)


def test_a_movement_is_entered_without_the_window(app: FakeApp) -> None:
    assert do(app, "moved", name="Run", minutes=20)[0] == 0
    [run] = app.data.rows("SELECT * FROM session")
    assert (run["activity"], run["title"], run["active"]) == ("move", "Run", 20 * MINUTE)
    assert run["predicted_before"] is not None
    for wrong in ({"name": " "}, {"name": "Run", "minutes": 0}, {"name": "Run", "minutes": "long"}):
        assert do(app, "moved", **wrong)[0] == 1
    assert len(app.data.rows("SELECT 1 FROM session")) == 1


@pytest.mark.parametrize("verb", ["stop", "skip", "-5"])
def test_a_strict_block_is_not_ended_early_without_the_window(app: FakeApp, verb: str) -> None:
    app.settings.set(STRICT, True)
    do(app, "start", intention="Lemma 4", minutes=25)
    before = app.services["focus"].state
    code, said = do(app, verb)
    assert (code, "needs a reason" in said) == (1, True)
    assert app.services["focus"].state == before


@pytest.mark.parametrize("verb", ["pause", "resume", "+5", "-5", "skip", "stop", "interrupted"])
def test_a_verb_without_anything_running_says_so(app: FakeApp, verb: str) -> None:
    code, said = do(app, verb)
    assert (code, stage(app)) == (1, Stage.IDLE)
    assert said.endswith(".")


@pytest.mark.parametrize(
    "given", [{"minutes": 0}, {"minutes": 241}, {"minutes": "long"}, {"plan": "marathon"}]
)
def test_a_start_that_makes_no_sense_starts_nothing(app: FakeApp, given: dict[str, Any]) -> None:
    assert do(app, "start", **given)[0] == 1
    assert stage(app) is Stage.IDLE


def test_a_second_start_leaves_the_running_block_alone(app: FakeApp) -> None:
    do(app, "start", intention="Lemma 4")
    before = app.services["focus"].state
    assert do(app, "start", intention="Lemma 5") == (1, "A block is running. Stop it first.")
    assert app.services["focus"].state == before


def test_an_empty_thought_is_not_parked(app: FakeApp) -> None:
    assert do(app, "park", text="  \x00 ")[0] == 1


@pytest.mark.parametrize(
    "message",
    [{}, {"do": None}, {"do": "explode"}, {"do": 7, "given": []}, {"do": "start", "given": "x"}],
)
def test_what_nobody_knows_is_answered_and_harms_nothing(
    app: FakeApp, message: dict[str, Any]
) -> None:
    answer = controlled(app, message)
    assert answer["code"] in {0, 2}
    assert answer["said"]


def test_before_the_data_is_open_there_is_an_answer_too(tmp_path: Path) -> None:
    app = make_app(tmp_path, features=[PLAIN], services=False)
    assert controlled(app, {"do": "pause"})["code"] == 1
