"""A natural voice, with the extra that brings one; and files that are none."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from spindle.sound.engine import CancelledError, SoundError
from spindle.sound.phonemes import phonemes_of
from spindle.sound.piper import Piper, checked, installed
from spindle.sound.speech import QUIET
from spindle.sound.word_map import tokens
from tests.helpers.aligned import misplaced

GOOD_CONFIG = {
    "audio": {"sample_rate": 22050},
    "espeak": {"voice": "en-us"},
    "inference": {"noise_scale": 0.6, "length_scale": 1, "noise_w": 0.8},
    "phoneme_id_map": {"_": [0], "^": [1], "$": [2]},
}


@pytest.fixture(scope="module")
def voice() -> Piper:
    (found,) = installed()
    return Piper(Path(found.id.removeprefix("piper:")))


def never() -> bool:
    return False


def test_the_extra_brings_one_voice_that_is_found() -> None:
    (found,) = installed()

    assert (found.engine, found.language, found.exact) == ("piper", "en-us", True)


def test_every_word_has_its_time_in_order(voice: Piper) -> None:
    text = "In the beginning, Dr. Smith paid $12.50 for the “old” book; three of ten were lost."
    speech = voice.speak(text, never)

    assert [(word.start, word.end) for word in speech.words] == tokens(text)
    samples = [word.sample for word in speech.words]
    assert samples == sorted(samples)
    assert 3.5 < speech.seconds < 9


def test_word_times_are_those_of_the_sound(voice: Piper) -> None:
    """After a comma there is a pause: the word behind it begins where the pause ends."""
    off = []
    for _ in range(3):
        speech = voice.speak("Stop, now, please, go.", never)
        loud = np.convolve(np.abs(speech.samples), np.ones(220) / 220, "same") > 3 * QUIET
        onsets = np.flatnonzero(loud[1:] & ~loud[:-1])
        off += [np.min(np.abs(onsets - word.sample)) / speech.rate for word in speech.words[1:]]

    assert np.max(off) <= 0.07
    assert np.median(off) <= 0.04


@pytest.mark.requirement("reader-8")
def test_words_in_a_sentence_begin_where_a_recogniser_finds_them(voice: Piper) -> None:
    late = misplaced(voice)

    assert abs(np.median(late)) <= 20
    assert np.percentile(np.abs(late), 95) <= 80  # the benchmark holds it to 60


def test_the_lengths_of_its_phonemes_add_up_to_the_sound(voice: Piper) -> None:
    """So a word's time is a sum of lengths that the model itself has made, and no estimate."""
    said = phonemes_of("In the beginning, the old book was lost.", "en-us")
    ids, at = voice._numbers(said.sounds)
    samples, frames = voice._run(ids)

    assert len(frames) == len(ids)
    assert frames.sum() * 256 == len(samples)
    assert at == sorted(at)


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "…", "()", "_^$"])
def test_what_has_no_sound_makes_none_or_little(voice: Piper, text: str) -> None:
    assert voice.speak(text, never).seconds < 2


@pytest.mark.parametrize("text", ["中文没有空格", "שלום עולם", "😀👩‍👩‍👧", "x" * 600])
def test_any_text_is_survived(voice: Piper, text: str) -> None:
    speech = voice.speak(text, never)

    assert len(speech.words) in {0, len(tokens(text))}
    assert np.all(np.abs(speech.samples) <= 1)


def test_it_stops_when_nobody_wants_it_any_more(voice: Piper) -> None:
    with pytest.raises(CancelledError):
        voice.speak("Never mind.", lambda: True)


def test_a_voice_that_is_chosen_is_tried(voice: Piper) -> None:
    found = checked(Path(voice.voice.id.removeprefix("piper:")))

    assert found == voice.voice


@pytest.mark.parametrize(
    ("model", "config", "sentence"),
    [
        (None, None, "no voice that Spindle can speak with"),
        (b"", None, "is missing beside it"),
        (b"", "", "no voice"),
        (b"", "[]", "no voice"),
        (b"", "{}", "no voice"),
        (b"", "[" * 100_000, "no voice"),
        (b"junk", json.dumps(GOOD_CONFIG), "no voice"),
        (b"", json.dumps(GOOD_CONFIG), "no voice"),
        (b"\x08\x01" * 5000, json.dumps(GOOD_CONFIG), "no voice"),
        (b"x", json.dumps(GOOD_CONFIG | {"audio": {"sample_rate": 1e99}}), "no voice"),
        (b"x", json.dumps(GOOD_CONFIG | {"phoneme_id_map": {"_": ["x"]}}), "no voice"),
        (b"x", json.dumps(GOOD_CONFIG | {"language": "English"}), "no voice"),
    ],
)
def test_what_is_no_voice_is_refused_with_a_sentence(
    tmp_path: Path, model: bytes | None, config: str | None, sentence: str
) -> None:
    path = tmp_path / "mine.onnx"
    if model is not None:
        path.write_bytes(model)
    if config is not None:
        path.with_name("mine.onnx.json").write_text(config, "utf-8")

    with pytest.raises(SoundError, match=sentence):
        checked(path)


@pytest.mark.parametrize("scale", ["noise_scale", "length_scale", "noise_w"])
def test_a_voice_that_would_take_a_minute_for_a_word_is_refused(
    tmp_path: Path, voice: Piper, scale: str
) -> None:
    source = Path(voice.voice.id.removeprefix("piper:"))
    path = tmp_path / "slow.onnx"
    path.symlink_to(source)
    config = json.loads(source.with_name(f"{source.name}.json").read_text("utf-8"))
    config["inference"][scale] = 40.0
    path.with_name("slow.onnx.json").write_text(json.dumps(config), "utf-8")

    with pytest.raises(SoundError, match=r"slow\.onnx is no voice"):
        Piper(path)


def test_a_truncated_model_is_refused(tmp_path: Path, voice: Piper) -> None:
    source = Path(voice.voice.id.removeprefix("piper:"))
    path = tmp_path / "half.onnx"
    path.write_bytes(source.read_bytes()[: 5 * 1024 * 1024])
    path.with_name("half.onnx.json").write_bytes(
        source.with_name(source.name + ".json").read_bytes()
    )

    with pytest.raises(SoundError, match=r"half\.onnx is no voice"):
        Piper(path)


def test_without_the_extra_it_is_said_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.onnx"
    path.write_bytes(b"x")
    path.with_name("mine.onnx.json").write_text(json.dumps(GOOD_CONFIG), "utf-8")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    with pytest.raises(SoundError, match="need the extra"):
        Piper(path)
