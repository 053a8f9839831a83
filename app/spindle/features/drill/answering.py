"""What an answer changes: the item's memory, the drill's value and standing, the sitting."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median
from typing import Final

from spindle.core.clock import Moment
from spindle.core.days import DAY_START, at_minute, today
from spindle.features.drill.breaks import outside
from spindle.features.drill.kinds.kind import FORGOT, GOOD, MENTAL, Payload
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory import schedule
from spindle.features.drill.memory.cost import kept
from spindle.features.drill.memory.mastery import Standing, Try
from spindle.features.drill.memory.schedule import Grade
from spindle.features.drill.records import Attempt, Drill, Item
from spindle.features.drill.run import Answer
from spindle.features.drill.sitting import reach
from spindle.features.drill.state import AGAIN_AFTER, AGAIN_MOST, WARM_UP, Return, Sitting, parsed

_STEPS_WORTH: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The settings an answer is booked by.

    Attributes:
        wanted: Share recalled when asked that is aimed at.
        day_start: Minutes after midnight.
    """

    wanted: float = schedule.WANTED
    day_start: int = DAY_START


def answer(sitting: Sitting, given: Answer, at: Moment, rules: Rules) -> Sitting:
    """The sitting after its open question was answered.

    The attempt is the last one in ``done``; the question stays in ``asked`` until the next one.

    Args:
        sitting: With a question open.
        given: The answer, judged.
        at: The moment it was given.
        rules: The settings in force.
    """
    asked = sitting.asked
    if asked is None:
        raise AssertionError("Nothing was asked.")
    verdict, day = given.judged, today(at, rules.day_start)
    before = (*sitting.before, verdict.payload)
    item, due = sitting.items[asked.item.id], None
    if verdict.outcome is not None and given.grade is not None:
        item, due = _remembered(item, sitting, given.grade, before, at, rules)
    attempt = Attempt(
        asked=asked,
        answer=given,
        source="override" if given.given.get("call") else "user" if given.by_person else "auto",
        day=day,
        offset=at.offset,
        drill=sitting.drills[asked.drill.id],
        item=item,
        error=None if verdict.outcome is None else asked.drill.value.error(verdict.outcome),
        due=due,
        warm=sitting.began is not None and at.awake - sitting.began.awake < WARM_UP,
    )
    attempt = replace(attempt, drill=_known(attempt, before))
    if verdict.outcome is not None:
        attempt = replace(attempt, item=replace(item, swift=_swift(attempt)))
    paced = kind_of(asked.drill.kind).paced and asked.mode != MENTAL
    return replace(
        sitting,
        drills={**sitting.drills, attempt.drill.id: attempt.drill},
        items={**sitting.items, item.id: attempt.item},
        returns=_returns(sitting, attempt, paced=paced),
        before=before if paced else (),
        done=(*sitting.done, attempt),
    )


def _remembered(
    item: Item,
    sitting: Sitting,
    grade: int,
    before: tuple[Payload, ...],
    at: Moment,
    rules: Rules,
) -> tuple[Item, date]:
    """The item after the attempt, and the day it is due again.

    One that is asked again and again (a ladder) is scheduled by what the sitting with it came to
    so far, once for all its attempts.
    """
    drill = sitting.drills[item.drill]
    kind, day, trace = kind_of(drill.kind), today(at, rules.day_start), item.trace
    if kind.paced:
        result = kind.result(parsed(kind, item), before)
        grade = grade if result.outcome is None else GOOD if result.outcome else FORGOT
        trace = _before_sitting(sitting, item)
    planned = schedule.after(
        trace,
        Grade(grade),
        day,
        item=item.id,
        longest=kind.traits.longest,
        wanted=drill.wanted or rules.wanted,
    )
    due = outside(_before_aim(planned.due, drill.aim_day, day), sitting.away, day)
    right = grade != FORGOT
    changed = replace(
        item,
        trace=planned.trace,
        attempts=item.attempts + 1,
        wrong=item.wrong + (not right),
        streak=item.streak + 1 if right else 0,
        asked=at.wall,
        begun=item.begun or day,
        due=at_minute(due, rules.day_start, at.zone),
    )
    return changed, due


