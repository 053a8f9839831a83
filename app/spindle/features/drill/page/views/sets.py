"""Physical repetitions: one set after another, on keys that can be hit from a step away.

A hold counts by itself: once it has begun the hands are free. A tone begins each hold and ends
the rest.
"""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from spindle.features.drill.kinds.repetition_set import EFFORTS, QUALITIES, SetPrompt
from spindle.features.drill.page.views.gap import gap
from spindle.features.drill.page.views.keyed import Keyed, keyed_row
from spindle.features.drill.page.views.lines import Line, Lines
from spindle.features.drill.page.views.picture import picture
from spindle.features.drill.page.views.rest_bar import RestBar
from spindle.features.drill.page.views.timed import TimedView
from spindle.features.drill.page.views.typed import Below
from spindle.features.drill.page.views.view import Tools
from spindle.features.drill.page.views.wide import WideButton
from spindle.features.drill.page.words import number, tr
from spindle.features.drill.run import After, Answer, Asked
from spindle.ui.figures import Figures
from spindle.ui.labels import Label
from spindle.ui.tile import Pill

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_PICTURE = (480, 240)
_TEN: Final = "0"
"""The key of effort 10."""


class SetsView(TimedView):
    """Space is a clean repetition, X a slip, R the rest after the set; then how it was.

    First yes or no, then how good, then how hard; Enter leaves the last two out.
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._prompt: SetPrompt | None = None
        self._clean = self._done = 0
        self._stage = "done"
        self._rests_until: float | None = None
        self._began: float | None = None
        self._held_since: float | None = None
        self._said: dict[str, Any] = {}
        self._what = Label("drill_cue", "", "ink2", wrap=True, align=_CENTRE)
        self._text = Label("question", "", "ink", wrap=True, align=_CENTRE)
        self._picture = QLabel(alignment=_CENTRE)
        self._figure = Figures(112)
        self._figure.setFixedHeight(128)
        self._bar = RestBar()
        self._under = Label("body", "", "ink2", wrap=True, align=_CENTRE)
        self._keys = QWidget()
        self._rest = WideButton("secondary", tr("Rest"), "R", 160, 72)
        self._asking = Label("page_name", "", align=_CENTRE)
        self._yes_no = QWidget()
        self._anchors = Lines()
        self._anchors.chosen.connect(lambda at: self._rate(at + 1))
        self._efforts = QWidget()
        self._leave_out = Keyed(tr("Leave it out"), tr("Enter"))
        self._leave_out.clicked.connect(self._pass_over)
        self._leave_row = keyed_row(self._leave_out)
        self._below = Below()
        self._lay_out()

    def open(self, asked: Asked) -> None:
        """Rest first, if there was a set before."""
        super().open(asked)
        if not isinstance(asked.prompt, SetPrompt):
            return
        self._prompt = asked.prompt
        self._clean = self._done = 0
        self._said = {}
        self._what.setText(asked.prompt.cue)
        self._text.setText(asked.prompt.text)
        self._text.setVisible(bool(asked.prompt.text))
        self._look_at(asked.prompt.picture)
        self._began = self._held_since = None
        rest = asked.prompt.rest_s
        self._rests_until = self.tools.now_ms() + 1000 * rest if rest else None
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
        if self._stage == "counting":
            return self._count(name, event)
        if self._stage == "asking" and name in {"Y", "N", "Return"}:
            self._say(ok=name != "N")
        elif self._stage == "rating" and name in {"1", "2", "3", "4", "5"}:
            self._rate(int(name))
        elif self._stage == "effort" and len(name) == 1 and name.isdecimal():
            self._strain(EFFORTS if name == _TEN else int(name))
        elif self._stage in {"rating", "effort"} and name == "Return":
            self._pass_over()
        else:
            return False
        return True

    def look(self) -> None:
        """Draw the rest, the repetition held, or the count."""
        prompt = self._prompt
        if prompt is None or self._stage != "counting":
            return
        now = self.tools.now_ms()
        if self._rests_until is not None and now >= self._rests_until:
            self._begin()
        if self._held_since is not None and now - self._held_since >= 1000 * prompt.hold_s:
            self._add(clean=True)
            if self._stage != "counting":
                return
        self._draw(prompt, now)

    def _draw(self, prompt: SetPrompt, now: float) -> None:
        place = tr("Set {number} of {sets}").format(
            number=number(prompt.number), sets=number(prompt.sets)
        )
        self._bar.setVisible(self._rests_until is not None)
        if self._rests_until is not None:
            left = (self._rests_until - now) / 1000
            self._bar.show_left(left, prompt.rest_s)
            self._figure.setText(number(float(int(left) + 1)))
            self._under.setText(tr("{place}. Rest; R ends it.").format(place=place))
            return
        self._figure.setText(number(float(self._done)))
        words = tr("{place}, {reps} repetitions").format(place=place, reps=number(prompt.reps))
        if prompt.hold_s and self._held_since is None:
            words = tr("{place}, {reps} times {hold} s. Enter begins; then your hands are free.")
        elif prompt.hold_s and self._held_since is not None:
            words = tr("{place}, hold {held} of {hold} s")
        held = 0 if self._held_since is None else int((now - self._held_since) / 1000)
        self._under.setText(
            words.format(
                place=place, reps=number(prompt.reps), held=held, hold=number(prompt.hold_s)
            )
        )

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

    def _begin(self, event: QKeyEvent | None = None) -> None:
        """The set begins: its time, and with a hold the first one."""
        prompt = self._prompt
        rested, self._rests_until = self._rests_until is not None, None
        if self._began is None:
            self.tools.begin(event)
            self._began = self.tools.now_ms()
        if prompt is not None and prompt.hold_s:
            self._hold()
        elif rested:
            self._cue_sound("begin")
        self._go("counting")

    def _hold(self) -> None:
        self._held_since = self.tools.now_ms()
        self._cue_sound("begin")

    def _count(self, name: str, event: QKeyEvent | None = None) -> bool:
        prompt = self._prompt
        if prompt is None or name not in {"Space", "X", "R", "Return"}:
            return False
        if self._rests_until is not None:
            if name != "Return":
                self._begin(event)
        elif name in {"Space", "X"}:
            if self._began is None:
                self._begin(event)
            self._add(clean=name == "Space")
        elif prompt.hold_s and self._held_since is None:
            self._begin(event)
        else:
            if not self._done:  # all of them, counted by the person
                self._done = self._clean = prompt.reps
            self._end_set()
        self.look()
        return True

    def _add(self, *, clean: bool) -> None:
        """One more repetition; with the last one the set is over."""
        prompt = self._prompt
        self._done += 1
        self._clean += clean
        if prompt is not None and self._done >= prompt.reps:
            self._end_set()
        elif prompt is not None and prompt.hold_s:
            self._hold()

    def _end_set(self) -> None:
        if self._began is not None:
            self._said["seconds"] = (self.tools.now_ms() - self._began) / 1000
        if self._held_since is not None:
            self._cue_sound("end")
        self._held_since = None
        self._figure.setText(number(float(self._done)))
        self._go("asking")

    def _cue_sound(self, name: str) -> None:
        if self.tools.sound is not None:
            self.tools.sound.cue(name)

    def _say(self, *, ok: bool) -> None:
        self._said["ok"] = ok
        self._go("rating" if ok else "effort")

    def _rate(self, quality: int) -> None:
        if self._stage == "rating":
            self._said["quality"] = quality
            self._go("effort")

    def _strain(self, effort: int) -> None:
        if self._stage == "effort":
            self._said["effort"] = effort
            self._give()

    def _pass_over(self) -> None:
        if self._stage == "rating":
            self._go("effort")
        elif self._stage == "effort":
            self._give()

    def _give(self) -> None:
        self.given.emit({**self._said, "done": self._done, "clean": self._clean})

    def _go(self, stage: str) -> None:
        """Show what belongs to a stage: counting, asking, rating, effort, done."""
        self._stage = stage
        self._keys.setVisible(stage == "counting")
        self._rest.setText(tr("Go on") if self._rests_until is not None else tr("Rest"))
        self._asking.setVisible(stage in {"asking", "rating", "effort"})
        self._asking.setText(
            {
                "asking": tr("Was it a good set?"),
                "rating": tr("How good was it?"),
                "effort": tr("How hard was it? 1 is nothing, 10 the most you can do."),
            }.get(stage, "")
        )
        self._yes_no.setVisible(stage == "asking")
        self._anchors.setVisible(stage == "rating")
        self._efforts.setVisible(stage == "effort")
        self._leave_row.setVisible(stage in {"rating", "effort"})
        if stage == "rating" and self._prompt is not None:
            words = self._prompt.anchors[:QUALITIES] or _qualities()
            self._anchors.show_lines([Line(text) for text in words], -1)
        if stage != "counting":
            self._bar.hide()
        self._below.hide()

    def _lay_out(self) -> None:
        clean = WideButton("primary", tr("Clean"), tr("Space"), 240, 72)
        slip = WideButton("secondary", tr("Slip"), "X", 160, 72)
        yes = WideButton("primary", tr("Yes"), "Y", 200, 72)
        no = WideButton("secondary", tr("No"), "N", 200, 72)
        for button, name in ((clean, "Space"), (slip, "X"), (self._rest, "R")):
            button.clicked.connect(partial(self._count, name))
        yes.clicked.connect(lambda: self._say(ok=True))
        no.clicked.connect(lambda: self._say(ok=False))
        efforts = []
        for effort in range(1, EFFORTS + 1):
            pill = Pill(str(effort))
            pill.clicked.connect(partial(self._strain, effort))
            efforts.append(pill)
        _row(self._keys, clean, slip, self._rest)
        _row(self._yes_no, yes, no)
        _row(self._efforts, *efforts)
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
        column.addWidget(self._bar)
        column.addSpacerItem(gap(12))
        column.addWidget(self._under)
        column.addSpacerItem(gap(32))
        column.addWidget(self._keys)
        column.addWidget(self._asking)
        column.addSpacerItem(gap(12))
        for widget in (self._yes_no, self._anchors, self._efforts, self._leave_row, self.after):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self._below)


def _qualities() -> tuple[str, ...]:
    """What quality 1 to 5 is where the drill gives no words for it."""
    return (tr("barely"), tr("rough"), tr("fair"), tr("clean"), tr("as it should be"))


def _row(holder: QWidget, *widgets: QWidget) -> None:
    """Widgets in the middle of a row."""
    row = QHBoxLayout(holder)
    row.setSpacing(8)
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
