"""What the sound process tells whoever uses it: past-tense records, told in the GUI thread."""

from dataclasses import dataclass
from enum import StrEnum


class Device(StrEnum):
    """Where sound goes.

    ``ASLEEP``: nothing was asked yet, nothing runs. ``SILENT``: there is no sound device; all
    runs on time, unheard, until one is there.
    """

    ASLEEP = "asleep"
    HEARD = "heard"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where the voice is.

    Told at each new word as it is heard, four times a second, and after every ``play``,
    ``pause``, ``seek`` and ``skip``.

    Attributes:
        utterance: Its id; empty while a file plays.
        start, end: The word's span in the utterance's text, in code points; both 0 in a file.
        ms: Source time in the utterance (at speed 1), or in the file. Given to ``seek`` it is
            the same place again within 50 ms.
        playing: False once the voice rests here.
    """

    utterance: str
    start: int
    end: int
    ms: float
    playing: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """An utterance was heard to its end."""

    utterance: str


@dataclass(frozen=True, slots=True)
class Ended:
    """All that was loaded has been heard; the voice rests at the end."""


@dataclass(frozen=True, slots=True)
class Displaced:
    """A newer owner took the voice; this one rests where it was and may ``play`` again.

    Attributes:
        by: The newer owner.
    """

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paced:
    """The speed in force, told when it changes; what is counted, at most once a second.

    Attributes:
        ratio: Times the voice's own speed.
        wpm: Words a minute, pauses counted: those that began in the minute before a word; before a
            minute was heard at this speed, what the text around comes to. 0 if unknown.
    """

    ratio: float
    wpm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Something could not be spoken or opened; what remains goes on.

    Attributes:
        sentence: What happened; marked in the context ``sound``.
        utterance: Which one was left out, or empty.
        facts: What to fill into the sentence's braces.
    """

    sentence: str
    utterance: str = ""
    facts: tuple[tuple[str, str], ...] = ()


VoiceEvent = At | Finished | Ended | Displaced | Paced | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """A click of the metronome as it is heard (or would be, in a muted bar).

    Attributes:
        bar: 0 at ``start``, counted on through changes of tempo.
        beat: 0 for the first of a bar.
        heard: False in a muted bar.
        bpm: In force in this bar.
    """

    bar: int
    beat: int
    heard: bool
    bpm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice that can be chosen.

    Attributes:
        id: ``espeak:en-us``, ``piper:/home/…/voice.onnx`` …
        name: As its maker calls it.
        language: BCP 47, such as ``en-us``; empty if unknown.
        engine: ``espeak``, ``piper`` or ``system``.
        exact: Word times are exact; else estimated.
    """

    id: str
    name: str
    language: str
    engine: str
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundFile:
    """A sound file that can be played.

    Attributes:
        seconds: Its length.
        rate: Samples a second.
        channels: 1 or more; they are mixed into one.
    """

    seconds: float
    rate: int
    channels: int
