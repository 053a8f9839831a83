"""A block, and an evening that begins while it runs: no moment belongs to both."""

from pathlib import Path

import pytest

from spindle.core.clock import MINUTE
from spindle.core.presence import QuietChanged
from spindle.core.session import Activity, Outcome
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.service import FocusService
from spindle.features.focus.state import Stage
from tests.helpers.fakes import FakeApp, make_app

PLAIN = FOCUS._replace(service=FocusService)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[PLAIN])


def stage_of(app: FakeApp) -> Stage:
    stage: Stage = app.services["focus"].state.stage
    return stage


def evening_in_a_block(app: FakeApp) -> None:
    app.services["focus"].start("Prove Lemma 4", first=25 * MINUTE)
    app.time.pass_(7 * MINUTE)
    evening = app.sessions.begin(Activity.PRIME, "Evening")
    assert stage_of(app) is Stage.PAUSED
    app.time.pass_(6 * MINUTE)
    app.sessions.end(evening.id, Outcome.COMPLETED, active=6 * MINUTE)


def test_an_evening_in_a_block_is_part_of_it_and_no_work(app: FakeApp) -> None:
    evening_in_a_block(app)
    app.bus.publish(QuietChanged(quiet=True))
    block, evening = app.data.rows("SELECT * FROM session ORDER BY started")
    assert stage_of(app) is Stage.IDLE
    assert evening["parent_id"] == block["id"]
    assert (block["outcome"], block["active"]) == ("stopped", 7 * MINUTE)
    assert block["ended"] == evening["ended"]
    [gap] = app.data.rows("SELECT * FROM gap WHERE deleted IS NULL")
    assert (gap["started"], gap["ended"]) == (evening["started"], evening["ended"])


def test_an_evening_that_is_left_gives_the_block_back(app: FakeApp) -> None:
    evening_in_a_block(app)
    assert stage_of(app) is Stage.WORK
    app.time.pass_(18 * MINUTE)
    assert stage_of(app) is Stage.OVERTIME


def test_a_pause_of_ones_own_is_not_ended_by_the_end_of_an_evening(app: FakeApp) -> None:
    app.services["focus"].start("Prove Lemma 4", first=25 * MINUTE)
    app.services["focus"].pause_or_resume()
    evening = app.sessions.begin(Activity.PRIME, "Evening")
    app.sessions.end(evening.id, Outcome.COMPLETED, active=0)
    assert stage_of(app) is Stage.PAUSED


def test_an_evening_in_overtime_ends_the_block_as_completed(app: FakeApp) -> None:
    app.services["focus"].start("Prove Lemma 4", first=25 * MINUTE)
    app.time.pass_(26 * MINUTE)
    app.sessions.begin(Activity.PRIME, "Evening")
    assert stage_of(app) is Stage.ASKING
    [block] = app.data.rows("SELECT * FROM session WHERE activity = 'focus'")
    assert (block["outcome"], block["active"]) == ("completed", 26 * MINUTE)


@pytest.mark.requirement("focus-pain-7")
def test_what_is_done_in_spindle_during_a_block_is_part_of_it_and_lets_it_run(
    app: FakeApp,
) -> None:
    app.services["focus"].start("Read section 4.2", first=25 * MINUTE)
    reading = app.sessions.begin(Activity.LISTEN, "Memory in the Night")
    app.time.pass_(10 * MINUTE)
    app.sessions.end(reading.id, Outcome.COMPLETED, active=10 * MINUTE)
    block, inside = app.data.rows("SELECT * FROM session ORDER BY started, rowid")
    assert inside["parent_id"] == block["id"]
    assert stage_of(app) is Stage.WORK
    assert app.services["focus"].state.block.work == 10 * MINUTE


def test_a_block_is_never_part_of_another_thing(app: FakeApp) -> None:
    app.sessions.begin(Activity.LISTEN, "Memory in the Night")
    app.services["focus"].start("Read section 4.2", first=25 * MINUTE)
    [block] = app.data.rows("SELECT parent_id FROM session WHERE activity = 'focus'")
    assert block["parent_id"] is None
