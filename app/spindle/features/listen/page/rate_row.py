"""How the session went: five keys where the trace was."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.page.telling import tr
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.tile import Pill
from spindle.ui.value_scale import rating_word


class RateRow(QWidget):
    """``rated`` carries 1-5; ``left`` means not now."""

    rated = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Label("section", tr("How was it?"))
        later = Hinted(tr("Not rated"), "Esc")
        later.clicked.connect(self.left)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for rating in range(1, 6):
            pill = Pill(f"{rating}  {rating_word(rating)}")
            pill.clicked.connect(partial(self.rated.emit, rating))
            keys.addWidget(pill)
        keys.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(later)
        box = QVBoxLayout(self)
        box.setContentsMargins(40, 0, 8, 0)
        box.addLayout(head)
        box.addLayout(keys)
