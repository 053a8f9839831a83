"""Long pauses inside a recording, and what of them may be left out."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from spindle.sound.speech import Samples

_FRAME_S: Final = 0.010
_ABOVE_FLOOR: Final = 10 ** (8 / 20)
_NEVER_QUIETER: Final = 0.0005  # −66 dB: below this all is silence
_NEVER_LOUDER: Final = 0.02  # −34 dB: above this nothing is
_MARGIN_S: Final = 0.004
SHORTEST_S: Final = 0.150


def cuts(samples: Samples, rate: int, keep: float) -> NDArray[np.float64]:
    """Rows of (from, to), in samples, of what to leave out.

    Pauses longer than 150 ms (or than ``keep``) shrink to ``keep`` seconds, cut in their middle.

    Args:
        samples: Mono.
        rate: Samples a second.
        keep: Seconds that stay of each.
    """
    frame = max(1, round(_FRAME_S * rate))
    count = len(samples) // frame
    if count == 0:
        return np.zeros((0, 2))
    frames = samples[: count * frame].reshape(count, frame)
    loudness = np.sqrt(np.mean(frames.astype(np.float64) ** 2, axis=1))
    quiet = loudness < _threshold(loudness)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], quiet, [False])).astype(np.int8)))
    runs = edges.reshape(-1, 2) * frame
    longest = max(SHORTEST_S, keep + 2 * _MARGIN_S) * rate
    runs = runs[runs[:, 1] - runs[:, 0] > longest]
    half = (keep / 2 + _MARGIN_S) * rate
    return np.stack([runs[:, 0] + half, runs[:, 1] - half], axis=1)


def _threshold(loudness: NDArray[np.float64]) -> float:
    floor = float(np.percentile(loudness, 20)) * _ABOVE_FLOOR
    return min(max(floor, _NEVER_QUIETER), _NEVER_LOUDER)
