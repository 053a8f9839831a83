"""What the user sets about focus. A running block keeps what it began with."""

from enum import StrEnum
from typing import Final

from spindle.core.settings import (
    Choice,
    GlobalKey,
    IntRange,
    NotAllowedError,
    Seconds,
    Setting,
    SettingGroup,
    Text,
    Toggle,
)
from spindle.core.settings import Lengths as LengthsKind
from spindle.core.text_settings import Checked
from spindle.core.translate import N_
from spindle.features.focus.plan import (
    FLOW_RULE,
    Lengths,
    PlanName,
    flow_rule,
    named_plans,
)
from spindle.features.focus.sound_settings import AMBIENCE, AMBIENCE_VOLUME, AT_END, SOUNDS

_HOUR: Final = 3600


class Advance(StrEnum):
    """How a block begins after its break."""

    CONFIRM = "confirm"
    ALONE = "alone"
    TOUCH = "touch"


class AfterBlock(StrEnum):
    """How a break begins when a block's time is up."""

    CONFIRM = "confirm"
    ALONE = "alone"


PROVIDED: Final = (
    N_("movements", "Walk"),
    N_("movements", "Stairs twice"),
    N_("movements", "Stretch"),
    N_("movements", "Water"),
)
"""Movements that Spindle comes with; they are translated where they are shown."""

QUIET_REST: Final = N_("movements", "Quiet rest")
"""What a break can be instead of a movement: sitting or lying still, eyes closed."""

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


def _readable_plans(text: str) -> None:
    for part in text.split(";"):
        if part.strip() and not named_plans(part, Lengths()):
            asked = N_("settings", "“{part}” is no plan. Write it such as {plan}.")
            raise NotAllowedError(asked, part=part.strip(), plan="Deep: 90, 90/30")


NAMED: Final[Setting[str]] = Setting(
    key="focus.named_plans",
    default="",
    kind=Checked(400, _readable_plans),
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
SHORT_BREAKS: Final[Setting[bool]] = Setting(
    key="focus.short_breaks",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Breaks between blocks"),
    help=N_("settings", "Without them one block follows the other until the long break."),
)
LONG_BREAKS: Final[Setting[bool]] = Setting(
    key="focus.long_breaks",
    default=True,
    kind=Toggle(),
    label=N_("settings", "A long break after the last"),
    help=N_("settings", "Without it the last break of a plan is like the others."),
)


def _readable_flow(text: str) -> None:
    try:
        flow_rule(text)
    except (ValueError, ZeroDivisionError, OverflowError):
        asked = N_("settings", "Write minutes such as {table}, or a part such as {part}.")
        raise NotAllowedError(asked, table=FLOW_RULE, part="1/5") from None


FLOW_BREAK: Final[Setting[str]] = Setting(
    key="focus.flow_break",
    default=FLOW_RULE,
    kind=Checked(120, _readable_flow),
    label=N_("settings", "Break after an open block"),
    help=N_("settings", "25: 5, 50: 8, 10 is 5 min under 25, 8 under 50, else 10. Or 1/5 of it."),
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
OVERTIME: Final[Setting[bool]] = Setting(
    key="focus.overtime",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Run on past the end"),
    help=N_("settings", "Then work counts until you answer; else only up to the planned end."),
)
POSTPONES: Final[Setting[int]] = Setting(
    key="focus.postpones",
    default=3,
    kind=IntRange(0, 12),
    label=N_("settings", "Five minutes more at the end"),
    help=N_("settings", "How often a block's end can be put off."),
)
POSTPONE_COST: Final[Setting[int]] = Setting(
    key="focus.postpone_cost",
    default=60,
    kind=Seconds(0, 15 * 60),
    label=N_("settings", "Each makes the break longer by"),
)
AFTER_BLOCK: Final[Setting[AfterBlock]] = Setting(
    key="focus.after_block",
    default=AfterBlock.CONFIRM,
    kind=Choice(
        AfterBlock,
        {
            AfterBlock.CONFIRM: N_("settings", "When I say so"),
            AfterBlock.ALONE: N_("settings", "By itself"),
        },
    ),
    label=N_("settings", "After a block"),
    help=N_("settings", "How its break begins. By itself, the rating waits in the break."),
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
        SHORT_BREAKS,
        LONG_BREAK,
        LONG_BREAKS,
        FLOW_BREAK,
        MOVEMENTS,
        RATE,
        ABSENCE,
        IDLE,
        IDLE_AFTER,
        PUSHES,
        PUSH,
        EASE,
        STRICT,
        OVERTIME,
        POSTPONES,
        POSTPONE_COST,
        AFTER_BLOCK,
        ADVANCE,
        RECALL,
        AT_END,
        AMBIENCE,
        AMBIENCE_VOLUME,
        *KEYS,
    ),
    note=N_("settings", "Changes apply to the next block."),
    editor="focus.plan.lengths",
)

GROUPS: Final = (GROUP, SOUNDS)
