"""The data's key while the program runs; the vault itself is imported only when it is asked."""

import threading
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from spindle.core.ports import Post
from spindle.core.safe_port import Kept
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.schema import DATABASE_NAME
from spindle.storage.sealed import sealed_by

if TYPE_CHECKING:
    from spindle.core.keyring_port import Keyring
    from spindle.storage.vault.key import Key
    from spindle.storage.vault.vault import Vault

T = TypeVar("T")

_NEEDED: Final = ("sqlcipher3", "argon2", "cryptography")


class ProfileSafe:
    """Implements ``spindle.core.safe_port.Safe``.

    Attributes:
        profile: The folder.
        key: Set once the data was opened or encrypted; read by whoever opens the file, in any
            thread.
    """

    def __init__(self, profile: Path, post: Post, keyring: "Callable[[], Keyring]") -> None:
        """Nothing is opened.

        Args:
            profile: The folder.
            post: The way back to the GUI thread.
            keyring: Makes the desktop's; called in a thread of its own.
        """
        self.profile = profile
        self._path = profile / DATABASE_NAME
        self._post = post
        self._keyring = keyring
        self.key: Key | None = None

    @property
    def kept(self) -> Kept:
        """See ``spindle.core.safe_port.Safe``."""
        try:
            key_id = sealed_by(self._path)
        except OSError:
            return Kept.PLAIN
        if key_id is None:
            return Kept.PLAIN
        return Kept.SHUT if self.key is None else Kept.OPEN

    @property
    def plain(self) -> bytes | None:
        """See ``spindle.core.safe_port.Safe``."""
        return None if self.key is None else self.key.plain

    @property
    def available(self) -> bool:
        """See ``spindle.core.safe_port.Safe``."""
        return all(find_spec(name) is not None for name in _NEEDED)

    def ask(
        self,
        question: "Callable[[Vault], T]",
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """See ``spindle.core.safe_port.Safe``."""
        work = partial(self._answer, question, done, failed)
        threading.Thread(target=work, name="vault", daemon=True).start()

    # The thread's own.

    def _answer(
        self,
        question: "Callable[[Vault], T]",
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        try:
            vault = self._vault()
            answer = question(vault)
        except Exception as error:  # noqa: BLE001 - whoever asked hears it
            self._post(partial(failed, error))
        else:
            self._post(partial(self._answered, vault.key, partial(done, answer)))

    def _vault(self) -> "Vault":
        try:
            from spindle.storage.vault.vault import Vault  # noqa: PLC0415 - needs the extra
        except ImportError as error:
            raise KnownError(Trouble.NO_CIPHER, self._path) from error
        return Vault(self._path.parent, self._keyring(), self.key)

    # The GUI thread again.

    def _answered(self, key: "Key | None", done: Callable[[], None]) -> None:
        self.key = self.key or key
        done()
