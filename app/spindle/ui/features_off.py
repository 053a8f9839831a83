"""Keeps PySide from reading the source of every module that is imported after it.

PySide looks in it for a wish for its switchable features, such as snake_case names. Spindle has
none, and the reading takes a twentieth of the start.
"""

from importlib import import_module
from typing import Final

SEARCH: Final = "_mod_uses_pyside"
"""The function in ``shibokensupport.feature`` that looks into one module."""


def stop_looking() -> bool:
    """Do without it from now on; False where PySide has changed, and all is as it was."""
    import_module("PySide6.QtCore")  # brings the module below
    try:
        feature = import_module("shibokensupport.feature")
    except ImportError:
        return False
    if not hasattr(feature, SEARCH):
        return False
    setattr(feature, SEARCH, lambda _module: False)
    return True
