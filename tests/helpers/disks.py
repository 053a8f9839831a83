"""Disks that only one program sees, and that go with it: small ones, and ones nobody may write to.

Each function gives the words to put before a command, which then runs in a name space of its own.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

NOT_HERE: Final = "this system lets nobody mount in a name space"

NOT_BY_YOU: Final = "only root can mount a disk for the tests themselves"

# Root's own, then root's inside a changed root, then anybody's.
_SPACES: Final = (
    ("unshare", "--mount"),
    ("unshare", "--mount", "--propagation", "unchanged"),
    ("unshare", "--user", "--map-root-user", "--mount"),
)


def small(folder: Path, kilobytes: int) -> tuple[str, ...]:
    """An empty disk of that size in place of a folder."""
    return _after(f'mount -t tmpfs -o size={kilobytes}k small "$0"', folder)


def read_only(folder: Path) -> tuple[str, ...]:
    """A folder as it is, which nobody may write to."""
    return _after('mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"', folder)


def nameless() -> tuple[str, ...]:
    """A system that knows no user by name, and so nobody's home."""
    others = Path("/etc/nsswitch.conf")  # who else is asked for names; systemd always knows root
    also = f" && mount --bind /dev/null {others}" if others.exists() else ""
    return _after(f'mount --bind /dev/null "$0"{also}', Path("/etc/passwd"))


@contextmanager
def mounted(disk: Path, kilobytes: int) -> Iterator[str]:
    """An empty disk of that size in place of a folder, for this very process.

    Yields:
        Why there is none; empty where there is one. What an ordinary user's machine does on a
        full disk is tested with `small`, in the program.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        yield NOT_BY_YOU
        return
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(disk)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        yield NOT_HERE
        return
    try:
        yield ""
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def can_mount() -> bool:
    """Whether this system lets us."""
    return bool(_space())


def _after(mount: str, place: Path) -> tuple[str, ...]:
    return *_space(), "sh", "-c", f'{mount} && exec "$@"', str(place)


@cache
def _space() -> tuple[str, ...]:
    with tempfile.TemporaryDirectory() as place:
        for words in _SPACES:
            attempt = [*words, "mount", "-t", "tmpfs", "attempt", place]
            if subprocess.run(attempt, capture_output=True, check=False).returncode == 0:
                return words
    return ()
