"""Sentences for a keyring that gave no answer."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from spindle.core.keyring_port import KeyringError, Silence
from spindle.core.translate import N_

_SENTENCES: Final = {
    Silence.MISSING: N_(
        "keyring", "This desktop has no keyring that keeps secrets safe. The passphrase works."
    ),
    Silence.REFUSED: N_("keyring", "The keyring stayed locked. The passphrase works."),
    Silence.SLOW: N_("keyring", "The keyring does not answer. The passphrase works."),
}


def of(error: KeyringError) -> str:
    """What it means and what to do."""
    return QCoreApplication.translate("keyring", _SENTENCES[error.why])
