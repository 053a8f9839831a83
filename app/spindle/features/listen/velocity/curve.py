"""How likely a check is answered rightly at a speed: one curve, falling in the logarithm of wpm.

Somebody who understands nothing still picks one of four choices (``GUESS``), and somebody who
understands everything presses the wrong key now and then (``LAPSE``). In between the curve is
logistic. Its place is named by the speed at which four fifths are understood, which with four
choices is 85 % seen to be right.
"""

import math
from typing import Final

GUESS: Final = 0.25
"""Right by chance: every check has four choices."""

LAPSE: Final = 0.05
"""Wrong although understood."""

UNDERSTOOD: Final = 0.80
"""The share of what is heard that should be understood."""

AIM: Final = GUESS + (1 - GUESS) * UNDERSTOOD
"""The share of checks answered rightly at which that share is understood: 0.85."""

SPAN: Final = 1 - GUESS - LAPSE
_SHARE: Final = (AIM - GUESS) / SPAN
SHIFT: Final = math.log(_SHARE / (1 - _SHARE))
"""From the middle of the logistic to the place where its share is ``AIM``, in slopes."""


def right_at(wpm: float, threshold: float, slope: float) -> float:
    """The probability of a right answer.

    Args:
        wpm: Words a minute at which the text was heard.
        threshold: Words a minute at which ``UNDERSTOOD`` of it is understood.
        slope: How steeply understanding falls, per unit of ln wpm.
    """
    return GUESS + SPAN / (1 + math.exp(slope * math.log(wpm / threshold) - SHIFT))
