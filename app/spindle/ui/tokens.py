"""The token file, read once: every colour, size and duration of the looks."""

import tomllib
from functools import cache
from typing import Any

from spindle.core import resources


@cache
def tokens() -> dict[str, Any]:
    """The whole file as tomllib gives it."""
    return tomllib.loads((resources.root() / "theme" / "tokens.toml").read_text(encoding="utf-8"))
