"""What a gap of a running block really was, as pure steps of the machine."""

from dataclasses import replace

from spindle.core.clock import SECOND, Moment
from spindle.core.session import Outcome
from spindle.features.focus import model
from spindle.features.focus.state import (
    Block,
    BlockBegan,
    BlockChanged,
    BlockEnded,
    BreakBegan,
    BreakEnded,
    Gap,
    GapKind,
    Happened,
    Rest,
    State,
    Step,
)


def cut(state: State, at: Moment, started: int, where: int) -> Step | None:
    """Part the ended gap that began at a place on the line; None when that is not inside one."""
    state, happened = model.advance(state, at)
    block = state.running_block
    found = None if block is None else _find(block, started)
    if block is None or found is None:
        return None
    number, gap, ended = found
    if not gap.started < where < ended:
        return None
    parts = (replace(gap, ended=where), replace(gap, started=where))
    block = replace(block, gaps=(*block.gaps[:number], *parts, *block.gaps[number + 1 :]))
    return replace(state, block=block), (*happened, BlockChanged(state.line, block))


def was_no_work(state: State, at: Moment, started: int, kind: str) -> Step | None:
    """The gap was a break, sleep or untracked: the block ends there, and goes on after it.

    None when there is no such gap, or the block's time was up before it.
    """
    state, happened = model.advance(state, at)
    block = state.running_block
    found = None if block is None else _find(block, started)
    if block is None or found is None or (block.over is not None and block.over <= started):
        return None
    number, gap, ended = found
    first = _until(block, number, gap)
    second = _from(state, at, block, first, number, ended)
    happened += (BlockEnded(state.line, first),)
    if kind != "untracked":
        happened += _rest(state, at, block, gap, asleep=kind == "sleep")
    return replace(state, block=second), (*happened, BlockBegan(state.line, second))


def _find(block: Block, started: int) -> tuple[int, Gap, int] | None:
    for number, gap in enumerate(block.gaps):
        if gap.started == started and gap.ended is not None:
            return number, gap, gap.ended
    return None


def _until(block: Block, number: int, gap: Gap) -> Block:
    """What there was of a block before one of its gaps."""
    before = block.gaps[:number]
    stood = sum((g.ended or 0) - g.started for g in before if g.kind is not GapKind.IDLE)
    return replace(
        block,
        work=gap.started - block.began - stood,
        gaps=before,
        interruptions=tuple(mark for mark in block.interruptions if mark.at < gap.started),
        over=None,
        ended=gap.started,
        outcome=Outcome.STOPPED,
    )


def _from(state: State, at: Moment, block: Block, first: Block, number: int, ended: int) -> Block:
    """What there is of a block since one of its gaps ended, with the rest of its length."""
    counted = (
        ended
        - first.began
        - sum(
            (g.ended or 0) - g.started
            for g in block.gaps[: number + 1]
            if g.kind is not GapKind.IDLE
        )
    )
    return replace(
        block,
        started=_moment(state, at, block, ended),
        began=ended,
        planned=max(SECOND, block.planned - first.work),
        work=block.work - counted,
        gaps=block.gaps[number + 1 :],
        interruptions=tuple(mark for mark in block.interruptions if mark.at >= ended),
    )


def _rest(
    state: State, at: Moment, block: Block, gap: Gap, *, asleep: bool
) -> tuple[Happened, ...]:
    began, ended = gap.started, gap.ended or gap.started
    rest = Rest(
        started=_moment(state, at, block, began),
        began=began,
        planned=max(SECOND, ended - began),
        ended=ended,
        asleep=asleep,
    )
    return BreakBegan(state.line, rest), BreakEnded(state.line, rest)


def _moment(state: State, at: Moment, block: Block, line: int) -> Moment:
    """The moment of an earlier place on a block's line, as if nobody had set the clock since."""
    ago = state.line - line
    return block.started._replace(wall=block.wall(line), awake=at.awake - ago, boot=at.boot - ago)
