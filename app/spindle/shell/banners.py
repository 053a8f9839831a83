"""Rows at the bottom of the window that ask or tell something, where no notification can.

A row has at most three answers, with the keys Alt 1 to Alt 3, and one more to close it.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.ports import Action, Notification
from spindle.shell import leaving
from spindle.shell.keys import key_words
from spindle.ui.buttons import Button, Kind
from spindle.ui.labels import Label
from spindle.ui.paint import hairline, painter_on
from spindle.ui.theme import theme_of

Chosen = Callable[[str], None]

_LEAST = 48

CLOSED = "closed"
"""The answer of the button that only closes a row; it is told by ``Banners.closed``."""


class BannerRow(QWidget):
    """One row: what happened, and the answers."""

    chosen = Signal(str)

    def __init__(self, notification: Notification, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notification = notification
        self.setAccessibleName(notification.title)
        self.setAccessibleDescription(notification.body)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        for number, action in enumerate(notification.actions[:3], start=1):
            self._add(action, "secondary" if number == 1 else "quiet", f"Alt+{number}")
        self._add(Action(CLOSED, self.tr("Close")), "quiet", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 8, 40, 8)
        row.setSpacing(16)
        row.addLayout(self._words(), 1)
        row.addLayout(self._buttons)

    def answer(self, number: int) -> None:
        """Give the answer of a key; a row with fewer answers does nothing."""
        if 1 <= number <= len(self.notification.actions[:3]):
            self.chosen.emit(self.notification.actions[number - 1].id)

    def height_for(self, width: int) -> int:
        """The height of the row, in px, when it is ``width`` wide."""
        inner = self.layout()
        if inner is None:
            return 0
        inner.invalidate()
        inner.activate()
        return max(inner.totalHeightForWidth(width), theme_of(self).px(_LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Panel, and a hairline above."""
        del event
        palette = theme_of(self).palette
        with painter_on(self) as painter:
            painter.fillRect(self.rect(), palette.panel)
            hairline(painter, 0, self.width(), 0, palette.line)

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        for role, colour, text in (
            ("label", "ink", self.notification.title),
            ("caption", "ink2", self.notification.body),
        ):
            if text:
                words.addWidget(Label(role, text, colour, wrap=True))
        words.addStretch()
        return words

    def _add(self, action: Action, kind: Kind, key: str) -> None:
        button = Button(kind, action.label, key=key_words(key) if key else "", compact=True)
        button.clicked.connect(lambda: self.chosen.emit(action.id))
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


class Banners(QObject):
    """The rows of one window; a ``spindle.core.ports.Notifier`` where the desktop has none."""

    changed = Signal()

    closed = Signal(str)
    """The row of this purpose was closed without an answer."""

    def __init__(self, parent: QWidget) -> None:
        """Make the rows' widget, ``column``, inside ``parent``; the window places it."""
        super().__init__(parent)
        self.column = QWidget(parent)
        self._rows: dict[str, tuple[BannerRow, Chosen]] = {}
        self._layout = QVBoxLayout(self.column)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._quiet = False
        self.column.hide()

    def show(self, notification: Notification, chosen: Chosen) -> None:
        """Show or replace the row of a purpose."""
        self._remove(notification.purpose)
        row = BannerRow(notification, self.column)
        row.chosen.connect(lambda answer: self._answered(notification.purpose, answer))
        self._rows[notification.purpose] = (row, chosen)
        self._layout.addWidget(row)
        self._settle()
        QApplication.alert(self.column.window())

    def withdraw(self, purpose: str) -> None:
        """Take a row back; one that is not there is fine."""
        self._remove(purpose)
        self._settle()

    def answer(self, number: int) -> None:
        """Give the lowest row its answer of a key, 1 to 3."""
        if self._rows and self.column.isVisible():
            row, _ = next(reversed(self._rows.values()))
            row.answer(number)

    def height_for(self, width: int) -> int:
        """How high the rows are, in px, when they are ``width`` wide."""
        shown = (row for row, _ in self._rows.values() if not row.isHidden())
        return sum(row.height_for(width) for row in shown)

    def set_quiet(self, quiet: bool) -> None:  # noqa: FBT001 - like a Qt setter
        """Show nothing for a while but the question before quitting; the rows wait."""
        self._quiet = quiet
        self._settle()

    @property
    def is_quiet(self) -> bool:
        """Whether the rows wait."""
        return self._quiet

    @property
    def purposes(self) -> tuple[str, ...]:
        """What is being asked now, oldest first."""
        return tuple(self._rows)

    def _answered(self, purpose: str, answer: str) -> None:
        _, chosen = self._rows[purpose]
        self.withdraw(purpose)
        if answer == CLOSED:
            self.closed.emit(purpose)
        else:
            chosen(answer)

    def _remove(self, purpose: str) -> None:
        found = self._rows.pop(purpose, None)
        if found is not None:
            found[0].hide()
            self._layout.removeWidget(found[0])
            found[0].deleteLater()

    def _settle(self) -> None:
        urgent = leaving.PURPOSE in self._rows
        for purpose, (row, _) in self._rows.items():
            row.setVisible(not self._quiet or purpose == leaving.PURPOSE)
        self.column.setVisible(bool(self._rows) and (urgent or not self._quiet))
        self.changed.emit()
