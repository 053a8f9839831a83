"""What a night measures by itself, to be read from its row."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from spindle.core.clock import HOUR, MINUTE, ManualClock, instant
from spindle.core.ids import new_id
from spindle.features.journal import model
from spindle.features.journal.diary import Diary
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import Came, Night, Scene
from spindle.features.journal.service import JournalService
from tests.helpers.fakes import FakeApp, make_app

EVENING = datetime(2026, 3, 10, 21, 20)
BERLIN = "Europe/Berlin"


class Touched:
    """An idle port that says when something was touched last."""

    def __init__(self) -> None:
        self.ago: int | None = 0

    def since_touched(self) -> int | None:
        return self.ago

    def is_locked(self) -> bool | None:
        return None

    def tell_of_lock(self, told: Callable[[], None]) -> None:
        del told


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(EVENING, BERLIN), [JOURNAL])


def journal(app: FakeApp) -> JournalService:
    service = app.services["journal"]
    assert isinstance(service, JournalService)
    return service


def ask(app: FakeApp) -> str:
    writing = journal(app).writing
    return writing.keep_question(writing.new_question("Why?")).id


def row(app: FakeApp) -> dict[str, object]:
    return app.data.rows("SELECT * FROM night ORDER BY began DESC LIMIT 1")[0]


def to_bed(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    service.choose(ask(app))
    service.good_night()


def test_lights_out_and_the_time_with_the_question_are_kept(app: FakeApp) -> None:
    service = journal(app)
    service.open_evening()
    app.time.pass_(5 * MINUTE)
    service.go(Scene.QUESTION)
    app.time.pass_(8 * MINUTE)
    service.go(Scene.CHECK)
    app.time.pass_(MINUTE)
    service.go(Scene.QUESTION)
    app.time.pass_(MINUTE)
    service.choose(ask(app))
    service.good_night()
    found = row(app)
    assert found["lights_out"] == instant(datetime(2026, 3, 10, 22, 30), BERLIN)
    assert found["prime_ms"] == 9 * 60_000
    assert found["arm"] == "prime"


def test_a_night_without_a_question_has_no_arm(app: FakeApp) -> None:
    journal(app).open_evening()
    journal(app).good_night()
    assert row(app)["arm"] is None


def test_use_after_good_night_ends_where_the_last_key_was(app: FakeApp) -> None:
    app.idle = touched = Touched()
    to_bed(app)
    app.time.pass_(HOUR)
    journal(app).wake()
    app.time.pass_(50 * MINUTE)
    touched.ago = 40 * MINUTE
    journal(app).good_night()
    assert row(app)["after_close_use_s"] == 10 * 60
    app.time.pass_(HOUR)
    journal(app).wake()
    app.time.pass_(10 * HOUR)
    touched.ago = 10 * HOUR - 2 * MINUTE
    journal(app).refresh()
    assert row(app)["after_close_use_s"] == 12 * 60


def test_where_nobody_tells_of_touches_use_after_good_night_is_not_measured(app: FakeApp) -> None:
    to_bed(app)
    journal(app).wake()
    app.time.pass_(HOUR)
    journal(app).good_night()
    assert row(app)["after_close_use_s"] is None


def test_minutes_after_waking_run_from_the_first_use_to_the_capture(app: FakeApp) -> None:
    to_bed(app)
    app.suspend(9 * HOUR)
    app.time.pass_(12 * MINUTE)
    journal(app).captured()
    found = row(app)
    assert (found["minutes_after_wake"], found["excluded_reason"]) == (12, None)


def test_a_late_capture_is_accepted_stamped_and_left_out(app: FakeApp) -> None:
    to_bed(app)
    app.suspend(9 * HOUR)
    app.time.pass_(61 * MINUTE)
    journal(app).captured()
    found = row(app)
    assert (found["minutes_after_wake"], found["excluded_reason"]) == (61, "late")
    assert journal(app).night is not None
    assert found["captured"] is not None


def test_the_diary_knows_better_when_one_woke(app: FakeApp) -> None:
    to_bed(app)
    app.suspend(9 * HOUR)
    journal(app).captured()
    night = journal(app).night
    assert night is not None
    assert night.minutes_after_wake == 0
    diary = Diary(id=new_id(), night_id=night.id, woke=5 * 60)
    journal(app).tonight.keep_diary(diary)
    found = row(app)
    assert (found["minutes_after_wake"], found["excluded_reason"]) == (80, "late")


@pytest.mark.parametrize(
    ("woke", "minutes"),
    [(6 * 60 + 20, 0), (6 * 60, 20), (23 * 60 + 50, 390), (6 * 60 + 40, 0)],
    ids=["at once", "a while", "before midnight", "a guess after the fact"],
)
def test_a_time_of_waking_is_the_nearest_one_and_never_after_the_capture(
    woke: int, minutes: int
) -> None:
    captured = instant(datetime(2026, 3, 11, 6, 20), BERLIN)
    night = Night(
        id="n",
        night=EVENING.date(),
        zone=BERLIN,
        offset=3600,
        began=captured - 9 * HOUR,
        closed=captured - 9 * HOUR,
        captured=captured,
    )
    assert model.after_wake(night, woke, BERLIN).minutes_after_wake == minutes


def test_what_came_during_the_day_is_kept_apart_and_taken_back(app: FakeApp) -> None:
    to_bed(app)
    app.suspend(9 * HOUR)
    journal(app).captured()
    journal(app).tonight.judge(Came.NOTHING)
    app.time.pass_(6 * HOUR)
    back = journal(app).tonight.came_later()
    assert row(app)["later"] == app.clock.now().wall
    assert row(app)["outcome"] == "nothing"
    back()
    assert row(app)["later"] is None


def test_every_measure_of_a_night_comes_back_after_a_restart(app: FakeApp, tmp_path: Path) -> None:
    to_bed(app)
    night = journal(app).night
    assert night is not None
    told = night._replace(
        prime_ms=1,
        after_close_use_s=2,
        slips=3,
        dream_recall=2,
        dream_related=True,
        first_use=night.began + 1,
        minutes_after_wake=4,
        excluded="late",
        later=night.began + 2,
        control_question=ask(app),
        prior=0.25,
    )
    journal(app).tonight.keep(told)
    app.data.close()
    again = make_app(tmp_path, app.time.clock, [JOURNAL])
    assert journal(again).night == told
