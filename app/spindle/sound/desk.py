"""What the threads of the process share, behind one lock: lanes, what is loaded, the rate."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.core.sound_events import Failed, VoiceEvent
from spindle.sound.engine import SoundError
from spindle.sound.heard import HeardClock
from spindle.sound.lanes import Lanes
from spindle.sound.noise import ambient
from spindle.sound.now import now
from spindle.sound.output import LATENCY_S
from spindle.sound.place import Goal
from spindle.sound.player import Player
from spindle.sound.protocol import (
    Ambient,
    Append,
    Clicked,
    Lane,
    Load,
    LoadFile,
    Pause,
    Play,
    Seek,
    Skip,
    Speed,
    Told,
    UseVoice,
)
from spindle.sound.script import Script
from spindle.sound.speech import Speech
from spindle.sound.teller import Teller

if TYPE_CHECKING:
    from spindle.sound.files import FileSource

USUAL_RATE = 22_050


class Desk:
    """Every public method takes the lock; none keeps it for longer than a few milliseconds.

    Attributes:
        news: Notified whenever there may be something to speak.
        voice: The voice wanted; ``Studio`` brings it.
        turn: Of what is loaded.
        round: Counts up when what is being spoken may not be wanted any more.
    """

    def __init__(self, teller: Teller) -> None:
        self.news = threading.Condition(threading.RLock())
        self.player = Player(USUAL_RATE)
        self.lanes = Lanes(self.player)
        self.voice = DEFAULT_VOICE
        self.turn = 0
        self.round = 0
        self._teller = teller
        self._script: Script | None = None
        self._file: FileSource | None = None
        self._keep: float | None = None
        self._delay = 0.0
        self._behind = ("", 0.0)
        self._voice_rate = USUAL_RATE
        self._ear = HeardClock(LATENCY_S)
        self._looked_at = -1  # the piece for which it was last seen what is wanted ahead

    # Commands

    def load(self, command: Load) -> None:
        """Text."""
        script = Script(command.utterances)
        script.shorten(self._keep)
        with self.news:
            self._forget_loaded(command.turn)
            self._script = script
            self._set_rate(self._voice_rate)  # a sound file may have had another
            self.player.load(script, script.first_of(command.at), command.ms)
            self._after()

    def append(self, command: Append) -> None:
        """More of the same text."""
        with self.news:
            if self._script is not None and command.turn == self.turn:
                self._script.append(command.utterances)
                self._after()

    def load_file(self, command: LoadFile) -> None:
        """A sound file."""
        from spindle.sound.files import FileSource, FileTrack  # noqa: PLC0415 - a text needs none

        with self.news:
            self._forget_loaded(command.turn)
        try:
            source = FileSource(Path(command.path))
        except SoundError as error:
            self.tell(error.failed, command.turn)
            return
        source.shorten(self._keep)
        with self.news:
            self._file = source
            self._set_rate(source.rate)
            self.player.load(FileTrack(source), 0, command.ms)
            self._after()

    def steer(self, command: Play | Pause | Seek | Skip | Speed) -> None:
        """Move along what is loaded."""
        with self.news:
            if isinstance(command, Play):
                self.player.play(one=command.one)
            elif isinstance(command, Pause):
                self.player.pause(command.fade)
            elif isinstance(command, Skip):
                self.player.skip(command.seconds)
            elif isinstance(command, Seek):
                self._seek(command)
            elif command.wpm is not None:
                self.player.set_wpm(command.wpm)
            else:
                self.player.set_ratio(command.ratio)
            self._after()

    def lane(self, command: Lane) -> None:
        """How the voice sounds."""
        with self.news:
            self.lanes.volume = min(1.0, max(0.0, command.volume))
            self._delay = command.delay_ms / 1000
            self._keep = None if command.floor_ms is None else max(0.02, command.floor_ms / 1000)
            if self._file is not None:
                self._file.shorten(self._keep)
            if self._script is not None:
                self._script.shorten(self._keep)

    def use_voice(self, command: UseVoice) -> None:
        """Wanted from now on."""
        with self.news:
            self.voice = command.voice
            self._after()

    def ambient(self, command: Ambient) -> None:
        """What is behind."""
        with self.news:
            rate = self.player.rate
        loop = ambient(command.kind_of, rate)
        with self.news:
            self._behind = (command.kind_of, command.volume)
            self.lanes.ambient(loop, min(1.0, max(0.0, command.volume)))

    # For the engine

    @property
    def has_text(self) -> bool:
        """Something is loaded to be spoken."""
        return self._script is not None

    def wanted(self) -> tuple[int, str, str] | None:
        """The next piece to be spoken: its index, its utterance and its text."""
        script = self._script
        if script is None:
            return None
        index = self.player.wants
        if index is None or script.spoken(index) is not None:
            index = script.wanted(self.player.index)
        if index is None:
            return None
        piece = script.piece(index)
        return index, piece.utterance, piece.text

    def put(self, round_: int, index: int, speech: Speech) -> None:
        """A piece is spoken, if it is still wanted."""
        with self.news:
            if round_ == self.round and self._script is not None:
                self._script.put(index, speech)
                wants = self.player.wants
                self._script.forget(self.player.index if wants is None else wants)
                self.player.arrived()
                self._flush()

    def rest(self) -> None:
        """There is no engine to go on with."""
        with self.news:
            self.player.pause()
            self._flush()

    def revoice(self, rate: int, wpm: float) -> None:
        """Another engine is there: what was spoken is to be spoken anew."""
        with self.news:
            self.player.pace.natural = wpm
            self._voice_rate = rate
            if self._script is None:
                return
            self.round += 1
            self.player.respeak()
            self._script.forget()
            self._set_rate(rate)
            self.player.arrived()
            self._flush()

    # For the device

    def pull(self, count: int, rate: int, fresh: bool) -> bytes:  # noqa: FBT001 - a callback
        """The next samples, sixteen bits each; what happens in them is told when it is heard."""
        with self.news:
            if rate != self.player.rate:
                return bytes(2 * count)  # the device will be opened at the other rate in a moment
            if fresh:
                self._ear.begin_again()
            heard = self._ear.block(now(), count, rate)
            shown = heard + self._delay
            mixed = self.lanes.pull(count)
            for offset, event in mixed.voice:
                self._teller.tell(Told(turn=self.turn, event=event), shown + offset / rate)
            for offset, beat in mixed.beats:
                self._teller.tell(Clicked(turn=self.click_turn, beat=beat), heard + offset / rate)
            for event in self.player.drain():
                self._teller.tell(Told(turn=self.turn, event=event), shown + count / rate)
            if self.player.wants is not None or self.player.index != self._looked_at:
                self._looked_at = self.player.index
                if self._script is not None and self.wanted() is not None:
                    self.news.notify_all()
        return (mixed.samples * 32767).astype("<i2").tobytes()

    click_turn = 0

    def busy(self) -> bool:
        """Something sounds."""
        with self.news:
            return self.lanes.busy

    @property
    def rate(self) -> int:
        """Samples a second, now."""
        return self.player.rate

    def tell(self, event: VoiceEvent | Failed, turn: int) -> None:
        """Of what is loaded, at once."""
        self._teller.tell(Told(turn=turn, event=event))

    # Inside

    def _seek(self, command: Seek) -> None:
        if self._script is None:
            self.player.seek(Goal(index=0, seconds=(command.ms or 0.0) / 1000))
            return
        index = self._script.first_of(command.utterance)
        if command.ms is None:
            self.player.seek(Goal(index=index, char=max(0, command.char)))
        else:
            self.player.seek(Goal(index=index, seconds=command.ms / 1000))

    def _forget_loaded(self, turn: int) -> None:
        self._flush()
        self.turn, self.round = turn, self.round + 1
        self.player.unload()
        self._script = None
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _set_rate(self, rate: int) -> None:
        if rate == self.player.rate:
            return
        self.lanes.set_rate(rate)
        kind, volume = self._behind
        self.lanes.ambient(ambient(kind, rate), volume)

    def _after(self) -> None:
        self._flush()
        self.news.notify_all()

    def _flush(self) -> None:
        self._teller.hurry()
        for event in self.player.drain():
            self._teller.tell(Told(turn=self.turn, event=event))
