"""Rehearsal in the mind: eyes closed, a key at the beginning, for each step, and at the end."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.page.views.keyed import Keyed, keyed_row
from spindle.features.drill.page.views.typed import Below
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.page.words import seconds, tr
from spindle.features.drill.run import After, Answer, Asked
from spindle.ui.labels import Label

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class MentalView(KindView):
    """Enter begins and ends, Space marks a step; then how vivid it was, 1 to 5."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._began: float | None = None
        self._seconds: float | None = None
        self._taps: list[float] = []
        self._script = Label("question", "", "ink", wrap=True, align=_CENTRE)
        self._cue = Label("drill_cue", "", "ink2", wrap=True, align=_CENTRE)
        self._say = Label("page_name", "", "ink", wrap=True, align=_CENTRE)
        self._begin = Keyed(tr("Begin"), tr("Enter"))
        self._begin.clicked.connect(self._turn)
        self._below = Below()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 93, 0, 0)
        column.setSpacing(20)
        for widget in (self._cue, self._script, self._say, keyed_row(self._begin), self.after):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self._below)

    def open(self, asked: Asked) -> None:
        """Show the script; the eyes close when it begins."""
        super().open(asked)
        self._began = self._seconds = None
        self._taps = []
        kind = kind_of(asked.kind)
        parts = [element.label for element in kind.elements(kind.parse(asked.spec))]
        script = parts if asked.kind == "step_sequence" else [asked.prompt.text]
        self._cue.setText(asked.prompt.cue)
        self._script.setText("\n".join(filter(None, script)))
        self._script.show()
        self._say.setText(tr("Go through it in your mind, at the pace of the real thing."))
        self._begin.show()
        self._below.hide()

    def reveal(self, answer: Answer, after: After) -> None:
        """How long it took, beside the real thing if that is known."""
        payload = answer.judged.payload
        words = tr("{seconds} in your mind.").format(seconds=seconds(float(payload["seconds"])))
        self._say.setText(words)
        note = tr("Counted apart: it is neither right nor wrong, and changes no plan.")
        self._below.show_after(after, 0, strip=False, note=note)
        self._below.show()

    def press(self, event: QKeyEvent, name: str) -> bool:
        """Begin, mark, end, rate."""
        at = self.tools.event_ms(event)
        if self._seconds is not None and name in {"1", "2", "3", "4", "5"}:
            self._give(int(name))
        elif name == "Return":
            self._turn(at)
        elif name == "Space" and self._began is not None and self._seconds is None:
            self._taps.append(at - self._began)
        else:
            return False
        return True

    def _turn(self, at: float | None = None) -> None:
        now = at if isinstance(at, float) else self.tools.now_ms()
        if self._began is None:
            self._began = now
            self._script.hide()
            self._begin.hide()
            self._say.setText(tr("Close your eyes. Space marks a step, Enter ends."))
            self._cue_sound("begin")
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
        }
        real = self.asked.spec.get("real_s") if self.asked is not None else None
        self.given.emit({**given, "real_s": real} if real else given)
