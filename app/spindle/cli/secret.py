"""What opens encrypted data from the command line: the keyring, a file, or whoever sits here.

A passphrase is never an argument: every program on this computer could read it there.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spindle.cli.verbs import Asked
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.sealed import sealed_by

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key
    from spindle.storage.vault.vault import Vault

_TRIES: Final = 3
_MOST: Final = 100_000
"""Characters of a file that are read as a passphrase."""


def key_of(asked: Asked, file: Path | None = None) -> "Key | None":
    """The key of the profile's database, or of another file; None for one in clear, or none.

    Args:
        asked: Names the profile, and the file that holds the passphrase, if there is one.
        file: A copy that may be encrypted with another key.

    Raises:
        KnownError: Nobody can be asked, or nothing that was given opens it.
    """
    path = asked.path()
    file = file or path
    if not _is_sealed(file):
        return None
    try:
        from spindle.storage.vault.vault import Vault  # noqa: PLC0415 - needs the extra
    except ImportError as error:
        raise KnownError(Trouble.NO_CIPHER, file) from error
    vault = Vault(path.parent)
    if asked.secret is not None:
        return vault.opened(_from_file(asked.secret, 0 if file == path else 1), file)
    if file == path and (found := _by_keyring(path.parent)) is not None:
        return found
    if not sys.stdin.isatty():
        raise KnownError(Trouble.NEEDS_SECRET, file)
    return _asked_for(vault, file)


def _is_sealed(file: Path) -> bool:
    try:
        return sealed_by(file) is not None
    except OSError:
        return False


def _asked_for(vault: "Vault", file: Path) -> "Key":
    import getpass  # noqa: PLC0415 - for encrypted data

    tried = 0
    while True:
        try:
            typed = getpass.getpass(f"Passphrase or recovery code of {file.name}: ")
        except EOFError as error:
            raise KnownError(Trouble.NEEDS_SECRET, file) from error
        tried += 1
        try:
            return vault.opened(typed, file)
        except KnownError as error:
            if tried == _TRIES or error.code not in {Trouble.WRONG_SECRET, Trouble.MISTYPED}:
                raise
            print(f"spindle: {error}", file=sys.stderr)


def _from_file(file: Path, line: int) -> str:
    """Its first line, or the second for a copy with another key; ``-`` is the input."""
    try:
        if str(file) == "-":
            return sys.stdin.readline(_MOST).rstrip("\r\n")
        with file.open(encoding="utf-8") as opened:
            lines = opened.read(_MOST).splitlines() or [""]
    except (OSError, ValueError) as error:
        raise KnownError(Trouble.NO_SECRET, file.absolute()) from error
    return lines[min(line, len(lines) - 1)]


def _by_keyring(profile: Path) -> "Key | None":
    from spindle.adapters.keyring import DesktopKeyring  # noqa: PLC0415 - for encrypted data
    from spindle.core.keyring_port import KeyringError  # noqa: PLC0415 - likewise
    from spindle.storage.vault.vault import Vault  # noqa: PLC0415 - needs the extra

    try:
        return Vault(profile, DesktopKeyring()).unlock_by_keyring()
    except KeyringError:
        return None  # then the passphrase does it
