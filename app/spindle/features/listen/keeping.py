"""What the listener keeps of a text: bookmarks, notes, sentences."""

from collections.abc import Callable
from functools import partial

from spindle.core.feature import App
from spindle.core.ids import SessionId, new_id
from spindle.core.text import clean
from spindle.features.listen.records import Kept, MarkKind
from spindle.features.listen.script import Line, Script
from spindle.features.listen.store import ListenStore


class Keeping:
    """GUI thread.

    Attributes:
        all: What was kept of the open document, in the order of the text.
    """

    def __init__(self, app: App, store: ListenStore, changed: Callable[[], None]) -> None:
        self._app = app
        self._store = store
        self._changed = changed
        self._document = ""
        self.all: tuple[Kept, ...] = ()

    def show(self, document: str) -> None:
        """Read what was kept of a document."""
        self._document, self.all = document, ()
        self._store.ask_kept(document, partial(self._take, document))

    def get(self, name: str) -> Kept | None:
        """One of them."""
        return next((each for each in self.all if each.id == name), None)

    def of(self, line: Line, kind: MarkKind) -> Kept | None:
        """What was kept of a sentence already."""
        found = (each for each in self.all if each.kind is kind and each.place == line.place)
        return next(found, None)

    def keep(
        self, script: Script, line: Line, kind: MarkKind, note: str, session: SessionId | None
    ) -> Kept:
        """Keep a sentence, its place or a note to it."""
        found = Kept(
            id=new_id(),
            kind=kind,
            place=line.place,
            end=line.span.end,
            text=script.shown(line),
            note=clean(note).strip(),
            created=self._app.clock.now().wall,
        )
        self._store.keep(self._document, found, session)
        self._put(found)
        return found

    def drop(self, name: str) -> Callable[[], None]:
        """Keep it no longer; the inverse keeps it again."""
        found, document = self.get(name), self._document
        if found is None:
            return lambda: None
        self._store.set_removed("reading_mark", name, self._app.clock.now().wall)
        self.all = tuple(each for each in self.all if each.id != name)
        self._changed()
        return partial(self._again, document, found)

    def _again(self, document: str, found: Kept) -> None:
        seen = self._app.clock.now().wall
        self._store.set_removed("reading_mark", found.id, seen, removed=False)
        if document == self._document:
            self._put(found)

    def _put(self, found: Kept) -> None:
        self.all = tuple(sorted((*self.all, found), key=lambda each: (each.place, each.created)))
        self._changed()

    def _take(self, document: str, kept: list[Kept]) -> None:
        if document == self._document:
            self.all = tuple(kept)
            self._changed()
