"""The end of a run: what changed, and what comes back when."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.features.drill.page.views.facts import Facts
from spindle.features.drill.page.words import tr
from spindle.features.drill.run import Ended
from spindle.ui.buttons import Button
from spindle.ui.labels import Label


class EndView(QWidget):
    """A title, some sentences, four figures."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("title", wrap=True)
        self._lines = Label("question", "", "ink2", wrap=True)
        self._facts = Facts()
        self._done = Button("primary", tr("Done"), key=tr("Enter"))
        self._done.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 120, 0, 40)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(16)
        column.addWidget(self._lines)
        column.addSpacing(40)
        column.addWidget(self._facts)
        column.addSpacing(40)
        column.addWidget(self._done, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_end(self, ended: Ended) -> None:
        """Say what the run came to."""
        self._title.setText(ended.title)
        self._lines.setText("\n".join(ended.lines))
        self._facts.show_facts(ended.facts)
