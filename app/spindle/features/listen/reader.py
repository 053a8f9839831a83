"""The place in a document, and the voice that moves it.

What is heard decides: the place follows the words that the sound process tells, never the clock.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from spindle.core.clock import Clock
from spindle.core.sound_events import At, Displaced, Ended, Failed, Finished, Paced, VoiceEvent
from spindle.core.sound_port import PARAGRAPH_PAUSE, SENTENCE_PAUSE, Sound, Utterance, VoiceLane
from spindle.features.listen.playhead import Playhead
from spindle.features.listen.records import START, DocumentLine
from spindle.features.listen.script import Line, Script
from spindle.features.listen.text.model import Place, Span

_AHEAD: Final = 6
"""Sentences before its end at which the next chapter is fetched."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds of rest at the voice's own speed."""

    sentence: float = SENTENCE_PAUSE
    paragraph: float = PARAGRAPH_PAUSE


@dataclass(frozen=True, slots=True)
class Spot:
    """Where reading is.

    Attributes:
        line: The sentence; None where a chapter has nothing to say.
        word: The written word that is heard, in its block.
        ms: Source time in the sentence.
    """

    line: Line | None = None
    word: Span = field(default=Span(0, 0))
    ms: float = 0.0

    @property
    def place(self) -> Place:
        """The word, as a place."""
        if self.line is None:
            return START
        return Place(self.line.chapter, self.line.block, self.word.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the reader tells its owner.

    ``rested`` gets "ended", who took the voice, or "". ``turned`` says that another chapter of what
    is loaded is open, or that it sounds where no sentence is known.
    """

    moved: Callable[[Spot], None]
    turned: Callable[[], None]
    began: Callable[[Line], None]
    finished: Callable[[Line], None]
    next_wanted: Callable[[int], None]
    rested: Callable[[str], None]
    paced: Callable[[Paced], None]
    failed: Callable[[Failed], None]


class Reader:
    """One document and its hold on the voice. GUI thread.

    Attributes:
        loaded: The chapters that the voice holds, in order; it can go back into each of them.
        script: The one of them that is open.
        playing: It sounds, as far as was told.
        placed: It was sent elsewhere at rest, and the voice has just told where that is.
        asked_to_play: It was asked to play, and not to rest since: what was on its way to the ear
            when it was asked to rest is told afterwards.
    """

    def __init__(self, sound: Sound, clock: Clock, heard: Heard) -> None:
        self._heard = heard
        self._sound = sound
        self._clock = clock
        self.document: DocumentLine | None = None
        self.loaded: tuple[Script, ...] = ()
        self.script: Script | None = None
        self.spot = Spot()
        self.playing = False
        self.asked_to_play = False
        self.step_mode = False
        self.placed = self._sent = False
        self.pauses = Pauses()
        self._wanted = -1
        self._over = ""
        self._delay = 0.0
        self._silent = False
        self._head = Playhead()

    @cached_property
    def _lane(self) -> VoiceLane:
        """The hold on the voice; what makes one is loaded with the first document."""
        lane = self._sound.voice("listen", self._told)
        lane.set_delay(self._delay)
        lane.set_volume(0.0 if self._silent else 1.0)
        return lane

    @property
    def following(self) -> Script | None:
        """The chapter that is loaded behind the open one; it follows without a gap."""
        open_ = self.script
        later = (each for each in self.loaded if open_ and each.chapter > open_.chapter)
        return next(later, None)

    def held(self, chapter: int) -> Script | None:
        """A chapter, if it is loaded."""
        return next((each for each in self.loaded if each.chapter == chapter), None)

    def after(self, line: Line) -> Line | None:
        """The sentence after one, also in another chapter; None where none is loaded."""
        script = self.held(line.chapter)
        if script is None:
            return None
        if line.number + 1 < len(script.lines):
            return script.lines[line.number + 1]
        later = (each for each in self.loaded if each.chapter > line.chapter and each.lines)
        return next((each.lines[0] for each in later), None)

    def lacking(self, by: int, words: float) -> int | None:
        """The chapter to load next, so that there are so many words behind the place.

        With ``by`` < 0 before it. None: there are.
        """
        script, line = self.script, self.spot.line
        if script is None or line is None:
            return None
        before = script.before[line.number]
        if by < 0:
            there = before + sum(e.words for e in self.loaded if e.chapter < script.chapter)
            return self.loaded[0].chapter - 1 if there < words else None
        there = script.words - before - line.words
        there += sum(each.words for each in self.loaded if each.chapter > script.chapter)
        return self.loaded[-1].chapter + 1 if there < words else None

    @property
    def ms(self) -> float:
        """The place in the sentence now, in ms; between two reports it is reckoned."""
        lag = self._delay / 1000 * self._head.ratio if self._head.moving else 0.0
        return max(0.0, self._head.now(self._clock.now().awake) + 1000 * lag)

    def open(self, document: DocumentLine, script: Script, place: Place, ms: float = 0.0) -> None:
        """Show a chapter and rest at a place in it."""
        self.document, self.script, self.loaded = document, script, (script,)
        self._wanted = -1
        self.playing = False
        line = script.at(place)
        # As the voice will tell it, once it has spoken that sentence: the page need not wait.
        word = Span(place.offset, place.offset) if line is None else line.word_at(place.offset)
        self.spot = Spot(line, word, ms)
        self._head = replace(self._head, ms=ms, moving=False)
        self._lane.load(self._spoken(script), "" if line is None else line.id, ms=ms)
        self._over = ""
        if line is not None and not ms and place.offset > line.span.start:
            self._seek(line, place.offset)
        self._sent = False

    def close(self) -> None:
        """Nothing is open any more."""
        self.document = self.script = None
        self.loaded = ()
        self.spot = Spot()
        self.playing = False
        self._head = Playhead()

    def hold(self, script: Script) -> None:
        """Load another chapter too, behind those that are loaded or before them.

        Before them it rests, since the voice is loaded anew.
        """
        if not self.loaded or script.chapter > self.loaded[-1].chapter:
            self.loaded += (script,)
            self._lane.append(self._spoken(script))
        elif script.chapter < self.loaded[0].chapter:
            line, ms = self.spot.line, self.ms
            self.loaded = (script, *self.loaded)
            self._halt()
            self.playing = False
            spoken = [each for script in self.loaded for each in self._spoken(script)]
            self._lane.load(spoken, "" if line is None else line.id, ms=ms)

    def replace_script(self, script: Script) -> None:
        """The same chapter spoken in another way: what is skipped or pronounced has changed."""
        document, place, playing = self.document, self.spot.place, self.playing
        if document is not None:
            self.open(document, script, place)
            if playing:
                self.play()

    def set_pauses(self, pauses: Pauses) -> None:
        """Rest so long between sentences, from here on."""
        if pauses == self.pauses:
            return
        self.pauses = pauses
        document, script, place, ms = self.document, self.script, self.spot.place, self.ms
        if document is not None and script is not None:
            self.open(document, script, place, ms)

    def play(self) -> None:
        """Go on from here; in step mode to the end of this sentence."""
        line, script = self.spot.line, self.script
        if line is None or script is None:
            return
        if line.id == self._over and (following := self.after(line)) is not None:
            self.go(following)
        self.asked_to_play = True
        self._lane.play(one=self.step_mode)

    def pause(self, *, fade: float = 0.0) -> None:
        """Rest here."""
        self.asked_to_play = self.asked_to_play and fade > 0
        self._lane.pause(fade=fade)

    def go(self, line: Line, char: int | None = None) -> None:
        """To a sentence, or to the word at a written code point of its block."""
        self._seek(line, line.span.start if char is None else char)

    def skip(self, seconds: float) -> None:
        """So many seconds of source time forward or back."""
        self._over, self._sent = "", True
        self._lane.skip(seconds)

    def set_wpm(self, wpm: float) -> None:
        """Words a minute from now on, pauses counted."""
        self._lane.set_wpm(wpm)

    def set_voice(self, voice: str) -> None:
        """Another voice from here on."""
        self._lane.set_voice(voice)

    def set_silent(self, *, silent: bool) -> None:
        """The words move on, unheard: reading at a pace."""
        self._silent = silent
        if self.document is not None:
            self._lane.set_volume(0.0 if silent else 1.0)

    def set_delay(self, ms: float) -> None:
        """Tell words so much later."""
        self._delay = ms
        if self.document is not None:
            self._lane.set_delay(ms)

    def stop(self) -> None:
        """Fall silent for good."""
        if self.document is not None:
            self._lane.release()

    def line(self, name: str) -> Line | None:
        """A sentence of what is loaded by its name."""
        return next((found for each in self.loaded if (found := each.line(name))), None)

    def _spoken(self, script: Script) -> list[Utterance]:
        return script.spoken(
            sentence_pause=self.pauses.sentence, paragraph_pause=self.pauses.paragraph
        )

    def _seek(self, line: Line, char: int) -> None:
        self._over, self._sent = "", True
        self._lane.seek(line.id, char=line.said.spoken(char))

    def _told(self, event: VoiceEvent) -> None:
        match event:
            case At():
                self._at(event)
            case Finished(utterance):
                line = self.line(utterance)
                if line is not None:
                    self._over = line.id
                    self._halt()
                    self._heard.finished(line)
            case Ended():
                self._rest("ended")
            case Displaced(by):
                self._rest(by)
            case Paced():
                now = self._clock.now().awake
                self._head = replace(self._head, ms=self._head.now(now), at=now, ratio=event.ratio)
                self._heard.paced(event)
            case Failed():
                self._heard.failed(event)

    def _at(self, event: At) -> None:
        if self.document is None:
            return
        line, before, chapter = self.line(event.utterance), self.spot.line, self.script
        was, self.playing = self.playing, event.playing
        if line is not None and self._rests_at_end(line, event):
            self._halt()
            if was:
                self._heard.rested("")
            return
        self._head = Playhead(
            event.ms, self._clock.now().awake, self._head.ratio, moving=event.playing
        )
        if line is not None:
            self.script = next(each for each in self.loaded if each.chapter == line.chapter)
            self.spot = Spot(line, line.said.written(event.start, event.end), event.ms)
            self.placed, self._sent = self._sent and not event.playing, False
        if self.script is not chapter or (line is None and event.playing and not was):
            self._heard.turned()
        if line is not None:
            if before is None or before.id != line.id or (event.playing and not was):
                self._heard.began(line)
                self._want_next(line)
            self._heard.moved(self.spot)
        if was and not event.playing:
            self._heard.rested("")

    def _rests_at_end(self, line: Line, event: At) -> bool:
        """Whether a chapter was heard to its end, and the voice rests where the next begins.

        The place stays with what was heard, so that the page does, too.
        """
        before = self.spot.line
        if event.playing or event.ms or before is None or before.id != self._over:
            return False
        return line.chapter != before.chapter and line is self.after(before)

    def _halt(self) -> None:
        """The place is where it is now, until the voice tells another."""
        now = self._clock.now().awake
        self._head = replace(self._head, ms=self._head.now(now), moving=False)

    def _want_next(self, line: Line) -> None:
        script = self.script
        if script is None or self.following is not None or self._wanted == script.chapter:
            return
        if line.number + _AHEAD >= len(script.lines):
            self._wanted = script.chapter
            self._heard.next_wanted(script.chapter + 1)

    def _rest(self, why: str) -> None:
        self.playing = False
        self._halt()
        self._heard.rested(why)
