"""What the page writes and reads: each verb is one job for the database worker. GUI thread.

Verbs that change something a person may regret return their inverse.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from spindle.core.aims import split_title
from spindle.core.days import today
from spindle.core.feature import App, Contributed
from spindle.core.ids import Ref, new_id
from spindle.core.text import clean
from spindle.features.journal import keeping, queries, sheets, store
from spindle.features.journal.asks import LONGEST, is_question
from spindle.features.journal.model import Night, QuestionState, begin
from spindle.features.journal.records import (
    Entry,
    EntryKind,
    EveningSheet,
    Hit,
    Line,
    MorningSheet,
    Question,
    Shelf,
    Thread,
)
from spindle.features.journal.search import search, without
from spindle.features.journal.settings import PROMPTS, WEEKLY

Done = Callable[[], None]
Inverse = Callable[[], None]

FEATURE: Final = "journal"


class Writing:
    """Entries, lines and questions, to and from the database."""

    def __init__(
        self,
        app: App,
        day_start: Callable[[], int],
        wrote: Callable[[], None] = lambda: None,
        hidden: Callable[[], str | None] = lambda: None,
    ) -> None:
        """Save for ``app``; ``wrote`` is told of each text, ``hidden`` is a question not shown."""
        self._app = app
        self._day_start = day_start
        self._wrote = wrote
        self._hidden = hidden

    @property
    def today(self) -> date:
        """The day it is, by the user's day start."""
        return today(self._app.clock.now(), self._day_start())

    def new_entry(
        self, kind: EntryKind, night: Night | None = None, question: str | None = None
    ) -> Entry:
        """An empty entry of this moment; it is in the database once it is saved."""
        at = self._app.clock.now()
        home = night or begin(new_id(), at, self._day_start())
        return Entry(
            id=new_id(),
            kind=kind,
            night=home.night,
            night_id=None if night is None else night.id,
            question=question,
            written=at.wall,
            zone=at.zone,
            offset=at.offset,
        )

    def new_question(self, text: str = "", source: Ref | None = None) -> Question:
        """A draft of a question; it is in the database once it is saved."""
        return Question(
            id=new_id(),
            text=text,
            state=QuestionState.DRAFT,
            created=self._app.clock.now().wall,
            source=source,
        )

    def save_entry(self, entry: Entry, saved: Done | None = None) -> None:
        """Keep an entry; ``saved`` after the commit."""
        keep = {"kind": entry.kind, "thing": entry.id, "text": clean(entry.words)}
        self._write(store.save_entry, entry, saved, keep)

    def keep_entry(self, text: str) -> Entry:
        """Keep a text that came from elsewhere as a free entry of today."""
        entry = replace(self.new_entry(EntryKind.FREE), text=clean(text))
        self.save_entry(entry)
        return entry

    def save_line(self, line: Line, saved: Done | None = None) -> None:
        """Keep a to-do line, or take an emptied one away; ``saved`` after the commit."""
        words = f"{line.what}, {line.when}, {line.first_step}"
        self._write(
            store.save_line, line, saved, {"kind": "todo", "thing": line.id, "text": clean(words)}
        )

    def save_question(self, question: Question, saved: Done | None = None) -> None:
        """Keep a question, or the draft of one; ``saved`` after the commit."""
        aim = f" #{question.aim_name}" if question.aim_name else ""
        keep = {"kind": "question", "thing": question.id, "text": clean(question.text + aim)}
        self._write(store.save_question, question, saved, keep)

    def keep_question(self, draft: Question, saved: Done | None = None) -> Question:
        """Make a draft an open question; ``#`` at its end names an aim.

        One that was made of something in the inbox takes that in: its text stays in the file.
        """
        typed = clean(draft.text).strip()
        text, aim = split_title(typed)
        # In "Why is issue #5 open?" the mark names no aim.
        if aim is not None and is_question(text):
            draft, typed = replace(draft, aim_name=aim), text
        kept = replace(draft, text=typed, state=QuestionState.OPEN)
        self.save_question(kept, saved)
        if kept.source is not None and kept.source.kind == "question":
            self.write_now(partial(keeping.merge, identity=kept.source.id, into=kept.id))
        self._app.bus.publish(Contributed(FEATURE))
        return kept

    def shaped(self, raw: Question) -> Question:
        """A draft of the question that something in the inbox becomes."""
        text = raw.text if len(raw.text) <= LONGEST else ""
        return self.new_question(text, Ref("question", raw.id))

    def unshape(self, kept: Question) -> None:
        """Undo making a question of something in the inbox."""
        if kept.source is not None:
            self.write_now(partial(keeping.merge, identity=kept.source.id, into=None))
        self.write_now(partial(keeping.remove, table="question", identity=kept.id))

    def set_state(self, question: Question, state: QuestionState) -> Inverse:
        """Open, solve or let go of a question."""
        self._set_state(question.id, state)
        return partial(self._set_state, question.id, question.state)

    def tick(self, line: Line, *, done: bool = True) -> Inverse:
        """Tick a to-do line, or untick it."""
        self._tick(line.id, done=done)
        return partial(self._tick, line.id, done=not done)

    def tick_ref(self, ref: Ref) -> None:
        """Tick the to-do line that Today shows."""
        self._tick(ref.id, done=True)

    def evening(self, night: Night, done: Callable[[EveningSheet], None]) -> None:
        """Fetch what an evening's screens start from."""
        weekly, prompts = self._app.settings.get(WEEKLY), self._app.settings.get(PROMPTS)

        def sheet(connection: sqlite3.Connection) -> EveningSheet:
            found = sheets.evening_sheet(connection, night, weekly)
            return replace(found, prompts=prompts)

        self._app.database.read(sheet, done)

    def morning(self, night: Night, done: Callable[[MorningSheet], None]) -> None:
        """Fetch what a morning's screens start from."""
        self._app.database.read(lambda db: sheets.morning_sheet(db, night), done)

    def shelf(self, done: Callable[[Shelf], None]) -> None:
        """Fetch the list of questions and free entries."""
        self._app.database.read(queries.shelf, lambda shelf: done(shelf.without(self._hidden())))

    def thread(self, question: str, done: Callable[[Thread | None], None]) -> None:
        """Fetch one question with its evenings and mornings."""

        def found(thread: Thread | None) -> None:
            shown = thread is None or thread.question.id != self._hidden()
            done(thread if shown else None)

        self._app.database.read(lambda db: queries.thread(db, question), found)

    def entry(self, identity: str, done: Callable[[Entry | None], None]) -> None:
        """Fetch one entry."""
        self._app.database.read(lambda db: queries.entry(db, identity), done)

    def draft(self, done: Callable[[Question | None], None]) -> None:
        """Fetch the question that was typed and not kept yet."""
        self._app.database.read(queries.draft, done)

    def search(self, typed: str, done: Callable[[tuple[Hit, ...]], None]) -> None:
        """Find questions and entries."""

        def found(hits: tuple[Hit, ...]) -> None:
            done(without(hits, self._hidden()))

        self._app.database.read(lambda db: search(db, typed), found)

    def save_night(self, night: Night) -> None:
        """Keep a night as it is now, and have Today ask again."""
        self.write_now(partial(store.save_night, night=night))

    def judge(self, night: Night) -> None:
        """Keep what a morning brought; "looks solved" closes its question."""
        self.write_now(partial(store.judge, night=night))

    def write_now(self, job: Callable[..., None]) -> None:
        """Write by ``job(db, at=…)`` and have Today ask again."""
        at = self._app.clock.now().wall

        def told(_: object) -> None:
            self._app.bus.publish(Contributed(FEATURE))

        self._app.database.write(lambda db: job(db, at=at), told)

    def _write(
        self,
        job: Callable[..., None],
        thing: object,
        saved: Done | None,
        keep: Mapping[str, object],
    ) -> None:
        self._wrote()
        at = self._app.clock.now().wall
        done = None if saved is None else lambda _: saved()
        self._app.database.write(lambda db: job(db, thing, at), done, keep=keep)

    def _set_state(self, question: str, state: QuestionState) -> None:
        self.write_now(partial(store.set_state, identity=question, state=state))

    def _tick(self, line: str, *, done: bool) -> None:
        at = self._app.clock.now().wall if done else None
        self.write_now(partial(store.set_done, identity=line, done=at))
