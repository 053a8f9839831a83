"""Nobody there, as pure steps of the machine: the screen is locked, or no key has been touched.

A locked screen stands the block still. Without a touch the countdown runs on, so that whoever
reads on paper still hears its end; the time is a gap all the same until the user says otherwise.
"""

from dataclasses import replace

from spindle.core.clock import SECOND, Moment
from spindle.core.session import Outcome
from spindle.features.focus import model
from spindle.features.focus.state import (
    Block,
    BlockChanged,
    BlockEnded,
    Expired,
    Gap,
    GapKind,
    Stage,
    State,
    Step,
)


def locked(state: State, at: Moment) -> Step:
    """The screen was locked: a block that works stands still, and so does overtime.

    Overtime waits on for its answer, and lets go when none comes.
    """
    state, happened = model.advance(state, at)
    over = state.stage is Stage.OVERTIME
    if state.block is None or state.block.gap is not None:
        return state, happened
    if not over and state.stage is not Stage.WORK:
        return state, happened
    block = model.stand(state.block, state.line, GapKind.LOCK)
    state = replace(state, block=block)
    if not over:
        state = replace(state, stage=Stage.PAUSED, since=state.line)
    return state, (*happened, BlockChanged(state.line, block))


def unlocked(state: State, at: Moment) -> Step:
    """The screen is open again: what stood still for it goes on, unless that was very long."""
    state, happened = model.advance(state, at)
    block = state.running_block
    gap = None if block is None else block.gap
    if block is None or gap is None or gap.kind is not GapKind.LOCK:
        return state, happened
    if state.stage is Stage.OVERTIME:
        block = block.resumed(state.line)
        return replace(state, block=block), (*happened, BlockChanged(state.line, block))
    if state.line - gap.started > state.expires:
        ended = replace(block.resumed(state.line), ended=state.line, outcome=Outcome.INTERRUPTED)
        state = replace(state, stage=Stage.IDLE, since=state.line, block=ended)
        over = (BlockEnded(state.line, ended), Expired(state.line, Stage.IDLE))
        return state, (*happened, *over)
    state, more = model.resume(state, at)
    return state, (*happened, *more)


def idle(state: State, at: Moment, ago: int) -> Step:
    """Nothing was touched for ``ago`` µs: since then there is a gap, back to the last one at most.

    The block runs on.
    """
    state, happened = model.advance(state, at)
    block = state.block
    if state.stage not in {Stage.WORK, Stage.OVERTIME} or block is None or block.open_gap:
        return state, happened
    least = max(block.began, max((gap.ended or 0 for gap in block.gaps), default=0))
    started = max(state.line - ago, least)
    if state.line - started < SECOND:
        return state, happened
    block = replace(block, gaps=(*block.gaps, Gap(GapKind.IDLE, started)))
    return replace(state, block=block), (*happened, BlockChanged(state.line, block))


def present(state: State, at: Moment, ago: int = 0) -> Step:
    """Something was touched ``ago`` µs before: there the gap ends."""
    state, happened = model.advance(state, at)
    block = state.running_block
    if block is None or block.open_gap is None or block.open_gap.kind is not GapKind.IDLE:
        return state, happened
    block = block.resumed(max(block.open_gap.started, state.line - ago))
    return replace(state, block=block), (*happened, BlockChanged(state.line, block))


def was_work(state: State, at: Moment, started: int) -> Step | None:
    """The gap that began at a place on the line was work; None when it is not there any more.

    A block is not filled beyond its planned length: what is more stays a gap.
    """
    state, happened = model.advance(state, at)
    block = state.running_block
    if block is None:
        return None
    for number, gap in enumerate(block.gaps):
        if gap.started == started and gap.ended is not None:
            block = _filled(block, number, gap, gap.ended)
            happened += (BlockChanged(state.line, block),)
            state, more = model.advance(replace(state, block=block), at)
            return state, (*happened, *more)
    return None


def _filled(block: Block, number: int, gap: Gap, end: int) -> Block:
    if gap.kind is GapKind.IDLE:
        # The countdown has counted it already.
        return replace(block, gaps=(*block.gaps[:number], *block.gaps[number + 1 :]))
    taken = min(end - gap.started, max(0, block.left))
    rest = () if gap.started + taken >= end else (replace(gap, started=gap.started + taken),)
    gaps = (*block.gaps[:number], *rest, *block.gaps[number + 1 :])
    return replace(block, work=block.work + taken, gaps=gaps)
