"""How reading flows: documents open, words move the place, sentence ends bring checks.

The verbs that a person has for it are in ``service``.
"""

from dataclasses import replace
from functools import partial
from typing import Final

from spindle.core.clock import SECOND
from spindle.core.feature import App, Contributed
from spindle.core.session import Outcome, Session
from spindle.core.sound_events import Failed, Paced
from spindle.features.listen.asking import Asked, Asking
from spindle.features.listen.events import ReadingChanged, WordHeard
from spindle.features.listen.library import Library
from spindle.features.listen.queries import Known
from spindle.features.listen.reader import Heard, Pauses, Reader, Spot
from spindle.features.listen.records import DocumentLine, Kept, Position
from spindle.features.listen.rewind import rewind_after
from spindle.features.listen.script import Line, Script
from spindle.features.listen.settings import (
    CHECKS,
    GO_BACK,
    PARAGRAPH_PAUSE,
    SENTENCE_PAUSE,
    VOICE,
)
from spindle.features.listen.sitting import Sitting
from spindle.features.listen.store import ListenStore
from spindle.features.listen.text.model import Place
from spindle.features.listen.velocity.plan import REPLAY, Part

SAVED_EVERY: Final = 4 * SECOND
"""So much may be lost when the power goes, and a little more."""

FADE: Final = 10.0
"""Seconds over which it falls silent at night."""


