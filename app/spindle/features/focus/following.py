"""What comes after a block: the next one, and the break between."""

from dataclasses import replace

from spindle.core.settings import Settings
from spindle.features.focus.plan import Mode, flow_break
from spindle.features.focus.settings import RATE, expires, plan_in_force
from spindle.features.focus.state import Block, Task


def next_task(settings: Settings, block: Block | None) -> Task | None:
    """The next block of its plan, with the lengths in force now; None after what is done once."""
    if block is None or block.task.mode is Mode.COUNTDOWN:
        return None
    if block.task.mode is Mode.FLOW:
        return replace(block.task, planned=None)
    plan = plan_in_force(settings, block.task.plan.name)
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
    """Length of the break after a block, µs."""
    if block is None:
        return plan_in_force(settings).rest(1)
    if block.task.mode is Mode.FLOW:
        return flow_break(block.work)
    if block.task.mode is Mode.COUNTDOWN:
        return block.task.plan.rest(1)
    return plan_in_force(settings, block.task.plan.name).rest(block.task.number)
