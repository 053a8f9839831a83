"""How the text around the place is had: read and counted on the worker, some chapters at once."""

from functools import partial

from spindle.features.listen.records import DocumentLine
from spindle.features.listen.script import Script
from spindle.features.listen.store import ListenStore
from spindle.features.listen.surroundings import AHEAD, WHOLE, Surroundings, chapters_around


class Gathering:
    """GUI thread."""

    def __init__(self, store: ListenStore) -> None:
        self._store = store
        self._document = ""
        self._turn = 0
        self._known: tuple[Surroundings, ...] = ()

    def gather(self, document: DocumentLine, chapter: int) -> None:
        """Read what lies around a chapter, unless enough of it is known."""
        if document.id != self._document:
            self.forget()
            self._document = document.id
        words = [each.said(document.skips) for each in document.chapters]
        enough = chapters_around(words, chapter, AHEAD // 2, WHOLE // 2)
        if any(all(each in known.lines for each in enough) for known in self._known):
            return
        wanted = chapters_around(words, chapter)
        self._store.ask_surroundings(document, wanted, partial(self._gathered, self._turn))

    def forget(self) -> None:
        """Another document, or said in another way."""
        self._turn += 1
        self._known = ()

    def around(self, script: Script) -> Surroundings:
        """What is known around a chapter; at least that itself."""
        found = next((each for each in self._known if each.has(script)), None)
        if found is None:
            found = Surroundings.of((script,))
            self._known = (found, *self._known[:1])
        return found

    def _gathered(self, turn: int, found: Surroundings) -> None:
        if turn == self._turn:
            # The chapter before sounds to its end while the next one is gathered.
            self._known = (found, *self._known[:1])
