"""The honest record: counts first, then the share with its interval, and when it can tell."""

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.features.journal.honest import LEAST, Rate, Record
from spindle.features.journal.page.dates import came_words, held_words
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
    return [
        (_tr("Said to hold, the evening after"), _held(record)),
        (_tr("Said in the morning"), _came(record)),
        (_tr("How often"), _shares(record)),
        (_tr("What this can tell"), _tells(record)),
    ]


def _held(record: Record) -> list[str]:
    told = [f"{_n(n)} {held_words(held)}" for held, n in record.held.items() if n]
    lines = [", ".join(told) or _tr("Nothing yet.")]
    if record.unasked:
        lines.append(_tr("{n} not answered").format(n=_n(record.unasked)))
    return lines


def _came(record: Record) -> list[str]:
    told = [f"{_n(n)} {came_words(came)}" for came, n in record.came.items() if n]
    lines = [", ".join(told) or _tr("Nothing yet.")]
    missed = _tr("{nights} nights with a question, {missed} without a written morning.")
    lines.append(missed.format(nights=_n(record.nights), missed=_n(record.missed)))
    return lines


def _shares(record: Record) -> list[str]:
    lines = [_rate(record.rate, _tr("{hits} of {nights} written mornings held."))]
    if record.missed:
        with_missed = _tr("With the unwritten mornings as nothing: {hits} of {nights}.")
        lines.append(_rate(record.strict, with_missed))
    if record.rate.share is None:
        few = _tr("Below {n} nights a percentage would say nothing.")
        lines.append(few.format(n=_n(LEAST)))
    return lines


def _rate(rate: Rate, words: str) -> str:
    said = words.format(hits=_n(rate.hits), nights=_n(rate.nights))
    if rate.share is None or rate.interval is None:
        return said
    low, high = rate.interval
    interval = _tr("That is {share} %; the true share lies between {low} and {high} %.")
    percents = (_n(round(100 * each)) for each in (rate.share, low, high))
    share, least, most = percents
    return f"{said} {interval.format(share=share, low=least, high=most)}"


def _tells(record: Record) -> list[str]:
    lines = []
    if record.until is not None:
        until = _tr("{n} more written mornings until the next look.")
        lines.append(until.format(n=_n(record.until)))
    if record.look is not None:
        looked = _tr("The look at {n} nights is reached: the interval above may be read.")
        lines.append(looked.format(n=_n(record.look)))
    lines += [
        _tr(
            "Looks are at 28, 60 and 120 nights, fixed beforehand: whoever looks every night finds"
            " something where there is nothing."
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
