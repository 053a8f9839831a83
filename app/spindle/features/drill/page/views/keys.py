"""A timed key sequence: press what is lit, block by block, with a rest between."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from spindle.features.drill.kinds.key_sequence import RANDOM, KeysPrompt
from spindle.features.drill.page.views.gap import gap
from spindle.features.drill.page.views.key_row import GapStems, KeyRow
from spindle.features.drill.page.views.keyed import Keyed, keyed_row
from spindle.features.drill.page.views.rest_bar import RestBar
from spindle.features.drill.page.views.timed import TimedView
from spindle.features.drill.page.views.typed import Below
from spindle.features.drill.page.views.view import Tools
from spindle.features.drill.page.words import number, tr
from spindle.features.drill.run import After, Answer, Asked
from spindle.ui.labels import Label

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class KeysView(TimedView):
    """The keys in a row; nothing is timed before the first press, nor while the hand rests."""

    spells = True
    part_helps = False

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._prompt: KeysPrompt | None = None
        self._presses: list[dict[str, Any]] = []
        self._due = 0
        self._rests_until = 0.0
        self._rested = True
        self._began = 0.0
        self._over = True
        self._cue = Label("drill_cue", "", "ink2", wrap=True, align=_CENTRE)
        self._bar = RestBar()
        self._say = Label("body", "", "ink2", wrap=True, align=_CENTRE)
        self._row = KeyRow()
        self._stems = GapStems()
        self._end = Keyed(tr("End the block"), tr("Ctrl Enter"))
        self._end.clicked.connect(self._finish)
        self._end_row = keyed_row(self._end)
        self._below = Below()
        self._lay_out()

    def open(self, asked: Asked) -> None:
        """Rest first, if there was a block before; then light the first key."""
        super().open(asked)
        if not isinstance(asked.prompt, KeysPrompt):
            return
        self._prompt = asked.prompt
        self._presses, self._due, self._over = [], 0, False
        self._cue.setText(asked.prompt.cue)
        self._cue.setVisible(bool(asked.prompt.cue))
        self._rests_until = self.tools.now_ms() + 1000 * asked.prompt.rest_s
        self._rested = asked.prompt.rest_s == 0
        self._stems.hide()
        self._below.hide()
        self._end_row.show()
        self.timer.start()
        self.look()

    def reveal(self, answer: Answer, after: After) -> None:
        """The gaps of the block, and the facts."""
        self.timer.stop()
        gaps = [(one.latency_ms or 0.0, bool(one.ok)) for one in answer.judged.elements[1:]]
        self._stems.show_gaps(gaps)
        self._stems.setVisible(bool(gaps))
        self._row.show_keys((), "")
        self._bar.hide()
        payload = answer.judged.payload
        right = tr("{right} of {pressed} keys right").format(
            right=payload.get("right", 0), pressed=payload.get("pressed", 0)
        )
        is_random = payload.get("block") == RANDOM
        self._say.setText(tr("A block in random order, to compare with.") if is_random else right)
        self._end_row.hide()
        note = tr("A block counts by its right keys. Time is shown and never scored.")
        self._below.show_after(after, 0, strip=False, note=note)
        self._below.show()

    def press(self, event: QKeyEvent, name: str) -> bool:
        """Note the key and its moment."""
        if self._over or self._prompt is None:
            return False
        key = event.text().lower() or name.lower()
        if len(key) != 1 or not key.isprintable() or self._resting():
            return self._resting() and name != "Return"
        if not self._presses:  # the block begins with its first press
            self.tools.begin(event)
            self._began = self.tools.now_ms()
        at = self.tools.event_ms(event)
        self._presses.append({"key": key, "down_ms": at, "up_ms": None})
        if key == self._prompt.presses[self._due]:
            self._due += 1
        if self._due == len(self._prompt.presses):
            self._finish()
        else:
            self._light()
        return True

    def release(self, event: QKeyEvent) -> None:
        """Note when a key went up."""
        key = event.text().lower()
        for one in reversed(self._presses):
            if one["key"] == key and one["up_ms"] is None:
                one["up_ms"] = max(one["down_ms"], self.tools.event_ms(event))
                return

    def show_part(self) -> bool:
        """Ctrl Enter ends the block."""
        self._finish()
        return True

    def _resting(self) -> bool:
        return self.tools.now_ms() < self._rests_until

    def _finish(self) -> None:
        if self._over or not self._presses:
            return
        self._over = True
        self.timer.stop()
        self.given.emit({"presses": self._presses})

    def look(self) -> None:
        """Count the rest down, and end a block that grew too long."""
        if self._over or self._prompt is None:
            return
        left = (self._rests_until - self.tools.now_ms()) / 1000
        self._bar.setVisible(left > 0)
        if left > 0:
            self._bar.show_left(left, self._prompt.rest_s)
            self._row.show_keys(self._prompt.targets, "")
            words = tr("Rest. The next block begins in {seconds} s.")
            self._say.setText(words.format(seconds=number(float(int(left) + 1))))
            return
        if not self._rested:
            self._rested = True
            if self.tools.sound is not None:
                self.tools.sound.cue("begin")
        self._light()
        if self._presses and self.tools.now_ms() - self._began > 1000 * self._prompt.longest_s:
            self._finish()

    def _light(self) -> None:
        if self._prompt is None:
            return
        self._row.show_keys(self._prompt.targets, self._prompt.presses[self._due])
        left = len(self._prompt.presses) - self._due
        self._say.setText(
            tr("Press the key that is marked. {left} to go.").format(left=number(left))
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addSpacerItem(gap(93))
        column.addWidget(self._cue)
        column.addSpacerItem(gap(28))
        column.addWidget(self._row)
        column.addWidget(self._stems)
        column.addSpacing(8)
        column.addWidget(self._bar)
        column.addSpacerItem(gap(24))
        column.addWidget(self._say)
        column.addSpacerItem(gap(12))
        column.addWidget(self._end_row)
        column.addWidget(self.after)
        column.addStretch(1)
        column.addWidget(self._below)
