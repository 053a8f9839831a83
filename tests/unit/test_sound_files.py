"""Sound files play at any speed, and their long pauses shrink when asked."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from spindle.core.sound_events import At
from spindle.sound.engine import SoundError
from spindle.sound.files import FileSource, FileTrack, checked, whole
from spindle.sound.player import Player
from spindle.sound.silence import cuts
from tests.helpers.tones import RATE, roughness, voiced

FORMATS = ["wav", "flac", "ogg", "opus", "mp3", "aiff"]


def recording(path: Path, seconds: float = 10.0, channels: int = 1, rate: int = RATE) -> Path:
    mono = voiced(seconds, rate=rate)
    if path.suffix == ".opus":
        soundfile.write(path, voiced(seconds, rate=24000), 24000, format="OGG", subtype="OPUS")
    else:
        soundfile.write(path, np.stack([mono] * channels, axis=1), rate)
    return path


def talk(pause: float) -> np.ndarray:
    """Three words of a second with pauses between, and a little hiss below all of it."""
    quiet = np.zeros(round(pause * RATE), np.float32)
    sound = np.concatenate((voiced(1), quiet, voiced(1), quiet, voiced(1)))
    hiss = np.random.default_rng(1).normal(0, 0.0002, len(sound))
    return (sound + hiss).astype(np.float32)


@pytest.mark.requirement("reader-row-9")
@pytest.mark.parametrize("kind", FORMATS)
def test_every_promised_format_can_be_played_and_sought(tmp_path: Path, kind: str) -> None:
    path = recording(tmp_path / f"talk.{kind}")
    source = FileSource(path, wait=True)

    assert checked(path).seconds == pytest.approx(10, abs=0.1)
    middle = source.read(5 * source.rate, 6 * source.rate)
    assert middle is not None
    assert np.sqrt(np.mean(middle**2)) > 0.05
    source.close()


def test_two_channels_become_one(tmp_path: Path) -> None:
    source = FileSource(recording(tmp_path / "two.wav", channels=2), wait=True)
    found = source.read(0, RATE)

    assert found is not None
    np.testing.assert_allclose(found, voiced(10)[:RATE], atol=1e-3)


def test_it_is_one_sound_across_the_seams_of_reading(tmp_path: Path) -> None:
    source = FileSource(recording(tmp_path / "long.wav", 20), wait=True)
    blocks = [source.read(start, start + 700) for start in range(0, 14 * RATE, 700)]

    joined = np.concatenate([each for each in blocks if each is not None])
    np.testing.assert_allclose(joined, voiced(20)[: len(joined)], atol=1e-3)


def test_beyond_its_ends_there_is_silence(tmp_path: Path) -> None:
    source = FileSource(recording(tmp_path / "a.wav"), wait=True)
    after = source.read(source.length - 10, source.length + 100)
    before = source.read(-100, 10)

    assert after is not None
    assert before is not None
    assert not np.any(after[10:])
    assert not np.any(before[:100])


def test_a_file_is_read_in_a_thread_of_its_own_and_waited_for(tmp_path: Path) -> None:
    source = FileSource(recording(tmp_path / "a.wav"))
    player = Player(source.rate)
    player.load(FileTrack(source), ms=2000)
    player.play()
    heard = np.zeros(0, np.float32)
    for _ in range(200_000):
        block = player.pull(441)
        heard = block.samples
        if np.any(heard):
            break
    source.close()

    assert np.any(heard)


@pytest.mark.requirement("reader-1")
def test_a_file_plays_at_any_speed_and_tells_its_place(tmp_path: Path) -> None:
    source = FileSource(recording(tmp_path / "a.wav"), wait=True)
    player = Player(source.rate)
    player.load(FileTrack(source))
    player.set_ratio(2.0)
    player.play()
    told, sound = [], []
    for number in range(250):
        block = player.pull(441)
        told += [(number * 441 + at, event) for at, event in block.events if isinstance(event, At)]
        sound.append(block.samples)

    for at, event in told:
        assert event.ms == pytest.approx(2000 * at / RATE, abs=50)
    assert 15 <= len(told) <= 25
    assert roughness(np.concatenate(sound)[: -RATE // 2]) <= 1.2 * roughness(voiced(10))


@pytest.mark.requirement("reader-row-28")
@pytest.mark.requirement("reader-20")
@pytest.mark.parametrize("keep", [0.12, 0.25])
def test_long_pauses_shrink_to_the_floor_without_a_click(tmp_path: Path, keep: float) -> None:
    path = tmp_path / "talk.wav"
    soundfile.write(path, talk(1.2), RATE)
    source = FileSource(path, wait=True)
    source.shorten(keep)
    player = Player(RATE)
    player.load(FileTrack(source))
    player.play()
    sound, told = [], []
    while player.playing:
        block = player.pull(441)
        sound.append(block.samples[: block.filled])
        told += [event for _, event in block.events if isinstance(event, At)]

    heard = np.concatenate(sound)
    assert len(heard) / RATE == pytest.approx(3 + 2 * keep, abs=0.06)
    assert told[-1].ms == pytest.approx(5400, abs=300)  # the place is the recording's own
    assert roughness(heard) <= 1.2 * roughness(talk(1.2))


def test_short_pauses_stay_as_they_are() -> None:
    assert len(cuts(talk(0.14), RATE, 0.12)) == 0


@pytest.mark.parametrize("sound", [np.zeros(0), np.zeros(5), voiced(2)])
def test_there_may_be_nothing_to_cut(sound: np.ndarray) -> None:
    assert len(cuts(sound.astype(np.float32), RATE, 0.12)) == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 5000, b"ID3" + b"\xff" * 3000, b"RIFF\x24\0\0\0WAVEfmt ", b"text\n" * 9],
)
def test_what_is_no_sound_file_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.mp3"
    path.write_bytes(content)

    with pytest.raises(SoundError, match=r"odd\.mp3 is no sound file"):
        FileSource(path)


@pytest.mark.parametrize("name", ["gone.wav", "", "a\0b.wav", "\udc80.wav"])
def test_what_is_not_there_is_said_to_be_gone(tmp_path: Path, name: str) -> None:
    with pytest.raises(SoundError, match="is not there"):
        checked(tmp_path / name)


def test_a_truncated_file_plays_as_far_as_it_goes(tmp_path: Path) -> None:
    path = recording(tmp_path / "cut.mp3")
    path.write_bytes(path.read_bytes()[:20_000])
    source = FileSource(path, wait=True)

    assert source.read(0, RATE) is not None
    assert source.read(9 * RATE, 10 * RATE) is not None


def test_a_cue_of_ones_own_is_fitted_and_cut(tmp_path: Path) -> None:
    sound = whole(recording(tmp_path / "own.wav", 15, rate=8000), RATE, 10.0)

    assert len(sound) == 10 * RATE
    assert np.any(sound)
