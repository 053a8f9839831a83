"""Words are told when they are heard, though a device asks for its blocks in fits and starts."""

from itertools import pairwise
from random import Random

import pytest

from spindle.sound.heard import HeardClock

RATE, BLOCK = 22_050, 1_323


def test_a_steady_device_is_followed_exactly() -> None:
    clock = HeardClock(0.03)

    for number in range(50):
        at = 100 + number * BLOCK / RATE
        assert clock.block(at, BLOCK, RATE) == pytest.approx(at + 0.03)


def test_fits_and_starts_do_not_shake_what_is_told() -> None:
    clock, chance = HeardClock(0.03), Random(1)  # noqa: S311 - the same each time
    wrong = []
    for number in range(300):
        due = number * BLOCK / RATE
        told = clock.block(due + chance.uniform(-0.03, 0.03), BLOCK, RATE)
        wrong.append(abs(told - due - 0.03))

    assert max(wrong[20:]) < 0.015


def test_a_burst_at_the_start_is_soon_forgotten() -> None:
    clock = HeardClock(0.03)
    moments = [0.0, 0.001, 0.002, *(number * BLOCK / RATE for number in range(1, 40))]
    told = [clock.block(at, BLOCK, RATE) for at in moments]

    steps = [later - earlier for earlier, later in pairwise(told[20:])]
    assert steps == pytest.approx([BLOCK / RATE] * len(steps), abs=0.005)


def test_after_a_break_it_begins_anew() -> None:
    clock = HeardClock(0.03)
    clock.block(0.0, BLOCK, RATE)

    assert clock.block(10.0, BLOCK, RATE) == pytest.approx(10.03)
    clock.begin_again()
    assert clock.block(10.01, BLOCK, RATE) == pytest.approx(10.04)
    assert clock.block(10.02, 2 * BLOCK, 2 * RATE) == pytest.approx(10.05)
