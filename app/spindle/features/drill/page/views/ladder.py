"""A tempo ladder: a click, a passage, clean or a slip."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout

from spindle.core.sound_events import Beat
from spindle.core.sound_port import Metronome, Tempo
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.kinds.taps import Grid, spread
from spindle.features.drill.kinds.tempo_ladder import Ladder, LadderPrompt, stand
from spindle.features.drill.page.views.beats import Beats
from spindle.features.drill.page.views.gap import gap
from spindle.features.drill.page.views.keyed import Keyed, keyed_row
from spindle.features.drill.page.views.rungs import Ladder as Shown
from spindle.features.drill.page.views.rungs import Rungs
from spindle.features.drill.page.views.staircase import Rep, Staircase
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.page.views.wide import WideButton
from spindle.features.drill.page.words import number, tr
from spindle.features.drill.run import After, Answer, Asked
from spindle.ui.figures import Figures
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class LadderView(KindView):
    """Picture 04c. Space is clean, X a slip, T taps along, M turns the click off and on."""

    flows = True

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._spec: Ladder | None = None
        self._click: Metronome | None = None
        self._sounding: Tempo | None = None
        self._quiet = False
        self._grid = Grid()
        self._taps: list[float] = []
        self._rungs = Rungs()
        self._figure = Figures(112)
        self._figure.setFixedHeight(120)
        self._unit = Label("body", "", "ink2", align=_CENTRE)
        self._beats = Beats()
        self._clean = WideButton("primary", tr("Clean"), tr("Space"), 184)
        self._slip = WideButton("secondary", tr("Slip"), "X", 140)
        self._rule = Label("caption", "", "ink3", wrap=True, align=_CENTRE)
        self._what = Label("question", "", "ink2", wrap=True, align=_CENTRE)
        self._counts = Label("caption", "", "ink3")
        self._stairs = Staircase()
        self._tap_key = Keyed(tr("Tap along"), "T", "caption")
        self._click_key = Keyed(tr("Click on or off"), "M", "caption")
        self._tap_key.pressed.connect(lambda: self._tap(self.tools.now_ms()))
        self._click_key.clicked.connect(self._turn_click)
        self._clean.clicked.connect(lambda: self._say(clean=True))
        self._slip.clicked.connect(lambda: self._say(clean=False))
        self._lay_out()

    def open(self, asked: Asked) -> None:
        """The next repetition; the click goes on, at the bar line, in its tempo."""
        super().open(asked)
        prompt = asked.prompt
        if not isinstance(prompt, LadderPrompt):
            return
        self._taps = []
        self._spec = kind_of(asked.kind).parse(asked.spec)
        spec = self._spec
        if spec is None:
            return
        self._figure.setText(number(prompt.bpm))
        self._figure.setAccessibleName(tr("{bpm} beats a minute").format(bpm=number(prompt.bpm)))
        self._unit.setText(_unit(spec))
        self._what.setText(" ".join(filter(None, (prompt.cue, prompt.text))))
        self._what.setVisible(bool(self._what.text()))
        self._rule.setText(_rule(spec))
        self._show(asked, prompt, spec)
        self._sound(spec, prompt.bpm)

    def reveal(self, answer: Answer, after: After) -> None:
        """Nothing by itself: the next repetition follows."""

    def press(self, event: QKeyEvent, name: str) -> bool:
        """Clean, slip, click."""
        if name in {"Space", "X"}:
            self._say(clean=name == "Space", at_ms=self.tools.event_ms(event))
        elif name == "T":
            self._tap(self.tools.event_at(event))
        elif name == "M":
            self._turn_click()
        else:
            return False
        return True

    def leave(self) -> None:
        """Fall silent."""
        self._silence()

    def hideEvent(self, event: QHideEvent) -> None:
        """Fall silent with the page."""
        self._silence()
        super().hideEvent(event)

    def _tap(self, at_ms: float) -> None:
        off = self._grid.off(at_ms)
        if off is not None:
            self._taps.append(off)

    def _turn_click(self) -> None:
        self._quiet = not self._quiet
        self._silence()
        prompt = None if self.asked is None else self.asked.prompt
        if not self._quiet and self._spec is not None and isinstance(prompt, LadderPrompt):
            self._sound(self._spec, prompt.bpm)

    def _say(self, *, clean: bool, at_ms: float | None = None) -> None:
        given: dict[str, Any] = {"clean": clean}
        if at_ms:
            given["seconds"] = at_ms / 1000
        if self._taps:
            given["taps_ms"] = self._taps
        self.given.emit(given)

    def _show(self, asked: Asked, prompt: LadderPrompt, spec: Ladder) -> None:
        at = prompt.standing
        begun = int(asked.before[0].get("rung", at.rung)) if asked.before else at.rung
        needed = spec.clean if spec.unit == "successes" else 3
        self._rungs.show_ladder(
            Shown(
                rungs=spec.rungs,
                at=at.rung,
                begun=begun,
                clean=min(at.clean, needed - 1),
                needed=needed,
                left=_left(spec, prompt),
            )
        )
        reps = [Rep(float(one["bpm"]), one.get("outcome") == 1) for one in asked.before]
        self._stairs.show_reps(reps, prompt.bpm, _following(spec, asked, prompt))
        clean = sum(rep.clean for rep in reps)
        words = tr("{clean} of {reps} reps clean").format(
            reps=number(len(reps)), clean=number(clean)
        )
        taps = [off for one in asked.before for off in one.get("taps_ms", ())]
        self._counts.setText(" · ".join(filter(None, (words if reps else "", _tapped(taps)))))
        if self._sounding is None:
            self._beats.set_count(spec.beats)

    def _sound(self, spec: Ladder, bpm: float) -> None:
        if self.tools.sound is None or self._quiet:
            return
        on, off = spec.mute
        muted = (False,) * on + (True,) * off if off else ()
        tempo = Tempo(bpm=bpm, beats=spec.beats, clicks=spec.notes, muted=muted)
        if self._click is None:
            self._click = self.tools.sound.metronome("drill", self._beat)
        if self._sounding is None:
            self._click.start(tempo)
        elif tempo != self._sounding:
            self._click.change(tempo)
        self._sounding = tempo

    def _silence(self) -> None:
        if self._click is not None and self._sounding is not None:
            self._click.stop()
        self._sounding = None
        self._grid.stop()
        self._beats.beat(None)

    def _beat(self, beat: Beat) -> None:
        self._grid.hear(beat.bpm, self.tools.now_ms())
        self._beats.beat(beat.beat, heard=beat.heard)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addSpacerItem(gap(12))
        right.addWidget(self._figure)
        right.addWidget(self._unit)
        right.addSpacerItem(gap(52))
        right.addWidget(self._beats)
        right.addSpacerItem(gap(44))
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addStretch(1)
        keys.addWidget(self._clean)
        keys.addWidget(self._slip)
        keys.addStretch(1)
        right.addLayout(keys)
        right.addSpacerItem(gap(16))
        right.addWidget(self._rule)
        right.addSpacerItem(gap(12))
        right.addWidget(self._what)
        right.addWidget(keyed_row(self._tap_key, self._click_key))
        right.addStretch(1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self._rungs, 0, Qt.AlignmentFlag.AlignTop)
        aside = QSpacerItem(60, 0, QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        upper.addSpacerItem(aside)
        upper.addLayout(right, 1)
        head = QHBoxLayout()
        head.addWidget(Label("section", tr("Today, rep by rep")))
        head.addStretch(1)
        head.addWidget(self._counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 42, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addSpacerItem(gap(28))
        column.addWidget(Hairline())
        column.addSpacerItem(gap(19))
        column.addLayout(head)
        column.addSpacerItem(gap(16))
        column.addWidget(self._stairs)
        column.addStretch(1)


def _tapped(offsets: list[float]) -> str:
    """How even the taps of this sitting were; empty for too few."""
    found = spread(offsets)
    if found is None:
        return ""
    return tr("{taps} taps, half of them within {ms} ms").format(
        taps=number(found.taps), ms=number(round(found.half))
    )


def _unit(spec: Ladder) -> str:
    notes = tr("{notes} notes a beat").format(notes=number(spec.notes)) if spec.notes > 1 else ""
    if spec.notes == 2:
        notes = tr("two notes a beat")
    return ", ".join(filter(None, (tr("beats a minute"), notes)))


def _rule(spec: Ladder) -> str:
    if spec.unit == "successes":
        if (spec.clean, spec.slips) == (3, 2):
            return tr("Three clean repetitions climb one rung. Two slips step down one.")
        return tr("{clean} clean repetitions climb one rung. {slips} slips step down one.").format(
            clean=spec.clean, slips=spec.slips
        )
    every = number(spec.every)
    if spec.unit == "bars":
        return tr("The tempo moves on after {bars} bars.").format(bars=every)
    return tr("The tempo moves on after {seconds} seconds.").format(seconds=every)


def _left(spec: Ladder, prompt: LadderPrompt) -> str:
    at = prompt.standing
    if spec.unit != "successes":
        return tr("now")
    missing = max(1, spec.clean - at.clean)
    return tr("one more clean") if missing == 1 else tr("{count} more clean").format(count=missing)


def _following(spec: Ladder, asked: Asked, prompt: LadderPrompt) -> float | None:
    """The tempo after one more clean repetition, if that is another."""
    seconds = spec.bars * spec.beats * 60 / prompt.bpm
    clean: dict[str, Any] = {
        "outcome": 1,
        "bpm": prompt.bpm,
        "rung": prompt.standing.rung,
        "bars": spec.bars,
        "seconds": seconds,
    }
    rung = stand(spec, [*asked.before, clean]).rung
    return spec.rungs[rung] if rung != prompt.standing.rung else None
