"""How reading flows: words move the place, sentence ends bring checks, an end closes the session.

What is open is in ``opened``; the verbs that a person has for it begin with ``playing``.
"""

from dataclasses import replace
from typing import Final

from spindle.core.clock import SECOND
from spindle.core.feature import App, Contributed
from spindle.core.ids import SessionId
from spindle.core.session import Outcome, Session
from spindle.core.sound_events import Failed, Paced
from spindle.features.listen.advising import Advising
from spindle.features.listen.checking import Checking
from spindle.features.listen.events import WordHeard
from spindle.features.listen.notices import TAKEN, About
from spindle.features.listen.reader import Heard, Spot
from spindle.features.listen.records import Position, said
from spindle.features.listen.rewind import rewind_after
from spindle.features.listen.script import Line
from spindle.features.listen.settings import CHECKS
from spindle.features.listen.steady import Steady, SteadyRatio
from spindle.features.listen.velocity.plan import Part

SAVED_EVERY: Final = 4 * SECOND
"""So much may be lost when the power goes, and a little more."""

FADE: Final = 10.0
"""Seconds over which it falls silent at night."""


class Flow(Checking):
    """GUI thread.

    Attributes:
        to_rate: The session that ended last and has no rating yet.
        advising: What is worth a word about the speed.
        sleep_minutes: After how many it falls silent, counted from when that was asked for.
    """

    def __init__(self, app: App) -> None:
        heard = Heard(
            moved=self._moved,
            turned=self._tell,
            began=self._began,
            finished=self._finished,
            next_wanted=self._next_wanted,
            rested=self._rested,
            paced=self._paced,
            failed=self._failed,
        )
        super().__init__(app, heard)
        self.to_rate: Session | None = None
        self.sleep_minutes: int | None = None
        self.advising = Advising(app, self.notices)
        self._heard_wpm = Steady()
        self._heard_ratio = SteadyRatio()
        self._saved_at = 0
        self._falls_asleep = False
        self._block_is_over = False

    @property
    def wpm(self) -> float:
        """The speed aimed at."""
        return 0.0 if self.sitting is None else self.sitting.ramp.speed

    @property
    def heard_wpm(self) -> float:
        """What is really heard, held still; at rest what was asked for."""
        asked = 0.0 if self.sitting is None else self.sitting.heard_wpm
        return self._heard_wpm.at(asked) if self.playing else asked

    @property
    def ratio(self) -> float:
        """The speed in force as a multiple of the voice's own."""
        return 1.0 if self.sitting is None else self._heard_ratio.at(self.sitting.heard_wpm)

    def play(self) -> None:
        """Go on, a little before the place if the break was long."""
        self._after.clear()
        if self.bound is not None:
            self.bound = replace(self.bound, play=True)
            return
        if self.sitting is None or self.script is None or (self.asked and self.asked.is_open):
            return
        self.reader.set_pauses(self._pauses())
        if not self._is_at_place():
            return
        self._rested_at, self._block_is_over = None, False
        self.notices.unsay(About.TAKEN, About.HANDED, About.ENDED)
        self.reader.set_wpm(self.sitting.first_wpm())
        self.reader.play()

    def _is_at_place(self) -> bool:
        """Go where it goes on; False if a chapter must come first, with which it sounds."""
        if self.asked is not None:
            return self._leave_answer(self.asked)
        if self.spot.line is None and self.script is not None:
            self._sound_from(self.script.chapter + 1)
            return False
        return self._go_back()

    # What is heard

    def _moved(self, spot: Spot) -> None:
        if self.sitting is not None:
            self.sitting.heard.moved(spot)
            self.sitting.moved(spot)
        due = self._app.clock.now().awake - self._saved_at >= SAVED_EVERY
        if (self.playing and due) or self.reader.placed:
            self._save_position()
        self._app.bus.publish(WordHeard())

    def _began(self, line: Line) -> None:
        sitting = self.sitting
        if sitting is None or not self.playing:
            return
        fresh = sitting.session is None
        if fresh and not self.reader.asked_to_play:
            return  # the last of what was asked to rest begins no session
        sitting.sound(self.spot)
        if fresh:
            self.advising.begins(sitting)
        if line.id != self._paced_line:
            self._paced_line = line.id
            before = sitting.heard_wpm
            if sitting.pace() != before:
                self.reader.set_wpm(sitting.heard_wpm)
        if self.replayed is not None and not self._is_replayed(line, self.replayed):
            self.replayed = None
        self.ahead = self._check_ahead(line)
        if fresh:
            self._app.bus.publish(Contributed("listen"))
        self._tell()

    def _finished(self, line: Line) -> None:
        if self.sleep_after_chapter and self._ends_chapter(line):
            self.sleep_after_chapter, self._falls_asleep = False, True
            self.reader.pause()
        sitting = self.sitting
        if sitting is None:
            return
        sitting.heard.finished(line)
        if self._block_is_over:
            self._block_is_over = False
            self.reader.pause()
            self._over(Outcome.STOPPED)
        elif sitting.part is Part.OVER:
            self.reader.pause()
            self._over(Outcome.COMPLETED)
        elif sitting.works and self._app.settings.get(CHECKS):
            self._asking.heard(line, self.heard_wpm, silent=self.silent)
            if self.playing and not self._falls_asleep and self.script is not None:
                self._ask_check(self._asking.due(self.script))

    def _ends_chapter(self, line: Line) -> bool:
        """Whether it is the last sentence; a long chapter comes in pieces, which are no ends."""
        document, script = self.document, self.script
        if document is None or script is None or line.chapter != script.chapter:
            return False
        following = self.reader.following
        until = script.chapter + 1 if following is None else following.chapter
        # Pieces with nothing to say may lie between.
        between = document.chapters[script.chapter + 1 : until + 1]
        whole = not between or not all(each.continues for each in between)
        return whole and line.number + 1 == len(script.lines)

    def _rested(self, why: str) -> None:
        at = self._app.clock.now()
        self._rested_at = at.wall
        if self.sitting is not None:
            self.sitting.rest(self.spot)
        self._save_position()
        if self.asked is not None and self._ends_text(self.asked.line):
            self._note_end()  # whatever becomes of the check
        asleep, self._falls_asleep = self._falls_asleep, False
        if why == "ended":
            if not asleep:
                self._chapter_ended()
        elif why:
            self._displaced(why)
        self._tell()

    def _displaced(self, by: str) -> None:
        """Somebody else took the voice; Listen's own trials say so where they are made."""
        taker = next(
            (each for each in self._app.features if each.id == by.split(" ", maxsplit=1)[0]), None
        )
        if taker is not None and taker.id != "listen":
            self.notices.say(About.TAKEN, TAKEN, {"page": taker.title})

    def _text_ended(self) -> None:
        document = self.document
        if document is None:
            return
        if any(each.id == document.id for each in self.library.arriving):
            # Faster than the import: it sounds on as soon as there is more.
            self._waiting_for = len(document.chapters)
            self._store.ask_document(document.id, self._grown)
            return
        self._pressed.clear()
        self._note_end()
        self._over(Outcome.COMPLETED)
        self.library.refresh()
        self._tell()

    def _ends_text(self, line: Line) -> bool:
        """Whether nothing is said behind this sentence, and nothing more is arriving."""
        document, script = self.document, self.reader.held(line.chapter)
        if document is None or script is None or line is not script.lines[-1]:
            return False
        arriving = any(each.id == document.id for each in self.library.arriving)
        return not arriving and not said(document.chapters[line.chapter + 1 :], document.skips)

    def _note_end(self) -> None:
        """The open document was heard to its end."""
        document, seen = self.document, self._app.clock.now().wall
        if document is not None:
            self._store.change_document(document.id, seen, finished=seen, heard=document.words)

    def _block_ended(self, block: SessionId) -> None:
        """What was heard in a block ends with it, at the end of a sentence."""
        sitting = self.sitting
        of_text = None if sitting is None else sitting.session
        if of_text is not None and of_text.parent == block:
            self._block_is_over = self.playing
            if not self.playing:
                self._leave_check()
                self._over(Outcome.STOPPED)
        of_file = self.recordings.session
        if of_file is not None and of_file.parent == block:
            self.recordings.pause(fade=1.0)
            self.recordings.end(Outcome.STOPPED)

    def _over(self, outcome: Outcome) -> None:
        if self.sitting is not None:
            self.sitting.end(outcome)

    def _session_over(self, session: Session) -> None:
        if self._app.sessions.asks_rating(session):
            self.to_rate = session
        document, old = self.document, self.sitting
        if document is not None and old is not None:
            self._know_anew(replace(document, wpm=old.ramp.speed))
        self.library.refresh()
        self.again.refresh()
        self._app.bus.publish(Contributed("listen"))
        self._tell()

    def _paced(self, paced: Paced) -> None:
        if self.sitting is not None:
            asked = self.sitting.heard_wpm
            self._heard_wpm.tell(paced.wpm, asked)
            self._heard_ratio.tell(paced.ratio, asked, self.voice)
            self.sitting.sounding.at_ratio(paced.ratio)
        self._app.bus.publish(WordHeard())

    def _failed(self, failed: Failed) -> None:
        self.notices.say(About.TROUBLE, failed.sentence, dict(failed.facts))
        self._tell()

    # Places

    def _go_back(self) -> bool:
        """What is heard again after a break, in the chapter before too; False if that must come."""
        script, line = self.script, self.spot.line
        if self._rested_at is None or script is None or line is None or self.reader.step_mode:
            return True
        back = rewind_after(self._app.clock.now().wall - self._rested_at, self._app.settings)
        if self.sitting is not None and (back.sentences or back.seconds):
            self.sitting.heard.left()
        over = script.over(line, -back.sentences)
        if over and self._is_there(script.chapter - 1):
            self._cross(script.chapter - 1, -1, lambda near: near.entered(over), play=True)
            return False
        if back.sentences:
            self.reader.go(script.step(line, -back.sentences))
        elif back.seconds:
            return self._skip(-back.seconds, play=True)
        return True

    def _save_position(self) -> None:
        document, at = self.document, self._app.clock.now()
        if document is None or self.spot.line is None:
            return
        self._saved_at = at.awake
        position = Position(
            place=self.spot.place, ms=self.reader.ms, voice=self.voice, saved=at.wall
        )
        self._store.save_position(document.id, position, self.heard_words)
