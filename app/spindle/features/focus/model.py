"""The focus timer as one pure machine.

``advance`` is total: it takes any state to any moment, however late, through every boundary that
was passed. Each verb advances first, then acts; a verb that makes no sense in a stage changes
nothing. Work runs with the awake hand, breaks and waiting for an answer through a suspend too.
"""

from dataclasses import replace
from typing import Final

from spindle.core.clock import MINUTE, SECOND, Moment
from spindle.core.session import Outcome
from spindle.core.sessions import RATED_FROM
from spindle.features.focus.plan import Mode
from spindle.features.focus.state import (
    IN_BLOCK,
    IN_BREAK,
    Block,
    BlockBegan,
    BlockChanged,
    BlockEnded,
    BreakBegan,
    BreakChanged,
    BreakEnded,
    BreakUp,
    Expired,
    Gap,
    GapKind,
    Happened,
    Interruption,
    Rest,
    Stage,
    State,
    Step,
    Task,
    TimeUp,
)

STEP: Final = 5 * MINUTE
"""What longer and shorter add and take."""

LEAST_LEFT: Final = 10 * SECOND
"""Shortening leaves this much, so that it never ends anything by surprise."""

AT_ONCE: Final = MINUTE
"""A pause so soon after an interruption is its length."""

_SUSPENDED: Final = SECOND
"""The two hands are not read at once; a smaller difference is no suspend."""


def new(at: Moment, expires: int) -> State:
    """An idle timer at a moment."""
    return State(awake=at.awake, asleep=at.boot - at.awake, expires=expires)


def advance(state: State, at: Moment) -> Step:
    """Bring a state to a moment; a moment before its own changes nothing.

    A suspend since the last moment counts as its last part: whoever wakes the machine advances.
    """
    asleep = at.boot - at.awake - state.asleep
    if asleep < _SUSPENDED:
        asleep = 0
    awake = max(0, at.awake - state.awake)
    moved, happened = _pass(state, awake)
    if asleep:
        moved, more = _sleep(moved, asleep)
        happened += more
    return replace(moved, awake=state.awake + awake, asleep=state.asleep + asleep), happened


def until_next(state: State) -> int | None:
    """µs of awake time until something happens by itself; None when nothing will."""
    waited = state.line - state.since
    if state.stage is Stage.WORK and state.block is not None:
        return max(0, state.block.left)
    if state.stage is Stage.BREAK:
        return state.rest_left
    if state.stage in {Stage.OVERTIME, Stage.ASKING, Stage.BREAK_OVER}:
        return max(0, state.expires - waited)
    return None


def start(state: State, at: Moment, task: Task) -> Step:
    """Begin a block; whatever ran is ended first, without asking."""
    state, happened = stop(state, at, ask=False)
    state = replace(state, expires=task.expires)
    planned = task.plan.block(task.number) if task.planned is None else task.planned
    block = Block(task=task, started=at, began=state.line, planned=max(SECOND, planned))
    state = _enter(replace(state, block=block), Stage.WORK)
    return state, (*happened, BlockBegan(state.line, block))


def pause(state: State, at: Moment) -> Step:
    """Stand still until resumed, however long that is."""
    state, happened = advance(state, at)
    if state.stage is not Stage.WORK or state.block is None:
        return state, happened
    block = stand(state.block, state.line, GapKind.PAUSE)
    mark = block.interruptions[-1] if block.interruptions else None
    if mark is not None and mark.gap is None and state.line - mark.at <= AT_ONCE:
        block = _by_interruption(replace(block, interruptions=block.interruptions[:-1]), mark)
    return _change(_enter(state, Stage.PAUSED), block, happened)


def _by_interruption(block: Block, mark: Interruption) -> Block:
    """The gap that a block is in is the interruption's."""
    gap = replace(block.gaps[-1], kind=GapKind.INTERRUPTION)
    return replace(
        block,
        gaps=(*block.gaps[:-1], gap),
        interruptions=(*block.interruptions, replace(mark, gap=gap.started)),
    )


def stand(block: Block, line: int, kind: GapKind) -> Block:
    """A block with a gap that begins here; the one it was in ends."""
    block = block.resumed(line)
    return replace(block, gaps=(*block.gaps, Gap(kind, line)))


def resume(state: State, at: Moment) -> Step:
    """Go on after a pause."""
    state, happened = advance(state, at)
    if state.stage is not Stage.PAUSED or state.block is None:
        return state, happened
    state, happened = _change(_enter(state, Stage.WORK), state.block.resumed(state.line), happened)
    # A block filled up by what was work after all has its time up at once.
    state, more = _pass(state, 0)
    return state, (*happened, *more)


