"""Plans: the lengths of a sitting's blocks and breaks, and the pushes inside one block."""

from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from spindle.core.clock import MINUTE, SECOND

LONG_BLOCK: Final = 40 * MINUTE
"""From this length on a block is followed by twice the usual break."""

LONGEST: Final = 240 * MINUTE
WAVE: Final = tuple(minutes * 60 for minutes in (20, 30, 40, 20))
FIRST_EVER: Final = 10 * MINUTE
"""The first block of a new profile: short enough to just begin."""


class PlanName(StrEnum):
    """The three plans; their words stand in ``settings``."""

    EVEN = "even"
    WAVE = "wave"
    OWN = "own"


class Plan(NamedTuple):
    """Blocks of a sitting and the break after each, in µs; both have the same count.

    ``label`` is the name the user gave it; such a plan is of the kind ``own``.
    """

    name: PlanName
    blocks: tuple[int, ...]
    breaks: tuple[int, ...]
    label: str = ""

    def begin_with(self, first: int | None) -> "Plan":
        """This plan with another length of the first block; None leaves it."""
        if first is None:
            return self
        return self._replace(blocks=(first, *self.blocks[1:]))

    def following(self, number: int) -> int:
        """The number of the block after block ``number`` (from 1); behind the last comes 1."""
        return number % len(self.blocks) + 1

    def block(self, number: int) -> int:
        """Length of block ``number``; a number past the end stands for the last."""
        return self.blocks[min(number, len(self.blocks)) - 1]

    def rest(self, number: int) -> int:
        """Length of the break after block ``number``."""
        return self.breaks[min(number, len(self.breaks)) - 1]


class Lengths(NamedTuple):
    """What the settings say, in seconds."""

    even: int = 25 * 60
    short_break: int = 5 * 60
    long_break: int = 15 * 60  # 0: none, and so is a short one
    long_every: int = 4
    own: tuple[int, ...] = (50 * 60, 25 * 60)


def plan_of(name: PlanName, lengths: Lengths) -> Plan:
    """The plan of a name with the lengths in force.

    >>> [b // MINUTE for b in plan_of(PlanName.WAVE, Lengths()).breaks]
    [5, 5, 10, 15]
    """
    if name is PlanName.EVEN:
        blocks: tuple[int, ...] = (lengths.even,) * lengths.long_every
        breaks = [lengths.short_break] * len(blocks)
    else:
        blocks = WAVE if name is PlanName.WAVE else lengths.own
        breaks = [
            lengths.short_break * (2 if block * SECOND >= LONG_BLOCK else 1) for block in blocks
        ]
    if len(blocks) > 1 and lengths.long_break:
        breaks[-1] = lengths.long_break
    return Plan(name, _microseconds(blocks), _microseconds(breaks))


def named_plans(text: str, lengths: Lengths) -> dict[str, Plan]:
    """Plans as the user writes them: ``52/17: 52/17; Deep: 90, 90/30``.

    Behind a name stand blocks in minutes, each with its break behind a slash or the usual one.
    What cannot be read is left out.

    >>> named_plans("Deep: 90, 90/30", Lengths())["Deep"].breaks[1] // MINUTE
    30
    """
    found = {}
    for part in text.split(";"):
        name, _, rest = part.rpartition(":")
        label = " ".join(name.split())[:40]
        pairs = [_pair(item, lengths) for item in rest.split(",") if item.strip()][:12]
        if label and pairs and None not in pairs:
            blocks, breaks = zip(*(pair for pair in pairs if pair is not None), strict=True)
            found[label] = Plan(PlanName.OWN, blocks, breaks, label)
    return found


def _pair(item: str, lengths: Lengths) -> tuple[int, int] | None:
    """A block and its break, µs."""
    block, _, rest = item.partition("/")
    try:
        work = round(float(block) * MINUTE)
        usual = lengths.short_break * SECOND * (2 if work >= LONG_BLOCK else 1)
        pause = round(float(rest) * MINUTE) if rest.strip() else usual
    except (ValueError, OverflowError):
        return None
    return (work, pause) if SECOND <= work <= LONGEST and 0 <= pause <= LONGEST else None


