"""What the shell may ask of the desktop around it; ``bootstrap`` fills it in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spindle.adapters.autostart import LoginItem


def _no_tray() -> bool:
    return False


def _no_program(profile: Path) -> None:
    del profile


@dataclass(slots=True, kw_only=True)
class Desktop:
    """Facts and switches of this desktop; all of it may be missing.

    Attributes:
        tray_is_there: Asked at each close: True hides the window into the tray, False quits.
        login_item: The switch that starts Spindle with the session.
        open_profile: Starts another Spindle, with the data of this folder.
    """

    tray_is_there: Callable[[], bool] = field(default=_no_tray)
    login_item: "LoginItem | None" = None
    open_profile: Callable[[Path], None] = field(default=_no_program)
