"""An evening and its morning under a clock set to 1970, and across the start of a day."""

from datetime import datetime
from pathlib import Path

import pytest

from spindle.core.clock import HOUR, MINUTE, ManualClock
from spindle.core.general import DAY_START
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import Came, Scene
from spindle.features.journal.service import JournalService
from tests.helpers.fakes import FakeApp, make_app

EVENING = datetime(2026, 3, 10, 21, 15)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(EVENING, "Europe/Berlin"), [JOURNAL])


def journal(app: FakeApp) -> JournalService:
    service = app.services["journal"]
    assert isinstance(service, JournalService)
    return service


def to_1970(app: FakeApp) -> int:
    """The battery of the clock is empty; returns how far it went back."""
    back = app.clock.now().wall - 12 * HOUR
    step(app, -back)
    return back


def step(app: FakeApp, by: int) -> None:
    app.time.clock.step(by)
    app.waking.wake()


def evening(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    kept = service.writing.keep_question(service.writing.new_question("Why?"))
    service.choose(kept.id)


def the_night(app: FakeApp) -> dict[str, object]:
    [night] = app.data.rows("SELECT night, closed, captured, outcome FROM night")
    return night


def test_in_the_evening_it_ends_no_evening_and_moves_no_night(app: FakeApp) -> None:
    evening(app)
    back = to_1970(app)
    step(app, back)
    journal(app).good_night()
    assert journal(app).quiet
    assert the_night(app)["night"] == "2026-03-10"


def test_a_good_night_said_in_1970_silences_no_day_of_today(app: FakeApp) -> None:
    evening(app)
    back = to_1970(app)
    journal(app).good_night()
    step(app, back)
    app.suspend(12 * HOUR)
    assert not journal(app).quiet
    assert the_night(app)["night"] == "2026-03-10"


def test_in_the_night_it_wakes_nothing_for_good_and_the_morning_is_caught(app: FakeApp) -> None:
    evening(app)
    journal(app).good_night()
    back = to_1970(app)
    step(app, back)
    app.suspend(9 * HOUR)
    assert journal(app).scene is Scene.CAPTURE
    journal(app).captured(nothing=True)
    journal(app).tonight.judge(Came.NOTHING)
    assert the_night(app)["outcome"] == "nothing"


def test_in_the_morning_what_came_is_kept(app: FakeApp) -> None:
    evening(app)
    journal(app).good_night()
    app.suspend(9 * HOUR)
    back = to_1970(app)
    journal(app).begin_capture()
    journal(app).captured(nothing=True)
    step(app, back)
    assert the_night(app)["captured"] is not None
    assert not journal(app).quiet


@pytest.mark.requirement("P9")
@pytest.mark.parametrize(("day_start", "began"), [(0, (23, 50)), (4 * 60, (3, 50))])
def test_an_evening_that_goes_on_past_the_start_of_a_day_stays_one(
    tmp_path: Path, day_start: int, began: tuple[int, int]
) -> None:
    app = make_app(tmp_path, ManualClock(datetime(2026, 3, 10, *began), "Europe/Berlin"), [JOURNAL])
    app.settings.set(DAY_START, day_start)
    evening(app)
    app.time.clock.advance(20 * MINUTE)
    journal(app).go(Scene.LEAVE)
    journal(app).good_night()
    night = the_night(app)
    assert night["closed"] is not None
    assert night["night"] == ("2026-03-10" if day_start == 0 else "2026-03-09")
