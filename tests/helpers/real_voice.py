"""The voice lane with a real engine, the real player and no process: time passes when told.

What is heard is pulled from the player that speaks in the sound process, and each event is told at
the very sample it belongs to, with the clock moved there. So minutes of Listen take a second, and
what is shown can be held against the sound.
"""

from collections.abc import Callable, Sequence
from functools import cache

from spindle.core.clock import SECOND
from spindle.core.sound_events import At, VoiceEvent
from spindle.core.sound_port import Utterance
from spindle.sound.engine import Engine
from spindle.sound.engines import opened
from spindle.sound.player import Player
from spindle.sound.script import Script
from spindle.sound.speech import Speech
from tests.helpers.fake_sound import FakeLane, FakeSound

_BLOCK_S = 0.02


@cache
def engine(voice: str) -> Engine:
    """One for each voice: their libraries are one for the process."""
    return opened(voice)


@cache
def spoken(voice: str, text: str) -> Speech:
    """A sentence is spoken once, at whatever speeds it is then heard."""
    return engine(voice).speak(text, lambda: False)


class RealLane(FakeLane):
    """Implements ``VoiceLane``; ``pass_`` lets it speak.

    Attributes:
        begun: By utterance and place in it, where each word began, in seconds of what was heard.
    """

    player: Player
    script: Script

    def use(self, voice: str) -> None:
        """Speak with this voice from the start."""
        self.voice = voice
        self.player = Player(engine(voice).rate, engine(voice).wpm)
        self.script = Script(())
        self.begun: dict[str, dict[int, float]] = {}
        self._pulled = 0

    def load(self, utterances: Sequence[Utterance], at: str = "", *, ms: float = 0.0) -> None:
        self.script = Script(utterances)
        self.player.load(self.script, self.script.first_of(at), ms)
        self._feed()

    def append(self, utterances: Sequence[Utterance]) -> None:
        self.script.append(utterances)
        self._feed()

    def play(self, *, one: bool = False) -> None:
        self.player.play(one=one)
        self._feed()

    def pause(self, *, fade: float = 0.0) -> None:
        self.player.pause(fade)
        self._feed()

    def set_wpm(self, wpm: float) -> None:
        self.player.set_wpm(wpm)
        self._feed()

    def set_voice(self, voice: str) -> None:
        assert voice == self.voice, "say so with use"

    @property
    def seconds(self) -> float:
        """How much was heard."""
        return self._pulled / self.player.rate

    def heard(self, moved: Callable[[int], None]) -> None:
        """One short block of sound; ``moved`` moves the clock by µs before each event."""
        rate = self.player.rate
        count = round(_BLOCK_S * rate)
        block = self.player.pull(count)
        at = 0
        for offset, event in block.events:
            moved(round((offset - at) / rate * SECOND))
            at = offset
            if isinstance(event, At) and event.playing:
                words = self.begun.setdefault(event.utterance, {})
                words.setdefault(event.start, (self._pulled + offset) / rate)
            self.told(event)
        moved(round((count - at) / rate * SECOND))
        self._pulled += count
        self._feed()

    def _feed(self) -> None:
        player, script = self.player, self.script
        while True:
            index = player.wants
            if index is None or script.spoken(index) is not None:
                index = script.wanted(player.index)
            if index is None:
                break
            script.put(index, spoken(self.voice, script.piece(index).text))
            player.arrived()
        for event in player.drain():
            self.told(event)


class RealVoice(FakeSound):
    """Implements ``Sound`` with one voice that speaks."""

    def __init__(self, voice: str) -> None:
        super().__init__()
        self._voice = voice

    def voice(self, owner: str, told: Callable[[VoiceEvent], None]) -> RealLane:
        lane = RealLane(self, owner, told)
        lane.use(self._voice)
        self.lanes.append(lane)
        return lane
