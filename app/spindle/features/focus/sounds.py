"""What is heard of the timer: a tone when time is up, something in the background of a block.

Sound is never waited for: the timer and its notification know nothing of it.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from spindle.core.feature import App
from spindle.core.settings import SettingChanged
from spindle.features.focus.sound_settings import (
    AMBIENCE,
    AMBIENCE_VOLUME,
    AT_END,
    BEGIN_FILE,
    BEGIN_VOLUME,
    END_FILE,
    END_VOLUME,
    Ambience,
    AtEnd,
)
from spindle.features.focus.state import Stage
from spindle.features.focus.timer import FocusChanged

if TYPE_CHECKING:
    from spindle.features.focus.service import FocusService

_CUES: Final = {Stage.OVERTIME: "end", Stage.BREAK_OVER: "begin"}
_OWN: Final = {"end": (END_FILE, END_VOLUME), "begin": (BEGIN_FILE, BEGIN_VOLUME)}


class FocusSounds:
    """Follows the timer's stage. GUI thread."""

    def __init__(self, app: App, service: "FocusService") -> None:
        self._app = app
        self._service = service
        self._told = service.state.stage
        self._background = ""
        self._muted = False
        self._farewells = (
            app.bus.subscribe(FocusChanged, lambda _: self._follow()),
            app.bus.subscribe(SettingChanged, self._changed),
        )

    @property
    def background(self) -> str:
        """What sounds in the background now; empty for nothing."""
        return self._background

    def mute(self) -> None:
        """Be quiet in the background of this block, or sound again."""
        self._muted = not self._muted
        self._play()

    def stop(self) -> None:
        """Be quiet."""
        for farewell in self._farewells:
            farewell()
        self._sound("")

    def _follow(self) -> None:
        stage = self._service.state.stage
        if stage is self._told:
            return
        if self._told is Stage.IDLE:
            self._muted = False
        was, self._told = self._told, stage
        cue = _CUES.get(stage)
        if stage is Stage.BREAK and self._service.rests_alone and was is Stage.WORK:
            cue = "end"
        if cue is not None and self._app.settings.get(AT_END) in {AtEnd.TONE, AtEnd.BOTH}:
            self._tell(cue)
        self._play()

    def _tell(self, cue: str) -> None:
        """Sound a cue, or the file in its place; one that went away is answered by the cue."""
        file, volume = _OWN[cue]
        path = self._app.settings.get(file)
        self._app.sound.cue(
            cue,
            volume=self._app.settings.get(volume) / 100,
            file=Path(path) if path else None,
        )

    def _changed(self, change: SettingChanged) -> None:
        if change.key in {AMBIENCE.key, AMBIENCE_VOLUME.key} and self._background:
            self._background = ""
            self._play()

    def _play(self) -> None:
        wanted = self._app.settings.get(AMBIENCE)
        running = self._told in {Stage.WORK, Stage.OVERTIME}
        sounds = running and not self._muted and wanted is not Ambience.NONE
        self._sound(str(wanted) if sounds else "")

    def _sound(self, kind: str) -> None:
        if kind != self._background:
            self._background = kind
            volume = self._app.settings.get(AMBIENCE_VOLUME) / 100
            self._app.sound.ambient(kind, volume=volume)
