"""What Listen tells its page."""

from dataclasses import dataclass

from spindle.core.events import Event


@dataclass(frozen=True, slots=True)
class LibraryChanged(Event):
    """Documents came, went or are arriving."""


@dataclass(frozen=True, slots=True)
class ReadingChanged(Event):
    """What is open, playing, asked or set has changed."""


@dataclass(frozen=True, slots=True)
class WordHeard(Event):
    """Another word is being heard; at most a few times a second more often than words."""
