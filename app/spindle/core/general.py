"""The settings of the whole program, readable by every room: looks, letters and the day's start."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

from spindle.core.app_lock import LOCK
from spindle.core.days import DAY_START as USUAL_DAY_START
from spindle.core.feature import Feature
from spindle.core.own_keys import OWN_KEYS
from spindle.core.settings import Choice, IntRange, Setting, SettingGroup, TimeOfDay, Toggle
from spindle.core.translate import N_


class Look(StrEnum):
    """Which palette the window wears by day."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


THEME: Final[Setting[Look]] = Setting(
    key="general.theme",
    default=Look.SYSTEM,
    kind=Choice(
        Look,
        {
            Look.SYSTEM: N_("settings", "System"),
            Look.LIGHT: N_("settings", "Light"),
            Look.DARK: N_("settings", "Dark"),
        },
    ),
    label=N_("settings", "Theme"),
    help=N_(
        "settings",
        "A running block is dark unless you choose Light. The evening is always amber.",
    ),
)
TEXT_SCALE: Final[Setting[int]] = Setting(
    key="general.text_scale",
    default=100,
    kind=IntRange(90, 150, N_("units", "%"), 10),
    label=N_("settings", "Text size"),
)
REDUCED_MOTION: Final[Setting[bool]] = Setting(
    key="general.reduced_motion",
    default=False,
    kind=Toggle(),
    label=N_("settings", "Reduced motion"),
    help=N_("settings", "Nothing slides or fades; the pen moves once a second."),
)
LETTERS: Final[Setting[bool]] = Setting(
    key="general.letters",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Single-letter keys"),
    help=N_("settings", "They work outside text fields only. Keys with Ctrl always work."),
)
DAY_START: Final[Setting[int]] = Setting(
    key="general.day_start",
    default=USUAL_DAY_START,
    kind=TimeOfDay(),
    label=N_("settings", "A day starts at"),
    help=N_("settings", "Work after midnight and before this hour belongs to the day before."),
)

MINI_TIMER: Final[Setting[bool]] = Setting(
    key="general.mini_timer",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Mini timer"),
    help=N_("settings", "Shown while something runs and the window is hidden. Drag it anywhere."),
)
MINI_ON_TOP: Final[Setting[bool]] = Setting(
    key="general.mini_on_top",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Mini timer stays on top"),
    needs=MINI_TIMER.key,
)

GENERAL: Final = SettingGroup(
    id="general",
    title=N_("settings", "General"),
    settings=(THEME, TEXT_SCALE, REDUCED_MOTION, LETTERS, DAY_START, MINI_TIMER, MINI_ON_TOP),
    note=N_("settings", "Changes apply at once."),
    words=N_("settings", "dark, light, letters, start with the computer, autostart, tray"),
)


def groups(features: Iterable[Feature]) -> tuple[SettingGroup, ...]:
    """All sections of settings: General, the lock, then each feature's in order."""
    return (GENERAL, LOCK, *(group for feature in features for group in feature.settings()))


def declared(features: Iterable[Feature]) -> tuple[Setting[Any], ...]:
    """Every setting there is, for ``Settings.load``."""
    shown = (setting for group in groups(features) for setting in group.settings)
    return (*shown, OWN_KEYS)