def _before_aim(due: date, aim_day: date | None, day: date) -> date:
    """What would be due after an exam is asked once more on the day before it."""
    if aim_day is None or aim_day <= day:
        return due
    return max(min(due, aim_day - timedelta(days=1)), day + timedelta(days=1))


def _before_sitting(sitting: Sitting, item: Item) -> schedule.Trace | None:
    """What was left of an item in memory when this run of attempts at it began."""
    trace = item.trace
    for number, attempt in enumerate(reversed(sitting.done)):
        if number >= len(sitting.before) or attempt.item.id != item.id:
            break
        trace = attempt.asked.item.trace
    return trace


def _known(attempt: Attempt, before: tuple[Payload, ...]) -> Drill:
    """The drill after the attempt; in the mind it is as it was."""
    drill, asked, verdict = attempt.drill, attempt.asked, attempt.judged
    if verdict.outcome is None:
        return drill
    right, kind = bool(verdict.outcome), kind_of(drill.kind)
    steps = len(verdict.elements) if kind.traits.in_steps else 1
    done = Try(
        right,
        attempt.pace,
        asked.mixed,
        attempt.day,
        min(max(1.0, float(steps)), _STEPS_WORTH),
        asked.mode,
    )
    standing = drill.standing.learn(done, drill.target)
    held = drill.difficulty
    if asked.level is not None:
        low, high = reach(kind, attempt.item)
        held = held.learn(right=right, easiest=low, hardest=high)
    figures = kind.result(parsed(kind, asked.item), before).figures if kind.paced else ()
    return replace(
        drill,
        value=drill.value.learn(verdict.outcome),
        standing=standing,
        difficulty=held,
        attempts=drill.attempts + 1,
        costs=kept(drill.costs, _took(attempt), same=kind.paced and len(before) > 1),
        usual=_usual(standing, kind.modes[0]) or drill.usual,
        figure=next(((value, unit) for _, value, unit in figures if unit), drill.figure),
    )


def _took(attempt: Attempt) -> float | None:
    """From when it was asked to when it was answered, a rest before it included, in ms."""
    active = attempt.active_ms
    return None if active is None else active + 1000 * attempt.asked.prompt.rest_s


def _usual(standing: Standing, mode: str) -> float | None:
    """The median of the last right answers: of the usual way of asking, else of the last one."""
    timed = [each for each in standing.recent if each.right and each.seconds]
    if not timed:
        return None
    own = [each for each in timed if each.mode == mode]
    own = own or [each for each in timed if each.mode == timed[-1].mode]
    return median(each.seconds for each in own if each.seconds)


def _swift(attempt: Attempt) -> int:
    """How often in a row the item was right and quick; two such times in a row are even."""
    drill, seconds = attempt.drill, attempt.pace
    if not attempt.right or attempt.hints:
        return 0
    if seconds is None:
        return attempt.item.swift
    enough = drill.standing.enough(drill.target, attempt.asked.mode)
    return attempt.item.swift + 1 if enough is not None and seconds <= enough else 0


def _returns(sitting: Sitting, attempt: Attempt, *, paced: bool) -> tuple[Return, ...]:
    """Missed items come back after some others, a few times; in a mock run nothing does."""
    if attempt.right is not False or paced or sitting.plan.mock:
        return sitting.returns
    times = (
        1
        + sum(each.asked.again for each in sitting.done if each.item.id == attempt.item.id)
        + attempt.asked.again
    )
    if times > AGAIN_MOST:
        return sitting.returns
    back = Return(attempt.item.id, sitting.count + AGAIN_AFTER, times)
    return (*sitting.returns, back)
