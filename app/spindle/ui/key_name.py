"""The names of keys in the user's language."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from spindle.core.translate import N_

_NAMES: Final = frozenset(
    {
        N_("key", "Ctrl"),
        N_("key", "Alt"),
        N_("key", "Shift"),
        N_("key", "Enter"),
        N_("key", "Esc"),
        N_("key", "Space"),
        N_("key", "Tab"),
        N_("key", "Del"),
        N_("key", "Up"),
        N_("key", "Down"),
    }
)


def key_name(key: str) -> str:
    """A key such as ``Ctrl Enter`` as the user's keyboard has it; what is no name stays."""
    parts = key.split(" ")
    translate = QCoreApplication.translate
    return " ".join(translate("key", part) if part in _NAMES else part for part in parts)
