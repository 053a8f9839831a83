"""Words that are translated where they are shown."""

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """English source text and what is put into its places once it is translated."""

    text: str
    facts: Mapping[str, object] = {}
