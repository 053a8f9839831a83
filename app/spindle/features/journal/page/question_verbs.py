"""What can be done with the question that is shown, by key and by click."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from spindle.core.clock import Clock
from spindle.core.ids import Ref
from spindle.core.undo import Undo
from spindle.features.journal.model import QuestionState
from spindle.features.journal.page.card import Card, Cards
from spindle.features.journal.page.desk import Desk
from spindle.features.journal.page.evening import Keys
from spindle.features.journal.page.thread_pane import ThreadPane
from spindle.features.journal.records import Question, Shelf, Thread
from spindle.features.journal.service import JournalService


class QuestionVerbs:
    """Every verb asks which question is shown, and puts its inverse on the page's stack.

    Args:
        journal: The service.
        clock: For the date of a card.
        undo: The page's stack.
        desk: Shows dates and the questions to merge with.
        shown: The question in front, or None.
        shelf: The list as it stands.
        back: Shows it as it is now.
        gone: It is no longer there to be shown.
    """

    def __init__(
        self,
        journal: JournalService,
        clock: Clock,
        undo: Undo,
        desk: Desk,
        *,
        shown: Callable[[], Question | None],
        shelf: Callable[[], Shelf],
        back: Callable[[], None],
        gone: Callable[[], None],
    ) -> None:
        self._journal = journal
        self._undo = undo
        self._desk = desk
        self._shown = shown
        self._shelf = shelf
        self._back = back
        self._gone = gone
        self._say: Callable[[str], None] = lambda _: None
        self.cards = Cards(clock)
        self.open_file: Callable[[Path], object] = _open

    @property
    def keys(self) -> Keys:
        """What the page binds."""
        return {
            "S": partial(self.set_state, QuestionState.SOLVED),
            "L": partial(self.set_state, QuestionState.LET_GO),
            "O": partial(self.set_state, QuestionState.OPEN),
            "P": self.park,
            "M": self.merge,
            "D": self.dates,
            "E": self.entries,
            "C": self.card,
            "Del": self.remove,
        }

    def connect(self, pane: ThreadPane) -> None:
        """Do what the pane's buttons ask."""
        pane.focus_asked.connect(self.focus_on)
        pane.state_asked.connect(self.set_state)
        pane.park_asked.connect(self.park)
        pane.merge_asked.connect(self.merge)
        pane.dates_asked.connect(self.dates)
        pane.entries_asked.connect(self.entries)
        pane.card_asked.connect(self.card)
        self._say = pane.say
        pane.remove_asked.connect(self.remove)

    def set_state(self, state: QuestionState) -> None:
        """Open, solve or let go of it."""
        question = self._shown()
        if question is not None:
            self._undo.push(self._journal.writing.set_state(question, state))
            self._back()

    def park(self) -> None:
        """Put it to rest, or wake it."""
        question = self._shown()
        if question is not None and question.state is QuestionState.OPEN:
            rests = question.parked is not None
            self._undo.push(self._journal.shelving.park(question, parked=not rests))
            self._back()

    def merge(self) -> None:
        """Choose a question that it becomes a part of."""
        question = self._shown()
        if question is not None and question.state is QuestionState.OPEN:
            self._desk.show_merging(question, self._shelf())

    def dates(self) -> None:
        """Change the dates of its nights."""
        question = self._shown()
        if question is not None:
            self._journal.writing.thread(question.id, self._dated)

    def entries(self) -> None:
        """Open one of its evenings, mornings and thoughts, to go on with or to move."""
        question = self._shown()
        if question is not None:
            self._journal.writing.thread(question.id, self._desk.show_entries)

    def card(self) -> None:
        """Put it on a card, with the picture or place that was written last, and open that."""
        question = self._shown()
        if question is not None:
            self._journal.writing.thread(question.id, self._carded)

    def remove(self) -> None:
        """Put it into the trash."""
        question = self._shown()
        if question is not None:
            self._undo.push(self._journal.shelving.remove(Ref("question", question.id)))
            self._gone()

    def focus_on(self) -> None:
        """Start a block with it."""
        question = self._shown()
        if question is not None and question.state is QuestionState.OPEN:
            self._journal.focus_on(question.id)

    def _carded(self, thread: Thread | None) -> None:
        if thread is None:
            return
        pictures = [entry.picture for entry in thread.entries if entry.picture.strip()]
        card = Card(thread.question.text, pictures[-1] if pictures else "")
        path, said = self.cards.write(card)
        self._say(said)
        if path is not None:
            self.open_file(path)

    def _dated(self, thread: Thread | None) -> None:
        if thread is not None:
            self._desk.show_nights(thread)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
