"""Missed checks asked once more, with nothing sounding: from the break, from Today, by name."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from spindle.core.feature import App, Asking, Contributed, PageAsked
from spindle.core.general import DAY_START
from spindle.core.ids import Ref, new_id
from spindle.features.listen.asking import Question
from spindle.features.listen.missed import Missed, of_block, waiting
from spindle.features.listen.records import Answered
from spindle.features.listen.store import ListenStore
from spindle.features.listen.text.model import Place
from spindle.features.listen.velocity.check import CHOICES, Check, CheckKind


class Again:
    """GUI thread.

    Attributes:
        open: The one that is asked, or was answered a moment ago.
        left: How many come after it.
        waits: How many could be asked now.
    """

    def __init__(self, app: App, store: ListenStore, changed: Callable[[], None]) -> None:
        self._app = app
        self._store = store
        self._changed = changed
        self._back = ""
        self._queue: list[Missed] = []
        self._given: int | None = None
        self.waits = 0
        self.refresh()

    @property
    def missed(self) -> Missed | None:
        """What is asked, and where it comes from."""
        return self._queue[0] if self._queue else None

    @property
    def open(self) -> Question | None:
        """The check itself, with the choice that was taken."""
        missed = self.missed
        return None if missed is None else replace(_question(missed), given=self._given)

    @property
    def left(self) -> int:
        """How many come behind it."""
        return max(0, len(self._queue) - 1)

    def refresh(self) -> None:
        """Count again what waits."""
        asking = self._asking()
        self._app.database.read(lambda connection: waiting(connection, asking), self._count)

    def begin(self, ref: Ref | None = None) -> None:
        """Ask those that wait, one after the other.

        Args:
            ref: A check, which Today offered; or a page that shows a break, to which it goes back,
                and then it is the missed ones of that block.
        """
        asking = self._asking()
        self._back = "" if ref is None else ref.id if ref.kind == "page" else "today"
        if ref is not None and ref.kind == "page":
            self._app.database.read(lambda connection: of_block(connection, asking), self._ask)
        else:
            name = "" if ref is None else ref.id
            done = partial(self._ask_one, name) if name else self._ask
            self._app.database.read(lambda connection: waiting(connection, asking), done)

    def answer(self, choice: int) -> None:
        """Take a choice, 0–3; it stays on the screen until ``go_on``."""
        question = self.open
        if question is None or not question.is_open or choice not in range(CHOICES):
            return
        self._given = choice
        self._write(replace(question, given=choice))
        self._changed()

    def skip(self) -> None:
        """Leave it unanswered, and go on."""
        question = self.open
        if question is not None and question.is_open:
            self._write(question)
            self.go_on()

    def go_on(self) -> None:
        """The answer was seen: the next one, or back to where it began."""
        if self.left:
            self._queue, self._given = self._queue[1:], None
            self._changed()
        else:
            self.leave()

    def leave(self) -> None:
        """Ask no more; what was not answered waits on."""
        back, self._back = self._back, ""
        was, self._queue, self._given = bool(self._queue), [], None
        if was:
            self._changed()
        if back:
            self._app.bus.publish(PageAsked(back))

    def put_away(self) -> None:
        """Something else is opened in its place."""
        self._back = ""
        self.leave()

    def _ask(self, found: Sequence[Missed]) -> None:
        self._queue, self._given = list(found), None
        if found:
            self._app.bus.publish(PageAsked("listen"))
        self._changed()

    def _ask_one(self, name: str, found: Sequence[Missed]) -> None:
        self._ask([each for each in found if each.id == name])

    def _write(self, question: Question) -> None:
        seen = self._app.clock.now().wall
        self._store.save_again(
            {
                "id": new_id(),
                "check_id": question.id,
                "given": question.given,
                "outcome": str(_outcome(question)),
                "asked": seen,
                "updated": seen,
            }
        )
        self.refresh()
        self._app.bus.publish(Contributed("listen"))

    def _count(self, found: Sequence[Missed]) -> None:
        self.waits = len(found)

    def _asking(self) -> Asking:
        settings = self._app.settings
        return Asking(self._app.clock.now(), settings.get(DAY_START), settings)


@lru_cache(maxsize=8)
def _question(missed: Missed) -> Question:
    """The check as it was asked; the same object each time, so that it is drawn once."""
    choices = tuple(json.loads(missed.choices))
    kind = CheckKind(missed.kind)
    check = Check(kind, 0, choices, missed.answer, missed.before, missed.after)
    return Question(missed.id, check, missed.number, Place(*missed.place))


def _outcome(question: Question) -> Answered:
    if question.is_open:
        return Answered.SKIPPED
    return Answered.RIGHT if question.right else Answered.MISSED
