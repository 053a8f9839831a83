"""What is to be said about the open document, above it, until it was read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from spindle.features.listen.notices import Notice
from spindle.features.listen.page.telling import sentence, tr
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label


class NoticeBar(QWidget):
    """Hidden while there is nothing to say; ``closed`` when it was read."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label("caption", "", "ink", wrap=True)
        self.close_it = Hinted(tr("Close"), "Esc")
        self.close_it.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.close_it, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, notices: tuple[Notice, ...]) -> bool:
        """Say these; whether they are others than before."""
        before = self.words.text()
        self.words.setText("\n".join(sentence(n.sentence, dict(n.facts)) for n in notices))
        self.setVisible(bool(notices))
        return self.words.text() != before
