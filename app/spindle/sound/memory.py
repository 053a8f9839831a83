"""What was freed goes back to the system."""

import ctypes
import sys


def give_back() -> None:
    """Let go of the free memory between what is held.

    The GNU C library keeps it: sentences come and go in sizes that never fit the gaps of those
    before, and over eight hours 25 MB of gaps were counted. Other libraries give it back
    themselves. Takes a millisecond or two.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
