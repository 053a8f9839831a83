"""The composition root: the only place that knows who stands behind each port.

First the window with Today is painted, from what a short look at the file gave. Then the database
worker opens the file, and once it has told what an earlier run left, the services start.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from spindle.adapters.file_clock import TestClockRefusedError, clock_for
from spindle.adapters.instance import lock
from spindle.cli.arguments import Arguments, parse
from spindle.core.clock import SECOND
from spindle.storage.errors import BugError, KnownError
from spindle.storage.paths import database_path, profile_folder

if TYPE_CHECKING:
    from types import ModuleType

    from spindle.adapters.pace import PacedClock

_HOMELESS: Final = "spindle-without-a-home"


def start(argv: Sequence[str]) -> int:
    """Open the window; returns the exit code once the user has quit."""
    arguments = parse(argv)
    try:
        clock = clock_for(os.environ, allowed=arguments.profile is not None)
        if arguments.demo:
            return _demonstrate(arguments, argv, clock)
        profile = profile_folder(arguments.profile)
    except TestClockRefusedError as error:
        return _say(str(error))
    except KnownError as error:
        if arguments.demo:
            return _say(str(error))
        # A double-click shows no terminal, so the window says it.
        from tempfile import gettempdir  # noqa: PLC0415 - seldom wanted, as below

        from spindle.program import Program  # noqa: PLC0415 - as below

        folder = Path(gettempdir()) / _HOMELESS
        return Program(arguments, folder, clock, problem=error).run()
    return _open(arguments, argv, profile, clock)


def _open(arguments: Arguments, argv: Sequence[str], profile: Path, clock: "PacedClock") -> int:
    with suppress(OSError):  # the worker finds the same, and has the words for it
        profile.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = lock(profile)
    if held is None:
        return _raise_the_other(profile, argv)
    try:
        # Over shared memory Qt asks the X server before each repaint whether it has read the last
        # one, and sleeps until it answers: two wake-ups more a second for the mini timer alone.
        os.environ.setdefault("QT_XCB_NO_MITSHM", "1")
        # sqlite-utils would load it, for kinds of values that are never stored here.
        sys.modules.setdefault("numpy", cast("ModuleType", None))
        from spindle.adapters.first_seconds import FirstSeconds  # noqa: PLC0415 - as below
        from spindle.program import Program  # noqa: PLC0415 - a second start needs none of it

        program = Program(arguments, profile, clock, first_seconds=FirstSeconds(profile))
        code = program.run()
    finally:
        held.unlock()
    program.tidy_up(argv)
    return code


def _demonstrate(arguments: Arguments, argv: Sequence[str], clock: "PacedClock") -> int:
    """Fill the profile named, or one that goes when the window closes."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - seldom wanted

    from spindle.core.days import today  # noqa: PLC0415
    from spindle.registry import FEATURES  # noqa: PLC0415
    from spindle.storage.demo import fill  # noqa: PLC0415

    with ExitStack() as stack:
        try:
            shown = arguments.profile or Path(
                stack.enter_context(
                    TemporaryDirectory(prefix="spindle-demo-", ignore_cleanup_errors=True)
                )
            )
            now = clock.now()
            fill(database_path(shown), FEATURES, today(now), now.zone)
        except (OSError, BugError) as error:
            return _say(f"The sample week could not be made: {error}")
        return _open(arguments, argv, shown, clock)


def _raise_the_other(profile: Path, argv: Sequence[str]) -> int:
    from spindle.adapters.calling import tell  # noqa: PLC0415 - only in a second start

    # The first one listens once it is up, which takes its time on a slow machine at log-in.
    if tell(profile, {"verb": "raise", "args": list(argv)}, patience=20 * SECOND):
        return 0
    return _say("Spindle is already running here but does not answer. Wait a moment, then retry.")


def _say(sentence: str) -> int:
    print(f"spindle: {sentence}", file=sys.stderr)  # noqa: T201 - there is no window to say it
    return 1
