"""The real engine: what it says, when each word begins, and what it survives."""

import re

import numpy as np
import pytest

from spindle.sound import engines
from spindle.sound.engine import CancelledError, SoundError
from spindle.sound.espeak import Espeak, library, voices
from spindle.sound.pauses import rest
from spindle.sound.phonemes import phonemes_of
from spindle.sound.player import Player
from spindle.sound.script import Script
from spindle.sound.speech import QUIET
from spindle.sound.word_map import tokens
from tests.helpers.aligned import misplaced
from tests.helpers.tones import Desk, gaps, roughness

ODD = {
    "nothing": "",
    "blank": " \n\t ",
    "NUL": "a\0b",
    "control": "\x01\x02 word \x7f",
    "surrogate": "one \ud800 two",
    "emoji": "👩‍👩‍👧 and 😀",
    "right to left": "שלום עולם, مرحبا بالعالم",
    "no spaces": "中文没有空格的一个句子",
    "combining": "e" + "\u0301" * 5000,
    "tags": "<voice name='x'><break/> &amp; [[h@l'oU]]",
    "dots": "." * 20_000,
    "lines": "\n" * 20_000,
    "digits": "9" * 600,
    "long": "a" * 600,
}


@pytest.fixture(scope="module")
def engine() -> Espeak:
    return Espeak("en-us")


def never() -> bool:
    return False


def test_every_word_gets_a_time_in_order(engine: Espeak) -> None:
    text = "In the beginning, “it was” $12.50 of the 3.14%, e.g. at https://example.org/c — really."
    speech = engine.speak(text, never)

    assert [(word.start, word.end) for word in speech.words] == tokens(text)
    samples = [word.sample for word in speech.words]
    assert samples == sorted(samples)
    assert 0 <= samples[0] <= samples[-1] < len(speech.samples)


def test_the_ends_are_trimmed_to_a_few_milliseconds(engine: Espeak) -> None:
    speech = engine.speak("Hello there.", never)
    loud = np.flatnonzero(np.abs(speech.samples) > QUIET)

    assert loud[0] / speech.rate == pytest.approx(0.005, abs=0.001)
    assert (len(speech.samples) - loud[-1]) / speech.rate == pytest.approx(0.010, abs=0.001)


@pytest.mark.parametrize("name", ODD)
def test_any_text_is_spoken_or_passed_over(engine: Espeak, name: str) -> None:
    speech = engine.speak(ODD[name], never)

    assert len(speech.words) in {0, len(tokens(ODD[name]))}
    assert np.all(np.isfinite(speech.samples))
    assert engine.speak("Still here.", never).seconds > 0.5


def test_what_is_not_wanted_any_more_is_cut_short(engine: Espeak) -> None:
    asked = 0

    def soon() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    with pytest.raises(CancelledError):
        engine.speak("A long sentence that goes on and on. " * 15, soon)
    assert asked < 10


def test_every_voice_that_is_listed_can_speak() -> None:
    listed = voices()
    silent = [
        voice.id
        for voice in listed
        if engines.opened(voice.id).speak("abc def", never).seconds < 0.1
    ]

    assert len(listed) > 100
    assert {"espeak:en-us", "espeak:de", "espeak:fr-fr"} <= {voice.id for voice in listed}
    assert silent == []


@pytest.mark.parametrize("voice", ["espeak:", "espeak:zz", "espeak:\0", "espeak:\ud800", "x", ""])
def test_a_voice_that_is_not_there_is_refused_with_a_sentence(voice: str) -> None:
    with pytest.raises(SoundError, match=re.escape("is not on this computer")):
        engines.opened(voice)


def test_phonemes_know_the_words_they_come_from() -> None:
    text = "In the end, 12 of them left."
    said = phonemes_of(text, "en-us")

    assert "," in said.sounds
    assert said.sounds.endswith(".")
    known = [place for place in said.words if place is not None]
    assert len(known) >= len(tokens(text)) - 1
    assert known == sorted(known)


@pytest.mark.requirement("reader-2")
@pytest.mark.parametrize("ratio", [1.0, 2.0, 3.0])
def test_real_sentences_follow_each_other_without_a_gap_above_the_limit(
    engine: Espeak, ratio: float
) -> None:
    texts = [f"Sentence {number} ends now." for number in range(50)]
    desk = Desk(*texts, speak=lambda text: engine.speak(text, never))
    desk.player.set_ratio(ratio)
    desk.player.play()
    heard = []
    while desk.player.playing:
        heard.append(desk.pull(0.5, block=1323))
    sound = np.concatenate(heard)

    rests = np.sort(gaps(sound, engine.rate, QUIET))[-49:]
    assert np.max(rests) <= (0.12 if ratio == 2.0 else 0.17)
    assert np.median(rests) == pytest.approx(rest(0.15, ratio), abs=0.008)


@pytest.mark.requirement("reader-8")
def test_words_begin_where_a_recogniser_finds_them(engine: Espeak) -> None:
    late = misplaced(engine)

    assert abs(np.median(late)) <= 10
    assert np.percentile(np.abs(late), 95) <= 60


def test_real_speech_does_not_click_when_its_speed_changes(engine: Espeak) -> None:
    text = "The old harbour lies quiet in the morning, and nobody is in a hurry to leave it."
    plain = engine.speak(text, never)
    desk = Desk(text, speak=lambda _: plain)
    desk.player.play()
    ratios = [1.0, 2.3, 1.4, 3.5, 0.8, 2.0, 1.0, 4.0]
    sound = []
    for ratio in ratios * 3:
        desk.player.set_ratio(ratio)
        sound.append(desk.pull(0.1))

    assert roughness(np.concatenate(sound)) <= 1.2 * roughness(plain.samples)


def test_many_sentences_leave_no_memory_behind(engine: Espeak) -> None:
    script = Script(())
    player = Player(engine.rate)
    player.load(script)
    desk = Desk(*["A sentence of the usual length, more or less."] * 400,
                speak=lambda text: engine.speak(text, never))  # fmt: skip
    desk.player.set_ratio(4.0)
    desk.player.play()
    while desk.player.playing:
        desk.pull(1.0, block=2205)
        desk.script.forget(desk.player.index)
        desk.sound.clear()

    assert len(desk.script._spoken) < 30


def test_the_library_is_the_one_of_the_wheel() -> None:
    assert library()[1] == 22_050
