"""Lets the old looks of a window go slowly where its colours change; GUI thread."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QVariantAnimation
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from spindle.ui.paint import painter_on
from spindle.ui.theme import application_theme


class Cover(QWidget):
    """The picture of what a widget looked like, which fades and is then gone.

    It takes neither clicks nor keys, and a screen reader passes it by.
    """

    def __init__(self, covered: QWidget) -> None:
        self._picture = covered.grab()
        super().__init__(covered)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(covered.rect())
        self._left = 1.0
        self._fading = QVariantAnimation(self)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.valueChanged.connect(self._fade)
        self._fading.finished.connect(self.deleteLater)
        self.show()
        self.raise_()

    def fade(self, ms: int) -> None:
        """Go within so many milliseconds."""
        self._fading.setDuration(ms)
        self._fading.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is left of the picture."""
        del event
        with painter_on(self) as painter:
            painter.setOpacity(self._left)
            painter.drawPixmap(0, 0, self._picture)

    def _fade(self, left: float) -> None:
        self._left = left
        self.update()


@contextmanager
def fading(widgets: list[QWidget], motion: str) -> Iterator[None]:
    """Whatever changes the looks of these inside shows itself over a motion of the token file.

    At once where motion is reduced, and for what cannot be seen.
    """
    ms = application_theme().ms(motion)
    covers = [Cover(widget) for widget in widgets if ms and widget.isVisible()]
    yield
    for cover in covers:
        cover.raise_()
        cover.fade(ms)
