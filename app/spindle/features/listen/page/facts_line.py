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
    """What is said besides the figures."""

    checks: bool
    unit: bool
    word: bool


_WAYS: Final = (
    _Way(checks=True, unit=True, word=True),
    _Way(checks=False, unit=True, word=True),
    _Way(checks=False, unit=False, word=True),
    _Way(checks=False, unit=False, word=False),
)


class FactsLine(Fitting, Themed):
    """Where room runs out first the count of checks goes, then the unit, then the word "speed"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heard = self._understood = 0.0
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
        self.waits.setVisible(sitting.ramp.paused)
        self.fit()

    def tick(self, aim: float, heard: float) -> None:
        """Show the speed that is heard, and the one that is aimed at where that is another."""
        self._heard = heard
        self.aim.setText(tr("aim {wpm}").format(wpm=number(aim)))
        self.aim.setVisible(differ(aim, heard))
        self.fit()

    def fit(self) -> None:
        """Say it as briefly as must be."""
        with_checks = self.waits.isHidden()
        brief = next((each for each in _WAYS if self._wide(each) <= self.width()), _WAYS[-1])
        speed, understood = self._figures(brief)
        self.speed.setText(speed)
        self.understood.setText(understood)
        self.of_checks.setVisible(brief.checks and with_checks)
        self._speed_word.setVisible(brief.word)

    def _figures(self, way: _Way) -> tuple[str, str]:
        said = wpm_said if way.unit else number
        return said(self._heard), said(self._understood) if self._understood else tr("not yet")

    def _wide(self, way: _Way) -> float:
        """How much room it takes, said so."""
        speed, understood = self._figures(way)
        parts = [width_of(speed, self.speed.font())]
        if way.word:
            parts.append(self._speed_word.sizeHint().width())
        parts.append(self._understood_word.sizeHint().width())
        parts.append(width_of(understood, self.understood.font()))
        if way.checks and self.waits.isHidden():
            parts.append(self.of_checks.sizeHint().width())
        parts += [
            label.sizeHint().width() for label in (self.aim, self.waits) if not label.isHidden()
        ]
        return sum(parts) + _GAP * (len(parts) - 1) + _APART + _AXIS + _RIGHT
