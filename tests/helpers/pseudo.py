"""A language that does not exist: accents on every letter and 40 % longer, to find bare words."""

import re

from PySide6.QtCore import QObject, QTranslator

_PLAIN = "aeiounscyzAEIOUNSCYZ"
_ACCENTED = "áéíóúñšçýžÁÉÍÓÚÑŠÇÝŽ"
_TABLE = str.maketrans(_PLAIN, _ACCENTED)
_PLACE = re.compile(r"(\{[^}]*\}|%n|\*\*|\]\([^)]*\))")


def pseudo(text: str) -> str:
    """The words in that language; places to be filled in stay as they are."""
    parts = _PLACE.split(text)
    accented = "".join(p if i % 2 else p.translate(_TABLE) for i, p in enumerate(parts))
    return f"{accented}{'~' * max(1, round(len(text) * 0.4))}"


class PseudoTranslator(QTranslator):
    """Translates everything that asks to be translated."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.asked: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:  # noqa: N802 - overrides Qt
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        del disambiguation, n
        self.asked.add((context, source))
        return pseudo(source)
