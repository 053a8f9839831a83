"""A sound file that is listened to: its place, its speed, its pauses, its session.

It has a hold of its own on the voice; there are no words in it, so nothing is asked.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from spindle.core.clock import MINUTE, SECOND, Moment
from spindle.core.feature import App
from spindle.core.session import Outcome, Session
from spindle.core.sessions import BEAT
from spindle.core.sound_events import At, Displaced, Ended, Failed, VoiceEvent
from spindle.core.sound_port import FASTEST, SLOWEST
from spindle.features.listen.beginning import begin
from spindle.features.listen.events import ReadingChanged, WordHeard
from spindle.features.listen.inverse import Inverse, nothing
from spindle.features.listen.playhead import Playhead
from spindle.features.listen.recording_files import FOLDER
from spindle.features.listen.records import DocumentLine, Position, Recording
from spindle.features.listen.rewind import rewind_after
from spindle.features.listen.settings import FLOOR
from spindle.features.listen.store import ListenStore, Totals

if TYPE_CHECKING:
    from spindle.core.sound_port import VoiceLane

LETS_GO: Final = 5 * MINUTE
SAVED_EVERY: Final = 4 * SECOND
STEP: Final = 0.05
_SENTENCE: Final = 4.0
"""Seconds that stand for a sentence where there are no sentences."""

_AT_END: Final = 500.0
_TELLING: Final = 10.0
_LONGEST_STEP: Final = 4_000.0
"""Ms of the file between two reports; more is a jump."""


class Recordings:
    """GUI thread.

    Attributes:
        document: The open one; None while none is.
        playing: Whether it sounds.
        ms: The place in the file that was told last, at its own speed.
        trouble: A sentence marked in the context ``sound``, with its facts; empty for none.
        session: The running one.
        covered: Seconds of the file that were heard in it, at the file's own speed.
    """

    def __init__(self, app: App, store: ListenStore, ended: Callable[[Session], None]) -> None:
        """``ended`` gets each session that was closed."""
        self._app = app
        self._store = store
        self._ended = ended
        self._beat, self._let_go = app.new_alarm(), app.new_alarm()
        self._lane: VoiceLane | None = None
        self.document: DocumentLine | None = None
        self.playing = False
        self.ms = 0.0
        self.trouble: tuple[str, tuple[tuple[str, str], ...]] = ("", ())
        self.session: Session | None = None
        self.covered = 0.0
        self._sounded = 0
        self._since: int | None = None
        self._rested = 0
        self._rested_at: Moment | None = None
        self._left: int | None = None
        self._began = 0.0
        self._saved = 0
        self._head = Playhead()

    @property
    def recording(self) -> Recording | None:
        """What sounds, and how."""
        return None if self.document is None else self.document.recording

    @property
    def sounded(self) -> float:
        """Seconds of sound in this session."""
        return (self._sounded + self._running) / SECOND

    @property
    def place(self) -> float:
        """The place now, in ms; between two reports it is reckoned."""
        recording = self.recording
        most = 0.0 if recording is None else 1000 * recording.seconds
        return min(most, self._head.now(self._app.clock.now().awake))

    @property
    def effective(self) -> float | None:
        """Times its own speed with shortened pauses counted; None before ten seconds of sound."""
        return self.covered / self.sounded if self.sounded >= _TELLING else None

    def open(self, document: DocumentLine, *, play: bool = False) -> None:
        """Open it where it was left."""
        recording = document.recording
        if recording is None:
            return
        self.close()
        position = document.position or Position()
        self.document, self._rested = document, position.saved
        self._left = position.saved or None
        over = position.ms >= 1000 * recording.seconds - _AT_END
        self._move(0.0 if over else position.ms)
        lane = self._lane = self._app.sound.voice("listen file", self._told)
        lane.load_file(self._app.profile / FOLDER / recording.file, ms=self.ms)
        lane.set_ratio(recording.ratio)
        lane.set_silence(recording.silence)
        seen = self._app.clock.now().wall
        self._store.change_document(document.id, seen, opened=seen)
        if play:
            self.play()
        self._tell()

    def close(self) -> None:
        """Leave it; its place is kept."""
        if self.document is None:
            return
        if self.playing:
            self._rest()
        self.end(Outcome.STOPPED)
        lane, self._lane = self._lane, None
        self.document, self.trouble = None, ("", ())
        if lane is not None:
            lane.release()

    def toggle(self) -> None:
        """Play or rest."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Go on, a little earlier after a break."""
        if self._lane is None:
            return
        left, self._left = self._left, None
        if left is not None and not self.playing:
            back = rewind_after(self._app.clock.now().wall - left, self._app.settings)
            seconds = back.seconds or _SENTENCE * back.sentences
            if seconds:
                self.seek(self.ms - 1000 * seconds)
        self._lane.play()

    def pause(self, *, fade: float = 0.0) -> None:
        """Rest here."""
        if self._lane is not None:
            self._lane.pause(fade=fade)

    def skip(self, seconds: float) -> Inverse:
        """So many seconds of the file forward or back."""
        return self.seek(self.place + 1000 * seconds)

    def seek(self, ms: float) -> Inverse:
        """To a place in the file; the inverse goes back."""
        recording, before = self.recording, self.place
        if recording is None or self._lane is None:
            return nothing
        self._move(min(max(0.0, ms), 1000 * recording.seconds))
        self._lane.seek(ms=self.ms)
        self._save()
        self._tell()
        return partial(self._seek_back, "" if self.document is None else self.document.id, before)

    def _move(self, ms: float) -> None:
        """It is somewhere else now."""
        self.ms = ms
        ratio = 1.0 if self.recording is None else self.recording.ratio
        self._head = Playhead(ms, self._awake, ratio, moving=self.playing)

    def faster(self, by: float = STEP) -> Inverse:
        """So much more of its own speed; less with a negative number."""
        return nothing if self.recording is None else self.set_ratio(self.recording.ratio + by)

    def set_ratio(self, ratio: float) -> Inverse:
        """Times its own speed; the inverse sets the one before."""
        recording = self.recording
        if recording is None or self._lane is None:
            return nothing
        held = round(min(FASTEST, max(SLOWEST, ratio)), 2)
        self._head = replace(self._head, ms=self.place, at=self._awake, ratio=held)
        self._lane.set_ratio(held)
        self._change(replace(recording, ratio=held))
        return partial(self._again, recording)

    def set_silence(self, floor: int | None) -> Inverse:
        """Shorten pauses to so many ms, or leave them; the inverse has them as before."""
        recording = self.recording
        if recording is None or self._lane is None:
            return nothing
        self._lane.set_silence(floor)
        self._change(replace(recording, silence=floor))
        return partial(self._again, recording)

    def shorten(self, *, on: bool) -> Inverse:
        """Shorten pauses to the floor that is set, or leave them."""
        return self.set_silence(self._app.settings.get(FLOOR) if on else None)

    def _again(self, before: Recording) -> None:
        """Speed and pauses as they were, if the same file is still open."""
        recording = self.recording
        if recording is not None and recording.file == before.file:
            self.set_ratio(before.ratio)
            self.set_silence(before.silence)

    def _seek_back(self, name: str, ms: float) -> None:
        if self.document is not None and self.document.id == name:
            self.seek(ms)

    def end(self, outcome: Outcome) -> None:
        """Close the session, at the pause if it rests."""
        self._beat.clear()
        self._let_go.clear()
        self._sounded += self._running
        rested, self._since = (self._rested_at if self._since is None else None), None
        session, self.session = self.session, None
        if session is None:
            return
        self._write(session)
        closed = self._app.sessions.end(
            session.id,
            outcome,
            active=self._sounded,
            ended=self._app.sessions.wall(session, rested),
        )
        self._sounded = 0
        self._ended(closed)

    @property
    def _running(self) -> int:
        return 0 if self._since is None else max(0, self._app.clock.now().awake - self._since)

    def _told(self, event: VoiceEvent) -> None:
        match event:
            case At():
                self._at(event)
            case Ended():
                self._finish()
            case Displaced():
                self._rest()
            case Failed():
                self.trouble = (event.sentence, event.facts)
                self._tell()
            case _:
                return

    @property
    def _awake(self) -> int:
        return self._app.clock.now().awake

    def _at(self, event: At) -> None:
        gone = event.ms - self._head.ms
        if self.playing and 0 < gone < _LONGEST_STEP:
            self.covered += gone / 1000
        was, self.playing = self.playing, event.playing
        self._move(event.ms)
        if event.playing and not was:
            self._sound()
        elif was and not event.playing:
            self._rest()
        elif self._app.clock.now().awake - self._saved >= SAVED_EVERY:
            self._save()
        self._app.bus.publish(WordHeard())

    def _sound(self) -> None:
        """Sound goes on; the first time the session begins."""
        document = self.document
        if document is None:
            return
        self._let_go.clear()
        if self.session is None:
            self._sounded, self._began, self.covered = 0, self.ms, 0.0
            self.session = begin(self._app, document)
        self._since = self._app.clock.now().awake
        self._beat.set(BEAT, self._pulse)
        self._tell()

    def _rest(self) -> None:
        self._move(self.place)
        self.playing = False
        self._sounded += self._running
        self._since = None
        self._beat.clear()
        self._rested_at = self._app.clock.now()
        self._rested = self._left = self._rested_at.wall
        self._save()
        if self.session is not None:
            self._write(self.session)
            self._let_go.set(LETS_GO, lambda: self.end(Outcome.STOPPED))
        self._tell()

    def _finish(self) -> None:
        document, recording = self.document, self.recording
        if document is None or recording is None:
            return
        self._move(1000 * recording.seconds)
        self._rest()
        seen = self._app.clock.now().wall
        self._store.change_document(document.id, seen, finished=seen)
        self.end(Outcome.COMPLETED)

    def _pulse(self) -> None:
        if self.session is not None and self._since is not None:
            self._app.sessions.beat(self.session.id, self._sounded + self._running)
            self._write(self.session)
            self._beat.set(BEAT, self._pulse)

    def _change(self, recording: Recording) -> None:
        document = self.document
        if document is not None:
            self.document = replace(document, recording=recording)
            self._store.save_recording(document.id, recording, self._app.clock.now().wall)
            self._tell()

    def _save(self) -> None:
        if self.document is not None:
            at = self._app.clock.now()
            self._saved = at.awake
            position = Position(ms=self.place, voice="", saved=at.wall)
            self._store.save_position(self.document.id, position, 0)

    def _write(self, session: Session) -> None:
        if self.document is not None:
            totals = Totals(
                session=session.id,
                document=self.document.id,
                voice="",
                words=0,
                sounded=self._sounded + self._running,
                wpm=None,
                understood=None,
                began_at=str(round(self._began)),
                ended_at=str(round(self.ms)),
            )
            self._store.save_listening(totals, self._app.clock.now().wall)

    def _tell(self) -> None:
        self._app.bus.publish(ReadingChanged())
