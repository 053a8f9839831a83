"""Which word is missing: a gap in a sentence just heard, its four choices all from the document.

The wrong choices look like the right one, stand between the same small words, are about as long
and as often used, and are not to be found near the place: nothing but having listened tells them
apart. The sentence heard last is left alone, because it still sounds in the ear.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from random import Random
from typing import Final

from spindle.features.listen.velocity.chance import chance
from spindle.features.listen.velocity.check import BACK, CHOICES, Check, CheckKind
from spindle.features.listen.velocity.common_words import POINTING
from spindle.features.listen.velocity.material import Sentence, Vocabulary, Word, stem
from spindle.features.listen.velocity.worn import Item

FEWEST, MOST = 8, 25
"""Words of a sentence with a gap."""

_LONG: Final = 4
_NEAR: Final = 2
_LENGTHS: Final = 3

_QUOTED: Final = re.compile(r"[\"“”„«»‹›()\[\]{}<>|\\/@#=]|(?<!\w)['‘]|['’](?!\w)|\bwww\b")


def cloze(
    heard: Sequence[Sentence],
    vocabulary: Vocabulary,
    seed: int,
    worn: AbstractSet[Item] = frozenset(),
) -> Check | None:
    """A gap in one of the latest sentences, or None where none makes a good one.

    Args:
        heard: The sentences since the last check, the latest last.
        vocabulary: Of the document around the place.
        seed: The same makes the same check.
        worn: Gaps that are left alone.
    """
    rng = chance(seed, heard[-1].number if heard else 0)
    more = rng.randrange(CHOICES)
    recent = [sentence for sentence in heard[-BACK:-1] if _asks_well(sentence)]
    rng.shuffle(recent)
    for sentence in recent:
        for word in _gaps(sentence, vocabulary):
            if _item(sentence, word) in worn:
                continue
            wrong = _wrong(word, sentence, vocabulary, more, rng)
            if wrong is not None:
                return _check(sentence, word, wrong, rng)
    return None


def _asks_well(sentence: Sentence) -> bool:
    words = sentence.words
    return (
        sentence.plain
        and FEWEST <= len(words) <= MOST
        and words[0].key not in POINTING
        and not _QUOTED.search(sentence.text)
    )


def _gaps(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Word]:
    """Words that could be left out, those that matter most to the text first."""

    def weight(word: Word) -> float:
        return min(vocabulary.counts.get(word.key, 0), 8) + 0.2 * min(len(word.text), 12)

    words = sentence.words[1:]
    for word in sorted(words, key=weight, reverse=True):
        alone = sum(stem(other.key) == stem(word.key) for other in sentence.words) == 1
        inside = word.key in _without(sentence.text, word).casefold()
        if alone and not inside and _can_be_asked(word, vocabulary):
            yield word


def _can_be_asked(word: Word, vocabulary: Vocabulary) -> bool:
    if word.shape == "other" or vocabulary.is_common(word.key):
        return False
    return len(word.text) >= (2 if word.text.isdecimal() else _LONG)


def _wrong(
    word: Word, sentence: Sentence, vocabulary: Vocabulary, more: int, rng: Random
) -> list[str] | None:
    """Three other words for the gap, ``more`` of them more usual than the right one, or None."""
    for kind in word.kinds:
        words = list(vocabulary.kinds.get(kind, ()))
        rng.shuffle(words)
        fitting = [text for text in words if _fits(text, word, sentence, vocabulary)]
        chosen = _as_usual(fitting, word, vocabulary, more)
        if chosen is not None:
            return chosen
    return None


def _fits(text: str, word: Word, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    key = text.casefold()
    near = range(sentence.number - _NEAR, sentence.number + _NEAR + 1)
    return (
        stem(key) != stem(word.key)
        and abs(len(text) - len(word.text)) <= _LENGTHS
        and len(text) >= min(_LONG, len(word.text))
        and not vocabulary.is_common(key)
        and vocabulary.places[key].isdisjoint(near)
        and key not in sentence.keys
    )


def _as_usual(
    words: Sequence[str], word: Word, vocabulary: Vocabulary, more: int
) -> list[str] | None:
    """Three words: as usual as the right one if possible, else ``more`` of three more usual.

    Whoever knows nothing but how usual each choice is cannot tell the right one, because ``more``
    was drawn before.
    """
    count = vocabulary.counts[word.key]
    by_use: dict[int, list[str]] = {-1: [], 0: [], 1: []}
    stems: set[str] = set()
    for text in sorted(words, key=lambda text: _distance(text, count, vocabulary)):
        if stem(text) not in stems:
            stems.add(stem(text))
            used = vocabulary.counts[text.casefold()]
            by_use[(used > count) - (used < count)].append(text)
    same = by_use[0][: CHOICES - 1]
    open_places = CHOICES - 1 - len(same)
    above = round(more * open_places / (CHOICES - 1))
    below = open_places - above
    if len(by_use[1]) < above or len(by_use[-1]) < below:
        return None
    return same + by_use[1][:above] + by_use[-1][:below]


def _distance(text: str, count: int, vocabulary: Vocabulary) -> float:
    used = vocabulary.counts[text.casefold()]
    return max(used, count) / min(used, count)


def _without(text: str, word: Word) -> str:
    return f"{text[: word.start]} {text[word.end :]}"


def _item(sentence: Sentence, word: Word) -> Item:
    return Item(sentence.text[: word.start], word.text, sentence.text[word.end :])


def _check(sentence: Sentence, word: Word, wrong: Sequence[str], rng: Random) -> Check:
    item, choices = _item(sentence, word), [word.text, *wrong]
    rng.shuffle(choices)
    return Check(
        CheckKind.CLOZE,
        sentence.number,
        tuple(choices),
        choices.index(word.text),
        item.before,
        item.after,
    )
