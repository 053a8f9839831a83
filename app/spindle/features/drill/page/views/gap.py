"""Space that a page gives up first where the window is low."""

from PySide6.QtWidgets import QSizePolicy, QSpacerItem


def gap(px: int) -> QSpacerItem:
    """So many px at most."""
    return QSpacerItem(0, px, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
