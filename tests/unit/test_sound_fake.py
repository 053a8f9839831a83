"""The fake sound keeps the promises of the port, so that tests built on it mean something."""

from spindle.core.sound_events import (
    At,
    Displaced,
    Ended,
    Finished,
    Paced,
    VoiceEvent,
)
from spindle.core.sound_port import Sound, Tempo, Utterance
from tests.helpers.fake_sound import FakeSound

TWO = (Utterance(id="a", text="one two three"), Utterance(id="b", text="four"))


def test_every_word_is_heard_on_time() -> None:
    heard: list[VoiceEvent] = []
    sound: Sound = (fake := FakeSound())
    lane = sound.voice("listen", heard.append)
    lane.load(TWO)
    lane.play()

    fake.lanes[0].pass_(0.7)

    words = [(each.start, each.end) for each in heard if isinstance(each, At)]
    assert words == [(0, 3), (4, 7), (8, 13)]


def test_what_is_loaded_ends_with_its_last_utterance() -> None:
    heard: list[VoiceEvent] = []
    lane = FakeSound().voice("listen", heard.append)
    lane.load(TWO)
    lane.play()

    lane.pass_(5)

    told = [each for each in heard if isinstance(each, Finished | Ended)]
    assert told == [Finished("a"), Finished("b"), Ended()]
    assert not lane.playing


def test_twice_the_speed_takes_half_the_time() -> None:
    heard: list[VoiceEvent] = []
    lane = FakeSound().voice("listen", heard.append)
    lane.load(TWO)
    lane.set_wpm(360)
    lane.play()

    lane.pass_(0.5)

    assert Paced(ratio=2, wpm=360) in heard
    assert Finished("a") in heard


def test_the_newer_owner_displaces_the_older() -> None:
    first: list[VoiceEvent] = []
    sound = FakeSound()
    one, other = sound.voice("listen", first.append), sound.voice("drill", lambda _: None)
    one.load(TWO)
    other.load(TWO)
    one.play()

    other.play()

    assert first[-1] == Displaced("drill")
    assert not one.playing


def test_step_mode_rests_at_the_end_of_an_utterance() -> None:
    heard: list[VoiceEvent] = []
    lane = FakeSound().voice("listen", heard.append)
    lane.load(TWO)
    lane.play(one=True)

    lane.pass_(5)

    assert [each for each in heard if isinstance(each, Finished)] == [Finished("a")]


def test_a_tempo_changes_at_the_next_bar() -> None:
    bpm: list[float] = []
    click = FakeSound().metronome("drill", lambda beat: bpm.append(beat.bpm))
    click.start(Tempo(bpm=60, beats=1))
    click.pass_bars(1)

    click.change(Tempo(bpm=90, beats=1))
    click.pass_bars(2)

    assert bpm == [60, 60, 90]
