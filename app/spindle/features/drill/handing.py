"""What a missed item says elsewhere: the words it asks with, without markup. Pure."""

import re
from html import unescape
from typing import Final

from spindle.features.drill.kinds.kind import Prompt
from spindle.features.drill.records import Question

_TAG: Final = re.compile(r"<[^<>]*>")


def asks(question: Question) -> str:
    """The drill, and what the item asks; the answer is not in it."""
    prompt = question.prompt
    words = " ".join(f"{_plain(prompt, prompt.cue)} {_plain(prompt, prompt.text)}".split())
    return f"{question.drill.title}: {words}" if words else question.drill.title


def _plain(prompt: Prompt, text: str) -> str:
    return unescape(_TAG.sub(" ", text)) if getattr(prompt, "rich", False) else text
