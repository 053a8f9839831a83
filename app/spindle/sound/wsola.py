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


def window(rate: int) -> int:
    """Samples of a window at a rate: two hops."""
    return 2 * round(HOP_S * rate)


class Wsola:
    """Reads a source from a place on. One thread.

    Attributes:
        position: In samples of the source, exactly ``speed`` of them for each sample taken.
    """

    def __init__(self, source: Source, position: float = 0.0) -> None:
        """Start at ``position`` (samples of the source); the first hop is the source itself."""
        self._source = source
        self._hop = window(source.rate) // 2
        self._tolerance = round(TOLERANCE_S * source.rate)
        ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(self._hop) + 0.5) / self._hop)
        self._down = (1 - ramp).astype(np.float32)
        self._bell = np.concatenate((ramp.astype(np.float32), self._down))
        self._previous = round(position) - self._hop
        self._tail: Samples | None = None
        self.position = position

    @property
    def ended(self) -> bool:
        """Nothing is left."""
        return self.position >= self._source.length

    def take(self, speed: float, count: int = 1) -> Samples | None:
        """The next samples: ``count`` of them or up to a hop more, in whole hops.

        Fewer before a long pause that is left out, and at the end. Several hops at once cost less
        than one by one, and are the same samples.

        Returns:
            None if the source is not ready yet; nothing has moved then.
        """
        start = self._source.past_silence(self.position)
        # Less a little: a place that was added up otherwise must not end a sample later.
        left = int(np.ceil((self._source.length - start) / speed - 1e-6))
        if left <= 0:
            self.position = float(self._source.length)
            return np.zeros(0, np.float32)
        hops = self._hops(start, speed, min(count, left))
        taken = self._joined(start, speed, hops)
        if taken is None:
            return None
        wanted = min(hops * self._hop, left)
        self.position = min(start + wanted * speed, float(self._source.length))
        return taken[:wanted]

    def _hops(self, start: float, speed: float, count: int) -> int:
        """How many give so many samples, none of them in a pause that is left out."""
        most = -(-count // self._hop)
        for number in range(1, most):
            at = start + number * self._hop * speed
            if self._source.past_silence(at) != at:
                return number
        return most

    def _joined(self, start: float, speed: float, hops: int) -> Samples | None:
        """That many windows, each where it joins the one before best, laid over each other."""
        hop, tolerance, size = self._hop, self._tolerance, 2 * self._hop
        # The middle of a window belongs a hop later in the output: ``hop * speed`` in here.
        nominals = [
            round(start + number * hop * speed + hop * (speed - 1)) for number in range(hops)
        ]
        natural = self._previous + hop
        low = nominals[0] - tolerance
        places = nominals[-1] + tolerance + 1 - low
        region = self._source.read(low, low + places + size + hop)
        pattern = self._source.read(natural, natural + size)
        if region is None or pattern is None:
            return None
        factors: Samples | None = None
        joined = np.zeros((hops + 1) * hop, np.float32)
        for number, nominal in enumerate(nominals):
            best = natural
            if nominal != natural and (speed != 1.0 or abs(nominal - natural) > tolerance):
                if factors is None:
                    factors = self._source.evened(low, low + places, size)
                if factors is None:
                    return None
                first = nominal - tolerance - low
                last = first + 2 * tolerance + 1
                if float(np.dot(pattern, pattern)) < SILENT:
                    best = nominal
                else:
                    likeness = np.correlate(region[first : last - 1 + size], pattern, "valid")
                    likeness *= factors[first:last]
                    best = low + first + int(likeness.argmax())
            window = region[best - low : best - low + size]
            if number == 0:
                joined[:hop] = self._down * window[:hop] if self._tail is None else self._tail
            joined[number * hop : (number + 2) * hop] += window * self._bell
            natural = best + hop
            pattern = region[natural - low : natural - low + size]
        self._previous = natural - hop
        self._tail = joined[hops * hop :]
        return joined
