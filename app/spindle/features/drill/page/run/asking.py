"""Where the open item stands: asked, waiting for the person's call, being kept, or answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from spindle.features.drill.kinds.kind import GOOD, Judged
from spindle.features.drill.kinds.known import judge, kind_of
from spindle.features.drill.run import Answer, Asked, Timing

_SAID: Final = frozenset({"grade", "call", "had", "ok", "clean"})
"""What a person says of an answer, where nothing else can."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A near miss that waits for the person's call; it is not kept yet."""

    given: dict[str, Any]
    judged: Judged
    timing: Timing


class Asking:
    """One item after another. An answer that was taken is not open again before it is kept."""

    def __init__(self) -> None:
        self.asked: Asked | None = None
        self.answered: Answer | None = None
        self.pending: Pending | None = None
        self.saving = False
        self.hints = 0

    @property
    def open(self) -> bool:
        """Whether an answer may be given now."""
        free = self.answered is None and self.pending is None and not self.saving
        return self.asked is not None and free

    @property
    def mock(self) -> bool:
        """Whether nothing helps and nothing is told before the end."""
        return self.asked is not None and self.asked.mock

    def ask(self, asked: Asked | None) -> None:
        """Open an item, or none."""
        self.asked = asked
        self.answered = self.pending = None
        self.saving = False
        self.hints = 0

    def unread(self, given: Mapping[str, Any]) -> str:
        """Why an answer is given back to be mended, marked for translation; empty if it is not.

        Nothing is kept of it. A mock run tells nothing before its end, so there it counts.
        """
        judged = self._judged(given)
        return judged.reason if judged.unread and not self.mock else ""

    def take(self, given: Mapping[str, Any], timing: Timing) -> Answer | None:
        """The answer to keep; None for a near miss, about which the person is asked."""
        whole = {**given, "hints": self.hints} if self.hints else dict(given)
        judged = self._judged(whole)
        if judged.near_miss and not self.mock:
            self.pending = Pending(whole, judged, timing)
            return None
        return self._answer(whole, judged, timing)

    def called(self, *, right: bool) -> Answer | None:
        """The near miss with the person's call; None if none waits."""
        waiting, self.pending = self.pending, None
        if waiting is None:
            return None
        return self._with_call(waiting.given, waiting.timing, right=right)

    def was_right(self, again: Asked, answer: Answer) -> Answer:
        """A miss that was taken back, given again with the person's call."""
        self.ask(again)
        return self._with_call(answer.given, answer.timing, right=True)

    def kept(self, answer: Answer) -> bool:
        """An answer is on the disk; False where it is no longer the one that is asked."""
        if self.asked is None or answer.token != self.asked.token:
            return False
        self.saving, self.answered = False, answer
        return True

    def _with_call(self, given: Mapping[str, Any], timing: Timing, *, right: bool) -> Answer:
        whole = {**given, "call": "right" if right else "wrong"}
        return self._answer(whole, self._judged(whole), timing)

    def _judged(self, given: Mapping[str, Any]) -> Judged:
        asked = self.asked
        assert asked is not None  # noqa: S101 - only an open item is judged
        return judge(kind_of(asked.kind), asked.spec, asked.prompt, given, asked.mode)

    def _answer(self, given: dict[str, Any], judged: Judged, timing: Timing) -> Answer:
        asked, allowed = self.asked, judged.grade_allowed
        assert asked is not None  # noqa: S101 - only an open item is answered
        self.saving = True
        return Answer(
            token=asked.token,
            given=given,
            judged=judged,
            grade=allowed[0] if len(allowed) == 1 else GOOD if allowed else None,
            by_person=not _SAID.isdisjoint(given),
            timing=timing,
        )
