"""What a person can do in Spindle, and how a run of it ended. Read before the first paint."""

from enum import StrEnum


class Activity(StrEnum):
    """What a person can do in Spindle."""

    FOCUS = "focus"
    LISTEN = "listen"
    DRILL = "drill"
    PRIME = "prime"
    MOVE = "move"


class Outcome(StrEnum):
    """How a session ended."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    SKIPPED = "skipped"
    INTERRUPTED = "interrupted"
