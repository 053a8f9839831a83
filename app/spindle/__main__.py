"""``spindle``: answers on the command line without Qt, or opens the window."""

import gc
import sys
from typing import TYPE_CHECKING

from spindle.core import faults

if TYPE_CHECKING:
    from spindle.core.feature import Feature


def main() -> int:
    """Run with the arguments of this process; returns the exit code."""
    faults.print_no_words()
    if sys.argv[1:] == ["--job-process"]:  # a frozen Spindle has no other way to be one
        from spindle.job import main as work  # noqa: PLC0415 - as below

        return work()
    if sys.argv[1:2] == ["--sound-process"]:  # likewise
        from spindle.sound.__main__ import main as sound  # noqa: PLC0415 - as below

        return sound(sys.argv[2:])
    from spindle.cli.run import run  # noqa: PLC0415 - nothing is loaded before it is needed

    code = run(sys.argv[1:], _features)
    if code is not None:
        return code
    # What a start makes stays: looking through it for garbage would only delay the window.
    gc.disable()
    from spindle.ui.lean_pyside import load_lean  # noqa: PLC0415 - Qt only for the window

    load_lean()  # before anything else loads PySide
    from spindle.bootstrap import start  # noqa: PLC0415 - likewise

    return start(sys.argv[1:])


def _features() -> tuple["Feature", ...]:
    from spindle.registry import FEATURES  # noqa: PLC0415 - only some verbs need them

    return FEATURES


if __name__ == "__main__":
    sys.exit(main())
