"""Speed, aim and understood speed in one line, said as briefly as there is room for.

Before there are checks enough to tell what is understood, it says how many there are.
"""

from typing import Final, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from spindle.features.listen.page.dial import differ
from spindle.features.listen.page.telling import number, tr, wpm_said
from spindle.features.listen.sitting import Sitting
from spindle.features.listen.velocity.understood import ENOUGH
from spindle.ui.fitting import Fitting
from spindle.ui.labels import Label
from spindle.ui.text_line import width_of
from spindle.ui.theme import Themed

_AXIS, _RIGHT, _GAP, _APART = 40, 8, 4, 14


class _Way(NamedTuple):
    """What is said; the dial beside it says the speed and its aim as well."""

    checks: bool = False
    waits: bool = False
    unit: bool = False
    word: bool = False
    speed: bool = False
    understood: bool = False


_WAYS: Final = (
    _Way(checks=True, waits=True, unit=True, word=True, speed=True, understood=True),
    _Way(waits=True, unit=True, word=True, speed=True, understood=True),
    _Way(waits=True, word=True, speed=True, understood=True),
    _Way(waits=True, speed=True, understood=True),
    _Way(waits=True, understood=True),
    _Way(speed=True, understood=True),
    _Way(understood=True),
    _Way(speed=True),
)


class FactsLine(Fitting, Themed):
    """Where room runs out the count of checks goes first, then the unit, then the word "speed"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heard = self._understood = 0.0
        self._aims = self._waiting = False
        self._speed_word = Label("caption", tr("speed"))
        self.speed = Label("caption_strong", "")
        self.aim = Label("caption", "", "ink2")
        self._understood_word = Label("caption", tr("understood"))
        self.understood = Label("caption_strong", "")
        self.waits = Label("caption", tr("waits for an answer"), "ink2")
        self.waits.setToolTip(tr("Two checks were skipped, so the next answer does not raise it."))
        self.of_checks = Label("caption", "", "ink2")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(_AXIS, 0, _RIGHT, 0)
        self._line.setSpacing(_GAP)
        for label in (self._speed_word, self.speed, self.aim):
            self._line.addWidget(label)
        self._line.addSpacing(_APART)
        self._line.addWidget(self._understood_word)
        self._line.addWidget(self.understood)
        self._line.addStretch(1)
        self._line.addWidget(self.waits)
        self._line.addWidget(self.of_checks)

    def follow(self, sitting: Sitting) -> None:
        """Show what is understood."""
        found = sitting.reader.understood
        self._understood = 0.0 if found is None else found.wpm
        if found is not None:
            of = tr("{right} of {asked} in silence")
            if not sitting.silent:
                of = tr("{right} of the last {asked} checks")
            right, asked = found.right, found.asked
        else:
            of = tr("{right} of {asked} checks")
            if sitting.silent:
                of = tr("{right} of {asked} checks in silence")
            right, asked = sitting.reader.checks, ENOUGH
        self.of_checks.setText(of.format(right=number(right), asked=number(asked)))
        self._waiting = sitting.ramp.paused
        self.fit()

    def tick(self, aim: float, heard: float) -> None:
        """Show the speed that is heard, and the one that is aimed at where that is another."""
        self._heard = heard
        self.aim.setText(tr("aim {wpm}").format(wpm=number(aim)))
        self._aims = differ(aim, heard)
        self.fit()

    def fit(self) -> None:
        """Say it as briefly as must be."""
        way = next((each for each in _WAYS if self._wide(each) <= self.width()), _WAYS[-1])
        speed, understood = self._figures(way)
        self.speed.setText(speed)
        self.understood.setText(understood)
        shown = self._shown(way)
        for label in self.findChildren(Label):
            label.setVisible(label in shown)

    def _shown(self, way: _Way) -> list[Label]:
        """Those that are seen, said so."""
        labels = {
            self._speed_word: way.word,
            self.speed: way.speed,
            self.aim: way.speed and self._aims,
            self._understood_word: way.understood,
            self.understood: way.understood,
            self.waits: way.waits and self._waiting,
            self.of_checks: way.checks and not self._waiting,
        }
        return [label for label, is_seen in labels.items() if is_seen]

    def _figures(self, way: _Way) -> tuple[str, str]:
        said = wpm_said if way.unit else number
        return said(self._heard), said(self._understood) if self._understood else tr("not yet")

    def _wide(self, way: _Way) -> float:
        """How much room it takes, said so."""
        speed, understood = self._figures(way)
        figures = {
            self.speed: width_of(speed, self.speed.font()),
            self.understood: width_of(understood, self.understood.font()),
        }
        shown = self._shown(way)
        words = sum(figures.get(label, label.sizeHint().width()) for label in shown)
        return words + _GAP * (len(shown) - 1) + _APART + _AXIS + _RIGHT
