"""The desktop's keyring: Secret Service or KWallet, the Mac's keychain, Windows' credentials.

A keyring may ask the user for its own password, and may hang for ever. So each question is asked in
a thread that is left behind when it takes too long.
"""

import base64
import binascii
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

from spindle.core.keyring_port import KeyringError, Silence

T = TypeVar("T")

PATIENCE: Final = 30.0
"""Seconds; somebody may have to type the keyring's own password."""

_SERVICE: Final = "Spindle"
_IN_CLEAR: Final = ("keyrings.alt", "keyring.backends.null", "keyring.backends.fail")
"""Backends that keep secrets in a file in clear, or not at all."""


class DesktopKeyring:
    """Implements ``spindle.core.keyring_port.Keyring``. Any thread but the GUI's."""

    def __init__(self, patience: float = PATIENCE, backend: Any = None) -> None:
        """Nothing is asked yet.

        Args:
            patience: Seconds for one answer.
            backend: A ``keyring.backend.KeyringBackend``; the platform's own when left out.
        """
        self._patience = patience
        self._backend = backend

    def get(self, name: str) -> bytes | None:
        """See ``spindle.core.keyring_port.Keyring``."""
        kept = self._ask(lambda backend: backend.get_password(_SERVICE, name))
        try:
            return None if kept is None else base64.b64decode(kept, validate=True)
        except (binascii.Error, ValueError):
            return None

    def put(self, name: str, secret: bytes) -> None:
        """See ``spindle.core.keyring_port.Keyring``."""
        text = base64.b64encode(secret).decode()
        self._ask(lambda backend: backend.set_password(_SERVICE, name, text))

    def remove(self, name: str) -> None:
        """See ``spindle.core.keyring_port.Keyring``."""
        self._ask(lambda backend: _removed(backend, name))

    def _ask(self, question: Callable[[Any], T]) -> T:
        answers: list[T] = []
        errors: list[Exception] = []

        def work() -> None:
            try:
                answers.append(question(self._found()))
            except Exception as error:  # noqa: BLE001 - a backend raises what it likes
                errors.append(error)

        thread = threading.Thread(target=work, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience)
        if thread.is_alive():
            raise KeyringError(Silence.SLOW)
        if errors:
            error = errors[0]
            raise error if isinstance(error, KeyringError) else KeyringError(Silence.REFUSED)
        return answers[0]

    def _found(self) -> Any:
        if self._backend is None:
            try:
                import keyring  # noqa: PLC0415 - an extra, and slow
            except ImportError as error:
                raise KeyringError(Silence.MISSING) from error
            self._backend = keyring.get_keyring()
        if _is_useless(self._backend):
            raise KeyringError(Silence.MISSING)
        return self._backend


def _is_useless(backend: Any) -> bool:
    """No keyring, or one that would keep the secret in clear."""
    chained = getattr(backend, "backends", None)
    if chained is not None:
        return all(map(_is_useless, chained))
    return type(backend).__module__.startswith(_IN_CLEAR)


def _removed(backend: Any, name: str) -> None:
    if backend.get_password(_SERVICE, name) is not None:
        backend.delete_password(_SERVICE, name)
