"""The check in one sentence or two: "12 items, 1 has no answer"."""

from collections.abc import Sequence

from spindle.features.drill.kinds.checking import Facts
from spindle.features.drill.kinds.kind import NO_ANSWER, NO_QUESTION
from spindle.features.drill.page.words import number, problem, said, tr
from spindle.features.drill.text_format.bad import Bad


def sentence(facts: Facts, bad: Sequence[Bad] = ()) -> str:
    """Lines that cannot be read first, then the count and what is wrong with which items."""
    if bad:
        first = bad[0]
        return tr("Line {line}: {sentence}").format(
            line=number(first.line), sentence=said(first.sentence, what=first.what)
        )
    items = tr("1 item") if facts.items == 1 else tr("{count} items").format(count=facts.items)
    said_of: dict[str, list[int]] = {}
    for one in facts.problems:
        said_of.setdefault(problem(one.error), []).append(one.item + 1)
    counts = [_short(words, said_of.pop(words)) for words in _shorts() if words in said_of]
    parts = [tr("{list}.").format(list=", ".join([items, *counts]))]
    for words, places in list(said_of.items())[:3]:
        if len(places) == 1:
            parts.append(tr("Item {place}: {what}").format(place=places[0], what=words))
        else:
            parts.append(tr("{count} of them: {what}").format(count=len(places), what=words))
    same = tr("Items {one} and {other} ask the same.")
    parts += [same.format(one=at + 1, other=other + 1) for at, other in facts.twice[:1]]
    idle = tr("The field “{field}” does nothing.")
    parts += [idle.format(field=unknown.field) for unknown in facts.unknown[:1]]
    return " ".join(parts)


def _shorts() -> dict[str, tuple[str, str]]:
    """What most often is missing, as it is counted: for one item, and for several."""
    return {
        said(NO_QUESTION): (tr("1 has no question"), tr("{n} have no question")),
        said(NO_ANSWER): (tr("1 has no answer"), tr("{n} have no answer")),
    }


def _short(words: str, places: Sequence[int]) -> str:
    """How many items lack it, and the first of them."""
    one, many = _shorts()[words]
    counted = one if len(places) == 1 else many.replace("{n}", number(len(places)))
    if len(places) == 1:
        return tr("{counted} (item {place})").format(counted=counted, place=number(places[0]))
    return tr("{counted} (the first is item {place})").format(
        counted=counted, place=number(places[0])
    )
