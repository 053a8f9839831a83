"""Physical repetitions: one set after another, on keys that can be hit from a step away."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from spindle.features.drill.kinds.repetition_set import QUALITIES, SetPrompt
from spindle.features.drill.page.views.gap import gap
from spindle.features.drill.page.views.lines import Line, Lines
from spindle.features.drill.page.views.picture import picture
from spindle.features.drill.page.views.timed import TimedView
from spindle.features.drill.page.views.typed import Below
from spindle.features.drill.page.views.view import Tools
from spindle.features.drill.page.views.wide import WideButton
from spindle.features.drill.page.words import number, tr
from spindle.features.drill.run import After, Answer, Asked
from spindle.ui.figures import Figures
from spindle.ui.labels import Label

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_PICTURE = (480, 240)


class SetsView(TimedView):
    """Space is a clean repetition, X a slip, Enter ends the set; then yes or no, then how good."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._prompt: SetPrompt | None = None
        self._clean = self._done = 0
        self._stage = "done"
        self._rests_until = 0.0
        self._held_since: float | None = None
        self._what = Label("drill_cue", "", "ink2", wrap=True, align=_CENTRE)
        self._text = Label("question", "", "ink", wrap=True, align=_CENTRE)
        self._picture = QLabel(alignment=_CENTRE)
        self._figure = Figures(112)
        self._figure.setFixedHeight(128)
        self._under = Label("body", "", "ink2", wrap=True, align=_CENTRE)
        self._keys = QWidget()
        self._asking = Label("page_name", "", align=_CENTRE)
        self._yes_no = QWidget()
        self._anchors = Lines()
        self._anchors.chosen.connect(lambda at: self._rate(at + 1))
        self._below = Below()
        self._lay_out()

    def open(self, asked: Asked) -> None:
        """Rest first, if there was a set before."""
        super().open(asked)
        if not isinstance(asked.prompt, SetPrompt):
            return
        self._prompt = asked.prompt
        self._clean = self._done = 0
        self._what.setText(asked.prompt.cue)
        self._text.setText(asked.prompt.text)
        self._text.setVisible(bool(asked.prompt.text))
        self._look_at(asked.prompt.picture)
        self._rests_until = self.tools.now_ms() + 1000 * asked.prompt.rest_s
        self._held_since = None
        self._go("counting")
        self.timer.start()
        self.look()

    def reveal(self, answer: Answer, after: After) -> None:
        """What the set was, and the facts."""
        self.timer.stop()
        self._go("done")
        payload = answer.judged.payload
        words = tr("Set {number}: {clean} of {done} clean")
        self._under.setText(
            words.format(
                number=payload.get("set", 1),
                clean=payload.get("clean", 0),
                done=payload.get("done", 0),
            )
        )
        note = tr("A set counts as you say. Effort is kept beside it and decides nothing.")
        self._below.show_after(after, 0, strip=False, note=note)
        self._below.show()

    def press(self, event: QKeyEvent, name: str) -> bool:
        """Count, end, say, rate."""
        del event
        if self._stage == "counting":
            return self._count(name)
        if self._stage == "asking" and name in {"Y", "N", "Return"}:
            self._say(ok=name != "N")
            return True
        if self._stage == "rating" and name in {"1", "2", "3", "4", "5"}:
            self._rate(int(name))
            return True
        return False

    def _look_at(self, name: str) -> None:
        """Show a picture of the media folder, if the drill names one that is there."""
        found = picture(self.tools.media, name)
        shown = QPixmap() if found is None else QPixmap.fromImage(found)
        self._picture.setVisible(not shown.isNull())
        if not shown.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            keep = Qt.AspectRatioMode.KeepAspectRatio
            self._picture.setPixmap(shown.scaled(*_PICTURE, keep, smooth))
            self._picture.setAccessibleName(name)

    def _count(self, name: str) -> bool:
        if name == "R":
            self._rests_until = 0.0
        elif name in {"Space", "X"}:
            self._rests_until = 0.0
            self._done += 1
            self._clean += name == "Space"
            self._held_since = None
        elif name == "Return" and self._done:
            self._go("asking")
        elif name == "Return" and self._prompt is not None:
            self._done = self._clean = self._prompt.reps  # all of them, counted by the person
            self._go("asking")
        else:
            return False
        if self._prompt is not None and self._done >= self._prompt.reps:
            self._go("asking")
        self.look()
        return True

    def _say(self, *, ok: bool) -> None:
        if ok and self._prompt is not None and self._prompt.anchors:
            self._go("rating")
            return
        self._give({"ok": ok})

    def _rate(self, quality: int) -> None:
        if self._stage == "rating":
            self._give({"ok": True, "quality": quality})

    def _give(self, given: dict[str, Any]) -> None:
        self.given.emit({**given, "done": self._done, "clean": self._clean})

    def _go(self, stage: str) -> None:
        """Show what belongs to a stage: counting, asking, rating, done."""
        self._stage = stage
        self._keys.setVisible(stage == "counting")
        self._asking.setVisible(stage in {"asking", "rating"})
        self._asking.setText(
            tr("Was it a good set?") if stage == "asking" else tr("How good was it?")
        )
        self._yes_no.setVisible(stage == "asking")
        self._anchors.setVisible(stage == "rating")
        if stage == "rating" and self._prompt is not None:
            self._anchors.show_lines([Line(text) for text in self._prompt.anchors[:QUALITIES]], -1)
        self._below.hide()
        self.look()

    def look(self) -> None:
        """Draw the rest, the repetition held, or the count."""
        prompt = self._prompt
        if prompt is None or self._stage == "done":
            return
        now = self.tools.now_ms()
        place = tr("Set {number} of {sets}").format(number=prompt.number, sets=prompt.sets)
        left = self._rests_until - now
        if self._stage == "counting" and left > 0:
            self._figure.setText(number(float(int(left / 1000) + 1)))
            self._under.setText(tr("{place}. Rest; R ends it.").format(place=place))
            return
        self._figure.setText(number(float(self._done)))
        words = tr("{place}, {reps} repetitions").format(place=place, reps=prompt.reps)
        if prompt.hold_s:
            if self._held_since is None:
                self._held_since = now
            held = int((now - self._held_since) / 1000)
            words = tr("{place}, hold {held} of {hold} s").format(
                place=place, held=held, hold=number(prompt.hold_s)
            )
        self._under.setText(words)

    def _lay_out(self) -> None:
        keys = QHBoxLayout(self._keys)
        keys.setSpacing(8)
        keys.addStretch(1)
        for kind, text, key, name, wide in (
            ("primary", tr("Clean"), tr("Space"), "Space", 240),
            ("secondary", tr("Slip"), "X", "X", 160),
            ("secondary", tr("End the set"), tr("Enter"), "Return", 200),
        ):
            button = WideButton(
                "primary" if kind == "primary" else "secondary", text, key, wide, 72
            )
            button.clicked.connect(partial(self._count, name))
            keys.addWidget(button)
        keys.addStretch(1)
        answers = QHBoxLayout(self._yes_no)
        answers.setSpacing(8)
        answers.addStretch(1)
        yes = WideButton("primary", tr("Yes"), "Y", 200, 72)
        no = WideButton("secondary", tr("No"), "N", 200, 72)
        yes.clicked.connect(lambda: self._say(ok=True))
        no.clicked.connect(lambda: self._say(ok=False))
        answers.addWidget(yes)
        answers.addWidget(no)
        answers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addSpacerItem(gap(60))
        column.addWidget(self._what)
        column.addSpacing(8)
        column.addWidget(self._text)
        column.addWidget(self._picture)
        column.addSpacerItem(gap(28))
        column.addWidget(self._figure)
        column.addSpacerItem(gap(12))
        column.addWidget(self._under)
        column.addSpacerItem(gap(32))
        column.addWidget(self._keys)
        column.addWidget(self._asking)
        column.addSpacerItem(gap(12))
        column.addWidget(self._yes_no)
        column.addWidget(self._anchors)
        column.addWidget(self.after)
        column.addStretch(1)
        column.addWidget(self._below)
