"""A named place to write, as the evening has them and an entry of an evening again."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label
from spindle.ui.paper import Paper
from spindle.ui.theme import Themed, theme_of


class FieldRow(QWidget, Themed):
    """A label at the left, paper at the right, a hairline above."""

    def __init__(self, label: str, note: str, paper: Paper, least: int, lift: int = 0) -> None:
        super().__init__()
        self._least = least
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(Hairline())
        # A larger face has a higher line, yet all first lines stand level with their labels.
        box.addSpacing(9 - lift)
        line = QHBoxLayout()
        line.setSpacing(16)
        self._names = QWidget()
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 4 + lift, 0, 0)
        names.setSpacing(2)
        names.addWidget(Label("control", label, "ink2", wrap=True))
        if note:
            names.addWidget(Label("axis", note, "ink3", wrap=True))
        names.addStretch(1)
        line.addWidget(self._names)
        self.papers = QVBoxLayout()
        self.papers.setSpacing(4)
        self.papers.addWidget(paper)
        self.papers.addStretch(1)
        line.addLayout(self.papers, 1)
        box.addLayout(line)
        box.addSpacing(13)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Labels and rows grow with the text."""
        self._names.setFixedWidth(theme_of(self).px(144))
        self.setMinimumHeight(theme_of(self).px(self._least))
