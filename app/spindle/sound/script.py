"""What is loaded to be spoken: pieces of at most some hundred characters, spoken or not yet."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final, Protocol

import numpy as np

from spindle.core.sound_port import Utterance
from spindle.sound.pauses import Stretch
from spindle.sound.silence import cuts
from spindle.sound.speech import HEAD_S, TAIL_S, Held, Source, Speech, Word
from spindle.sound.word_map import count_words
from spindle.sound.wsola import window

LONGEST: Final = 600
_AHEAD_S: Final = 40.0
_BEHIND: Final = 8
_BEFORE: Final = 100
_AROUND_S: Final = 35.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of an utterance that an engine speaks in one go; nearly always all of it.

    Attributes:
        offset: Of its text in the utterance's.
        first, last: Of its utterance.
    """

    utterance: str
    text: str
    offset: int
    pause: float
    words: int
    first: bool
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A piece that can be played.

    Attributes:
        words: Spans in the whole utterance, samples in this piece.
        before: For each of them, how many of the piece's words come before it.
        margin: Seconds of quiet that the sound itself has at its ends, part of the pause.
    """

    source: Source
    words: tuple[Word, ...]
    before: tuple[float, ...]
    margin: float

    def word_at(self, sample: float) -> Word | None:
        """The word that sounds there; the first before it begins."""
        return self.words[self.row_at(sample)] if self.words else None

    def row_at(self, sample: float) -> int:
        """The row of the word that sounds there; the first before it begins."""
        return max(0, bisect_right(self.words, sample, key=lambda word: word.sample) - 1)

    def sample_of(self, char: int) -> int:
        """Where the word at a character begins."""
        row = bisect_right(self.words, char, key=lambda word: word.start) - 1
        return self.words[row].sample if row >= 0 else 0


class Track(Protocol):
    """What the player goes along: speech, or a sound file."""

    def __len__(self) -> int: ...

    def piece(self, index: int) -> Piece:
        """What it is."""
        ...

    def spoken(self, index: int) -> Spoken | None:
        """What it sounds like, once that is known."""
        ...

    def seconds(self, index: int) -> float | None:
        """How long it takes, once that is known, also after it was forgotten."""
        ...

    def around(self, index: int) -> Sequence[Stretch]:
        """What is known of the minute around a place, to tell words a minute by."""
        ...

    def first_of(self, utterance: str) -> int:
        """The first piece of an utterance; 0 if there is none of that name."""
        ...


class Script:
    """Text to be spoken. The player's lock guards it."""

    def __init__(self, utterances: Iterable[Utterance]) -> None:
        self._pieces: list[Piece] = []
        self._firsts: dict[str, int] = {}
        self._speech: dict[int, Speech] = {}
        self._spoken: dict[int, Spoken] = {}
        self._known: dict[int, Stretch] = {}
        self._keep: float | None = None
        self.append(utterances)

    def __len__(self) -> int:
        return len(self._pieces)

    def append(self, utterances: Iterable[Utterance]) -> None:
        """Add to the end."""
        for utterance in utterances:
            self._firsts.setdefault(utterance.id, len(self._pieces))
            self._pieces += pieces(utterance)

    def piece(self, index: int) -> Piece:
        """What it is."""
        return self._pieces[index]

    def spoken(self, index: int) -> Spoken | None:
        """What it sounds like, once an engine has spoken it."""
        return self._spoken.get(index)

    def seconds(self, index: int) -> float | None:
        """How long it takes at speed 1."""
        known = self._known.get(index)
        return None if known is None else known.seconds

    def first_of(self, utterance: str) -> int:
        """The first piece of an utterance, or 0."""
        return self._firsts.get(utterance, 0)

    def put(self, index: int, speech: Speech) -> None:
        """An engine has spoken this piece."""
        self._speech[index] = speech
        self._prepare(index, speech)

    def shorten(self, keep: float | None) -> None:
        """Leave out what is longer than so many seconds of each pause inside a piece.

        It holds from the next piece that begins.
        """
        if keep != self._keep:
            self._keep = keep
            for index, speech in self._speech.items():
                self._prepare(index, speech)

    def _prepare(self, index: int, speech: Speech) -> None:
        piece = self._pieces[index]
        words = tuple(
            replace(word, start=word.start + piece.offset, end=word.end + piece.offset)
            for word in speech.words
        )
        sounds = len(speech.samples) > 0
        left_out = None if self._keep is None else cuts(speech.samples, speech.rate, self._keep)
        source = Held(speech.samples, speech.rate, left_out)
        source.even(window(speech.rate))
        self._spoken[index] = Spoken(
            source=source,
            words=words,
            before=_before(speech.words, piece),
            margin=HEAD_S + TAIL_S if sounds else 0.0,
        )
        pause = max(0.0, piece.pause - HEAD_S - TAIL_S) if sounds and piece.last else 0.0
        saved = 0.0 if left_out is None else float(np.sum(left_out[:, 1] - left_out[:, 0]))
        self._known[index] = Stretch(piece.words, speech.seconds, pause, saved / speech.rate)

    def wanted(self, index: int) -> int | None:
        """The next piece to be spoken for a player at this place, if it has not enough ahead."""
        ahead = 0.0
        # No further than is kept: what is forgotten at once would be wanted for ever.
        for each in range(index, min(len(self._pieces), index + _BEFORE + 1)):
            if each not in self._spoken:
                return each
            ahead += self._known[each].seconds
            if ahead > _AHEAD_S:
                return None
        return None

    def forget(self, index: int | None = None) -> None:
        """Drop sound far from a place; without one, all of it: another voice will speak."""
        if index is None:
            self._speech.clear()
            self._spoken.clear()
            self._known.clear()
            return
        far = [each for each in self._spoken if not -_BEHIND <= each - index <= _BEFORE]
        for each in far:
            del self._spoken[each], self._speech[each]

    def around(self, index: int) -> Sequence[Stretch]:
        """What is known of the half minute before and after."""
        back = self._some(range(min(index, len(self._pieces)) - 1, -1, -1))
        return (*back, *self._some(range(index, len(self._pieces))))

    def _some(self, order: Iterable[int]) -> Iterator[Stretch]:
        seconds = 0.0
        for each in order:
            known = self._known.get(each)
            if known is None or seconds > _AROUND_S:
                return
            seconds += known.seconds + known.pause
            yield known


