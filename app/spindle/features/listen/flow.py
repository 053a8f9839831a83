"""How reading flows: words move the place, sentence ends bring checks, an end closes the session.

What is open is in ``opening``; the verbs that a person has for it are in ``service``.
"""

from dataclasses import replace
from functools import partial
from typing import Final

from spindle.core.clock import SECOND
from spindle.core.feature import App, Contributed
from spindle.core.session import Outcome, Session
from spindle.core.sound_events import Failed, Paced
from spindle.features.listen.asking import Asked
from spindle.features.listen.events import WordHeard
from spindle.features.listen.opening import Opening
from spindle.features.listen.reader import Heard, Spot
from spindle.features.listen.records import Position
from spindle.features.listen.rewind import rewind_after
from spindle.features.listen.script import Line
from spindle.features.listen.settings import CHECKS, GO_BACK, VOICE
from spindle.features.listen.text.model import Place
from spindle.features.listen.velocity.plan import REPLAY, Part

SAVED_EVERY: Final = 4 * SECOND
"""So much may be lost when the power goes, and a little more."""

FADE: Final = 10.0
"""Seconds over which it falls silent at night."""


class Flow(Opening):
    """GUI thread.

    Attributes:
        to_rate: The session that ended last and has no rating yet.
        silent: The words move, unheard.
        sleep_at: Awake µs at which it falls silent; None: never.
        ratio: The speed in force as a multiple of the voice's own.
    """

    def __init__(self, app: App) -> None:
        heard = Heard(
            moved=self._moved,
            began=self._began,
            finished=self._finished,
            next_wanted=self._next_wanted,
            rested=self._rested,
            paced=self._paced,
            failed=self._failed,
        )
        super().__init__(app, heard)
        self.to_rate: Session | None = None
        self.silent = False
        self.sleep_at: int | None = None
        self.ratio = 1.0
        self._saved_at = 0
        self._paced_line = ""

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

    def _paced(self, paced: Paced) -> None:
        self.ratio = paced.ratio

    def _failed(self, failed: Failed) -> None:
        self.notice = (failed.sentence, failed.facts)
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
