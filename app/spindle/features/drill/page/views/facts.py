"""Four figures below a hairline."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from spindle.features.drill.run import Fact
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label
from spindle.ui.theme import theme_of

MOST = 4
_NARROW = 720


class Facts(QWidget):
    """Name, figure and note of up to four facts in a row; two by two where it is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(4)
        self._line = Hairline()
        self._cells = [
            (Label("caption", "", "ink3"), Label("fact"), Label("caption", "", "ink3"))
            for _ in range(MOST)
        ]
        for cell in self._cells:
            for label in cell:
                label.let_shrink()
        self._across = 0
        self._arrange(MOST)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these; none hides all."""
        self.setVisible(bool(facts))
        for (name, figure, note), fact in zip(
            self._cells, (*facts, *[Fact(name="", figure="")] * MOST), strict=False
        ):
            name.setText(fact.name)
            figure.setText(fact.figure)
            note.setText(fact.note)
            words = f"{fact.name}: {fact.figure} {fact.note}".strip()
            figure.setAccessibleName(words if fact.name else "")

    def resizeEvent(self, event: object) -> None:
        """Two by two where four have no room."""
        del event
        self._arrange(MOST if self.width() >= _NARROW * theme_of(self).text_scale else MOST // 2)

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        self._grid.addWidget(self._line, 0, 0, 1, MOST, Qt.AlignmentFlag.AlignTop)
        for column in range(MOST):
            self._grid.setColumnStretch(column, int(column < across))
        for at, (name, figure, note) in enumerate(self._cells):
            row, column = 1 + 4 * (at // across), at % across
            self._grid.addWidget(name, row, column)
            self._grid.addWidget(figure, row + 1, column)
            self._grid.addWidget(note, row + 2, column)
            self._grid.setRowMinimumHeight(row - 1, 16)
        self._grid.setRowMinimumHeight(0, 16)
