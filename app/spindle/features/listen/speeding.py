"""The speed by hand, and back: each verb returns its inverse."""

from functools import partial
from typing import Final

from spindle.features.listen.inverse import Inverse, nothing
from spindle.features.listen.notices import About
from spindle.features.listen.playing_file import PlayingFile

STEP: Final = 5.0
"""What faster and slower add and take, in wpm."""


class Speeding(PlayingFile):
    """GUI thread."""

    def set_speed(self, wpm: float) -> Inverse:
        """The listener wants this speed."""
        if self.sitting is None:
            return nothing
        change = self.sitting.set_speed(wpm)
        self.reader.set_wpm(self.sitting.heard_wpm)
        if change is not None:
            self.advising.changed(change.before, change.after)
        self._tell()
        return nothing if change is None else self._did(self._speed_back(change.before))

    def faster(self, by: float = STEP) -> Inverse:
        """So many words a minute more; less with a negative number. Of a recording, hundredths."""
        if self.recordings.document is not None:
            return self._did(self.recordings.faster(by / 100))
        sitting = self.sitting
        if sitting is None:
            return nothing
        # In an easy part one step more is one step more than what is heard.
        at = sitting.ramp.speed if sitting.session is None else sitting.heard_wpm
        return self.set_speed(round(at + by))

    def undo_speed(self, change: str = "") -> None:
        """Take the latest change of speed back, or all since a given one and that too."""
        sitting = self.sitting
        if sitting is None or (change and all(each.id != change for each in sitting.log)):
            return
        while sitting.undo_change() is not None:
            if all(each.id != change for each in sitting.log):
                break
        self.reader.set_wpm(sitting.heard_wpm)
        self._tell()

    def _speed_back(self, before: float) -> Inverse:
        """How the change that was made just now is taken back."""
        log = () if self.sitting is None else self.sitting.log
        if not log:
            return partial(self._set_speed, before)
        return partial(self.undo_speed, log[-1].id)

    def _set_speed(self, wpm: float) -> None:
        self.set_speed(wpm)

    def calibrated(self, wpm: float) -> None:
        """The comfortable speed was found, and this is the one to work at from now on."""
        self.end_session()
        self.notices.unsay(About.EFFORT)
        self._begin_at(wpm)
        self.library.refresh()
        self._tell()
