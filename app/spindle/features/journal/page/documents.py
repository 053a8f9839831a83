"""What was typed into each entry, with its undo, kept while the page lives."""

from collections import OrderedDict
from typing import Final

from PySide6.QtGui import QTextDocument

from spindle.ui.paper import Paper

MOST: Final = 20


class Documents:
    """One document for each entry, so that undo survives leaving and returning.

    Ctrl+Z never shows another entry's text, since that stands in another document.
    """

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._kept = OrderedDict[str, QTextDocument]()

    def show(self, identity: str, text: str) -> None:
        """Put an entry on the paper; a document whose text is not the kept one is begun anew."""
        kept = self._kept.pop(identity, None)
        if kept is not None and kept.toPlainText() == text:
            self._paper.take(kept)
        else:
            self._paper.take(QTextDocument(self._paper))
            self._paper.write(text)
        self._kept[identity] = self._paper.document()
        while len(self._kept) > MOST:
            _, oldest = self._kept.popitem(last=False)
            oldest.deleteLater()
