"""What other features hand to the journal: questions, raw ones for the inbox, and entries.

GUI thread.
"""

from dataclasses import replace
from functools import partial

from spindle.core.feature import App, Handed, HandedBack
from spindle.core.undo import Undo
from spindle.features.journal import asks, keeping
from spindle.features.journal.writing import Writing


class Inbox:
    """Keeps what is handed over; Ctrl Z on the Journal page takes it out again.

    A text that is one question is one. Any other, a sentence heard or a card missed, waits in the
    inbox until it was made one: no evening takes it to bed as it is.
    """

    def __init__(self, app: App, writing: Writing, undo: Undo) -> None:
        self._app = app
        self._writing = writing
        self._undo = undo
        self._taken: dict[Handed, list[tuple[str, str]]] = {}
        self._leaves = (
            app.bus.subscribe(Handed, self._handed),
            app.bus.subscribe(HandedBack, self._give_back),
        )

    def stop(self) -> None:
        """Take nothing more."""
        for leave in self._leaves:
            leave()

    def _handed(self, handed: Handed) -> None:
        if not handed.text.strip():
            return
        if handed.to_kind == "question":
            self._keep(handed)
        elif handed.to_kind == "entry":
            self._took(handed, "entry", self._writing.keep_entry(handed.text).id)

    def _keep(self, handed: Handed) -> None:
        draft = self._writing.new_question(handed.text, handed.source)
        if not asks.is_one_question(handed.text):
            draft = replace(draft, inbox=self._app.clock.now().wall)
        self._took(handed, "question", self._writing.keep_question(draft).id)

    def _took(self, handed: Handed, table: str, identity: str) -> None:
        self._taken.setdefault(handed, []).append((table, identity))
        self._undo.push(partial(self._remove, table, identity))

    def _give_back(self, event: HandedBack) -> None:
        taken = self._taken.get(event.handed)
        if taken:
            self._remove(*taken.pop())

    def _remove(self, table: str, identity: str) -> None:
        self._writing.write_now(partial(keeping.remove, table=table, identity=identity))
