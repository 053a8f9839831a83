"""What lies open: a document and a chapter of it, or a recording, and the parts that serve it.

It decides nothing; what each part is for, and which way a text goes through them, is in
``service``.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from spindle.core.feature import App
from spindle.core.ids import SessionId
from spindle.core.session import Session
from spindle.core.undo import Undo
from spindle.features.listen.again import Again
from spindle.features.listen.asking import Asked, Asking
from spindle.features.listen.block import RunningBlock
from spindle.features.listen.events import ReadingChanged
from spindle.features.listen.gathering import Gathering
from spindle.features.listen.inverse import Inverse, nothing
from spindle.features.listen.keeping import Keeping
from spindle.features.listen.library import Library
from spindle.features.listen.notices import About, Notice, Notices
from spindle.features.listen.reader import Heard, Pauses, Reader, Spot
from spindle.features.listen.recordings import Recordings
from spindle.features.listen.records import DocumentLine, Kept, said
from spindle.features.listen.script import Script
from spindle.features.listen.settings import DELAY, PARAGRAPH_PAUSE, SENTENCE_PAUSE
from spindle.features.listen.store import ListenStore
from spindle.features.listen.text.model import Place
from spindle.features.listen.voicing import Voicing

if TYPE_CHECKING:
    from spindle.features.listen.sitting import Sitting

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Bound:
    """What is on its way onto the page: a place, and whether it shall sound once it is there.

    The place is None while the document is not known yet.
    """

    place: Place | None
    play: bool


class Opened(ABC):
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
    def _arrived(self, name: str) -> None:
        """A document is whole."""

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
    def said(self) -> tuple[Notice, ...]:
        """What is to be said above what is open, files that could not be read included."""
        refused = (
            Notice(About.REFUSED, each.trouble[0], tuple(each.trouble[1].items()))
            for each in self.library.refused
            if each.trouble is not None
        )
        return (*self.notices.all, *refused)

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

    def _take_voices(self, kept: Mapping[str, str]) -> None:
        self.voicing.kept = kept

    def _block_changed(self) -> None:
        if self.sitting is not None:
            self.sitting.follow_block()

    def _pauses(self) -> Pauses:
        """As they are set now."""
        settings = self._app.settings
        return Pauses(settings.get(SENTENCE_PAUSE) / 1000, settings.get(PARAGRAPH_PAUSE) / 1000)

    def _still(self, done: Callable[[_T], None]) -> Callable[[_T], None]:
        """Take what was read, unless another text was opened since it was asked for."""
        turn = self._opening

        def taken(found: _T) -> None:
            if turn == self._opening:
                done(found)

        return taken

    def _did(self, inverse: Inverse) -> Inverse:
        """A verb was done that can be taken back."""
        if inverse is not nothing:
            self.undo.push(inverse)
        return inverse

    def _tell(self) -> None:
        self._app.bus.publish(ReadingChanged())
