"""Finding the comfortable speed with the open text: it is read, the listener moves the speed.

It has its own hold on the voice, so that no session begins and the place in the text stays.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from spindle.core.clock import SECOND
from spindle.core.feature import App
from spindle.core.sound_events import At, Displaced, Ended, Failed, VoiceEvent
from spindle.features.listen.service import ListenService
from spindle.features.listen.settings import WPM
from spindle.features.listen.store import ListenStore
from spindle.features.listen.velocity import calibration
from spindle.features.listen.velocity.calibration import Calibration
from spindle.features.listen.velocity.threshold import effort

if TYPE_CHECKING:
    from spindle.core.sound_port import VoiceLane

STEP: Final = 10.0
"""What faster and slower add and take, in wpm: coarser than while reading, for a first look."""

_LONGEST_STEP: Final = 1.0


class ComfortFinding:
    """GUI thread.

    Attributes:
        state: Where it is.
        playing: Whether it sounds.
        sentence: What is being said, as it is written; what is left out of it is not shown.
        trouble: A sentence marked in the context ``sound``, and its facts; empty for none.
    """

    def __init__(self, app: App, service: ListenService, changed: Callable[[], None]) -> None:
        """Wait for ``begin``; ``changed`` is told of every change."""
        self._app = app
        self._service = service
        self._store = ListenStore(app.database)
        self._changed = changed
        self._lane: VoiceLane | None = None
        self._at: int | None = None
        self._first = ""
        self.state = Calibration()
        self.playing = False
        self.sentence = ""
        self.trouble: tuple[str, tuple[tuple[str, str], ...]] = ("", ())

    @property
    def suggested(self) -> float | None:
        """The speed to work at: a little above the comfortable one; None before that is found."""
        comfort = self.state.comfort
        return None if comfort is None else 5.0 * round(effort(comfort) / 5)

    def begin(self) -> bool:
        """Read the open chapter from its place on; False where nothing is open to be read."""
        script, line = self._service.script, self._service.spot.line
        if script is None or line is None:
            return False
        self.leave()
        self._service.pause()
        self.state = Calibration()
        spoken = script.spoken()
        self._first = spoken[line.number].id
        lane = self._app.sound.voice("listen comfort", self._told)
        self._lane = lane
        lane.load(spoken[line.number :] + spoken[: line.number])
        lane.set_voice(self._service.voice)
        lane.set_wpm(self.state.speed)
        lane.play()
        return True

    def toggle(self) -> None:
        """Rest, or go on."""
        if self._lane is not None and self.state.comfort is None:
            if self.playing:
                self._lane.pause()
            else:
                self._lane.play()

    def faster(self, by: float = STEP) -> None:
        """So many words a minute more; less with a negative number."""
        self.set_speed(self.state.speed + by)

    def set_speed(self, wpm: float) -> None:
        """The dial was moved."""
        self._become(calibration.moved(self.state, wpm))

    def settle(self) -> None:
        """This is comfortable; too early it changes nothing."""
        self._become(calibration.settled(self.state))

    def use(self) -> None:
        """Work at the suggested speed: in the open text, and in those to come."""
        speed = self.suggested
        if speed is not None:
            self._app.settings.set(WPM, round(speed))
            self._service.calibrated(speed)
        self.leave()

    def leave(self) -> None:
        """Fall silent and forget what was not found."""
        lane, self._lane = self._lane, None
        self.playing, self._at = False, None
        self.sentence, self.trouble = "", ("", ())
        if lane is not None:
            lane.release()

    def _told(self, event: VoiceEvent) -> None:
        match event:
            case At():
                self._heard(event)
            case Ended():
                self._again()
            case Displaced():
                self.playing, self._at = False, None
            case Failed():
                self.trouble = (event.sentence, event.facts)
            case _:
                return
        self._changed()

    def _heard(self, event: At) -> None:
        now = self._app.clock.now().awake
        if self.playing and self._at is not None:
            # A machine that slept has sounded nothing meanwhile.
            step = min(_LONGEST_STEP, max(0.0, (now - self._at) / SECOND))
            self._become(calibration.sounded(self.state, step))
        self.playing, self._at = event.playing, now if event.playing else None
        script = self._service.script
        line = None if script is None else script.line(event.utterance)
        if script is not None and line is not None:
            self.sentence = script.shown(line)

    def _become(self, state: Calibration) -> None:
        before, self.state = self.state, state
        if state == before:
            return
        if state.comfort is not None:
            self._found(state.comfort)
        elif state.speed != before.speed and self._lane is not None:
            self._lane.set_wpm(state.speed)
        self._changed()

    def _found(self, comfort: float) -> None:
        if self._lane is not None:
            self._lane.pause()
        self.playing, self._at = False, None
        voice, seen = self._service.voice, self._app.clock.now().wall
        self._store.save_comfort(voice, comfort, seen)

    def _again(self) -> None:
        """A short chapter begins anew."""
        if self._lane is not None:
            self._lane.seek(self._first)
            self._lane.play()
