"""The name of the zone the user's machine is set to."""

import os
import sys
import time
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from spindle.adapters import hands
from spindle.core.clock import SECOND

LINK: Final = Path("/etc/localtime")
_WINDOWS_LOOK: Final = 30 * SECOND


def signature() -> tuple[object, ...]:
    """Something cheap that is different once the machine's zone was changed."""
    named = os.environ.get("TZ")
    if sys.platform == "win32":
        return named, hands.boot() // _WINDOWS_LOOK
    try:
        status = LINK.lstat()
    except OSError:
        return (named,)
    return named, status.st_ino, status.st_mtime_ns


def local_zone() -> str:
    """The IANA name, for example ``Europe/Berlin``; ``UTC`` where nothing tells.

    A set ``TZ`` wins, then the link the system keeps (no import, 20 µs), then tzlocal, which
    knows the other ways of Linux, Windows and macOS.
    """
    if hasattr(time, "tzset"):
        time.tzset()  # Qt and the C library shall show the same hour
    for name in (_of_environment(), _of_link()):
        if name and is_zone(name):
            return name
    return _of_tzlocal()


def is_zone(name: str) -> bool:
    """Whether there are rules for a zone of this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _of_environment() -> str:
    return os.environ.get("TZ", "").removeprefix(":")


def _of_link() -> str:
    if os.environ.get("TZ"):
        return ""
    try:
        target = str(LINK.readlink())
    except OSError:
        return ""
    _, found, name = target.partition("zoneinfo/")
    return name.removeprefix("posix/").removeprefix("right/") if found else ""


def _of_tzlocal() -> str:
    import tzlocal  # noqa: PLC0415 - 17 ms, and the link nearly always tells

    try:
        name = str(tzlocal.reload_localzone())
    except (LookupError, ValueError, OSError):
        return "UTC"
    return name if is_zone(name) else "UTC"
