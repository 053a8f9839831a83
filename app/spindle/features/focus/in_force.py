"""What the settings of focus come to: plans, lengths, names, rules."""

from typing import Final

from spindle.core.clock import SECOND
from spindle.core.settings import Settings
from spindle.core.translate import N_
from spindle.features.focus.plan import (
    FlowRule,
    Lengths,
    Plan,
    PlanName,
    flow_rule,
    named_plans,
    plan_of,
)
from spindle.features.focus.settings import (
    ABSENCE,
    EASE,
    EVEN_BLOCK,
    FLOW_BREAK,
    LONG_BREAK,
    LONG_BREAKS,
    LONG_EVERY,
    MOVEMENTS,
    NAMED,
    OWN_LENGTHS,
    PLAN,
    PUSH,
    PUSHES,
    SHORT_BREAK,
    SHORT_BREAKS,
)

OUTSIDE: Final = (
    N_("movements", "Walk"),
    N_("movements", "Run"),
    N_("movements", "Hike"),
    N_("movements", "Ride"),
    N_("movements", "Swim"),
)
"""What is entered by hand at any hour."""


def lengths(settings: Settings) -> Lengths:
    """The lengths in force."""
    return Lengths(
        even=settings.get(EVEN_BLOCK),
        short_break=settings.get(SHORT_BREAK) if settings.get(SHORT_BREAKS) else 0,
        long_break=settings.get(LONG_BREAK) if settings.get(LONG_BREAKS) else 0,
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


def outside(settings: Settings) -> tuple[str, ...]:
    """The names of what is entered by hand, the one of breaks first."""
    own = movements(settings)[:1]
    return (*own, *(name for name in OUTSIDE if name not in own))


def rhythm(settings: Settings) -> tuple[int, int] | None:
    """Push and ease in µs; None while blocks are plain."""
    if not settings.get(PUSHES):
        return None
    return settings.get(PUSH) * SECOND, settings.get(EASE) * SECOND


def flow(settings: Settings) -> FlowRule:
    """How long the break after an open block is."""
    return flow_rule(settings.get(FLOW_BREAK))


def expires(settings: Settings) -> int:
    """µs without an answer after which the timer lets go."""
    return settings.get(ABSENCE) * SECOND
