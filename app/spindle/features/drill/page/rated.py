"""How did it go: one key after a run, then what had been expected and how far off that was."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.core.session import Session
from spindle.features.drill.page.words import tr
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.value_scale import RatingKeys, ValueScale

_WIDE = 640
_CLOSE = 0.25  # nearer than this reads as expected


class RatedView(QWidget):
    """The axis is empty until a key was pressed.

    Signals:
        rated: A number from 1 to 5.
        left: Back to the drills, rated or not.
    """

    rated = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("title", tr("How did it go?"))
        self._scale = ValueScale()
        self._keys = RatingKeys()
        self._sentence = Label("body", "", "ink2", wrap=True)
        self._done = Button("primary", tr("Done"), key=tr("Enter"))
        self._keys.chosen.connect(self.rated)
        self._done.clicked.connect(self.left)
        holder = QWidget()
        holder.setFixedWidth(_WIDE)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 120, 0, 40)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(24)
        column.addWidget(self._scale)
        column.addWidget(self._keys)
        column.addSpacing(24)
        column.addWidget(self._sentence)
        column.addSpacing(24)
        column.addWidget(self._done, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(40, 0, 40, 28)
        box.addWidget(holder, 0, Qt.AlignmentFlag.AlignLeft)

    def show_session(self, session: Session) -> None:
        """Show the run that just ended, and its rating if it has one."""
        rated = session.rating is not None
        self._keys.set_chosen(session.rating)
        self._scale.set_values(session.rating, session.predicted if rated else None)
        text = tr("One key, 1 to 5. Enter leaves it unrated.")
        if rated and session.error is not None:
            text = _meaning(session.error)
        self._sentence.setText(text)


def _meaning(error: float) -> str:
    """The error as a number, and what it means."""
    sign = "+" if error >= 0 else "−"
    number = f"{sign}{QLocale().toString(abs(error), 'f', 1)}"
    if abs(error) < _CLOSE:
        said = tr("About as expected.")
    else:
        said = tr("Better than expected.") if error > 0 else tr("Worse than expected.")
    return f"{number}  {said}"
