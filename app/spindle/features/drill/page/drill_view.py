"""The page of one drill: what can be done with it, and what has come of it."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.measuring import DrillFacts
from spindle.features.drill.page.chances_chart import ChancesChart
from spindle.features.drill.page.curve_chart import CurveChart
from spindle.features.drill.page.drill_row import kind_words
from spindle.features.drill.page.measured import facts_of, sentences, trusted
from spindle.features.drill.page.views.facts import Facts
from spindle.features.drill.page.views.runs_chart import RunsChart
from spindle.features.drill.page.words import tr
from spindle.features.drill.reading import HomeRow
from spindle.ui.buttons import Button
from spindle.ui.counted import counted
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll
from spindle.ui.segments import Segments
from spindle.ui.theme import theme_of
from spindle.ui.wrap import Wrap

_NARROW: Final = 860
_DRAWN_FROM: Final = 8
"""Right answers from which a chart is more than some dots."""


class DrillView(QWidget):
    """Asks; the page acts.

    Signals:
        turned: Another way of asking is chosen; what is measured is another, too.
    """

    practise_asked = Signal()
    due_asked = Signal()
    mind_asked = Signal()
    mock_asked = Signal()
    edit_asked = Signal()
    place_asked = Signal()
    export_asked = Signal()
    missed_asked = Signal()
    slow_asked = Signal()
    items_asked = Signal()
    remove_asked = Signal()
    turned = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts: DrillFacts | None = None
        self.title = Label("page_name")
        self.about = Label("caption", "", "ink3")
        self.back = Hinted(tr("Drills"), tr("Esc"))
        self.practise = Button("primary", tr("Practise"), key=tr("Enter"))
        self.due = Button("secondary", tr("What is due of it"), key="D")
        self.mind = Button("quiet", tr("In the mind"), key="M")
        self.mock = Button("quiet", tr("Mock run"), key="X")
        self.missed = Button("quiet", tr("What goes wrong"), key="W")
        self.slow = Button("quiet", tr("What is slow"), key="S")
        self.items = Button("quiet", tr("Items"), key="I")
        self.edit = Button("quiet", tr("Change"), key="E")
        self.place = Button("quiet", tr("Its place"), key="P")
        self.out = Button("quiet", tr("Export"), key=tr("Ctrl E"))
        self.remove = Button("quiet", tr("Remove"), key=tr("Del"))
        self.figures = Facts()
        self.chart = CurveChart()
        self.runs = RunsChart()
        self.chances = ChancesChart()
        self.sentences = Label("body", "", "ink", wrap=True)
        self.trust = Label("caption", "", "ink2", wrap=True)
        self._chart_name = Label("section", tr("Seconds of each right answer"))
        self._trust_name = Label("section", tr("Predictions and what happened"))
        self._runs_name = Label("section", tr("Seconds per step"))
        self._chances_name = Label("section", tr("How likely a run still ends clean"))
        self.ways: Segments | None = None
        self._modes: tuple[str, ...] = ()
        self._ways = QVBoxLayout()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        for button, signal in (
            (self.practise, self.practise_asked),
            (self.due, self.due_asked),
            (self.mind, self.mind_asked),
            (self.mock, self.mock_asked),
            (self.missed, self.missed_asked),
            (self.slow, self.slow_asked),
            (self.items, self.items_asked),
            (self.edit, self.edit_asked),
            (self.place, self.place_asked),
            (self.out, self.export_asked),
            (self.remove, self.remove_asked),
            (self.back, self.left),
        ):
            button.clicked.connect(signal)

    def show_facts(self, facts: DrillFacts) -> None:
        """Show a drill."""
        self.facts = facts
        self.title.setText(facts.row.title)
        items = counted(tr("1 item"), tr("{n} items"), facts.items)
        attempts = counted(tr("1 attempt"), tr("{n} attempts"), facts.attempts)
        self.about.setText(f"{kind_words(facts.row.kind)}, {items}, {attempts}")
        self.due.setEnabled(bool(facts.row.due))
        self.missed.setVisible(bool(facts.missed))
        self.slow.setVisible(bool(facts.slow))
        self._show_modes(facts.row.kind)
        self.figures.show_facts(facts_of(facts))
        drawn = len(facts.times) >= _DRAWN_FROM
        self.chart.setVisible(drawn)
        self._chart_name.setVisible(drawn)
        self.chart.show_curve(facts.times, facts.curve)
        self.runs.setVisible(bool(facts.runs))
        self._runs_name.setVisible(bool(facts.runs))
        if facts.runs:
            self.runs.show_runs(facts.runs[:-1], facts.runs[-1])
        for widget in (self.chances, self._chances_name):
            widget.setVisible(bool(facts.chances) and bool(facts.attempts))
        self.chances.show_chances(facts.chances)
        said = sentences(facts) if facts.attempts else (tr("Nothing here yet."),)
        self.sentences.setText("\n".join(said))
        self.trust.setText("\n".join(trusted(facts)) if facts.attempts else "")
        self._trust_name.setVisible(bool(self.trust.text()))
        self._turn()

    @property
    def row(self) -> HomeRow | None:
        """The drill that is shown."""
        return None if self.facts is None else self.facts.row

    def mode(self) -> str:
        """The way of asking that is chosen."""
        return self._modes[self.ways.index] if self.ways is not None else ""

    def mode_of(self, drill: str) -> str:
        """The way chosen for a drill; none while another one is shown."""
        shown = self.facts is not None and self.facts.row.id == drill
        return self.mode() if shown else ""

    def _show_modes(self, kind: str) -> None:
        """The ways in which a kind can ask, where there are several; the choice stays."""
        modes = kind_of(kind).modes
        if modes == self._modes:
            return
        if self.ways is not None:
            self.ways.hide()
            self.ways.deleteLater()
            self.ways = None
        self._modes = modes
        if len(modes) > 1:
            self.ways = Segments([mode_words(mode) for mode in modes])
            self.ways.setAccessibleName(tr("How it is asked"))
            self.ways.chosen.connect(self._choose_mode)
            self._ways.addWidget(self.ways, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose_mode(self, index: int) -> None:
        if self.ways is not None:
            self.ways.set_chosen(index)
            self.turned.emit()

    def resizeEvent(self, event: object) -> None:
        """The right column drops below the left where there is no room."""
        del event
        self._turn()

    def _turn(self) -> None:
        wide = self.width() >= _NARROW * theme_of(self).text_scale
        across = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(across)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.about)
        head.addStretch(1)
        head.addWidget(self.back)
        verbs = Wrap(8)
        for button in (
            *(self.practise, self.due, self.missed, self.slow, self.mind, self.mock),
            *(self.edit, self.items, self.place, self.out, self.remove),
        ):
            verbs.addWidget(button)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._chart_name)
        left.addWidget(self.chart)
        left.addWidget(self._runs_name)
        left.addWidget(self.runs)
        left.addWidget(self._chances_name)
        left.addWidget(self.chances)
        left.addStretch(1)
        right.setSpacing(12)
        right.addWidget(Label("section", tr("What it says")))
        right.addWidget(self.sentences)
        right.addSpacing(8)
        right.addWidget(self._trust_name)
        right.addWidget(self.trust)
        right.addStretch(1)
        self._beside.setSpacing(64)
        self._beside.addLayout(left, 3)
        self._beside.addLayout(right, 2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(40, 24, 40, 28)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(24)
        column.addLayout(verbs)
        column.addSpacing(16)
        column.addLayout(self._ways)
        column.addSpacing(24)
        column.addLayout(self._beside)
        column.addSpacing(28)
        column.addWidget(self.figures)
        column.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scroll(inside))
        self.title.setAlignment(Qt.AlignmentFlag.AlignLeft)


def mode_words(mode: str) -> str:
    """A way of asking, in the user's language."""
    words = {
        "ask": tr("Ask"),
        "next": tr("Next step"),
        "recall": tr("By heart"),
        "missing": tr("Missing step"),
        "reorder": tr("Put in order"),
        "checklist": tr("Checklist"),
    }
    return words.get(mode, mode)
