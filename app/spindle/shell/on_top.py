"""Whether windows may stay above others here, and the settings that make sense then."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtGui import QGuiApplication

from spindle.core.general import MINI_ON_TOP
from spindle.core.settings import Setting


def can_stay_on_top() -> bool:
    """Whether this desktop lets a program say so; Wayland does not."""
    return not QGuiApplication.platformName().startswith("wayland")


def offered(settings: Iterable[Setting[Any]]) -> list[Setting[Any]]:
    """Those of the settings that do something on this desktop; the others are shown nowhere."""
    return [one for one in settings if one is not MINI_ON_TOP or can_stay_on_top()]
