"""How a check comes into a text: marked ahead, asked where its sentence ends, left again.

What a person does about it is in ``answering``.
"""

from spindle.core.feature import App
from spindle.features.listen.asking import Asked
from spindle.features.listen.crossing import Crossing
from spindle.features.listen.reader import Heard
from spindle.features.listen.script import Line
from spindle.features.listen.settings import CHECKS
from spindle.features.listen.velocity.plan import REPLAY, REPLAYED


class Checking(Crossing):
    """GUI thread.

    Attributes:
        replayed: The missed check whose sentences are being said again.
        ahead: The number of the check that comes behind this sentence; 0 for none.
    """

    def __init__(self, app: App, heard: Heard) -> None:
        super().__init__(app, heard)
        self.replayed: Asked | None = None
        self.ahead = 0
        self._paced_line = ""

    def _check_ahead(self, line: Line) -> int:
        """What stands in the margin: a check that is due where this sentence ends."""
        sitting, script = self.sitting, self.script
        if sitting is None or script is None or not sitting.works:
            return 0
        if not self._app.settings.get(CHECKS) or not self._asking.comes_behind(line, script):
            return 0
        return self._asking.number + 1

    def _ask_check(self, asked: Asked | None) -> None:
        if asked is None or self.sitting is None:
            return
        self.asked = self.sitting.asks(asked)
        self.reader.pause()
        self._tell()

    def _leave_check(self) -> None:
        """An open check counts as skipped when the person goes elsewhere, or on."""
        asked, self.asked, self.replayed = self.asked, None, None
        self._after.clear()
        if asked is not None and asked.is_open and self.sitting is not None:
            self.sitting.answered(asked)
            self._asking.over()
            self._to_next(asked.line)

    def _leave_answer(self, asked: Asked) -> bool:
        """On after a right answer; after a miss the sentence and the next again, slowly."""
        self.asked = None
        if self.sitting is None:
            return False
        if asked.right:
            return self._goes_on(asked.line)
        self.sitting.slow_down(REPLAY)
        self._paced_line = ""
        script = self.reader.held(asked.place.chapter)
        line = None if script is None else script.at(asked.place)
        if line is not None:
            self.replayed = asked
            self.reader.go(line)
        return True

    def _goes_on(self, line: Line) -> bool:
        """On after a check behind this sentence; False if the next is in a chapter to come.

        How long the check was thought about is no absence.
        """
        self._rested_at = None
        if self._to_next(line) or self.script is None or self.script.chapter != line.chapter:
            return True
        self._chapter_ended()
        return False

    @staticmethod
    def _is_replayed(line: Line, asked: Asked) -> bool:
        """Whether a sentence is one of the two that are said again after a miss."""
        return line.chapter == asked.place.chapter and (
            0 <= line.number - asked.check.sentence < REPLAYED
        )

    def _to_next(self, line: Line) -> bool:
        """To the sentence after one that was heard, in the next chapter too, if it is loaded."""
        following = self.reader.after(line)
        if following is not None:
            self.reader.go(following)
        return following is not None

    def _chapter_ended(self) -> None:
        if self.script is not None and self.asked is None:
            self._sound_from(self.script.chapter + 1)
