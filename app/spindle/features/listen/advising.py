"""What is worth a word about the speed: where it is for this listener, and that it is very fast."""

from spindle.core.feature import App
from spindle.features.listen.notices import (
    BESIDE_THE_BAND,
    FAST,
    FOUND_LONG_AGO,
    About,
    Notices,
)
from spindle.features.listen.settings import CEILING
from spindle.features.listen.sitting import Sitting
from spindle.features.listen.velocity.controller import NOTICE, crosses_notice
from spindle.features.listen.velocity.effort import effort_at, is_old


class Advising:
    """GUI thread. As a session begins each is said once while the program runs."""

    def __init__(self, app: App, notices: Notices) -> None:
        self._app = app
        self._notices = notices
        self._told: set[str] = set()

    def begins(self, sitting: Sitting) -> None:
        """A session begins: who wants to coast, or to be fast, knows it after the first time."""
        self._say(About.EFFORT, self._of_effort(sitting))
        if sitting.ramp.speed > NOTICE:
            self._say(About.FAST, FAST)

    def changed(self, before: float, after: float) -> None:
        """The speed changed: on the way up it is said each time."""
        if crosses_notice(before, after):
            self._told.add(FAST)
            self._say_fast()
        elif after <= NOTICE:
            self._notices.unsay(About.FAST)

    def _of_effort(self, sitting: Sitting) -> str:
        known = sitting.reader.known
        if known.comfort is None or known.found is None:
            return ""
        if is_old(known.found, self._app.clock.now().wall):
            return FOUND_LONG_AGO
        return BESIDE_THE_BAND.get(effort_at(sitting.ramp.speed, known.comfort), "")

    def _say(self, about: About, sentence: str) -> None:
        self._notices.unsay(about)
        if not sentence or sentence in self._told:
            return
        self._told.add(sentence)
        if about is About.FAST:
            self._say_fast()
        else:
            self._notices.say(about, sentence)

    def _say_fast(self) -> None:
        ceiling = str(self._app.settings.get(CEILING))
        self._notices.say(About.FAST, FAST, {"ceiling": ceiling})
