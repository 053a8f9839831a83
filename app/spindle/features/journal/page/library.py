"""The Journal by day: the list, and what belongs to one question or entry beside it."""

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtGui import QHideEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from spindle.core.clock import Clock
from spindle.core.ids import Ref
from spindle.core.undo import Undo
from spindle.features.journal import model
from spindle.features.journal.page.ask_pane import AskPane
from spindle.features.journal.page.autosave import commit_papers
from spindle.features.journal.page.desk import Desk
from spindle.features.journal.page.entry_pane import EntryPane
from spindle.features.journal.page.evening import Keys
from spindle.features.journal.page.question_verbs import QuestionVerbs
from spindle.features.journal.page.shelf_list import ShelfList, headed
from spindle.features.journal.page.spelling import Speller, SpellMarks
from spindle.features.journal.page.thread_pane import ThreadPane
from spindle.features.journal.records import Entry, EntryKind, Question, Shelf, Thread
from spindle.features.journal.service import JournalService
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on, upright
from spindle.ui.scroll import Scroll
from spindle.ui.theme import theme_of

_LIST: Final = 440


class LibraryView(QWidget):
    """What the Journal page shows by day."""

    def __init__(
        self, journal: JournalService, clock: Clock, undo: Undo, speller: Speller | None = None
    ) -> None:
        """Show the service's questions and entries; without a ``speller`` no word is marked."""
        super().__init__()
        self._journal = journal
        self._clock = clock
        self._shelf = Shelf()
        self._ref: Ref | None = None
        self._question: Question | None = None
        self._undo = undo
        self._checked = False
        self._later = False
        self.list = ShelfList(journal.writing)
        self.about = ThreadPane()
        self.entry = EntryPane(journal.writing)
        self.ask = AskPane(journal.writing)
        self._nothing = _empty(self.tr("Nothing here yet"), self.tr("One question is a beginning."))
        self.desk = Desk(journal, clock, undo, show=self._lay_out, go=self._go)
        self.verbs = QuestionVerbs(
            journal,
            clock,
            undo,
            self.desk,
            shown=self._question_in_front,
            shelf=lambda: self._shelf,
            back=self._back,
            gone=self._gone,
        )
        papers = () if speller is None else (*self.entry.papers, self.ask.paper)
        self._marks = [SpellMarks(paper, speller) for paper in papers if speller is not None]
        self._panes = QStackedWidget()
        self._order: tuple[QWidget, ...] = (
            self._nothing,
            self.about,
            self.entry,
            self.ask,
            self.desk.rows,
            self.desk.record,
        )
        for pane in self._order:
            self._panes.addWidget(_scrolled(pane))
        self._build()

    @property
    def keys(self) -> Keys:
        """What the page binds by day."""
        return {
            **self.verbs.keys,
            "Ctrl+N": self.new_question,
            "Ctrl+E": self.new_entry,
            "Ctrl+F": self.list.begin_search,
            "Ctrl+Z": self.undo,
            "Ctrl+Return": self._proceed,
            "Return": self._enter,
            "Esc": self._escape,
            "Up": partial(self.list.step, -1),
            "Down": partial(self.list.step, 1),
            "T": self._add_thought,
            "I": self._came_later,
            "R": self.desk.show_record,
            "Y": self.desk.show_this_night,
            "B": self.desk.show_trash,
            "U": self.desk.show_odd,
            "Alt+V": self._versions,
            "Alt+W": self._ask_spelling,
            "Alt+Del": self._remove_shown,
        }

    def refresh(self) -> None:
        """Fetch the list again; what is being written stays."""
        if not self._checked:
            self._checked = True
            self._journal.shelving.odd_rows(lambda rows: self.list.tell_odd(len(rows)))
        self._journal.writing.shelf(self._show_shelf)

    def come_back(self) -> None:
        """The page is in front again: a night may have been lived since."""
        self.refresh()
        if self._question is not None and self._shows(self.about):
            self.show_ref(Ref("question", self._question.id), enter=False)

    def show_ref(self, ref: Ref, *, enter: bool = True) -> None:
        """Show a question or an entry; an empty id begins a new one, ``about`` a thought.

        With ``enter`` the caret goes to where it is written.
        """
        if ref.kind == "question" and not ref.id:
            self.new_question()
        elif ref.kind == "question":
            self._ref = ref
            self._journal.writing.thread(ref.id, partial(self._show_thread, enter=enter))
        elif ref.kind == "about":
            self._journal.writing.thread(ref.id, self._write_about)
        elif ref.kind == "entry" and not ref.id:
            self.new_entry()
        elif ref.kind == "entry":
            self._journal.writing.entry(ref.id, partial(self._show_entry, enter=enter))

    def new_question(self) -> None:
        """Ask something at any hour."""
        self._open(self.ask, Ref("question", ""))
        self.ask.begin()
        self.ask.paper.setFocus()

    def new_entry(self) -> None:
        """Write at any hour, about anything."""
        self._show_entry(self._journal.writing.new_entry(EntryKind.FREE))

    def undo(self) -> None:
        """Take back what was done last."""
        if self._undo.back():
            if self._at_the_desk:
                self.desk.again()
                self.refresh()
            else:
                self._back()

    def flush(self) -> None:
        """Save what was typed."""
        commit_papers(self)
        self.entry.autosave.flush()
        self.ask.autosave.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the screen saves."""
        self.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list keeps its width, up to almost half of the page."""
        super().resizeEvent(event)
        self.list.setFixedWidth(min(theme_of(self).px(_LIST), int(self.width() * 0.46)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line between list and detail."""
        del event
        with painter_on(self) as painter:
            upright(painter, self.list.width(), 0, self.height(), theme_of(self).palette.line)

    def _build(self) -> None:
        entry = Hinted(self.tr("New entry"), "Ctrl E")
        question = Hinted(self.tr("New question"), "Ctrl N")
        entry.clicked.connect(self.new_entry)
        question.clicked.connect(self.new_question)
        verbs = QHBoxLayout()
        verbs.setContentsMargins(48, 0, 40, 4)
        verbs.setSpacing(20)
        verbs.addStretch(1)
        verbs.addWidget(entry)
        verbs.addWidget(question)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(headed(verbs))
        right.addWidget(self._panes, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.list)
        box.addLayout(right, 1)
        self.list.picked.connect(self._go)
        self.list.stepped.connect(partial(self._go, enter=False))
        self.list.search_ended.connect(self.refresh)
        self.list.record_asked.connect(self.desk.show_record)
        self.list.this_night_asked.connect(self.desk.show_this_night)
        self.list.trash_asked.connect(self.desk.show_trash)
        self.list.odd_asked.connect(self.desk.show_odd)
        self.entry.moved.connect(self._move)
        self.entry.versions_asked.connect(self.desk.show_versions)
        self.verbs.connect(self.about)
        self.about.thought_asked.connect(self._add_thought)
        self.about.later_asked.connect(self._came_later)
        self.entry.autosave.dirtied.connect(self._written)
        self.entry.done.connect(self._back)
        self.entry.removed.connect(self._remove)
        self.ask.kept.connect(self._kept)
        self.ask.removed.connect(self._remove_raw)

    def _show_shelf(self, shelf: Shelf) -> None:
        self._shelf = shelf
        planned = self._journal.evening_planned is not None
        self.list.show_shelf(shelf, self._journal.writing.today, planned=planned)
        hidden = self._journal.hidden
        if hidden is not None and self._question is not None and self._question.id == hidden:
            # It was open when the evening began.
            self._question = None
            self._ref = None if self._shows(self.about) else self._ref
        if hidden is not None and self._at_the_desk:
            self._ref = None
        if self._ref is None:
            first = next(iter(self.list.rows), None)
            if first is None:
                self._open(self._nothing, None)
            else:
                self.show_ref(first.ref, enter=False)

    def _show_thread(self, thread: Thread | None, *, enter: bool = True) -> None:
        if thread is None:
            self._open(self._nothing, None)
            return
        if thread.question.inbox is not None:
            self._question = None
            self.ask.shape(thread.question, self._clock.now())
            self._open(self.ask, Ref("question", thread.question.id))
            if enter:
                self.ask.paper.setFocus()
            return
        self._question = thread.question
        planned = self._journal.evening_planned
        shown = planned if thread.question.id == self._shelf.current else None
        at, night = self._clock.now(), self._journal.night
        later = model.may_come_later(night, thread.question.id, at)
        self.about.show_thread(thread, at, shown, later=later)
        self._open(self.about, Ref("question", thread.question.id))

    def _show_entry(self, entry: Entry | None, about: str = "", *, enter: bool = True) -> None:
        if entry is None:
            self._open(self._nothing, None)
            return
        self._later = False
        self.entry.show_entry(entry, self._clock.now(), about)
        self._open(self.entry, Ref("entry", entry.id))
        if enter:
            self.entry.take_focus()

    def _open(self, pane: QWidget, ref: Ref | None) -> None:
        if pane is not self.entry and pane is not self.ask:
            self.flush()
        self._ref = ref
        self._panes.setCurrentIndex(self._order.index(pane))
        self.list.mark(ref)
        for marks in self._marks if pane in {self.entry, self.ask} else ():
            marks.follow()

    def _go(self, ref: Ref, *, enter: bool = True) -> None:
        self.flush()
        self.show_ref(ref, enter=enter)
        self.refresh()

    def _enter(self) -> None:
        """Write on what is shown, or focus on it."""
        if self._shows(self.entry):
            self.entry.take_focus()
        elif self._shows(self.ask):
            self.ask.paper.setFocus()
        else:
            self.verbs.focus_on()

    def _shows(self, pane: QWidget) -> bool:
        return self._panes.currentIndex() == self._order.index(pane)

    @property
    def _at_the_desk(self) -> bool:
        return self._shows(self.desk.rows) or self._shows(self.desk.record)

    def _lay_out(self, pane: QWidget) -> None:
        self._open(pane, self._ref)

    def _question_in_front(self) -> Question | None:
        return self._question if self._shows(self.about) else None

    def _gone(self) -> None:
        self._question = None
        self._back()

    def _ask_spelling(self) -> None:
        """What may have been meant by the word at the caret."""
        for marks in self._marks:
            marks.open_if_focused()

    def _versions(self) -> None:
        if self._shows(self.entry):
            self.entry.ask_versions()

    def _remove_shown(self) -> None:
        if self._shows(self.entry):
            self.entry.ask_remove()
        elif self._shows(self.ask):
            self.ask.ask_remove()

    def _remove_raw(self, raw: Question) -> None:
        self._undo.push(self._journal.shelving.remove(Ref("question", raw.id)))
        self._back()

    def _kept(self, kept: Question) -> None:
        if kept.source is not None and kept.source.kind == "question":
            self._undo.push(partial(self._journal.writing.unshape, kept))
        self._go(Ref("question", kept.id))

    def _move(self, entry: Entry, night: date) -> None:
        self._undo.push(self._journal.shelving.move(entry, night))

    def _proceed(self) -> None:
        if self._shows(self.ask):
            self.ask.keep()
        elif self._shows(self.entry):
            self.entry.finish()

    def _escape(self) -> None:
        if self.list.field.text():
            self.list.field.clear()
            self.list.search()
        elif self._shows(self.entry) or self._shows(self.ask) or self._at_the_desk:
            self._back()

    def _back(self) -> None:
        """To the question shown before, or to the first of the list."""
        self.flush()
        self._ref = None
        if self._question is not None:
            self.show_ref(Ref("question", self._question.id))
        self.refresh()

    def _add_thought(self) -> None:
        question = self._question_in_front()
        if question is not None:
            self._write_on(question)

    def _came_later(self) -> None:
        """Something came for it during the day: a line, kept apart from what the morning said."""
        question, at = self._question_in_front(), self._clock.now()
        if question is None:
            return
        if model.may_come_later(self._journal.night, question.id, at):
            self._write_on(question)
            self._later = True

    def _written(self) -> None:
        if self._later:
            self._later = False
            self._undo.push(self._journal.tonight.came_later())

    def _write_about(self, thread: Thread | None) -> None:
        if thread is not None:
            self._question = thread.question
            self._write_on(thread.question)

    def _write_on(self, question: Question) -> None:
        entry = self._journal.writing.new_entry(EntryKind.FREE, None, question.id)
        self._show_entry(entry, question.text)

    def _remove(self, entry: Entry) -> None:
        self._undo.push(self._journal.shelving.remove(Ref("entry", entry.id)))
        self._back()


def _scrolled(pane: QWidget) -> QWidget:
    holder = QWidget()
    box = QHBoxLayout(holder)
    box.setContentsMargins(48, 0, 40, 0)
    box.addWidget(pane)
    return Scroll(holder)


def _empty(title: str, words: str) -> QWidget:
    pane = QWidget()
    box = QVBoxLayout(pane)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(Label("question_title", title, "ink", wrap=True))
    box.addWidget(Label("body", words, "ink2", wrap=True))
    box.addStretch(1)
    return pane
