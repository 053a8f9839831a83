"""Puts Today's state into the words and marks that the strip and the week draw."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Final

from spindle.core.activity import Activity
from spindle.core.clock import MINUTE
from spindle.core.days import at_minute
from spindle.core.feature import Mark
from spindle.features.today.model import Channel, TodayState, examples
from spindle.features.today.page.words import clock, length, tr, weekday_short
from spindle.ui.counted import counted
from spindle.ui.said import said
from spindle.ui.strip_model import Hour, Label, Strip
from spindle.ui.week_channels import Line, WeekPicture

_EACH: Final = 3
"""Hours between two that are named."""


def strip_of(state: TodayState) -> Strip:
    """The strip of a state."""
    zone = state.at.zone
    first, last = state.hours
    marks = examples(state) if state.first_run else state.marks
    labels = _invitations(marks) if state.first_run else _labels(marks, zone)
    time = clock(state.at.wall, zone)
    return Strip(
        start=at_minute(state.day, first * 60, zone),
        end=at_minute(state.day, last * 60, zone),
        now=state.at.wall,
        waking=state.waking,
        lights_out=state.lights_out,
        hours=tuple(
            Hour(at=at_minute(state.day, hour * 60, zone), words=_hour(hour))
            for hour in range(first, last + 1)
        ),
        marks=marks,
        labels=labels,
        time=time,
        summary=_summary(time, labels),
    )


def week_of(state: TodayState) -> WeekPicture:
    """The week of a state."""
    monday = state.day - timedelta(days=state.week.today)
    names = [weekday_short(monday + timedelta(days=n)) for n in range(7)]
    names[state.week.today] = tr("Today")
    return WeekPicture(
        days=state.week.days,
        names=tuple(names),
        today=state.week.today,
        now=state.at.wall,
        lines=tuple(_line(channel) for channel in state.week.channels),
    )


def _line(channel: Channel) -> Line:
    if channel.activity is Activity.PRIME:
        total = counted(tr("once"), tr("{n} times"), channel.times) if channel.times else tr("none")
    else:
        total = length(channel.work) if channel.work else tr("none")
    return Line(
        activity=str(channel.activity),
        name=_name(channel.activity),
        total=total,
        marks=channel.marks,
    )


def _name(activity: Activity) -> str:
    return {
        Activity.FOCUS: tr("Focus"),
        Activity.LISTEN: tr("Listen"),
        Activity.DRILL: tr("Drill"),
        Activity.PRIME: tr("Evening"),
        Activity.MOVE: tr("Move"),
    }[activity]


def _invitations(marks: Iterable[Mark]) -> tuple[Label, ...]:
    words = {
        Activity.FOCUS: tr("in waves"),
        Activity.LISTEN: tr("faster"),
        Activity.DRILL: tr("until easy"),
        Activity.PRIME: tr("then sleep"),
    }
    return tuple(
        Label(
            at=mark.start,
            until=mark.end,
            name=_name(mark.activity),
            rest=words[mark.activity],
            activity=str(mark.activity),
            middle=True,
        )
        for mark in marks
    )


def _labels(marks: Sequence[Mark], zone: str) -> tuple[Label, ...]:
    def of(mark: Mark) -> tuple[bool, str, int]:
        # A mark without a group stands alone.
        return mark.state == "planned", mark.group, 0 if mark.group else mark.start

    groups = groupby(sorted(marks, key=of), key=of)
    labels = [_label(tuple(together), zone) for _, together in groups]
    return tuple(sorted(labels, key=lambda label: label.at))


def _label(marks: Sequence[Mark], zone: str) -> Label:
    first, last = marks[0], max(mark.end for mark in marks)
    name = said(first.label)
    if first.state == "planned" and first.group:
        return Label(
            at=first.start, until=last, name=tr("{activity}, planned").format(activity=name)
        )
    if first.state == "planned":
        return Label(at=first.start, until=last, name=name, rest=clock(first.start, zone))
    work = sum(mark.work for mark in marks)
    return Label(
        at=first.start,
        until=last,
        name=name,
        rest=length(work) if work else "",
        activity=str(first.activity),
    )


def _summary(time: str, labels: Iterable[Label]) -> str:
    words = [tr("Now {time}.").format(time=time)]
    for label in labels:
        whole = f"{label.name} {label.rest}".strip()
        expected = not label.activity or label.middle
        words.append(tr("Expected: {what}.").format(what=whole) if expected else f"{whole}.")
    return " ".join(words)


def _hour(hour: int) -> str:
    if hour % _EACH:
        return ""
    return f"{hour if hour <= 24 else hour - 24:02}"


def next_minute(wall: int) -> int:
    """µs from an instant to the next full minute."""
    return MINUTE - wall % MINUTE
