"""What an item asks in words alone, for lists and other pages: a card's markup left out. Pure."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from spindle.features.drill.kinds.kind import Prompt

_TAG: Final = re.compile(r"<[^<>]*>")


def plain(text: str, *, rich: bool) -> str:
    """A text on one line; of one that is HTML the words."""
    return " ".join((unescape(_TAG.sub(" ", text)) if rich else text).split())


def of_prompt(prompt: Prompt, text: str) -> str:
    """The same for a text of what is asked."""
    return plain(text, rich=bool(getattr(prompt, "rich", False)))


def of_item(item: Mapping[str, Any], field: str) -> str:
    """The same for a field of an item as it is kept, such as ``prompt``; empty without it."""
    return plain(str(item.get(field) or ""), rich=item.get("rich") is True)
