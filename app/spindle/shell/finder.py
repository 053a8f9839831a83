"""The finder: one line to type in, and below it what fits. It lies over the dimmed window.

The focus stays in the line; Up and Down select, Enter does it, Esc or a click outside closes. It
closes too when another page comes, or when something else takes the keyboard.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from spindle.core.feature import App
from spindle.core.text import clean
from spindle.shell import finding
from spindle.shell.finder_lines import FinderCaption, FinderLine
from spindle.shell.finding import Shown, Things
from spindle.shell.pages import Pages
from spindle.ui import fonts, glyphs
from spindle.ui.buttons import draw_key_hint, key_hint_size
from spindle.ui.field import Field
from spindle.ui.labels import Label
from spindle.ui.paint import bordered, hairline, painter_on
from spindle.ui.theme import theme_of

WIDTH = 640
TOP = 112
_FIELD = 57
_BEHIND = 0.38
_EDGE = 8


def open_finder(window: QWidget, app: App) -> "Finder":
    """Open the finder over a window, or give the keyboard to the one that is open."""
    finder = window.findChild(Finder)
    if finder is None:
        finder = Finder(app, window)
        finder.setGeometry(window.rect())
        finder.show()
    finder.raise_()
    finder.field.setFocus()
    return finder


class FinderField(Field):
    """The line: an icon before it, the key that closes behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, size="bare")
        self.setPlaceholderText(self.tr("Find or start anything"))
        self.setAccessibleName(self.tr("Find or start anything"))
        self.setMaxLength(200)

    def theme_changed(self) -> None:
        """Take font and height of the new text size."""
        super().theme_changed()
        theme = theme_of(self)
        self.setFont(fonts.sized("body", theme.px(16)))
        self.setTextMargins(52, 8, 70, 0)
        self.setFixedHeight(theme.px(_FIELD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the icon and the key."""
        super().paintEvent(event)
        theme = theme_of(self)
        middle = self.height() / 2 + 4
        with painter_on(self) as painter:
            box = QRectF(QPointF(21, middle - 10), QPointF(41, middle + 10))
            glyphs.draw(painter, "search", box, theme.palette.ink2)
            size = key_hint_size("Esc", theme.text_scale)
            corner = QPointF(self.width() - 21 - size.width(), middle - size.height() / 2)
            at = QRectF(corner.x(), corner.y(), size.width(), size.height())
            draw_key_hint(painter, at, "Esc", theme.palette, theme.text_scale)


class Finder(QWidget):
    """The overlay; ``closed`` is emitted when it goes."""

    closed = Signal()

    def __init__(self, app: App, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._app = app
        self._things = Things()
        self._asked = 0
        self._waits_for_answer = False
        self._enter_is_due = False
        self._ahead: list[QKeyEvent] = []
        self._lines: list[FinderLine] = []
        self._selected = 0
        self._returns_to = window.focusWidget()
        pages = window.findChild(Pages)
        if pages is not None:
            pages.turns.connect(self.close_finder)
        self.setAccessibleName(self.tr("Finder"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box = FinderBox(self)
        self.field = FinderField(self._box)
        self._box.column.addWidget(self.field)
        self._nothing = Label("body", self.tr("Nothing fits."), "ink2")
        self._nothing.setContentsMargins(21, 10, 21, 10)
        self._box.column.addWidget(self._nothing)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._focus_went)  # type: ignore[union-attr]
        self._typed("")

    # What is shown

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the lines, from the top."""
        return tuple(line.shown.line.title for line in self._lines)

    @property
    def selected(self) -> int:
        """The index of the selected line."""
        return self._selected

    def select(self, index: int) -> None:
        """Select a line by index; beyond the ends it goes around."""
        if not self._lines:
            return
        self._selected = index % len(self._lines)
        for i, line in enumerate(self._lines):
            line.set_selected(i == self._selected)
        chosen = self._lines[self._selected].shown.line
        self.field.setAccessibleDescription(f"{chosen.title}, {chosen.hint}")

    def run(self, index: int) -> None:
        """Close, then do what a line does."""
        if 0 <= index < len(self._lines):
            do = self._lines[index].shown.line.do
            self.close_finder()
            do()

    def close_finder(self) -> None:
        """Go away and give the keyboard back, unless something else has taken it."""
        if self.parent() is None:
            return
        held = self._window.focusWidget()
        taken = held is not None and not self._holds(held)
        self._asked += 1  # what the database still answers comes too late
        QApplication.instance().focusChanged.disconnect(self._focus_went)  # type: ignore[union-attr]
        self._window.removeEventFilter(self)
        self.hide()
        self.setParent(None)
        self.deleteLater()
        back = self._returns_to
        if not taken and back is not None and isValid(back) and back.isVisible():
            back.setFocus()
        self.closed.emit()

    # What Qt tells

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that move, choose and close from the line; keep the window's size."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyPress:
                return False
            return self._is_ahead(event) or self._key(Qt.Key(event.key()))
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        hidden = event.type() == QEvent.Type.Hide and not event.spontaneous()
        if watched is self._window and hidden:
            self.close_finder()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that the line leaves alone is not for the page behind."""
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click outside the box closes."""
        if not self._box.geometry().contains(event.position().toPoint()):
            self.close_finder()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the box where it belongs."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim the page to 38 %."""
        del event
        veil = QColor(theme_of(self).palette.paper)
        veil.setAlphaF(1 - _BEHIND)
        with painter_on(self) as painter:
            painter.fillRect(self.rect(), veil)

    # Inside

    def _holds(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)

    def _focus_went(self, _: QWidget | None, now: QWidget | None) -> None:
        """Another window may come to the front and leave again; what is behind the veil may not."""
        if now is not None and now.window() is self._window and not self._holds(now):
            self.close_finder()

    def _is_ahead(self, event: QKeyEvent) -> bool:
        """Letters behind an Enter that is due are for what it leads to, and wait for it."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        letters = event.text().isprintable() and bool(event.text())
        if not self._enter_is_due or not (letters or (enter and self._ahead)):
            return False
        self._ahead.append(event.clone())
        return True

    def _key(self, key: Qt.Key) -> bool:
        if key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter_is_due = False
            self._ahead.clear()
        if key == Qt.Key.Key_Escape:
            self.close_finder()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            self.select(self._selected + 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            self.select(self._selected - 1)
        else:
            return False
        return True

    def _enter(self) -> None:
        """Do what is selected; until the data has answered, what fits the letters by its title.

        What it found for the letters before is still on the screen then. Who pressed an arrow has
        read it and means it. Where nothing fits, Enter waits for what the data finds, unless it is
        pressed once more.
        """
        if self._waits_for_answer and not self._selected and not self._enter_is_due:
            before = self._things
            self._things = Things(offers=before.offers)
            self._fill(clean(self.field.text()))
            if not self._lines:
                self._things, self._enter_is_due = before, True
                self._fill(clean(self.field.text()))
                return
        self.run(self._selected)

    def _typed(self, text: str) -> None:
        typed = clean(text)
        self._asked += 1
        asked = self._asked
        self._waits_for_answer, self._enter_is_due = True, False

        def came(things: Things) -> None:
            if asked == self._asked:
                self._waits_for_answer = False
                self._things = things
                self._fill(typed)
                if self._enter_is_due:
                    self.run(0)
                    QTimer.singleShot(0, partial(_hand_on, self._ahead))

        self._fill(typed)
        self._app.database.read(finding.query(self._app, typed), came)

    def _fill(self, typed: str) -> None:
        for old in self._box.findChildren(FinderLine) + self._box.findChildren(FinderCaption):
            self._box.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        shown = finding.fitting(self._app, typed, self._things)
        self._lines = []
        room = self._room()
        group = ""
        for one in shown:
            caption = one.line.group if one.line.group != group else ""
            room -= self._add(one, caption) if room > 0 else 0
            group = one.line.group
        self._nothing.setVisible(not self._lines)
        self.select(0)
        self._place()

    def _add(self, one: Shown, caption: str) -> int:
        """Add a line, with its group's caption when it is the first; returns px used."""
        used = 0
        if caption:
            words = QCoreApplication.translate("Finder", caption)
            head = FinderCaption(words, first=not self._lines)
            self._box.column.addWidget(head)
            head.show()
            used += head.sizeHint().height()
        line = FinderLine(one)
        index = len(self._lines)
        line.clicked.connect(lambda: self.run(index))
        self._box.column.addWidget(line)
        line.show()
        self._lines.append(line)
        return used + line.sizeHint().height()

    def _room(self) -> int:
        """How many px of lines fit below the field; one line less, because captions come first."""
        theme = theme_of(self)
        return self._window.height() - TOP - theme.px(_FIELD) - theme.px(40 + 33) - 24

    def _place(self) -> None:
        width = min(theme_of(self).px(WIDTH), self.width() - 80)
        self._box.column.invalidate()
        self._box.column.activate()
        high = self._box.column.sizeHint().height()
        self._box.setGeometry((self.width() - width) // 2, TOP, width, high)


class FinderBox(QWidget):
    """The panel with the line and what fits."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, _EDGE)
        self.column.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel, and the hairline below the line."""
        del event
        theme = theme_of(self)
        with painter_on(self) as painter:
            bordered(painter, QRectF(self.rect()), 10, theme.palette.ink, theme.palette.panel, 1.25)
            hairline(painter, 1, self.width() - 1, theme.px(_FIELD), theme.palette.line)


def _hand_on(ahead: Sequence[QKeyEvent]) -> None:
    """What was typed ahead goes to where the focus is now."""
    for event in ahead:
        there = QApplication.focusWidget()
        if there is not None:
            QApplication.sendEvent(there, event)
