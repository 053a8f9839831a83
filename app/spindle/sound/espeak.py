"""eSpeak NG in this process: PCM and exact word times in one call.

pyttsx3 brings the binding. Its own loop is not used, for it loses utterances and crashes; its
module of plain C calls is private, hence the exact pin and a guard among the tests. On Linux the
library comes with a wheel of its own, and the system's is the second choice.
"""

import ctypes
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from spindle.core.sound_events import Voice
from spindle.sound.engine import NO_ENGINE, NO_VOICE, NOT_SPOKEN, Cancelled, CancelledError
from spindle.sound.engine import SoundError as _SoundError
from spindle.sound.speech import Speech, trimmed
from spindle.sound.word_map import word_times

WPM: Final = 175
_BUFFER_MS: Final = 50
_DONT_EXIT: Final = 0x8000  # without it a missing data file ends the whole process
_UTF8: Final = 1
_IPA: Final = 2
_MOST_CALLS: Final = 400
_FULL_SCALE: Final = 32768.0
# Languages that the library knows by a narrower or a newer code.
_ALIASES: Final = {"zh": "cmn", "no": "nb", "iw": "he", "in": "id", "tl": "fil", "mo": "ro"}


class Espeak:
    """One voice of eSpeak NG. The library is one for the process: use one thread."""

    patience: float = 5.0

    def __init__(self, name: str) -> None:
        """Load the library if need be.

        Raises:
            SoundError: No library, or no such voice.
        """
        self._es, self.rate = library()
        self._name = _found(self._es, name)
        self._use()
        self.voice = Voice(id=f"espeak:{name}", name=name, language=name, engine="espeak")
        self.wpm = 186.0

    def speak(self, text: str, cancelled: Cancelled) -> Speech:
        """Speak a text of at most a sentence; aborts within milliseconds when cancelled."""
        self._use()
        chunks: list[bytes] = []
        events: list[tuple[int, int]] = []
        es = self._es

        def collect(wav: Any, count: int, told: Any) -> int:
            # An exception in here would be taken for "go on".
            if cancelled():
                return 1
            if count > 0 and wav:
                chunks.append(ctypes.string_at(wav, 2 * count))
            index = 0
            while told[index].type != es.EVENT_LIST_TERMINATED:
                event = told[index]
                index += 1
                if event.type == es.EVENT_WORD:
                    events.append((event.text_position - 1, event.sample))
            return 0

        es.SetSynthCallback(collect)
        clean = text.replace("\0", " ").encode("utf-8", "replace")
        code = es.Synth(clean, flags=es.CHARS_UTF8 | es.ENDPAUSE)
        if cancelled():
            raise CancelledError
        if code != es.EE_OK:
            raise _SoundError(NOT_SPOKEN)
        samples = np.frombuffer(b"".join(chunks), "<i2").astype(np.float32) / np.float32(
            _FULL_SCALE
        )
        return trimmed(
            Speech(samples=samples, rate=self.rate, words=word_times(text, events, len(samples)))
        )

    def _use(self) -> None:
        self._es.SetVoiceByName(self._name)
        self._es.SetParameter(self._es.RATE, WPM, 0)


@cache
def library() -> tuple[Any, int]:
    """The C calls of the library and its sample rate.

    Raises:
        SoundError: There is no such library on this machine.
    """
    _preload()
    try:
        from pyttsx3.drivers import _espeak  # noqa: PLC0415 - loads the library on import
    except (ImportError, RuntimeError, OSError):
        raise _SoundError(NO_ENGINE) from None
    rate = _espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, _BUFFER_MS, None, _DONT_EXIT)
    if rate <= 0:
        raise _SoundError(NO_ENGINE)
    return _espeak, rate


def voices() -> list[Voice]:
    """Those of the library, one for each language and accent.

    Raises:
        SoundError: There is no such library.
    """
    es, _ = library()
    return [
        Voice(id=f"espeak:{language}", name=name, language=language, engine="espeak")
        for language, name, file in _listed(es)
        if es.SetVoiceByName(file) == es.EE_OK and ipa(es, "a")
    ]


def _listed(es: Any) -> list[tuple[str, str, bytes]]:
    """Language, name and file of each voice."""
    found = []
    for each in es.ListVoices(None):
        # The first byte is a priority, then the language, closed by a zero.
        language = bytes(each.languages or b"")[1:].decode("utf-8", "replace")
        name = each.name.decode("utf-8", "replace").strip()
        if language and name:
            found.append((language, name, bytes(each.identifier)))
    return found


def _found(es: Any, name: str) -> bytes:
    """What the library calls a voice: it does not know all by the languages it lists."""
    files = {language: file for language, _, file in _listed(es)}
    language = name.partition("-")[0]
    for each in (name, _ALIASES.get(language, language)):
        clean = each.encode("utf-8", "replace").replace(b"\0", b"?")
        for called in (clean, files.get(each, b"")):
            if called and es.SetVoiceByName(called) == es.EE_OK and ipa(es, "a"):
                return called
    raise _SoundError(NO_VOICE, voice=name)


def ipa(es: Any, clause: str) -> str:
    """How the present voice says something; nothing if it lacks its dictionary."""
    data = ctypes.create_string_buffer(clause.replace("\0", " ").encode("utf-8", "replace"))
    place = ctypes.c_void_p(ctypes.addressof(data))
    say = es.dll.espeak_TextToPhonemes
    say.restype = ctypes.c_char_p
    found: list[str] = []
    # The library reads as much as it likes and moves the place on, at last to nowhere.
    while place.value is not None and len(found) < _MOST_CALLS:
        sounds = say(ctypes.byref(place), _UTF8, _IPA) or b""
        found.append(_plain(sounds.decode("utf-8", "replace").strip()))
    return " ".join(each for each in found if each)


def _plain(sounds: str) -> str:
    """Without the marks of a change of language, such as ``(en)``."""
    while (start := sounds.find("(")) >= 0 and (end := sounds.find(")", start)) >= 0:
        sounds = sounds[:start] + sounds[end + 1 :]
    return sounds


def _preload() -> None:
    """Let the library of the wheel be the one that is found by its name."""
    if sys.platform != "linux":
        return
    with suppress(ImportError, OSError):
        import espeakng_loader  # noqa: PLC0415 - on Linux only

        ctypes.CDLL(espeakng_loader.get_library_path())
        data = Path(espeakng_loader.get_data_path()).parent
        os.environ.setdefault("ESPEAK_DATA_PATH", str(data))
