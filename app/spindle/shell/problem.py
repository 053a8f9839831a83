"""What stands in place of the pages while the data cannot be opened or written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.ui import glyphs
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.page import Page
from spindle.ui.paint import hairline, painter_on
from spindle.ui.theme import theme_of

WIDTH: Final = 640
"""Of a sentence on this page, in px."""


class Trouble(Protocol):
    """What a ``KnownError`` and a ``StorageFailed`` have in common.

    The texts are marked in the context "storage"; ``facts`` fill their braces.
    """

    @property
    def code(self) -> str:
        """Which trouble."""
        ...

    @property
    def sentence(self) -> str:
        """What is wrong."""
        ...

    @property
    def advice(self) -> str:
        """What it means and what to do."""
        ...

    @property
    def facts(self) -> Mapping[str, str]:
        """Such as ``path``."""
        ...


class ProblemPage(Page):
    """Title, one or two sentences, and what can be done: in ink, without a dialog."""

    try_again = Signal()
    quit_asked = Signal()

    told = Signal(str)
    """Another problem is shown: its code."""

    def __init__(self, profile: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self._title = Label("active", "", "ink", wrap=True)
        self._text = Label("body", "", "ink", wrap=True)
        self._again = Button("secondary", self.tr("Try again"), key="Enter")
        folder = Button("quiet", self.tr("Open the folder"), key="Alt O")
        leave = Button("quiet", self.tr("Quit"), key="Ctrl Q")
        self._again.clicked.connect(self.try_again)
        folder.clicked.connect(self._open_folder)
        leave.clicked.connect(self.quit_asked)
        actions = QHBoxLayout()
        actions.setSpacing(4)
        for button in (self._again, folder, leave):
            actions.addWidget(button)
        actions.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 28, 40, 40)
        column.setSpacing(0)
        column.addWidget(Label("page_name", self.tr("Your data")))
        column.addSpacing(80)
        inner = QVBoxLayout()
        inner.setContentsMargins(40, 0, 0, 0)
        inner.setSpacing(5)
        for widget in (self._title, self._text):
            widget.setMaximumWidth(WIDTH)
            inner.addWidget(widget)
        inner.addSpacing(9)
        inner.addLayout(actions)
        self._inner = inner
        column.addLayout(inner)
        column.addStretch()
        self.bind("Return", self.try_again.emit)
        # No single letter: this page may come up under the hands of somebody who types.
        self.bind("Alt+O", self._open_folder)

    def put_below(self, widget: QWidget) -> None:
        """Add a further way out below the answers."""
        self._inner.addSpacing(24)
        self._inner.addWidget(widget)

    def show_problem(self, problem: Trouble) -> None:
        """Say what happened, what it means and what to do."""
        translate = QCoreApplication.translate
        title = translate("storage", problem.sentence).format_map(problem.facts)
        text = translate("storage", problem.advice).format_map(problem.facts)
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._text.text())
        self.told.emit(str(problem.code))

    def entered(self) -> None:
        """Put the keyboard on the first answer."""
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet of paper at the left and the hairlines around the text."""
        del event
        palette = theme_of(self).palette
        right = min(self.width() - 40, 760)
        with painter_on(self) as painter:
            top = self._title.y()
            hairline(painter, 40, right, top - 20, palette.line)
            sheet = QRectF(QPointF(40, top + 1), QPointF(62, top + 23))
            glyphs.draw(painter, "file", sheet, palette.ink2)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._profile)))
