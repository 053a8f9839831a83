"""What tray, mini timer and window title hear of the timer."""

from spindle.core.clock import Moment
from spindle.core.presence import Phase, PresenceChanged, Verbs
from spindle.core.translate import N_
from spindle.features.focus.plan import Mode
from spindle.features.focus.state import Stage, State

_PHASES = {
    Stage.IDLE: Phase.IDLE,
    Stage.WORK: Phase.WORK,
    Stage.PAUSED: Phase.PAUSED,
    Stage.OVERTIME: Phase.OVERTIME,
    Stage.ASKING: Phase.ASKING,
    Stage.BREAK: Phase.BREAK,
    Stage.BREAK_OVER: Phase.ASKING,
}

_FOCUS = N_("marks", "Focus")
_BREAK = N_("marks", "Break")
_VERBS = Verbs(
    pause="focus.pause", stop="focus.stop", longer="focus.longer", shorter="focus.shorter"
)


def _counts(state: State) -> bool:
    """Whether the work of the block grows at this moment."""
    block = state.running_block
    if block is None or block.gap is not None:
        return False
    return state.stage is Stage.WORK or block.task.overtime


def presence_of(state: State, at: Moment) -> PresenceChanged:
    """The event for a state that was advanced to ``at``."""
    phase = _PHASES[state.stage]
    block, rest = state.running_block, state.running_rest
    if block is not None:
        task = block.task
        several = task.mode is Mode.PLAN and len(task.plan.blocks) > 1
        return PresenceChanged(
            phase=phase,
            title=task.title,
            at=at,
            elapsed=block.work,
            planned=None if task.mode is Mode.FLOW else block.planned,
            running=_counts(state),
            what=_FOCUS,
            part=(task.number, len(task.plan.blocks)) if several else None,
            verbs=_VERBS,
        )
    if rest is not None:
        return PresenceChanged(
            phase=phase,
            title=rest.movement,
            at=at,
            elapsed=state.line - rest.began,
            planned=rest.planned,
            running=state.stage is Stage.BREAK,
            what=_BREAK,
            verbs=_VERBS,
        )
    if state.stage is Stage.ASKING and state.block is not None:
        return PresenceChanged(phase=phase, title=state.block.task.title, at=at, what=_FOCUS)
    return PresenceChanged(phase=phase, title="", at=at, what="" if phase is Phase.IDLE else _BREAK)
