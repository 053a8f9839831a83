"""What is said on the pipes of the sound process: one JSON message a line.

Commands go in by stdin, reports come out by stdout. ``turn`` numbers what is loaded (and each
metronome): a report of an older turn is about what nobody waits for any more. The end of stdin
ends the process.
"""

import sys
from dataclasses import dataclass
from typing import Final

from spindle.core.sound_events import Beat, Device, Failed, SoundFile, Voice, VoiceEvent
from spindle.core.sound_port import Tempo, Utterance
from spindle.sound.messages import LONGEST, GarbageError, line_of, message_of

__all__ = ["LONGEST", "GarbageError", "line_of", "process", "read_command", "read_report"]

FROZEN_FLAG: Final = "--sound-process"
CHECK_VOICE: Final = "--check-voice"
"""Followed by a file: the process answers whether that is a voice, and ends."""


def process(*arguments: str) -> tuple[str, ...]:
    """What starts the sound process.

    Args:
        arguments: Nothing for the process that obeys commands; see ``sound.__main__``.
    """
    if getattr(sys, "frozen", False):
        return (sys.executable, FROZEN_FLAG, *arguments)
    # -P: a stray numpy.py in the folder it is started from is not ours.
    return (sys.executable, "-P", "-X", "utf8", "-m", "spindle.sound", *arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Replace what is loaded; rest at ``ms`` of the utterance ``at``."""

    turn: int
    utterances: tuple[Utterance, ...]
    at: str = ""
    ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Append:
    """Add to the end."""

    turn: int
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadFile:
    """Replace what is loaded by a sound file; rest at ``ms``."""

    turn: int
    path: str
    ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """Go on."""

    one: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Rest."""

    fade: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seek:
    """Go to a character, or to ``ms`` if it is not None."""

    utterance: str
    char: int = 0
    ms: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """Go forward or back in source time."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """The voice's: a ratio, or words a minute if that is not None."""

    ratio: float = 1.0
    wpm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UseVoice:
    """Speak with this one."""

    voice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """How the voice sounds: loudness, pauses kept (ms, or None: all), reports later by (ms)."""

    volume: float = 1.0
    floor_ms: float | None = None
    delay_ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """Start the metronome; without a tempo, stop it."""

    turn: int
    tempo: Tempo | None
    volume: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeClick:
    """Another tempo from the next bar on."""

    tempo: Tempo


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Sound it now."""

    name: str
    volume: float = 1.0
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambient:
    """The background; an empty kind ends it."""

    kind_of: str
    volume: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class AskVoices:
    """Answered by ``Voices``."""

    ask: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckVoice:
    """Answered by ``VoiceChecked``."""

    ask: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFile:
    """Answered by ``FileChecked``."""

    ask: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ping:
    """Answered by ``Pong``."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something happened to what is loaded."""

    turn: int
    event: VoiceEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Trying:
    """An engine is about to speak this; should the process end now, it was that.

    Without an utterance: it has spoken, and none is at fault for what comes now.
    """

    turn: int
    utterance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clicked:
    """A beat is heard."""

    turn: int
    beat: Beat


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceIs:
    """Where sound goes from now on."""

    device: Device


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Those that can speak here."""

    ask: int
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceChecked:
    """A voice, or why it is none."""

    ask: int
    voice: Voice | None
    failed: Failed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChecked:
    """A sound file, or why it is none."""

    ask: int
    file: SoundFile | None
    failed: Failed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pong:
    """The process is well."""

    number: int


Command = (
    Load | Append | LoadFile | Play | Pause | Seek | Skip | Speed | UseVoice | Lane | Click
    | ChangeClick | Cue | Ambient | AskVoices | CheckVoice | CheckFile | Ping
)  # fmt: skip
Report = Told | Trying | Clicked | DeviceIs | Voices | VoiceChecked | FileChecked | Pong

_COMMANDS: Final = (
    Load, Append, LoadFile, Play, Pause, Seek, Skip, Speed, UseVoice, Lane, Click,
    ChangeClick, Cue, Ambient, AskVoices, CheckVoice, CheckFile, Ping,
)  # fmt: skip
_REPORTS: Final = (Told, Trying, Clicked, DeviceIs, Voices, VoiceChecked, FileChecked, Pong)


def read_command(line: bytes) -> Command:
    """A line of stdin.

    Raises:
        GarbageError: It is no command.
    """
    return message_of(line, _COMMANDS)  # type: ignore[return-value]  # of those classes


def read_report(line: bytes) -> Report:
    """A line of stdout.

    Raises:
        GarbageError: It is no report.
    """
    return message_of(line, _REPORTS)  # type: ignore[return-value]  # of those classes
