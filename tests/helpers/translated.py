"""A language for tests: the words it is given, and nothing else."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QTranslator


class _Words(QTranslator):
    def __init__(self, words: Mapping[tuple[str, str], str]) -> None:
        super().__init__()
        self._words = words

    def isEmpty(self) -> bool:  # noqa: N802 - Qt calls it so
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt calls it so
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        del disambiguation, n
        # None is Qt's null string: look further, and in the end take the source.
        return self._words.get((context, sourceText))  # type: ignore[return-value]


@contextmanager
def speaking(words: Mapping[tuple[str, str], str]) -> Iterator[None]:
    """Translate these texts, by context and text, as long as the block lasts."""
    translator = _Words(words)
    QCoreApplication.installTranslator(translator)
    try:
        yield
    finally:
        QCoreApplication.removeTranslator(translator)
