"""A run as its views see it: what is asked, what was answered, what to show afterwards.

The views draw and time; they know no clock, no store and no schedule. Whoever conducts a run (the
service) implements ``Run``; every call is made in the GUI thread and returns at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from spindle.features.drill.kinds.kind import Judged, Payload, Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One item, open.

    Attributes:
        token: Tells this asking from all others; an answer comes back with it, and counts once.
        title: Of the drill.
        note: After the title in the head, such as ``C major, two octaves``; may be empty.
        kind: Id.
        spec: Options and item as one, as the kind reads it.
        mode: Of the kind, or ``mental``.
        before: Payloads of this sitting's attempts on this item, oldest first.
        number, of: Which item of how many; ``of`` is 0 where there is no end.
        minutes_left: About, when known.
        mock: Of a mock run: no hints, nothing shown between the items.
        ahead: It was not due yet.
        ran: How often it was asked before, where that is worth saying; ``last_s`` how long it took.
        target: What it climbs to, with its unit.
        real_s: How long the real thing usually takes; for going through it in the mind.
        calm_s: So many quiet seconds come before it.
    """

    token: str
    title: str
    kind: str
    spec: Mapping[str, Any]
    mode: str
    prompt: Prompt
    number: int
    of: int
    note: str = ""
    before: tuple[Payload, ...] = ()
    minutes_left: int | None = None
    mock: bool = False
    calm_s: float = 0.0
    ahead: bool = False
    ran: int | None = None
    last_s: float | None = None
    target: tuple[float, str] | None = None
    real_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When things happened, in ms after the item was first painted, from input events.

    Attributes:
        raw_ms: Until the answer was given.
        away_ms: Part of it in which the window was not in front, or nothing was typed for long.
        first_ms: Until the first key; None if there was none.
        slot_ms: The same span by the time of handling; far from ``raw_ms`` the device stalls.
        keys: Onset of each key, without auto-repeat.
        late: How long each of them waited until it was handled.
    """

    raw_ms: float
    away_ms: float = 0.0
    first_ms: float | None = None
    slot_ms: float = 0.0
    keys: tuple[float, ...] = ()
    late: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, judged. ``grade`` is one of the grades allowed, chosen or the only one."""

    token: str
    given: Mapping[str, Any]
    judged: Judged
    grade: int | None
    by_person: bool
    timing: Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem:
    """One answer on the strip: its time to the first key in seconds, and whether it was right."""

    seconds: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One of the four figures below the strip, in the user's language."""

    name: str
    figure: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What is shown once an answer is committed, and never before.

    Attributes:
        stems: This run's answers, oldest first; the last is the one just given.
        usual: Lower quartile, median and upper quartile of the person's own times in seconds.
        facts: At most four.
        runs: Earlier runs of a step sequence, oldest first: seconds of each step.
        sentence: What the chart says in words; may be empty.
    """

    stems: tuple[Stem, ...] = ()
    usual: tuple[float, float, float] | None = None
    facts: tuple[Fact, ...] = ()
    runs: tuple[tuple[float | None, ...], ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a run came to: sentences on what changed and what comes back when."""

    title: str
    lines: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = field(default_factory=tuple)


class Run(Protocol):
    """Conducts one run."""

    def asked(self) -> Asked | Ended:
        """What is open now, or what the run came to."""
        ...

    def answer(self, answer: Answer, committed: Callable[[After], None]) -> None:
        """Keep an answer; ``committed`` is called in the GUI thread once it is on the disk.

        A token that was answered before, or is not open, is ignored.
        """
        ...

    def go_on(self) -> Asked | Ended:
        """Open the next item, after an answer."""
        ...

    def skip(self) -> Asked | Ended:
        """Leave the open item without an answer; it comes back later."""
        ...

    def undo(self) -> Asked | None:
        """Take back the last answer and ask it again; None when there is none."""
        ...

    def stop(self) -> Ended:
        """End the run here."""
        ...
