"""Hearing a voice or a rule of pronunciation before it is in force."""

from typing import TYPE_CHECKING, Final

from spindle.core.feature import App
from spindle.core.sound_events import Failed, VoiceEvent
from spindle.core.sound_port import Utterance
from spindle.features.listen.settings import WPM

if TYPE_CHECKING:
    from collections.abc import Callable

    from spindle.core.sound_port import VoiceLane

_OWNER: Final = "listen try"


class Trying:
    """GUI thread. Says one text at a time; what sounded before rests."""

    def __init__(self, app: App, failed: "Callable[[Failed], None]") -> None:
        """``failed`` hears why something could not be said."""
        self._app = app
        self._failed = failed
        self._lane: VoiceLane | None = None

    def say(self, text: str, voice: str) -> None:
        """Say a text at the speed of a new text."""
        if self._lane is None:
            self._lane = self._app.sound.voice(_OWNER, self._told)
        self._lane.load([Utterance(id="try", text=text)])
        self._lane.set_voice(voice)
        self._lane.set_wpm(float(self._app.settings.get(WPM)))
        self._lane.play()

    def stop(self) -> None:
        """Fall silent."""
        lane, self._lane = self._lane, None
        if lane is not None:
            lane.release()

    def _told(self, event: VoiceEvent) -> None:
        if isinstance(event, Failed):
            self._failed(event)
