"""What to expect of an answer before it is given; stored with the attempt, shown only after it."""

from datetime import date

from spindle.core.clock import MINUTE
from spindle.features.drill.memory import schedule
from spindle.features.drill.memory.within import Before, Within
from spindle.features.drill.records import Drill, Expectation, Item


def expect(
    item: Item, drill: Drill, within: Within, wall: int, day: date
) -> tuple[float, Expectation]:
    """The chance that an item is right now.

    After a night the forgetting curve tells; within the day the model fitted to this person's own
    repetitions once there are enough, and the value of the drill until then and for what is new.

    Args:
        item: The item.
        drill: Its drill.
        within: The model for repetitions within a day.
        wall: Now (µs UTC).
        day: The user's day.
    """
    if item.trace is None or item.asked is None:
        return drill.value.expected, Expectation.VALUE
    if day > item.trace.day:
        return schedule.recalled(item.trace, day), Expectation.FORGETTING
    before = Before(
        minutes=max(0, wall - item.asked) / MINUTE,
        value=drill.value.log_odds,
        lapses=item.wrong,
        streak=item.streak,
        attempts=item.attempts,
    )
    fitted = within.is_enough
    return within.expected(before), Expectation.WITHIN_DAY if fitted else Expectation.VALUE
