"""What the user sets about focus. A running block keeps what it began with."""

from typing import Final

from spindle.core.clock import SECOND
from spindle.core.settings import (
    Choice,
    IntRange,
    Seconds,
    Setting,
    SettingGroup,
    Settings,
    Text,
    Toggle,
)
from spindle.core.settings import Lengths as LengthsKind
from spindle.core.translate import N_
from spindle.features.focus.plan import Lengths, Plan, PlanName, plan_of

_HOUR: Final = 3600

PROVIDED: Final = (
    N_("movements", "Walk"),
    N_("movements", "Stairs twice"),
    N_("movements", "Stretch"),
    N_("movements", "Water"),
)
"""Movements that Spindle comes with; they are translated where they are shown."""

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
    help=N_("settings", "The default for a new sitting."),
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
GROUP: Final = SettingGroup(
    id="focus",
    title=N_("settings", "Focus"),
    settings=(
        PLAN,
        EVEN_BLOCK,
        LONG_EVERY,
        OWN_LENGTHS,
        SHORT_BREAK,
        LONG_BREAK,
        MOVEMENTS,
        RATE,
        ABSENCE,
        IDLE,
        IDLE_AFTER,
    ),
    note=N_("settings", "Changes apply to the next block."),
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


def movements(settings: Settings) -> tuple[str, ...]:
    """The names of what can be done in a break, the suggested one first; at most five."""
    names = (name.strip() for name in settings.get(MOVEMENTS).split(","))
    return tuple(dict.fromkeys(name for name in names if name))[:5]


def expires(settings: Settings) -> int:
    """µs without an answer after which the timer lets go."""
    return settings.get(ABSENCE) * SECOND
