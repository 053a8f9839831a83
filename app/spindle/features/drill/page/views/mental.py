"""Rehearsal in the mind: eyes closed, a key at the beginning, for each step, and at the end."""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.kinds.mental import INSIDE, OUTSIDE, read_rehearsal
from spindle.features.drill.page.views.keyed import Keyed, keyed_row
from spindle.features.drill.page.views.timed import TimedView
from spindle.features.drill.page.views.typed import Below
from spindle.features.drill.page.views.view import Tools
from spindle.features.drill.page.words import number, seconds, tr
from spindle.features.drill.run import After, Answer, Asked
from spindle.ui.labels import Label
from spindle.ui.segments import Segments
from spindle.ui.spin import SpinField

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_SIDES: Final = (INSIDE, OUTSIDE)
_LONGEST: Final = 3600


class MentalView(TimedView):
    """Enter begins and ends, Space marks a step; then how vivid it was, 1 to 5.

    Before it begins I and O say from where it is seen, and Tab reaches how long it is to take: then
    a tone says when that time is over.
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._began: float | None = None
        self._seconds: float | None = None
        self._taps: list[float] = []
        self._rung = False
        self._script = Label("question", "", "ink", wrap=True, align=_CENTRE)
        self._cue = Label("drill_cue", "", "ink2", wrap=True, align=_CENTRE)
        self._say = Label("page_name", "", "ink", wrap=True, align=_CENTRE)
        self._side = Segments((tr("Through your own eyes"), tr("Watching yourself")))
        self._side.setAccessibleName(tr("Seen from"))
        self._side.chosen.connect(self._side.set_chosen)
        self._target = SpinField(0, _LONGEST, step=5, unit=tr("s"))
        self._target.setAccessibleName(tr("To take, in seconds; 0 without a tone"))
        self._begin = Keyed(tr("Begin"), tr("Enter"))
        self._begin.clicked.connect(self._turn)
        self._before = QWidget()
        self._below = Below()
        self._lay_out()

    def open(self, asked: Asked) -> None:
        """Show the script; the eyes close when it begins."""
        super().open(asked)
        self._began = self._seconds = None
        self._taps, self._rung = [], False
        kind, plan = kind_of(asked.kind), read_rehearsal(asked.spec)
        parts = [element.label for element in kind.elements(kind.parse(asked.spec))]
        script = parts if kind.traits.in_steps else [asked.prompt.text]
        self._cue.setText(asked.prompt.cue)
        self._script.setText(plan.script or "\n".join(filter(None, script)))
        self._script.show()
        self._side.set_chosen(_SIDES.index(plan.perspective))
        self._target.set_value(round(plan.target_s or asked.real_s or 0))
        self._say.setText(tr("Go through it in your mind, at the pace of the real thing."))
        self._begin.show()
        self._before.show()
        self._below.hide()

    def reveal(self, answer: Answer, after: After) -> None:
        """How long it took, beside the real thing if that is known."""
        self.timer.stop()
        payload = answer.judged.payload
        words = tr("{seconds} in your mind.")
        if payload.get("ratio"):
            words = tr("{seconds} in your mind, {share} % of the real time.")
        share = number(round(100 * float(payload.get("ratio") or 0)))
        self._say.setText(words.format(seconds=seconds(float(payload["seconds"])), share=share))
        note = tr("Counted apart: it is neither right nor wrong, and changes no plan.")
        self._below.show_after(after, 0, strip=False, note=note)
        self._below.show()

    def press(self, event: QKeyEvent, name: str) -> bool:
        """Begin, mark, end, rate."""
        at = self.tools.event_at(event)
        if self._seconds is not None and name in {"1", "2", "3", "4", "5"}:
            self._give(int(name))
        elif self._began is None and name in {"I", "O"}:
            self._side.set_chosen(name == "O")
        elif name == "Return":
            self._turn(at)
        elif name == "Space" and self._began is not None and self._seconds is None:
            self._taps.append(at - self._began)
        else:
            return False
        return True

    def look(self) -> None:
        """A tone when the time is over that it was to take."""
        target = self._target.value
        if self._rung or self._began is None or self._seconds is not None or not target:
            return
        if self.tools.now_ms() - self._began >= 1000 * target:
            self._rung = True
            self._cue_sound("end")

    def _turn(self, at: float | None = None) -> None:
        now = at if isinstance(at, float) else self.tools.now_ms()
        if self._began is None:
            self._began = now
            for widget in (self._script, self._begin, self._before):
                widget.hide()
            self._say.setText(tr("Close your eyes. Space marks a step, Enter ends."))
            self._cue_sound("begin")
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.timer.start()
        elif self._seconds is None:
            self._seconds = max(0.0, now - self._began) / 1000
            self._say.setText(tr("How vivid was it? 1 hardly, 5 like the real thing."))
            self._cue_sound("end")

    def _cue_sound(self, name: str) -> None:
        if self.tools.sound is not None:
            self.tools.sound.cue(name)

    def _give(self, vividness: int) -> None:
        given: dict[str, Any] = {
            "seconds": self._seconds,
            "taps_ms": self._taps,
            "vividness": vividness,
            "perspective": _SIDES[self._side.index],
            "target_s": self._target.value,
        }
        real = None if self.asked is None else self.asked.real_s
        self.given.emit({**given, "real_s": real} if real else given)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addWidget(Label("caption", tr("Seen from, I or O"), "ink3"))
        side.addWidget(self._side)
        target = QVBoxLayout()
        target.setSpacing(4)
        target.addWidget(Label("caption", tr("To take, in seconds; 0 without a tone"), "ink3"))
        target.addWidget(self._target, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self._before)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(40)
        row.addStretch(1)
        row.addLayout(side)
        row.addLayout(target)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 93, 0, 0)
        column.setSpacing(20)
        for widget in (
            *(self._cue, self._script, self._say, self._before),
            *(keyed_row(self._begin), self.after),
        ):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self._below)
