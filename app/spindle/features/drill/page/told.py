"""What is told after an answer and at the end of a run, in the user's language."""

from datetime import date

from PySide6.QtCore import QDate, QLocale

from spindle.features.drill.page.words import number, said, seconds, tr
from spindle.features.drill.run import After, Ended, Fact
from spindle.features.drill.telling import Sum, Told

_WEEK = 7


class QtWords:
    """Turns figures into words for the views of a run."""

    def after(self, told: Told, day: date) -> After:
        """Four facts: right so far, the time beside one's own usual, what was expected, next."""
        facts = []
        if told.asked:
            so_far = tr("{right} of {asked}").format(
                right=number(told.right), asked=number(told.asked)
            )
            facts.append(Fact(name=tr("Right"), figure=so_far, note=tr("in this run")))
        usual = "" if told.usual is None else tr("your usual {usual}")
        note = usual.format(usual=seconds(told.usual)) if told.usual is not None else ""
        facts.append(Fact(name=tr("Time"), figure=seconds(told.seconds), note=note))
        if told.attempt.right is not None:
            expected = percent(told.expected)
            facts.append(Fact(name=tr("Expected"), figure=expected, note=tr("before the answer")))
        if told.due is not None:
            facts.append(
                Fact(name=tr("Next"), figure=in_days(told.due, day), note=on_day(told.due, day))
            )
        return After(facts=tuple(facts))

    def ended(self, sum_: Sum, day: date) -> Ended:
        """What changed, and what comes back when."""
        lines = [*_results(sum_), *_changes(sum_)]
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


def counted(one: str, many: str, count: int) -> str:
    """A sentence for one, or for ``{n}``."""
    return one if count == 1 else many.replace("{n}", number(count))


def percent(share: float) -> str:
    """82 %."""
    return tr("{number} %").format(number=QLocale().toString(round(share * 100)))


def in_days(due: date, day: date) -> str:
    """Today, tomorrow, in 5 days."""
    days = (due - day).days
    if days <= 0:
        return tr("today")
    return tr("tomorrow") if days == 1 else tr("{n} days").format(n=number(days))


def on_day(due: date, day: date) -> str:
    """The weekday within a week, else the date."""
    there = QDate(due.year, due.month, due.day)
    locale = QLocale()
    if (due - day).days < _WEEK:
        return locale.standaloneDayName(there.dayOfWeek())
    form = tr("d MMMM") if due.year == day.year else tr("d MMMM yyyy")
    return locale.toString(there, form)


def when(due: date, day: date) -> str:
    """Today, tomorrow, Saturday, 4 May."""
    return in_days(due, day) if (due - day).days <= 1 else on_day(due, day)


def _results(sum_: Sum) -> list[str]:
    lines = []
    if sum_.items:
        lines.append(
            tr("{right} of {items} right at the first try.").format(
                right=number(sum_.first_right), items=number(sum_.items)
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
    lines = [
        tr("“{title}” is mastered: right, quick and even, and right among others.").format(
            title=title
        )
        for title in sum_.mastered
    ]
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
