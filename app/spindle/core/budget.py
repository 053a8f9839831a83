"""How often Spindle may speak up unasked: six times in any hour, all features together."""

from collections import deque
from typing import Final

from spindle.core.clock import HOUR, Moment

MOST: Final = 6


class PromptBudget:
    """Counts prompts over a rolling hour of the boot hand, which nobody can set back.

    What the user asked for by starting it (the end of their block) and what they must know (the
    disk is full) is *owed*: it is counted and never refused.
    """

    def __init__(self, most: int = MOST, span: int = HOUR) -> None:
        self._most = most
        self._span = span
        self._spent: deque[int] = deque()

    def left(self, at: Moment) -> int:
        """How many more may be shown at a moment."""
        while self._spent and self._spent[0] <= at.boot - self._span:
            self._spent.popleft()
        return max(0, self._most - len(self._spent))

    def spend(self, at: Moment, *, owed: bool = False) -> bool:
        """Count one prompt; False, and nothing counted, when it must not be shown."""
        allowed = owed or self.left(at) > 0
        if allowed:
            self._spent.append(at.boot)
        return allowed
