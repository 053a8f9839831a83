"""What is told after an answer and at the end of a run, in the user's language."""

from datetime import date
from itertools import pairwise

from PySide6.QtCore import QLocale

from spindle.features.drill.kinds.kind import GAP
from spindle.features.drill.page.after_words import facts_after, sentence_after
from spindle.features.drill.page.counting_words import in_days, on_day, percent, when
from spindle.features.drill.page.words import number, said, seconds, tr
from spindle.features.drill.run import After, Ended, Fact
from spindle.features.drill.summing import Figure, Mastered, Sum
from spindle.features.drill.telling import Told
from spindle.ui.counted import counted


class QtWords:
    """Turns figures into words for the views of a run."""

    def after(self, told: Told, day: date) -> After:
        """Four facts, and in a sentence what was expected and which steps are slow."""
        return After(facts=facts_after(told, day), sentence=sentence_after(told))

    def ended(self, sum_: Sum, day: date) -> Ended:
        """What changed, and what comes back when."""
        lines = [*_results(sum_), *_missed(sum_), *_changes(sum_)]
        if sum_.back:
            lines.append(_back(sum_, day))
        if sum_.left:
            lines.append(counted(tr("1 item was left."), tr("{n} items were left."), sum_.left))
        if sum_.late_ms is not None:
            words = tr(
                "Keys reached Spindle up to {ms} ms late. Times are taken from the keys themselves."
            )
            lines.append(words.format(ms=number(round(sum_.late_ms))))
        return Ended(title=said(sum_.title), lines=tuple(lines), facts=_facts(sum_, day))


def _results(sum_: Sum) -> list[str]:
    lines = []
    if sum_.items:
        lines.append(
            tr("{right} of {items} right at the first try.").format(
                right=number(sum_.first_right), items=number(sum_.items)
            )
        )
    lines += [text for figure in sum_.figures if (text := _figure(figure))]
    for reps, clean in pairwise(sum_.figures):
        if (reps.name, clean.name) == ("reps", "clean"):
            words = tr("“{title}”: {clean} of {reps} repetitions clean.").format(
                title=clean.title, clean=number(clean.value), reps=number(reps.value)
            )
            lines.append(words)
    if sum_.compared:
        lines.append(
            counted(
                tr("1 block in random order, to compare with."),
                tr("{n} blocks in random order, to compare with."),
                sum_.compared,
            )
        )
    if sum_.mental:
        lines.append(
            counted(
                tr("Once in the mind, counted apart."),
                tr("{n} times in the mind, counted apart."),
                sum_.mental,
            )
        )
    return lines


def _changes(sum_: Sum) -> list[str]:
    lines = [_became(one) for one in sum_.mastered]
    if sum_.weak is not None:
        title, step = sum_.weak
        lines.append(
            tr("Step {step} of “{title}” goes wrong most often.").format(
                step=number(step + 1), title=title
            )
        )
    if sum_.rushed:
        lines.append(tr("Quicker than your usual, and wrong more often."))
    return lines


def _became(one: Mastered) -> str:
    """Mastered, and by what: no more is said than was looked at."""
    if not one.timed:
        words = tr("“{title}” is mastered: right, and right among others on another day.")
        return words.format(title=one.title)
    if one.target is None:
        words = tr(
            "“{title}” is mastered: right, even, as quick as your own best, and right among others"
            " on another day."
        )
        return words.format(title=one.title)
    words = tr(
        "“{title}” is mastered: right, even, within {target}, and right among others on another"
        " day."
    )
    return words.format(title=one.title, target=seconds(one.target))


def _figure(figure: Figure) -> str:
    """What a ladder or the keys came to; counts are told together."""
    if figure.name == "reached":
        words = tr("“{title}”: two clean at {bpm} beats a minute.")
        return words.format(title=figure.title, bpm=number(figure.value))
    if figure.name == "gap":
        words = tr("“{title}”: a key follows another after {ms} ms.")
        return words.format(title=figure.title, ms=number(round(figure.value)))
    if figure.name == "sequence_gain":
        return tr("“{title}”: {what}").format(title=figure.title, what=gained(figure.value))
    return ""


def gained(ms: float) -> str:
    """What the sequence itself is worth, beside the same keys in random order."""
    if ms <= 0:
        return tr("in the sequence a key follows no sooner than in random order.")
    words = tr("a key follows {ms} ms sooner in the sequence than in random order.")
    return words.format(ms=number(round(ms)))


def _missed(sum_: Sum) -> list[str]:
    """What was not right in a mock run, which did not tell before."""
    lines = []
    for one in sum_.missed:
        words = tr("“{asked}”: {answer}.")
        if one.given and one.near:
            words = tr("“{asked}”: {answer}. You wrote {given}, which is near.")
        elif one.given:
            words = tr("“{asked}”: {answer}. You wrote {given}.")
        asked = " ".join(one.asked.replace(GAP, "…").split())
        lines.append(words.format(asked=asked, answer=one.answer, given=one.given))
    return lines


def _back(sum_: Sum, day: date) -> str:
    """3 come back tomorrow, 4 on Saturday and later."""
    first, count = sum_.back[0]
    later = sum(count for _, count in sum_.back[1:])
    begin = counted(
        tr("1 item comes back: {when}."), tr("{n} items come back: {when}."), count
    ).format(when=when(first, day))
    if not later:
        return begin
    rest = counted(tr("1 more later."), tr("{n} more later."), later)
    return f"{begin} {rest}"


def _facts(sum_: Sum, day: date) -> tuple[Fact, ...]:
    facts = []
    if sum_.asked:
        share = percent(sum_.right / sum_.asked)
        facts.append(
            Fact(
                name=tr("Right"),
                figure=share,
                note=tr("{right} of {asked} answers").format(
                    right=number(sum_.right), asked=number(sum_.asked)
                ),
            )
        )
    if sum_.balance is not None:
        sign = "+" if sum_.balance >= 0 else "−"
        figure = f"{sign}{QLocale().toString(abs(sum_.balance), 'f', 1)}"
        note = tr("speed and accuracy, 0 is your usual")
        facts.append(Fact(name=tr("Balance"), figure=figure, note=note))
    if sum_.back:
        first = sum_.back[0][0]
        facts.append(Fact(name=tr("Next"), figure=in_days(first, day), note=on_day(first, day)))
    return tuple(facts)
