"""Finding some words in the open document, beside whatever sounds.

What is found may lie in another chapter than the one that is heard: that is looked at, and the
voice goes on where it is. The folded text is fetched piece by piece while the first letter is still
to be typed, and forgotten when the search ends; each letter then asks the worker once.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from spindle.features.listen.found import Anchor, Folded, Found, Nth
from spindle.features.listen.opened import Opened
from spindle.features.listen.records import DocumentLine
from spindle.features.listen.script import Script
from spindle.features.listen.store import ListenStore
from spindle.features.listen.text.matching import fold, matches, sought
from spindle.features.listen.text.model import Place, Span


class Hit(NamedTuple):
    """One place where it stands, in the chapter that is looked at."""

    block: int
    span: Span


class Finding:
    """GUI thread.

    Attributes:
        on: Something is looked for, or about to be.
        whole: All of the document was looked through.
        shown: The chapter of the present hit; None: that which is heard.
        hits: All in that chapter, in order.
        present: Which of them is the present one; None if there is none.
    """

    def __init__(
        self,
        store: ListenStore,
        opened: Opened,
        grown: Callable[[DocumentLine | None], None],
        changed: Callable[[], None],
    ) -> None:
        """Look for nothing yet.

        Args:
            store: Where the text is.
            opened: What lies open.
            grown: Takes a document of which more has come.
            changed: Told of every change.
        """
        self._store = store
        self._opened = opened
        self._grown = grown
        self._changed = changed
        self._document = ""
        self._turn = 0
        self._chapters: Mapping[int, str] = {}
        self._asking = self._stale = False
        self._folded = self._lit = ""
        self._anchor = Anchor()
        self._found = Found({}, None)
        self._nth: Nth | None = None
        self.on = False
        self.whole = False
        self.shown: Script | None = None
        self.hits: tuple[Hit, ...] = ()
        self.present: Hit | None = None

    @property
    def total(self) -> int:
        """How many there are, as far as it was looked through."""
        return self._found.total

    @property
    def number(self) -> int:
        """Which of them is the present one, from 1; 0 for none."""
        return 0 if self._nth is None else self._found.ordinal(self._nth)

    @property
    def nothing(self) -> bool:
        """Whether what was typed stands nowhere in the document."""
        return bool(self._folded) and self.whole and not self.total

    @property
    def place(self) -> Place | None:
        """Where the present one begins."""
        if self.present is None or self.shown is None:
            return None
        return Place(self.shown.chapter, self.present.block, self.present.span.start)

    def begin(self) -> None:
        """Get ready to look, from where reading is on."""
        document, script = self._opened.document, self._opened.script
        if document is None or script is None or self.on:
            return
        self._document, self.on = document.id, True
        line = self._opened.spot.line
        start = Place(script.chapter, 0, 0)
        self._anchor = _anchor(script, start if line is None else line.place)
        self._fetch()
        self._changed()

    def end(self, *, stay: bool = False) -> None:
        """Look no more: what is heard is shown again.

        To ``stay``: the voice is on its way to the chapter that is looked at.
        """
        if not self.on:
            return
        self._turn += 1
        self.on = self.whole = self._asking = False
        self._chapters, self._folded = {}, ""
        shown = self.shown
        self._forget()
        self.shown = shown if stay and self._opened.bound is not None else None
        self._changed()

    def look(self, typed: str) -> None:
        """Look for something, at the present hit first."""
        folded = sought(typed)
        if not self.on or folded == self._folded:
            return
        self._turn += 1
        self._folded = folded
        if folded:
            self._ask(self._chapters, self._looked)
        else:
            self._forget()
            self.shown = None
            self._changed()

    def step(self, by: int) -> None:
        """To the next one, or with -1 to the one before; behind the last comes the first."""
        if self._nth is not None and self.total:
            self._go(self._found.beside(self._nth, by))

    def follow(self) -> None:
        """Another document may lie open."""
        document = self._opened.document
        if not self.on:
            if self._opened.bound is None:
                self.shown = None
        elif document is None or document.id != self._document:
            self.end()

    def more(self) -> None:
        """The library has changed: more of the document may have come."""
        self._stale = self._asking
        if self.on and not self._asking:
            self._fetch()

    def _fetch(self) -> None:
        self._asking = True
        first = self._anchor.chapter
        done = partial(self._fetched, self._document)
        self._store.ask_folded(self._document, first, frozenset(self._chapters), done)

    def _fetched(self, document: str, found: Folded) -> None:
        if not self.on or document != self._document:
            return
        was, self.whole = self.whole, not found.more
        self._chapters = {**self._chapters, **found.chapters}
        again, self._asking, self._stale = found.more or self._stale, False, False
        if again:
            self._fetch()
        if found.chapters:
            self._know_new()
        if self._folded and (found.chapters or self.whole != was):
            self._ask(found.chapters, self._looked_on)

    def _know_new(self) -> None:
        """While a text comes in, chapters that are looked through must be known to be gone to."""
        known = self._opened.document
        if known is not None and max(self._chapters) >= len(known.chapters):
            self._store.ask_document(known.id, self._grown)

    def _ask(self, chapters: Mapping[int, str], done: Callable[[int, Found], None]) -> None:
        turn = partial(done, self._turn)
        self._store.ask_found(chapters, self._folded, self._anchor, turn)

    def _looked_on(self, turn: int, found: Found) -> None:
        """In chapters that have just come."""
        self._looked(turn, self._found.and_more(found))

    def _looked(self, turn: int, found: Found) -> None:
        if turn != self._turn or not self.on:
            return
        self._found = found
        if found.first is None:
            self._forget()
            self._changed()
        elif self._nth is None or self._lit != self._folded:
            self._go(found.first)
        else:
            self._changed()

    def _forget(self) -> None:
        """Nothing is lit; the page stays where it is."""
        self._found, self._nth, self._lit = Found({}, None), None, ""
        self.hits, self.present = (), None

    def _go(self, nth: Nth) -> None:
        self._nth = nth
        held = self._opened.reader.held(nth.chapter)
        if self.shown is not None and self.shown.chapter == nth.chapter:
            held = self.shown
        if held is not None:
            self._show(self._turn, nth, held)
        else:
            done = partial(self._show, self._turn, nth)
            self._store.ask_written(self._document, nth.chapter, done)

    def _show(self, turn: int, nth: Nth, script: Script | None) -> None:
        if turn != self._turn or nth != self._nth or script is None:
            return
        if script is not self.shown or self._lit != self._folded:
            self.hits = tuple(
                Hit(number, span)
                for number, block in enumerate(script.blocks)
                for span in matches(block.text, self._folded)
            )
        self.shown, self._lit = script, self._folded
        if nth.number < len(self.hits):
            self.present = self.hits[nth.number]
            place = Place(script.chapter, self.present.block, self.present.span.start)
            self._anchor = _anchor(script, place)
        self._changed()


def _anchor(script: Script, place: Place) -> Anchor:
    """A place of a chapter in its folded text."""
    earlier = sum(len(fold(block.text)) + 1 for block in script.blocks[: place.block])
    within = fold(script.blocks[place.block].text[: place.offset]) if script.blocks else ""
    return Anchor(script.chapter, earlier + len(within))