def _before(words: Sequence[Word], piece: Piece) -> tuple[float, ...]:
    """The piece's own count, in equal parts among what has a letter or a digit."""
    counts = [count_words(piece.text[word.start : word.end]) for word in words]
    each = piece.words / max(1, sum(counts))
    return tuple(each * before for before in accumulate(counts[:-1], initial=0)) if words else ()


def pieces(utterance: Utterance) -> list[Piece]:
    """Cut an utterance at spaces, so that no engine gets more than some hundred characters."""
    text = utterance.text
    cuts = [0]
    while len(text) - cuts[-1] > LONGEST:
        space = text.rfind(" ", cuts[-1] + LONGEST // 2, cuts[-1] + LONGEST)
        cuts.append(cuts[-1] + LONGEST if space < 0 else space + 1)
    ends = [*cuts[1:], len(text)]
    parts = [text[start:end] for start, end in zip(cuts, ends, strict=True)]
    counts = _counts(utterance.words, parts)
    return [
        Piece(
            utterance=utterance.id,
            text=part,
            offset=start,
            pause=utterance.pause,
            words=counted,
            first=start == 0,
            last=start + len(part) == len(text),
        )
        for start, part, counted in zip(cuts, parts, counts, strict=True)
    ]


def _counts(words: int | None, parts: Sequence[str]) -> list[int]:
    """How many of an utterance's words are in each of its parts, in the shares of our own count."""
    if words is not None and len(parts) == 1:
        return [words]
    counts = [count_words(part) for part in parts]
    if words is None:
        return counts
    most = max(1, sum(counts))
    passed = [words * reached // most for reached in accumulate(counts[:-1], initial=0)]
    return [end - start for start, end in pairwise([*passed, words])]
