"""Something in the background: brown noise, rain, a clock. Made here, and the same every time."""

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from spindle.sound.speech import Samples

Shape: TypeAlias = Callable[[NDArray[np.floating]], NDArray[np.floating]]

_LOOP_S: Final = 20.0
_RMS: Final = 0.08
_SEED: Final = 20260310


class Loop:
    """A sound that goes round without a seam."""

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._at = 0

    def pull(self, count: int) -> Samples:
        """The next samples."""
        places = np.arange(self._at, self._at + count) % len(self._samples)
        self._at = (self._at + count) % len(self._samples)
        found: Samples = self._samples[places]
        return found


def ambient(kind: str, rate: int) -> Loop | None:
    """One of ``AMBIENT``; None for any other word. Takes about 50 ms."""
    makers = {"brown": _brown, "rain": _rain, "tick": _tick}
    maker = makers.get(kind)
    return None if maker is None else Loop(maker(rate))


def _brown(rate: int) -> Samples:
    return _even(_shaped(rate, lambda hertz: 1 / np.maximum(hertz, 30.0)))


def _rain(rate: int) -> Samples:
    def patter(hertz: NDArray[np.floating]) -> NDArray[np.floating]:
        low: NDArray[np.floating] = np.sqrt(hertz / (hertz + 700.0))
        return low / (1 + (hertz / 4500.0) ** 2)

    sound = _even(_shaped(rate, patter))
    chance = np.random.default_rng(_SEED + 1)
    time = np.arange(round(0.02 * rate)) / rate
    for _ in range(round(40 * _LOOP_S)):
        pitch, loudness = chance.uniform(900, 4000), chance.uniform(0.01, 0.06)
        drop = loudness * np.sin(2 * np.pi * pitch * time) * np.exp(-time / 0.004)
        places = (chance.integers(len(sound)) + np.arange(len(drop))) % len(sound)
        sound[places] += drop.astype(np.float32)
    return sound


def _tick(rate: int) -> Samples:
    sound = np.zeros(2 * rate, np.float32)
    time = np.arange(round(0.03 * rate)) / rate
    for start, pitch in ((0, 2600.0), (rate, 2100.0)):
        stroke = 0.25 * np.cos(2 * np.pi * pitch * time) * np.exp(-time / 0.003)
        sound[start : start + len(stroke)] = stroke
    return sound


def _shaped(rate: int, shape: Shape) -> NDArray[np.float64]:
    """Noise of a spectrum; made in the frequency domain, its end joins its beginning."""
    size = round(_LOOP_S * rate)
    hertz = np.fft.rfftfreq(size, 1 / rate)
    chance = np.random.default_rng(_SEED)
    turn = np.exp(2j * np.pi * chance.random(len(hertz)))
    loudness = shape(hertz)
    loudness[0] = 0.0
    return np.fft.irfft(loudness * turn, size)


def _even(noise: NDArray[np.float64]) -> Samples:
    even: Samples = (noise * (_RMS / np.sqrt(np.mean(noise**2)))).astype(np.float32)
    return even
