"""What the Journal page shows beside questions and entries: record, trash, versions, dates."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from spindle.core.clock import Clock
from spindle.core.ids import Ref
from spindle.core.undo import Undo
from spindle.features.journal.honest import Record
from spindle.features.journal.model import Night, QuestionState
from spindle.features.journal.odd import Odd
from spindle.features.journal.page.dates import full_day, half_words, stamp
from spindle.features.journal.page.record_pane import RecordPane
from spindle.features.journal.page.rows_pane import PaneRow, RowsPane
from spindle.features.journal.records import (
    Entry,
    Question,
    Removed,
    Revision,
    Shelf,
    Thread,
)
from spindle.features.journal.service import JournalService

_SHOWN: Final = 40


class Desk:
    """Fetches each list and says what its buttons do.

    Args:
        journal: The service.
        clock: For how long ago things were.
        undo: The page's stack.
        show: Brings a pane to the front.
        go: Shows a question or an entry.
    """

    def __init__(
        self,
        journal: JournalService,
        clock: Clock,
        undo: Undo,
        *,
        show: Callable[[QWidget], None],
        go: Callable[[Ref], None],
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._undo = undo
        self._show = show
        self._go = go
        self._again: Callable[[], None] = lambda: None
        self.rows = RowsPane()
        self.record = RecordPane()

    def again(self) -> None:
        """Fetch what is shown once more."""
        self._again()

    def show_record(self) -> None:
        """The honest record."""
        self._again = self.show_record
        self._journal.shelving.record(self._recorded)

    def show_trash(self) -> None:
        """What was removed."""
        self._again = self.show_trash
        self._journal.shelving.trash(self._trashed)

    def show_this_night(self) -> None:
        """What was written on this date, earlier."""
        self._again = self.show_this_night
        today = self._journal.writing.today
        self._journal.shelving.on_this_night(today, self._written_this_night)

    def show_versions(self, entry: Entry) -> None:
        """What an entry was before."""
        self._again = partial(self.show_versions, entry)
        self._journal.shelving.revisions(entry, partial(self._versions, entry))

    def show_nights(self, thread: Thread) -> None:
        """The nights of a question, with their dates to be changed."""
        self._again = partial(self._journal.writing.thread, thread.question.id, self._refetched)
        latest = self._journal.writing.today
        rows = [
            PaneRow(
                caption=_tr("Evening of {stamp}").format(stamp=self._stamp(night)),
                text="",
                night=(night.night, latest),
                moved=partial(self._move, night),
            )
            for night in thread.nights
        ]
        note = _tr("The night an evening belongs to, with all that was written in it.")
        self._present(_tr("Dates"), note if rows else _tr("No evening yet."), rows)

    def show_entries(self, thread: Thread | None) -> None:
        """What was written on a question, each to be opened in the form of every entry."""
        if thread is None:
            return
        self._again = partial(self._journal.writing.thread, thread.question.id, self.show_entries)
        at = self._clock.now()
        rows = [
            PaneRow(
                caption=f"{stamp(each.written, each.offset, at)}, {half_words(each.kind)}",
                text=each.words,
                verb=_tr("Open"),
                do=partial(self._go, Ref("entry", each.id)),
            )
            for each in thread.entries
        ]
        note = _tr("Open one to go on writing, to give it another date, or to see what it was.")
        self._present(_tr("Entries"), note if rows else _tr("Nothing was written yet."), rows)

    def show_odd(self) -> None:
        """Rows of which something had to be guessed."""
        self._again = self.show_odd
        self._journal.shelving.odd_rows(self._odd)

    def show_merging(self, question: Question, shelf: Shelf) -> None:
        """Other open questions that this one can become a part of."""
        others = (each for each in shelf.questions if each.state is QuestionState.OPEN)
        rows = [
            PaneRow(
                caption="",
                text=each.text,
                verb=_tr("Join"),
                do=partial(self._merge, question, each),
            )
            for each in others
            if each.id != question.id
        ]
        note = _tr("The nights and thoughts of this question join those of the other one.")
        none = _tr("There is no other open question.")
        self._again = lambda: None
        self._present(_tr("Merge with another question"), note if rows else none, rows)

    def _recorded(self, record: Record) -> None:
        self.record.show_record(record)
        self._show(self.record)

    def _trashed(self, removed: tuple[Removed, ...]) -> None:
        rows = [
            PaneRow(
                caption=_tr("Removed {stamp}").format(stamp=self._when(each.at)),
                text=each.text,
                verb=_tr("Bring back"),
                do=partial(self._restore, each.ref),
            )
            for each in removed
        ]
        note = _tr("What was removed stays here until it is brought back.")
        self._present(_tr("Trash"), note if rows else _tr("Nothing is in here."), rows)

    def _written_this_night(self, entries: tuple[Entry, ...]) -> None:
        rows = [
            PaneRow(
                caption=full_day(entry.night),
                text=entry.words,
                verb=_tr("Open"),
                do=partial(self._go, _home(entry)),
            )
            for entry in entries
        ]
        note = _tr("Written on this date a month, half a year and years ago.")
        none = _tr("Nothing was written on this date a month, half a year or years ago.")
        self._present(_tr("On this night"), note if rows else none, rows)

    def _versions(self, entry: Entry, revisions: tuple[Revision, ...]) -> None:
        rows = [
            PaneRow(
                caption=self._was(each),
                text=each.words,
                verb=_tr("Bring this back"),
                do=partial(self._bring_back, entry, each),
            )
            for each in revisions
        ]
        note = _tr("What stood there before each burst of writing.")
        none = _tr("There is no earlier version.")
        self._present(_tr("Earlier versions"), note if rows else none, rows)

    def _odd(self, rows: tuple[Odd, ...]) -> None:
        found = [
            PaneRow(
                caption=_guessed(each),
                text=each.text,
                verb=_tr("Keep as read"),
                do=partial(self._mend, each),
            )
            for each in rows
        ]
        note = _tr(
            "Another program wrote these, or something damaged them. What could not be read is"
            " guessed; in the file they stand as they were."
        )
        none = _tr("Every row can be read.")
        self._present(_tr("Rows to check"), note if found else none, found)

    def _mend(self, row: Odd) -> None:
        self._undo.push(self._journal.shelving.mend(row))
        self.show_odd()

    def _refetched(self, thread: Thread | None) -> None:
        if thread is not None:
            self.show_nights(thread)

    def _present(self, title: str, note: str, rows: list[PaneRow]) -> None:
        self.rows.show_rows(title, note, rows)
        self._show(self.rows)

    def _restore(self, ref: Ref) -> None:
        self._undo.push(self._journal.shelving.restore(ref))
        self.show_trash()

    def _bring_back(self, entry: Entry, revision: Revision) -> None:
        kept = replace(
            entry,
            text=revision.text,
            know=revision.know,
            tried=revision.tried,
            answer=revision.answer,
            picture=revision.picture,
        )
        self._journal.shelving.bring_back(kept)
        self._undo.push(partial(self._journal.shelving.bring_back, entry))
        self._go(_home(kept))

    def _move(self, night: Night, was: date, to: date) -> None:
        self._undo.push(self._journal.tonight.move(night._replace(night=was), to))

    def _merge(self, question: Question, into: Question) -> None:
        self._undo.push(self._journal.shelving.merge(question, into))
        self._go(Ref("question", into.id))

    def _stamp(self, night: Night) -> str:
        return stamp(night.began, night.offset, self._clock.now())

    def _when(self, wall: int) -> str:
        at = self._clock.now()
        return stamp(wall, at.offset, at)

    def _was(self, revision: Revision) -> str:
        parts = [self._when(revision.kept)]
        if revision.night is not None:
            parts.append(_tr("night of {day}").format(day=full_day(revision.night)))
        return ", ".join(parts)


def _home(entry: Entry) -> Ref:
    """Where an entry is read: with its question, or by itself."""
    about = entry.question
    return Ref("entry", entry.id) if about is None else Ref("question", about)


def _guessed(row: Odd) -> str:
    names = {"night": _tr("Evening"), "entry": _tr("Entry"), "todo": _tr("To-do line")}
    columns = {
        "night": _tr("night"),
        "zone": _tr("time zone"),
        "offset": _tr("offset"),
        "step": _tr("step"),
    }
    words = _tr("{column} “{stored}”, read as {read}")
    parts = [
        words.format(
            column=columns.get(name, _tr("instant")),
            stored=str(row.stored[name])[:_SHOWN],
            read=row.read[name],
        )
        for name in row.stored
    ]
    return ", ".join((names[row.ref.kind], *parts))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Desk", text)
