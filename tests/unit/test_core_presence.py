"""How far a running thing is, for tray and title."""

from datetime import datetime

import pytest

from spindle.core.clock import HOUR, MINUTE, ManualClock
from spindle.core.presence import Phase, PresenceChanged

CLOCK_AT = datetime(2026, 3, 10, 9, 0)


def presence(clock: ManualClock, phase: Phase, *, running: bool = True) -> PresenceChanged:
    return PresenceChanged(
        phase=phase,
        title="Lemma 4",
        at=clock.now(),
        elapsed=5 * MINUTE,
        planned=25 * MINUTE,
        running=running,
    )


def test_work_grows_with_the_clock_and_never_beyond_its_plan() -> None:
    clock = ManualClock(CLOCK_AT)
    block = presence(clock, Phase.WORK)

    assert block.fraction(clock.now()) == pytest.approx(0.2)
    assert block.fraction(clock.advance(10 * MINUTE)) == pytest.approx(0.6)
    assert block.fraction(clock.advance(HOUR)) == 1.0


def test_a_suspend_is_no_work_and_is_rest() -> None:
    clock = ManualClock(CLOCK_AT)
    block, rest = presence(clock, Phase.WORK), presence(clock, Phase.BREAK)

    woken = clock.suspend(HOUR)

    assert block.elapsed_at(woken) == 5 * MINUTE
    assert rest.elapsed_at(woken) == HOUR + 5 * MINUTE


def test_what_is_paused_stands_still() -> None:
    clock = ManualClock(CLOCK_AT)
    paused = presence(clock, Phase.PAUSED, running=False)

    assert paused.elapsed_at(clock.advance(HOUR)) == 5 * MINUTE


def test_an_open_end_has_no_fraction() -> None:
    clock = ManualClock(CLOCK_AT)
    walk = PresenceChanged(phase=Phase.WORK, title="Walk", at=clock.now(), running=True)

    assert walk.fraction(clock.advance(HOUR)) == 0.0
