"""Parked thoughts that wait on the start page, each with a button that takes it off the list."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.focus.page.words import one_line, tr
from spindle.ui.buttons import Button
from spindle.ui.labels import Label


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
        self._rows: list[QWidget] = []
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
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(thought, text) for thought, text in thoughts]
        for row in self._rows:
            self._column.addWidget(row)

    def _row(self, thought: str, text: str) -> QWidget:
        row = QWidget()
        words = Label("body", one_line(" ".join(text.split()), 200), "ink2")
        words.let_shrink()
        done = Button("quiet", tr("Done"), compact=True)
        done.setAccessibleName(tr("Done: {thought}").format(thought=words.text()))
        done.clicked.connect(lambda: self.done.emit(thought))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words, 1)
        for kind in self._kinds:
            become = Button("quiet", _kind_word(kind), compact=True)
            said = tr("{kind}: {thought}").format(kind=become.text(), thought=words.text())
            become.setAccessibleName(said)
            become.clicked.connect(lambda _=False, kind=kind: self.handed.emit(thought, text, kind))
            line.addWidget(become)
        line.addWidget(done)
        return row


def _kind_word(kind: str) -> str:
    return {
        "question": tr("Tonight’s question"),
        "drill": tr("A drill"),
        "entry": tr("A note"),
    }[kind]
