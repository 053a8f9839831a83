"""Phonemes of a text by eSpeak NG, with the place in the text that each word's begin at."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from spindle.sound.espeak import ipa, library
from spindle.sound.word_map import tokens

ENDS: Final = frozenset(".,:;!?")
# A full stop inside a sentence belongs to an abbreviation or a number.
_CLAUSE: Final = re.compile(r".+?(?:[,;:!?]+(?=\s)|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Phonemes:
    """A text as it is said.

    Attributes:
        sounds: Phonemes, stress marks, spaces between words and what ends clauses.
        words: For each token of the text the index in ``sounds`` at which it begins; None for
            those of which that cannot be told.
    """

    sounds: str
    words: tuple[int | None, ...]


def phonemes_of(text: str, voice: str) -> Phonemes:
    """How a voice's language says a text. The thread of the library only."""
    es, _ = library()
    es.SetVoiceByName(voice.encode())
    sounds = _said(es, text)
    spans = tokens(text)
    return Phonemes(sounds, _aligned(sounds, [_said(es, text[start:end]) for start, end in spans]))


def _said(es: Any, text: str) -> str:
    """Clause by clause, each with the mark that ends it."""
    said = []
    for clause in _CLAUSE.findall(text):
        sounds = ipa(es, clause)
        ending = clause.rstrip()[-1:]
        if sounds:
            said.append(sounds + (ending if ending in ENDS else ""))
    return " ".join(said)


def _aligned(sounds: str, alone: list[str]) -> tuple[int | None, ...]:
    """Find words said alone in the same words said together; sounds change, but not much."""
    starts, joined = [], ""
    for each in alone:
        starts.append(len(joined))
        joined += each + " "
    place: dict[int, int] = {}
    for match in SequenceMatcher(None, joined, sounds, autojunk=False).get_matching_blocks():
        place.update((match.a + step, match.b + step) for step in range(match.size))
    found: list[int | None] = []
    for start, each in zip(starts, alone, strict=True):
        near = (place.get(start + step, -1) - step for step in range(min(3, len(each))))
        found.append(next((at for at in near if at >= 0), None))
    return tuple(found)
