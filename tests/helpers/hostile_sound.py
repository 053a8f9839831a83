"""A sound process that is quick to speak, and writes garbage when it is told to."""

import os
import signal
import sys
from pathlib import Path
from random import Random
from typing import Final

from spindle.core.sound_events import At, Finished
from spindle.sound.protocol import Told, line_of

_PROGRAM: Final = """
import os, signal, sys
import numpy as np
from spindle.core.sound_events import Voice
from spindle.sound import studio
from spindle.sound.speech import Speech
from spindle.sound.word_map import estimated

class Engine:
    voice = Voice(id="espeak:en-us", name="", language="en-us", engine="espeak")
    rate, wpm, patience = 22050, 1200.0, 5.0
    def speak(self, text, cancelled):
        sound = np.full(round(22050 * 0.05 * len(text.split())), 0.1, np.float32)
        return Speech(samples=sound, rate=22050, words=estimated(text, len(sound)))

reports = os.dup(1)  # what is printed goes elsewhere, so it is written past that

def spoil(*_):
    with open(sys.argv[1], "rb") as garbage:
        os.write(reports, garbage.read())

signal.signal(signal.SIGUSR1, spoil)
studio.Studio.__init__.__defaults__ = (lambda voice: Engine(),)
from spindle.sound.__main__ import main
main(["--silent"])
"""

_GARBAGE: Final = (
    b'{"kind": garbage\n',
    b"\xff\xfe\x00\x80\n",
    b"\n",
    b'{"kind":"Told","turn":1\n',
    b'{"kind":"Told","turn":"one","event":null}\n',
    b'{"kind":"Pong","number":NaN}\n',
    b"[" * 10_000 + b"\n",
    b"Segmentation fault, core dumped" + b"\n",
)
_WELL_FORMED: Final = (
    Told(turn=10**6, event=Finished("0.0")),
    Told(turn=0, event=At(utterance="9.9", start=0, end=1, ms=5.0, playing=True)),
)
"""Sensible by their form, and about what nobody has loaded."""


class Hostile:
    """What starts the process, and what befalls it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._garbage = folder / "garbage"
        program = folder / "program.py"
        program.write_text(_PROGRAM, "utf-8")
        self.command = (sys.executable, str(program), str(self._garbage))

    def befall(self, pid: int, how: str, chance: Random) -> None:
        """Kill it, hang it, or let it write garbage."""
        assert pid > 0  # 0 would be ourselves
        if how == "kill":
            os.kill(pid, signal.SIGKILL)
        elif how == "hang":
            os.kill(pid, signal.SIGSTOP)
        else:
            strangers = b"".join(line_of(each) for each in _WELL_FORMED)
            self._garbage.write_bytes(strangers + chance.choice(_GARBAGE))
            os.kill(pid, signal.SIGUSR1)
