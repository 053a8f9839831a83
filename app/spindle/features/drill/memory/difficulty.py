"""A10: the difficulty of what is generated, held where most answers are right.

Kaernbach's weighted up-down rule: a right answer raises it a little, a wrong one lowers it by
more, in the ratio that settles at the wanted share of right answers. About 85 % keeps practice
both demanding and rewarding; that is a band, not a law.
"""

import math
from dataclasses import dataclass
from typing import Final

WANTED: Final = 0.85
EASIEST_WANTED: Final = 0.9
HARDEST_WANTED: Final = 0.75

_FIRST_STEP: Final = 0.6
_LATER_STEP: Final = 0.3
_COARSE: Final = 4
"""Reversals made with the first step."""


@dataclass(frozen=True, slots=True)
class Difficulty:
    """Where a drill stands.

    Attributes:
        level: In units of one wrong answer's step; what a unit means is the kind's.
        reversals: How often it turned from rising to falling or back.
        rising: Which way it last went; None before the first answer.
    """

    level: float = 0.0
    reversals: int = 0
    rising: bool | None = None

    def learn(
        self,
        *,
        right: bool,
        wanted: float = WANTED,
        easiest: float = -math.inf,
        hardest: float = math.inf,
    ) -> "Difficulty":
        """The difficulty after an answer.

        Args:
            right: Whether it was.
            wanted: The share of right answers that is aimed at.
            easiest: The lowest level there is.
            hardest: The highest. Beyond both nothing would be asked otherwise, so the level waits
                there instead of winding up.

        Raises:
            ValueError: ``wanted`` lies outside 0.75 to 0.9.
        """
        if not HARDEST_WANTED <= wanted <= EASIEST_WANTED:
            raise ValueError(f"The wanted share lies between 0.75 and 0.9, not at {wanted!r}.")
        step = _FIRST_STEP if self.reversals < _COARSE else _LATER_STEP
        turned = self.rising is not None and self.rising != right
        move = step * (1 - wanted) / wanted if right else -step
        level = min(max(self.level + move, easiest), hardest)
        return Difficulty(level, self.reversals + turned, right)
