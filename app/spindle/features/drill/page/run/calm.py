"""The quiet before a mock run: what it will be, and a slow wave; no digits, no countdown."""

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from spindle.features.drill.page.views.gap import gap
from spindle.features.drill.page.views.keyed import Keyed, keyed_row
from spindle.features.drill.page.words import tr
from spindle.features.drill.run import Asked
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on, wave
from spindle.ui.theme import theme_of

_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter
_WIDE: Final = 480.0


class SlowWave(QWidget):
    """One slow wave."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for it."""
        return QSize(round(_WIDE), 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        x, y = (self.width() - _WIDE) / 2, self.height() / 2
        with painter_on(self) as painter:
            wave(painter, "prime", max(0.0, x), y, _WIDE, 30, theme_of(self).palette.ink2)


class CalmView(QWidget):
    """``begun`` after the quiet seconds, or with Enter."""

    begun = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = Label("question", "", "ink2", wrap=True, align=_CENTRE)
        self._begin = Keyed(tr("Begin now"), tr("Enter"))
        self._begin.clicked.connect(self.begin)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addSpacerItem(gap(120))
        column.addWidget(Label("title", tr("A mock run"), align=_CENTRE))
        column.addWidget(self._words)
        column.addWidget(SlowWave())
        breathe = tr("Breathe out slowly, a few times. It begins by itself.")
        column.addWidget(Label("body", breathe, "ink2", wrap=True, align=_CENTRE))
        column.addWidget(keyed_row(self._begin))
        column.addStretch(1)

    def wait(self, asked: Asked) -> None:
        """Be quiet for a while."""
        parts = [tr("{count} items, one after another.").format(count=asked.of)] if asked.of else []
        if asked.minutes_left:
            parts.append(tr("{minutes} minutes in all.").format(minutes=asked.minutes_left))
        parts.append(tr("No help, and no result before the end."))
        self._words.setText(" ".join(parts))
        self._timer.start(round(1000 * asked.calm_s))

    def begin(self) -> None:
        """Begin, once."""
        if self._timer.isActive() or self.isVisible():
            self._timer.stop()
            self.begun.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Begin nothing that is not seen."""
        self._timer.stop()
        super().hideEvent(event)
