"""What tray, mini timer and window title hear of the timer."""

from spindle.core.clock import Moment
from spindle.core.presence import Phase, PresenceChanged
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


def presence_of(state: State, at: Moment) -> PresenceChanged:
    """The event for a state that was advanced to ``at``."""
    phase = _PHASES[state.stage]
    block, rest = state.running_block, state.running_rest
    if block is not None:
        return PresenceChanged(
            phase=phase,
            title=block.task.title,
            at=at,
            elapsed=block.work,
            planned=None if block.task.mode is Mode.FLOW else block.planned,
            running=state.stage is not Stage.PAUSED,
        )
    if rest is not None:
        return PresenceChanged(
            phase=phase,
            title=rest.movement,
            at=at,
            elapsed=state.line - rest.began,
            planned=rest.planned,
            running=state.stage is Stage.BREAK,
        )
    asked = state.block if state.stage is Stage.ASKING else None
    return PresenceChanged(phase=phase, title="" if asked is None else asked.task.title, at=at)
