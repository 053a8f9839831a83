"""The token file, read once: every colour, size and duration of the looks.

It is JSON because it is read before the first paint, where a TOML parser would cost 5 ms; what a
part is for stands in it under ``about``.
"""

import json
from functools import cache
from typing import Any

from spindle.core import resources


@cache
def tokens() -> dict[str, Any]:
    """The whole file, without what it says about itself."""
    text = (resources.root() / "theme" / "tokens.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text, object_hook=_plain)
    return found


def _plain(part: dict[str, Any]) -> dict[str, Any]:
    part.pop("about", None)
    return part
