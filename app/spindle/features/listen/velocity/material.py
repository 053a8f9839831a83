"""What a check is made from: the sentences around the place, and the words in them.

Words are told apart by what they look like and by the words they stand between, which works
without a dictionary and, roughly, in every language that puts spaces between its words. Chinese and
Japanese do not: of them only pairs of signs are known, which tell what a sentence is about.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, Self

from spindle.features.listen.text.tokens import SIGN
from spindle.features.listen.velocity.common_words import COMMON, SMALL

WORD: Final = re.compile(rf"[^\W_{SIGN}]+(?:['’\-][^\W_{SIGN}]+)*")
_SIGNS: Final = re.compile(rf"[{SIGN}]+")
_STOP: Final = re.compile(r"[^\s\w'’\-]")
_MUTE: Final = re.compile(r"[\W_]+")
_ENDINGS: Final = ("ing", "ed", "ly", "est", "ous", "tion", "ness", "er", "s")

Kind = tuple[str, ...]


class Word(NamedTuple):
    """A word where it stands.

    Attributes:
        text: As written.
        start, end: Code points in its sentence.
        shape: What it looks like: a name, a number of so many digits, an ending.
        left, right: What stands beside it: an end, a stop, a small word, another word.
    """

    text: str
    start: int
    end: int
    shape: str
    left: str
    right: str

    @property
    def key(self) -> str:
        """The word whatever its capitals."""
        return self.text.casefold()

    @property
    def kinds(self) -> tuple[Kind, Kind]:
        """What it is used as, narrowly and more widely; words of one kind replace each other."""
        return (self.shape, self.left, self.right), (self.shape, self.left)


@dataclass(frozen=True)
class Sentence:
    """One sentence that can be asked about.

    Attributes:
        number: Its place in the document.
        text: As shown.
        plain: Whether it is running text: no heading, quotation, list, code or note.
    """

    number: int
    text: str
    plain: bool = True

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words in order."""
        return tuple(_words(self.text))

    @cached_property
    def sound(self) -> str:
        """What tells it from another to whoever hears it: no capitals, blanks, quotes or stops."""
        return _MUTE.sub("", unicodedata.normalize("NFKC", self.text).casefold())

    @cached_property
    def signs(self) -> int:
        """How many Chinese or Japanese signs it has."""
        return sum(map(len, _SIGNS.findall(self.text)))

    @cached_property
    def pairs(self) -> tuple[str, ...]:
        """Every two of those signs that stand side by side."""
        runs = _SIGNS.findall(self.text)
        return tuple(run[at : at + 2] for run in runs for at in range(len(run) - 1))

    @cached_property
    def keys(self) -> frozenset[str]:
        """All its words, whatever their capitals, and pairs of signs."""
        return frozenset((*(word.key for word in self.words), *self.pairs))


@dataclass(frozen=True)
class Vocabulary:
    """The words of a stretch of a document.

    Attributes:
        total: How many words and pairs of signs it has.
        counts: How often each is used, by its key.
        kinds: The words used as each kind, as written.
        places: The numbers of the sentences each stands in, by its key.
    """

    total: int
    counts: Mapping[str, int]
    kinds: Mapping[Kind, tuple[str, ...]]
    places: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> Self:
        """Count the words of plain sentences; a thousand words take about two milliseconds."""
        counts: Counter[str] = Counter()
        kinds: dict[Kind, dict[str, None]] = {}
        places: dict[str, set[int]] = {}
        for sentence in sentences:
            counts.update(sentence.pairs if sentence.plain else ())
            for word in sentence.words if sentence.plain else ():
                counts[word.key] += 1
                places.setdefault(word.key, set()).add(sentence.number)
                for kind in word.kinds:
                    kinds.setdefault(kind, {})[word.text] = None
        return cls(
            counts.total(),
            dict(counts),
            {kind: tuple(words) for kind, words in kinds.items()},
            {key: frozenset(numbers) for key, numbers in places.items()},
        )

    def is_common(self, key: str) -> bool:
        """Whether a word is too usual to be asked about, in English or in this text."""
        return key in COMMON or self.counts.get(key, 0) > max(12, 0.006 * self.total)


def stem(word: str) -> str:
    """What related words begin with, roughly: the first four letters."""
    return word.casefold()[:4]


def _words(text: str) -> Iterator[Word]:
    found = list(WORD.finditer(text))
    for index, match in enumerate(found):
        left, right = "^", "^"
        if index:
            left = _beside(found[index - 1], text[found[index - 1].end() : match.start()])
        if index + 1 < len(found):
            right = _beside(found[index + 1], text[match.end() : found[index + 1].start()])
        yield Word(match.group(), *match.span(), _shape(match.group()), left, right)


def _beside(neighbour: re.Match[str], between: str) -> str:
    if _STOP.search(between):
        return "|"
    return SMALL.get(neighbour.group().casefold(), "word")


def _shape(word: str) -> str:
    if word.isdecimal():
        return "0" * len(word)
    if not word[0].islower():
        return "Name" if word[0].isupper() else "other"
    return next((ending for ending in _ENDINGS if word.endswith(ending)), "word")
