"""The sound process without sound: time passes when told, and each word is heard on time.

A fake voice speaks ``WPM`` words a minute at ratio 1, every word as long as the next; a word is
what stands between spaces. So 1 s at ratio 1 is three words, and nothing depends on a machine.

The real process answers a command after its caller has gone on. ``FakeSound.late`` makes the fake
do so too: what it has to tell waits for ``report()`` or for time to pass, and a hold that is
released meanwhile tells nothing more.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spindle.core.ports import Cancel
from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.core.sound_events import (
    At,
    Beat,
    Device,
    Displaced,
    Ended,
    Failed,
    Finished,
    Paced,
    SoundFile,
    Voice,
    VoiceEvent,
)
from spindle.core.sound_port import FASTEST, SLOWEST, Tempo, Utterance

WPM = 180.0
_WORD = re.compile(r"\S+")


@dataclass
class FakeLane:
    """Implements ``VoiceLane``; ``pass_`` lets it speak."""

    sound: "FakeSound"
    owner: str
    told: Callable[[VoiceEvent], None]
    utterances: list[Utterance] = field(default_factory=list)
    file: Path | None = None
    index: int = 0
    ms: float = 0.0
    playing: bool = False
    one: bool = False
    resting: float = 0.0
    ratio: float = 1.0
    voice: str = DEFAULT_VOICE
    volume: float = 1.0
    silence: float | None = None
    delay: float = 0.0
    fade: float = 0.0
    released: bool = False
    natural: float = WPM

    def load(self, utterances: Sequence[Utterance], at: str = "", *, ms: float = 0.0) -> None:
        self.sound.forget(self)
        self.utterances, self.file, self.playing = list(utterances), None, False
        self.index, self.ms, self.resting = self._index(at), ms, 0.0

    def append(self, utterances: Sequence[Utterance]) -> None:
        self.utterances += utterances

    def load_file(self, path: Path, *, ms: float = 0.0) -> None:
        self.sound.forget(self)
        self.utterances, self.file, self.playing = [], path, False
        self.index, self.ms, self.resting = 0, ms, 0.0

    def play(self, *, one: bool = False) -> None:
        other, self.sound.speaking = self.sound.speaking, self
        if other is not None and other is not self:
            other.playing = False
            other.told(Displaced(self.owner))
        self.playing, self.one = True, one
        self._paced()
        self._at()

    def pause(self, *, fade: float = 0.0) -> None:
        self.playing, self.fade = False, fade
        self._at()

    def seek(self, utterance: str = "", *, char: int = 0, ms: float | None = None) -> None:
        if self.file is None:
            self.index = self._index(utterance)
            words = self._words()
            before = sum(1 for start, _ in words[1:] if start <= char)
            self.ms = before * 60_000 / self.natural if ms is None else ms
        else:
            self.ms = ms or 0.0
        self.resting = 0.0
        self._at()

    def skip(self, seconds: float) -> None:
        self.resting = 0.0
        self.ms += 1000 * seconds
        while self.file is None and self.ms < 0 and self.index > 0:
            self.index -= 1
            self.ms += self._length()
        while self.file is None and self.ms > self._length() and self.index + 1 < len(self.texts):
            self.ms -= self._length()
            self.index += 1
        self.ms = max(0.0, self.ms)
        self._at()

    def set_ratio(self, ratio: float) -> None:
        self.ratio = min(FASTEST, max(SLOWEST, ratio))
        self._paced()

    def set_wpm(self, wpm: float) -> None:
        self.set_ratio(wpm / self.natural)

    def set_voice(self, voice: str) -> None:
        if voice in self.sound.unknown_voices:
            self._tell(Failed(sentence="This voice is not here."))
        else:
            self.voice = voice

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def set_silence(self, floor_ms: float | None) -> None:
        self.silence = floor_ms

    def set_delay(self, ms: float) -> None:
        self.delay = ms

    def release(self) -> None:
        self.playing, self.released = False, True
        self.utterances, self.told = [], lambda _: None
        if self.sound.speaking is self:
            self.sound.speaking = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What is loaded."""
        return tuple(each.text for each in self.utterances)

    def pass_(self, seconds: float) -> None:
        """Let so much real time pass."""
        self.sound.report()
        left = seconds
        while self.playing and left > 1e-9:
            left = self._step(left)
            self.sound.report()

    def _step(self, left: float) -> float:
        if self.resting > 0:
            rested = min(left, self.resting)
            self.resting -= rested
            if self.resting <= 1e-9:
                self._begin_next()
            return left - rested
        if self.file is not None:
            self.ms += 1000 * left * self.ratio
            self._at()
            return 0.0
        word = 60_000 / self.natural
        following = min(self._length(), (int(self.ms / word + 1e-9) + 1) * word)
        needed = (following - self.ms) / 1000 / self.ratio
        if needed > left + 1e-9:
            self.ms += 1000 * left * self.ratio
            return 0.0
        self.ms = following
        if self.ms < self._length() - 1e-6:
            self._at()
        else:
            self._finish()
        return left - needed

    def _finish(self) -> None:
        done = self.utterances[self.index]
        self._tell(Finished(done.id))
        if self.one:
            self.playing = False
            self._at()
        elif self.playing:
            self.resting = max(1e-6, done.pause * self.ratio**-0.6)

    def _begin_next(self) -> None:
        self.resting = 0.0
        if self.index + 1 >= len(self.utterances):
            self.playing = False
            self._tell(Ended())
            return
        self.index, self.ms = self.index + 1, 0.0
        self._paced()
        self._at()

    def _index(self, utterance: str) -> int:
        ids = [each.id for each in self.utterances]
        return ids.index(utterance) if utterance in ids else 0

    def _words(self) -> list[tuple[int, int]]:
        if not self.utterances:
            return []
        return [each.span() for each in _WORD.finditer(self.utterances[self.index].text)]

    def _length(self) -> float:
        return max(1, len(self._words())) * 60_000 / self.natural

    def _at(self) -> None:
        if self.released:
            return
        words = self._words()
        start, end = (
            words[min(int(self.ms * self.natural / 60_000 + 1e-9), len(words) - 1)]
            if words
            else (0, 0)
        )
        name = self.utterances[self.index].id if self.utterances else ""
        self._tell(At(utterance=name, start=start, end=end, ms=self.ms, playing=self.playing))

    def _paced(self) -> None:
        wpm = 0.0 if self.file is not None else self.natural * self.ratio
        self._tell(Paced(ratio=self.ratio, wpm=wpm))

    def _tell(self, event: VoiceEvent) -> None:
        self.sound.tell(self, event)


