"""What features ask of the sound process: one voice, cues and a click, something in the background.

Everything here is called and told in the GUI thread, returns at once, and works the same when
there is no sound device. The process starts with the first call that needs it; should it die or
hang, it is started again within two seconds and goes on at the same place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from spindle.core.ports import Cancel
from spindle.core.sound_events import Beat, Device, Failed, SoundFile, Voice, VoiceEvent

SENTENCE_PAUSE: Final = 0.15
PARAGRAPH_PAUSE: Final = 0.45
SLOWEST: Final = 0.5
FASTEST: Final = 4.0

CUES: Final = ("tick", "begin", "end", "right", "wrong")
AMBIENT: Final = ("tick", "brown", "rain")

Told = Callable[[VoiceEvent], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One piece to be spoken, in most cases a sentence.

    Attributes:
        id: Unique among what is loaded; it comes back in events.
        text: What is spoken. Any string will do, also one with nothing to say in it.
        pause: Seconds of rest after it at speed 1; at speed r it is ``pause * r ** -0.6``.
        words: How many words it counts for in words a minute; counted in ``text`` if None.
    """

    id: str
    text: str
    pause: float = SENTENCE_PAUSE
    words: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """What the metronome clicks.

    Attributes:
        bpm: Beats a minute, 10–400.
        beats: Beats in a bar, 1–32; the first is accented if there are more than one.
        clicks: Clicks in a beat, 1–8.
        muted: Which bars are silent, repeated over and over: ``(False, False, True)`` mutes
            every third. Empty: none.
    """

    bpm: float
    beats: int = 4
    clicks: int = 1
    muted: tuple[bool, ...] = ()


class VoiceLane(Protocol):
    """One owner's hold on the voice. It keeps what is loaded, its place, speed and voice.

    Only one owner sounds at a time: ``play`` takes the voice from whoever has it, and that one
    is told ``Displaced`` and rests where it was. All setters may be called at any time.
    """

    def load(self, utterances: Sequence[Utterance], at: str = "", *, ms: float = 0.0) -> None:
        """Replace what is loaded and rest at an utterance (the first if ``at`` is unknown).

        A chapter at a time is about right; ``append`` the next before the end is reached.
        """
        ...

    def append(self, utterances: Sequence[Utterance]) -> None:
        """Add to the end of what is loaded."""
        ...

    def load_file(self, path: Path, *, ms: float = 0.0) -> None:
        """Replace what is loaded by a sound file and rest at ``ms``."""
        ...

    def play(self, *, one: bool = False) -> None:
        """Go on from here; with ``one`` rest at the end of this utterance, before its pause."""
        ...

    def pause(self, *, fade: float = 0.0) -> None:
        """Rest here; with ``fade`` only after so many seconds of growing quieter."""
        ...

    def seek(self, utterance: str = "", *, char: int = 0, ms: float | None = None) -> None:
        """Go to the word at ``char`` of an utterance, or to ``ms`` of it or of the file."""
        ...

    def skip(self, seconds: float) -> None:
        """Go so many seconds of source time forward or back, across utterances."""
        ...

    def set_ratio(self, ratio: float) -> None:
        """Times the voice's own speed, ``SLOWEST`` to ``FASTEST``; held until set otherwise."""
        ...

    def set_wpm(self, wpm: float) -> None:
        """Words a minute, pauses counted; the ratio follows the text, past ``FASTEST`` if need be.

        Not for files.
        """
        ...

    def set_voice(self, voice: str) -> None:
        """Speak with this one from here on; an unknown one tells ``Failed`` and changes nothing."""
        ...

    def set_volume(self, volume: float) -> None:
        """0–1; at 0 all goes on in time, unheard: paced silent reading."""
        ...

    def set_silence(self, floor_ms: float | None) -> None:
        """Shorten pauses inside the sound to this length; None leaves them (the default)."""
        ...

    def set_delay(self, ms: float) -> None:
        """Tell words this much later than the device is thought to sound them: the offset."""
        ...

    def release(self) -> None:
        """Fall silent, forget what is loaded and tell nothing more."""
        ...


class Metronome(Protocol):
    """A click by sample count. One owner at a time; a newer one silences the older."""

    def start(self, tempo: Tempo, *, volume: float = 1.0) -> None:
        """Click from now on, from the first beat of bar 0."""
        ...

    def change(self, tempo: Tempo) -> None:
        """Take effect at the next bar."""
        ...

    def stop(self) -> None:
        """Fall silent at once."""
        ...


class Sound(Protocol):
    """All that sounds. Behind ``app.sound``."""

    def device(self) -> Device:
        """Where sound goes now."""
        ...

    def watch(self, told: Callable[[Device], None]) -> Cancel:
        """Be told when that changes."""
        ...

    def wake(self) -> None:
        """Something will sound before long: be ready for it. Sounds nothing."""
        ...

    def voice(self, owner: str, told: Told) -> VoiceLane:
        """A hold on the voice; starts nothing. Keep it as long as you like.

        Args:
            owner: A feature's id; given to others in ``Displaced``.
            told: Gets every event of this hold.
        """
        ...

    def metronome(self, owner: str, told: Callable[[Beat], None]) -> Metronome:
        """A hold on the click; starts nothing."""
        ...

    def cue(self, name: str, *, volume: float = 1.0, file: Path | None = None) -> None:
        """Sound a cue now, above whatever else sounds.

        Args:
            name: One of ``CUES``; it is also what sounds if ``file`` cannot be read.
            volume: 0–1.
            file: The user's own sound, at most ten seconds of it.
        """
        ...

    def ambient(self, kind: str, *, volume: float = 0.5) -> None:
        """Sound one of ``AMBIENT`` in the background, 12 dB softer under the voice; "" ends it."""
        ...

    def voices(self, done: Callable[[Sequence[Voice]], None]) -> None:
        """Ask which voices can speak here; those in files of the user's own are not among them."""
        ...

    def check_voice(
        self, path: Path, done: Callable[[Voice], None], failed: Callable[[Failed], None]
    ) -> None:
        """See whether a voice file can speak; its ``id`` goes into ``set_voice``."""
        ...

    def check_file(
        self, path: Path, done: Callable[[SoundFile], None], failed: Callable[[Failed], None]
    ) -> None:
        """See whether a sound file can be played."""
        ...
