"""All that sounds, mixed: the voice, what is behind it, and cues and clicks above both."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from spindle.core.sound_events import Beat, VoiceEvent
from spindle.sound.noise import Loop
from spindle.sound.player import Player
from spindle.sound.speech import Samples

if TYPE_CHECKING:
    from spindle.sound.click import MetronomeSound

DUCKED: Final = 10 ** (-12 / 20)
_DUCK_S: Final = 0.08
_RETURN_S: Final = 0.60
_COME_S: Final = 0.30
_VOLUME_S: Final = 0.03
_BENDS_FROM: Final = 0.8


@dataclass(slots=True)
class Mixed:
    """One pull of everything."""

    samples: Samples
    voice: list[tuple[int, VoiceEvent]] = field(default_factory=list)
    beats: list[tuple[int, Beat]] = field(default_factory=list)


class Glide:
    """A loudness that moves to where it is sent without a jump."""

    def __init__(self, value: float) -> None:
        self.value = value

    def toward(self, goal: float, seconds: float, count: int, rate: int) -> Samples | float:
        """A factor for each of the next samples, or one for all; 0 to 1 takes ``seconds``."""
        if goal == self.value:
            return goal
        step = 1 / (seconds * rate)
        way = goal - self.value
        steps = np.minimum(np.arange(1, count + 1) * step, abs(way))
        slope: Samples = (self.value + np.sign(way) * steps).astype(np.float32)
        # The goal itself and not its nearest float32, from which it would be under way for ever.
        self.value = goal if count * step >= abs(way) else float(slope[-1]) if count else self.value
        return slope


class Lanes:
    """The lanes and their loudness. Guard it with a lock if more than one thread calls.

    Attributes:
        player: The voice lane.
        metronome: Clicks, or None.
        volume: Of the voice, 0–1.
    """

    def __init__(self, player: Player) -> None:
        self.player = player
        self.metronome: MetronomeSound | None = None
        self.volume = 1.0
        self._voice = Glide(1.0)
        self._behind: Loop | None = None
        self._behind_volume = 0.0
        self._loudness = Glide(0.0)
        self._duck = Glide(1.0)
        self._cues: list[tuple[Samples, int]] = []

    @property
    def busy(self) -> bool:
        """Something sounds or will."""
        behind = self._behind is not None
        above = self.metronome is not None or bool(self._cues)
        return behind or above or self.player.sounding

    def set_rate(self, rate: int) -> None:
        """Go on at another number of samples a second; what is behind must be given anew."""
        self.player.set_rate(rate)
        self._cues, self._behind = [], None
        if self.metronome is not None:
            self.metronome.at_rate(rate)

    def cue(self, samples: Samples) -> None:
        """Sound it from the next pull on."""
        self._cues.append((samples, 0))

    def ambient(self, loop: Loop | None, volume: float) -> None:
        """Sound it behind the voice; None lets it fade away."""
        if loop is not None:
            self._behind = loop
        self._behind_volume = 0.0 if loop is None else volume

    def pull(self, count: int) -> Mixed:
        """The next samples of everything, within ±1."""
        rate = self.player.rate
        block = self.player.pull(count)
        volume = self._voice.toward(self.volume, _VOLUME_S, count, rate)
        samples = block.samples
        samples *= volume
        self._add_background(samples, rate)
        beats: list[tuple[int, Beat]] = []
        if self.metronome is not None:
            clicks, beats = self.metronome.pull(count)
            samples += clicks
        self._add_cues(samples)
        return Mixed(_limited(samples), block.events, beats)

    def _add_background(self, samples: Samples, rate: int) -> None:
        count = len(samples)
        duck = DUCKED if self.player.playing and self.volume > 0 else 1.0
        if self._behind is None:
            self._duck.value, self._loudness.value = duck, self._behind_volume
            return
        down = duck < self._duck.value
        ducked = self._duck.toward(duck, _DUCK_S if down else _RETURN_S, count, rate)
        loudness = self._loudness.toward(self._behind_volume, _COME_S, count, rate)
        samples += self._behind.pull(count) * ducked * loudness
        if self._loudness.value == 0.0 and self._behind_volume == 0.0:
            self._behind = None

    def _add_cues(self, samples: Samples) -> None:
        left = []
        for sound, at in self._cues:
            size = min(len(samples), len(sound) - at)
            samples[:size] += sound[at : at + size]
            if at + size < len(sound):
                left.append((sound, at + size))
        self._cues = left


def _limited(samples: Samples) -> Samples:
    """As it is, but for what is very loud: that bends instead of being cut."""
    if samples.max(initial=0) <= _BENDS_FROM and samples.min(initial=0) >= -_BENDS_FROM:
        return samples
    loud = np.abs(samples) > _BENDS_FROM
    room = 1 - _BENDS_FROM
    bent = np.sign(samples) * (_BENDS_FROM + room * np.tanh((np.abs(samples) - _BENDS_FROM) / room))
    return np.where(loud, bent, samples).astype(np.float32)
