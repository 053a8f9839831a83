"""A tone that rises steadily: its pitch on a tape tells which place of it is heard."""

from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from spindle.sound.speech import Samples
from tests.helpers.sound_server import RATE as TAPE_RATE
from tests.helpers.tones import RATE, chirp

LOW: Final = 300.0
HIGH: Final = 3000.0
LONG_S: Final = 40.0


def rising(path: Path) -> Path:
    """Write the tone, ``LONG_S`` seconds of it, into a file."""
    soundfile.write(path, chirp(LONG_S, LOW, HIGH), RATE, subtype="FLOAT")
    return path


def places(sound: Samples) -> tuple[Samples, Samples]:
    """Seconds on the tape, and the second of the rising tone that is heard there."""
    size, step = 1024, 256
    window = np.hanning(size)
    starts = np.arange(0, len(sound) - size, step)
    hertz = np.zeros(len(starts))
    for row, start in enumerate(starts):
        spectrum = np.abs(np.fft.rfft(sound[start : start + size] * window, 8 * size))
        hertz[row] = np.argmax(spectrum) * TAPE_RATE / (8 * size)
    seconds = (starts + size / 2) / TAPE_RATE
    known = hertz > LOW - 20
    heard = (hertz - LOW) / (HIGH - LOW) * LONG_S
    return seconds[known].astype(np.float32), heard[known].astype(np.float32)


def bend(seconds: Samples, track: Samples, at: float, before: float, after: float) -> float:
    """Seconds from ``at`` to where the track's slope changes from ``before`` to ``after``."""
    first = (seconds > at - 0.6) & (seconds < at)
    second = (seconds > at + 0.3) & (seconds < at + 0.9)
    start = float(np.median(track[first] - before * seconds[first]))
    end = float(np.median(track[second] - after * seconds[second]))
    return (start - end) / (after - before) - at
