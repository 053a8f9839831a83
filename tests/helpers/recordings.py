"""A sound file in Listen's library, with a voice that plays it when time passes."""

from pathlib import Path
from typing import TYPE_CHECKING

from spindle.core.clock import SECOND
from spindle.core.sound_events import SoundFile
from spindle.features.listen.feature import LISTEN
from tests.helpers.fake_sound import FakeLane
from tests.helpers.fakes import FakeApp, make_app

if TYPE_CHECKING:
    from spindle.features.listen.recordings import Recordings
    from spindle.features.listen.service import ListenService

SECONDS = 600.0


class Player:
    """An app whose Listen has brought in and opened a recording of ten minutes."""

    def __init__(self, folder: Path, name: str = "Lecture 4.mp3", *, add: bool = True) -> None:
        self.app: FakeApp = make_app(folder, features=(LISTEN,))
        self.service: ListenService = self.app.services["listen"]
        self.recordings: Recordings = self.service.recordings
        self.path = folder / name
        if add:
            self.add()

    def add(self) -> str:
        """Bring it in."""
        self.path.write_bytes(b"sound" * 100)
        self.app.sounding.readable[self.path] = SoundFile(seconds=SECONDS, rate=44100, channels=2)
        return self.service.add(self.path)

    @property
    def lane(self) -> FakeLane:
        """Its hold on the voice."""
        return self.app.sounding.lanes[-1]

    def hear(self, seconds: float, step: float = 0.5) -> None:
        """Let so much time pass, for the clock and for the voice alike."""
        for _ in range(round(seconds / step)):
            self.app.time.pass_(round(step * SECOND))
            self.lane.pass_(step)
