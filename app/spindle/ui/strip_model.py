"""What the day strip shows, and where its labels go. Plain geometry: instants are µs, places px."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from spindle.core.feature import Mark

Measure = Callable[[str, bool], float]
"""The width of a text, strong or plain, in px."""

WORD_GAP: Final = 6.0
"""Between a label's name and the rest of it."""

_APART: Final = 10.0
_PEN: Final = 4.0
_EDGE: Final = 4.0


class Hour(NamedTuple):
    """A tick on the axis; one with words has a line through the plot."""

    at: int
    words: str = ""


class Label(NamedTuple):
    """The words above one mark or a group of marks.

    Attributes:
        at, until: First and last instant of what it names.
        rest: A duration or a time, dropped first where room is short.
        activity: Whose colour the name has; empty for what is planned.
        middle: Centred above its mark, instead of beginning with it.
    """

    at: int
    until: int
    name: str
    rest: str = ""
    activity: str = ""
    middle: bool = False


class Strip(NamedTuple):
    """A day as it is drawn. All words are in the user's language.

    Attributes:
        start, end: Of the axis.
        waking, lights_out: Outside of them the paper is sunken.
        time: Now, as the chip on the axis says it.
        summary: The whole strip in words.
    """

    start: int
    end: int
    now: int
    waking: int
    lights_out: int
    hours: tuple[Hour, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()
    time: str = ""
    summary: str = ""

    def x(self, at: int, width: float) -> float:
        """Where an instant is on a strip of this width; never outside of it."""
        share = (at - self.start) / max(1, self.end - self.start)
        return min(1.0, max(0.0, share)) * width


class Placed(NamedTuple):
    """A label with its place; ``rest`` is empty where it was dropped."""

    x: float
    name: str
    rest: str
    activity: str
    width: float


class _Room(NamedTuple):
    """From where to where a label may go, and where it would like to begin or end."""

    low: float
    high: float
    begin: float
    end: float
    night: float


def place_labels(
    strip: Strip, width: float, measure: Measure, *, kept: float = 36.0
) -> list[Placed]:
    """Find a place for each label that has one.

    No label crosses the pen, another label, or the last ``kept`` px. Names come first, those of
    the longest stretches before all; what room is left is for durations.
    """
    names: dict[int, Placed] = {}
    rooms = [_room(strip, label, width, kept) for label in strip.labels]
    for index in _longest_first(strip.labels):
        label = strip.labels[index]
        placed = _in_room(label, rooms[index], measure, rest="")
        if placed is not None and _free(placed, names.values()):
            names[index] = placed
    for index in sorted(names, key=lambda i: names[i].x):
        label = strip.labels[index]
        others = [placed for i, placed in names.items() if i != index]
        full = _in_room(label, rooms[index], measure, rest=label.rest)
        shifted = full is not None and full.x < rooms[index].begin and _before(strip, label)
        if full is not None and not shifted and _free(full, others):
            names[index] = full
    return sorted(names.values(), key=lambda placed: placed.x)


def _longest_first(labels: Iterable[Label]) -> list[int]:
    found = list(enumerate(labels))
    found.sort(key=lambda entry: (entry[1].at - entry[1].until, entry[0]))
    return [index for index, _ in found]


def _before(strip: Strip, label: Label) -> bool:
    return label.at < strip.now


def _room(strip: Strip, label: Label, width: float, kept: float) -> _Room:
    pen = strip.x(strip.now, width)
    low, high = _EDGE, width - kept
    if strip.start <= strip.now <= strip.end:
        if _before(strip, label):
            high = min(high, pen - _PEN)
        else:
            low = max(low, pen + _PEN)
    begin, end = strip.x(label.at, width), strip.x(label.until, width)
    return _Room(low, high, begin, end, strip.x(strip.lights_out, width))


def _in_room(label: Label, room: _Room, measure: Measure, rest: str) -> Placed | None:
    width = measure(label.name, bool(label.activity))
    if rest:
        width += WORD_GAP + measure(rest, False)
    x = room.begin
    if label.middle:
        x = (room.begin + room.end - width) / 2
    elif x < room.night < x + width:
        x = room.end - width  # rather over the day than into the night
    x = max(room.low, min(x, room.high - width))
    if x + width > room.high:
        return None
    return Placed(x, label.name, rest, label.activity, width)


def _free(placed: Placed, others: Iterable[Placed]) -> bool:
    return all(
        placed.x + placed.width + _APART <= other.x or other.x + other.width + _APART <= placed.x
        for other in others
    )
