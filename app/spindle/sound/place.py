"""Where the voice is to go: resolved as soon as enough is known of what lies between."""

from dataclasses import dataclass, replace

from spindle.sound.script import Track


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A place that may not be known in samples yet.

    Attributes:
        index: The piece it is counted from.
        seconds: From that piece's start at speed 1, or from its end if ``from_end``.
        char: A character of the piece's utterance; then ``seconds`` is not asked.
    """

    index: int
    seconds: float = 0.0
    from_end: bool = False
    char: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A place: a piece and a sample in it."""

    index: int
    sample: float


@dataclass(frozen=True, slots=True)
class Missing:
    """The place cannot be told before this piece is known."""

    index: int
    goal: Goal


def resolve(goal: Goal, track: Track) -> Found | Missing:
    """Walk along what is known."""
    if goal.char is not None:
        return _by_char(goal, goal.char, track)
    while True:
        seconds = track.seconds(goal.index)
        if seconds is None:
            return Missing(goal.index, goal)
        if goal.from_end:
            goal = replace(goal, seconds=goal.seconds + seconds, from_end=False)
        if goal.seconds < 0 and goal.index > 0:
            goal = replace(goal, index=goal.index - 1, from_end=True)
        elif 0 < goal.seconds >= seconds and goal.index + 1 < len(track):
            goal = replace(goal, index=goal.index + 1, seconds=goal.seconds - seconds)
        else:
            return _inside(goal, min(max(0.0, goal.seconds), seconds), track)


def _inside(goal: Goal, seconds: float, track: Track) -> Found | Missing:
    unknown = _unknown_before(goal.index, track)
    spoken = track.spoken(goal.index)
    if unknown is not None or spoken is None:
        return Missing(goal.index if unknown is None else unknown, goal)
    return Found(goal.index, seconds * spoken.source.rate)


def _by_char(goal: Goal, char: int, track: Track) -> Found | Missing:
    index = goal.index
    piece = track.piece(index)
    while not piece.last and char >= piece.offset + len(piece.text):
        index += 1
        piece = track.piece(index)
    unknown = _unknown_before(index, track)
    spoken = track.spoken(index)
    if unknown is not None or spoken is None:
        return Missing(index if unknown is None else unknown, goal)
    return Found(index, spoken.sample_of(char))


def _unknown_before(index: int, track: Track) -> int | None:
    """A piece of the same utterance whose length must be known to tell the time in it."""
    while not track.piece(index).first:
        index -= 1
        if track.seconds(index) is None:
            return index
    return None


def seconds_before(index: int, track: Track) -> float:
    """From the start of the utterance to the start of this piece of it."""
    before = 0.0
    while not track.piece(index).first:
        index -= 1
        before += track.seconds(index) or 0.0
    return before
