"""The verbs of the command line: a further one is a line here and a module.

The module has ``arguments(parser, verb)``, which adds the verb's own arguments, and
``answer(asked)``, which does it and returns an exit code, or None for 0. It is imported only when
its verb is asked for.
"""

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spindle.core.feature import Feature

Features: TypeAlias = "Callable[[], Iterable[Feature]]"

VERBS: Final = {
    "status": ("what is running, and today so far", "spindle.cli.status"),
    "start": ("start a block; --intention, --minutes, --plan", "spindle.cli.timer"),
    "pause": ("pause the block", "spindle.cli.timer"),
    "resume": ("go on with it", "spindle.cli.timer"),
    "+5": ("five minutes more", "spindle.cli.timer"),
    "-5": ("five minutes less", "spindle.cli.timer"),
    "skip": ("from the block to its break, from the break to the next block", "spindle.cli.timer"),
    "stop": ("stop the block or the break", "spindle.cli.timer"),
    "interrupted": ("count an interruption", "spindle.cli.timer"),
    "park": ("park a thought", "spindle.cli.timer"),
    "moved": ("enter a walk, run or hike; --minutes", "spindle.cli.timer"),
    "log": ("the ledger, as text, JSON lines, CSV or a calendar", "spindle.cli.log"),
    "sessions": ("list sessions, oldest first", "spindle.cli.sessions"),
    "export": ("write everything into one zip", "spindle.cli.data"),
    "backup": ("copy the database into the profile's backups folder", "spindle.cli.data"),
    "restore": ("take data back from a copy or an exported zip", "spindle.cli.restore"),
    "open": ("read files into Listen, in the window; so does FILE alone", "spindle.cli.opening"),
    "text": ("what would be spoken of a file, and what is skipped", "spindle.cli.text"),
    "say": ("render what would be spoken of a file as sound", "spindle.cli.say"),
    "drill": ("import, export and count drills", "spindle.cli.drill"),
    "check": ("see whether the database is whole", "spindle.cli.data"),
}
"""For each verb what it does, as a phrase, and the module that does it."""


class Asked(NamedTuple):
    """What a verb gets.

    Attributes:
        verb: Which of them.
        given: Its own arguments.
        profile: A folder instead of the platform's own, if one was named.
        out: Where the answer goes.
        features: Gives every feature's record; imports them.
        secret: A file with the passphrase, if one was named.
    """

    verb: str
    given: SimpleNamespace
    profile: Path | None
    out: TextIO
    features: "Features"
    secret: Path | None = None

    def path(self) -> Path:
        """The profile's database file.

        Raises:
            KnownError: There is no folder for one.
        """
        from spindle.storage.paths import (  # noqa: PLC0415 - some verbs need no profile
            database_path,
            profile_folder,
        )

        return database_path(profile_folder(self.profile))
