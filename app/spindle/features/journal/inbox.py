"""What other features hand to the journal: questions, raw ones for the inbox, and entries.

GUI thread.
"""

from dataclasses import replace
from functools import partial

from spindle.core.feature import App, Handed
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
        self._leave = app.bus.subscribe(Handed, self._handed)

    def stop(self) -> None:
        """Take nothing more."""
        self._leave()

    def _handed(self, handed: Handed) -> None:
        if not handed.text.strip():
            return
        if handed.to_kind == "question":
            self._keep(handed)
        elif handed.to_kind == "entry":
            kept = self._writing.keep_entry(handed.text)
            self._undo.push(partial(self._remove, "entry", kept.id))

    def _keep(self, handed: Handed) -> None:
        draft = self._writing.new_question(handed.text, handed.source)
        if not asks.is_one_question(handed.text):
            draft = replace(draft, inbox=self._app.clock.now().wall)
        kept = self._writing.keep_question(draft)
        self._undo.push(partial(self._remove, "question", kept.id))

    def _remove(self, table: str, identity: str) -> None:
        self._writing.write_now(partial(keeping.remove, table=table, identity=identity))
