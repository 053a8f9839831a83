"""Why this was asked, in words."""

from collections.abc import Mapping

from PySide6.QtCore import QLocale

from spindle.features.drill.memory.choice import Rule, from_plain
from spindle.features.drill.memory.intervals import Stretch
from spindle.features.drill.page.words import number, tr
from spindle.features.drill.records import Drill, Question


def why(question: Question, drills: Mapping[str, Drill]) -> str:
    """The rule, what else there was, and how it can be replayed."""
    said = [_rule(question)]
    if question.mixed:
        said.append(tr("It stands among other drills."))
    if question.stretch is Stretch.PUSH:
        said.append(tr("A harder stretch, one step up."))
    elif question.stretch is Stretch.EASE:
        said.append(tr("Recovery, one step down."))
    said += [sentence for sentence in (_others(question), _mix(question, drills)) if sentence]
    place = tr("Run {seed}, place {place}.").format(
        seed=question.why.get("seed", 0), place=number(float(question.why.get("place", 0)) + 1)
    )
    return " ".join((*said, place))


def _rule(question: Question) -> str:
    if question.again:
        return tr("It was wrong in this run.")
    due = tr("It is new.") if question.item.attempts == 0 else tr("It was due.")
    return {
        Rule.ASKED_FOR: tr("You asked for this drill."),
        Rule.SAME: tr("It goes on until it is done."),
        Rule.LEARNING: tr("It is being learned."),
        Rule.MASTERED: tr("It is mastered, and asked now and then."),
    }.get(question.why.get("rule", Rule.DUE), due)


def _others(question: Question) -> str:
    """How many drills there were to choose from, and why this place of its list."""
    draw = from_plain(question.why.get("draw", {}))
    said = []
    if len(draw.due) > 1:
        words = tr("Of {n} drills with something due, chance took this one.")
        said.append(words.format(n=number(len(draw.due))))
    elif len(draw.learning) > 1 and question.why.get("rule") == Rule.LEARNING:
        words = tr("Of {n} that are being learned, chance took this one.")
        said.append(words.format(n=number(len(draw.learning))))
    if question.why.get("strategies"):
        said.append(tr("It asks for another way of solving than the one before."))
    return " ".join(said)


def _mix(question: Question, drills: Mapping[str, Drill]) -> str:
    """What it is mixed with now."""
    mix = [id_ for id_ in question.why.get("mix", ()) if id_ != question.drill.id]
    titles = [drills[id_].title for id_ in mix if id_ in drills]
    if not question.mixed or not titles:
        return ""
    names = QLocale().createSeparatedList([tr("“{name}”").format(name=title) for title in titles])
    return tr("Mixed now with {names}.").format(names=names)
