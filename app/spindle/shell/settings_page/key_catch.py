"""A key that can be changed: press it, then press the key that is to be."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from spindle.core.own_keys import FIXED
from spindle.shell.keys import key_words
from spindle.ui.buttons import draw_key_hint, key_hint_size
from spindle.ui.focus_ring import RingFocus
from spindle.ui.page import key_pressed
from spindle.ui.paint import painter_on
from spindle.ui.theme import Themed, theme_of

_BARE = frozenset(
    {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)


class KeyCatch(RingFocus, QAbstractButton, Themed):
    """Esc leaves the key as it is, Backspace and Del give back the usual one.

    Signals:
        caught: A key as Qt writes it; empty for the usual one.
        asked: Whether it waits for a key.
    """

    caught = Signal(str)
    asked = Signal(bool)
    RING_RADIUS = 6.0

    def __init__(self, key: str, what: str, parent: QWidget | None = None) -> None:
        """``what`` the key does, for who cannot see the words beside it."""
        super().__init__(parent)
        self._what = what
        self.waits = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self._wait(on=True))
        self.show_key(key)

    def show_key(self, key: str) -> None:
        """Show a key as Qt writes it."""
        self.setText(key_words(key))
        self.setAccessibleName(self.tr("{key}: {what}").format(key=self.text(), what=self._what))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The box of a key, high enough to be hit."""
        size = key_hint_size(self._words(), theme_of(self).text_scale)
        return QSize(max(32, size.width()), max(32, size.height()))

    def event(self, event: QEvent) -> bool:
        """While it waits every key comes here, also those of the window and Tab."""
        if self.waits and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if self.waits and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._catch(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It waits no longer."""
        self._wait(on=False)
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the key in its box."""
        del event
        theme = theme_of(self)
        size = key_hint_size(self._words(), theme.text_scale)
        box = QRectF(
            self.width() - size.width(),
            (self.height() - size.height()) / 2,
            size.width(),
            size.height(),
        )
        with painter_on(self) as painter:
            draw_key_hint(painter, box, self._words(), theme.palette, theme.text_scale)

    def _words(self) -> str:
        return self.tr("press a key") if self.waits else self.text()

    def _catch(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _BARE:
            return
        name = key_pressed(event.keyCombination())
        self._wait(on=False)
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.caught.emit("")
        elif name not in FIXED:
            self.caught.emit(name)

    def _wait(self, *, on: bool) -> None:
        if on is not self.waits:
            self.waits = on
            self.updateGeometry()
            self.update()
            self.asked.emit(on)
