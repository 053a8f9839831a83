"""The honest record: counts first, then the share with its interval, and when it can tell."""

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.features.journal.honest import Dreams, Look, Rate, Record
from spindle.features.journal.page.dates import came_words, held_words
from spindle.ui.counted import counted
from spindle.ui.labels import Label


class RecordPane(QWidget):
    """What nights with a question came to. No mark, no praise, nothing to beat."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 40)
        self._box.setSpacing(0)

    def show_record(self, record: Record) -> None:
        """Show the record as it is now."""
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._add("question_title", self.tr("The record"))
        for heading, lines in paragraphs(record):
            self._box.addSpacing(28)
            self._add("section", heading)
            for line in lines:
                self._box.addSpacing(6)
                self._add("body", line, "ink2")
        self._box.addStretch(1)

    def _add(self, role: str, text: str, colour: str = "ink") -> None:
        self._box.addWidget(Label(role, text, colour, wrap=True))


def paragraphs(record: Record) -> list[tuple[str, list[str]]]:
    """The record in words."""
    found = [
        (_tr("Said to hold, the evening after"), _held(record)),
        (_tr("Said in the morning"), _came(record)),
        (_tr("How often"), _often(record)),
        (_tr("What this can tell"), _tells(record)),
    ]
    dreamt = _dreamt(record.dreams)
    return [*found[:2], (_tr("Said of dreams"), dreamt), *found[2:]] if dreamt else found


def _held(record: Record) -> list[str]:
    told = [f"{_n(n)} {held_words(held)}" for held, n in record.held.items() if n]
    lines = [", ".join(told) or _tr("Nothing yet.")]
    if record.late:
        late = _tr("{n} of the yes came later than a day after the morning and are no hits.")
        lines.append(late.format(n=_n(record.late)))
    if record.unasked:
        lines.append(_tr("{n} not answered").format(n=_n(record.unasked)))
    return lines


def _came(record: Record) -> list[str]:
    told = [f"{_n(n)} {came_words(came)}" for came, n in record.came.items() if n]
    lines = [", ".join(told) or _tr("Nothing yet.")]
    if record.later:
        lines.append(_tr("Came later, in the day after: {n}").format(n=_n(record.later)))
    missed = _tr("Nights with a question: {nights}, without a written morning: {missed}.")
    lines.append(missed.format(nights=_n(record.nights), missed=_n(record.missed)))
    return lines


def _dreamt(dreams: Dreams) -> list[str]:
    names = (_tr("none"), _tr("a trace"), _tr("a piece"), _tr("a whole dream"))
    told = [f"{_n(n)} {name}" for n, name in zip(dreams.recall, names, strict=True) if n]
    lines = [", ".join(told)] if told else []
    if dreams.related:
        lines.append(_tr("{n} had to do with the question").format(n=_n(dreams.related)))
    if dreams.late:
        late = _tr("{n} written later than an hour after waking are left out.")
        lines.append(late.format(n=_n(dreams.late)))
    return lines


def _often(record: Record) -> list[str]:
    one, many = (
        _tr("{hits} of 1 written morning held."),
        _tr("{hits} of {n} written mornings held."),
    )
    lines = [counted(one, many, record.rate.nights).format(hits=_n(record.rate.hits))]
    if record.missed:
        words = _tr("With the unwritten mornings as nothing: {hits} of {nights}.")
        lines.append(words.format(hits=_n(record.strict.hits), nights=_n(record.strict.nights)))
    return lines + [line for look in record.looks[-1:] for line in _looked(look)]


def _looked(look: Look) -> list[str]:
    words = _tr(
        "At the look after {nights} written mornings: {hits} held, {share} %; the true share lies"
        " between {low} and {high} %."
    )
    lines = [words.format(**_shares(look.written))]
    if look.strict.nights > look.written.nights:
        words = _tr("With the unwritten as nothing {share} %, between {low} and {high} %.")
        lines.append(words.format(**_shares(look.strict)))
    return lines


def _shares(rate: Rate) -> dict[str, str]:
    low, high = rate.interval
    percents = {"share": rate.share, "low": low, "high": high}
    found = {name: _n(round(100 * share)) for name, share in percents.items()}
    return found | {"hits": _n(rate.hits), "nights": _n(rate.nights)}


def _tells(record: Record) -> list[str]:
    lines = []
    if record.until is not None:
        one = _tr("1 more written morning until the next look.")
        many = _tr("{n} more written mornings until the next look.")
        lines.append(counted(one, many, record.until))
    lines += [
        _tr(
            "Looks are at 28, 60 and 120 written mornings, fixed beforehand, and in between there"
            " are counts only: whoever looks every night finds something where there is nothing."
        ),
        _tr(
            "Without nights of comparison this is a share and no effect: in a laboratory one puzzle"
            " in five was solved the next morning anyway (Sanders and others, 2019, 57 people)."
        ),
    ]
    return lines


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordPane", text)


def _n(number: int) -> str:
    return QLocale().toString(number)
