"""Why this was asked, in words."""

from spindle.features.drill.memory.choice import Rule
from spindle.features.drill.memory.intervals import Stretch
from spindle.features.drill.page.words import number, tr
from spindle.features.drill.records import Question


def why(question: Question) -> str:
    """One or two sentences: the rule, what else there was, and how it can be replayed."""
    said = [_rule(question)]
    if question.mixed:
        said.append(tr("It stands among other drills."))
    if question.stretch is Stretch.PUSH:
        said.append(tr("A harder stretch, one step up."))
    elif question.stretch is Stretch.EASE:
        said.append(tr("Recovery, one step down."))
    others = _others(question)
    if others:
        said.append(others)
    place = tr("Run {seed}, place {place}.").format(
        seed=question.why.get("seed", 0), place=number(float(question.why.get("place", 0)) + 1)
    )
    return " ".join((*said, place))


def _rule(question: Question) -> str:
    if question.again:
        return tr("It was wrong in this run.")
    rule = question.why.get("rule")
    if rule == Rule.ASKED_FOR:
        return tr("You asked for this drill.")
    if rule == Rule.LEARNING:
        return tr("It is being learned.")
    if rule == Rule.MASTERED:
        return tr("It is mastered, and asked now and then.")
    if question.item.attempts == 0:
        return tr("It is new.")
    return tr("It was due.")


def _others(question: Question) -> str:
    """How many drills there were to choose from."""
    due, active = int(question.why.get("due", 0)), int(question.why.get("active", 0))
    if due > 1:
        return tr("Of {n} drills with something due, chance took this one.").format(n=number(due))
    if active > 1 and question.why.get("rule") == Rule.LEARNING:
        return tr("Of {n} that are being learned, chance took this one.").format(n=number(active))
    return ""
