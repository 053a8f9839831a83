"""The first run: one line to begin with, other doors, and how the strip works."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from spindle.core.feature import Door
from spindle.core.text import clean
from spindle.features.today.page.rows import DoorRow
from spindle.features.today.page.words import tr
from spindle.ui import fonts, glyphs
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.legend import Legend
from spindle.ui.paint import bordered, painter_on
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Themed, theme_of

_HEIGHT = 56
_IN = 8
_RIGHT = 336
_GAP = 64


class HeroField(QLineEdit, Themed):
    """A large line in the learner's face with its button inside; ``begin`` carries the text."""

    begin = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(200_000)
        self.setFrame(False)
        self.setAccessibleName(tr("What are you learning right now?"))
        self.button = Button("primary", tr("Focus for 10 minutes"), self, key=tr("Enter"))
        self.button.clicked.connect(lambda _=False: self._begin())
        self.returnPressed.connect(self._begin)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take colours, font and height anew."""
        theme = theme_of(self)
        colours = theme.palette
        # Qt's own line has no ground of its own only by style sheet, and then no palette either.
        self.setStyleSheet(
            "QLineEdit { background: transparent; border: 0;"
            f" color: {colours.ink.name()}; placeholder-text-color: {colours.ink3.name()};"
            f" selection-background-color: {colours.ink.name()};"
            f" selection-color: {colours.onink.name()}; }}"
        )
        self.setFont(fonts.font("question", theme.text_scale))
        self.setFixedHeight(theme.px(_HEIGHT))
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys with Alt to the page: they are the doors."""
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the text, and the caret as a pen over Qt's own."""
        colours = theme_of(self).palette
        has_focus = self.hasFocus()
        with painter_on(self) as painter:
            border, width = (colours.ink, 1.5) if has_focus else (colours.rule, 1.0)
            bordered(painter, QRectF(self.rect()), 10, border, colours.panel, width)
        super().paintEvent(event)
        if has_focus and not self.hasSelectedText():
            box = self.cursorRect()
            with painter_on(self) as painter:
                x = box.center().x() + 1.0
                painter.fillRect(QRectF(x, box.y(), 2.0, box.height()), colours.pen)

    def _begin(self) -> None:
        self.begin.emit(clean(self.text()).strip())

    def _place(self) -> None:
        size = self.button.sizeHint()
        high = self.height() - 2 * _IN
        self.button.setGeometry(self.width() - size.width() - _IN, _IN, size.width(), high)
        self.setTextMargins(17, 0, size.width() + 2 * _IN, 0)


class Promise(QWidget, Themed):
    """A shield, and one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = tr("One file on this computer. No account.")
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, theme_of(self).px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both."""
        del event
        theme = theme_of(self)
        middle = self.height() / 2
        with painter_on(self) as painter:
            glyphs.draw(painter, "shield", QRectF(1, middle - 8, 16, 16), theme.palette.ink3)
            face = fonts.font("caption", theme.text_scale)
            draw_line(painter, self._text, face, theme.palette.ink3, 28, middle, self.width() - 28)


def _of_feature(words: str) -> str:
    return QCoreApplication.translate("doors", words)


class FirstRun(QWidget):
    """What stands below the strip until the first session; ``open_door`` carries a command.

    Attributes:
        doors: All that there may be, in order.
    """

    begin = Signal(str)
    open_door = Signal(str)

    def __init__(self, doors: Sequence[Door], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doors = doors
        self.field = HeroField()
        self.field.begin.connect(self.begin)
        self._doors: dict[str, DoorRow] = {}
        self._heading = Label("section", tr("Or begin somewhere else"))
        left, right = QWidget(), QWidget()
        self._fill_left(QVBoxLayout(left))
        self._right = right
        self._fill_right(QVBoxLayout(right))
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.columns.setSpacing(_GAP)
        self.columns.addWidget(left, 1)
        self.columns.addWidget(right)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Drop the right column below the left."""
        way = QBoxLayout.Direction
        self.columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self.columns.setSpacing(28 if narrow else _GAP)
        self._right.setMinimumWidth(0 if narrow else _RIGHT)
        self._right.setMaximumWidth(16777215 if narrow else _RIGHT)

    def show_doors(self, is_there: Callable[[str], bool]) -> None:
        """Show the doors whose commands there are."""
        shown = [row for command, row in self._doors.items() if is_there(command)]
        for row in self._doors.values():
            row.is_last = bool(shown) and row is shown[-1]
            row.setVisible(row in shown)
            row.updateGeometry()
        self._heading.setVisible(bool(shown))

    def _fill_left(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addSpacing(24)
        column.addWidget(Label("title", tr("What are you learning right now?"), wrap=True))
        column.addSpacing(6)
        sentence = tr("One line is enough. It becomes the task of your first focus block.")
        column.addWidget(Label("body", sentence, "ink2", wrap=True))
        column.addSpacing(22)
        column.addWidget(self.field)
        column.addSpacing(10)
        after = tr("Afterwards you rate it with one key. That is the whole setup.")
        column.addWidget(Label("caption", after, "ink3", wrap=True))
        column.addSpacing(38)
        column.addWidget(self._heading)
        column.addSpacing(10)
        for door in self.doors:
            key = door.key.replace("+", " ")
            title, sentence = _of_feature(door.title), _of_feature(door.sentence)
            row = DoorRow(door.icon, title, sentence, key)
            row.clicked.connect(lambda _=False, name=door.command: self.open_door.emit(name))
            self._doors[door.command] = row
            column.addWidget(row)
        column.addStretch(1)

    def _fill_right(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addSpacing(24)
        column.addWidget(Label("section", tr("How the strip works")))
        column.addSpacing(10)
        column.addWidget(Legend())
        column.addSpacing(22)
        column.addWidget(Promise())
        column.addStretch(1)
