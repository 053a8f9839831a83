"""How one document gives way to another: it is found, and its voice; what is known of both is read.

Its chapters come through ``fetching``.
"""

from dataclasses import replace
from functools import partial

from spindle.core.session import Outcome
from spindle.core.sound_events import Device
from spindle.features.listen.asking import Asking
from spindle.features.listen.fetching import Fetching
from spindle.features.listen.inverse import nothing
from spindle.features.listen.notices import NO_DEVICE, NO_VOICE, About
from spindle.features.listen.opened import Bound
from spindle.features.listen.queries import AtOpening
from spindle.features.listen.records import DocumentLine, Position
from spindle.features.listen.sitting import Sitting
from spindle.features.listen.text.model import Place


class Opening(Fetching):
    """GUI thread."""

    def _open(self, name: str, at: Place | None, *, play: bool) -> None:
        self._close()
        self.again.put_away()
        self.bound = Bound(None, play)
        # It takes as long to be ready as the text takes to be on the page.
        self._app.sound.wake()
        self._store.ask_document(name, self._still(partial(self._found, at)))

    def _close(self) -> None:
        """Leave what is open; its place is kept, whatever the voice has still to tell."""
        self._opening += 1
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

    def _found(self, at: Place | None, document: DocumentLine | None) -> None:
        if document is None:
            self.bound = None
            self._tell()
            return
        self.recordings.close()
        self.notices.opened(document.id)
        self._look_at_device()
        if document.recording is not None:
            play, self.bound = self.going, None
            self.reader.close()
            self.recordings.open(document, play=play)
            return
        if document.opened is None:
            self._tell_of_file(document)
        done = self._still(partial(self._voice_found, document, at))
        self.voicing.find(document.language, done)

    def _voice_found(self, document: DocumentLine, at: Place | None, voice: str | None) -> None:
        """The document is opened by its voice; without one it says so and does not begin."""
        self._use_voice(document, voice)
        position = document.position or Position()
        self._rested_at = None if at is not None or not position.saved else position.saved
        self._know_anew(document)
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

    def _known(self, document: DocumentLine, known: AtOpening) -> None:
        self.sitting = Sitting(
            self._app, self._store, document, known, self._block, self._session_over
        )
        self.sitting.set_silent(silent=self.silent)
        self._asking = Asking(self._app.clock.now().wall, self._gathering.around, known.worn)

    def _begin_at(self, wpm: float) -> None:
        """The next session begins at this speed, with what is known by then."""
        document = self.document
        if document is None:
            return
        self._store.change_document(document.id, self._app.clock.now().wall, wpm=wpm)
        self._know_anew(replace(document, wpm=wpm))

    def _know_anew(self, document: DocumentLine) -> None:
        """The next session begins with what is known by now."""
        self._store.ask_known(document.id, self.voice, self._still(partial(self._known, document)))

    def _arrived(self, name: str) -> None:
        """A document is whole: it opens; while another sounds it is named; an open one grew."""
        if self.document is not None and self.document.id == name:
            self._store.ask_document(name, self._grown)
        elif not self.playing and not self.recordings.playing:
            self._open(name, None, play=False)
        else:
            self._store.ask_document(name, self._say_arrived)

    def _say_arrived(self, document: DocumentLine | None) -> None:
        if document is not None:
            self.notices.say_arrived(document.id, document.title)
            self._tell()

    def _grown(self, document: DocumentLine | None) -> None:
        """More chapters of the open document have come."""
        if document is None or self.document is None or document.id != self.document.id:
            return
        self.reader.document = document
        if self.sitting is not None:
            self.sitting.become(document)
        self._tell_of_file(document)
        if self._waiting_for is not None and self._waiting_for < len(document.chapters):
            chapter, self._waiting_for = self._waiting_for, None
            self._sound_from(chapter)
        self._tell()
