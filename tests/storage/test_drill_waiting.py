"""What other features hand to Drill waits in the file until a drill is made of it."""

from pathlib import Path

import pytest

from spindle.core.feature import Handed, HandedBack
from spindle.core.ids import Ref
from spindle.features.drill.keeping import DrillDraft
from tests.helpers.drills import PLAIN, service_of
from tests.helpers.fakes import FakeApp, make_app

MISSED = Handed("Practice is better ___.", Ref("reading_check", "c1"), "drill", "spaced")
PARKED = Handed("Look up Dijkstra", Ref("thought", "t1"), "drill")


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[PLAIN])


def texts(app: FakeApp) -> list[Handed]:
    return [each.handed for each in service_of(app).waiting.all]


def next_start(app: FakeApp, tmp_path: Path) -> FakeApp:
    """As after a power cut: nobody was told that it ends."""
    app.data.connection.close()
    return make_app(tmp_path, features=[PLAIN])


def test_what_was_handed_waits_over_a_power_cut(app: FakeApp, tmp_path: Path) -> None:
    app.bus.publish(MISSED)
    app.bus.publish(PARKED)
    app.bus.publish(Handed("Not for us?", Ref("thought", "t2"), "question"))
    app.bus.publish(Handed("  ", Ref("thought", "t3"), "drill"))

    assert texts(next_start(app, tmp_path)) == [MISSED, PARKED]


def test_the_one_that_is_being_made_a_drill_waits_until_it_is_one(
    app: FakeApp, tmp_path: Path
) -> None:
    app.bus.publish(MISSED)
    assert service_of(app).waiting.next() is not None
    assert texts(app) == []

    app = next_start(app, tmp_path)
    assert texts(app) == [MISSED]
    [waits] = service_of(app).waiting.all
    draft = DrillDraft(kind="typed_recall", title="Practice", waited=waits.id)
    service_of(app).store.keep(draft, app.clock.now().wall, lambda _: None)

    assert texts(next_start(app, tmp_path)) == []


def test_the_same_text_waits_once(app: FakeApp) -> None:
    app.bus.publish(MISSED)
    app.bus.publish(MISSED)

    assert texts(app) == [MISSED]


def test_what_is_dropped_or_taken_back_waits_no_longer(app: FakeApp, tmp_path: Path) -> None:
    app.bus.publish(MISSED)
    app.bus.publish(PARKED)
    [first, _] = service_of(app).waiting.all

    service_of(app).waiting.drop(first.id)
    app.bus.publish(HandedBack(PARKED))

    assert texts(app) == []
    assert texts(next_start(app, tmp_path)) == []
