"""What the user sets about the sounds of focus: what is heard, how loud, and files of their own."""

from enum import StrEnum
from typing import Final

from spindle.core.settings import Choice, Level, Setting, SettingGroup
from spindle.core.text_settings import FilePath
from spindle.core.translate import N_


class AtEnd(StrEnum):
    """How the end of a block or break is told."""

    TONE = "tone"
    NOTIFICATION = "notification"
    BOTH = "both"
    QUIET = "quiet"


class Ambience(StrEnum):
    """What sounds while a block runs."""

    NONE = "none"
    TICK = "tick"
    BROWN = "brown"
    RAIN = "rain"


AT_END: Final[Setting[AtEnd]] = Setting(
    key="focus.at_end",
    default=AtEnd.BOTH,
    kind=Choice(
        AtEnd,
        {
            AtEnd.TONE: N_("settings", "Tone"),
            AtEnd.NOTIFICATION: N_("settings", "Notification"),
            AtEnd.BOTH: N_("settings", "Both"),
            AtEnd.QUIET: N_("settings", "Quiet"),
        },
    ),
    label=N_("settings", "When time is up"),
)
AMBIENCE: Final[Setting[Ambience]] = Setting(
    key="focus.ambience",
    default=Ambience.NONE,
    kind=Choice(
        Ambience,
        {
            Ambience.NONE: N_("settings", "Nothing"),
            Ambience.TICK: N_("settings", "Tick"),
            Ambience.BROWN: N_("settings", "Brown noise"),
            Ambience.RAIN: N_("settings", "Rain"),
        },
    ),
    label=N_("settings", "Sound while focusing"),
)
AMBIENCE_VOLUME: Final[Setting[int]] = Setting(
    key="focus.ambience_volume",
    default=30,
    kind=Level(),
    label=N_("settings", "Its volume"),
)

END_FILE: Final[Setting[str]] = Setting(
    key="focus.end_file",
    default="",
    kind=FilePath(4096),
    label=N_("settings", "When a block is over"),
)
END_VOLUME: Final[Setting[int]] = Setting(
    key="focus.end_volume",
    default=60,
    kind=Level(),
    label=N_("settings", "Volume when a block is over"),
)
BEGIN_FILE: Final[Setting[str]] = Setting(
    key="focus.begin_file",
    default="",
    kind=FilePath(4096),
    label=N_("settings", "When a break is over"),
)
BEGIN_VOLUME: Final[Setting[int]] = Setting(
    key="focus.begin_volume",
    default=60,
    kind=Level(),
    label=N_("settings", "Volume when a break is over"),
)
SOUNDS: Final = SettingGroup(
    id="focus_sounds",
    title=N_("settings", "Sound"),
    settings=(END_VOLUME, BEGIN_VOLUME, END_FILE, BEGIN_FILE),
    note=N_("settings", "Whether there is a tone at all is set under Focus."),
    editor="focus.sounds",
    words=N_("settings", "tone, bell, volume, sounds of your own"),
)
