"""What comes after a block: the next one, and the break between."""

from dataclasses import replace

from spindle.core.settings import Settings
from spindle.features.focus.in_force import expires, flow, named, plan_in_force
from spindle.features.focus.plan import Mode, Plan
from spindle.features.focus.settings import RATE
from spindle.features.focus.state import Block, Task


def next_task(settings: Settings, block: Block | None) -> Task | None:
    """The next block of its plan, with the lengths in force now; None after what is done once."""
    if block is None or block.task.mode is Mode.COUNTDOWN:
        return None
    if block.task.mode is Mode.FLOW:
        return replace(block.task, planned=None)
    plan = _in_force(settings, block)
    number = block.task.plan.following(block.task.number)
    return replace(
        block.task,
        plan=plan,
        number=min(number, len(plan.blocks)),
        planned=None,
        expires=expires(settings),
        rates=settings.get(RATE),
    )


def next_rest(settings: Settings, block: Block | None) -> int:
    """Length of the break after a block, µs; 0 for none. What was put off makes it longer."""
    if block is None:
        return plan_in_force(settings).rest(1)
    cost = block.postponed * block.task.postpone_cost
    if block.task.mode is Mode.FLOW:
        return flow(settings).after(block.work) + cost
    if block.task.mode is Mode.COUNTDOWN:
        return block.task.plan.rest(1) + cost
    return _in_force(settings, block).rest(block.task.number) + cost


def _in_force(settings: Settings, block: Block) -> Plan:
    """The plan of a block with the lengths in force; a named one that is gone stays as it was."""
    plan = block.task.plan
    if plan.label:
        return named(settings).get(plan.label, plan)
    return plan_in_force(settings, plan.name)
