"""What an activity would have recalled in the break after the block that ended last."""

from typing import NamedTuple

from spindle.core.words import Words


class Recall(NamedTuple):
    """What could be recalled in a break, in about half a minute; the break offers it in one row.

    Attributes:
        words: What it is, marked with ``N_("recalls", …)``.
        start: Name of the command that asks it; it is run with ``Ref("page", …)``, the page to
            come back to.
    """

    words: Words
    start: str
