"""What a key is called in a run."""

from PySide6.QtGui import QKeyEvent, QKeySequence


def name_of(event: QKeyEvent) -> str:
    """The key's name; Enter on the keypad is Return, and Shift makes no other letter."""
    keys = event.keyCombination()
    name = QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)
    name = name.replace("Num+", "").replace("Enter", "Return")
    return name.removeprefix("Shift+")
