"""Keys that work in the whole window, and how a key is written for people."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from spindle.core.feature import Command
from spindle.core.own_keys import Keys, key_of
from spindle.core.translate import N_
from spindle.ui.key_name import key_name

FINDER: Final = "Ctrl+K"
SETTINGS: Final = "Ctrl+,"
HELP: Final = "F1"
CLOSE: Final = "Ctrl+W"
QUIT: Final = "Ctrl+Q"
EDITING: Final = ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+X", "Ctrl+C", "Ctrl+V", "Ctrl+A")
"""What every page and field does in its own way: no command takes them from all the others."""
ANSWERS: Final = ("Alt+1", "Alt+2", "Alt+3")


class Key(NamedTuple):
    """A key and, as English source text in the context "keys", what it does."""

    key: str
    label: str


WINDOW_KEYS: Final = (
    Key(FINDER, N_("keys", "Find or start anything")),
    Key(SETTINGS, N_("keys", "Settings")),
    Key(HELP, N_("keys", "Help for this page")),
    Key(ANSWERS[0], N_("keys", "First answer to a question at the bottom of the window")),
    Key(ANSWERS[1], N_("keys", "Second answer")),
    Key(ANSWERS[2], N_("keys", "Third answer")),
    Key(CLOSE, N_("keys", "Close the window")),
    Key(QUIT, N_("keys", "Quit")),
    Key("Tab", N_("keys", "Next control")),
    Key("Esc", N_("keys", "Back, or close what is open")),
)


def key_words(key: str) -> str:
    """A key as the design writes it: ``Ctrl+K`` is "Ctrl K", ``Return`` is "Enter"."""
    words = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    plus = words.endswith("+")
    spaced = words.rstrip("+").replace("+", " ") + (" +" if plus else "")
    return key_name(spaced.strip().replace("Return", "Enter"))


def is_for_window(key: str) -> bool:
    """Whether a command's key works everywhere: not one that a page or a field needs itself."""
    if not key:
        return False
    sequence = QKeySequence(key)
    if sequence.isEmpty() or sequence.toString() in EDITING:
        return False
    first = sequence[0]  # type: ignore[index]  # the stub forgets it
    modified = first.keyboardModifiers() & (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    plain_function_key = Qt.Key.Key_F1 <= first.key() <= Qt.Key.Key_F35
    editing = first.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return (bool(modified) and not editing) or plain_function_key


class WindowKeys:
    """The shortcuts of one window; a key is given away once, to whoever asks first."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._shortcuts: dict[str, QShortcut] = {}
        self._of_commands: set[str] = set()
        self._navigation = True
        self._answering = False

    def add(self, key: str, action: Callable[[], None]) -> None:
        """Call ``action`` on ``key`` anywhere in the window."""
        name = QKeySequence(key).toString()
        if name not in self._shortcuts:
            shortcut = QShortcut(QKeySequence(key), self._window)
            shortcut.activated.connect(action)
            self._shortcuts[name] = shortcut

    def set_commands(
        self, commands: Iterable[Command], run: Callable[[str], None], own: Keys
    ) -> None:
        """Give those commands their keys whose keys are for the window; those before lose them."""
        for name in self._of_commands:
            self._shortcuts.pop(name).deleteLater()
        before = set(self._shortcuts)
        for command in commands:
            key = key_of(command, own)
            if is_for_window(key) and not command.on_page:
                self.add(key, partial(run, command.id))
        self._of_commands = set(self._shortcuts) - before
        self._settle()

    def set_on(self, *, navigation: bool) -> None:
        """Let all keys work, or only the one that quits: the evening has no navigation."""
        self._navigation = navigation
        self._settle()

    def set_answering(self, *, on: bool) -> None:
        """Whether a row at the bottom waits for an answer; else its keys are the page's."""
        self._answering = on
        self._settle()

    def _settle(self) -> None:
        quit_key = QKeySequence(QUIT).toString()
        answers = {QKeySequence(key).toString() for key in ANSWERS}
        for name, shortcut in self._shortcuts.items():
            on = self._navigation and (self._answering or name not in answers)
            shortcut.setEnabled(on or name == quit_key)
