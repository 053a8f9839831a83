"""The metronome: clicks by sample count, so that they neither waver nor drift."""

from typing import Final

import numpy as np

from spindle.core.sound_events import Beat
from spindle.core.sound_port import Tempo
from spindle.sound.speech import Samples

_DECAY_S: Final = 0.006
_LENGTH_S: Final = 0.040
_ACCENT: Final = (1760.0, 0.8)
_BEAT: Final = (1175.0, 0.6)
_BETWEEN: Final = (1175.0, 0.25)


class MetronomeSound:
    """Clicks from its first sample on. One thread."""

    def __init__(self, rate: int, tempo: Tempo, volume: float = 1.0) -> None:
        self._rate = rate
        self._volume = volume
        self._tempo = held(tempo)
        self._following: Tempo | None = None
        self._waves = [_wave(rate, *each) for each in (_ACCENT, _BEAT, _BETWEEN)]
        self._ringing: list[tuple[int, Samples]] = []
        self._at = 0
        self._bar = 0
        self._bar_at = 0.0
        self._click = 0

    def change(self, tempo: Tempo) -> None:
        """From the next bar on."""
        self._following = held(tempo)

    def at_rate(self, rate: int) -> None:
        """Go on in the same bar at another number of samples a second."""
        scale = rate / self._rate
        self._rate, self._at, self._bar_at = rate, round(self._at * scale), self._bar_at * scale
        self._waves = [_wave(rate, *each) for each in (_ACCENT, _BEAT, _BETWEEN)]
        self._ringing = []

    def pull(self, count: int) -> tuple[Samples, list[tuple[int, Beat]]]:
        """The next samples, and the beats in them by their sample."""
        samples = np.zeros(count, np.float32)
        beats: list[tuple[int, Beat]] = []
        while (click_at := self._next_click()) < self._at + count:
            self._strike(click_at, click_at - self._at, beats)
        for start, wave in self._ringing:
            _add(samples, wave, start - self._at)
        self._at += count
        self._ringing = [each for each in self._ringing if each[0] + len(each[1]) > self._at]
        return samples, beats

    def _next_click(self) -> int:
        tempo = self._tempo
        return round(self._bar_at + self._click * 60 * self._rate / (tempo.bpm * tempo.clicks))

    def _strike(self, at: int, offset: int, beats: list[tuple[int, Beat]]) -> None:
        tempo = self._tempo
        beat, between = divmod(self._click, tempo.clicks)
        heard = not (tempo.muted and tempo.muted[self._bar % len(tempo.muted)])
        if heard:
            which = 2 if between else (0 if beat == 0 and tempo.beats > 1 else 1)
            self._ringing.append((at, self._volume * self._waves[which]))
        if not between:
            beats.append((offset, Beat(bar=self._bar, beat=beat, heard=heard, bpm=tempo.bpm)))
        self._click += 1
        if self._click == tempo.beats * tempo.clicks:
            self._bar_at += tempo.beats * 60 * self._rate / tempo.bpm
            self._bar, self._click = self._bar + 1, 0
            self._tempo, self._following = self._following or tempo, None


def held(tempo: Tempo) -> Tempo:
    """Within what can be clicked and counted."""
    return Tempo(
        bpm=min(400.0, max(10.0, tempo.bpm)),
        beats=min(32, max(1, tempo.beats)),
        clicks=min(8, max(1, tempo.clicks)),
        muted=tempo.muted,
    )


def _wave(rate: int, pitch: float, loudness: float) -> Samples:
    time = np.arange(round(_LENGTH_S * rate)) / rate
    wave = loudness * np.cos(2 * np.pi * pitch * time) * np.exp(-time / _DECAY_S)
    return wave.astype(np.float32)


def _add(samples: Samples, wave: Samples, offset: int) -> None:
    start, skip = max(0, offset), max(0, -offset)
    size = min(len(samples) - start, len(wave) - skip)
    if size > 0:
        samples[start : start + size] += wave[skip : skip + size]
