"""A chart as a table: a head, and figures below it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from spindle.ui.labels import Label


class FiguresTable(QWidget):
    """Read by a screen reader cell by cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[str, ...], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these; the first one is the head."""
        found = tuple(tuple(row) for row in rows)
        if found == self.rows:
            return
        self.rows = found
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, cells in enumerate(found):
            for column, words in enumerate(cells):
                label = Label("caption", words, "ink2" if row == 0 else "ink")
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(label, row, column, side)
