"""Dark sheets over all screens but one: a bright one beside it would undo the evening."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from spindle.ui.paint import painter_on
from spindle.ui.theme import palette


class _Cover(QWidget):
    """One screen, dark. It takes no keyboard."""

    pressed = Signal()

    def __init__(self, screen: QScreen) -> None:
        kind = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint
        super().__init__(None, kind | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle("Spindle")
        self.setAccessibleName(self.tr("Dark"))
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setCursor(Qt.CursorShape.BlankCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing but the paper of the evening."""
        with painter_on(self) as painter:
            painter.fillRect(event.rect(), palette("evening").paper)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Somebody wants something."""
        del event
        self.pressed.emit()


class Covers(QObject):
    """The sheets that belong to one widget, over all screens it is not on."""

    pressed = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._on = False
        self.sheets: list[QWidget] = []
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(lambda _: self._lay())
            application.screenRemoved.connect(lambda _: self._lay())
        owner.destroyed.connect(self._take_away)

    def set_on(self, *, on: bool) -> None:
        """Cover the other screens, or uncover them."""
        if on != self._on:
            self._on = on
            self._lay()

    def _lay(self) -> None:
        self._take_away()
        if not self._on:
            return
        here = self._owner.window().screen()
        for screen in QGuiApplication.screens():
            if screen is not here:
                sheet = _Cover(screen)
                sheet.pressed.connect(self.pressed)
                sheet.showFullScreen()
                self.sheets.append(sheet)

    def _take_away(self) -> None:
        for sheet in self.sheets:
            sheet.hide()
            sheet.deleteLater()
        self.sheets.clear()