def longer(state: State, at: Moment, by: int = STEP) -> Step:
    """More of a block or a break, unless it is open; in overtime this much more from now on."""
    state, happened = advance(state, at)
    block, rest = state.running_block, state.running_rest
    if state.is_open:
        return state, happened
    if block is not None and state.stage is Stage.OVERTIME:
        if not block.can_postpone:
            return state, happened
        # Whoever wants more is there: a lock ends, idleness is asked about when it ends.
        block = block if block.gap is None else block.resumed(state.line)
        block = replace(
            _waited(block, state.line),
            planned=block.work + by,
            over=None,
            postponed=block.postponed + 1,
        )
        return _change(_enter(state, Stage.WORK), block, happened)
    if block is not None:
        return _change(state, replace(block, planned=block.planned + by), happened)
    if rest is not None:
        passed = max(rest.planned, state.line - rest.began)
        return _change_rest(
            _enter(state, Stage.BREAK), replace(rest, planned=passed + by), happened
        )
    return state, happened


def _waited(block: Block, line: int) -> Block:
    """Without overtime the time since it was up was a wait, and is a gap when work goes on."""
    if block.task.overtime or block.over is None or block.over >= line:
        return block
    over = block.over
    gaps = tuple(_until(gap, over) for gap in block.gaps if gap.started < over)
    return replace(block, gaps=(*gaps, Gap(GapKind.PAUSE, over, line)))


def shorter(state: State, at: Moment, by: int = STEP) -> Step:
    """Less of a block or a break, unless it is open; never less than ten seconds from now."""
    state, happened = advance(state, at)
    if state.is_open:
        return state, happened
    if state.stage in {Stage.WORK, Stage.PAUSED} and state.block is not None:
        block = state.block
        planned = min(block.planned, max(block.planned - by, block.work + LEAST_LEFT))
        return _change(state, replace(block, planned=planned), happened)
    if state.stage is Stage.BREAK and state.rest is not None:
        rest = state.rest
        least = state.line - rest.began + LEAST_LEFT
        planned = min(rest.planned, max(rest.planned - by, least))
        return _change_rest(state, replace(rest, planned=planned), happened)
    return state, happened


def interrupted(state: State, at: Moment) -> Step:
    """Count an interruption; the block runs on. A pause that it is in was one."""
    state, happened = advance(state, at)
    block = state.running_block
    if block is None:
        return state, happened
    if block.gap is not None and block.gap.kind is GapKind.PAUSE:
        mark = Interruption(block.gap.started, block.work)
        return _change(state, _by_interruption(block, mark), happened)
    mark = Interruption(state.line, block.work)
    return _change(state, replace(block, interruptions=(*block.interruptions, mark)), happened)


def stop(state: State, at: Moment, *, ask: bool = True, outcome: Outcome = Outcome.STOPPED) -> Step:
    """End what runs. A block in overtime is completed, an earlier one gets ``outcome``.

    Args:
        state: Any.
        at: Now.
        ask: Ask how a block of two minutes or more went; otherwise go idle.
        outcome: Of a block whose time was not up.
    """
    state, happened = advance(state, at)
    block = state.running_block
    if block is None:
        ended, more = _end_rest(state, state.line)
        return _enter(ended, Stage.IDLE), (*happened, *more)
    if state.stage is Stage.OVERTIME or block.task.mode is Mode.FLOW:
        outcome = Outcome.COMPLETED
    waited = state.stage is Stage.OVERTIME and not block.task.overtime
    state, more = _end_at_its_time(state) if waited else _end_block(state, outcome)
    asks = ask and _end_of(state) - block.began >= RATED_FROM
    return _enter(state, Stage.ASKING if asks else Stage.IDLE), (*happened, *more)


def begin_break(
    state: State, at: Moment, length: int, movement: str = "", *, follows: bool = True
) -> Step:
    """Rest for ``length`` µs; ``follows`` unless it is a movement on its own."""
    state, happened = stop(state, at, ask=False)
    rest = Rest(
        started=at,
        began=state.line,
        planned=max(SECOND, length),
        movement=movement,
        follows=follows and state.block is not None,
    )
    state = _enter(replace(state, rest=rest), Stage.BREAK)
    return state, (*happened, BreakBegan(state.line, rest))


def restored_break(at: Moment, rest: Rest, block: Block | None, expires: int) -> Step:
    """A timer in the break it was in when Spindle was closed; time went on meanwhile.

    Args:
        at: Now; how much of the break has passed is read from the wall clock, the only hand
            that outlives a restart.
        rest: With ``began`` 0.
        block: The one before it.
        expires: See ``State``.
    """
    state = replace(new(at, expires), stage=Stage.BREAK, rest=rest, block=block)
    return _pass(state, max(0, at.wall - rest.started.wall))


