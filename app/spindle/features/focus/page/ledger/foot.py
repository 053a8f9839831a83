"""Under the rows of the ledger: what an open span was, and what can be done."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.focus.ledger.places import Places
from spindle.features.focus.ledger.spans import Span
from spindle.features.focus.page.ledger.rows import OUT
from spindle.features.focus.page.ledger.words import clock_words, tr
from spindle.ui.buttons import Button
from spindle.ui.labels import Label


class Foot(QWidget):
    """A question with three answers, and a line below it. ``answered`` carries a kind."""

    answered = Signal(str)
    left_open = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = Label("body", "", "ink2")
        self.hint = Label("caption", "", "ink3")
        self._answers = QWidget()
        row = QHBoxLayout(self._answers)
        row.setContentsMargins(OUT, 14, OUT, 0)
        row.setSpacing(6)
        row.addWidget(self.asked, 1)
        for word, key, act in (
            (tr("Break"), "B", partial(self.answered.emit, "break")),
            (tr("Work"), "W", partial(self.answered.emit, "work")),
            (tr("Leave open"), "L", self.left_open.emit),
        ):
            button = Button("quiet", word, key=key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
        below = QHBoxLayout()
        below.setContentsMargins(OUT, 10, OUT, 0)
        below.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._answers)
        column.addLayout(below)

    def ask(self, span: Span | None, places: Places | None) -> None:
        """Ask about a span; nothing without one."""
        self._answers.setVisible(span is not None)
        if span is not None and places is not None:
            words = tr("{start} to {end} is open. What was it?")
            start, end = clock_words(span.start, places), clock_words(span.end, places)
            self.asked.setText(words.format(start=start, end=end))
