"""How chapters come: the one that is asked for, the one that follows, the next that can be said.

A chapter is read on the worker, so what was asked for may be for another text, or another chapter,
by the time it is there. A chapter of which nothing is said is passed, and a damaged one is left out
after saying so.
"""

from collections.abc import Callable
from functools import partial

from spindle.core.clock import SECOND
from spindle.features.listen.notices import DAMAGED, LEFT_OUT, About
from spindle.features.listen.opened import Bound, Opened
from spindle.features.listen.records import DocumentLine
from spindle.features.listen.script import Script
from spindle.features.listen.text.model import Place


class Fetching(Opened):
    """GUI thread."""

    def _load(
        self, place: Place, document: DocumentLine | None = None, *, ms: float = 0.0, play: bool
    ) -> None:
        """Fetch a chapter and rest or play at a place in it."""
        document = document or self.document
        if document is not None:
            self.bound = Bound(place, play)
            fetched = partial(self._fetched, document, place, ms)
            self._ask(document, place.chapter, fetched, partial(self._not_fetched, place))

    def _fetched(
        self, document: DocumentLine, place: Place, ms: float, script: Script | None
    ) -> None:
        """It sounds as was asked last; another chapter may have been asked for since."""
        bound = self.bound
        if bound is None:
            return
        if bound.place == place:
            self.bound = None
        if script is None:
            self._tell()
        else:
            self._loaded(document, place, ms, script, play=bound.play)

    def _loaded(
        self,
        document: DocumentLine,
        place: Place,
        ms: float,
        script: Script,
        *,
        play: bool,
    ) -> None:
        self.reader.pauses = self._pauses()
        self.reader.open(document, script, place, ms)
        self.reader.set_voice(self.voice)
        # Not while the page is painted: both would take turns.
        self._counts.set(SECOND, partial(self._gathering.gather, document, script.chapter))
        self._tell()
        if play:
            self.play()

    def _ask(
        self,
        document: DocumentLine,
        chapter: int,
        found: Callable[[Script | None], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Read a chapter of the open text; for one that was opened since it is too late."""
        self._store.ask_script(document, chapter, self._still(found), self._still(failed))

    def _not_fetched(self, place: Place, error: Exception) -> None:
        if self.bound is not None and self.bound.place == place:
            self.bound = None
        self._damaged(error)

    def _damaged(self, error: Exception) -> None:
        del error
        self.notices.say(About.TROUBLE, DAMAGED)
        self._tell()

    def _leave_out(self, chapter: int) -> None:
        """A damaged chapter: it goes on behind it."""
        document = self.document
        title = "" if document is None else document.chapters[chapter].title
        self.notices.say(About.TROUBLE, LEFT_OUT, {"chapter": title or str(chapter + 1)})
        self._tell()

    def _next_wanted(self, chapter: int) -> None:
        """Fetch it, or the first after it in which something is said; what sounds is left alone."""
        document, loaded = self.document, self.reader.loaded
        if document is not None and loaded and chapter < len(document.chapters):
            found = partial(self._next_found, loaded[-1])
            failed = partial(self._next_damaged, loaded[-1], chapter)
            self._ask(document, chapter, found, failed)

    def _next_found(self, before: Script, script: Script | None) -> None:
        """It goes behind what it was asked for; another text or chapter may be open by now."""
        loaded = self.reader.loaded
        if script is None or not loaded or loaded[-1] is not before:
            return
        if script.lines:
            if self.document is not None:
                self._gathering.gather(self.document, script.chapter)
            self.reader.hold(script)
        else:
            self._next_wanted(script.chapter + 1)

    def _next_damaged(self, before: Script, chapter: int, error: Exception) -> None:
        """The one behind it follows instead."""
        del error
        loaded = self.reader.loaded
        if loaded and loaded[-1] is before:
            self._leave_out(chapter)
            self._next_wanted(chapter + 1)

    def _sound_from(self, chapter: int) -> None:
        """Go on in this chapter, or in the first after it in which something is said."""
        document = self.document
        if document is None:
            return
        if chapter >= len(document.chapters):
            self._text_ended()
            return
        self._rested_at = None
        place = Place(chapter, 0, 0)
        self.bound = Bound(place, play=True)
        found = partial(self._found_on, document, place)
        self._ask(document, chapter, found, partial(self._damaged_on, place))

    def _found_on(self, document: DocumentLine, place: Place, script: Script | None) -> None:
        bound = self.bound
        if script is None or script.lines or bound is None or not bound.play:
            self._fetched(document, place, 0.0, script)
        elif bound.place == place:
            self.bound = None
            self._sound_from(place.chapter + 1)

    def _damaged_on(self, place: Place, error: Exception) -> None:
        bound = self.bound
        if bound is None or not bound.play:
            self._not_fetched(place, error)
        elif bound.place == place:
            self.bound = None
            self._leave_out(place.chapter)
            self._sound_from(place.chapter + 1)
