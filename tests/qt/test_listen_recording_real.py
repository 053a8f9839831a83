"""A recording and the process that plays it: brought in, resumed, at another speed, from a copy."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from spindle.adapters.sound import ProcessSound
from spindle.features.listen.feature import LISTEN
from spindle.sound.protocol import process
from spindle.storage import backup
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.rising import LONG_S, rising

if TYPE_CHECKING:
    from spindle.features.listen.recordings import Recordings
    from spindle.features.listen.service import ListenService

TODAY = date(2026, 3, 10)
SAME_PLACE_MS = 50

pytestmark = [pytest.mark.requirement("reader-row-9"), pytest.mark.requirement("reader-4")]


class Player:
    """Listen over a real sound process that opens no device."""

    def __init__(self, app: FakeApp, qtbot: QtBot) -> None:
        self.app = app
        self.service: ListenService = app.services["listen"]
        self.recordings: Recordings = self.service.recordings
        self._qtbot = qtbot

    def add(self, path: Path) -> None:
        self.service.add(path)
        self.wait(lambda: self.recordings.document is not None)

    def open(self) -> None:
        self.service.open(self.service.library.documents[0].id)
        self.wait(lambda: self.recordings.document is not None)

    def play_to(self, ms: float) -> None:
        """Let it sound until it has come to that place."""
        self.service.toggle()
        self.wait(lambda: self.recordings.playing and self.recordings.ms > ms)

    def rest(self) -> float:
        """The place at which it rests."""
        self.service.pause()
        self.wait(lambda: not self.recordings.playing)
        return self.recordings.ms

    def wait(self, ask: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(ask, timeout=20_000)


@contextmanager
def player(folder: Path, qtbot: QtBot) -> Iterator[Player]:
    sound = ProcessSound(process("--silent"))
    app = make_app(folder, features=(LISTEN,), sound=sound)
    try:
        yield Player(app, qtbot)
    finally:
        app.services["listen"].stop()
        sound.stop()


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder


def test_it_is_played_at_two_speeds_and_goes_on_at_the_same_place_after_a_restart(
    qtbot: QtBot, profile: Path, tmp_path: Path
) -> None:
    file = rising(tmp_path / "Lecture 4.wav")
    with player(profile, qtbot) as first:
        first.add(file)
        recording = first.recordings.recording
        assert recording is not None
        assert recording.seconds == pytest.approx(LONG_S, abs=0.01)
        first.play_to(500)
        first.recordings.set_ratio(3.0)
        first.play_to(first.rest() + 3000)
        left = first.rest()
    file.unlink()
    with player(profile, qtbot) as again:
        again.open()
        assert again.recordings.ms == pytest.approx(left, abs=SAME_PLACE_MS)
        again.play_to(left + 300)
        assert again.recordings.recording is not None
        assert again.recordings.recording.ratio == 3.0


def test_from_a_copy_of_the_data_it_sounds_as_before(
    qtbot: QtBot, profile: Path, tmp_path: Path
) -> None:
    with player(profile, qtbot) as first:
        first.add(rising(tmp_path / "Lecture 4.wav"))
        first.play_to(800)
        left = first.rest()
    copied = backup.daily(profile / "spindle.db", TODAY)
    assert copied is not None
    restored = tmp_path / "restored"
    shutil.copytree(copied.parent / "media", restored / "media")
    shutil.copy(copied, restored / "spindle.db")
    shutil.rmtree(profile)

    with player(restored, qtbot) as again:
        again.open()
        assert again.recordings.ms == pytest.approx(left, abs=SAME_PLACE_MS)
        again.play_to(left + 300)
        assert again.recordings.trouble == ("", ())


def test_a_recording_whose_file_was_taken_away_says_so_and_brought_in_again_it_plays(
    qtbot: QtBot, profile: Path, tmp_path: Path
) -> None:
    with player(profile, qtbot) as it:
        it.add(rising(tmp_path / "Lecture 4.wav"))
        shutil.rmtree(profile / "media")
        it.open()
        it.service.toggle()
        it.wait(lambda: bool(it.recordings.trouble[0]))
        assert "is not there any more" in it.recordings.trouble[0]
        it.add(tmp_path / "Lecture 4.wav")
        it.wait(lambda: not it.recordings.trouble[0])
        it.play_to(300)
        assert len(it.service.library.documents) == 1
