"""Which schema this Spindle knows; the standard library alone, so that the first paint can ask."""

from typing import Final

SCHEMA: Final = 17
"""``PRAGMA user_version`` of a current file: the number of migrations of all sets together."""

DATABASE_NAME: Final = "spindle.db"
