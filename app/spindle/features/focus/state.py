"""What the focus timer knows: one frozen state, and what can have happened to it.

All positions are µs on the state's own *line*, which runs while the machine is awake and takes
every suspend in as one step. The wall clock may be set back and forth meanwhile; an instant of a
block is its wall start plus the way along the line.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from spindle.core.clock import HOUR, Moment
from spindle.core.ids import Ref
from spindle.core.session import Outcome
from spindle.features.focus.plan import Mode, Plan


class Stage(StrEnum):
    """The one thing the timer is doing."""

    IDLE = "idle"
    WORK = "work"
    PAUSED = "paused"
    OVERTIME = "overtime"  # past the end, running until answered
    ASKING = "asking"  # the block has ended; how did it go?
    BREAK = "break"
    BREAK_OVER = "break_over"  # until answered


IN_BLOCK = frozenset({Stage.WORK, Stage.PAUSED, Stage.OVERTIME})
IN_BREAK = frozenset({Stage.BREAK, Stage.BREAK_OVER})


class GapKind(StrEnum):
    """Why a part of a block is no work."""

    PAUSE = "pause"
    SLEEP = "sleep"  # the machine was suspended
    LOCK = "lock"  # the screen was locked
    INTERRUPTION = "interruption"  # a pause that an interruption made necessary
    IDLE = "idle"  # nobody touched anything; the countdown runs on, for somebody may read on paper


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of a block without work; ``ended`` is None while it lasts."""

    kind: GapKind
    started: int
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class Interruption:
    """The user said so with one key.

    Attributes:
        gap: Where the gap began that it made necessary; None when the block ran on.
    """

    at: int
    work: int
    gap: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What to start.

    Attributes:
        number: Which block of the plan, from 1.
        planned: µs, where it is not the plan's.
        expires: See ``State``.
        rates: Whether to ask how it went.
        rhythm: Lengths of its pushes and eases, µs; None for a plain block.
        strict: Whether ending it early needs a reason.
        overtime: Whether what is done past its end counts, or the timer only waits there.
        alone: Whether its break begins by itself.
        postpones: How often its end may be put off.
        postpone_cost: How much longer each makes the break after it, µs.
    """

    title: str
    plan: Plan
    mode: Mode = Mode.PLAN
    rhythm: tuple[int, int] | None = None
    strict: bool = False
    number: int = 1
    planned: int | None = None
    aim: str | None = None
    ref: Ref | None = None
    expires: int = HOUR
    rates: bool = True
    overtime: bool = True
    alone: bool = False
    postpones: int = 3
    postpone_cost: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A running or just-ended block.

    Attributes:
        started: The moment it began, wall clock and zone included.
        began: The same on the line.
        planned: Its length now, after longer and shorter.
        work: What the countdown has counted, overtime included.
        over: Where on the line its time was up, while in overtime and after.
        postponed: How often its end was put off.
        ended: Where on the line it ended.
    """

    task: Task
    started: Moment
    began: int
    planned: int
    work: int = 0
    gaps: tuple[Gap, ...] = ()
    interruptions: tuple[Interruption, ...] = ()
    over: int | None = None
    postponed: int = 0
    ended: int | None = None
    outcome: Outcome | None = None

    @property
    def left(self) -> int:
        """Work still to do, µs; below zero in overtime."""
        return self.planned - self.work

    @property
    def can_postpone(self) -> bool:
        """Whether more time can be had once it is up."""
        return self.postponed < self.task.postpones

    @property
    def open_gap(self) -> Gap | None:
        """The gap it is in, of whatever kind."""
        return self.gaps[-1] if self.gaps and self.gaps[-1].ended is None else None

    @property
    def gap(self) -> Gap | None:
        """The gap in which its countdown stands still."""
        gap = self.open_gap
        return None if gap is None or gap.kind is GapKind.IDLE else gap

    def credit(self, line: int) -> int:
        """Work up to a place on the line without the time when nobody was there, µs."""
        idle = (
            (line if gap.ended is None else gap.ended) - gap.started
            for gap in self.gaps
            if gap.kind is GapKind.IDLE
        )
        return max(0, self.work - sum(idle))

    def wall(self, line: int) -> int:
        """The instant (µs UTC) of a place on the line, as if nobody had set the clock since."""
        return self.started.wall + line - self.began

    def line(self, wall: int) -> int:
        """The place on the line of an instant (µs UTC)."""
        return self.began + wall - self.started.wall

    def away(self, line: int) -> int:
        """Sum of all gaps up to a place on the line."""
        return sum((line if gap.ended is None else gap.ended) - gap.started for gap in self.gaps)

    def resumed(self, line: int) -> "Block":
        """With an open gap closed."""
        gap = self.open_gap
        if gap is None:
            return self
        return replace(self, gaps=(*self.gaps[:-1], replace(gap, ended=line)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A break, or a movement started by hand.

    Attributes:
        started: The moment it began.
        movement: What was chosen for it; empty for none.
        follows: Whether it belongs to the block before it.
        ended: Where on the line it ended.
        asleep: Whether it was sleep, as the user said afterwards.
    """

    started: Moment
    began: int
    planned: int
    movement: str = ""
    follows: bool = True
    ended: int | None = None
    asleep: bool = False

    def wall(self, line: int) -> int:
        """The instant (µs UTC) of a place on the line, as if nobody had set the clock since."""
        return self.started.wall + line - self.began


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All of the timer. Only ``model`` makes new ones.

    Attributes:
        line: Where on its own line it is, µs.
        since: Where the stage began.
        awake: The awake hand when it was last advanced.
        asleep: How far the boot hand was ahead then, as far as it was taken in.
        expires: µs without an answer after which it lets go.
        block: The running block, or the last one.
        rest: The running break, or the last one.
    """

    stage: Stage = Stage.IDLE
    line: int = 0
    since: int = 0
    awake: int = 0
    asleep: int = 0
    expires: int = HOUR
    block: Block | None = None
    rest: Rest | None = None

    @property
    def running_block(self) -> Block | None:
        """The block, while it has not ended."""
        return self.block if self.stage in IN_BLOCK else None

    @property
    def is_open(self) -> bool:
        """Whether a block with an open end runs: it has no length that could be another."""
        block = self.running_block
        flows = block is not None and block.task.mode is Mode.FLOW
        return flows and self.stage is not Stage.OVERTIME

    @property
    def running_rest(self) -> Rest | None:
        """The break, while it has not ended."""
        return self.rest if self.stage in IN_BREAK else None

    @property
    def rest_left(self) -> int:
        """What is left of the break, µs; 0 without one."""
        rest = self.running_rest
        return 0 if rest is None else max(0, rest.planned - (self.line - rest.began))


@dataclass(frozen=True, slots=True)
class Happened:
    """Something the machine did, at a place on its line."""

    line: int


@dataclass(frozen=True, slots=True)
class BlockBegan(Happened):
    """A block began."""

    block: Block


@dataclass(frozen=True, slots=True)
class BlockChanged(Happened):
    """Its length changed, a gap opened or closed, or an interruption was counted."""

    block: Block


@dataclass(frozen=True, slots=True)
class TimeUp(Happened):
    """A block reached its planned length."""

    block: Block


@dataclass(frozen=True, slots=True)
class BlockEnded(Happened):
    """A block ended; its ``ended`` may lie before this."""

    block: Block


@dataclass(frozen=True, slots=True)
class BreakBegan(Happened):
    """A break began."""

    rest: Rest


@dataclass(frozen=True, slots=True)
class BreakChanged(Happened):
    """Its movement or its length changed."""

    rest: Rest


@dataclass(frozen=True, slots=True)
class BreakUp(Happened):
    """A break reached its planned length."""

    rest: Rest


@dataclass(frozen=True, slots=True)
class BreakEnded(Happened):
    """A break ended; its ``ended`` may lie before this."""

    rest: Rest


@dataclass(frozen=True, slots=True)
class Expired(Happened):
    """Nobody answered, or the machine was away for too long: nothing is left running."""

    stage: Stage = field(default=Stage.IDLE)


Step = tuple[State, tuple[Happened, ...]]
