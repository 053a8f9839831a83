"""Which engine a voice belongs to."""

import sys
from pathlib import Path
from typing import Final

from spindle.core.sound_events import Voice
from spindle.sound.engine import NO_VOICE, Engine, SoundError

ESPEAK: Final = "espeak:"
PIPER: Final = "piper:"
SYSTEM: Final = "system:"


def opened(voice: str) -> Engine:
    """The engine of a voice, ready to speak.

    Raises:
        SoundError: It is not on this computer, or its file is broken.
    """
    if voice.startswith(PIPER):
        from spindle.sound.piper import Piper  # noqa: PLC0415 - an optional extra

        return Piper(Path(voice.removeprefix(PIPER)))
    if voice.startswith(SYSTEM) and sys.platform != "linux":
        return _system(voice.removeprefix(SYSTEM))
    if voice.startswith(ESPEAK):
        return _espeak(voice.removeprefix(ESPEAK))
    raise SoundError(NO_VOICE, voice=voice)


def voices() -> list[Voice]:
    """All that can speak here without a file of the user's own."""
    from spindle.sound import espeak, piper  # noqa: PLC0415 - each loads a library

    found: list[Voice] = []
    try:
        found += espeak.voices()
    except SoundError:
        if sys.platform != "linux":
            from spindle.sound import engine_pyttsx3  # noqa: PLC0415 - loads a library

            found += engine_pyttsx3.voices()
    return found + piper.installed()


def _espeak(name: str) -> Engine:
    from spindle.sound.espeak import Espeak  # noqa: PLC0415 - loads the library

    try:
        return Espeak(name)
    except SoundError:
        if sys.platform == "linux":
            raise
        # Windows and macOS bring voices of their own, and rarely eSpeak NG.
        return _system("")


def _system(name: str) -> Engine:
    from spindle.sound.engine_pyttsx3 import SystemVoice  # noqa: PLC0415 - loads a library

    return SystemVoice(name)
