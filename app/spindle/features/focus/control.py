"""The timer's verbs for other starts of Spindle: a panel, a hotkey, a script. GUI thread."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from spindle.core.clock import MINUTE
from spindle.features.focus.plan import Mode
from spindle.features.focus.state import IN_BLOCK, IN_BREAK, Stage

if TYPE_CHECKING:
    from spindle.features.focus.service import FocusService

_DONE: Final = 0
_TROUBLE: Final = 1
_MOST_MINUTES: Final = 240
_MOST_MOVED: Final = 720
_USUAL_MINUTES: Final = 30

Answer = tuple[int, str]


def control(service: Any, verb: str, given: Mapping[str, object]) -> Answer | None:
    """Do a verb; None for one that is not the timer's.

    Args:
        service: The running ``FocusService``.
        verb: As typed on the command line.
        given: ``intention``, ``minutes`` and ``plan`` for start, ``text`` for park, ``name`` and
            ``minutes`` for moved.
    """
    timer: FocusService = service
    with_words = _WITH_WORDS.get(verb)
    if with_words is not None:
        return with_words(timer, given)
    wanted = _NEEDS.get(verb)
    if wanted is None:
        return None
    stages, sentence = wanted
    if timer.state.stage not in stages:
        return _trouble(sentence)
    if verb in {"+5", "-5"} and timer.state.is_open:
        return _trouble("This block has an open end: there is no length to change.")
    if verb in {"stop", "skip", "-5"} and timer.needs_reason:
        return _trouble("This block is strict: ending it early needs a reason, in the window.")
    _ACTS[verb](timer)
    return _done(_now(timer))


def _start(timer: "FocusService", given: Mapping[str, object]) -> Answer:
    if timer.state.stage in IN_BLOCK:
        return _trouble("A block is running. Stop it first.")
    minutes, plan = given.get("minutes"), given.get("plan")
    if minutes is not None and not (
        isinstance(minutes, int | float) and 0 < minutes <= _MOST_MINUTES
    ):
        return _trouble(f"A block lasts between a second and {_MOST_MINUTES} minutes.")
    if plan is not None and plan not in timer.plan_names:
        return _trouble(f"There is no plan {plan!r}: {', '.join(timer.plan_names)}.")
    timer.start(
        str(given.get("intention") or ""),
        plan=None if plan is None else str(plan),
        first=round(minutes * MINUTE) if isinstance(minutes, int | float) else None,
    )
    return _done(_now(timer))


def _park(timer: "FocusService", given: Mapping[str, object]) -> Answer:
    kept = timer.park(str(given.get("text") or ""))
    return _done("Parked.") if kept else _trouble("There is nothing to park.")


def _moved(timer: "FocusService", given: Mapping[str, object]) -> Answer:
    name, minutes = str(given.get("name") or "").strip(), given.get("minutes", _USUAL_MINUTES)
    if not name:
        return _trouble("A movement has a name, such as Walk or Run.")
    if not (isinstance(minutes, int | float) and 1 <= minutes <= _MOST_MOVED):
        return _trouble(f"A movement lasts between 1 and {_MOST_MOVED} minutes.")
    timer.ledger.log_movement(name, round(minutes * MINUTE))
    return _done(f"Entering {name}, {minutes:g} min, in the last free time before now.")


def _now(timer: "FocusService") -> str:
    state = timer.state
    block, rest = state.running_block, state.running_rest
    if block is not None:
        words = {Stage.PAUSED: "Paused", Stage.OVERTIME: "Time is up"}.get(state.stage, "Running")
        if block.task.mode is Mode.FLOW:
            return f"{words}: {block.work // MINUTE} min so far."
        return f"{words}: {_minutes(max(0, block.left))} min left."
    if rest is not None:
        return f"Break: {_minutes(state.rest_left)} min left."
    return "Nothing is running."


def _minutes(microseconds: int) -> int:
    return -(-microseconds // MINUTE)


def _done(sentence: str) -> Answer:
    return _DONE, sentence


def _trouble(sentence: str) -> Answer:
    return _TROUBLE, sentence


def _pause(timer: "FocusService") -> None:
    timer.pause_or_resume()


def _longer(timer: "FocusService") -> None:
    timer.longer()


def _shorter(timer: "FocusService") -> None:
    timer.shorter()


def _skip(timer: "FocusService") -> None:
    timer.skip()


def _stop(timer: "FocusService") -> None:
    timer.stop_block()


def _interrupted(timer: "FocusService") -> None:
    timer.interrupted()


_WITH_WORDS: Final = {"start": _start, "park": _park, "moved": _moved}
_NEEDS: Final = {
    "pause": ({Stage.WORK}, "No block is running."),
    "resume": ({Stage.PAUSED}, "No block is paused."),
    "+5": (IN_BLOCK | IN_BREAK, "Nothing is running."),
    "-5": ({Stage.WORK, Stage.PAUSED, Stage.BREAK}, "Nothing is running."),
    "skip": (IN_BLOCK | IN_BREAK, "Nothing is running."),
    "stop": (IN_BLOCK | IN_BREAK, "Nothing is running."),
    "interrupted": (IN_BLOCK, "No block is running."),
}
_ACTS: Final = {
    "pause": _pause,
    "resume": _pause,
    "+5": _longer,
    "-5": _shorter,
    "skip": _skip,
    "stop": _stop,
    "interrupted": _interrupted,
}
