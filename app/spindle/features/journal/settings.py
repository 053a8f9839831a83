"""What the user sets about the night."""

from typing import Final

from spindle.core.days import DAY_START
from spindle.core.settings import (
    IntRange,
    Setting,
    SettingGroup,
    Settings,
    Text,
    TimeOfDay,
    Toggle,
)
from spindle.core.translate import N_
from spindle.features.journal.model import Hours

EVENING_ON: Final[Setting[bool]] = Setting(
    key="journal.evening_on",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Remind me of the evening"),
    help=N_("settings", "Once, and never later than 30 minutes before lights-out."),
)
LIGHTS_OUT: Final[Setting[int]] = Setting(
    key="journal.lights_out",
    default=22 * 60 + 30,
    kind=TimeOfDay(),
    label=N_("settings", "Lights out"),
    help=N_("settings", "When you mean to sleep."),
)
LEAD: Final[Setting[int]] = Setting(
    key="journal.lead",
    default=75,
    kind=IntRange(45, 180, "min", 15),
    label=N_("settings", "Evening begins"),
    help=N_("settings", "Minutes before lights-out. Earlier is gentler on sleep."),
)
MORNING: Final[Setting[int]] = Setting(
    key="journal.morning",
    default=5 * 60,
    kind=TimeOfDay(),
    label=N_("settings", "Morning hour"),
    help=N_("settings", "Spindle stays quiet after Good night until then, or until you wake it."),
)
WEEKLY: Final[Setting[int]] = Setting(
    key="journal.weekly",
    default=4,
    kind=IntRange(1, 7, N_("units", "nights"), 1, N_("units", "night")),
    label=N_("settings", "Nights with a question, of seven"),
    help=N_("settings", "After so many the evening offers to leave it out. Seven: it never does."),
)
ALL_SCREENS: Final[Setting[bool]] = Setting(
    key="journal.all_screens",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Darken every screen"),
    help=N_("settings", "In the evening and the night the other screens are dark, too."),
)
DIM: Final[Setting[bool]] = Setting(
    key="journal.dim",
    default=False,
    kind=Toggle(),
    label=N_("settings", "Dark pages before lights-out"),
    help=N_("settings", "From the evening's hour to the morning's, whatever the theme."),
)
ALOUD: Final[Setting[bool]] = Setting(
    key="journal.aloud",
    default=False,
    kind=Toggle(),
    label=N_("settings", "Read the question aloud"),
    help=N_("settings", "Once, slow and low, when it is left for the night."),
)
PROMPTS: Final[Setting[bool]] = Setting(
    key="journal.prompts",
    default=True,
    kind=Toggle(),
    label=N_("settings", "A prompt a night"),
    help=N_("settings", "Below the lines of Unload: something that may still be open."),
)
DIARY: Final[Setting[bool]] = Setting(
    key="journal.diary",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Sleep diary"),
    help=N_(
        "settings",
        "In the morning, a minute at most, all of it optional. With it the evening notices when"
        " falling asleep takes longer.",
    ),
)
SPELLING: Final[Setting[bool]] = Setting(
    key="journal.spelling",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Mark words with a slip"),
    help=N_(
        "settings",
        "In entries and new questions, by the desktop's dictionaries: Linux with Hunspell.",
    ),
)
MOST_WORDS: Final = 20_000
"""Characters of the person's own words."""

WORDS: Final[Setting[str]] = Setting(
    key="journal.words",
    default="",
    kind=Text(MOST_WORDS),
    label=N_("settings", "Words of your own"),
    help=N_("settings", "Never marked. With a space between."),
    needs="journal.spelling",
)
GROUP: Final = SettingGroup(
    id="journal",
    title=N_("settings", "Evening and morning"),
    settings=(
        EVENING_ON,
        LIGHTS_OUT,
        LEAD,
        MORNING,
        WEEKLY,
        PROMPTS,
        DIARY,
        DIM,
        ALL_SCREENS,
        ALOUD,
        SPELLING,
        WORDS,
    ),
    note=N_("settings", "Changes apply from tonight."),
)


def hours(settings: Settings, day_start: int = DAY_START) -> Hours:
    """The times in force."""
    return Hours(
        lights_out=settings.get(LIGHTS_OUT),
        lead=settings.get(LEAD),
        morning=settings.get(MORNING),
        day_start=day_start,
    )
