"""Spindle itself, read aloud: what a screen reader would find in its windows goes to a file.

Run as a program: ``aloud.py FILE ARGUMENTS…`` starts Spindle with the arguments. Nothing of it is
different but a timer that reads.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtWidgets import QApplication

from spindle.__main__ import main

EVERY_MS: Final = 100
HAS_KEYS: Final = "(has the keys)"
"""Stands among the words while a window of Spindle knows that keys are for it."""
AT: Final = "(at)"
"""Stands before the name of what the keyboard is at."""
_SPOKEN: Final = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)


def aloud() -> str:
    """All that can be read in the windows on the screen, one thing a line."""
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    found = [HAS_KEYS] if QGuiApplication.focusWindow() is not None else []
    found += _at()
    for window in windows:
        found.append(window.windowTitle())
        interface = QAccessible.queryAccessibleInterface(window)
        found.extend(words for words in _words(interface) if words)
    return "\n".join(found)


def _at() -> list[str]:
    widget = QApplication.focusWidget()
    interface = QAccessible.queryAccessibleInterface(widget) if widget is not None else None
    return [f"{AT} {interface.text(QAccessible.Text.Name)}"] if interface else []


def _words(interface: QAccessibleInterface | None) -> Iterator[str]:
    if interface is None or not interface.isValid() or interface.state().invisible:
        return
    for kind in _SPOKEN:
        yield interface.text(kind)
    for number in range(interface.childCount()):
        yield from _words(interface.child(number))


def _run(file: Path) -> int:
    waits_for_events = QApplication.exec
    fresh = file.with_suffix(".new")

    def read() -> None:
        fresh.write_text(aloud(), "utf-8", "replace")
        fresh.replace(file)

    def reading(*_: object) -> int:
        timer = QTimer()
        timer.timeout.connect(read)
        timer.start(EVERY_MS)
        return int(waits_for_events())

    QApplication.exec = reading  # type: ignore[method-assign]  # to be heard at all
    return main()


if __name__ == "__main__":
    where = Path(sys.argv.pop(1))
    sys.exit(_run(where))
