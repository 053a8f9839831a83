"""Over the edge of a chapter: the neighbour is fetched, and the place goes on into it.

A chapter of which nothing is said is stepped over, and so is a damaged one, after saying so. Beyond
the first and the last sentence of a text there is nothing: the place stays.
"""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final

from spindle.core.feature import App
from spindle.features.listen.opened import Bound
from spindle.features.listen.opening import Opening
from spindle.features.listen.reader import Heard
from spindle.features.listen.records import DocumentLine
from spindle.features.listen.script import Line, Script
from spindle.features.listen.text.model import Place

Landing = Callable[[Script], Line]

_QUICKEST: Final = 6.0
"""Words a second that a voice stays below at its own speed: so many are loaded for a jump."""


class Crossing(Opening):
    """GUI thread."""

    def __init__(self, app: App, heard: Heard) -> None:
        super().__init__(app, heard)
        self._pressed = deque[Callable[[], object]]()

    def _is_there(self, chapter: int) -> bool:
        """Whether the open text has such a chapter, as far as it is read in."""
        return self.document is not None and 0 <= chapter < len(self.document.chapters)

    def _waits(self, verb: Callable[[], object]) -> bool:
        """A verb of moving is pressed: while a chapter is on its way it is kept until then."""
        if self.bound is None:
            return False
        self._pressed.append(verb)
        return True

    def _cross(self, chapter: int, by: int, landing: Landing, *, play: bool) -> None:
        """Into this chapter, or the nearest beyond it in which something is said.

        Args:
            chapter: The neighbour.
            by: Below 0 on the way back.
            landing: Which of its sentences.
            play: Whether it sounds there; what is pressed meanwhile decides.
        """
        place = self.spot.place
        self._rested_at = None
        self.bound = Bound(place, play)
        self._find(chapter, by, partial(self._crossed, place, landing))

    def _skip(self, seconds: float, *, play: bool) -> bool:
        """So many seconds of sound on or back, over as many edges as it takes.

        How long the sentences of a neighbour take only the voice knows. So neighbours are loaded
        until they have words for more seconds than are asked for, and the voice counts.

        Returns:
            Whether it is done; else it comes with the neighbour, and sounds then if ``play``.
        """
        self._rested_at = None
        chapter = self._lacking(seconds)
        if chapter is None:
            self.reader.skip(seconds)
            return True
        place = self.spot.place
        self.bound = Bound(place, play)
        self._find(chapter, _way(seconds), partial(self._reached, place, seconds))
        return False

    def _lacking(self, seconds: float) -> int | None:
        """The chapter that must be loaded before the place can go so far; None: it can."""
        chapter = self.reader.lacking(_way(seconds), abs(seconds) * _QUICKEST)
        return chapter if chapter is not None and self._is_there(chapter) else None

    def _find(self, chapter: int, by: int, done: Callable[[Script | None], None]) -> None:
        """The nearest chapter in which something is said, from this one on; None beyond all."""
        document = self.document
        if document is None or not self._is_there(chapter):
            done(None)
            return
        held = self.reader.held(chapter)
        on = partial(self._find, chapter + (1 if by > 0 else -1), by, done)
        if held is not None:
            self._found_one(held, done, on)
            return

        def failed(error: Exception) -> None:
            del error
            self._leave_out(chapter)
            on()

        self._ask(document, chapter, lambda script: self._found_one(script, done, on), failed)

    def _found_one(
        self,
        script: Script | None,
        done: Callable[[Script | None], None],
        on: Callable[[], None],
    ) -> None:
        if script is not None and script.lines:
            done(script)
        else:
            on()

    def _crossed(self, place: Place, landing: Landing, script: Script | None) -> None:
        bound, document = self.bound, self.document
        if bound is None or bound.place is not place or document is None:
            return  # something else was asked for meanwhile
        self.bound = None
        if script is None:
            self._arrive(play=bound.play and self.spot.line is not None)
        elif self.reader.held(script.chapter) is script:
            self.reader.go(landing(script))
            self._arrive(play=bound.play)
        else:
            self._loaded(document, landing(script).place, 0.0, script, play=bound.play)
            if not self.playing:
                self._save_position()

    def _reached(self, place: Place, seconds: float, script: Script | None) -> None:
        bound = self.bound
        if bound is None or bound.place is not place:
            return
        if script is not None:
            self.reader.hold(script)
            chapter = self._lacking(seconds)
            if chapter is not None:
                self._find(chapter, _way(seconds), partial(self._reached, place, seconds))
                return
        self.bound = None
        self.reader.skip(seconds)
        self._arrive(play=bound.play)

    def _arrive(self, *, play: bool) -> None:
        """It is where it was to go."""
        if play and not self.playing:
            self.play()
        elif not play:
            self._save_position()
        self._tell()
        self._do_pressed()

    def _do_pressed(self) -> None:
        """What was pressed on the way, until another chapter has to come."""
        while self._pressed and self.bound is None:
            self._pressed.popleft()()

    def _load(
        self, place: Place, document: DocumentLine | None = None, *, ms: float = 0.0, play: bool
    ) -> None:
        """Elsewhere: what was pressed for where it was is not for there."""
        self._pressed.clear()
        super()._load(place, document, ms=ms, play=play)

    def _not_fetched(self, place: Place, error: Exception) -> None:
        self._pressed.clear()
        super()._not_fetched(place, error)

    def _loaded(
        self,
        document: DocumentLine,
        place: Place,
        ms: float,
        script: Script,
        *,
        play: bool,
    ) -> None:
        super()._loaded(document, place, ms, script, play=play)
        self._do_pressed()


def _way(seconds: float) -> int:
    return 1 if seconds > 0 else -1
