"""The voice lane: goes along a track at a speed, gives samples when pulled and says where it is.

No thread, no clock and no device in here: whoever pulls is the clock. So all of it can be tested,
and ``spindle say`` renders through the same code as the loudspeaker.
"""

from typing import Final

import numpy as np

from spindle.core.sound_events import At, Ended, Finished, Paced, VoiceEvent
from spindle.sound.pauses import rest
from spindle.sound.place import Found, Goal, Missing, resolve, seconds_before
from spindle.sound.prepared import EDGE_S, Block, Fade, Prepared, risen
from spindle.sound.script import Spoken, Track
from spindle.sound.speech import Word
from spindle.sound.speed import Pace
from spindle.sound.wsola import Wsola

_TELL_S: Final = 0.25


class Player:
    """One track at a time. Guard it with a lock if more than one thread calls.

    Attributes:
        rate: Samples a second that ``pull`` gives; every source of the track has it.
    """

    def __init__(self, rate: int, natural: float = 186.0) -> None:
        """``natural``: the voice's words a minute at ratio 1, until the text is known."""
        self.rate = rate
        self.pace = Pace(natural)
        self.playing = False
        self._track: Track | None = None
        self._index = 0
        self._sample = 0.0
        self._goal: Goal | None = None
        self._wants: int | None = None
        self._one = False
        self._stretch: Wsola | None = None
        self._sounded = 0  # of this piece, in samples given
        self._gap = 0
        self._prepared = Prepared()
        self._now: list[VoiceEvent] = []
        self._row = 0
        self._word: Word | None = None
        self._told_at = 0.0
        self._fade = Fade()
        self._rise = False

    # What is asked of it

    def set_rate(self, rate: int) -> None:
        """Give so many samples a second; only while nothing that is loaded has been played."""
        self.rate = rate
        self._prepared.clear()

    def load(self, track: Track, index: int = 0, ms: float = 0.0) -> None:
        """Rest at a place of another track."""
        self._leave()
        self.pace.begin_again()
        self.playing, self._track = False, track
        self._go(Goal(index=index, seconds=ms / 1000))

    def unload(self) -> None:
        """Fall silent and forget."""
        self._leave()
        self.playing, self._track, self._goal, self._wants = False, None, None, None

    def play(self, *, one: bool = False) -> None:
        """Go on, until the end or the end of this utterance."""
        if self._track is None:
            return
        self._one = one
        self._fade.start(0)
        self._rise = not self.playing
        self.playing = True
        self._tell_pace()
        self._tell_place()

    def pause(self, fade: float = 0.0) -> None:
        """Rest at exactly the last sample that was pulled, or fade first."""
        if fade > 0 and self.playing:
            self._fade.start(round(fade * self.rate))
            return
        self._leave()
        self.playing = False
        self._tell_place()

    def seek(self, goal: Goal) -> None:
        """Go there, playing or resting."""
        if self._track is not None and len(self._track):
            self._leave()
            self._go(goal)
            self._rise = True

    def skip(self, seconds: float) -> None:
        """Go forward or back in source time."""
        if self._track is None or not len(self._track):
            return
        self._leave()
        index = min(self._index, len(self._track) - 1)
        if self._goal is not None:
            goal = self._goal
            moved = Goal(index=goal.index, seconds=goal.seconds + seconds, from_end=goal.from_end)
        elif self._index >= len(self._track):
            moved = Goal(index=index, seconds=seconds, from_end=True)
        else:
            moved = Goal(index=index, seconds=self._sample / self.rate + seconds)
        self._go(moved)
        self._rise = True

    def set_ratio(self, ratio: float) -> None:
        """From the next pull on, but for a hop that is made already."""
        self.pace.set_ratio(ratio)
        self._tell_pace()

    def set_wpm(self, wpm: float) -> None:
        """Likewise, and kept up as the text changes."""
        self.pace.set_wpm(wpm)
        self._tell_pace()

    def respeak(self) -> None:
        """The track will sound different: stay at this word."""
        if self._track is None or not len(self._track):
            return
        self._leave()
        index = min(self._index, len(self._track) - 1)
        at_end = self._index >= len(self._track)
        if self._goal is None and not at_end:
            spoken = self._track.spoken(index)
            word = None if spoken is None else spoken.word_at(self._sample)
            while not self._track.piece(index).first:
                index -= 1
            self._goal = Goal(index=index, char=0 if word is None else word.start)

    def arrived(self) -> None:
        """Something of the track is known that was not before."""
        if self._goal is not None:
            self._settle()

    # What it gives

    @property
    def _edge(self) -> int:
        return round(EDGE_S * self.rate)

    @property
    def index(self) -> int:
        """The piece it is at; as many as there are, once all were heard."""
        return self._index

    @property
    def wants(self) -> int | None:
        """A piece it cannot go on without."""
        return self._wants

    @property
    def sounding(self) -> bool:
        """Something is or will be heard."""
        return self.playing or len(self._prepared) > 0

    def drain(self) -> list[VoiceEvent]:
        """What happened outside of ``pull``, to be told at once."""
        told, self._now = self._now, []
        return told

    def pull(self, count: int) -> Block:
        """The next ``count`` samples: silence where it rests or waits."""
        block = Block(np.zeros(count, np.float32))
        while block.filled < count and (len(self._prepared) or self._produce(count - block.filled)):
            self._prepared.give(block)
        if self._fade.over(block.samples):
            self.pause()
            self._prepared.clear()  # its slope would begin as loud as before the fade
        return block

    # How it goes along

    def _produce(self, count: int) -> bool:
        """Make what comes next, so many samples at most; False if there is nothing to make now."""
        track = self._track
        if track is None or not self.playing:
            return False
        if self._gap > 0:
            size = min(self._gap, self._edge)
            self._gap -= size
            self._prepared.put(np.zeros(size, np.float32))
            return True
        if self._goal is not None and not self._settle():
            return False
        if self._index >= len(track):
            self.playing = False
            self._now.append(Ended())
            self._tell_place()
            return False
        spoken = track.spoken(self._index)
        if spoken is None:
            self._wants = self._index
            return False
        self._wants = None
        if self._stretch is None:
            self._begin(spoken)
        return self._go_along(track, spoken, count)

    def _begin(self, spoken: Spoken) -> None:
        self._stretch = Wsola(spoken.source, self._sample)
        self._sounded = 0
        self._row = spoken.row_at(self._sample)
        self._word = None
        self._told_at = -1e9
        self._tell_pace()

    def _go_along(self, track: Track, spoken: Spoken, count: int) -> bool:
        stretch = self._stretch
        if stretch is None:
            return False
        before, ratio = self._sample, self.pace.ratio
        samples = stretch.take(ratio, count)
        if samples is None:
            return False
        if self._rise and len(samples):
            samples = risen(samples, self._edge)
            self._rise = False
        begin = max(before, stretch.position - len(samples) * ratio)
        self._prepared.put(samples, begin, ratio)
        self._sample = stretch.position
        self._tell_words(spoken, begin, ratio)
        self._sounded += len(samples)
        if stretch.ended:
            self._finish(track, spoken)
        return True

    def _finish(self, track: Track, spoken: Spoken) -> None:
        piece, at = track.piece(self._index), len(self._prepared)
        ratio = self.pace.ratio
        self._stretch = None
        if piece.last:
            self._prepared.tell(at, Finished(piece.utterance))
        if piece.last and self._one:
            self.playing = False
            self._prepared.tell(at, self._at(self._index, self._sample, self._word))
        elif piece.last and spoken.source.length:
            seconds = rest(piece.pause, ratio) - spoken.margin / ratio
            self._gap = max(0, round(seconds * self.rate))
        self.pace.ended(piece.words, (self._sounded + self._gap) / self.rate)
        self._index, self._sample = self._index + 1, 0.0

    def _tell_words(self, spoken: Spoken, begin: float, ratio: float) -> None:
        """Each word that begins in what was just made, and four times a second the place."""
        made = len(self._prepared)
        words = spoken.words
        while self._row < len(words) and (
            self._word is None or words[self._row].sample <= self._sample
        ):
            self._word = words[self._row]
            self._row += 1
            offset = min(made, max(0, round((self._word.sample - begin) / ratio)))
            self._tell_word(begin, offset, ratio)
            began = (self._sounded + offset) / self.rate
            if self._word.sample >= begin:  # else it had begun before the sound was taken up
                self._say_pace(self.pace.began(spoken.before[self._row - 1], began))
        if self._sample - self._told_at >= _TELL_S * self.rate * ratio:
            self._tell_word(begin, 0, ratio)

    def _tell_word(self, begin: float, offset: int, ratio: float) -> None:
        place = begin + offset * ratio
        self._told_at = self._sample
        self._prepared.tell(offset, self._at(self._index, place, self._word))

    # Where it is

    def _leave(self) -> None:
        """Stop here, without a click: what is heard of the present hop ends in a short slope."""
        self.pace.left()
        more = None
        if self._stretch is not None:
            if len(self._prepared):
                self._sample = self._prepared.place
            more = self._stretch.take(self.pace.ratio)
        dropped = self._prepared.cut(more, self._edge)
        # Of what the rest would have told, only an utterance's end has as good as been heard.
        self._now += [event for event in dropped if isinstance(event, Finished)]
        self._stretch, self._gap = None, 0
        self._fade.start(0)

    def _go(self, goal: Goal) -> None:
        self._goal, self._word = goal, None
        self._index, self._sample = goal.index, 0.0
        if self._track is None or not len(self._track):
            self._goal = None
            return
        if self._settle():
            self._tell_place()

    def _settle(self) -> bool:
        """Find the goal, if enough is known."""
        if self._goal is None or self._track is None:
            return True
        found = resolve(self._goal, self._track)
        if isinstance(found, Missing):
            self._goal, self._wants = found.goal, found.index
            return False
        self._reach(found)
        return True

    def _reach(self, found: Found) -> None:
        waited, self._goal, self._wants = self._wants is not None, None, None
        self._index, self._sample = found.index, found.sample
        if waited:
            self._tell_place()

    def _tell_place(self) -> None:
        track = self._track
        if track is None or not len(track) or self._goal is not None:
            return
        index, sample = self._index, self._sample
        if index >= len(track):
            index = len(track) - 1
            sample = (track.seconds(index) or 0.0) * self.rate
        spoken = track.spoken(index)
        word = None if spoken is None else spoken.word_at(sample)
        self._now.append(self._at(index, sample, word))

    def _at(self, index: int, sample: float, word: Word | None) -> At:
        track = self._track
        if track is None:
            raise RuntimeError("nothing is loaded")
        return At(
            utterance=track.piece(index).utterance,
            start=0 if word is None else word.start,
            end=0 if word is None else word.end,
            ms=1000 * (seconds_before(index, track) + sample / self.rate),
            playing=self.playing,
        )

    def _tell_pace(self) -> None:
        """Adjust the speed to the text, and say how fast that is."""
        around = () if self._track is None else self._track.around(self._index)
        self.pace.follow(around)
        self._say_pace(self.pace.wpm(around))

    def _say_pace(self, wpm: float | None) -> None:
        if wpm is None:
            return
        told = Paced(ratio=self.pace.ratio, wpm=wpm)
        if told != self.pace.told:
            self.pace.told = told
            self._now.append(told)
