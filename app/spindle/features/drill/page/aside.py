"""One line at the foot of a run, empty while a question is open."""

from PySide6.QtWidgets import QWidget

from spindle.features.drill.conducting import Conductor
from spindle.features.drill.page.why import why
from spindle.features.drill.page.words import tr
from spindle.ui.labels import Label


class Aside(Label):
    """Lies over the page; whoever holds it calls ``place`` when the page changes its size."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("caption", "", "ink3", parent)
        self._page = parent
        self.hide()

    def follow(self, run: Conductor | None, *, answered: bool) -> None:
        """Offer a rest after an answer; a question that opens takes the line away."""
        self.setVisible(answered and run is not None and run.tired)
        self._say(tr("Answers have become slower, or wrong. Esc ends here; a rest helps."))

    def say_why(self, run: Conductor | None) -> None:
        """Why the question just answered was asked."""
        question = None if run is None or not run.answered else run.chosen()
        if run is not None and question is not None:
            self._say(why(question, run.sitting.drills))
            self.show()

    def place(self) -> None:
        """At the foot of the page."""
        height = self.sizeHint().height()
        self.setGeometry(40, self._page.height() - height - 6, self._page.width() - 80, height)
        self.raise_()

    def _say(self, text: str) -> None:
        self.setText(text)
        self.place()
