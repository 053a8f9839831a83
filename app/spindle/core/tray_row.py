"""A command's row in the tray's menu."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from spindle.core.words import Words


class TrayPlace(StrEnum):
    """Where a row of the tray's menu stands."""

    VERB = "verb"  # about what runs now
    DOOR = "door"  # opens an activity
    PROGRAM = "program"  # about Spindle itself


class TrayRow(NamedTuple):
    """A command's row in the tray's menu.

    Attributes:
        words: What it says now, marked with ``N_("commands", …)``; None takes the row away. Without
            it the row says the command's label.
        counts: Whether it tells how much of the feature is due.
    """

    place: TrayPlace
    words: Callable[[], Words | None] | None = None
    counts: bool = False
