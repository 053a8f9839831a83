"""Speech at another speed and the same pitch, pulled one hop at a time (WSOLA).

Each hop overlaps two windows of the source. The second is taken near the nominal place, where it
resembles most what would have followed the first: so waves join without a seam, and the nominal
place, which only ever adds up ``hop * speed``, is the exact position to show.
"""

from typing import Final

import numpy as np

from spindle.sound.speech import SILENT, Samples, Source

HOP_S: Final = 0.010
TOLERANCE_S: Final = 0.0075


class Wsola:
    """Reads a source from a place on. One thread."""

    def __init__(self, source: Source, position: float = 0.0) -> None:
        """Start at ``position`` (samples of the source); the first hop is the source itself."""
        self._source = source
        self._hop = round(HOP_S * source.rate)
        self._tolerance = round(TOLERANCE_S * source.rate)
        ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(self._hop) + 0.5) / self._hop)
        self._up = ramp.astype(np.float32)
        self._down = (1 - ramp).astype(np.float32)
        self._previous = round(position) - self._hop
        self._tail: Samples | None = None
        self.position = position

    @property
    def ended(self) -> bool:
        """Nothing is left."""
        return self.position >= self._source.length

    def hop(self, speed: float) -> Samples | None:
        """The next samples, a hop or what is left; None if the source is not ready yet.

        ``position`` has moved on by ``speed`` times their number, and over what of a long pause
        is left out.
        """
        start = self._source.past_silence(self.position)
        wanted = min(self._hop, int(np.ceil((self._source.length - start) / speed)))
        if wanted <= 0:
            self.position = float(self._source.length)
            return np.zeros(0, np.float32)
        best = self._best(start, speed)
        if best is None:
            return None
        window = self._source.read(best, best + 2 * self._hop)
        tail = self._tail_before(best)
        if window is None or tail is None:
            return None
        self._tail = window[self._hop :] * self._down
        self._previous = best
        self.position = min(start + wanted * speed, float(self._source.length))
        return (tail + window[: self._hop] * self._up)[:wanted]

    def _tail_before(self, best: int) -> Samples | None:
        if self._tail is not None:
            return self._tail
        before = self._source.read(best, best + self._hop)
        return None if before is None else before * self._down

    def _best(self, start: float, speed: float) -> int | None:
        natural = self._previous + self._hop
        # The middle of the window belongs a hop later in the output: ``hop * speed`` in here.
        nominal = round(start + self._hop * (speed - 1))
        near = abs(nominal - natural) <= self._tolerance
        if nominal == natural or (near and speed == 1.0):
            return natural
        low, size = nominal - self._tolerance, 2 * self._hop
        high = nominal + self._tolerance + 1
        region = self._source.read(low, high - 1 + size)
        pattern = self._source.read(natural, natural + size)
        if region is None or pattern is None:
            return None
        if float(np.dot(pattern, pattern)) < SILENT:
            return nominal
        factors = self._source.evened(low, high, size)
        if factors is None:
            return None
        likeness = np.correlate(region, pattern, "valid") * factors
        return low + int(likeness.argmax())
