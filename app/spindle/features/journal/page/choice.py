"""A line of answers with their keys, of which one may be chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.ui.labels import Label
from spindle.ui.tile import NumberTile


class Choice(QWidget):
    """A question and its answers; ``chosen`` carries the index of what a person chose."""

    chosen = Signal(int)

    def __init__(
        self,
        asked: str,
        answers: Sequence[str],
        keys: Sequence[str] = "12345",
        parent: QWidget | None = None,
    ) -> None:
        """Ask ``asked``; ``keys`` are what the page binds to the answers."""
        super().__init__(parent)
        self._label = Label("control", asked, "ink2", wrap=True)
        self.tiles = [NumberTile(key, said) for key, said in zip(keys, answers, strict=False)]
        line = QHBoxLayout()
        line.setSpacing(8)
        for n, tile in enumerate(self.tiles):
            tile.setAccessibleName(f"{asked} {tile.text()}")
            tile.clicked.connect(lambda _=False, n=n: self.choose(n))
            line.addWidget(tile, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._label)
        box.addLayout(line)

    @property
    def index(self) -> int | None:
        """What is chosen, if anything."""
        return next((n for n, tile in enumerate(self.tiles) if tile.isChecked()), None)

    def ask(self, words: str) -> None:
        """Ask in other words."""
        self._label.setText(words)

    def show_chosen(self, index: int | None) -> None:
        """Show an answer as chosen, or none."""
        for n, tile in enumerate(self.tiles):
            tile.setChecked(n == index)

    def choose(self, index: int) -> None:
        """Choose as a person does; what is not asked is not answered."""
        if index < len(self.tiles) and not self.isHidden():
            self.show_chosen(index)
            self.chosen.emit(index)
