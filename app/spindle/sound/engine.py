"""What every engine does: make speech of a text, and say which voices it has."""

from collections.abc import Callable
from typing import Final, Protocol

from spindle.core.sound_events import Failed, Voice
from spindle.core.translate import N_
from spindle.sound.speech import Speech

Cancelled = Callable[[], bool]

NO_VOICE: Final = N_("sound", "The voice {voice} is not on this computer.")
NO_ENGINE: Final = N_("sound", "There is nothing here to speak with: eSpeak NG is missing.")
NOT_SPOKEN: Final = N_("sound", "A passage could not be spoken and was left out.")


class SoundError(Exception):
    """Something of the outside does not let itself be spoken or played.

    Attributes:
        failed: A sentence for the person.
    """

    def __init__(self, sentence: str, **facts: str) -> None:
        super().__init__(sentence.format(**facts))
        self.failed = Failed(sentence=sentence, facts=tuple(facts.items()))


class CancelledError(Exception):
    """Nobody wants it any more."""


class Engine(Protocol):
    """A voice ready to speak. One thread at a time."""

    voice: Voice
    rate: int
    wpm: float
    """About how fast it speaks, in words a minute."""
    patience: float
    """Seconds after which a passage of a few hundred characters means that it hangs."""

    def speak(self, text: str, cancelled: Cancelled) -> Speech:
        """Speak a text, trimmed of silence at both ends.

        Raises:
            CancelledError: ``cancelled`` said so meanwhile.
            SoundError: It cannot be spoken.
        """
        ...
