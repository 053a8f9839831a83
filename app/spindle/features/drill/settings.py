"""Drill's settings."""

from typing import Final

from spindle.core.settings import IntRange, Setting, SettingGroup, Toggle
from spindle.core.translate import N_

WANTED: Final[Setting[int]] = Setting(
    key="drill.wanted",
    default=90,
    kind=IntRange(70, 97, N_("units", "%")),
    label=N_("settings", "Recalled when asked"),
    help=N_("settings", "The share aimed at. A higher one asks for each item more often."),
)
NEW_A_DAY: Final[Setting[int]] = Setting(
    key="drill.new_a_day",
    default=10,
    kind=IntRange(0, 200, N_("units", "items"), 5, N_("units", "item")),
    label=N_("settings", "New items a day"),
)
MOST_A_DAY: Final[Setting[int]] = Setting(
    key="drill.most_a_day",
    default=100,
    kind=IntRange(10, 1000, N_("units", "items"), 10, N_("units", "item")),
    label=N_("settings", "Items due a day, at the most"),
    help=N_("settings", "What is left over is asked on the days after, oldest first."),
)
INTERVALS: Final[Setting[bool]] = Setting(
    key="drill.intervals",
    default=False,
    kind=Toggle(),
    label=N_("settings", "Intervals"),
    help=N_(
        "settings",
        "Generated problems come in short harder stretches with recovery after them. This is an"
        " analogy from sport, not a finding about learning.",
    ),
)

GROUP: Final = SettingGroup(
    id="drill",
    title=N_("settings", "Drill"),
    settings=(WANTED, NEW_A_DAY, MOST_A_DAY, INTERVALS),
)
