"""What only waits is offered with what the person has rated well, in words, never a number."""

from datetime import datetime
from pathlib import Path

from spindle.core.clock import HOUR, MINUTE, ManualClock
from spindle.core.feature import Rank
from spindle.core.session import Activity, Outcome
from spindle.features.drill.feature import DRILL
from spindle.features.focus.feature import FOCUS
from spindle.features.today.collecting import asking_now, collect
from tests.helpers.drills import VERBS, made
from tests.helpers.fakes import FakeApp, make_app

NOON = datetime(2026, 3, 10, 13, 0)


def rated(app: FakeApp, activity: Activity, rating: int) -> None:
    """A session of twenty minutes that is rated."""
    begun = app.sessions.begin(activity, "Something", planned=20 * MINUTE)
    app.time.pass_(20 * MINUTE)
    ended = app.sessions.end(begun.id, Outcome.COMPLETED, active=20 * MINUTE)
    app.sessions.rate(ended, rating)


def lived(folder: Path) -> FakeApp:
    """A person whose early afternoons go well and whose evenings do not."""
    app = make_app(folder, ManualClock(NOON, "Europe/Berlin"), [FOCUS, DRILL])
    made(app, VERBS)
    for _ in range(6):
        rated(app, Activity.DRILL, 5)
        app.time.pass_(7 * HOUR)
        rated(app, Activity.FOCUS, 2)
        app.time.pass_(24 * HOUR - 7 * HOUR - 40 * MINUTE)
    return app


def test_what_is_due_comes_with_what_has_gone_well_at_this_hour(tmp_path: Path) -> None:
    app = lived(tmp_path)

    [due] = [
        offer
        for offer in collect(app.data.connection, asking_now(app), app.features).offers
        if offer.rank == Rank.DUE
    ]

    assert due.reason == "Early afternoon drills have gone well."


def test_at_another_hour_it_says_no_more_than_that_it_is_due(tmp_path: Path) -> None:
    app = lived(tmp_path)
    app.time.pass_(7 * HOUR)

    [due] = [
        offer
        for offer in collect(app.data.connection, asking_now(app), app.features).offers
        if offer.rank == Rank.DUE
    ]

    assert "gone well" not in due.reason