def _microseconds(seconds: tuple[int, ...] | list[int]) -> tuple[int, ...]:
    return tuple(length * SECOND for length in seconds)


class Mode(StrEnum):
    """How the end of a block is found."""

    PLAN = "plan"  # by the plan of its sitting
    FLOW = "flow"  # open: it ends when it is stopped
    COUNTDOWN = "countdown"  # one length, once


FLOW_MOST: Final = 12 * 60 * MINUTE
"""After this an open block asks, as if its time were up."""

FLOW_RULE: Final = "25: 5, 50: 8, 10"
"""Five minutes under 25 of work, eight under 50, else ten (Smits 2025)."""

_MOST_STEPS: Final = 8


class FlowRule(NamedTuple):
    """How long the break after an open block is: by a table, or as a part of the work.

    Attributes:
        steps: Work below which (µs), and the break then (µs).
        rest: The break above the last step, µs.
        part: Work divided by this is the break; 0 for a table.
    """

    steps: tuple[tuple[int, int], ...] = ()
    rest: int = 0
    part: float = 0.0

    def after(self, work: int) -> int:
        """The break after so much work, µs; a second at least, four hours at most."""
        if self.part:
            found = round(work / self.part)
        else:
            found = next((rest for under, rest in self.steps if work < under), self.rest)
        return max(SECOND, min(LONGEST, found))


def flow_rule(text: str) -> FlowRule:
    """A rule as the user writes it: ``25: 5, 50: 8, 10`` in minutes, or ``1/5`` of the work.

    >>> [flow_rule(FLOW_RULE).after(m * MINUTE) // MINUTE for m in (24, 25, 50)]
    [5, 8, 10]
    >>> flow_rule("1/5").after(50 * MINUTE) // MINUTE
    10

    Raises:
        ValueError: It is neither.
    """
    whole, slash, part = text.partition("/")
    if slash:
        ratio = float(part) / float(whole)
        if not 1 <= ratio <= 100:
            raise ValueError(text)
        return FlowRule(part=ratio)
    *steps, last = [item.strip() for item in text.split(",")]
    found = tuple(_step(item) for item in steps)
    if len(found) > _MOST_STEPS or any(a[0] >= b[0] for a, b in pairwise(found)):
        raise ValueError(text)
    return FlowRule(steps=found, rest=_minutes(last))


def _step(item: str) -> tuple[int, int]:
    under, colon, rest = item.partition(":")
    if not colon:
        raise ValueError(item)
    return _minutes(under), _minutes(rest)


def _minutes(text: str) -> int:
    found = round(float(text) * MINUTE)
    if not SECOND <= found <= LONGEST:
        raise ValueError(text)
    return found


def single(length: int, rest: int) -> Plan:
    """A plan of one block, for what is done once or without an end."""
    return Plan(PlanName.OWN, (length,), (rest,))


def pushes(planned: int, rhythm: tuple[int, int] | None = None) -> tuple[tuple[float, float], ...]:
    """The pushes of a block as parts of its length, 0–1: a plain block is one push.

    Args:
        planned: µs.
        rhythm: Lengths of a push and of the ease after it, µs. A last push that would be shorter
            than a quarter of one is left out.
    """
    if planned <= 0:
        return ()
    if rhythm is None or rhythm[0] >= planned:
        return ((0.0, 1.0),)
    push, ease = rhythm
    starts = range(0, planned, push + ease)
    return tuple(
        (start / planned, min(planned, start + push) / planned)
        for start in starts
        if min(planned, start + push) - start >= push // 4
    )


def push_at(work: int, planned: int, rhythm: tuple[int, int]) -> tuple[int, bool, int]:
    """Where a block is in its pushes: number from 1, whether it pushes, and µs until that changes.

    In the last part the time left is that of the block.
    """
    push, ease = rhythm
    number, within = divmod(work, push + ease)
    pushing = within < push
    left = (push if pushing else push + ease) - within
    return number + 1, pushing, max(0, min(left, planned - work))
