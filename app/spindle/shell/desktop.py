"""What the shell may ask of the desktop around it; ``bootstrap`` fills it in."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from spindle.adapters.autostart import LoginItem


def _no_tray() -> bool:
    return False


def _no_program(profile: Path) -> None:
    del profile


class Desktop:
    """Facts and switches of this desktop; all of it may be missing.

    Attributes:
        tray_is_there: Asked at each close: True hides the window into the tray, False quits.
        login_item: The switch that starts Spindle with the session.
        open_profile: Starts another Spindle, with the data of this folder.
    """

    def __init__(self) -> None:
        self.tray_is_there: Callable[[], bool] = _no_tray
        self.login_item: LoginItem | None = None
        self.open_profile: Callable[[Path], None] = _no_program
