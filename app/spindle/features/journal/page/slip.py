"""The night slip: one dim line on black, for what would keep a person awake."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from spindle.features.journal.page.autosave import Autosave
from spindle.features.journal.records import Entry, EntryKind
from spindle.features.journal.service import JournalService
from spindle.ui.labels import Label
from spindle.ui.paper import Paper
from spindle.ui.theme import theme_of

_CLOSES_MS: Final = 60_000
_SAYS_MS: Final = 2_500
_WIDE: Final = 560


class SlipView(QWidget):
    """No clock, no history, nothing to answer. It closes by itself a minute after the last key."""

    closed = Signal()

    def __init__(self, journal: JournalService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._entry: Entry | None = None
        self.autosave = Autosave(self._save, self)
        self.paper = Paper("journal", self.tr("Night slip"), self, single=True)
        self._parked = Label(
            "caption",
            self.tr("Parked. It will keep."),
            "ink3",
            self,
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        self._closing = QTimer(self, singleShot=True, interval=_CLOSES_MS)
        self._closing.timeout.connect(self.finish)
        self._saying = QTimer(self, singleShot=True, interval=_SAYS_MS)
        self._saying.timeout.connect(self.closed)
        self.paper.typed.connect(self._typed)
        self.paper.finished.connect(self.finish)

    def begin(self) -> None:
        """An empty line, every time."""
        self._entry = None
        self._saying.stop()
        self._parked.hide()
        self.paper.write("")
        self.paper.show()
        self.paper.setTextColor(theme_of(self).palette.ink3)
        self.paper.setFocus()
        self._closing.start()

    def finish(self) -> None:
        """Keep what was written, say so for a moment, and give the dark back."""
        if self._saying.isActive():
            return
        self.paper.commit()
        self.autosave.flush()
        self._closing.stop()
        self.paper.hide()
        if self._entry is None:
            self.closed.emit()
        else:
            self._parked.show()
            self._saying.start()

    def flush(self) -> None:
        """Save what was typed."""
        self.autosave.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """The morning may come over it: what was typed is kept."""
        self.paper.commit()
        self.flush()
        self._closing.stop()
        self._saying.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line in the middle."""
        super().resizeEvent(event)
        wide = min(theme_of(self).px(_WIDE), self.width() - 48)
        self.paper.setFixedWidth(wide)
        self.paper.move((self.width() - wide) // 2, self.height() // 2 - self.paper.height())
        self._parked.setFixedWidth(wide)
        self._parked.move(self.paper.x(), self.height() // 2 - self._parked.height())

    def _typed(self) -> None:
        self._closing.start()
        self.autosave.touch()

    def _save(self, done: Callable[[], None]) -> None:
        night = self._journal.night
        if self._entry is None:
            self._entry = self._journal.writing.new_entry(EntryKind.FREE, night)
            self._journal.tonight.slipped()
        self._entry = replace(self._entry, text=self.paper.text())
        self._journal.writing.save_entry(self._entry, done)
