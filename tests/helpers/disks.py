"""Disks that only one program sees, and that go with it: small ones, and ones nobody may write to.

Each function gives the words to put before a command. Mounting in a name space of its own needs no
rights on most systems, and none at all for root.
"""

import subprocess
from functools import cache
from pathlib import Path

NOT_HERE = "this system lets nobody mount in a name space"


def small(folder: Path, kilobytes: int) -> tuple[str, ...]:
    """An empty disk of that size in place of a folder."""
    return _after('mount -t tmpfs -o size="$1"k small "$0"', folder, str(kilobytes))


def read_only(folder: Path) -> tuple[str, ...]:
    """A folder as it is, which nobody may write to."""
    return _after('mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"', folder, "-")


def nobody() -> tuple[str, ...]:
    """A user of whom the system knows neither name nor home."""
    return "unshare", "--user", "--map-user=54321"


@cache
def can_mount() -> bool:
    """Whether this system lets us."""
    done = subprocess.run([*_space(), "true"], capture_output=True, check=False)
    return done.returncode == 0


def _after(mount: str, folder: Path, size: str) -> tuple[str, ...]:
    return *_space(), "sh", "-c", f'{mount} && shift && exec "$@"', str(folder), size


def _space() -> tuple[str, ...]:
    return "unshare", "--user", "--map-root-user", "--mount"
