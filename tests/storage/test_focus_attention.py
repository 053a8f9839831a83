"""The attention budget over a working day at the default settings."""

from collections.abc import Callable
from pathlib import Path

import pytest

from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.quiet_row import RowAsked
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.running import RunningFocus
from spindle.features.focus.state import Stage
from tests.helpers.fakes import FakeApp, make_app

WITH_WORDS = FOCUS._replace(service=RunningFocus)
A_RATING = 6 * SECOND
A_ROW = 8 * SECOND


class Desktop:
    """Somebody is there, but for a while in the afternoon."""

    def __init__(self) -> None:
        self.touched = 0

    def since_touched(self) -> int | None:
        return self.touched

    def is_locked(self) -> bool | None:
        return False

    def tell_of_lock(self, told: Callable[[], None]) -> None:
        del told


@pytest.mark.requirement("focus-pain-16")
def test_a_day_of_twelve_blocks_asks_six_times_an_hour_at_most_and_four_minutes_in_all(
    tmp_path: Path,
) -> None:
    app: FakeApp = make_app(tmp_path, features=[WITH_WORDS])
    desktop = app.idle = Desktop()
    focus: RunningFocus = app.services["focus"]
    rows: list[int] = []
    app.bus.subscribe(RowAsked, lambda _: rows.append(app.clock.now().wall))
    shown: list[int] = []
    asked = 0
    for number in range(12):
        focus.start("Prove Lemma 4") if number == 0 else None
        told = len(app.notes.history)
        if number == 5:
            desktop.touched = 6 * MINUTE
            app.time.pass_(2 * MINUTE)
            desktop.touched = 0
        if number == 8:
            app.suspend(7 * MINUTE)
            focus.pause_or_resume()
        block = focus.state.block
        assert block is not None
        app.time.pass_(block.left)
        assert focus.state.stage is Stage.OVERTIME
        focus.finish()
        focus.rate(4)
        asked += A_RATING
        focus.take_break("Walk")
        app.time.pass_(focus.state.rest_left)
        shown += [app.clock.now().wall] * (len(app.notes.history) - told)
        focus.back_to_work()
    asked += A_ROW * len(rows)
    prompts = sorted(shown + rows)
    assert len(rows) == 2
    assert all(sum(at <= other < at + HOUR for other in prompts) <= 6 for at in prompts)
    assert asked <= 4 * MINUTE
    focus.stop()
