"""A mock run: of what, and for how long."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.drill.loading import Of
from spindle.features.drill.page.words import tr
from spindle.features.drill.reading import HomeRow
from spindle.ui.buttons import Button
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.segments import Segments
from spindle.ui.spin import SpinField

MINUTES: Final = 10
_LONGEST: Final = 300
_STEP: Final = 5


class MockView(QWidget):
    """Asks; the page begins.

    Signals:
        begun: What it is of, and for how many minutes.
        left: Back to where it was asked for.
    """

    begun = Signal(object, int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of: tuple[Of, ...] = (Of(),)
        self.of = Segments(("",))
        self.minutes = SpinField(_STEP, _LONGEST, step=_STEP, unit=tr("min"))
        self.minutes.set_value(MINUTES)
        self.minutes.setAccessibleName(tr("How long"))
        self.begin = Button("primary", tr("Begin"), key=tr("Enter"))
        self.back = Hinted(tr("Back"), tr("Esc"))
        self._choice = QVBoxLayout()
        self._lay_out()
        self.begin.clicked.connect(self.ask)
        self.back.clicked.connect(self.left)

    def offer(self, row: HomeRow | None) -> None:
        """Offer a drill, what serves its aim, and what is due; without a drill what is due."""
        words, found = [tr("What is due")], [Of()]
        if row is not None and row.aim is not None and row.aim_name:
            words.insert(0, tr("All for “{aim}”").format(aim=row.aim_name))
            found.insert(0, Of(aim=row.aim))
        if row is not None:
            words.insert(0, tr("“{title}”").format(title=row.title))
            found.insert(0, Of(drill=row.id))
        self._of = tuple(found)
        self.of.hide()
        self.of.deleteLater()
        self.of = Segments(words)
        self.of.setAccessibleName(tr("A mock run of"))
        self.of.chosen.connect(self.of.set_chosen)
        self.of.set_chosen(0)
        self._choice.addWidget(self.of, 0, Qt.AlignmentFlag.AlignLeft)

    def ask(self) -> None:
        """Begin it."""
        self.begun.emit(self._of[self.of.index], self.minutes.value)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label("page_name", tr("A mock run")))
        head.addStretch(1)
        head.addWidget(self.back)
        self._choice.addWidget(self.of)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 28)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(12)
        words = tr("No help, and no word on the answers before the end.")
        column.addWidget(Label("body", words, "ink2", wrap=True))
        column.addSpacing(28)
        column.addWidget(Label("section", tr("Of")))
        column.addSpacing(8)
        column.addLayout(self._choice)
        column.addSpacing(20)
        column.addWidget(Label("section", tr("How long")))
        column.addSpacing(8)
        column.addWidget(self.minutes, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(28)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
