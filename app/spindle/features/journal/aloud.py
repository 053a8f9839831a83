"""Reads tonight's question once, slow and low, when it is left for the night. GUI thread."""

from typing import TYPE_CHECKING, Final

from spindle.core.feature import App
from spindle.core.sound_port import Utterance
from spindle.core.voice import VOICE

if TYPE_CHECKING:
    from spindle.core.sound_port import VoiceLane

_SLOW: Final = 0.8
_LOW: Final = 0.4
_LONGEST: Final = 600


class Aloud:
    """Holds the voice for as long as it reads. Where nothing can sound nothing is said of it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._lane: VoiceLane | None = None

    def read(self, text: str) -> None:
        """Read it once."""
        self.stop()
        self._lane = lane = self._app.sound.voice("journal", lambda _: None)
        lane.set_voice(self._app.settings.get(VOICE))
        lane.set_ratio(_SLOW)
        lane.set_volume(_LOW)
        lane.load([Utterance(id="question", text=text[:_LONGEST])])
        lane.play(one=True)

    def stop(self) -> None:
        """Fall silent."""
        if self._lane is not None:
            self._lane.release()
            self._lane = None
