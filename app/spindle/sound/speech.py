"""Sound in memory: what an engine makes of a text, and where the player reads from."""

from dataclasses import dataclass, replace
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]

Cuts: TypeAlias = NDArray[np.float64]

QUIET: Final = 0.005  # −46 dB of full scale
HEAD_S: Final = 0.005
TAIL_S: Final = 0.010
_BLOCK: Final = 8192
SILENT: Final = 1e-4
"""Energy of a run of samples in which nothing is heard."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the text (code points) and the sample at which it begins."""

    start: int
    end: int
    sample: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """A text spoken at speed 1.

    Attributes:
        samples: Mono, −1…1.
        rate: Samples a second.
        words: In order of text and of time alike.
    """

    samples: Samples
    rate: int
    words: tuple[Word, ...]

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return len(self.samples) / self.rate


class Source(Protocol):
    """What the stretcher reads: samples by position, silence outside."""

    rate: int

    @property
    def length(self) -> int:
        """Samples in all."""
        ...

    def read(self, start: int, stop: int) -> Samples | None:
        """Exactly ``stop - start`` samples; None if they are not there yet. Any thread."""
        ...

    def evened(self, start: int, stop: int, size: int) -> Samples | None:
        """What makes the ``size`` samples from each place on as loud as those from any other.

        One factor for each place of ``start``…``stop``; None if they are not there yet.
        """
        ...

    def past_silence(self, position: float) -> float:
        """Where to go on from here when long pauses are shortened; ``position`` itself if not."""
        ...


class Held:
    """A source in memory."""

    def __init__(self, samples: Samples, rate: int, cuts: Cuts | None = None) -> None:
        """``cuts``: rows of (from, to) to be passed over, in order."""
        self.rate = rate
        self._samples = samples
        self._cuts = cuts
        self._evened: dict[tuple[int, int], Samples] = {}

    @property
    def length(self) -> int:
        """Samples in all."""
        return len(self._samples)

    def read(self, start: int, stop: int) -> Samples:
        """A view where it can be one, else a copy with silence around."""
        if start >= 0 and stop <= len(self._samples):
            return self._samples[start:stop]
        found = np.zeros(stop - start, np.float32)
        low, high = max(0, start), min(len(self._samples), stop)
        if low < high:
            found[low - start : high - start] = self._samples[low:high]
        return found

    def evened(self, start: int, stop: int, size: int) -> Samples:
        """Worked out once for each block of the sound: beforehand, or when it is come to."""
        first, last = start // _BLOCK, (stop - 1) // _BLOCK
        known = [self._block(number, size) for number in range(first, last + 1)]
        joined = known[0] if first == last else np.concatenate(known)
        return joined[start - first * _BLOCK : stop - first * _BLOCK]

    def even(self, size: int) -> None:
        """Work it out beforehand, where nobody waits for a sound."""
        for number in range(len(self._samples) // _BLOCK + 1):
            self._block(number, size)

    def _block(self, number: int, size: int) -> Samples:
        known = self._evened.get((number, size))
        if known is None:
            begin = number * _BLOCK
            known = evened(self.read(begin, begin + _BLOCK + size - 1), size)
            self._evened[number, size] = known
        return known

    def past_silence(self, position: float) -> float:
        """Where the cut ends, if the position lies in one."""
        if self._cuts is None:
            return position
        return past(self._cuts, position)


def evened(samples: Samples, size: int) -> Samples:
    """One over the loudness (the root of the energy) of each run of ``size`` samples."""
    energy = np.zeros(len(samples) + 1)
    np.cumsum(np.square(samples, dtype=np.float64), out=energy[1:])
    factors: Samples = (1 / np.sqrt(energy[size:] - energy[:-size] + SILENT)).astype(np.float32)
    return factors


def past(cuts: Cuts, position: float) -> float:
    """The end of the cut in which a position lies, or the position."""
    row = int(np.searchsorted(cuts[:, 0], position, side="right")) - 1
    if row >= 0 and position < cuts[row, 1]:
        return float(cuts[row, 1])
    return position


def trimmed(speech: Speech) -> Speech:
    """Without the silence an engine leaves at both ends, but for 5 and 10 ms of it."""
    loud = np.flatnonzero(np.abs(speech.samples) > QUIET)
    if len(loud) == 0:
        return replace(speech, samples=speech.samples[:0], words=())
    first = max(0, int(loud[0]) - round(HEAD_S * speech.rate))
    last = min(len(speech.samples), int(loud[-1]) + 1 + round(TAIL_S * speech.rate))
    kept = speech.samples[first:last]
    words = tuple(
        replace(word, sample=min(max(0, word.sample - first), len(kept) - 1))
        for word in speech.words
    )
    return replace(speech, samples=kept, words=words)
