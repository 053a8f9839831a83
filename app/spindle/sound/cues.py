"""Short sounds that say that something begins, ends, is right or is not."""

from typing import Final

import numpy as np

from spindle.sound.speech import Samples

_GAP_S: Final = 0.11
_LENGTH_S: Final = 0.9
# Notes (Hz) one after the other, loudness, seconds to die away.
_NOTES: Final[dict[str, tuple[tuple[float, ...], float, float]]] = {
    "tick": ((1760.0,), 0.3, 0.008),
    "begin": ((523.25, 783.99), 0.25, 0.20),
    "end": ((783.99, 523.25, 392.0), 0.25, 0.28),
    "right": ((659.26, 880.0), 0.2, 0.10),
    "wrong": ((220.0, 196.0), 0.25, 0.12),
}


def cue(name: str, rate: int) -> Samples:
    """One of ``CUES``; the tick for any other word."""
    notes, loudness, decay = _NOTES.get(name, _NOTES["tick"])
    sound = np.zeros(round((_LENGTH_S + _GAP_S * len(notes)) * rate), np.float32)
    time = np.arange(round(_LENGTH_S * rate)) / rate
    rise = np.minimum(1.0, time / 0.002)
    for number, pitch in enumerate(notes):
        partials = (np.sin(2 * np.pi * pitch * k * time) / k**2 for k in (1, 2, 3))
        note = loudness * rise * np.exp(-time / decay) * sum(partials)
        start = round(number * _GAP_S * rate)
        sound[start : start + len(note)] += note.astype(np.float32)
    return sound
