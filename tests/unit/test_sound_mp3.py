"""MP3 files that say too little of their length are played to their end all the same."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from spindle.sound.files import FileSource, checked
from spindle.sound.mp3_frames import Mp3Frames, longer
from spindle.sound.speech import Samples

RATE = 44_100
PART_S = 5
PITCHES = (300, 500, 700)


def tone(path: Path, pitch: float, rate: int = RATE) -> Path:
    seconds = np.arange(PART_S * rate) / rate
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * pitch * seconds), rate, format="MP3")
    return path


def joined(folder: Path, between: bytes = b"") -> Path:
    """Three recordings in one file, as people join parts of a lecture."""
    parts = [tone(folder / f"{pitch}.mp3", pitch).read_bytes() for pitch in PITCHES]
    path = folder / "joined.mp3"
    path.write_bytes(between.join(parts))
    return path


def without_its_header(path: Path) -> Path:
    """As a stream is saved: the frame that tells the length is not there."""
    data, file = path.read_bytes(), Mp3Frames(path)
    path.write_bytes(data[file._places[0][0] :])
    return path


def pitch_of(samples: Samples) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * RATE / len(samples))


@pytest.mark.requirement("reader-row-9")
@pytest.mark.parametrize("between", [b"", b"ID3\4\0\0\0\0\0\x0a" + bytes(10), b"TAG" + bytes(125)])
def test_all_parts_of_a_joined_file_are_heard_in_their_place(
    tmp_path: Path, between: bytes
) -> None:
    path = joined(tmp_path, between)
    assert soundfile.info(path).duration == pytest.approx(PART_S, abs=0.1)

    source = FileSource(path, wait=True)
    heard = [source.read(second * RATE, (second + 1) * RATE) for second in (2, 7, 12)]
    source.close()

    assert checked(path).seconds == pytest.approx(3 * PART_S, abs=0.2)
    assert [pitch_of(each) for each in heard if each is not None] == pytest.approx(PITCHES, abs=2)


def test_what_is_read_in_pieces_is_one_sound(tmp_path: Path) -> None:
    file = Mp3Frames(tone(tmp_path / "tone.mp3", 300))
    whole = file.read(file.frames, dtype="float32", always_2d=True)[:, 0]
    pieces = []
    for start in range(0, file.frames, 10_000):
        file.seek(start)
        pieces.append(file.read(10_000, dtype="float32", always_2d=True)[:, 0])

    np.testing.assert_allclose(np.concatenate(pieces), whole, atol=1e-4)
    assert len(file.read(10, dtype="float32", always_2d=True)) == 0


@pytest.mark.parametrize("rate", [44_100, 22_050, 48_000])
def test_every_frame_of_a_usual_file_is_counted_and_it_is_left_as_it_is(
    tmp_path: Path, rate: int
) -> None:
    path = tone(tmp_path / "usual.mp3", 300, rate)

    assert Mp3Frames(path).samplerate == rate
    assert Mp3Frames(path).frames / rate == pytest.approx(PART_S, abs=0.12)
    assert longer(path, soundfile.info(path).frames) is None


def test_a_saved_stream_without_a_header_is_as_long_as_its_frames(tmp_path: Path) -> None:
    path = tmp_path / "stream.mp3"
    noise = 0.3 * np.random.default_rng(1).standard_normal(4 * RATE)
    sound = np.concatenate((noise, np.zeros(26 * RATE)))
    soundfile.write(path, sound, RATE, format="MP3", bitrate_mode="VARIABLE")
    without_its_header(path)
    assert soundfile.info(path).duration < 15  # guessed by its first frame, which is a large one

    assert checked(path).seconds == pytest.approx(30, abs=0.15)


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff" * 5000, b"ID3", bytes(range(256)) * 50])
def test_what_is_no_sound_has_no_frames(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "none.mp3"
    path.write_bytes(data)

    assert longer(path, 0) is None
