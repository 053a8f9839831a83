"""Somebody sets the clock while a session runs: it is as long as it was, ended or cut off.

A session lives on its own line: its start and the time that has gone by since (decision 3).
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import HOUR, MINUTE, SECOND, ManualClock
from spindle.features.drill.feature import DRILL
from spindle.features.focus.feature import FOCUS
from spindle.features.journal.feature import JOURNAL
from spindle.storage.session_log import interrupt_open
from tests.helpers.drills import VERBS, answer, made, run_of, service_of
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.recordings import Player

EVENING = datetime(2026, 3, 10, 21, 15)
BEFORE, AFTER = 10 * MINUTE, 5 * MINUTE
STEPS = pytest.mark.parametrize("step", [-HOUR, HOUR], ids=["an hour back", "an hour on"])


class Running:
    """An app in which one session runs: ``go`` lets time pass, ``leave`` ends it."""

    def __init__(
        self, app: FakeApp, go: Callable[[int], object], leave: Callable[[], object]
    ) -> None:
        self.app, self.go, self.leave = app, go, leave

    def with_a_step(self, step: int) -> None:
        """Fifteen minutes go by, in which the clock is set."""
        self.go(BEFORE)
        self.app.time.clock.step(step)
        self.go(AFTER)

    def length(self) -> int:
        """From start to end, as it stands in the file."""
        [row] = self.app.data.rows("SELECT started, ended FROM session")
        return int(row["ended"] - row["started"])


def focus(folder: Path) -> Running:
    app = make_app(folder, features=[FOCUS])
    service: Any = app.services["focus"]
    service.start("Prove Lemma 4", first=25 * MINUTE)
    return Running(app, app.time.pass_, service.stop_block)


def prime(folder: Path) -> Running:
    app = make_app(folder, ManualClock(EVENING, "Europe/Berlin"), [JOURNAL])
    service: Any = app.services["journal"]
    service.open_evening()
    return Running(app, app.time.pass_, service.good_night)


def drill(folder: Path) -> Running:
    app = make_app(folder, features=[DRILL])
    made(app, VERBS)
    service_of(app).start_due()
    answer(app)
    return Running(app, app.time.pass_, lambda: run_of(app).stop())


def listen(folder: Path) -> Running:
    player = Player(folder)
    player.service.toggle()
    return Running(player.app, lambda span: player.hear(span / SECOND), player.service.end_session)


KINDS = pytest.mark.parametrize("begun", [focus, prime, drill, listen])


@KINDS
@STEPS
@pytest.mark.requirement("decision-3")
def test_a_session_is_as_long_as_it_was(
    tmp_path: Path, begun: Callable[[Path], Running], step: int
) -> None:
    running = begun(tmp_path)

    running.with_a_step(step)
    running.leave()

    assert running.length() == pytest.approx(BEFORE + AFTER, abs=3 * SECOND)


@KINDS
@STEPS
@pytest.mark.requirement("decision-3")
def test_one_that_was_cut_off_is_as_long_as_it_was_but_for_a_heartbeat(
    tmp_path: Path, begun: Callable[[Path], Running], step: int
) -> None:
    running = begun(tmp_path)

    running.with_a_step(step)
    interrupt_open(running.app.data.db, running.app.clock.now().wall)

    assert running.length() == pytest.approx(BEFORE + AFTER, abs=13 * SECOND)
