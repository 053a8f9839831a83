"""Listen for everybody else: what a person can do with a text.

The way of a text, each a class on top of the one before:

- ``opened`` holds what is open and its parts: reader, library, recordings, sitting, asking.
- ``fetching`` brings chapters, ``opening`` documents with their voice and what is known of both.
- ``crossing`` goes over the edge of a chapter, ``checking`` brings a check and leaves it; ``flow``
  follows the voice: words move the place, sentence ends count in the sitting and bring checks, an
  end closes the session.

What a person does with it, each on top again: ``playing``, ``walking``, ``amending`` the document,
``playing_file`` for a recording, ``speeding``, ``answering`` checks, ``handing`` on what is kept,
``sleeping``; here are the library, ratings and what comes from outside.

Of the parts, ``sitting`` is one session on top of its ``pacing``, ``understanding`` what the checks
show of a voice, ``asking`` when a check comes and what it asks, ``advising`` what is worth a word
about the speed; ``velocity`` is the pure model.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from spindle.core.feature import App, PageAsked
from spindle.core.ids import Ref
from spindle.core.presence import QuietChanged
from spindle.core.settings import SettingChanged
from spindle.core.voice import VOICE
from spindle.features.listen.events import LibraryChanged, ReadingChanged
from spindle.features.listen.finding import Finding
from spindle.features.listen.inverse import Inverse
from spindle.features.listen.media import Media
from spindle.features.listen.settings import DELAY
from spindle.features.listen.sleeping import Sleeping
from spindle.features.listen.text.model import Place


class ListenService(Sleeping):
    """What page, finder and commands talk to. GUI thread.

    Attributes:
        finding: Some words in the open document.
    """

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._media = Media(app, self)
        self.finding = Finding(self._store, self, self._grown, self._tell)
        self._farewells: tuple[Callable[[], None], ...] = (
            app.bus.subscribe(SettingChanged, self._setting_changed),
            app.bus.subscribe(QuietChanged, self._quiet_changed),
            app.bus.subscribe(LibraryChanged, lambda _: self.finding.more()),
            app.bus.subscribe(ReadingChanged, lambda _: self.finding.follow()),
        )

    # Documents

    def add(self, path: Path) -> str:
        """Read a file into the library and open it once it is there."""
        return self.library.add(path)

    def bring(self, path: Path) -> None:
        """A file came from outside the window: read it where it can be seen."""
        self.add(path)
        self._app.bus.publish(PageAsked("listen"))

    def open(self, name: str, *, play: bool = False, at: Place | None = None) -> None:
        """Open a document where it was left, or at a place."""
        self._open(name, at, play=play)

    def open_arrived(self) -> None:
        """Open the first document that came while another sounded; that rests."""
        name = self.notices.arrived
        if name:
            self.open(name)

    def get_ready(self) -> None:
        """The text heard last will lie open in a moment, if there is one: wake the voice."""
        if any(each.opened is not None for each in self.library.documents):
            self._app.sound.wake()

    def remove(self, name: str) -> Callable[[], None]:
        """Take a document out of the library, and close it; the inverse opens it again."""
        lay_open = False
        self.notices.unsay_arrived(name)
        if self.document is not None and self.document.id == name:
            lay_open = True
            self._close()
            self.reader.close()
        if self.recordings.document is not None and self.recordings.document.id == name:
            lay_open = True
            self.recordings.close()
        put_back = self.library.remove(name)
        self._tell()
        return self._did(partial(self._put_back, name, put_back, opens=lay_open))

    def _put_back(self, name: str, put_back: Inverse, *, opens: bool) -> None:
        put_back()
        if opens and self.document is None and self.recordings.document is None:
            self.open(name)

    def take_back(self) -> None:
        """Take the latest verb back."""
        self.undo.back()

    # Sessions

    def rate(self, rating: int) -> None:
        """How the session went, 1–5."""
        if self.to_rate is not None:
            self._app.sessions.rate(self.to_rate, rating)
            self.to_rate = None
            self._tell()

    def not_rated(self) -> None:
        """It is not rated."""
        self.to_rate = None
        self._tell()

    def show(self, ref: Ref) -> None:
        """Open what a ref names and show the page."""
        if ref.kind == "document":
            self.open(ref.id, play=True)
            self._app.bus.publish(PageAsked("listen"))
        elif ref.kind in {"reading_check", "reading_mark"}:
            self._store.ask_place(ref, self._show_place)

    def _show_place(self, found: tuple[str, Place] | None) -> None:
        """A check or a mark lies open at its sentence."""
        if found is not None:
            self.open(found[0], at=found[1])
            self._app.bus.publish(PageAsked("listen"))

    def put_away(self) -> None:
        """What was said above the text was read."""
        self.notices.unsay()
        for each in self.library.refused:
            self.library.cancel(each.id)
        self._tell()

    def stop(self) -> None:
        """Spindle is closing."""
        for farewell in self._farewells:
            farewell()
        self._farewells = ()
        self._media.stop()
        self._block.stop()
        self._look_away()
        self._after.clear()
        self._sleep.clear()
        self._close()
        self.recordings.close()
        self.library.stop()
        self.reader.stop()

    # Inside

    def _setting_changed(self, event: SettingChanged) -> None:
        if not event.key.startswith("listen."):
            return
        settings = self._app.settings
        if self.sitting is not None:
            self.sitting.follow_settings()
        if event.key == DELAY.key:
            self.reader.set_delay(float(settings.get(DELAY)))
        elif event.key == VOICE.key:
            self.voicing.usual_changed(self._usual_voice)
        self._tell()

    def _usual_voice(self, language: str, voice: str) -> None:
        """The voice chosen in the settings reads its language from now on."""
        if language:
            self._store.save_voice(language, voice, self._app.clock.now().wall)
        self._find_voice()

    def _quiet_changed(self, event: QuietChanged) -> None:
        if event.quiet:
            self.end_session()
