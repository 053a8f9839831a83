"""What to do once the program has ended and nothing holds the profile any more."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess

from spindle.core.storage_events import ReplaceAsked

if TYPE_CHECKING:
    from spindle.core.clock import Moment
    from spindle.storage.errors import KnownError
    from spindle.storage.vault.key import Key


class Afterwards(Enum):
    """The wish with which somebody left."""

    NOTHING = "nothing"
    RESTART = "restart"
    GO_BACK = "go back"
    SALVAGE = "salvage"
    ERASE = "erase"

    @classmethod
    def instead(cls, asked: ReplaceAsked) -> "Afterwards":
        """To go on with the database that was put together."""
        return cls.SALVAGE if asked.damaged else cls.GO_BACK

    def fulfil(
        self, profile: Path, command: Sequence[str], at: "Moment", key: "Key | None"
    ) -> "KnownError | None":
        """Do it.

        Args:
            profile: The folder that was open.
            command: What starts the same program again.
            at: Now.
            key: What the data is encrypted with, if it is.

        Returns:
            Why it could not be done; it can be tried again.
        """
        if self is Afterwards.ERASE:
            return _erase(profile)
        if self in {Afterwards.GO_BACK, Afterwards.SALVAGE}:
            problem = _replace(profile, at, key, damaged=self is Afterwards.SALVAGE)
            if problem is not None:
                return problem
        if self is not Afterwards.NOTHING:
            program, *rest = command
            QProcess.startDetached(program, rest)
        return None


def _erase(profile: Path) -> "KnownError | None":
    from spindle.storage import wipe  # noqa: PLC0415 - once in a life
    from spindle.storage.errors import KnownError, Trouble  # noqa: PLC0415 - likewise

    left = wipe.everything(profile)
    return KnownError(Trouble.LEFT_OVER, left[0]) if left else None


def _replace(
    profile: Path, at: "Moment", key: "Key | None", *, damaged: bool
) -> "KnownError | None":
    from spindle.storage.errors import KnownError  # noqa: PLC0415 - seldom wanted
    from spindle.storage.paths import database_path  # noqa: PLC0415 - likewise
    from spindle.storage.restore.rebuild import put_in_place  # noqa: PLC0415 - likewise

    try:
        put_in_place(database_path(profile), at, key, damaged=damaged)
    except KnownError as error:
        return error
    return None
