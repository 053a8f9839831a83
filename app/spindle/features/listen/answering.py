"""Answering checks: the open one, skipping it, and those that were missed once more."""

from dataclasses import replace
from typing import Final

from spindle.core.feature import Contributed
from spindle.core.ids import Ref
from spindle.features.listen.inverse import Inverse, nothing
from spindle.features.listen.notices import NONE_MISSED, About
from spindle.features.listen.speeding import Speeding
from spindle.features.listen.velocity.check import CHOICES

SHOWN: Final = 1_500_000
"""How long a right answer stays on the screen, in µs; a miss stays until it was read."""


class Answering(Speeding):
    """GUI thread."""

    def answer(self, choice: int) -> Inverse:
        """Answer the open check with a choice, 0–3; after a miss it waits to be told to go on.

        The inverse takes the change of speed back; what was answered stays.
        """
        asked, sitting = self.asked, self.sitting
        if asked is None or sitting is None or not asked.is_open or choice not in range(CHOICES):
            return nothing
        before = sitting.ramp.speed
        self.asked = replace(asked, given=choice)
        sitting.answered(self.asked)
        if sitting.session is None:
            # Closed while the check was open, and counted without it.
            self.again.refresh()
            self._app.bus.publish(Contributed("listen"))
        self.advising.changed(before, sitting.ramp.speed)
        self._asking.over()
        if self.asked.right:
            self._after.set(SHOWN, self.play)
        self._tell()
        same = sitting.ramp.speed == before
        return nothing if same else self._did(self._speed_back(before))

    def skip_check(self) -> None:
        """Go on without an answer; that is no miss."""
        asked = self.asked
        if asked is not None and asked.is_open:
            self._leave_check()
            if self._goes_on(asked.line):
                self.play()

    def ask_again(self, ref: Ref | None = None) -> None:
        """Ask missed checks once more; see ``Again.begin``."""
        if ref is None and not self.again.waits:
            self.notices.say(About.HANDED, NONE_MISSED)
            self._tell()
            return
        self.pause()
        self.again.begin(ref)
