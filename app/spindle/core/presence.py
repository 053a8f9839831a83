"""What is going on right now, for tray, mini timer and window title; published by features."""

from enum import StrEnum
from typing import NamedTuple

from spindle.core.clock import Moment


class Phase(StrEnum):
    """What the tray shows."""

    IDLE = "idle"
    WORK = "work"
    PAUSED = "paused"
    OVERTIME = "overtime"
    ASKING = "asking"
    BREAK = "break"
    EVENING = "evening"


class Verbs(NamedTuple):
    """What can be done about the running thing from outside: ids of commands; "" for what cannot.

    Attributes:
        pause: Stand still, or go on.
        stop: End it.
        longer, shorter: Move its end.
    """

    pause: str = ""
    stop: str = ""
    longer: str = ""
    shorter: str = ""


class PresenceChanged(NamedTuple):
    """A feature's running thing changed phase or plan.

    Attributes:
        title: What it is for, as the user wrote it, or a movement.
        elapsed, planned: µs at moment ``at``; ``planned`` is None for an open end.
        running: Whether ``elapsed`` grows with the clock.
        what: The kind of it as English source text marked with ``N_("marks", …)``.
        part: Which of how many, such as (3, 4); None if it is the only one.
        verbs: What the mini timer's buttons and keys do.
    """

    phase: Phase
    title: str
    at: Moment
    elapsed: int = 0
    planned: int | None = None
    running: bool = False
    what: str = ""
    part: tuple[int, int] | None = None
    verbs: Verbs = Verbs()

    def left_at(self, now: Moment) -> int | None:
        """µs until the plan is done, below zero when it is over; None without a plan."""
        return None if self.planned is None else self.planned - self.elapsed_at(now)

    def fraction(self, now: Moment) -> float:
        """How much of the plan is done at a moment, 0–1; 0 without a plan."""
        if not self.planned:
            return 0.0
        return min(1.0, self.elapsed_at(now) / self.planned)

    def elapsed_at(self, now: Moment) -> int:
        """Elapsed µs at a moment; breaks run through a suspend, work does not."""
        hand = now.boot - self.at.boot if self.phase is Phase.BREAK else now.awake - self.at.awake
        return self.elapsed + (hand if self.running else 0)


class LockChanged(NamedTuple):
    """The window was locked, so that nothing of the user's is to be seen anywhere, or opened."""

    locked: bool


class DimChanged(NamedTuple):
    """The evening is near (or over): the pages are dark until the morning, if that is wished.

    Whether they are now is asked of ``Feature.dark``.
    """


class QuietChanged(NamedTuple):
    """The evening put Spindle to rest (or the morning, or a click, woke it).

    Attributes:
        page: The one that keeps the quiet and may be shown in it.
        wake: The command that the first deliberate key or click runs.
    """

    quiet: bool
    page: str = ""
    wake: str = ""
