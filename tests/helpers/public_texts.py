"""Three texts in the public domain, as sentences: a story, an essay, a treatise."""

import re
from functools import cache
from pathlib import Path

from spindle.features.listen.velocity.material import Sentence

_FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "texts"
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z'\"])")

NAMES = ("carroll-alice", "darwin-origin", "james-habit")


@cache
def sentences(name: str) -> tuple[Sentence, ...]:
    """All sentences of a text, in order; its first paragraph names the source and is left out."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    found = (each for part in text.split("\n\n")[1:] for each in _END.split(part.strip()))
    return tuple(Sentence(number, each) for number, each in enumerate(found))
