"""Taking a verb back, as pure steps of the machine, and the stack that remembers how.

Within ten seconds a change of stage is undone as if it had not happened. Later the time since
stays what it was: a pause that is taken back ends, a stop that is taken back becomes a gap.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from spindle.core.clock import SECOND, Moment
from spindle.core.translate import N_
from spindle.features.focus import model
from spindle.features.focus.state import (
    IN_BLOCK,
    BlockChanged,
    BreakChanged,
    Gap,
    GapKind,
    Happened,
    Stage,
    State,
    Step,
)

GRACE: Final = 10 * SECOND
"""Until then a change of stage leaves no trace."""

DEPTH: Final = 10

NOTHING: Final = N_("undo", "Nothing to take back.")
TAKEN: Final = N_("undo", "Taken back: {what}")
TOO_LATE: Final = N_("undo", "Too late to take back: {what}")
STRICT: Final = N_("undo", "This block is strict: ending it early needs a reason.")
HANDED: Final[Mapping[str, str]] = {
    "question": N_("undo", "It is among the questions for tonight. Ctrl Z takes it back."),
    "drill": N_("undo", "It waits in Drill, to be made an item. Ctrl Z takes it back."),
    "entry": N_("undo", "It stands in the Journal. Ctrl Z takes it back."),
}
COUNTED: Final = N_("undo", "Counted. E leaves the next step you were about to take.")
KEPT: Final = N_("undo", "A first rating is kept. Press another number to change it.")


@dataclass(frozen=True, slots=True)
class Inverse:
    """How to take one verb back.

    Attributes:
        what: The verb, marked in the context ``undo``.
        run: Does it; False when it is too late. None: this is never taken back.
        lasts: Whether a rating leaves it: what changed rows or words, not the stage.
    """

    what: str
    run: Callable[[], bool] | None
    lasts: bool = False


class UndoStack:
    """The last ten verbs and edits of Focus, its ledger included."""

    def __init__(self) -> None:
        self._inverses: deque[Inverse] = deque(maxlen=DEPTH)

    def __len__(self) -> int:
        return len(self._inverses)

    def push(self, inverse: Inverse) -> Inverse:
        """Remember one."""
        self._inverses.append(inverse)
        return inverse

    def settle(self) -> None:
        """Forget the changes of stage: what they ended has been rated and runs no more."""
        kept = [inverse for inverse in self._inverses if inverse.lasts]
        self._inverses.clear()
        self._inverses.extend(kept)

    def undo(self) -> tuple[str, str]:
        """Take the last verb back.

        Returns:
            A sentence marked in the context ``undo``, and the verb for its ``{what}``.
        """
        if not self._inverses:
            return NOTHING, ""
        inverse = self._inverses.pop()
        if inverse.run is None:
            return KEPT, ""
        return (TAKEN if inverse.run() else TOO_LATE), inverse.what


def restored(before: State, after: State, at: Moment) -> Step | None:
    """The state before a change of stage, brought to now; None when it is too late.

    Args:
        before: As it was when the verb came, advanced to that moment.
        after: As it is.
        at: Now.
    """
    now, _ = model.advance(after, at)
    since = now.line - before.line
    if since <= GRACE:
        state, happened = model.advance(before, at)
        return state, (*_again(state), *happened)
    if before.stage not in IN_BLOCK or before.block is None or not _ended_here(before, now):
        return None
    gap = Gap(GapKind.PAUSE, before.line)
    block = replace(before.block.resumed(before.line), over=None)
    block = replace(block, gaps=(*block.gaps, gap))
    paused = replace(before, stage=Stage.PAUSED, since=before.line, block=block)
    state, happened = model.advance(paused, at)
    if before.stage is not Stage.PAUSED:
        state, more = model.resume(state, at)
        happened += more
    return state, (*_again(state), *happened)


def without_interruption(state: State, at: Moment) -> Step | None:
    """The last counted interruption taken back."""
    state, happened = model.advance(state, at)
    block = state.running_block
    if block is None or not block.interruptions:
        return None
    gone = block.interruptions[-1].gap
    gaps = tuple(
        replace(gap, kind=GapKind.PAUSE)
        if gap.started == gone and gap.kind is GapKind.INTERRUPTION
        else gap
        for gap in block.gaps
    )
    block = replace(block, interruptions=block.interruptions[:-1], gaps=gaps)
    return replace(state, block=block), (*happened, BlockChanged(state.line, block))


def _ended_here(before: State, now: State) -> bool:
    """Whether the block of ``before`` was ended by the verb itself, and nothing runs since."""
    if now.block is None or before.block is None or now.stage in IN_BLOCK:
        return False
    same = now.block.began == before.block.began and now.block.ended == before.line
    return same and now.running_rest is None


def _again(state: State) -> tuple[Happened, ...]:
    """What runs again has to be written again."""
    if state.running_block is not None:
        return (BlockChanged(state.line, state.running_block),)
    if state.running_rest is not None:
        return (BreakChanged(state.line, state.running_rest),)
    return ()
