"""The week of Today, read from a real database file."""

from datetime import datetime
from pathlib import Path

from spindle.core.clock import HOUR, MINUTE, ManualClock
from spindle.core.session import Activity, Outcome
from spindle.features.focus.feature import FOCUS
from spindle.features.journal.feature import JOURNAL
from spindle.features.today.collecting import collect
from tests.helpers.fakes import make_app


def test_a_block_counts_for_the_week_it_had_where_it_began(tmp_path: Path) -> None:
    """Monday 02:00 in Berlin is still Sunday night; in Auckland it would be Monday afternoon."""
    clock = ManualClock(datetime(2026, 3, 9, 2, 0), "Europe/Berlin")
    app = make_app(tmp_path, clock, features=[FOCUS], services=False)
    block = app.sessions.begin(Activity.FOCUS, "Lemma 4")
    clock.advance(25 * MINUTE)
    app.sessions.end(block.id, Outcome.COMPLETED, active=25 * MINUTE)
    clock.travel("Pacific/Auckland")
    clock.advance(HOUR)
    [focus] = collect(app.data.connection, app.asking(), app.features).week.channels
    assert (focus.work, focus.times) == (0, 0)


def test_a_block_of_a_monday_further_east_counts_for_the_week_that_begins(tmp_path: Path) -> None:
    clock = ManualClock(datetime(2026, 3, 9, 5, 0), "Pacific/Auckland")
    app = make_app(tmp_path, clock, features=[FOCUS], services=False)
    block = app.sessions.begin(Activity.FOCUS, "Lemma 4")
    clock.advance(25 * MINUTE)
    app.sessions.end(block.id, Outcome.COMPLETED, active=25 * MINUTE)
    clock.travel("Europe/Berlin")
    clock.advance(14 * HOUR)
    [focus] = collect(app.data.connection, app.asking(), app.features).week.channels
    assert (focus.work, focus.times) == (25 * MINUTE, 1)


def test_an_evening_counts_for_the_week_it_had_where_it_was_written(tmp_path: Path) -> None:
    """Monday 02:00 in Berlin is Sunday's evening, whatever the zone is now."""
    clock = ManualClock(datetime(2026, 3, 9, 2, 0), "Europe/Berlin")
    app = make_app(tmp_path, clock, features=[JOURNAL], services=False)
    evening = app.sessions.begin(Activity.PRIME, "Evening")
    clock.advance(15 * MINUTE)
    app.sessions.end(evening.id, Outcome.COMPLETED, active=15 * MINUTE)
    clock.travel("Pacific/Auckland")
    clock.advance(HOUR)
    [prime] = collect(app.data.connection, app.asking(), app.features).week.channels
    assert prime.times == 0
