"""The commands of the program itself, in the finder, by key and in the tray."""

from collections.abc import Callable
from typing import Final

from spindle.core.feature import Command
from spindle.core.translate import N_
from spindle.core.tray_row import TrayPlace, TrayRow

LOCK_KEY: Final = "Ctrl+Shift+L"


def own_commands(
    *, find: Callable[[], None], lock: Callable[[], None], demonstrate: Callable[[], None]
) -> tuple[Command, ...]:
    """What each of them does is the program's."""
    return (
        Command(
            id="shell.finder",
            label=N_("commands", "Find or start anything"),
            run=lambda _: find(),
        ),
        Command(
            id="shell.lock",
            label=N_("commands", "Lock Spindle"),
            run=lambda _: lock(),
            key=LOCK_KEY,
            tray=TrayRow(TrayPlace.PROGRAM),
        ),
        Command(
            id="shell.demo",
            label=N_("commands", "Look around with a sample week"),
            run=lambda _: demonstrate(),
        ),
    )
