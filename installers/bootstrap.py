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


class SetupError(Exception):
    """A step failed; the text says what to do about it."""


def enter(arguments: Sequence[str], *, tests: bool = False) -> NoReturn:
    """Set up what is missing, then become the environment's Python with ``arguments``.

    Args:
        arguments: What follows the interpreter's name, such as ``["-P", "-m", "spindle"]``.
        tests: Whether the tools of the test command are needed too.
    """
    if not is_ready(tests=tests):
        from installers import environment  # noqa: PLC0415 - heavy, and needed once

        try:
            environment.set_up(tests=tests)
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


def is_ready(*, tests: bool) -> bool:
    """Whether the environment is the one that this checkout asks for, here and today."""
    try:
        return stamp_path(tests=tests).read_bytes() == stamp(tests=tests) and PYTHON.exists()
    except OSError:
        return False


def lock_path(*, tests: bool) -> Path:
    """The file of exact versions and hashes."""
    return ROOT / "resources" / ("requirements-dev.txt" if tests else "requirements.txt")


def stamp_path(*, tests: bool) -> Path:
    """The file that says the environment is whole. It is written last."""
    return VENV / ("tests.stamp" if tests else "app.stamp")


def stamp(*, tests: bool) -> bytes:
    """What an environment was made from: a change of any of it means a new one.

    The text itself instead of a digest: comparing costs less than importing hashlib.
    """
    return f"{sys.version}\n{ROOT}\n".encode() + lock_path(tests=tests).read_bytes()
