"""What is to be said about the open document, above it, until it was read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from spindle.features.listen.notices import About, Notice
from spindle.features.listen.page.telling import sentence, tr
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label


class NoticeBar(QWidget):
    """Hidden while there is nothing to say.

    Signals:
        closed: It was read.
        opened: The document that has come is to be opened.
    """

    closed = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label("caption", "", "ink", wrap=True)
        self.close_it = Hinted(tr("Close"), "Esc")
        self.close_it.clicked.connect(self.closed)
        self.open_it = Hinted(tr("Open"), "Enter")
        self.open_it.clicked.connect(self.opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.open_it, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_it, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, notices: tuple[Notice, ...]) -> bool:
        """Say these; whether they are others than before."""
        before = self.words.text()
        self.words.setText("\n".join(sentence(n.sentence, dict(n.facts)) for n in notices))
        self.open_it.setVisible(any(each.about is About.ARRIVED for each in notices))
        self.setVisible(bool(notices))
        return self.words.text() != before
