"""What the journal tells the bus."""

from dataclasses import dataclass

from spindle.core.events import Event
from spindle.features.journal.model import Scene


@dataclass(frozen=True, slots=True)
class JournalChanged(Event):
    """The Journal shows another scene, or what it shows has changed."""

    scene: Scene
