"""Whether the last start lived for its first seconds, told by a file beside the database.

What Spindle takes from the desktop, such as a tray, can end it before anybody sees why, at every
start. So a start leaves a mark, and takes it away once it has lived long enough or has ended as it
should; who finds one of an earlier start does without the desktop this time.
"""

from contextlib import suppress
from pathlib import Path
from typing import Final

from spindle.core.clock import SECOND

LONG_ENOUGH: Final = 10 * SECOND
NAME: Final = "starting"


class FirstSeconds:
    """The mark of one profile, whose lock this process holds."""

    def __init__(self, profile: Path) -> None:
        self._mark = profile / NAME

    def begin(self) -> bool:
        """Leave the mark; True if an earlier start left one and so ended too soon."""
        try:
            self._mark.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            return True
        except OSError:
            return False  # a folder that cannot be written; its own sentence says so
        return False

    def over(self) -> None:
        """This start was a good one."""
        with suppress(OSError):
            self._mark.unlink(missing_ok=True)
