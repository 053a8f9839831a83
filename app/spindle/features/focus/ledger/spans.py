"""A stretch of time cut into spans that always add up to it.

Rows of sessions, gaps and breaks may lie inside each other, and across each other where somebody
has set the clock. Each moment goes to the innermost row; what belongs to none is untracked.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from spindle.core.ids import Ref
from spindle.core.session import Activity


class Kind(StrEnum):
    """What a span was; in the order in which a legend names them."""

    WORK = "work"
    MOVE = "move"
    BREAK = "break"
    GAP = "gap"
    UNTRACKED = "untracked"
    SLEEP = "sleep"
    COMING = "coming"  # later than now


class Entry(NamedTuple):
    """One row that fills time. Instants are µs UTC.

    Attributes:
        ref: Kind of row (``session``, ``gap``, ``break``, ``night``) and id.
        depth: How far inside it lies; the innermost has the moment.
        session: The session it is or belongs to; empty for a break.
        why: Of a gap: pause, sleep, lock, idle.
        guessed: Nobody said so and nothing measured it.
        share: How much of its time counts as what it is, 0–1: a text that was paused, say.
    """

    ref: Ref
    kind: Kind
    started: int
    ended: int
    depth: int = 0
    activity: Activity | None = None
    title: str = ""
    session: str = ""
    why: str = ""
    guessed: bool = False
    share: float = 1.0


class Span(NamedTuple):
    """A part of the stretch; ``entry`` is None where nothing is known."""

    start: int
    end: int
    kind: Kind
    entry: Entry | None = None

    @property
    def length(self) -> int:
        """µs."""
        return self.end - self.start

    @property
    def counted(self) -> int:
        """What of it counts as its kind, µs; the rest is a gap that nobody has placed."""
        whole = self.end - self.start
        if self.entry is None or self.entry.share == 1.0:
            return whole
        return round(whole * self.entry.share)


def partition(first: int, last: int, now: int, entries: Iterable[Entry]) -> tuple[Span, ...]:
    """Cut ``first`` to ``last`` (µs UTC) into spans, in order, without a hole.

    Of two rows equally deep the one that began later has the moment. What lies after ``now`` is
    still to come, whatever a row says.
    """
    now = max(first, min(last, now))
    within = [entry for entry in entries if entry.ended > first and entry.started < now]
    cuts = {first, now, last}
    for entry in within:
        cuts.update((max(first, entry.started), min(now, entry.ended)))
    edges = sorted(cuts)
    spans: list[Span] = []
    open_: list[Entry] = []
    waiting = sorted(within, key=lambda entry: entry.started, reverse=True)
    for start, end in pairwise(edges):
        while waiting and waiting[-1].started <= start:
            open_.append(waiting.pop())
        open_ = [entry for entry in open_ if entry.ended > start]
        _put(spans, _span(start, end, now, open_))
    return tuple(spans)


def totals(spans: Sequence[Span]) -> dict[Kind, int]:
    """Length of each kind, µs; only kinds that are there. They add up to the spans' lengths."""
    found: dict[Kind, int] = {}
    for span in spans:
        counted, whole = span.counted, span.end - span.start
        found[span.kind] = found.get(span.kind, 0) + counted
        if counted != whole:
            found[Kind.GAP] = found.get(Kind.GAP, 0) + whole - counted
    return found


def within(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The parts of spans in order that lie in a stretch (µs UTC)."""
    first = bisect_right(spans, start, key=lambda span: span.end)
    found = []
    for span in spans[first:]:
        if span.start >= end:
            break
        if span.start < start or span.end > end:
            span = span._replace(start=max(start, span.start), end=min(end, span.end))  # noqa: PLW2901 - cut at the edges
        found.append(span)
    return tuple(found)


def _span(start: int, end: int, now: int, open_: Sequence[Entry]) -> Span:
    if start >= now:
        return Span(start, end, Kind.COMING)
    if not open_:
        return Span(start, end, Kind.UNTRACKED)
    top = open_[0]
    if len(open_) > 1:
        top = max(open_, key=lambda entry: (entry.depth, entry.started, entry.ref.id))
    return Span(start, end, top.kind, top)


def _put(spans: list[Span], span: Span) -> None:
    """Append, or lengthen the one before if it is of the same row."""
    if spans and spans[-1].entry is span.entry and spans[-1].kind == span.kind:
        spans[-1] = spans[-1]._replace(end=span.end)
    else:
        spans.append(span)
