"""Starts Spindle, or its tests, in the private environment; sets that up where it is missing.

Only the standard library, because nothing else is there yet, and little of it: on every start but
the first this module compares one file and is gone.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

APP, TESTS = "app", "tests"
EXTRAS = ("voice", "encryption")
LOCKS = {
    APP: "requirements.txt",
    TESTS: "requirements-dev.txt",  # the app's and the extras' packages too
    "voice": "requirements-voice.txt",  # on top of the app's
    "encryption": "requirements-encryption.txt",
}
"""The parts of an environment, and the file of exact versions and hashes of each."""


class SetupError(Exception):
    """A step failed; the text says what to do about it."""


def enter(arguments: Sequence[str], *more: str) -> NoReturn:
    """Set up what is missing, then become the environment's Python with ``arguments``.

    Args:
        arguments: What follows the interpreter's name, such as ``["-P", "-m", "spindle"]``.
        more: Parts that are needed besides the app.
    """
    parts = (APP, *more, *(extra for extra in EXTRAS if stamp_path(extra).exists()))
    if not is_ready(*parts):
        from installers import environment  # noqa: PLC0415 - heavy, and needed once

        try:
            environment.set_up(*parts)
        except SetupError as problem:
            sys.exit(f"\n{problem}")
        except OSError as problem:
            sys.exit(f"\nSpindle could not be set up here: {problem}")
        except KeyboardInterrupt:
            sys.exit("\nStopped. Nothing half made is left; the same command starts over.")
    command = [str(PYTHON), *arguments]
    if sys.platform == "win32":  # exec there returns to the shell at once and loses the exit code
        import subprocess  # noqa: PLC0415 - of this platform only

        sys.exit(subprocess.call(command))
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def is_ready(*parts: str) -> bool:
    """Whether these parts are what this checkout asks for, here and today."""
    try:
        return PYTHON.exists() and all(stamp_path(p).read_bytes() == stamp(p) for p in parts)
    except OSError:
        return False


def lock_path(part: str) -> Path:
    """The file of exact versions and hashes."""
    return ROOT / "resources" / LOCKS[part]


def stamp_path(part: str) -> Path:
    """The file that says a part is whole. It is written last."""
    return VENV / f"{part}.stamp"


def stamp(part: str) -> bytes:
    """What a part was made from: a change of any of it means a new one.

    The text itself instead of a digest: comparing costs less than importing hashlib.
    """
    return f"{sys.version}\n{ROOT}\n".encode() + lock_path(part).read_bytes()
