"""The one place that reads the real clock here: sound runs on real time, not on the person's."""

import time


def now() -> float:
    """Seconds that never step back."""
    return time.monotonic()  # noqa: TID251 - a device and a pipe know no injected clock
