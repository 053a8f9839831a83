"""One owner's hold on the voice, as kept on this side of the pipe."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.core.sound_events import At, Displaced, Ended, Finished, VoiceEvent
from spindle.core.sound_port import Utterance
from spindle.sound.protocol import (
    Append,
    Command,
    Lane,
    Load,
    LoadFile,
    Pause,
    Play,
    Seek,
    Skip,
    Speed,
    UseVoice,
)


class Desk(Protocol):
    """Who has the voice, and the way to the process."""

    def has(self, lane: "HeldLane") -> bool:
        """This one is loaded in the process."""
        ...

    def give(self, lane: "HeldLane", *, taken: bool) -> bool:
        """Load this one; if another plays, only when it may be ``taken`` from it."""
        ...

    def send(self, command: Command) -> None:
        """To the process, for the one that is loaded."""
        ...

    def gone(self, lane: "HeldLane") -> None:
        """Forget it."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where it rests or plays: by time if that is known, else by character."""

    utterance: str = ""
    char: int = 0
    ms: float | None = 0.0


class HeldLane:
    """Implements ``VoiceLane``. GUI thread.

    Attributes:
        owner: A feature's id.
        turn: Of what is loaded in the process.
        playing: It sounds, or would if the process were well.
    """

    def __init__(self, desk: Desk, owner: str, told: Callable[[VoiceEvent], None]) -> None:
        self.owner = owner
        self.turn = 0
        self.playing = False
        self._desk = desk
        self._told: Callable[[VoiceEvent], None] | None = told
        self._utterances: list[Utterance] = []
        self._file: Path | None = None
        self._place = Place()
        self._one = False
        self._speed = Speed()
        self._voice = DEFAULT_VOICE
        self._lane = Lane()

    # What its owner asks

    def load(self, utterances: Sequence[Utterance], at: str = "", *, ms: float = 0.0) -> None:
        """Replace what is loaded."""
        self._utterances, self._file = list(utterances), None
        self._replace(Place(at, 0, ms))

    def load_file(self, path: Path, *, ms: float = 0.0) -> None:
        """Replace what is loaded by a file."""
        self._utterances, self._file = [], path
        self._replace(Place("", 0, ms))

    def append(self, utterances: Sequence[Utterance]) -> None:
        """Add to the end."""
        self._utterances += utterances
        if self._desk.has(self):
            self._desk.send(Append(turn=self.turn, utterances=tuple(utterances)))

    def play(self, *, one: bool = False) -> None:
        """Go on, taking the voice."""
        self._desk.give(self, taken=True)
        self.playing, self._one = True, one
        self._desk.send(Play(one=one))

    def pause(self, *, fade: float = 0.0) -> None:
        """Rest."""
        if self._desk.has(self):
            self._desk.send(Pause(fade=fade))
        if fade <= 0:
            self.playing = False

    def seek(self, utterance: str = "", *, char: int = 0, ms: float | None = None) -> None:
        """Go there."""
        self._place = Place(utterance, char, ms)
        if self._desk.has(self):
            self._desk.send(Seek(utterance=utterance, char=char, ms=ms))
        else:
            self._desk.give(self, taken=False)

    def skip(self, seconds: float) -> None:
        """Go forward or back."""
        if self._desk.has(self) or self._desk.give(self, taken=False):
            self._desk.send(Skip(seconds=seconds))
        elif self._place.ms is not None:
            self._place = replace(self._place, ms=max(0.0, self._place.ms + 1000 * seconds))

    def set_ratio(self, ratio: float) -> None:
        """A ratio from now on."""
        self._set_speed(Speed(ratio=ratio))

    def set_wpm(self, wpm: float) -> None:
        """Words a minute from now on."""
        self._set_speed(Speed(wpm=wpm))

    def set_voice(self, voice: str) -> None:
        """Another voice, at the same word."""
        if voice == self._voice:
            return
        self._voice = voice
        if self._desk.has(self):
            self._desk.send(UseVoice(voice=voice))
        elif self._file is None:
            self._place = replace(self._place, ms=None)

    def set_volume(self, volume: float) -> None:
        """How loud."""
        self._set_lane(replace(self._lane, volume=volume))

    def set_silence(self, floor_ms: float | None) -> None:
        """How long pauses stay."""
        self._set_lane(replace(self._lane, floor_ms=floor_ms))

    def set_delay(self, ms: float) -> None:
        """How much later words are told."""
        self._set_lane(replace(self._lane, delay_ms=ms))

    def release(self) -> None:
        """Fall silent and tell nothing more."""
        self._told, self.playing = None, False
        if self._desk.has(self):
            self._desk.send(Load(turn=self.turn, utterances=()))
        self._utterances, self._file = [], None
        self._desk.gone(self)

    # What the desk asks

    def commands(self) -> list[Command]:
        """All that brings a process that knows nothing to where this one is."""
        place = self._place
        found: list[Command] = [UseVoice(voice=self._voice), self._speed, self._lane]
        ms = place.ms or 0.0
        if self._file is not None:
            found.append(LoadFile(turn=self.turn, path=str(self._file), ms=ms))
        else:
            texts = tuple(self._utterances)
            found.append(Load(turn=self.turn, utterances=texts, at=place.utterance, ms=ms))
            if place.ms is None and place.char:
                found.append(Seek(utterance=place.utterance, char=place.char))
        if self.playing:
            found.append(Play(one=self._one))
        return found

    def hear(self, event: VoiceEvent) -> None:
        """Something happened to it in the process."""
        if isinstance(event, At):
            self._place = Place(event.utterance, event.start, event.ms)
            self.playing = event.playing
        elif isinstance(event, Finished):
            self._pass(event.utterance)
        elif isinstance(event, Ended):
            self.playing = False
        if self._told is not None:
            self._told(event)

    def displace(self, by: str) -> None:
        """Another one has the voice now."""
        self.playing = False
        if self._told is not None:
            self._told(Displaced(by))

    def blank(self, utterance: str) -> None:
        """Never again try to speak this."""
        self._utterances = [
            replace(each, text="") if each.id == utterance else each for each in self._utterances
        ]

    def _pass(self, utterance: str) -> None:
        """What was heard to its end is not said again after a loss: the next one is."""
        if utterance != self._place.utterance:
            return
        ids = iter(each.id for each in self._utterances)
        if utterance in ids and (following := next(ids, None)) is not None:
            self._place = Place(following)

    def _replace(self, place: Place) -> None:
        self._place, self.playing = place, False
        self._desk.give(self, taken=False)

    def _set_speed(self, speed: Speed) -> None:
        self._speed = speed
        if self._desk.has(self):
            self._desk.send(speed)

    def _set_lane(self, lane: Lane) -> None:
        self._lane = lane
        if self._desk.has(self):
            self._desk.send(lane)
