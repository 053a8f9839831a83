"""Words with a slip, underlined with dots while somebody writes by day; what may have been meant.

Nothing is marked in the evening and in the morning, nor the word that is being written.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu

from spindle.core.spelling_port import Spelling
from spindle.features.journal.settings import MOST_WORDS
from spindle.ui.paper import Paper

LONGEST: Final = 20_000
"""Characters of a paragraph; in a longer one nothing is marked."""

_TOKEN: Final = re.compile(r"\S+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_PROSE: Final = re.compile(r"[#@/\\_\d]")


def words_of(text: str) -> list[tuple[int, str]]:
    """The words of a paragraph and where each begins; no tags, addresses, figures, initials."""
    if len(text) > LONGEST:
        return []
    return [
        (token.start() + word.start(), word[0])
        for token in _TOKEN.finditer(text)
        if not _NO_PROSE.search(token[0])
        for word in _WORD.finditer(token[0])
        if len(word[0]) > 1 and not word[0].isupper()
    ]


def units(text: str, count: int) -> int:
    """So many characters as Qt counts them: what is beyond 16 bits counts twice."""
    return count if text.isascii() else len(text[:count].encode("utf-16-le")) // 2


class Speller:
    """Which words are right: by the desktop's dictionaries, and by the person's own list."""

    def __init__(
        self,
        spelling: Spelling,
        wanted: Callable[[], bool],
        own: Callable[[], str],
        keep: Callable[[str], object],
    ) -> None:
        """Ask ``spelling``; ``own`` is the list and ``keep`` writes it, with a space between."""
        self._spelling = spelling
        self._wanted = wanted
        self._own = own
        self._keep = keep
        self._read: tuple[str, frozenset[str]] = ("", frozenset())

    def load(self, done: Callable[[], None]) -> None:
        """Have the dictionaries looked for, if they are wanted."""
        if self._wanted():
            self._spelling.load(done)

    def is_right(self, word: str) -> bool:
        """Whether nothing is to be said of it."""
        if not self._wanted() or self._spelling.is_right(word):
            return True
        return word.casefold() in self._list()

    def offers(self, word: str) -> tuple[str, ...]:
        """What may have been meant."""
        return self._spelling.offers(word)

    def add(self, word: str) -> None:
        """A word of the person's own; when the list is full the oldest one goes."""
        words = [*self._own().split(), word]
        while len(" ".join(words)) > MOST_WORDS:
            del words[0]
        self._keep(" ".join(words))

    def _list(self) -> frozenset[str]:
        own = self._own()
        if own != self._read[0]:
            self._read = own, frozenset(own.casefold().split())
        return self._read[1]


class SpellMarks(QSyntaxHighlighter):
    """Underlines on one paper; ``follow`` when it shows another text."""

    def __init__(self, paper: Paper, speller: Speller) -> None:
        super().__init__(paper.document())
        self.setParent(paper)
        self._paper = paper
        self._speller = speller
        self._open: QTextBlock | None = None
        self._asked = False
        self._slip = QTextCharFormat()
        self._slip.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        paper.cursorPositionChanged.connect(self._moved)
        paper.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        paper.customContextMenuRequested.connect(self.open_menu)

    def follow(self) -> None:
        """Mark what stands on the paper now."""
        self._open = None
        if not self._asked:
            self._asked = True
            self._speller.load(self.rehighlight)
        if self.document() is self._paper.document():
            self.rehighlight()
        else:
            self.setDocument(self._paper.document())

    def slip_at(self, cursor: QTextCursor) -> QTextCursor | None:
        """The marked word at a place, selected."""
        block, at = cursor.block(), cursor.positionInBlock()
        for start, end, word in self._words(block.text()):
            if start <= at <= end and not self._speller.is_right(word):
                found = QTextCursor(block)
                found.setPosition(block.position() + start)
                found.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                return found
        return None

    def menu(self, cursor: QTextCursor) -> QMenu:
        """Cut, copy and paste, above them what may have been meant by the word at a place."""
        menu = self._paper.createStandardContextMenu()
        slip = self.slip_at(cursor)
        if slip is None:
            return menu
        first = menu.actions()[0]
        word = slip.selectedText()
        own = QAction(_tr("Leave “{word}” alone").format(word=word), menu)
        own.triggered.connect(partial(self._add, word))
        for offer in self._speller.offers(word):
            action = QAction(offer, menu)
            action.triggered.connect(partial(self._replace, slip, offer))
            menu.insertAction(first, action)
        menu.insertAction(first, own)
        menu.insertSeparator(first)
        return menu

    def open_menu(self, at: QPoint) -> None:
        """At a place of the paper; by key, at the caret."""
        cursor = self._paper.cursorForPosition(at)
        self._pop(cursor, self._paper.mapToGlobal(at))

    def open_if_focused(self) -> None:
        """The same by key, for the paper that is written on."""
        if not self._paper.hasFocus():
            return
        place = self._paper.cursorRect().bottomLeft()
        self._pop(self._paper.textCursor(), self._paper.viewport().mapToGlobal(place))

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's own name
        """Mark a paragraph, but for the word at the caret while somebody writes it."""
        caret = self._caret_in(self.currentBlock())
        for start, end, word in self._words(text):
            if self._speller.is_right(word):
                continue
            if start < caret <= end:
                self._open = self.currentBlock()
            else:
                self.setFormat(start, end - start, self._slip)

    def _words(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where each word begins and ends, as Qt counts."""
        for start, word in words_of(text):
            begin = units(text, start)
            yield begin, begin + units(word, len(word)), word

    def _caret_in(self, block: QTextBlock) -> int:
        cursor = self._paper.textCursor()
        here = self._paper.hasFocus() and cursor.block() == block
        return cursor.positionInBlock() if here else -1

    def _moved(self) -> None:
        """The caret left a word: it is marked now."""
        block, self._open = self._open, None
        if block is not None and block.isValid():
            self.rehighlightBlock(block)

    def _pop(self, cursor: QTextCursor, where: QPoint) -> None:
        menu = self.menu(cursor)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def _replace(self, slip: QTextCursor, offer: str) -> None:
        slip.insertText(offer)

    def _add(self, word: str) -> None:
        self._speller.add(word)
        self.rehighlight()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Spelling", text)
