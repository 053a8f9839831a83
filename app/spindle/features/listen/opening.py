"""What is open: a document and a chapter of it, or a recording; how one gives way to another.

What is heard of it is in ``flow``.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from spindle.core.clock import SECOND
from spindle.core.feature import App
from spindle.core.ids import SessionId
from spindle.core.session import Outcome, Session
from spindle.core.sound_events import Device
from spindle.core.undo import Undo
from spindle.features.listen.again import Again
from spindle.features.listen.asking import Asked, Asking
from spindle.features.listen.block import RunningBlock
from spindle.features.listen.events import ReadingChanged
from spindle.features.listen.gathering import Gathering
from spindle.features.listen.inverse import Inverse, nothing
from spindle.features.listen.keeping import Keeping
from spindle.features.listen.library import Library
from spindle.features.listen.notices import DAMAGED, NO_DEVICE, NO_VOICE, About, Notices
from spindle.features.listen.queries import Known
from spindle.features.listen.reader import Heard, Pauses, Reader, Spot
from spindle.features.listen.recordings import Recordings
from spindle.features.listen.records import DocumentLine, Kept, Position, said
from spindle.features.listen.script import Script
from spindle.features.listen.settings import DELAY, PARAGRAPH_PAUSE, SENTENCE_PAUSE
from spindle.features.listen.sitting import Sitting
from spindle.features.listen.store import ListenStore
from spindle.features.listen.text.model import Place
from spindle.features.listen.voicing import Voicing


@dataclass(frozen=True, slots=True)
class Bound:
    """What is on its way onto the page: a place, and whether it shall sound once it is there.

    The place is None while the document is not known yet.
    """

    place: Place | None
    play: bool


class Opening(ABC):
    """GUI thread.

    Attributes:
        library: The documents.
        recordings: The sound file that is open, if it is no text that is.
        reader: The place and the voice.
        sitting: The session, running or about to begin; None while nothing is open.
        asked: A check that is open, or whose answer is being shown.
        notices: What is to be said about the open document.
        keeping: What was kept of it.
        voicing: Which voice reads what.
        voice: The one that reads the open document.
        bound: What was asked for and is not there yet; what is pressed meanwhile is for that.
        silent: The words move, unheard.
        sleep_after_chapter: It rests where the chapter ends.
        undo: The verbs that can be taken back.
        again: Missed checks that are asked once more.
    """

    def __init__(self, app: App, heard: Heard) -> None:
        self._app = app
        self._store = ListenStore(app.database)
        self.reader = Reader(app.sound, app.clock, heard)
        self.reader.set_delay(float(app.settings.get(DELAY)))
        self.library = Library(app, self._store, self._arrived)
        self.recordings = Recordings(app, self._store, self._session_over)
        self.keeping = Keeping(app, self._store, self._tell)
        self.voicing = Voicing(app)
        self.voice = self.voicing.usual
        self.notices = Notices()
        self._counts = app.new_alarm()
        self.bound: Bound | None = None
        self.sitting: Sitting | None = None
        self.asked: Asked | None = None
        self.silent = False
        self.sleep_after_chapter = False
        self.undo = Undo()
        self.again = Again(app, self._store, self._tell)
        self._gathering = Gathering(self._store)
        self._asking = Asking(0, self._gathering.around)
        self._rested_at: int | None = None
        self._waiting_for: int | None = None
        self._opening = 0
        self._look_away = nothing
        self._after = app.new_alarm()
        self._block = RunningBlock(app, self._block_changed, self._block_ended)
        self._store.ask_voices(self._take_voices)

    @abstractmethod
    def play(self) -> None:
        """Go on."""

    @abstractmethod
    def _text_ended(self) -> None:
        """There is nothing more to say in the open document."""

    @abstractmethod
    def _session_over(self, session: Session) -> None:
        """A session was closed."""

    @abstractmethod
    def _block_ended(self, block: SessionId) -> None:
        """A block of work is over."""

    @abstractmethod
    def _save_position(self) -> None:
        """Write where reading is."""

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
    def going(self) -> bool:
        """Whether it sounds, or will as soon as what is on its way is there."""
        return self.playing if self.bound is None else self.bound.play

    @property
    def kept(self) -> tuple[Kept, ...]:
        """What was kept of the open document."""
        return self.keeping.all

    @property
    def heard_words(self) -> int:
        """Words of the document before the place."""
        document, script, line = self.document, self.script, self.spot.line
        if document is None or script is None:
            return 0
        earlier = said(document.chapters[: script.chapter], document.skips)
        return earlier + (0 if line is None else script.before[line.number])

    def _open(self, name: str, at: Place | None, *, play: bool) -> None:
        self._close()
        self.again.put_away()
        self._opening += 1
        self.bound = Bound(None, play)
        # It takes as long to be ready as the text takes to be on the page.
        self._app.sound.wake()
        self._store.ask_document(name, partial(self._found, self._opening, at))

    def _close(self) -> None:
        """Leave what is open; its place is kept, whatever the voice has still to tell."""
        self._after.clear()
        self._counts.clear()
        self._waiting_for = self.bound = None
        self.asked = None
        if self.playing:
            self._save_position()
            self.reader.pause()
        sitting, self.sitting = self.sitting, None
        if sitting is not None:
            sitting.end(Outcome.STOPPED)

    def _found(
        self,
        turn: int,
        at: Place | None,
        document: DocumentLine | None,
    ) -> None:
        if turn != self._opening:
            return
        if document is None:
            self.bound = None
            self._tell()
            return
        self.recordings.close()
        self.notices.unsay()
        self._look_at_device()
        if document.recording is not None:
            play, self.bound = self.going, None
            self.reader.close()
            self.recordings.open(document, play=play)
            return
        if document.opened is None:
            self._tell_of_file(document)
        done = partial(self._voice_found, turn, document, at)
        self.voicing.find(document.language, done)

    def _voice_found(
        self,
        turn: int,
        document: DocumentLine,
        at: Place | None,
        voice: str | None,
    ) -> None:
        """The document is opened by its voice; without one it says so and does not begin."""
        if turn != self._opening:
            return
        self._use_voice(document, voice)
        position = document.position or Position()
        self._rested_at = None if at is not None or not position.saved else position.saved
        self._store.ask_known(self.voice, partial(self._known, document))
        self.keeping.show(document.id)
        same_voice = position.voice == self.voice and at is None
        ms = position.ms if same_voice else 0.0
        play = self.going and voice is not None
        self._load(at or position.place, document, ms=ms, play=play)

    def _look_at_device(self) -> None:
        """What is behind sound is loaded with the first document, not with the program."""
        if self._look_away is nothing:
            self._look_away = self._app.sound.watch(self._device_changed)
        self._device_changed(self._app.sound.device())

    def _device_changed(self, device: Device) -> None:
        if device is Device.SILENT:
            self.notices.say(About.DEVICE, NO_DEVICE)
        else:
            self.notices.unsay(About.DEVICE)
        self._tell()

    def _use_voice(self, document: DocumentLine, voice: str | None) -> None:
        self.voice = voice or self.voicing.usual
        self.notices.unsay(About.VOICE)
        if voice is None:
            self.notices.say(About.VOICE, NO_VOICE, {"language": document.language})

    def _tell_of_file(self, document: DocumentLine) -> None:
        """What the file lacked; said when it comes in, and kept with what is set for the text."""
        for sentence, facts in document.notices:
            self.notices.add(About.FILE, sentence, facts)

    def _take_voices(self, kept: Mapping[str, str]) -> None:
        self.voicing.kept = kept

    def _known(self, document: DocumentLine, known: tuple[Known, Known]) -> None:
        self.sitting = Sitting(
            self._app, self._store, document, known, self._block, self._session_over
        )
        self.sitting.set_silent(silent=self.silent)
        self._asking = Asking(self._app.clock.now().wall, self._gathering.around)

    def _block_changed(self) -> None:
        if self.sitting is not None:
            self.sitting.follow_block()

    def _load(
        self, place: Place, document: DocumentLine | None = None, *, ms: float = 0.0, play: bool
    ) -> None:
        """Fetch a chapter and rest or play at a place in it."""
        document = document or self.document
        if document is not None:
            self.bound = Bound(place, play)
            fetched = partial(self._fetched, document, place, ms)
            failed = partial(self._not_fetched, place)
            self._store.ask_script(document, place.chapter, fetched, failed)

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

    def _pauses(self) -> Pauses:
        """As they are set now."""
        settings = self._app.settings
        return Pauses(settings.get(SENTENCE_PAUSE) / 1000, settings.get(PARAGRAPH_PAUSE) / 1000)

    def _not_fetched(self, place: Place, error: Exception) -> None:
        if self.bound is not None and self.bound.place == place:
            self.bound = None
        self._damaged(error)

    def _damaged(self, error: Exception) -> None:
        del error
        self.notices.say(About.TROUBLE, DAMAGED)
        self._tell()

    def _next_wanted(self, chapter: int) -> None:
        """Fetch it, or the first after it in which something is said; what sounds is left alone."""
        document, loaded = self.document, self.reader.loaded
        if document is not None and loaded and chapter < len(document.chapters):
            found = partial(self._next_found, loaded[-1])
            self._store.ask_script(document, chapter, found, self._damaged)

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
        self._store.ask_script(document, chapter, found, partial(self._not_fetched, place))

    def _found_on(self, document: DocumentLine, place: Place, script: Script | None) -> None:
        bound = self.bound
        if script is None or script.lines or bound is None or not bound.play:
            self._fetched(document, place, 0.0, script)
        elif bound.place == place:
            self.bound = None
            self._sound_from(place.chapter + 1)

    def _begin_at(self, wpm: float) -> None:
        """The next session begins at this speed, with what is known by then."""
        document = self.document
        if document is None:
            return
        self._store.change_document(document.id, self._app.clock.now().wall, wpm=wpm)
        self._know_anew(replace(document, wpm=wpm))

    def _know_anew(self, document: DocumentLine) -> None:
        """The next session begins with what is known by now."""
        self._store.ask_known(self.voice, partial(self._known, document))

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
        self._tell_of_file(document)
        if self._waiting_for is not None and self._waiting_for < len(document.chapters):
            chapter, self._waiting_for = self._waiting_for, None
            self._sound_from(chapter)
        self._tell()

    def _did(self, inverse: Inverse) -> Inverse:
        """A verb was done that can be taken back."""
        if inverse is not nothing:
            self.undo.push(inverse)
        return inverse

    def _tell(self) -> None:
        self._app.bus.publish(ReadingChanged())
