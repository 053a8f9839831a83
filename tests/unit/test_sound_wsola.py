"""Stretched sound keeps its pitch, its length is right, and it does not click."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from spindle.sound.speech import SILENT, Held, Samples
from spindle.sound.wsola import Wsola
from tests.helpers.tones import RATE, roughness, voiced

SPEEDS = [0.5, 0.7, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0]


def stretched(samples: Samples, speed: float, rate: int = RATE) -> Samples:
    stretch = Wsola(Held(samples, rate))
    hops = []
    while not stretch.ended:
        hop = stretch.take(speed)
        assert hop is not None
        hops.append(hop)
    return np.concatenate(hops)


def faded(samples: Samples) -> Samples:
    """Rising from silence and ending in it, as what an engine speaks does."""
    slope = np.minimum(1, np.minimum(np.arange(len(samples)), np.arange(len(samples))[::-1]) / 800)
    return (samples * slope).astype(np.float32)


def pitch(samples: Samples) -> float:
    """Of a steady tone, by its spectrum's peak between 80 and 180 Hz, to a tenth of a hertz."""
    size = 1 << 20
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size))
    low, high = (round(f * size / RATE) for f in (80, 180))
    return float((low + np.argmax(spectrum[low:high])) * RATE / size)


@pytest.mark.parametrize("speed", SPEEDS)
def test_the_length_is_right_within_a_hundredth(speed: float) -> None:
    source = voiced(6)

    assert len(stretched(source, speed)) == pytest.approx(len(source) / speed, rel=0.01)


@pytest.mark.requirement("reader-row-26")
@pytest.mark.parametrize("speed", [1.5, 2.0, 2.5, 3.0])
def test_the_pitch_stays_within_thirty_cents(speed: float) -> None:
    source = voiced(6)

    cents = 1200 * np.log2(pitch(stretched(source, speed)) / pitch(source))

    assert abs(cents) <= 30


def test_at_speed_one_it_is_the_source_itself() -> None:
    source = voiced(2)

    np.testing.assert_allclose(stretched(source, 1.0), source, atol=1e-6)


@pytest.mark.requirement("reader-row-21")
@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0.5, 4.0), min_size=1, max_size=12), st.sampled_from([16000, 22050]))
def test_no_change_of_speed_clicks_and_the_place_is_exact(speeds: list[float], rate: int) -> None:
    source = faded(voiced(4, rate=rate))
    stretch = Wsola(Held(source, rate))
    heard, expected, number = [], 0.0, 0
    while not stretch.ended:
        speed = speeds[number // 10 % len(speeds)]
        hop = stretch.take(speed)
        assert hop is not None
        expected = min(expected + len(hop) * speed, len(source))
        assert stretch.position == pytest.approx(expected, abs=1e-3)
        heard.append(hop)
        number += 1

    assert roughness(np.concatenate(heard)) <= 1.2 * roughness(source)


@given(st.sampled_from(SPEEDS), st.lists(st.integers(1, 2500), min_size=1, max_size=5))
@example(0.7, [441])
def test_a_pull_of_any_size_gives_the_same_sound(speed: float, counts: list[int]) -> None:
    source = faded(voiced(2))
    stretch, taken, number = Wsola(Held(source, RATE)), [], 0
    while not stretch.ended:
        some = stretch.take(speed, counts[number % len(counts)])
        assert some is not None
        taken.append(some)
        number += 1

    np.testing.assert_allclose(np.concatenate(taken), stretched(source, speed), atol=1e-6)


def test_a_pull_ends_where_a_pause_is_left_out() -> None:
    cuts = np.array([[6000.0, 9000.0]])
    stretch = Wsola(Held(voiced(1), RATE, cuts))

    first = stretch.take(2.0, RATE)

    assert first is not None
    assert 6000 <= 2 * len(first) < 6000 + 4 * 0.010 * RATE
    second = stretch.take(2.0)
    assert second is not None
    assert stretch.position == 9000 + 2 * len(second)


def test_a_source_that_is_not_ready_is_waited_for_at_the_same_place() -> None:
    class Late(Held):
        ready = False

        def read(self, start: int, stop: int) -> Samples | None:  # type: ignore[override]  # late
            return super().read(start, stop) if self.ready else None

    source = Late(voiced(1), RATE)
    stretch = Wsola(source, 5000)

    assert stretch.take(2.0) is None
    assert stretch.position == 5000
    source.ready = True
    first = stretch.take(1.0)
    assert first is not None
    np.testing.assert_allclose(first, voiced(1)[5000 : 5000 + len(first)], atol=1e-6)


@given(st.integers(-600, RATE), st.integers(1, 400), st.sampled_from([320, 441]))
def test_a_source_is_as_loud_everywhere_once_it_is_evened(start: int, many: int, size: int) -> None:
    source = Held(faded(voiced(1)), RATE)

    factors = source.evened(start, start + many, size)

    assert len(factors) == many
    for place in (0, many - 1):
        run = source.read(start + place, start + place + size).astype(np.float64)
        assert factors[place] == pytest.approx(1 / np.sqrt(run @ run + SILENT), rel=1e-4)


def test_silence_and_nothing_at_all_pass_through() -> None:
    assert not np.any(stretched(np.zeros(RATE, np.float32), 2.0))
    assert Wsola(Held(np.zeros(0, np.float32), RATE)).ended
