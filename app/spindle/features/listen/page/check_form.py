"""A check as a form: which word, or which sentence, with four choices, and what an answer was."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.asking import Question
from spindle.features.listen.page.choice_tile import ChoiceTile, Shown
from spindle.features.listen.page.stem import Stem
from spindle.features.listen.page.telling import tr
from spindle.features.listen.velocity.check import CheckKind
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label


class CheckForm(QWidget):
    """Asks; the page hands the answer on. Whoever shows it lays out ``inside``.

    Signals:
        answered: A choice, 0–3.
        skipped: No answer is given.
        went_on: The answer was seen, go on now.
        handed: The missed sentence is wanted elsewhere, with the kind: "drill" or "question".
    """

    answered = Signal(int)
    skipped = Signal()
    went_on = Signal()
    handed = Signal(str)

    def __init__(self, parent: QWidget | None = None, kinds: frozenset[str] = frozenset()) -> None:
        """``kinds`` are those that a feature takes over."""
        super().__init__(parent)
        self._kinds = kinds
        self._question: Question | None = None
        self.tiles: list[ChoiceTile] = []
        self.number = Label("section", "")
        self.said = Label("caption", "", "ink2")
        self.skip = Hinted(tr("Skip"), "S")
        self.on = Hinted(tr("Go on"), tr("Space"))
        self.drill = Hinted(tr("Drill it"), "D")
        self.question = Hinted(tr("Question"), "Q")
        self.stem = Stem()
        self.waits = tr("paused while you answer")
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self.inside = QWidget()
        self._fill()
        self.question.setToolTip(tr("Make it tonight's question"))
        self.drill.setToolTip(tr("Make the sentence a drill item"))
        self.skip.clicked.connect(self.skipped)
        self.on.clicked.connect(self.went_on)
        self.drill.clicked.connect(partial(self.handed.emit, "drill"))
        self.question.clicked.connect(partial(self.handed.emit, "question"))

    def tell(self, question: Question | None) -> None:
        """Show a check, or what its answer was; with None forget it."""
        old, self._question = self._question, question
        if question is None:
            return
        if old is None or old.check is not question.check:
            self._ask(question)
        self._tell(question)

    def keys(self) -> dict[str, Callable[[], object]]:
        """What the page binds while a check is there."""
        question = self._question
        if question is None:
            return {}
        if question.is_open:
            numbers = {str(n + 1): partial(self.answered.emit, n) for n in range(len(self.tiles))}
            return {**numbers, "S": self.skipped.emit}
        found: dict[str, Callable[[], object]] = {
            "Space": self.went_on.emit,
            "Return": self.went_on.emit,
        }
        if not self.drill.isHidden():
            found["D"] = self.drill.click
        if not self.question.isHidden():
            found["Q"] = self.question.click
        return found

    def _ask(self, question: Question) -> None:
        check = question.check
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        sentence = check.kind is CheckKind.HEARD
        self.tiles = [
            ChoiceTile(number, text, sentence=sentence)
            for number, text in enumerate(check.choices, 1)
        ]
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, *((at, 0, 1, 2) if sentence else (at // 2, at % 2)))
            tile.clicked.connect(partial(self._pressed, at))
            tile.show()
        if sentence:
            read, heard = tr("Which of these did you read?"), tr("Which of these did you hear?")
            self.stem.show_plain(read if question.silent else heard)
        else:
            self.stem.show_gap(check.before, check.after)
        name = tr("Check {number}").format(number=self.locale().toString(question.number))
        self.number.setText(name)
        self.setAccessibleName(f"{name}. {self.stem.accessibleName()}")

    def _pressed(self, choice: int, *_: object) -> None:
        if self._question is not None and self._question.is_open:
            self.answered.emit(choice)

    def _tell(self, question: Question) -> None:
        """Say whether it waits, or what the answer was."""
        self.skip.setVisible(question.is_open)
        self.on.setVisible(not question.is_open)
        self.drill.setVisible(question.missed and "drill" in self._kinds)
        self.question.setVisible(question.missed and "question" in self._kinds)
        if question.is_open:
            self.said.setText(self.waits)
        elif question.right:
            self.said.setText(tr("right"))
        else:
            self.said.setText(tr("missed"))
        for at, tile in enumerate(self.tiles):
            tile.show_as(_shown(question, at))

    def _fill(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(16)
        head.addWidget(self.number)
        head.addStretch(1)
        head.addWidget(self.said)
        for hinted in (self.drill, self.question, self.skip, self.on):
            head.addWidget(hinted)
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(21, 9, 19, 19)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stem)
        column.addSpacing(12)
        column.addLayout(self._grid)
        column.addStretch(1)


def _shown(question: Question, at: int) -> Shown:
    if question.is_open:
        return Shown.OPEN
    if at == question.given:
        return Shown.RIGHT if question.right else Shown.WRONG
    return Shown.MISSED if at == question.check.answer else Shown.OTHER