@dataclass
class FakeMetronome:
    """Implements ``Metronome``; ``pass_bars`` lets it click."""

    sound: "FakeSound"
    owner: str
    told: Callable[[Beat], None]
    tempo: Tempo | None = None
    following: Tempo | None = None
    volume: float = 1.0
    bar: int = 0

    def start(self, tempo: Tempo, *, volume: float = 1.0) -> None:
        if self.sound.clicking is not None and self.sound.clicking is not self:
            self.sound.clicking.stop()
        self.sound.clicking = self
        self.tempo, self.following, self.volume, self.bar = tempo, None, volume, 0

    def change(self, tempo: Tempo) -> None:
        self.following = tempo

    def stop(self) -> None:
        self.tempo = self.following = None

    def pass_bars(self, bars: int) -> None:
        for _ in range(bars):
            if self.tempo is None:
                return
            muted = self.tempo.muted
            heard = not (muted and muted[self.bar % len(muted)])
            for beat in range(self.tempo.beats):
                self.told(Beat(bar=self.bar, beat=beat, heard=heard, bpm=self.tempo.bpm))
            self.bar += 1
            self.tempo, self.following = self.following or self.tempo, None


class FakeSound:
    """Implements ``Sound``."""

    def __init__(self) -> None:
        self.lanes: list[FakeLane] = []
        self.metronomes: list[FakeMetronome] = []
        self.speaking: FakeLane | None = None
        self.clicking: FakeMetronome | None = None
        self.cues: list[tuple[str, float, Path | None]] = []
        self.background: tuple[str, float] = ("", 0.0)
        self.unknown_voices: set[str] = set()
        self.known_voices: tuple[Voice, ...] = (
            Voice(id=DEFAULT_VOICE, name="English (America)", language="en-us", engine="espeak"),
        )
        self.readable: dict[Path, SoundFile] = {}
        self._device = Device.HEARD
        self._watching: list[Callable[[Device], None]] = []
        self.late = False
        self.woken = 0
        self._waiting: list[tuple[FakeLane, VoiceEvent]] = []

    def tell(self, lane: FakeLane, event: VoiceEvent) -> None:
        """At once, or once the caller has gone on."""
        if self.late:
            self._waiting.append((lane, event))
        else:
            lane.told(event)

    def forget(self, lane: FakeLane) -> None:
        """What a hold still had to tell of what was loaded before is not told."""
        self._waiting = [each for each in self._waiting if each[0] is not lane]

    def report(self) -> None:
        """Tell what waits."""
        while self._waiting:
            lane, event = self._waiting.pop(0)
            lane.told(event)

    def device(self) -> Device:
        return self._device

    def become(self, device: Device) -> None:
        """The device goes, or comes."""
        self._device = device
        for told in tuple(self._watching):
            told(device)

    def watch(self, told: Callable[[Device], None]) -> Cancel:
        self._watching.append(told)
        return lambda: self._watching.remove(told)

    def wake(self) -> None:
        self.woken += 1

    def voice(self, owner: str, told: Callable[[VoiceEvent], None]) -> FakeLane:
        self.lanes.append(FakeLane(self, owner, told))
        return self.lanes[-1]

    def metronome(self, owner: str, told: Callable[[Beat], None]) -> FakeMetronome:
        self.metronomes.append(FakeMetronome(self, owner, told))
        return self.metronomes[-1]

    def cue(self, name: str, *, volume: float = 1.0, file: Path | None = None) -> None:
        self.cues.append((name, volume, file))

    def ambient(self, kind: str, *, volume: float = 0.5) -> None:
        self.background = (kind, volume)

    def voices(self, done: Callable[[Sequence[Voice]], None]) -> None:
        done(self.known_voices)

    def check_voice(
        self, path: Path, done: Callable[[Voice], None], failed: Callable[[Failed], None]
    ) -> None:
        if path.suffix == ".onnx":
            done(Voice(id=f"piper:{path}", name=path.stem, language="en-us", engine="piper"))
        else:
            failed(Failed(sentence="This is not a voice."))

    def check_file(
        self, path: Path, done: Callable[[SoundFile], None], failed: Callable[[Failed], None]
    ) -> None:
        if path in self.readable:
            done(self.readable[path])
        else:
            failed(Failed(sentence="This file cannot be played."))
