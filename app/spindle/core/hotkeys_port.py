"""Keys that work while another program is in front: a port; ``adapters.hotkeys`` implements it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from spindle.core.chord import Chord
from spindle.core.events import Event


class KeyState(StrEnum):
    """How it stands with a key that was asked for."""

    OFF = "off"  # none is set
    ASKED = "asked"  # the desktop has not answered yet
    WORKS = "works"
    TAKEN = "taken"  # another program has it
    NOT_HERE = "not here"  # this desktop gives programs none


class Hotkey(NamedTuple):
    """A key that is wanted, and what it does, in the user's language."""

    chord: Chord
    label: str


@dataclass(frozen=True, slots=True)
class HotkeysChanged(Event):
    """The desktop gave a key, or did not."""


class Hotkeys(Protocol):
    """Asks the desktop for keys. GUI thread."""

    @property
    def possible(self) -> bool | None:
        """Whether this desktop gives programs keys; None while that is not known yet."""
        ...

    def grab(self, keys: Mapping[str, Hotkey]) -> None:
        """Ask for these keys and give all others back; each under a name of ours."""
        ...

    def state(self, name: str) -> KeyState:
        """How it stands with a name."""
        ...

    def line(self, verb: str) -> str:
        """What to type to have a verb of the command line done, for the desktop's own settings."""
        ...
