"""How fast is understood: the finding, its curve or table, and whose checks they are drawn from."""

from typing import Final, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.features.listen.page.figures_table import FiguresTable
from spindle.features.listen.page.telling import genre_name, number, percent, tr
from spindle.features.listen.page.understood_chart import UnderstoodChart, said
from spindle.features.listen.sitting import Sitting
from spindle.features.listen.text.genre import Genre
from spindle.features.listen.velocity.portrait import Portrait, portrait
from spindle.features.listen.velocity.threshold import Estimate, Observation
from spindle.features.listen.velocity.understood import ENOUGH
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.select import Select

OF_ONE_TEXT: Final = 12
"""Checks in one text from which on it has a curve of its own."""


class Of(NamedTuple):
    """Whose curve: of a kind of text, of one text, or with neither of all."""

    genre: Genre | None = None
    text: str = ""


class CurvePart(QWidget):
    """Redraws by ``follow``. The curve in force is shown until the person wants another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting: Sitting | None = None
        self._offered: tuple[Of, ...] = (Of(),)
        self._wanted: Of | None = None
        self._drawn: tuple[object, ...] = ()
        self.finding = Label("section", "", wrap=True)
        self.sure = Label("caption", "", "ink2", wrap=True)
        self.of = Select([tr("All texts")])
        self.of.let_shrink()
        self.of.setAccessibleName(tr("Whose checks"))
        self.of.chosen.connect(self._want)
        self.chart = UnderstoodChart()
        self.table = FiguresTable()
        self.table.hide()
        self.as_table = Hinted(tr("Show as table"), "")
        self.as_table.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.finding, self.sure, self.of, self.chart, self.table, self.as_table):
            column.addWidget(widget)

    def follow(self, sitting: Sitting) -> None:
        """Show what is known in this sitting."""
        self._sitting = sitting
        self._offered = _offered(sitting)
        here = self._wanted if self._wanted in self._offered else _in_force(sitting)
        at = self._offered.index(here) if here in self._offered else 0
        self.of.set_words([_named(each) for each in self._offered], at)
        self.of.setVisible(len(self._offered) > 1)
        self._show(sitting, self._offered[at])

    def _show(self, sitting: Sitting, of: Of) -> None:
        reader = sitting.reader
        checks = [sign for sign in reader.signs if sign.strength == 1]
        enough = len(checks) >= ENOUGH
        for widget in (self.chart, self.table, self.as_table):
            widget.setVisible(enough and (widget is not self._hidden))
        if not enough:
            self.finding.setText(tr("How fast you understand is not known yet."))
            needs = tr("{answered} of the {enough} checks that it needs with this voice.")
            if sitting.silent:
                needs = tr("{answered} of the {enough} checks that it needs in silence.")
            self.sure.setText(needs.format(answered=number(len(checks)), enough=number(ENOUGH)))
            return
        drawn = (of, reader.known.voice, tuple(reader.signs), reader.known.comfort)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        own = [sign for sign in reader.signs if _is_of(sign, of)]
        shown = portrait(_estimate(sitting, own, of), own)
        self.finding.setText(said(shown))
        self.sure.setText(_sure(shown.checks, len(checks), of, silent=sitting.silent))
        self.chart.show_portrait(shown)
        self.table.show_rows(_rows(shown))

    @property
    def _hidden(self) -> QWidget:
        """The one of chart and table that is not wanted."""
        return self.table if self.as_table.text() == tr("Show as table") else self.chart

    def _turn(self) -> None:
        words = tr("Show as chart") if self._hidden is self.table else tr("Show as table")
        self.as_table.setText(words)
        self.as_table.updateGeometry()
        self._again()

    def _want(self, index: int) -> None:
        self._wanted = self._offered[index]
        self._again()

    def _again(self) -> None:
        if self._sitting is not None:
            self.follow(self._sitting)


def _offered(sitting: Sitting) -> tuple[Of, ...]:
    """All texts, each kind of which there are checks and the one that is heard, this text."""
    checks = [sign for sign in sitting.reader.signs if sign.strength == 1]
    if len(checks) < ENOUGH:
        return (Of(),)
    kinds = {sign.genre for sign in checks} | {sitting.document.genre}
    genres = tuple(Of(genre) for genre in Genre if genre in kinds)
    here = sitting.document.id
    of_this = sum(sign.text == here for sign in checks)
    text = (Of(text=here),) if OF_ONE_TEXT <= of_this < len(checks) else ()
    return (Of(), *(genres if len(genres) > 1 else ()), *text)


def _in_force(sitting: Sitting) -> Of:
    """The curve that the speed follows."""
    return Of(sitting.document.genre)


def _named(of: Of) -> str:
    if of.text:
        return tr("This text")
    return tr("All texts") if of.genre is None else genre_name(of.genre)


def _is_of(sign: Observation, of: Of) -> bool:
    return (of.genre is None or sign.genre == of.genre) and (not of.text or sign.text == of.text)


def _estimate(sitting: Sitting, own: list[Observation], of: Of) -> Estimate:
    """The one in force where that is asked for; of one text, what its own checks say."""
    reader = sitting.reader
    if of == _in_force(sitting) or (of == Of() and len(_kinds(reader.signs)) == 1):
        return sitting.ramp.estimate
    if of.genre is not None:
        return Estimate.of_genre(reader.signs, of.genre, reader.known.comfort)
    return Estimate.after(own, reader.known.comfort)


def _kinds(signs: list[Observation]) -> set[str]:
    return {sign.genre for sign in signs}


def _sure(checks: int, known: int, of: Of, *, silent: bool) -> str:
    """How many checks it rests on, and how sure it is."""
    if of.genre is not None and checks < known:
        words = tr(
            "From {checks} checks in such texts; {others} in others say where to look. "
            "The band holds the curve four times in five."
        )
    elif silent:
        words = tr("From {checks} checks in silence. The band holds the curve four times in five.")
    else:
        words = tr("From {checks} checks. The band holds the curve four times in five.")
    return words.format(checks=number(checks), others=number(known - checks))


def _rows(shown: Portrait) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [(tr("wpm"), tr("understood"), tr("from"), tr("to"))]
    rows += [
        (number(each.wpm), percent(each.share), percent(each.low), percent(each.high))
        for each in shown.points[::4]
    ]
    rows.append((tr("wpm"), tr("right"), tr("of"), ""))
    rows += [
        (number(each.wpm), number(each.right), number(each.asked), "") for each in shown.groups
    ]
    steep, low, high = shown.slope
    rows.append((tr("slope"), f"{steep:.1f}", f"{low:.1f}", f"{high:.1f}"))
    return rows
