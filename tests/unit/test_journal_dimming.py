"""The pages are dark from the evening's hour to the morning's, when that is wished."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from spindle.core.clock import HOUR, MINUTE, ManualClock
from spindle.core.presence import DimChanged
from spindle.features.journal.contributions import dark
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import Hours, is_dim
from spindle.features.journal.settings import DIM, LIGHTS_OUT
from tests.helpers.fakes import FakeApp, make_app

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("hour", "minute", "dim"),
    [(21, 14, False), (21, 15, True), (23, 59, True), (0, 30, True), (4, 59, True), (5, 0, False)],
)
def test_dark_lasts_from_75_minutes_before_lights_out_to_the_morning_hour(
    hour: int,
    minute: int,
    dim: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    at = ManualClock(datetime(2026, 3, 10, hour, minute), BERLIN).now()
    assert is_dim(at, Hours()) is dim


@pytest.mark.parametrize("lights_out", [1 * 60, 4 * 60, 12 * 60, 20 * 60, 23 * 60 + 59])
def test_each_day_has_one_dark_stretch_whatever_the_hours(lights_out: int) -> None:
    hours = Hours(lights_out=lights_out)
    start = datetime(2026, 3, 28, 12)
    shown = [
        is_dim(ManualClock(start + timedelta(minutes=10 * n), BERLIN).now(), hours)
        for n in range(3 * 24 * 6)
    ]
    turns = sum(1 for before, after in pairwise(shown) if before != after)
    assert turns <= 6
    assert any(shown)
    assert not all(shown)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(datetime(2026, 3, 10, 20, 0), BERLIN), [JOURNAL])


def turns(app: FakeApp) -> list[bool]:
    """What the pages turned to, each time it was told; it grows."""
    told: list[bool] = []
    app.bus.subscribe(DimChanged, lambda _: told.append(dark(app.settings, app.clock.now())))
    return told


def test_nothing_dims_unasked(app: FakeApp) -> None:
    told = turns(app)
    app.time.pass_(2 * HOUR)
    app.waking.wake()
    assert told == []
    assert not dark(app.settings, app.clock.now())
    assert "journal.dim" not in app.reminding.dailies


def test_the_clock_a_wake_and_the_settings_turn_it_on_and_off(app: FakeApp) -> None:
    told = turns(app)
    app.settings.set(DIM, raw=True)
    assert told == []
    assert app.reminding.dailies["journal.dim"][0] == 21 * 60 + 15
    app.time.pass_(75 * MINUTE)
    app.reminding.ring("journal.dim")
    assert told == [True]
    app.suspend(9 * HOUR)
    assert told == [True, False]
    app.settings.set(LIGHTS_OUT, "07:00")
    assert told == [True, False, True]
    app.settings.set(DIM, raw=False)
    assert told == [True, False, True, False]
    assert "journal.dim" not in app.reminding.dailies
