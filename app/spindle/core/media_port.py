"""The port to the desktop's media keys and its panel of what plays."""

from enum import StrEnum
from typing import NamedTuple, Protocol


class MediaKey(StrEnum):
    """What is asked for; ``SEEK`` comes with µs forward or back, ``RATE`` with the new rate."""

    PLAY = "play"
    PAUSE = "pause"
    TOGGLE = "toggle"
    STOP = "stop"
    NEXT = "next"
    BACK = "back"
    SEEK = "seek"
    RATE = "rate"


class NowPlaying(NamedTuple):
    """What a panel shows.

    Attributes:
        track: Its identity: letters, figures and underscores.
        part: Such as the chapter.
        rate: Times the voice's own speed.
        length: µs at rate 1; 0 if unknown.
    """

    track: str
    title: str
    author: str = ""
    part: str = ""
    playing: bool = False
    rate: float = 1.0
    length: int = 0


class Player(Protocol):
    """What is asked of whoever plays. GUI thread."""

    def pressed(self, key: MediaKey, value: float = 0.0) -> None:
        """A key of the keyboard, of headphones or of a panel."""
        ...

    def position(self) -> int:
        """Where it is, in µs at rate 1."""
        ...


class MediaKeys(Protocol):
    """Called in the GUI thread; without a desktop that has any of it, nothing happens."""

    def show(self, now: NowPlaying | None, player: Player) -> None:
        """Show this, and hand keys to ``player``; None takes it away."""
        ...

    def jumped(self) -> None:
        """The position changed otherwise than by playing on."""
        ...
