"""Damaged sound files and voices: read as far as they go, or refused with a sentence."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest
import soundfile

from spindle.sound.files import NO_FILE, NOT_SOUND
from spindle.sound.piper import NOT_A_VOICE, installed
from spindle.sound.protocol import CheckVoice, Ping, Pong, VoiceChecked
from tests.helpers.damaged_sound import CRASHED, Apart
from tests.helpers.mutations import mutated
from tests.helpers.sound_pipe import SoundPipe
from tests.helpers.tones import RATE, voiced

FORMATS = ["wav", "flac", "ogg", "opus", "mp3", "aiff"]
FILES = 500
SECONDS = 12
SAMPLE = 40
VOICES = 4
DESCRIPTIONS = 12
MOST_MEMORY = 600_000_000
WINDOW = 64 * 1024
GOOD_CONFIG = {
    "audio": {"sample_rate": 22050},
    "espeak": {"voice": "en-us"},
    "inference": {"noise_scale": 0.6, "length_scale": 1, "noise_w": 0.8},
    "phoneme_id_map": {"_": [0], "^": [1], "$": [2]},
}

pytestmark = pytest.mark.requirement("reader-row-9")


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    found = Apart()
    yield found
    found.close()


def sound(folder: Path, kind: str) -> bytes:
    """Some seconds of a voice."""
    path = folder / f"whole.{kind}"
    if kind == "opus":
        soundfile.write(path, voiced(SECONDS, rate=24_000), 24_000, format="OGG", subtype="OPUS")
    else:
        soundfile.write(path, voiced(SECONDS), RATE)
    return path.read_bytes()


@pytest.mark.parametrize("kind", FORMATS)
def test_damaged_sound_files_play_or_are_refused(apart: Apart, tmp_path: Path, kind: str) -> None:
    _sounds(apart, tmp_path, kind, range(SAMPLE))


@pytest.mark.long
@pytest.mark.parametrize("kind", FORMATS)
def test_five_hundred_damaged_sound_files_of_each_format(
    apart: Apart, tmp_path: Path, kind: str
) -> None:
    _sounds(apart, tmp_path, kind, range(FILES))


def test_voices_with_a_damaged_model_speak_or_are_refused(apart: Apart, tmp_path: Path) -> None:
    _models(apart, tmp_path, range(VOICES))


@pytest.mark.long
def test_five_hundred_voices_with_a_damaged_model(apart: Apart, tmp_path: Path) -> None:
    _models(apart, tmp_path, range(FILES))


def test_voices_with_a_damaged_description_speak_or_are_refused(
    apart: Apart, tmp_path: Path
) -> None:
    _descriptions(apart, tmp_path, range(DESCRIPTIONS))


@pytest.mark.long
def test_five_hundred_voices_with_a_damaged_description(apart: Apart, tmp_path: Path) -> None:
    _descriptions(apart, tmp_path, range(FILES))


def test_what_a_library_prints_of_a_broken_voice_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "mine.onnx"
    # A model with a node of a kind whose name is no text.
    path.write_bytes(b'\x08\x08B\x02\x10\r:\x0e\n\t\x12\x01x"\x04Od\x9dd\x12\x01g')
    path.with_name("mine.onnx.json").write_text(json.dumps(GOOD_CONFIG), "utf-8")
    pipe = SoundPipe("--silent")
    try:
        pipe.send(CheckVoice(ask=1, path=str(path)))
        _, answer = pipe.wait(lambda report: isinstance(report, VoiceChecked))
        pipe.send(Ping(number=2))
        pipe.wait(lambda report: isinstance(report, Pong))
    finally:
        pipe.close()

    assert isinstance(answer, VoiceChecked)
    assert answer.failed is not None
    assert answer.failed.sentence == NOT_A_VOICE


def _sounds(apart: Apart, folder: Path, kind: str, seeds: Iterable[int]) -> None:
    whole = sound(folder, kind)
    path = folder / f"damaged.{kind}"

    def damaged(seed: int) -> Path:
        path.write_bytes(mutated(whole, seed))
        return path

    ends = _ends(apart, ((seed, damaged(seed)) for seed in seeds), {"read", NOT_SOUND, NO_FILE})
    assert ends["read"] > ends.total() / 10


def _models(apart: Apart, folder: Path, seeds: Iterable[int]) -> None:
    """Somewhere in the model something else stands: anywhere, or where its graph is."""
    (found,) = installed()
    source = Path(found.id.removeprefix("piper:"))
    model, path = source.read_bytes(), folder / "damaged.onnx"
    description = source.with_name(f"{source.name}.json").read_bytes()
    path.with_name("damaged.onnx.json").write_bytes(description)

    def damaged(seed: int) -> Path:
        first = Random(seed).randrange(len(model) - WINDOW) if seed % 2 else 0  # noqa: S311 - a play
        window = model[first : first + WINDOW]
        path.write_bytes(model[:first] + mutated(window, seed) + model[first + WINDOW :])
        return path

    _ends(apart, ((seed, damaged(seed)) for seed in seeds), {"read", NOT_A_VOICE})


def _descriptions(apart: Apart, folder: Path, seeds: Iterable[int]) -> None:
    (found,) = installed()
    source = Path(found.id.removeprefix("piper:"))
    path = folder / "described.onnx"
    path.symlink_to(source)
    description = source.with_name(f"{source.name}.json").read_bytes()

    def damaged(seed: int) -> Path:
        path.with_name("described.onnx.json").write_bytes(mutated(description, seed))
        return path

    _ends(apart, ((seed, damaged(seed)) for seed in seeds), {"read", NOT_A_VOICE})


def _ends(apart: Apart, files: Iterable[tuple[int, Path]], fine: set[str]) -> Counter[str]:
    ends: Counter[str] = Counter()
    for seed, path in files:
        end = apart.read(path)
        assert end in fine or end == CRASHED, (seed, end)
        ends[end] += 1
    # A library that crashes takes the sound process along: it comes back, and says what was lost.
    assert ends[CRASHED] <= ends.total() / 100
    assert apart.peak < MOST_MEMORY
    return ends
