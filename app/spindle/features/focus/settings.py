"""What the user sets about focus. A running block keeps what it began with."""

from enum import StrEnum
from typing import Final

from spindle.core.clock import SECOND
from spindle.core.settings import (
    Choice,
    GlobalKey,
    IntRange,
    Level,
    Seconds,
    Setting,
    SettingGroup,
    Settings,
    Text,
    Toggle,
)
from spindle.core.settings import Lengths as LengthsKind
from spindle.core.translate import N_
from spindle.features.focus.plan import Lengths, Plan, PlanName, named_plans, plan_of

_HOUR: Final = 3600


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


class Advance(StrEnum):
    """How a block begins after its break."""

    CONFIRM = "confirm"
    ALONE = "alone"
    TOUCH = "touch"


PROVIDED: Final = (
    N_("movements", "Walk"),
    N_("movements", "Stairs twice"),
    N_("movements", "Stretch"),
    N_("movements", "Water"),
)
"""Movements that Spindle comes with; they are translated where they are shown."""

OUTSIDE: Final = (
    N_("movements", "Walk"),
    N_("movements", "Run"),
    N_("movements", "Hike"),
    N_("movements", "Ride"),
    N_("movements", "Swim"),
)
"""What is entered by hand at any hour."""

PLAN: Final[Setting[PlanName]] = Setting(
    key="focus.plan",
    default=PlanName.EVEN,
    kind=Choice(
        PlanName,
        {
            PlanName.EVEN: N_("settings", "Even"),
            PlanName.WAVE: N_("settings", "Wave"),
            PlanName.OWN: N_("settings", "Own"),
        },
    ),
    label=N_("settings", "Block plan"),
    help=N_("settings", "The default for a new sitting. Drag an edge to change a length."),
)
EVEN_BLOCK: Final[Setting[int]] = Setting(
    key="focus.even_block",
    default=25 * 60,
    kind=Seconds(1, 4 * _HOUR),
    label=N_("settings", "Block of the Even plan"),
)
LONG_EVERY: Final[Setting[int]] = Setting(
    key="focus.long_every",
    default=4,
    kind=IntRange(1, 12),
    label=N_("settings", "Blocks until the long break"),
    help=N_("settings", "In the Even plan."),
)
OWN_LENGTHS: Final[Setting[tuple[int, ...]]] = Setting(
    key="focus.own_lengths",
    default=(50 * 60, 25 * 60),
    kind=LengthsKind(1, 4 * _HOUR),
    label=N_("settings", "Blocks of your own plan"),
    help=N_("settings", "Lengths with commas between them."),
)
NAMED: Final[Setting[str]] = Setting(
    key="focus.named_plans",
    default="",
    kind=Text(400),
    label=N_("settings", "Plans with names"),
    help=N_("settings", "Such as 52/17: 52/17; Deep: 90, 90/30. Minutes, a break behind a slash."),
)
SHORT_BREAK: Final[Setting[int]] = Setting(
    key="focus.short_break",
    default=5 * 60,
    kind=Seconds(1, _HOUR),
    label=N_("settings", "Break"),
    help=N_("settings", "After a block of 40 minutes or more in Wave and Own, twice as long."),
)
LONG_BREAK: Final[Setting[int]] = Setting(
    key="focus.long_break",
    default=15 * 60,
    kind=Seconds(1, 2 * _HOUR),
    label=N_("settings", "Long break"),
    help=N_("settings", "After the last block of a plan."),
)
MOVEMENTS: Final[Setting[str]] = Setting(
    key="focus.movements",
    default=", ".join(PROVIDED),
    kind=Text(200),
    label=N_("settings", "Movement in breaks"),
    help=N_("settings", "Spindle suggests the first. Any of these counts."),
)
RATE: Final[Setting[bool]] = Setting(
    key="focus.rate",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Rate after each block"),
    help=N_("settings", "One key, 1 to 5. This is what the prediction learns from."),
)
ABSENCE: Final[Setting[int]] = Setting(
    key="focus.absence",
    default=_HOUR,
    kind=Seconds(60, 12 * _HOUR),
    label=N_("settings", "Let go after"),
    help=N_("settings", "When the computer slept for longer, or nobody answered, nothing runs on."),
)
IDLE: Final[Setting[bool]] = Setting(
    key="focus.idle",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Notice when nobody is there"),
    help=N_("settings", "Then that part of a block is a gap until you say it was work."),
)
IDLE_AFTER: Final[Setting[int]] = Setting(
    key="focus.idle_after",
    default=5 * 60,
    kind=Seconds(60, 2 * _HOUR),
    label=N_("settings", "Nobody is there after"),
    help=N_("settings", "Without a key or a movement of the mouse. Reading in Spindle counts."),
    needs="focus.idle",
)
PUSHES: Final[Setting[bool]] = Setting(
    key="focus.pushes",
    default=False,
    kind=Toggle(),
    label=N_("settings", "Pushes inside a block"),
    help=N_("settings", "Short spells of full effort with an easy stretch after each."),
)
PUSH: Final[Setting[int]] = Setting(
    key="focus.push",
    default=8 * 60,
    kind=Seconds(1, _HOUR),
    label=N_("settings", "Push"),
    needs="focus.pushes",
)
EASE: Final[Setting[int]] = Setting(
    key="focus.ease",
    default=2 * 60,
    kind=Seconds(1, _HOUR),
    label=N_("settings", "Ease"),
    needs="focus.pushes",
)
STRICT: Final[Setting[bool]] = Setting(
    key="focus.strict",
    default=False,
    kind=Toggle(),
    label=N_("settings", "Strict"),
    help=N_("settings", "Ending a block early asks for a reason in a few words."),
)
ADVANCE: Final[Setting[Advance]] = Setting(
    key="focus.advance",
    default=Advance.CONFIRM,
    kind=Choice(
        Advance,
        {
            Advance.CONFIRM: N_("settings", "When I say so"),
            Advance.ALONE: N_("settings", "By itself"),
            Advance.TOUCH: N_("settings", "At the first touch"),
        },
    ),
    label=N_("settings", "After a break"),
    help=N_("settings", "How the next block begins. At a touch only where the desktop tells."),
)
RECALL: Final[Setting[bool]] = Setting(
    key="focus.recall",
    default=False,
    kind=Toggle(),
    label=N_("settings", "Recall after each block"),
    help=N_("settings", "A minute to write down what you remember, before anything else."),
)
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
END_VOLUME: Final[Setting[int]] = Setting(
    key="focus.end_volume",
    default=60,
    kind=Level(),
    label=N_("settings", "Volume of the tone"),
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
START_KEY: Final[Setting[str]] = Setting(
    key="focus.start_key",
    default="",
    kind=GlobalKey("focus.anywhere", "start"),
    label=N_("settings", "Start from anywhere"),
    help=N_("settings", "Starts a block, goes on after a pause, ends a break."),
)
PAUSE_KEY: Final[Setting[str]] = Setting(
    key="focus.pause_key",
    default="",
    kind=GlobalKey("focus.pause", "pause"),
    label=N_("settings", "Pause from anywhere"),
    help=N_("settings", "Pauses the block, and goes on with it."),
)
INTERRUPTED_KEY: Final[Setting[str]] = Setting(
    key="focus.interrupted_key",
    default="",
    kind=GlobalKey("focus.interrupted", "interrupted"),
    label=N_("settings", "Interrupted, from anywhere"),
    help=N_("settings", "Counts an interruption; the block runs on."),
)
PARK_KEY: Final[Setting[str]] = Setting(
    key="focus.park_key",
    default="",
    kind=GlobalKey("focus.park", 'park "…"'),
    label=N_("settings", "Park a thought from anywhere"),
    help=N_("settings", "Brings the window with a line to write in."),
)
KEYS: Final = (START_KEY, PAUSE_KEY, INTERRUPTED_KEY, PARK_KEY)
GROUP: Final = SettingGroup(
    id="focus",
    title=N_("settings", "Focus"),
    settings=(
        PLAN,
        EVEN_BLOCK,
        LONG_EVERY,
        OWN_LENGTHS,
        NAMED,
        SHORT_BREAK,
        LONG_BREAK,
        MOVEMENTS,
        RATE,
        ABSENCE,
        IDLE,
        IDLE_AFTER,
        PUSHES,
        PUSH,
        EASE,
        STRICT,
        ADVANCE,
        RECALL,
        AT_END,
        END_VOLUME,
        AMBIENCE,
        AMBIENCE_VOLUME,
        *KEYS,
    ),
    note=N_("settings", "Changes apply to the next block."),
    editor="focus.plan.lengths",
)


def lengths(settings: Settings) -> Lengths:
    """The lengths in force."""
    return Lengths(
        even=settings.get(EVEN_BLOCK),
        short_break=settings.get(SHORT_BREAK),
        long_break=settings.get(LONG_BREAK),
        long_every=settings.get(LONG_EVERY),
        own=settings.get(OWN_LENGTHS),
    )


def plan_in_force(settings: Settings, name: PlanName | None = None) -> Plan:
    """A plan with the lengths in force; the chosen default when no name is given."""
    return plan_of(name or settings.get(PLAN), lengths(settings))


def named(settings: Settings) -> dict[str, Plan]:
    """The plans that the user has given names."""
    return named_plans(settings.get(NAMED), lengths(settings))


def movements(settings: Settings) -> tuple[str, ...]:
    """The names of what can be done in a break, the suggested one first; at most five."""
    names = (name.strip() for name in settings.get(MOVEMENTS).split(","))
    return tuple(dict.fromkeys(name for name in names if name))[:5]


def rhythm(settings: Settings) -> tuple[int, int] | None:
    """Push and ease in µs; None while blocks are plain."""
    if not settings.get(PUSHES):
        return None
    return settings.get(PUSH) * SECOND, settings.get(EASE) * SECOND


def expires(settings: Settings) -> int:
    """µs without an answer after which the timer lets go."""
    return settings.get(ABSENCE) * SECOND
