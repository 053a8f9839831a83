"""Rehearsal in the mind, of any kind: timed and counted apart, never a success or a failure.

Three fields of any spec are about it: ``script``, what is gone through; ``perspective``, inside or
outside; ``target_s``, how long it is meant to take.
"""

from dataclasses import dataclass
from typing import Final

from spindle.features.drill.kinds import reading
from spindle.features.drill.kinds.kind import Given, Judged, Spec
from spindle.features.drill.kinds.settling import milliseconds

OWN_WORDS: Final = frozenset({"script", "perspective", "target_s"})
INSIDE: Final = "inside"
OUTSIDE: Final = "outside"
_VIVID: Final = 5
_LONGEST_S: Final = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What a spec says of going through it in the mind.

    Attributes:
        script: What is gone through; empty for the item itself.
        perspective: ``INSIDE``, through one's own eyes, or ``OUTSIDE``, watching oneself.
        target_s: How long it is meant to take; 0 for as long as the real thing.
    """

    script: str = ""
    perspective: str = INSIDE
    target_s: float = 0.0


def read_rehearsal(spec: Spec) -> Rehearsal:
    """Read the three fields.

    Raises:
        SpecError: One cannot be read.
    """
    return Rehearsal(
        script=reading.text(spec, "script"),
        perspective=reading.choice(spec, "perspective", (INSIDE, OUTSIDE)),
        target_s=reading.number(spec, "target_s", 0, least=0, most=_LONGEST_S),
    )


def rehearsed(given: Given) -> Judged:
    """What a rehearsal came to.

    Given: ``seconds``, ``taps_ms`` (a key for each step), ``vividness`` 1–5, ``perspective``,
    ``target_s``, and ``real_s``, how long the real thing usually takes, if known.
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
            "perspective": side if side in {INSIDE, OUTSIDE} else None,
            "target_s": milliseconds(given.get("target_s")) or None,
            "ratio": round(seconds / real, 4) if real and seconds else None,
        },
    )