def choose_movement(state: State, at: Moment, movement: str) -> Step:
    """Another movement for the running break; empty for none."""
    state, happened = advance(state, at)
    if state.running_rest is None:
        return state, happened
    return _change_rest(state, replace(state.running_rest, movement=movement), happened)


def _pass(state: State, span: int) -> Step:
    happened: tuple[Happened, ...] = ()
    while True:
        left = until_next(state)
        step = span if left is None else min(span, left)
        state = _run(state, step)
        span -= step
        if left is None or step < left:
            return state, happened
        state, more = _cross(state)
        happened += more


def _run(state: State, span: int) -> State:
    block = state.block
    over = state.stage is Stage.OVERTIME and block is not None and block.task.overtime
    if block is not None and (state.stage is Stage.WORK or over) and block.gap is None:
        block = replace(block, work=block.work + span)
    return replace(state, line=state.line + span, block=block)


def _cross(state: State) -> Step:
    """Do what is due at the boundary the state stands on."""
    if state.stage is Stage.WORK and state.block is not None:
        block = replace(state.block, over=state.line)
        return _enter(replace(state, block=block), Stage.OVERTIME), (TimeUp(state.line, block),)
    if state.stage is Stage.BREAK and state.rest is not None:
        return _enter(state, Stage.BREAK_OVER), (BreakUp(state.line, state.rest),)
    return _expire(state)


def _expire(state: State) -> Step:
    """Let go. What nobody answered for counts up to its planned end and no further."""
    happened: tuple[Happened, ...] = ()
    if state.stage is Stage.OVERTIME and state.block is not None:
        state, happened = _end_at_its_time(state)
    elif state.stage in IN_BREAK and state.rest is not None:
        state, happened = _end_rest(state, state.rest.began + state.rest.planned)
    elif state.stage in IN_BLOCK:
        state, happened = _end_block(state, Outcome.INTERRUPTED)
    return _enter(state, Stage.IDLE), (*happened, Expired(state.line, state.stage))


def _end_at_its_time(state: State) -> Step:
    """End a block where its time was up; what came after is no part of it."""
    if state.block is None:
        return state, ()
    end = state.line if state.block.over is None else state.block.over
    block = replace(
        state.block,
        work=state.block.planned,
        gaps=tuple(_until(gap, end) for gap in state.block.gaps if gap.started < end),
        interruptions=tuple(m for m in state.block.interruptions if m.at <= end),
        ended=end,
        outcome=Outcome.COMPLETED,
    )
    return replace(state, block=block), (BlockEnded(state.line, block),)


def _sleep(state: State, span: int) -> Step:
    """Take a suspend in: a gap in a block; time like any other for the rest."""
    block = state.block
    if block is None or state.stage not in {Stage.WORK, Stage.OVERTIME}:
        return _pass(state, span)
    slept = Gap(GapKind.SLEEP, state.line, state.line + span)
    block = replace(block, gaps=(*block.resumed(state.line).gaps, slept))
    state = replace(state, line=state.line + span, block=block)
    waited = state.line - state.since if state.stage is Stage.OVERTIME else span
    if waited > state.expires:
        return _expire(state)
    if state.stage is Stage.WORK:
        # Who opens the lid is not yet back at work.
        block = replace(block, gaps=(*block.gaps, Gap(GapKind.PAUSE, state.line)))
        state = _enter(state, Stage.PAUSED)
    return _change(state, block, ())


def _until(gap: Gap, end: int) -> Gap:
    return gap if gap.ended is not None and gap.ended <= end else replace(gap, ended=end)


def _enter(state: State, stage: Stage) -> State:
    return state if state.stage is stage else replace(state, stage=stage, since=state.line)


def _change(state: State, block: Block, happened: tuple[Happened, ...]) -> Step:
    return replace(state, block=block), (*happened, BlockChanged(state.line, block))


def _change_rest(state: State, rest: Rest, happened: tuple[Happened, ...]) -> Step:
    return replace(state, rest=rest), (*happened, BreakChanged(state.line, rest))


def _end_of(state: State) -> int:
    ended = None if state.block is None else state.block.ended
    return state.line if ended is None else ended


def _end_block(state: State, outcome: Outcome) -> Step:
    if state.block is None:
        return state, ()
    block = replace(state.block.resumed(state.line), ended=state.line, outcome=outcome)
    return replace(state, block=block), (BlockEnded(state.line, block),)


def _end_rest(state: State, end: int) -> Step:
    if state.running_rest is None:
        return state, ()
    rest = replace(state.running_rest, ended=end)
    return replace(state, rest=rest), (BreakEnded(state.line, rest),)
