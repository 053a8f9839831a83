"""Rehearsal in the mind, of any kind: timed and counted apart, never a success or a failure.

Its volume counts at three tenths of a real repetition, in charts of volume and nowhere else.
"""

from typing import Final

from spindle.features.drill.kinds.kind import Given, Judged
from spindle.features.drill.kinds.settling import milliseconds

CREDIT: Final = 0.3
"""What one counts for in charts of volume: .51 / 1.78, the effects of mental and real practice."""
_VIVID: Final = 5


def rehearsed(given: Given) -> Judged:
    """What a rehearsal came to.

    Given: ``seconds``, ``taps_ms`` (a key for each step), ``vividness`` 1–5, ``perspective``
    ("inside" or "outside"), and ``real_s``, how long the real thing usually takes, if known.
    """
    seconds = milliseconds(given.get("seconds")) or 0.0
    real = milliseconds(given.get("real_s"))
    vivid = given.get("vividness")
    known = isinstance(vivid, int) and 1 <= vivid <= _VIVID
    taps = given.get("taps_ms")
    side = given.get("perspective")
    return Judged(
        outcome=None,
        score=0.0,
        payload={
            "outcome": None,
            "seconds": seconds,
            "taps_ms": [tap for tap in taps if milliseconds(tap) is not None]
            if isinstance(taps, list)
            else [],
            "vividness": vivid if known else None,
            "perspective": side if side in {"inside", "outside"} else None,
            "ratio": round(seconds / real, 4) if real and seconds else None,
        },
    )
