"""Sentences with a number in them, in the singular and in the plural."""

from PySide6.QtCore import QLocale


def counted(one: str, many: str, n: int) -> str:
    """The sentence for one, or for ``{n}``; both translated already, their other places kept."""
    return (one if n == 1 else many).replace("{n}", QLocale().toString(n))
