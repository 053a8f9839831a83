"""Beside a text, when asked for: how fast you understand, what is an effort, why it changed."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from spindle.core.clock import Clock
from spindle.features.listen.pacing import Logged
from spindle.features.listen.page.curve_part import CurvePart
from spindle.features.listen.page.figures_table import FiguresTable
from spindle.features.listen.page.side_panel import SidePanel
from spindle.features.listen.page.telling import clock, number, times, tr
from spindle.features.listen.records import Answered
from spindle.features.listen.service import ListenService
from spindle.features.listen.sitting import Sitting
from spindle.features.listen.velocity.controller import SpeedChange, Why
from spindle.features.listen.velocity.effort import Effort, band, effort_at, is_old
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label

_TOLD: Final = 10.0
_LINES: Final = 40
_IN_A_ROW: Final = 15.0
"""Seconds of sound from one press to the next, in which the speed is still being looked for."""


class SpeedPanel(SidePanel):
    """Redraws from the service's state; ``find_asked`` when comfort is to be found anew."""

    find_asked = Signal()

    def __init__(self, service: ListenService, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("V", parent)
        self._service = service
        self._clock = clock
        self.curve = CurvePart()
        self.effort = Label("body", "", wrap=True)
        self.comfort = Label("caption", "", "ink2", wrap=True)
        self.find_it = Hinted(tr("Find it"), "C")
        self.find_it.clicked.connect(self.find_asked)
        self.saved = Label("caption", "", "ink2", wrap=True)
        self.changes = FiguresTable()
        self.none = Label("caption", tr("The speed has not changed yet."), "ink2", wrap=True)
        self.back = Hinted(tr("Take the last one back"), "Z")
        self.back.clicked.connect(service.undo_speed)
        self._lay_out()

    def follow(self) -> None:
        """Show the service's state."""
        sitting = self._service.sitting
        if sitting is None:
            return
        self.curve.follow(sitting)
        self._show_effort(sitting)
        self._show_session(sitting)

    def _show_effort(self, sitting: Sitting) -> None:
        comfort, found = sitting.reader.known.comfort, sitting.reader.known.found
        if sitting.silent:
            self.effort.setText(tr("In silence no speed is called comfortable."))
            self.comfort.setText(tr("What is read unheard counts apart from every voice."))
            self.find_it.hide()
            return
        if comfort is None or found is None:
            self.effort.setText(tr("Your comfortable speed with this voice is not known yet."))
            self.comfort.setText(tr("C finds it in ninety seconds, with this text."))
            self.find_it.show()
            return
        low, high = band(comfort)
        words = {
            Effort.COASTING: tr("{wpm} wpm is below your band: coasting."),
            Effort.EFFORT: tr("{wpm} wpm is inside your band: a little effort."),
            Effort.LOST: tr("{wpm} wpm is above your band: the thread is easily lost."),
        }
        wpm = sitting.ramp.speed
        self.effort.setText(words[effort_at(wpm, comfort)].format(wpm=number(wpm)))
        facts = tr("The band is {low} to {high} wpm, around your comfortable {comfort} wpm.")
        line = facts.format(low=number(low), high=number(high), comfort=number(comfort))
        old = is_old(found, self._clock.now().wall)
        if old:
            line += " " + tr("That was found more than a week ago; C finds it anew.")
        self.comfort.setText(line)
        self.find_it.setVisible(old)

    def _show_session(self, sitting: Sitting) -> None:
        saved = sitting.sounding.saved
        self.saved.setText(
            tr("{time} saved against the voice's own speed; it sounds at {times} now.").format(
                time=clock(saved), times=times(self._service.ratio)
            )
        )
        self.saved.setVisible(saved >= _TOLD and not sitting.silent)
        rows = _session(sitting)
        self.none.setVisible(not rows)
        self.back.setVisible(bool(sitting.log))
        self.changes.setVisible(bool(rows))
        head = (tr("At"), tr("From"), tr("To"), tr("Because"))
        self.changes.show_rows([head, *rows])

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self.curve)
        column.addSpacing(14)
        column.addWidget(Label("section", tr("Effort")))
        column.addWidget(self.effort)
        column.addWidget(self.comfort)
        column.addWidget(self.find_it)
        column.addSpacing(14)
        column.addWidget(Label("section", tr("Speed in this session")))
        for widget in (self.saved, self.none, self.changes, self.back):
            column.addWidget(widget)
        column.addStretch(1)


def _session(sitting: Sitting) -> list[tuple[str, ...]]:
    """What the trace draws, the latest first: changes of speed, and checks that changed none.

    Changes by hand in a row are one, from the first to the last.
    """
    rows = [(each.at, _line(each.at, each.change)) for each in _runs(sitting)]
    changed = {each.at for each in sitting.log}
    rows += [
        (point.at, _check_line(point.at, point.wpm, point.check))
        for point in sitting.trace
        if point.check is not None and point.at not in changed
    ]
    rows.sort(key=lambda row: row[0])
    return [row for _, row in reversed(rows[-_LINES:])]


def _runs(sitting: Sitting) -> list[Logged]:
    """The changes, oldest first; those that a hand made one after the other are one."""
    found: list[Logged] = []
    checks = [point.at for point in sitting.trace if point.check is not None]
    for each in sitting.log:
        before = found[-1] if found else None
        if (
            before is not None
            and before.change.why is each.change.why is Why.BY_HAND
            and each.at - before.at <= _IN_A_ROW
            and not any(before.at < at <= each.at for at in checks)
        ):
            change = replace(each.change, before=before.change.before)
            found[-1] = replace(each, change=change)
        else:
            found.append(each)
    return found


def _line(at: float, change: SpeedChange) -> tuple[str, ...]:
    whys = {
        Why.RIGHT: tr("right"),
        Why.MISSED: tr("missed"),
        Why.REWOUND: tr("heard again"),
        Why.BY_HAND: tr("by hand"),
    }
    why = whys.get(change.why, str(change.why))
    return clock(at), number(change.before), number(change.after), why


def _check_line(at: float, wpm: float, check: Answered) -> tuple[str, ...]:
    words = {
        Answered.RIGHT: tr("right"),
        Answered.MISSED: tr("missed"),
        Answered.SKIPPED: tr("skipped"),
    }
    return clock(at), number(wpm), number(wpm), words[check]
