"""Parked thoughts that wait on the start page, each with a button that takes it off the list."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.focus.page.words import one_line, tr
from spindle.ui.buttons import Button
from spindle.ui.focus_ring import RingFocus
from spindle.ui.labels import Label

_KEYS: Final = {"question": "Q", "drill": "D", "entry": "N"}


class Thoughts(QWidget):
    """A short list; hidden while it is empty.

    ``done`` carries a thought's id; ``handed`` its id, its text and the kind it becomes.
    """

    done = Signal(str)
    handed = Signal(str, str, str)

    def __init__(self, kinds: Sequence[str] = (), parent: QWidget | None = None) -> None:
        """``kinds`` are those that some feature takes over."""
        super().__init__(parent)
        self._kinds = kinds
        self._shown: tuple[tuple[str, str], ...] = ()
        self._rows: list[ThoughtRow] = []
        self._at = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 40, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(Label("section", tr("Parked")))
        self.hide()

    def show_thoughts(self, thoughts: tuple[tuple[str, str], ...]) -> None:
        """Show ids and texts."""
        self.setVisible(bool(thoughts))
        if thoughts == self._shown:
            return
        self._shown = thoughts
        # Each row that goes hands the keyboard to the next, which would be the chosen one then.
        at, held = self._at, any(row.hasFocus() for row in self._rows)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(number, text) for number, (_, text) in enumerate(thoughts)]
        for row in self._rows:
            self._column.addWidget(row)
        self._choose(max(0, min(at, len(self._rows) - 1)))
        if held and self._rows:
            self._rows[self._at].show()
            self._rows[self._at].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keys(self) -> Mapping[str, Callable[[], object]]:
        """What each key of the page does: it is about the chosen thought, the newest at first."""
        if not self._rows:
            return {}
        found: dict[str, Callable[[], object]] = {
            "Down": partial(self.step, 1),
            "Up": partial(self.step, -1),
            "Del": self._finish,
        }
        return found | {_KEYS[kind]: partial(self._hand, kind) for kind in self._kinds}

    def step(self, by: int) -> None:
        """Choose the next thought, or the one before, and take the keyboard."""
        at = self._at + by if any(row.hasFocus() for row in self._rows) else 0
        self._choose(max(0, min(len(self._rows) - 1, at)))
        self._rows[self._at].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self, number: int) -> None:
        self._at = number
        for at, row in enumerate(self._rows):
            row.show_chosen(chosen=at == number)

    def _hand(self, kind: str) -> None:
        thought, text = self._shown[self._at]
        self.handed.emit(thought, text, kind)

    def _finish(self) -> None:
        self.done.emit(self._shown[self._at][0])

    def _row(self, number: int, text: str) -> "ThoughtRow":
        row = ThoughtRow(one_line(" ".join(text.split()), 200), self._kinds)
        row.came.connect(lambda: self._choose(number))
        row.finished.connect(lambda: self.done.emit(self._shown[number][0]))
        row.handed.connect(lambda kind: self.handed.emit(*self._shown[number], kind))
        return row


class ThoughtRow(RingFocus, QWidget):
    """One thought and what it can become. Only the chosen one names its keys."""

    RING_RADIUS = 6.0

    came = Signal()
    finished = Signal()
    handed = Signal(str)

    def __init__(self, text: str, kinds: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        words = Label("body", text, "ink2")
        words.let_shrink()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words, 1)
        self._buttons: list[Button] = []
        for kind in kinds:
            become = Button("quiet", _kind_word(kind), key=_KEYS[kind], compact=True)
            said = tr("{kind}: {thought}").format(kind=become.text(), thought=text)
            become.clicked.connect(lambda _=False, kind=kind: self.handed.emit(kind))
            self._add(line, become, said)
        done = Button("quiet", tr("Done"), key="Del", compact=True)
        done.clicked.connect(self.finished)
        self._add(line, done, tr("Done: {thought}").format(thought=text))

    def show_chosen(self, *, chosen: bool) -> None:
        """Name the keys, or do not."""
        for button in self._buttons:
            button.name_key(on=chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """It is the one that keys are about."""
        super().focusInEvent(event)
        self.came.emit()

    def _add(self, line: QHBoxLayout, button: Button, said: str) -> None:
        button.setAccessibleName(said)
        line.addWidget(button)
        self._buttons.append(button)


def _kind_word(kind: str) -> str:
    return {
        "question": tr("Tonight’s question"),
        "drill": tr("A drill"),
        "entry": tr("A note"),
    }[kind]
