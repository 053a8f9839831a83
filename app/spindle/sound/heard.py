"""When a sample is heard: a steady line through pulls that come early and late."""

from typing import Final

_FOLLOW: Final = 0.1
_LOST_S: Final = 0.15


class HeardClock:
    """Devices ask for blocks in fits and starts, but sound them one after the other."""

    def __init__(self, latency: float) -> None:
        """``latency``: seconds from an average pull to the ear."""
        self._latency = latency
        self._zero: float | None = None
        self._samples = 0
        self._rate = 0
        self._pulls = 0

    def begin_again(self) -> None:
        """The device was opened anew."""
        self._zero = None

    def block(self, at: float, count: int, rate: int) -> float:
        """When the first sample of a block is heard that is pulled at a moment."""
        if rate != self._rate:
            self._zero, self._rate = None, rate
        passed = self._samples / rate
        if self._zero is None or abs(at - passed - self._zero) > _LOST_S:
            self._zero, self._samples, self._pulls, passed = at, 0, 1, 0.0
        else:
            self._pulls += 1
            self._zero += max(_FOLLOW, 1 / self._pulls) * (at - passed - self._zero)
        self._samples += count
        return self._zero + passed + self._latency
