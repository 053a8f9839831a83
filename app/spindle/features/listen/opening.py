"""What is open: a document and a chapter of it, or a recording; how one gives way to another.

What is heard of it is in ``flow``.
"""

from abc import ABC, abstractmethod
from dataclasses import replace
from functools import partial

from spindle.core.feature import App
from spindle.core.session import Outcome, Session
from spindle.features.listen.asking import Asked, Asking
from spindle.features.listen.events import ReadingChanged
from spindle.features.listen.library import Library
from spindle.features.listen.queries import Known
from spindle.features.listen.reader import Heard, Pauses, Reader, Spot
from spindle.features.listen.recordings import Recordings
from spindle.features.listen.records import DocumentLine, Kept, Position
from spindle.features.listen.script import Script
from spindle.features.listen.settings import PARAGRAPH_PAUSE, SENTENCE_PAUSE, VOICE
from spindle.features.listen.sitting import Sitting
from spindle.features.listen.store import ListenStore
from spindle.features.listen.text.model import Place


class Opening(ABC):
    """GUI thread.

    Attributes:
        library: The documents.
        recordings: The sound file that is open, if it is no text that is.
        reader: The place and the voice.
        sitting: The session, running or about to begin; None while nothing is open.
        asked: A check that is open, or whose answer is being shown.
        notice: A sentence marked in the context "Listen", with its facts; empty for none.
        kept: What was kept of the open document.
        sleep_after_chapter: It rests where the chapter ends.
    """

    def __init__(self, app: App, heard: Heard) -> None:
        self._app = app
        self._store = ListenStore(app.database)
        self.reader = Reader(app.sound, heard)
        self.library = Library(app, self._store, self._arrived)
        self.recordings = Recordings(app, self._store, self._session_over)
        self.sitting: Sitting | None = None
        self.asked: Asked | None = None
        self.notice: tuple[str, tuple[tuple[str, str], ...]] = ("", ())
        self.kept: tuple[Kept, ...] = ()
        self.sleep_after_chapter = False
        self._asking = Asking(0)
        self._rested_at: int | None = None
        self._play_next = False
        self._waiting_for: int | None = None
        self._after = app.new_alarm()

    @abstractmethod
    def play(self) -> None:
        """Go on."""

    @abstractmethod
    def _session_over(self, session: Session) -> None:
        """A session was closed."""

    @property
    def document(self) -> DocumentLine | None:
        """The open one."""
        return self.reader.document

    @property
    def script(self) -> Script | None:
        """The open chapter."""
        return self.reader.script

    @property
    def spot(self) -> Spot:
        """The word that is heard, or was heard last."""
        return self.reader.spot

    @property
    def playing(self) -> bool:
        """Whether it sounds (or would, in silence)."""
        return self.reader.playing

    @property
    def heard_words(self) -> int:
        """Words of the document before the place."""
        document, script, line = self.document, self.script, self.spot.line
        if document is None or script is None:
            return 0
        earlier = sum(each.words for each in document.chapters[: script.chapter])
        return earlier + (0 if line is None else script.before[line.number])

    def _open(self, name: str, at: Place | None, *, play: bool) -> None:
        self._close()
        self._store.ask_document(name, partial(self._found, at, play))

    def _close(self) -> None:
        """Leave what is open; its place is kept."""
        self._after.clear()
        self._waiting_for = None
        self.asked = None
        if self.playing:
            self.reader.pause()
        sitting, self.sitting = self.sitting, None
        if sitting is not None:
            sitting.end(Outcome.STOPPED)

    def _found(self, at: Place | None, play: bool, document: DocumentLine | None) -> None:  # noqa: FBT001 - bound by partial
        if document is None:
            self._tell()
            return
        self.recordings.close()
        if document.recording is not None:
            self.reader.close()
            self.recordings.open(document, play=play)
            return
        position = document.position or Position()
        self._rested_at = None if at is not None or not position.saved else position.saved
        voice = self._app.settings.get(VOICE)
        self._store.ask_known(voice, partial(self._known, document, voice))
        self._store.ask_kept(document.id, self._take_kept)
        same_voice = position.voice == voice and at is None
        self._load(at or position.place, document, ms=position.ms if same_voice else 0.0, play=play)

    def _known(self, document: DocumentLine, voice: str, known: Known) -> None:
        self.sitting = Sitting(self._app, self._store, document, voice, known, self._session_over)
        self._asking = Asking(self._app.clock.now().wall)

    def _take_kept(self, kept: list[Kept]) -> None:
        self.kept = tuple(kept)

    def _load(
        self, place: Place, document: DocumentLine | None = None, *, ms: float = 0.0, play: bool
    ) -> None:
        """Fetch a chapter and rest or play at a place in it."""
        document = document or self.document
        if document is not None:
            loaded = partial(self._loaded, document, place, ms, play)
            self._store.ask_script(document, place.chapter, loaded, self._damaged)

    def _loaded(
        self,
        document: DocumentLine,
        place: Place,
        ms: float,
        play: bool,  # noqa: FBT001 - bound by partial
        script: Script | None,
    ) -> None:
        if script is None:
            self._tell()
            return
        settings = self._app.settings
        self.reader.pauses = Pauses(
            settings.get(SENTENCE_PAUSE) / 1000, settings.get(PARAGRAPH_PAUSE) / 1000
        )
        self.reader.open(document, script, place, ms)
        self.reader.set_voice(settings.get(VOICE))
        self._asking.over()
        self._tell()
        if play:
            self.play()

    def _respoken(self, script: Script | None) -> None:
        if script is not None:
            self.reader.replace_script(script)
            self._tell()

    def _damaged(self, error: Exception) -> None:
        del error
        self._notify("This chapter is damaged and cannot be shown.")

    def _next_wanted(self, chapter: int) -> None:
        document = self.document
        if document is not None and chapter < len(document.chapters):
            self._store.ask_script(document, chapter, self._next_found, self._damaged)

    def _next_found(self, script: Script | None) -> None:
        document = self.document
        if script is None or document is None or self.script is None:
            return
        if script.chapter != self.script.chapter + 1:
            return
        if not script.lines or self._play_next:
            play, self._play_next = self._play_next, False
            if script.lines:
                self._loaded(document, Place(script.chapter, 0, 0), 0.0, play, script)
            else:
                self._skip_empty(script.chapter + 1, play=play)
        elif not self.sleep_after_chapter:
            self.reader.extend(script)

    def _skip_empty(self, chapter: int, *, play: bool) -> None:
        """A chapter of which nothing is said: the one after it follows."""
        document = self.document
        if document is not None and chapter < len(document.chapters):
            self._load(Place(chapter, 0, 0), play=play)

    def _begin_at(self, wpm: float) -> None:
        """The next session begins at this speed, with what is known by then."""
        document = self.document
        if document is None:
            return
        self._store.change_document(document.id, self._app.clock.now().wall, wpm=wpm)
        voice = self._app.settings.get(VOICE)
        following = replace(document, wpm=wpm)
        self._store.ask_known(voice, partial(self._known, following, voice))

    def _arrived(self, name: str) -> None:
        """A document is whole: it opens, unless another sounds; an open one has grown."""
        if self.document is not None and self.document.id == name:
            self._store.ask_document(name, self._grown)
        elif not self.playing and not self.recordings.playing:
            self._open(name, None, play=False)

    def _grown(self, document: DocumentLine | None) -> None:
        """More chapters of the open document have come."""
        if document is None or self.document is None or document.id != self.document.id:
            return
        self.reader.document = document
        if self._waiting_for is not None and self._waiting_for < len(document.chapters):
            self._load(Place(self._waiting_for, 0, 0), play=True)
            self._waiting_for = None
        self._tell()

    def _notify(self, sentence: str) -> None:
        self.notice = (sentence, ())
        self._tell()

    def _tell(self) -> None:
        self._app.bus.publish(ReadingChanged())
