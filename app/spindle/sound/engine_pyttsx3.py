"""The voices that Windows and macOS bring, through pyttsx3; word times are estimated.

Written from pyttsx3's sources and not yet run on those systems. Its own player is not used: each
sentence is saved to a file and read back.
"""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final

import soundfile

from spindle.core.sound_events import Voice
from spindle.sound.engine import NO_ENGINE, NO_VOICE, NOT_SPOKEN, Cancelled, CancelledError
from spindle.sound.engine import SoundError as _SoundError
from spindle.sound.speech import Speech, trimmed
from spindle.sound.word_map import estimated

WPM: Final = 175


class SystemVoice:
    """One voice of the system. The thread that made it, and no other, may use it."""

    patience = 20.0
    wpm = 175.0

    def __init__(self, name: str) -> None:
        """Without a name, the system's own choice.

        Raises:
            SoundError: There is no engine, or no such voice.
        """
        self._engine = _engine()
        known = {each.id: each for each in self._engine.getProperty("voices")}
        if name and name not in known:
            raise _SoundError(NO_VOICE, voice=name)
        if name:
            self._engine.setProperty("voice", name)
        self._engine.setProperty("rate", WPM)
        self.voice = _described(known[name]) if name else _nameless()
        self.rate = self.speak("a", lambda: False).rate

    def speak(self, text: str, cancelled: Cancelled) -> Speech:
        """Speak a sentence into a file and read that."""
        try:
            with tempfile.TemporaryDirectory(prefix="spindle-voice-") as folder:
                path = str(Path(folder) / "sentence.wav")
                self._engine.save_to_file(text.replace("\0", " ") or " ", path)
                self._engine.runAndWait()
                samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
        except Exception:  # noqa: BLE001 - drivers raise what their systems give them
            raise _SoundError(NOT_SPOKEN) from None
        if cancelled():
            raise CancelledError
        mono = samples.mean(axis=1)
        speech = trimmed(Speech(samples=mono, rate=int(rate), words=()))
        return Speech(
            samples=speech.samples, rate=speech.rate, words=estimated(text, len(speech.samples))
        )


def voices() -> list[Voice]:
    """Those of the system; none if there is no engine."""
    try:
        return [_described(each) for each in _engine().getProperty("voices")]
    except _SoundError:
        return []


@cache
def _engine() -> Any:
    try:
        import pyttsx3  # noqa: PLC0415 - loads a driver of the system

        return pyttsx3.init()
    except Exception:  # noqa: BLE001 - drivers raise what their systems give them
        raise _SoundError(NO_ENGINE) from None


def _described(voice: Any) -> Voice:
    languages = [str(each) for each in (voice.languages or [])]
    language = languages[0].replace("_", "-").lower() if languages else ""
    return Voice(
        id=f"system:{voice.id}",
        name=str(voice.name),
        language=language,
        engine="system",
        exact=False,
    )


def _nameless() -> Voice:
    return Voice(id="system:", name="", language="", engine="system", exact=False)
