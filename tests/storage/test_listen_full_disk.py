"""Listen when nothing more can be written: it plays on, says why, and leaves no halves behind."""

import sqlite3
import sys
from pathlib import Path

import pytest

from spindle.core.jobs_port import JobFailed
from spindle.core.sound_events import SoundFile
from spindle.features.listen import recording_files, voice_files
from tests.helpers.reading import answer, hear, listening, long_text
from tests.helpers.recordings import Player

FULL = Path("/dev/full")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")


def full(folder: Path, name: str) -> None:
    """Whoever writes that file finds the disk full at the first byte."""
    folder.mkdir(exist_ok=True)
    (folder / name).symlink_to(FULL)


def test_a_recording_for_which_there_is_no_room_says_so_and_comes_in_later(tmp_path: Path) -> None:
    player = Player(tmp_path, add=False)
    media = tmp_path / "media"
    full(media, "Lecture 4.mp3.part")
    player.add()
    [arriving] = player.service.library.arriving

    assert arriving.trouble is not None
    assert arriving.trouble[0] == "{file} could not be copied: {error}."
    assert arriving.trouble[1]["error"] == "No space left on device"
    assert list(media.iterdir()) == []
    assert not any(player.service.library.documents)
    player.service.library.cancel(arriving.id)
    player.add()
    [document] = player.service.library.documents
    assert document.title == "Lecture 4"


def test_a_recording_that_is_open_plays_on_while_there_is_no_room_for_another(
    tmp_path: Path,
) -> None:
    player = Player(tmp_path)
    player.recordings.toggle()
    full(tmp_path / "media", "Lecture 5.mp3.part")
    other = tmp_path / "Lecture 5.mp3"
    other.write_bytes(b"another" * 100)
    player.app.sounding.readable[other] = SoundFile(seconds=60, rate=44100, channels=1)
    player.service.add(other)
    player.hear(5)

    assert player.recordings.playing
    assert player.recordings.ms == pytest.approx(5000, abs=500)


@pytest.mark.parametrize("suffix", ["", ".json"])
def test_a_voice_for_which_there_is_no_room_leaves_nothing(tmp_path: Path, suffix: str) -> None:
    voice, kept = tmp_path / "nora.onnx", tmp_path / "voices"
    voice.write_bytes(b"model" * 1000)
    voice.with_name("nora.onnx.json").write_text('{"espeak": {"voice": "en-us"}}', "utf-8")
    full(kept, f"nora.onnx{suffix}.part")
    with pytest.raises(JobFailed, match="No space left on device"):
        voice_files.keep(lambda _: None, str(voice), str(kept))

    assert list(kept.glob("*.part")) == []
    assert voice_files.own(tmp_path) == []


def test_listening_goes_on_with_a_full_disk_and_what_follows_is_kept(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    hear(app, 10)
    [before] = app.data.rows("SELECT block, place, saved FROM reading_position")
    app.data.error = sqlite3.OperationalError("database or disk is full")
    answer(app, service, right=True)
    hear(app, 20)
    service.keep()
    assert app.data.failures
    assert service.playing
    assert service.wpm > 200, "the answer was heeded"
    # The sentence is handed over with its words, so that it is kept beside the file till then.
    assert app.data.kept[-1]["kind"] == "reading_mark"
    assert str(app.data.kept[-1]["text"])
    app.data.error = None
    hear(app, 6)
    [after] = app.data.rows("SELECT block, place, saved FROM reading_position")

    assert (after["block"], after["place"]) > (before["block"], before["place"])
    assert app.clock.now().wall - after["saved"] <= 5_000_000


def test_what_lies_in_the_folder_of_sounds_stays_when_there_is_no_room(tmp_path: Path) -> None:
    media = tmp_path / "media"
    full(media, "new.mp3.part")
    (media / "kept.mp3").write_bytes(b"kept")
    source = tmp_path / "new.mp3"
    source.write_bytes(b"new" * 1000)
    with pytest.raises(JobFailed, match=r"new\.mp3 could not be copied"):
        recording_files.keep(lambda _: None, str(source), str(media))

    assert [each.name for each in media.iterdir()] == ["kept.mp3"]
