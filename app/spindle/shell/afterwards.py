"""What to do once the program has ended and nothing holds the profile any more."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QProcess


class Afterwards(Enum):
    """The wish with which somebody left."""

    NOTHING = "nothing"
    RESTART = "restart"
    ERASE = "erase"

    def fulfil(self, profile: Path, command: Sequence[str]) -> list[Path]:
        """Do it; returns what should be gone and is not.

        Args:
            profile: The folder that was open.
            command: What starts the same program again.
        """
        if self is Afterwards.RESTART:
            program, *rest = command
            QProcess.startDetached(program, rest)
            return []
        if self is Afterwards.ERASE:
            from spindle.storage import wipe  # noqa: PLC0415 - once in a life

            return wipe.everything(profile)
        return []
