"""The machine's own counters in whole microseconds, read nowhere else.

``awake`` stops while the machine is suspended, ``boot`` runs on; neither goes back.
"""

import sys
import time


def wall() -> int:
    """Microseconds since 1970 in UTC, as set on this machine."""
    return time.time_ns() // 1000


if sys.platform == "win32":
    import ctypes

    def awake() -> int:
        """Microseconds without the time in sleep."""
        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value // 10

    def boot() -> int:
        """Microseconds with the time in sleep, in steps of about 15 ms."""
        count = ctypes.windll.kernel32.GetTickCount64
        count.restype = ctypes.c_ulonglong
        return int(count()) * 1000

elif sys.platform == "darwin":

    def awake() -> int:
        """Microseconds without the time in sleep."""
        return time.clock_gettime_ns(time.CLOCK_UPTIME_RAW) // 1000

    def boot() -> int:
        """Microseconds with the time in sleep."""
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000

else:

    def awake() -> int:
        """Microseconds without the time in suspend."""
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000

    def boot() -> int:
        """Microseconds with the time in suspend."""
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
