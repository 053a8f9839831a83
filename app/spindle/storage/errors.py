"""What can go wrong outside of Spindle, each with a sentence and what to do about it."""

import errno
import sqlite3
from enum import StrEnum
from pathlib import Path
from typing import Final

from spindle.core.translate import N_
from spindle.storage.sealed import sealed_by


class Trouble(StrEnum):
    """The kinds of trouble that a person can do something about."""

    READ_ONLY = "read_only"
    NEWER = "newer"
    OLDER = "older"
    CORRUPT = "corrupt"
    NOT_A_DATABASE = "not_a_database"
    LOCKED = "locked"
    FULL = "full"
    DISK = "disk"
    NO_HOME = "no_home"
    NO_PROFILE = "no_profile"
    NOT_A_FOLDER = "not_a_folder"
    NOT_EMPTY = "not_empty"
    NOT_A_COPY = "not_a_copy"
    OUR_OWN = "our_own"
    BROKEN_COPY = "broken_copy"
    IN_USE = "in_use"
    SYNCED = "synced"
    LEFT_OVER = "left_over"
    ENCRYPTED = "encrypted"
    NEEDS_SECRET = "needs_secret"  # noqa: S105 - a name
    NO_SECRET = "no_secret"  # noqa: S105 - a name
    NO_CIPHER = "no_cipher"
    NO_KEY_FILE = "no_key_file"
    KEY_DAMAGED = "key_damaged"
    WRONG_SECRET = "wrong_secret"  # noqa: S105 - a name
    MISTYPED = "mistyped"


_SENTENCES: Final = {
    Trouble.READ_ONLY: (
        N_("storage", "Spindle may not write to {path}."),
        N_("storage", "Allow writing to this folder and its files, or choose another profile."),
    ),
    Trouble.NEWER: (
        N_("storage", "{path} was written by a newer Spindle."),
        N_("storage", "Open it with that version. This one left it untouched."),
    ),
    Trouble.OLDER: (
        N_("storage", "{path} was written by an older Spindle."),
        N_("storage", "Open Spindle's window once; it brings the file up to date."),
    ),
    Trouble.CORRUPT: (
        N_("storage", "{path} is damaged."),
        N_(
            "storage",
            "Spindle left it untouched. Take back what can be read, or put the newest file from "
            "the folder backups in its place, named {name}.",
        ),
    ),
    Trouble.NOT_A_DATABASE: (
        N_("storage", "{path} is not a Spindle database."),
        N_("storage", "Spindle left it untouched. Rename it to {aside}, then start Spindle."),
    ),
    Trouble.LOCKED: (
        N_("storage", "Another program keeps {path} locked."),
        N_("storage", "Close that program. Spindle goes on trying, and nothing is lost meanwhile."),
    ),
    Trouble.FULL: (
        N_("storage", "The disk with {path} is full."),
        N_("storage", "Free some space. Spindle saves what waits as soon as it can."),
    ),
    Trouble.DISK: (
        N_("storage", "The disk does not read or write {path}."),
        N_("storage", "Check the disk and its connection. Spindle goes on trying."),
    ),
    Trouble.NO_HOME: (
        N_("storage", "There is no folder for Spindle's data."),
        N_("storage", "Set HOME to a folder you may write to, or start with --profile FOLDER."),
    ),
    Trouble.NO_PROFILE: (
        N_("storage", "There is no Spindle database in {path}."),
        N_("storage", "Start Spindle once, or name another folder with --profile FOLDER."),
    ),
    Trouble.NOT_A_FOLDER: (
        N_("storage", "{folder} is not a folder."),
        N_("storage", "Spindle left it untouched. Name a folder with --profile FOLDER."),
    ),
    Trouble.NOT_EMPTY: (
        N_("storage", "{path} is not empty."),
        N_("storage", "Choose a new or an empty folder."),
    ),
    Trouble.NOT_A_COPY: (
        N_("storage", "{path} is no copy and no export of Spindle."),
        N_("storage", "Choose a file of the folder backups, or a zip that Spindle exported."),
    ),
    Trouble.OUR_OWN: (
        N_("storage", "{path} is a file of Spindle's own data."),
        N_("storage", "It was left as it is. Choose another name or folder."),
    ),
    Trouble.BROKEN_COPY: (
        N_("storage", "{path} is cut off or damaged."),
        N_("storage", "Nothing was changed. Choose another copy."),
    ),
    Trouble.SYNCED: (
        N_("storage", "{path} lies in a folder that is synced with other computers."),
        N_(
            "storage",
            "A database is torn when it is copied while it is written, so Spindle left it "
            "untouched. Move {folder} out of the synced folder, or choose another with --profile "
            "FOLDER. Exported zips and copies may lie there.",
        ),
    ),
    Trouble.LEFT_OVER: (
        N_("storage", "Not everything could be deleted: {path} is still there."),
        N_("storage", "Allow writing to {folder}, then try again, or delete it by hand."),
    ),
    Trouble.ENCRYPTED: (
        N_("storage", "{path} is encrypted."),
        N_("storage", "Enter its passphrase or its recovery code."),
    ),
    Trouble.NEEDS_SECRET: (
        N_("storage", "{path} is encrypted, and there is nobody to ask for its passphrase."),
        N_(
            "storage",
            "Run this in a terminal, or name a file whose first line is the passphrase with "
            "--passphrase-file FILE.",
        ),
    ),
    Trouble.NO_SECRET: (
        N_("storage", "No passphrase can be read from {path}."),
        N_("storage", "Name a text file whose first line is the passphrase, or - for the input."),
    ),
    Trouble.NO_CIPHER: (
        N_("storage", "{path} is encrypted, and this Spindle came without what reads it."),
        N_(
            "storage",
            "Nothing was changed. Add it once with python3 -m app --with encryption, then start "
            "Spindle again.",
        ),
    ),
    Trouble.NO_KEY_FILE: (
        N_("storage", "The key file that opens {path} is missing or damaged."),
        N_(
            "storage",
            "Put spindle.key, spindle.key.copy or backups/spindle.key back beside it, or choose "
            "your recovery sheet.",
        ),
    ),
    Trouble.KEY_DAMAGED: (
        N_("storage", "The part of the key file that the passphrase opens is damaged."),
        N_("storage", "Enter the recovery code instead, then set the passphrase anew in Settings."),
    ),
    Trouble.WRONG_SECRET: (
        N_("storage", "That is neither the passphrase nor the recovery code."),
        N_("storage", "Nothing was changed. Try again as often as you like."),
    ),
    Trouble.MISTYPED: (
        N_("storage", "The recovery code has a slip."),
        N_("storage", "It has seven groups of five signs. Compare them with what you wrote down."),
    ),
    Trouble.IN_USE: (
        N_("storage", "Spindle is running with the data in {folder}."),
        N_("storage", "Quit it first, or restore in its Settings under Your data."),
    ),
}