class Flow:
    """GUI thread.

    Attributes:
        library: The documents.
        reader: The place and the voice.
        sitting: The session, running or about to begin; None while nothing is open.
        asked: A check that is open, or whose answer is being shown.
        notice: A sentence marked in the context "Listen", with its facts; empty for none.
        to_rate: The session that ended last and has no rating yet.
        kept: What was kept of the open document.
        silent: The words move, unheard.
        sleep_at: Awake µs at which it falls silent; None: never.
        sleep_after_chapter: It rests where the chapter ends.
        ratio: The speed in force as a multiple of the voice's own.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._store = ListenStore(app.database)
        heard = Heard(
            moved=self._moved,
            began=self._began,
            finished=self._finished,
            next_wanted=self._next_wanted,
            rested=self._rested,
            paced=self._paced,
            failed=self._failed,
        )
        self.reader = Reader(app.sound, heard)
        self.library = Library(app, self._store, self._arrived)
        self.sitting: Sitting | None = None
        self.asked: Asked | None = None
        self.notice: tuple[str, tuple[tuple[str, str], ...]] = ("", ())
        self.to_rate: Session | None = None
        self.kept: tuple[Kept, ...] = ()
        self.silent = False
        self.sleep_at: int | None = None
        self.sleep_after_chapter = False
        self.ratio = 1.0
        self._asking = Asking(0)
        self._saved_at = 0
        self._rested_at: int | None = None
        self._play_next = False
        self._paced_line = ""
        self._waiting_for: int | None = None
        self._after = app.new_alarm()

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

    def play(self) -> None:
        """Go on, a little before the place if the break was long."""
        self._after.clear()
        if self.sitting is None or self.script is None or (self.asked and self.asked.is_open):
            return
        if self.asked is not None:
            self._leave_answer(self.asked)
        elif self.spot.line is None:
            self._next_wanted(self.script.chapter + 1)
            self._play_next = True
            return
        else:
            self._go_back()
        self._rested_at = None
        self.reader.set_wpm(self.sitting.heard_wpm)
        self.reader.play()

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

    # What is heard

    def _moved(self, spot: Spot) -> None:
        if self.sitting is not None:
            self.sitting.moved(spot)
        if self.playing and self._app.clock.now().awake - self._saved_at >= SAVED_EVERY:
            self._save_position()
        self._app.bus.publish(WordHeard())

    def _began(self, line: Line) -> None:
        sitting = self.sitting
        if sitting is None or not self.playing:
            return
        fresh = sitting.session is None
        sitting.sound(self.spot)
        before = sitting.heard_wpm
        if line.id != self._paced_line:
            self._paced_line = line.id
            if sitting.pace() != before:
                self.reader.set_wpm(sitting.heard_wpm)
        if fresh:
            self._app.bus.publish(Contributed("listen"))
        self._tell()

    def _finished(self, line: Line) -> None:
        sitting = self.sitting
        if sitting is None:
            return
        sitting.words += line.words
        if sitting.part is Part.OVER:
            self.reader.pause()
            self._over(Outcome.COMPLETED)
        elif sitting.part is Part.WORK and self._app.settings.get(CHECKS):
            self._asking.heard(line, sitting.heard_wpm)
            if self.playing and self.script is not None:
                self._ask(self._asking.due(self.script))

    def _ask(self, asked: Asked | None) -> None:
        if asked is None or self.sitting is None:
            return
        self.asked = asked
        self.reader.pause()
        self.sitting.asks()
        self._tell()

    def _leave_check(self) -> None:
        """An open check counts as skipped when the person goes elsewhere."""
        asked, self.asked = self.asked, None
        self._after.clear()
        if asked is not None and asked.is_open and self.sitting is not None:
            self.sitting.answered(asked.check, asked.place, None, asked.wpm)
            self._asking.over()
            self._to_next(asked.line)

    def _leave_answer(self, asked: Asked) -> None:
        """On after a right answer; after a miss the sentence and the next again, slowly."""
        self.asked = None
        script = self.script
        if script is None or self.sitting is None:
            return
        if asked.right:
            self._to_next(asked.line)
        else:
            self.sitting.slow_down(REPLAY)
            self._paced_line = ""
            line = script.at(asked.place)
            if line is not None:
                self.reader.go(line)

    def _to_next(self, line: Line) -> None:
        script = self.script
        if script is not None and line.chapter == script.chapter:
            self.reader.go(script.step(line, 1))

    def _rested(self, why: str) -> None:
        at = self._app.clock.now()
        self._rested_at = at.wall
        if self.sitting is not None:
            self.sitting.rest(self.spot)
        self._save_position()
        if why == "ended":
            self._chapter_ended()
        self._tell()

    def _chapter_ended(self) -> None:
        document, script = self.document, self.script
        if document is None or script is None or self.asked is not None:
            return
        if script.chapter + 1 < len(document.chapters):
            if self.sleep_after_chapter:
                self.sleep_after_chapter = False
            else:
                self._load(Place(script.chapter + 1, 0, 0), play=True)
            return
        if any(each.id == document.id for each in self.library.arriving):
            # Faster than the import: it sounds on as soon as there is more.
            self._waiting_for = script.chapter + 1
            self._store.ask_document(document.id, self._grown)
            return
        seen = self._app.clock.now().wall
        self._store.change_document(document.id, seen, finished=seen, heard=document.words)
        self._over(Outcome.COMPLETED)

    def _over(self, outcome: Outcome) -> None:
        if self.sitting is not None:
            self.sitting.end(outcome)

    def _session_over(self, session: Session) -> None:
        if self._app.sessions.asks_rating(session):
            self.to_rate = session
        document, old = self.document, self.sitting
        if document is not None and old is not None:
            following = replace(document, wpm=old.ramp.speed)
            self._store.ask_known(old.voice, partial(self._known, following, old.voice))
        self.library.refresh()
        self._app.bus.publish(Contributed("listen"))
        self._tell()

    def _begin_at(self, wpm: float) -> None:
        """The next session begins at this speed, with what is known by then."""
        document = self.document
        if document is None:
            return
        self._store.change_document(document.id, self._app.clock.now().wall, wpm=wpm)
        voice = self._app.settings.get(VOICE)
        following = replace(document, wpm=wpm)
        self._store.ask_known(voice, partial(self._known, following, voice))

    def _paced(self, paced: Paced) -> None:
        self.ratio = paced.ratio

    def _failed(self, failed: Failed) -> None:
        self.notice = (failed.sentence, failed.facts)
        self._tell()

    def _arrived(self, name: str) -> None:
        """A document is whole: it opens, unless another sounds; an open one has grown."""
        if self.document is not None and self.document.id == name:
            self._store.ask_document(name, self._grown)
        elif self.document is None or not self.playing:
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

    # Places

    def _go_back(self) -> None:
        """What is heard again after a break."""
        script, line = self.script, self.spot.line
        if self._rested_at is None or script is None or line is None:
            return
        if self.reader.step_mode or not self._app.settings.get(GO_BACK):
            return
        back = rewind_after(self._app.clock.now().wall - self._rested_at)
        if back.sentences:
            self.reader.go(script.step(line, -back.sentences))
        elif back.seconds:
            self.reader.skip(-back.seconds)

    def _save_position(self) -> None:
        document, at = self.document, self._app.clock.now()
        if document is None or self.spot.line is None:
            return
        self._saved_at = at.awake
        voice = self._app.settings.get(VOICE)
        position = Position(place=self.spot.place, ms=self.spot.ms, voice=voice, saved=at.wall)
        self._store.save_position(document.id, position, self.heard_words)

    def _notify(self, sentence: str) -> None:
        self.notice = (sentence, ())
        self._tell()

    def _tell(self) -> None:
        self._app.bus.publish(ReadingChanged())
