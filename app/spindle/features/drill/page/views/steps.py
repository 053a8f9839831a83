"""A procedure, step by step: typed or chosen from tiles; or one step of it that is missing."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.drill.kinds.step_sequence import StepPrompt, StepSequence
from spindle.features.drill.kinds.steps_spec import Steps
from spindle.features.drill.kinds.steps_walk import TILES, Taken, done, tiles, walk
from spindle.features.drill.page.views.facts import Facts
from spindle.features.drill.page.views.gap import gap
from spindle.features.drill.page.views.keyed import Keyed
from spindle.features.drill.page.views.runs_chart import RunsChart
from spindle.features.drill.page.views.thread import Bead, Thread
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.page.words import tr
from spindle.features.drill.run import After, Answer, Asked
from spindle.ui import fonts
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on
from spindle.ui.scroll import Scroll
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of
from spindle.ui.tile import NumberTile

_ASIDE = 304


class StepTile(NumberTile):
    """A step to choose, in the learner's serif."""

    def sizeHint(self) -> QSize:
        """56 px high; as wide as there is room."""
        return QSize(120, theme_of(self).px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, number and words."""
        del event
        theme = theme_of(self)
        middle, x = self.height() / 2, theme.px(47)
        with painter_on(self) as painter:
            self.draw_box(painter)
            small = fonts.font("body", theme.text_scale)
            draw_line(painter, self._number, small, theme.palette.ink3, theme.px(20), middle)
            face = fonts.font("list_serif", theme.text_scale)
            room = self.width() - x - 12
            draw_line(painter, self.text(), face, theme.palette.ink, x, middle, room)

    def say(self, text: str) -> None:
        """Show another step."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)


class StepsView(KindView):
    """Picture 04b. Each answer is held against the step that is due; the chart comes at the end."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._spec: Steps | None = None
        self._kind = StepSequence()
        self._answers: list[dict[str, Any]] = []
        self._at_ms = 0.0
        self._near = False
        self._cue = Label("drill_cue", "", "ink2", wrap=True)
        self._top = QWidget()
        self._thread = Thread()
        self._chart_title = Label("section", tr("Seconds per step"))
        self._chart = RunsChart()
        self._sentence = Label("caption", "", "ink2", wrap=True)
        self._aside = QWidget()
        self._scroll = Scroll(self._thread)
        self._tiles = [StepTile(number, "") for number in range(1, TILES + 1)]
        self._tile_box = QWidget()
        self._say = Label("caption", "", "ink2")
        self._hint_key = Keyed(tr("Hint"), tr("Ctrl H"), role="caption")
        self._show_key = Keyed(tr("Show it"), tr("Ctrl Enter"), role="caption")
        self._hint = Label("question", "", "ink3")
        self._facts = Facts()
        self._thread.moved.connect(lambda y: self._scroll.ensureVisible(0, y, 0, 90))
        for number, tile in enumerate(self._tiles):
            tile.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tile.clicked.connect(lambda _=False, number=number: self._choose(number))
        self._lay_out()

    def open(self, asked: Asked) -> None:
        """Show the thread with nothing on it."""
        super().open(asked)
        self._spec = self._kind.parse(asked.spec)
        self._answers, self._at_ms, self._near = [], 0.0, False
        self._cue.setText(asked.prompt.cue)
        self._cue.setVisible(bool(asked.prompt.cue))
        self._top.setVisible(not asked.prompt.cue)
        self._thread.field.setReadOnly(False)
        for widget in (self._aside, self._facts, self._hint):
            widget.hide()
        self._hint_key.show()
        self._show_key.show()
        self._redraw()

    def reveal(self, answer: Answer, after: After) -> None:
        """The whole thread, the chart beside it, the facts below."""
        if self._spec is None:
            return
        times: list[float | None] = [None] * len(self._spec.steps)
        for one in answer.judged.elements:
            times[one.element] = one.latency_ms / 1000 if one.latency_ms is not None else None
        self._thread.show_beads(tuple(_finished(self._spec, answer)))
        self._tile_box.hide()
        self._hint.hide()
        self._hint_key.hide()
        self._show_key.hide()
        right = answer.judged.outcome == 1
        self._say.setText(tr("In order.") if right else tr("Not all in order."))
        self._chart.show_runs(after.runs, times)
        self._sentence.setText(after.sentence)
        self._aside.setVisible(answer.judged.outcome is not None and not self._missing)
        self._facts.show_facts(after.facts)

    def wants(self, name: str) -> bool:
        """Numbers choose a tile while nothing is typed."""
        empty = not self._thread.field.text()
        return name in "1234" and len(name) == 1 and empty and self._tile_box.isVisible()

    def press(self, event: QKeyEvent, name: str) -> bool:
        """Enter gives the step; a number its tile; Y and N settle what was nearly right."""
        if self._near and name in {"Y", "N", "Return"}:
            self._call(right=name == "Y")
        elif name == "Return":
            self._type(self.tools.event_ms(event))
        elif self.wants(name):
            self._choose(int(name) - 1, self.tools.event_ms(event))
        else:
            return False
        return True

    def field(self) -> QWidget:
        """The line on the thread."""
        return self._thread.field

    def hint_text(self, level: int) -> str:
        """Of the step that is due."""
        spec = self._spec
        if spec is None or self.asked is None:
            return ""
        if self._missing:
            return super().hint_text(level)
        free = spec.free(done(self._taken()))
        return self._kind.step_hint(spec, free[0], 1 + (level - 1) % 2) if free else ""

    def show_hint(self, text: str) -> None:
        """Beside the keys."""
        self._hint.setText(text)
        self._hint.show()

    def show_part(self) -> bool:
        """Show the step that is due, and count it as shown."""
        if self._missing:
            return False
        self._add({"shown": True, "text": ""})
        return True

    def can_show(self) -> bool:
        """A missing step may be shown; a walk shows step by step."""
        return self._missing

    def hinted(self) -> Keyed:
        """The key that asks for a hint."""
        return self._hint_key

    def shown(self) -> Keyed:
        """The key that asks for the step."""
        return self._show_key

    @property
    def _missing(self) -> bool:
        return self.asked is not None and self.asked.mode == "missing"

    @property
    def _mock(self) -> bool:
        return self.asked is not None and self.asked.mock

    def _taken(self) -> tuple[Taken, ...]:
        return walk(self._spec, self._answers) if self._spec is not None else ()

    def _type(self, at_ms: float | None = None) -> None:
        text = self._thread.field.typed().strip()
        if not text:
            return
        if self._missing:
            self.given.emit({"text": text, "latency_ms": at_ms})
        else:
            self._add({"text": text}, at_ms)

    def _choose(self, number: int, at_ms: float | None = None) -> None:
        tile = self._tiles[number]
        if tile.isVisible():
            self._add({"tile": tile.text()}, at_ms)

    def _add(self, answer: dict[str, Any], at_ms: float | None = None) -> None:
        if self._spec is None or self._near:
            return
        now = at_ms if at_ms is not None else self._at_ms
        timed = {**answer, "onset_ms": self._at_ms, "latency_ms": max(0.0, now - self._at_ms)}
        self._answers.append(timed if at_ms is not None else dict(answer))
        self._at_ms = now
        last = self._taken()[-1]
        if last.near and "call" not in answer and not last.right and self._mock:
            self._answers[-1]["call"] = "wrong"  # nothing is told, so nothing is asked
        elif last.near and "call" not in answer and not last.right:
            self._near = True
            self._say.setText(tr("Nearly the step. Y counts it as right, N does not."))
            self._thread.field.setReadOnly(True)
            return
        self._next()

    def _call(self, *, right: bool) -> None:
        self._answers[-1]["call"] = "right" if right else "wrong"
        self._near = False
        self._thread.field.setReadOnly(False)
        self._next()

    def _next(self) -> None:
        self._thread.field.clear()
        self._hint.hide()
        if self._spec is not None and len(self._answers) >= len(self._spec.steps):
            self.given.emit({"answers": self._answers})
        else:
            self._redraw()

    def _redraw(self) -> None:
        spec, asked = self._spec, self.asked
        if spec is None or asked is None:
            return
        taken = self._taken()
        beads = (
            _missing(spec, asked)
            if self._missing
            else list(_walked(spec, taken, told=not asked.mock))
        )
        self._thread.show_beads(tuple(beads))
        offered = tiles(spec, done(taken), asked.prompt.seed) if asked.mode == "next" else ()
        self._tile_box.setVisible(bool(offered))
        for tile, text in zip(self._tiles, (*offered, *[""] * TILES), strict=False):
            tile.say(text)
            tile.setVisible(bool(text))
        words = tr("Press a number, or type the step.") if offered else tr("Type the step.")
        self._say.setText(words)
        self._thread.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        aside = QVBoxLayout(self._aside)
        aside.setContentsMargins(0, 20, 0, 0)
        aside.setSpacing(16)
        aside.addWidget(self._chart_title)
        aside.addWidget(self._chart)
        aside.addWidget(self._sentence)
        aside.addStretch(1)
        self._aside.setMaximumWidth(_ASIDE)
        for widget in (self._aside, self._facts):  # the thread and the tiles stay where they are
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        upper = QHBoxLayout()
        upper.setSpacing(96)
        self._scroll.setMaximumWidth(theme_of(None).px(760))
        upper.addWidget(self._scroll, 600)
        upper.addWidget(self._aside, 304)
        grid = QGridLayout(self._tile_box)
        grid.setContentsMargins(0, 24, 0, 0)
        grid.setSpacing(8)
        for at, tile in enumerate(self._tiles):
            grid.addWidget(tile, at // 2, at % 2)
        keys = QHBoxLayout()
        keys.setSpacing(24)
        for widget in (self._say, self._hint_key, self._show_key, self._hint):
            keys.addWidget(widget)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top.setFixedHeight(22)
        column.addWidget(self._top)
        column.addWidget(self._cue)
        column.addLayout(upper, 1)
        column.addWidget(Hairline())
        column.addWidget(self._tile_box)
        column.addSpacing(14)
        column.addLayout(keys)
        column.addWidget(self.after)
        column.addSpacing(20)
        column.addWidget(self._facts)
        column.addSpacerItem(gap(16))


def _walked(spec: Steps, taken: tuple[Taken, ...], *, told: bool) -> list[Bead]:
    """What stands there; ``told`` says what was right, else it is what the person gave."""
    beads = [
        Bead(
            text=spec.steps[one.step].text,
            state="done" if one.right else "missed",
            ms=one.latency_ms,
            note="" if one.right or not one.text else tr("not: {text}").format(text=one.text),
        )
        if told
        else Bead(text=one.text or "…", state="done")
        for one in taken
    ]
    beads += [Bead(text="", state="now")] * (len(beads) < len(spec.steps))
    return beads + [Bead(text="", state="open")] * (len(spec.steps) - len(beads))


def _missing(spec: Steps, asked: Asked) -> list[Bead]:
    prompt = asked.prompt
    hole = prompt.missing if isinstance(prompt, StepPrompt) else -1
    return [
        Bead(text="" if at == hole else step.text, state="now" if at == hole else "done")
        for at, step in enumerate(spec.steps)
    ]


def _finished(spec: Steps, answer: Answer) -> list[Bead]:
    """The thread in the order it came, or the steps with the missing one filled in."""
    elements = answer.judged.elements
    asked = {one.element: one for one in elements}
    order = [one.element for one in elements] if len(elements) > 1 else range(len(spec.steps))
    beads = []
    for at in order:
        one = asked.get(at)
        missed = one is not None and one.ok is False
        got = one.got if one is not None and missed else ""
        beads.append(
            Bead(
                text=spec.steps[at].text,
                state="missed" if missed else "done",
                ms=one.latency_ms if one is not None else None,
                note=tr("not: {text}").format(text=got) if got else "",
                critical=spec.steps[at].critical,
            )
        )
    return beads
