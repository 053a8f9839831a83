"""How the session went: five keys where the trace was."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.page.telling import tr
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.tile import Pill
from spindle.ui.value_scale import rating_word
from spindle.ui.wrap import Wrap

_SIDE: Final = 8
_GAP: Final = 6
"""All five in one line where the trace is as wide as in the picture."""


class RateRow(QWidget):
    """``rated`` carries 1-5; ``left`` means not now."""

    rated = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Label("section", tr("How was it?"))
        later = Hinted(tr("Not rated"), "Esc")
        later.clicked.connect(self.left)
        keys = Wrap(gap=_GAP, between=_GAP)
        self.pills = [
            Pill(f"{rating}  {rating_word(rating)}", side=_SIDE) for rating in range(1, 6)
        ]
        for rating, pill in enumerate(self.pills, 1):
            pill.clicked.connect(partial(self.rated.emit, rating))
            keys.addWidget(pill)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(later)
        box = QVBoxLayout(self)
        box.setContentsMargins(40, 0, 8, 0)
        box.addLayout(head)
        box.addLayout(keys)
