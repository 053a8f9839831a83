"""Leave it there: the last step of the evening, and the quiet after it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from spindle.features.journal.page.card import Card
from spindle.features.journal.page.marks import SlowWave
from spindle.ui.buttons import Button
from spindle.ui.labels import Label

_DIM_AFTER_MS = 120_000
_ROOM = 83
_WIDE = 720
_SHOWN = 400


class LeaveStep(QWidget):
    """One slow wave, the question once more, two sentences and a good night.

    No digits, no clock, no countdown.
    """

    good_night = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        asks = self.tr("Tomorrow morning Spindle asks what was in your mind.")
        normal = self.tr("Nothing is a normal answer.")
        self.button = Button("secondary", self.tr("Good night"), key=self.tr("Enter"))
        self.button.clicked.connect(self.good_night)
        self.question = Label("journal", "", align=centre, wrap=True)
        self.picture = Label("journal", "", "ink2", align=centre, wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(40, 0, 40, 0)
        box.setSpacing(0)
        parts: tuple[tuple[int, QWidget], ...] = (
            (154, SlowWave()),
            (0, self._asked()),
            (0, Label("leave_title", self.tr("Leave it there."), align=centre)),
            (12, Label("leave", asks, "ink2", align=centre, wrap=True)),
            (0, Label("leave", normal, "ink2", align=centre, wrap=True)),
        )
        for above, widget in parts:
            box.addItem(_giving(above))
            box.addWidget(widget)
        box.addItem(_giving(46))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.button)
        line.addStretch(1)
        box.addLayout(line)
        box.addStretch(1)

    def show_card(self, card: Card | None) -> None:
        """The question that is taken to bed, with its picture or place; or none."""
        self.question.setText("" if card is None else " ".join(card.question.split())[:_SHOWN])
        self.picture.setText("" if card is None else " ".join(card.picture.split())[:_SHOWN])
        self.picture.setVisible(bool(self.picture.text()))

    def take_focus(self) -> None:
        """Enter says good night."""
        self.button.setFocus()

    def _asked(self) -> QWidget:
        """Room for two lines of a question and one of its picture, and more if there is more."""
        holder = QWidget()
        holder.setMinimumHeight(_ROOM)
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addStretch(1)
        for label in (self.question, self.picture):
            label.setMaximumWidth(_WIDE)
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(label, 1000)
            line.addStretch(1)
            box.addLayout(line)
        box.addStretch(1)
        return holder


def _giving(height: int) -> QSpacerItem:
    """Room that gives way in a low window."""
    return QSpacerItem(0, height, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)


class QuietView(QWidget):
    """What is left after "Good night": a dim wave, and after two minutes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        wakes = self.tr("N parks a thought in the dark. Any other key wakes Spindle.")
        self.setAccessibleName(f"{self.tr('Good night.')} {wakes}")
        self._words = Label("caption", wakes, "ink3", self)
        self._wave = SlowWave(self)
        self._wave.dimmed = True
        self._dark = QTimer(self, singleShot=True, interval=_DIM_AFTER_MS)
        self._dark.timeout.connect(self._darken)

    def begin(self, *, dark: bool = False) -> None:
        """Show the wave and start to darken, or be dark at once."""
        self._wave.setVisible(not dark)
        self._words.setVisible(not dark)
        if not dark:
            self._dark.start()
        self.setFocus()

    def resizeEvent(self, event: object) -> None:
        """Keep the wave in the middle."""
        del event
        size = self._wave.sizeHint()
        self._wave.setGeometry(0, min(238, self.height() // 3), self.width(), size.height())
        self._words.adjustSize()
        self._words.move(self.width() - self._words.width() - 48, self.height() - 52)

    def _darken(self) -> None:
        self._wave.hide()
        self._words.hide()
