"""What a person might paste into a text field, and the hands that do it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from spindle.core.text import clean

HALF = "half of a pair: 🎧"

NASTY = {
    "100,000 characters": "wordy " * 16_667,
    "NUL": "before\x00after",
    "lone surrogate": HALF,
    "emoji": "👩‍👩‍👧 🇩🇪 é",
    "5,000 figures": "9" * 5000,
    "right to left": "\u202eלמה לא? لماذا\u202c then left",
}
each_nasty_text = pytest.mark.parametrize("text", list(NASTY.values()), ids=list(NASTY))


def paste(field: QLineEdit | QTextEdit, text: str) -> None:
    """Put a text in place of what is there, as a person would."""
    field.setFocus()
    field.selectAll()
    QApplication.clipboard().setText(text)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    if text == HALF:
        halve(field)
    assert draws(field.window())


def halve(field: QLineEdit | QTextEdit) -> None:
    """Cut the last character in two: Python cannot hand half of one to Qt."""
    if isinstance(field, QLineEdit):
        longest = field.maxLength()
        field.setMaxLength(len(HALF))  # in UTF-16 it is one longer
        field.setMaxLength(longest)
        field.textEdited.emit(field.text())
    else:
        cursor = field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        cursor.setPosition(cursor.position() - 1, cursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()


def enter(field: QWidget) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert draws(field.window())


def draws(window: QWidget) -> bool:
    QApplication.processEvents()
    return not window.grab().isNull()


def line(text: str) -> str:
    """A text as a field of one line keeps it; of half a character, nothing can be kept."""
    kept = text.removesuffix("🎧") if text == HALF else clean(text)
    return " ".join(kept.split())