_ADVICE_AT_AN_END: Final = {
    Trouble.LOCKED: N_("storage", "Close that program, then try again."),
    Trouble.FULL: N_("storage", "Free some space, then try again."),
    Trouble.DISK: N_("storage", "Check the disk and its connection, then try again."),
}
"""What the window promises to do by itself is left to the person where the program ends."""


class KnownError(Exception):
    """Trouble outside of Spindle. ``str()`` is the sentence and the advice, in English.

    Attributes:
        code: Which trouble.
        sentence: What is wrong; translate it in the context ``storage``, then fill in ``facts``.
        advice: What to do, likewise.
        facts: ``path``, ``folder``, ``name`` and ``aside`` of the file concerned.
    """

    def __init__(self, code: Trouble, path: Path | None = None) -> None:
        self.code = code
        self.sentence, self.advice = _SENTENCES[code]
        self.facts: dict[str, str] = {}
        if path is not None:
            self.facts = {
                "path": str(path),
                "folder": str(path.parent),
                "name": path.name,
                "aside": f"{path.stem}-damaged{path.suffix}",
            }
        super().__init__(f"{self.sentence} {self.advice}".format_map(self.facts))

    @property
    def at_an_end(self) -> str:
        """The sentence and the advice of a program that ends with this trouble, in English."""
        advice = _ADVICE_AT_AN_END.get(self.code, self.advice)
        return f"{self.sentence} {advice}".format_map(self.facts)


class BugError(Exception):
    """The database refused what Spindle asked: a fault of the program, not of the disk."""


_BY_RESULT: Final = {
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.DISK,
    sqlite3.SQLITE_CORRUPT: Trouble.CORRUPT,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_CANTOPEN: Trouble.DISK,
    sqlite3.SQLITE_NOTADB: Trouble.NOT_A_DATABASE,
}
_BY_ERRNO: Final = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EACCES: Trouble.READ_ONLY,
    errno.EPERM: Trouble.READ_ONLY,
    errno.EROFS: Trouble.READ_ONLY,
}
_NO_ROOM: Final = 64 * 1024
"""With fewer bytes left, SQLite fails to make its helper files and reports an odd disk error."""


def known(error: Exception, path: Path) -> KnownError | None:
    """The trouble behind an error met with the file at ``path``; None if it is a bug."""
    if isinstance(error, KnownError):
        return error
    if isinstance(error, OSError):
        return KnownError(_BY_ERRNO.get(error.errno or 0, Trouble.DISK), path)
    if not isinstance(error, sqlite3.Error):
        return None
    # Extended result codes carry the plain one in their low byte.
    code = _BY_RESULT.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if code is Trouble.NOT_A_DATABASE and _is_sealed(path):
        code = Trouble.CORRUPT  # it was opened with its key, for only that is tried
    if code is Trouble.DISK and _is_full(path):
        code = Trouble.FULL
    return None if code is None else KnownError(code, path)


def _is_sealed(path: Path) -> bool:
    try:
        return sealed_by(path) is not None
    except OSError:
        return False


def _is_full(path: Path) -> bool:
    import shutil  # noqa: PLC0415 - 2 ms of every start, for an error

    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM
    except OSError:
        return False
