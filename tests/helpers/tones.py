"""Made-up sound for tests: what can be computed need not be spoken."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from spindle.core.sound_port import Utterance
from spindle.sound.player import Player
from spindle.sound.script import Script
from spindle.sound.speech import Samples, Speech
from spindle.sound.word_map import estimated

RATE = 22050


def voiced(seconds: float, pitch: float = 120.0, rate: int = RATE) -> Samples:
    """A vowel of many harmonics whose loudness swells like syllables do."""
    time = np.arange(round(seconds * rate)) / rate
    wave = sum(np.sin(2 * np.pi * pitch * k * time) / k for k in range(1, 12))
    swell = 0.6 + 0.4 * np.sin(2 * np.pi * 4 * time)
    return (0.2 * wave * swell).astype(np.float32)


def chirp(seconds: float, low: float = 200.0, high: float = 2000.0, rate: int = RATE) -> Samples:
    """A tone that rises steadily: its pitch tells the place."""
    time = np.arange(round(seconds * rate)) / rate
    phase = 2 * np.pi * (low * time + (high - low) * time**2 / (2 * seconds))
    return (0.4 * np.sin(phase)).astype(np.float32)


def roughness(samples: Samples) -> float:
    """The largest second difference: a click makes it jump."""
    return float(np.max(np.abs(np.diff(samples.astype(np.float64), 2))))


def gaps(samples: Samples, rate: int, quiet: float) -> NDArray[np.float64]:
    """Seconds of each silence between sounds; what is quiet before the first and behind the last
    of them is none."""
    loud = np.flatnonzero(np.abs(samples) >= quiet)
    steps = np.diff(loud)
    found: NDArray[np.float64] = (steps[steps > 1] - 1) / rate
    return found


def tone_speech(text: str, seconds_a_word: float = 0.3) -> Speech:
    """As an engine would speak: as long as there are words, each as long as it is."""
    samples = voiced(seconds_a_word * len(text.split()))
    return Speech(samples=samples, rate=RATE, words=estimated(text, len(samples)))


class Desk:
    """A player and a script that is spoken the moment it is wanted."""

    def __init__(
        self,
        *texts: str,
        speak: Callable[[str], Speech] = tone_speech,
        pause: float = 0.15,
    ) -> None:
        named = (Utterance(id=str(n), text=text, pause=pause) for n, text in enumerate(texts))
        self.script = Script(named)
        self.player = Player(RATE)
        self._speak = speak
        self.events: list[tuple[float, object]] = []
        self.sound: list[Samples] = []
        self.pulled = 0
        self.player.load(self.script)
        self.feed()

    def feed(self) -> None:
        """Speak all that is wanted now."""
        while (wanted := self._wanted()) is not None:
            self.script.put(wanted, self._speak(self.script.piece(wanted).text))
            self.player.arrived()
        self._drain()

    def pull(self, seconds: float, block: int = 441) -> Samples:
        """Pull for so long; what was told stands in ``events`` with its second."""
        blocks = []
        for _ in range(round(seconds * RATE / block)):
            self.feed()
            given = self.player.pull(block)
            self.events += [((self.pulled + at) / RATE, event) for at, event in given.events]
            self.pulled += block
            self._drain()
            blocks.append(given.samples)
        self.sound += blocks
        return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)

    def told(self, kind: type) -> list[tuple[float, object]]:
        """Events of a class."""
        return [(at, event) for at, event in self.events if isinstance(event, kind)]

    def _wanted(self) -> int | None:
        wanted = self.player.wants
        if wanted is not None and self.script.spoken(wanted) is None:
            return wanted
        return self.script.wanted(self.player.index)

    def _drain(self) -> None:
        self.events += [(self.pulled / RATE, event) for event in self.player.drain()]
