"""The Spindle that runs already, or one started for the verb that needs it."""

import sys
from pathlib import Path

from spindle.cli.verbs import Asked


def is_there(profile: Path) -> bool:
    """Whether somebody holds the profile, or did until it was killed."""
    return (profile / "spindle.lock").exists()


def start(asked: Asked, *, hidden: bool) -> None:
    """Start Spindle, in the tray or with its window; it outlives this process."""
    import subprocess  # noqa: PLC0415 - 2 ms, for who only looks whether it is there

    own = (
        [sys.executable]
        if getattr(sys, "frozen", False)
        else [sys.executable, "-P", "-m", "spindle"]
    )
    named = [] if asked.profile is None else ["--profile", str(asked.profile)]
    subprocess.Popen(  # noqa: S603 - this program itself
        [*own, *named, *(["--hidden"] if hidden else [])],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
