"""What is told after an answer, in the user's language: four facts and a sentence."""

from datetime import date

from PySide6.QtCore import QLocale

from spindle.features.drill.page.counting_words import in_days, on_day, percent
from spindle.features.drill.page.words import number, seconds, tr
from spindle.features.drill.run import Fact
from spindle.features.drill.telling import Told
from spindle.ui.counted import counted

_CLOSE = 0.25  # an error of the prediction smaller than this reads as expected


def facts_after(told: Told, day: date) -> tuple[Fact, ...]:
    """Of steps order, time and evenness; else median, spread and what runs by itself; then next."""
    facts = _of_times(told) if told.steps is None else _of_steps(told, *told.steps)
    if told.due is not None:
        name = tr("Next for this item") if told.steps is None else tr("Next")
        facts.append(Fact(name=name, figure=in_days(told.due, day), note=on_day(told.due, day)))
    return tuple(facts)


def sentence_after(told: Told) -> str:
    """Which steps are slow, and how the answer differed from what was expected of it."""
    parts = []
    if told.slow:
        places = [number(place + 1) for place in told.slow]
        one, many = tr("Step {places} is still slow."), tr("Steps {places} are still slow.")
        words = one if len(places) == 1 else many
        parts.append(words.format(places=QLocale().createSeparatedList(places)))
    if told.attempt.error is not None:
        parts.append(_surprise(told.attempt.error, told.expected))
    return " ".join(parts)


def _of_steps(told: Told, right: int, of: int) -> list[Fact]:
    slips = tr("no slips in this run")
    if right < of:
        slips = counted(tr("1 slip in this run"), tr("{n} slips in this run"), of - right)
    order = tr("{right} of {of} right").format(right=number(right), of=number(of))
    facts = [Fact(name=tr("Order"), figure=order, note=slips)]
    if told.seconds is not None:
        note = ""
        if told.before is not None:
            note = tr("{time} the last run").format(time=seconds(told.before))
        facts.append(Fact(name=tr("Time"), figure=seconds(told.seconds), note=note))
    if told.even is not None:
        note = tr("spread around your usual, aim under 0.4")
        facts.append(Fact(name=tr("Even"), figure=number(round(told.even, 1)), note=note))
    return facts


def _of_times(told: Told) -> list[Fact]:
    usual, week = told.usual, told.week
    if usual is None:
        return _so_far(told)
    middle = spread = ""
    if week is not None:
        last = tr("{time} last week")
        middle = last.format(time=seconds(week.middle))
        spread = last.format(time=seconds(week.high - week.low))
    facts = [
        Fact(name=tr("Median"), figure=seconds(usual.middle), note=middle),
        Fact(name=tr("Spread"), figure=seconds(usual.high - usual.low), note=spread),
    ]
    if told.automatic is not None:
        swift, of = told.automatic
        figure = tr("{right} of {asked}").format(right=number(swift), asked=number(of))
        note = tr("fast and even, three times")
        facts.append(Fact(name=tr("Automatic"), figure=figure, note=note))
    return facts


def _so_far(told: Told) -> list[Fact]:
    """While there is no usual time yet, or time tells nothing."""
    facts = []
    if told.asked:
        so_far = tr("{right} of {asked}").format(right=number(told.right), asked=number(told.asked))
        facts.append(Fact(name=tr("Right"), figure=so_far, note=tr("in this run")))
    if told.seconds is not None:
        facts.append(Fact(name=tr("Time"), figure=seconds(told.seconds)))
    return facts


def _surprise(error: float, expected: float) -> str:
    """The error of the prediction in words, and the prediction itself; only after the answer."""
    if abs(error) < _CLOSE:
        words = tr("As expected: right was {share} likely.")
    elif error > 0:
        words = tr("Better than expected: right was {share} likely.")
    else:
        words = tr("Worse than expected: right was {share} likely.")
    return words.format(share=percent(expected))
