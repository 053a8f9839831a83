"""What a column of a table may hold."""

from typing import Final

FIELDS: Final = ("prompt", "answer", "cue", "hint", "tags", "title", "guid")
"""``title`` is the drill's, ``guid`` the name by which an item is known when it comes again."""
