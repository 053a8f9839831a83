"""The thread that speaks: what it does without the voice that was asked for."""

from collections.abc import Callable
from functools import partial

from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.core.sound_events import At, Ended, Failed, Voice
from spindle.core.sound_port import Utterance
from spindle.sound.desk import Desk
from spindle.sound.engine import NO_VOICE, Cancelled, Engine, SoundError
from spindle.sound.protocol import Load, Play, UseVoice
from spindle.sound.speech import Speech
from spindle.sound.studio import Studio
from spindle.sound.teller import Teller
from tests.helpers.sound_reports import Out
from tests.helpers.tones import RATE, tone_speech
from tests.helpers.waiting import wait_until

GONE = "piper:/not/there.onnx"
TEXT = tuple(Utterance(id=str(n), text="one two three") for n in range(30))


class Usual:
    """An engine that is always there."""

    rate, wpm, patience = RATE, 180.0, 5.0
    voice = Voice(id=DEFAULT_VOICE, name="tones", language="en-us", engine="espeak")

    def speak(self, text: str, cancelled: Cancelled) -> Speech:
        del cancelled
        return tone_speech(text)


class Room:
    """Desk and studio as in the process; pulled by hand."""

    def __init__(self, bring: Callable[[str], Engine]) -> None:
        self.out = Out()
        teller = Teller(self.out, lambda: None)  # type: ignore[arg-type]  # what a pipe needs
        self.desk = Desk(teller)
        Studio(self.desk, teller, lambda: None, bring)

    def pull(self, times: int = 30) -> None:
        for _ in range(times):
            self.desk.pull(RATE // 25, RATE, fresh=False)

    def words(self) -> list[At]:
        return [each for each in self.out.events() if isinstance(each, At) and each.end]

    def failed(self, times: int) -> bool:
        return len(self.failures()) >= times

    def failures(self) -> list[str]:
        return [each.sentence for each in self.out.events() if isinstance(each, Failed)]


def test_a_voice_that_is_gone_gives_way_to_the_usual_one_and_says_so() -> None:
    def bring(voice: str) -> Engine:
        if voice == GONE:
            raise SoundError(NO_VOICE, voice=voice)
        return Usual()

    room = Room(bring)
    room.desk.use_voice(UseVoice(voice=GONE))
    room.desk.load(Load(turn=1, utterances=TEXT))
    room.desk.steer(Play())
    wait_until(lambda: room.desk.player.wants is None and room.desk.wanted() is None, "speech")
    room.pull()
    wait_until(
        lambda: any(isinstance(each, At) and each.end for each in room.out.events()), "words"
    )

    assert room.failures() == [NO_VOICE]
    assert room.desk.voice == DEFAULT_VOICE
    assert room.desk.player.playing
    assert room.desk.player.index < 2  # and not at the end of a text that nobody heard


def test_without_any_voice_it_rests_where_it_is_and_says_so_at_each_play() -> None:
    def bring(voice: str) -> Engine:
        raise SoundError(NO_VOICE, voice=voice)

    room = Room(bring)
    room.desk.load(Load(turn=1, utterances=TEXT))
    for plays in (1, 2):
        room.desk.steer(Play())
        wait_until(lambda: not room.desk.player.playing, "the rest")
        room.pull()
        wait_until(partial(room.failed, plays), "the sentence")

    assert room.desk.player.index == 0
    assert Ended() not in room.out.events()
