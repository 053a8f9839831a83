"""What all kinds do alike once an answer has been compared: calls, hints, grades, the payload."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from spindle.features.drill.kinds.kind import (
    FORGOT,
    GOOD,
    HARD,
    Element,
    ElementResult,
    Given,
    Judged,
    Payload,
    Result,
    Spec,
    Traits,
)

RIGHT_CALL: Final = "right"
WRONG_CALL: Final = "wrong"


def settle(
    given: Given,
    *,
    right: bool,
    score: float,
    near: bool = False,
    unread: bool = False,
    reason: str = "",
    elements: tuple[ElementResult, ...] = (),
    payload: Mapping[str, Any] | None = None,
) -> Judged:
    """The judgement of an answer that is right or not; right gives good, with a hint hard.

    The person's call stands above the check; an answer that was asked for is not right.
    """
    call = _call(given)
    hints = count(given, "hints")
    if given.get("shown"):
        right, near, unread, score = False, False, False, 0.0
    elif call is not None:
        right, near, unread = call == RIGHT_CALL, False, False
        score = 1.0 if right else min(score, 0.99)
    outcome = int(right)
    return Judged(
        outcome=outcome,
        score=score,
        near_miss=near,
        unread=unread,
        elements=elements,
        grade_allowed=(FORGOT,) if not right else (HARD,) if hints else (GOOD,),
        reason="" if right else reason,
        payload={
            **(payload or {}),
            "outcome": outcome,
            "score": round(score, 4),
            **({"near": True} if near else {}),
            **({"hints": hints} if hints else {}),
            **({"call": call} if call is not None else {}),
            **({"shown": True} if given.get("shown") else {}),
        },
    )


def _call(given: Given) -> str | None:
    """The person's own word on the answer; a view may hand over anything, even a list."""
    found = given.get("call")
    return found if isinstance(found, str) and found in {RIGHT_CALL, WRONG_CALL} else None


def count(given: Given, field: str) -> int:
    """A count a view hands over; anything else is none."""
    found = given.get(field, 0)
    return found if isinstance(found, int) and found > 0 else 0


def milliseconds(value: object) -> float | None:
    """A length a view hands over; anything else was not measured."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e10:
        return None
    return float(value)


class Plain:
    """What most kinds have in common."""

    traits = Traits()

    def levels(self, spec: Any) -> int:
        """One."""
        del spec
        return 1

    def target(self, spec: Any) -> tuple[float, str] | None:
        """Nothing."""
        del spec
        return None

    def resumed(self, spec: Spec, last: tuple[float, str] | None) -> Spec:
        """As it is."""
        del last
        return spec


class Unhinted(Plain):
    """For kinds that need no hint: what is next can always be seen."""

    def hint(self, spec: object, prompt: object, level: int) -> str:
        """None."""
        del spec, prompt, level
        return ""


class OneAttempt(Plain):
    """For kinds of which one item is one attempt in a sitting, and one thing."""

    paced = False

    def elements(self, spec: Any) -> tuple[Element, ...]:
        """None."""
        del spec
        return ()

    def goes_on(self, spec: object, before: Sequence[Payload]) -> bool:
        """Never: the caller decides what comes next."""
        del spec, before
        return False

    def result(self, spec: object, before: Sequence[Payload]) -> Result:
        """That of the last attempt."""
        del spec
        last = before[-1]
        return Result(outcome=last.get("outcome"), score=float(last.get("score", 0.0)))
