"""A few milliseconds made in advance, with what is told of them; and what a pull gives."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from spindle.core.sound_events import VoiceEvent
from spindle.sound.speech import Samples

EDGE_S: Final = 0.005


@dataclass(slots=True)
class Block:
    """What one pull gave.

    Attributes:
        samples: As many as asked for.
        events: Each with the sample of this block at which it is heard.
        filled: After so many samples there was nothing to give, so the rest is silence.
    """

    samples: Samples
    events: list[tuple[int, VoiceEvent]] = field(default_factory=list)
    filled: int = 0


class Prepared:
    """Samples that were made and not pulled yet.

    Attributes:
        place: Of the first of them in the source.
    """

    def __init__(self) -> None:
        self.place = 0.0
        self._samples: Samples = np.zeros(0, np.float32)
        self._speed = 0.0
        self._events: list[tuple[int, VoiceEvent]] = []

    def __len__(self) -> int:
        return len(self._samples)

    def put(self, samples: Samples, place: float = 0.0, speed: float = 0.0) -> None:
        """Nothing is left; these come next."""
        self._samples, self.place, self._speed = samples, place, speed

    def tell(self, offset: int, event: VoiceEvent) -> None:
        """Tell it with the sample at ``offset``, at most the one behind the last."""
        self._events.append((offset, event))

    def give(self, block: Block) -> None:
        """Move as much as there is room for."""
        taken = min(len(block.samples) - block.filled, len(self._samples))
        block.samples[block.filled : block.filled + taken] = self._samples[:taken]
        self._samples = self._samples[taken:]
        self.place += taken * self._speed
        due = taken if len(self._samples) else taken + 1
        block.events += [(block.filled + at, event) for at, event in self._events if at < due]
        self._events = [(at - taken, event) for at, event in self._events if at >= due]
        block.filled += taken

    def cut(self, more: Samples | None, size: int) -> list[VoiceEvent]:
        """Leave of it only a short slope to silence; returns what it would have told.

        Args:
            more: What would have come next, should too little be left for a slope.
            size: Of the slope.
        """
        whole = self._samples if more is None else np.concatenate((self._samples, more))
        edge = whole[:size]
        self._samples = edge * np.linspace(1, 0, len(edge), endpoint=False, dtype=np.float32)
        self._speed = 0.0
        dropped, self._events = [event for _, event in self._events], []
        return dropped

    def clear(self) -> None:
        """Forget all of it."""
        self._samples, self._events = np.zeros(0, np.float32), []


class Fade:
    """A slow way to silence."""

    def __init__(self) -> None:
        self._left = self._whole = 0

    def start(self, size: int) -> None:
        """Be silent after so many samples; with 0, do not fade."""
        self._left = self._whole = size

    def over(self, samples: Samples) -> bool:
        """Fade these; whether silence is reached."""
        if not self._whole:
            return False
        steps = self._left - np.arange(len(samples))
        samples *= np.clip(steps / self._whole, 0, 1).astype(np.float32)
        self._left -= len(samples)
        if self._left > 0:
            return False
        self.start(0)
        return True


def risen(samples: Samples, size: int) -> Samples:
    """A copy that begins in silence and is whole after so many samples."""
    rising = samples.copy()
    edge = min(len(samples), size)
    rising[:edge] *= np.linspace(0, 1, edge, dtype=np.float32)
    return rising
