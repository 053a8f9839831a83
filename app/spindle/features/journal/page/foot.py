"""The foot of the evening: what was saved, the step's slow wave, and where it can go from here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.journal.model import BOX, Scene
from spindle.features.journal.page.marks import StepWave
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label

_HIGH = 84


class EveningFoot(QWidget):
    """One line below every step. It counts nothing: a step's time is a wave that fills."""

    continued = Signal()
    skipped = Signal()
    refused = Signal()
    card_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HIGH)
        self.wave = StepWave()
        self._saved = Label("caption", "", "ink3")
        # Where a person may go on, and need not.
        self.enough = Label("caption", self.tr("This can be enough."), "ink2")
        self._leave_words = Label(
            "caption", self.tr("Press Esc again to leave. Everything written is kept."), "ink"
        )
        self._dims = Label("caption", self.tr("The screen dims by itself"), "ink3")
        self._nothing = Hinted(self.tr("Nothing open"), "Alt N")
        self._continue = Hinted(self.tr("Continue"), self.tr("Ctrl Enter"))
        # Esc leaves and does not say no for the whole night.
        self._not = Hinted(self.tr("Not tonight"), "Alt T")
        self._card = Hinted(self.tr("Card"), "Alt C")
        self._card.clicked.connect(self.card_asked)
        self._nothing.clicked.connect(self.skipped)
        self._continue.clicked.connect(self.continued)
        self._not.clicked.connect(self.refused)
        line = QHBoxLayout(self)
        line.setContentsMargins(48, 0, 48, 6)
        line.setSpacing(20)
        time = QVBoxLayout()
        time.setSpacing(0)
        time.addStretch(1)
        time.addWidget(self.enough)
        time.addWidget(self.wave)
        time.addStretch(1)
        right: tuple[QWidget, ...] = (
            self._nothing,
            self._continue,
            self._not,
            self._card,
            self._dims,
        )
        line.addLayout(time)
        line.addWidget(self._saved)
        line.addStretch(1)
        for widget in (self._leave_words, *right):
            line.addWidget(widget)
        self.ask_again(asks=False)
        self.show_time(0.0)

    def show_scene(self, scene: Scene, *, asked: bool) -> None:
        """Offer what this step has; a card of a question only if one was ``asked``."""
        self._card.setVisible(asked and scene is Scene.LEAVE)
        self._dims.setText(self.tr("The screen dims by itself"))
        self.wave.setVisible(scene in BOX)
        self._nothing.setVisible(scene is Scene.UNLOAD)
        self._continue.setVisible(scene is not Scene.LEAVE)
        self._not.setVisible(scene is not Scene.LEAVE)
        self._dims.setVisible(scene is Scene.LEAVE)

    def show_time(self, gone: float) -> None:
        """How much of the step's time is gone, 0-1; at its end a quiet line says so."""
        self.wave.show_gone(gone)
        self.enough.setVisible(gone >= 1)

    def say_saved(self, *, saved: bool) -> None:
        """Say that all that was typed is on the disk, or nothing."""
        self._saved.setText(self.tr("Saved") if saved else "")
        self._saved.updateGeometry()

    def say_card(self, said: str) -> None:
        """Where the card is, or why there is none."""
        self._dims.setText(said)
        self._dims.updateGeometry()

    def ask_again(self, *, asks: bool) -> None:
        """Say that another Esc leaves."""
        self._leave_words.setVisible(asks)
