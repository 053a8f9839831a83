"""Which sentence did you hear: one of the latest, among three that are still to come."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from spindle.features.listen.velocity.chance import chance
from spindle.features.listen.velocity.check import BACK, CHOICES, Check, CheckKind
from spindle.features.listen.velocity.material import Sentence, Vocabulary
from spindle.features.listen.velocity.worn import Item

FEWEST, MOST = 6, 40
"""Words of a sentence to choose from."""

FEWEST_SIGNS, MOST_SIGNS = 8, 80
"""Signs of one that is written without spaces, which has about two for a word."""

LATER: Final = 8
"""Sentences between the latest and the first that may stand beside it: the next ones go on with
the same thing, and one might have been heard already."""

_LENGTHS: Final = 1.4


def which_heard(
    heard: Sequence[Sentence],
    later: Sequence[Sentence],
    vocabulary: Vocabulary,
    seed: int,
    worn: AbstractSet[Item] = frozenset(),
) -> Check | None:
    """One of the latest sentences among three of ``later``, or None where there are too few.

    The four are about equally long and, by chance, the heard one is at any place by its length.
    A text may say a sentence twice: no two of the four sound alike, and only one was heard.

    Args:
        heard: The sentences since the last check, the latest last.
        later: Sentences that follow, nearest first.
        vocabulary: Of the document around the place.
        seed: The same makes the same check.
        worn: Sentences that are left alone.
    """
    rng = chance(seed, heard[-1].number if heard else 0, "heard")
    fresh = [each for each in heard[-BACK:-1] if Item("", each.text, "") not in worn]
    recent = [sentence for sentence in fresh if _asks_well(sentence)]
    rng.shuffle(recent)
    more = rng.randrange(CHOICES)
    unheard = _unlike(later[LATER:], heard)
    for sentence in recent:
        others = [other for other in unheard if _beside(other, sentence, vocabulary)]
        longer = [other for other in others if len(other.text) >= len(sentence.text)]
        shorter = [other for other in others if len(other.text) < len(sentence.text)]
        if len(longer) >= more and len(shorter) >= CHOICES - 1 - more:
            wrong = rng.sample(longer, more) + rng.sample(shorter, CHOICES - 1 - more)
            choices = [other.text for other in (sentence, *wrong)]
            rng.shuffle(choices)
            answer = choices.index(sentence.text)
            return Check(CheckKind.HEARD, sentence.number, tuple(choices), answer)
    return None


def _asks_well(sentence: Sentence) -> bool:
    if sentence.signs > len(sentence.words):
        fits = FEWEST_SIGNS <= sentence.signs + len(sentence.words) <= MOST_SIGNS
    else:
        fits = FEWEST <= len(sentence.words) <= MOST
    return sentence.plain and fits


def _unlike(later: Sequence[Sentence], heard: Sequence[Sentence]) -> list[Sentence]:
    """Those that sound like none of the heard ones, and like none of those before them."""
    taken = {each.sound for each in heard}
    found = []
    for each in later:
        if each.sound not in taken:
            taken.add(each.sound)
            found.append(each)
    return found


def _beside(other: Sentence, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether a sentence may stand beside the heard one: about as long, about something else."""
    if not _asks_well(other):
        return False
    short, long = sorted((len(other.text), len(sentence.text)))
    mine, theirs = (
        {key for key in each.keys if not vocabulary.is_common(key)} for each in (sentence, other)
    )
    return long <= _LENGTHS * short and 2 * len(mine & theirs) <= min(len(mine), len(theirs))
