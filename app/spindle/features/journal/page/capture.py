"""Capture: what was in the mind, before the question or anything else is shown."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.journal.page.column import Column
from spindle.features.journal.page.marks import NightBetween
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.paint import bordered, painter_on
from spindle.ui.paper import Paper
from spindle.ui.theme import Themed, theme_of


class Sheet(QWidget, Themed):
    """Paper in a frame: a large place to write."""

    def __init__(self, paper: Paper, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = paper
        self._least = least
        box = QVBoxLayout(self)
        box.setContentsMargins(23, 16, 23, 16)
        box.addWidget(paper)
        box.addStretch(1)
        paper.came.connect(self.update)
        self.theme_changed()

    def theme_changed(self) -> None:
        """At least as high as drawn, more for larger text."""
        self.setMinimumHeight(theme_of(self).px(self._least))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the sheet writes."""
        self._paper.setFocus()
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        del event
        palette = theme_of(self).palette
        border = palette.ink if self._paper.hasFocus() else palette.rule
        with painter_on(self) as painter:
            bordered(painter, QRectF(self.rect()), 10, border, palette.panel, 1.25)


class CaptureStep(Column):
    """The first step of the morning."""

    kept = Signal()
    nothing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = Paper("capture", self.tr("What was in your mind"), lines=4)
        self._saved = Label("caption", "", "ink3")
        keep = Button("primary", self.tr("Keep"), key=self.tr("Ctrl Enter"))
        keep.clicked.connect(self.kept)
        none = Button("secondary", self.tr("Nothing came"), key="Alt N")
        none.clicked.connect(self.nothing)
        self.add(NightBetween(), above=78, reach=True)
        self.add(Label("evening_title", self.tr("What was in your mind?")), above=54)
        words = self.tr("Words, images, half a thought. Any order.")
        self.add(Label("body", words, "ink3", wrap=True), above=6)
        self.add(Sheet(self.paper, 168), above=22)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(keep)
        line.addWidget(none)
        line.addStretch(1)
        line.addWidget(self._saved)
        self.add(line, above=24)
        self.end()

    def say_saved(self, *, saved: bool) -> None:
        """Say that all that was typed is on the disk, or nothing."""
        self._saved.setText(self.tr("Saved") if saved else "")
        self._saved.updateGeometry()
