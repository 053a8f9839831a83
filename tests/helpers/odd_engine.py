"""A sound process whose engine hangs, fails or crashes when it reads such a word."""

ODD_ENGINE = """
import sys, time
import numpy as np
from spindle.core.sound_events import Voice
from spindle.sound import engines, studio
from spindle.sound.engine import SoundError, NOT_SPOKEN
from spindle.sound.speech import Speech
from spindle.sound.word_map import estimated

class Engine:
    voice = Voice(id="espeak:en-us", name="", language="", engine="espeak")
    rate, wpm, patience = 22050, 180.0, 0.3
    def speak(self, text, cancelled):
        if "hang" in text:
            while True:
                pass
        if "fail" in text:
            raise SoundError(NOT_SPOKEN)
        if "bug" in text:
            raise KeyError(text)
        if "crash" in text:
            import ctypes
            ctypes.string_at(0)
        sound = np.full(2205, 0.1, np.float32)
        return Speech(samples=sound, rate=22050, words=estimated(text, 2205))

studio.Studio.__init__.__defaults__ = (lambda voice: Engine(),)
from spindle.sound.__main__ import main
main(["--silent"])
"""
