"""One question with its evenings and mornings on one thread, and what can be done with it."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.core.clock import Moment, local_time
from spindle.features.journal.model import Night, QuestionState
from spindle.features.journal.page.dates import came_words, clock_words, half_words, origin, stamp
from spindle.features.journal.records import Entry, EntryKind, Question, Thread
from spindle.ui.buttons import Button
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.paint import dotted_pen, line_pen, painter_on
from spindle.ui.theme import theme_of
from spindle.ui.wrap import Wrap

_X = 6.0
_SHOWN = 4000
_GAP = 4


@dataclass(frozen=True, slots=True)
class Knot:
    """One item of a thread; a hollow one is expected."""

    caption: str
    text: str
    hollow: bool = False


class NightThread(QWidget):
    """Knots on a vertical thread: solid for what was, dotted towards what is planned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._knots: list[tuple[Label, Knot]] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(32, 0, 0, 0)
        self._box.setSpacing(0)

    def show_knots(self, knots: tuple[Knot, ...]) -> None:
        """Draw these, oldest first."""
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._knots = []
        for n, knot in enumerate(knots):
            if n:
                self._box.addSpacing(24 if knot.hollow else 12)
            caption = Label("caption", knot.caption, "ink3", wrap=True)
            role, colour = ("body", "ink2") if knot.hollow else ("journal", "ink")
            self._box.addWidget(caption)
            self._box.addSpacing(5)
            self._box.addWidget(Label(role, knot.text, colour, wrap=True))
            self._knots.append((caption, knot))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw thread and knots."""
        del event
        palette = theme_of(self).palette
        ys = [caption.geometry().top() + 10.0 for caption, _ in self._knots]
        knots = [knot for _, knot in self._knots]
        with painter_on(self) as painter:
            for (y1, y2), knot in zip(pairwise(ys), knots[1:], strict=True):
                drawn, expected = line_pen(palette.prime, 1.5), dotted_pen(palette.rule, 1.25)
                painter.setPen(expected if knot.hollow else drawn)
                painter.drawLine(QLineF(_X, y1, _X, y2))
            for y, knot in zip(ys, knots, strict=True):
                radius = 5.0 if knot.hollow else 4.5
                painter.setPen(line_pen(palette.rule, 1.5) if knot.hollow else Qt.PenStyle.NoPen)
                painter.setBrush(palette.paper if knot.hollow else palette.prime)
                painter.drawEllipse(QPointF(_X, y), radius, radius)


class ThreadPane(QWidget):
    """The right side of the page for a question."""

    focus_asked = Signal()
    state_asked = Signal(QuestionState)
    thought_asked = Signal()
    park_asked = Signal()
    merge_asked = Signal()
    dates_asked = Signal()
    entries_asked = Signal()
    card_asked = Signal()
    later_asked = Signal()
    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("question_title", "", "ink", wrap=True)
        self._thread = NightThread()
        self._focus = Button("primary", self.tr("Focus on it"), key=self.tr("Enter"))
        self._solved = Button("quiet", self.tr("Looks solved"), key="S")
        self._let_go = Button("quiet", self.tr("Let it go"), key="L")
        self._again = Button("secondary", self.tr("Open again"), key="O")
        self._thought = Button("quiet", self.tr("Add a thought"), key="T")
        self._focus.clicked.connect(self.focus_asked)
        self._thought.clicked.connect(self.thought_asked)
        for button, state in (
            (self._solved, QuestionState.SOLVED),
            (self._let_go, QuestionState.LET_GO),
            (self._again, QuestionState.OPEN),
        ):
            button.clicked.connect(lambda _=False, state=state: self.state_asked.emit(state))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 40)
        box.setSpacing(0)
        box.addWidget(self._title)
        box.addSpacing(28)
        box.addWidget(self._thread)
        box.addSpacing(44)
        verbs = Wrap(_GAP, _GAP)
        for button in (self._focus, self._again, self._solved, self._let_go, self._thought):
            verbs.addWidget(button)
        box.addLayout(verbs)
        box.addSpacing(12)
        box.addLayout(self._more())
        box.addSpacing(8)
        self._said = Label("caption", "", "ink2", wrap=True)
        box.addWidget(self._said)
        box.addStretch(1)

    def _more(self) -> Wrap:
        """The verbs that are seldom needed."""
        self._park = Hinted(self.tr("Let it rest"), "P")
        self._merge = Hinted(self.tr("Merge"), "M")
        self._dates = Hinted(self.tr("Dates"), "D")
        self._entries = Hinted(self.tr("Entries"), "E")
        self._card = Hinted(self.tr("Card"), "C")
        self._later = Hinted(self.tr("It came later"), "I")
        self._remove = Hinted(self.tr("Remove"), self.tr("Del"))
        line = Wrap(20)
        line.setContentsMargins(15, 0, 0, 0)
        for widget, signal in (
            (self._later, self.later_asked),
            (self._park, self.park_asked),
            (self._merge, self.merge_asked),
            (self._dates, self.dates_asked),
            (self._entries, self.entries_asked),
            (self._card, self.card_asked),
            (self._remove, self.remove_asked),
        ):
            widget.clicked.connect(signal)
            line.addWidget(widget)
        return line

    def say(self, words: str) -> None:
        """Say what came of a verb, until another question is shown."""
        self._said.setText(words)

    def show_thread(
        self, thread: Thread, at: Moment, planned: int | None, *, later: bool = False
    ) -> None:
        """Show a question.

        Args:
            thread: With all its nights.
            at: Now.
            planned: When tonight's evening is offered for it (µs UTC).
            later: Whether it can be said that something came in the day after its night.
        """
        self._later.setVisible(later)
        open_ = thread.question.state is QuestionState.OPEN
        self._said.setText("")
        self._title.setText(thread.question.text[:_SHOWN])
        self._thread.show_knots(self._knots_of(thread, at, planned if open_ else None))
        self._thread.setVisible(
            bool(thread.entries or thread.nights or thread.made_of) or planned is not None
        )
        self._focus.setVisible(open_)
        self._solved.setVisible(open_)
        self._let_go.setVisible(open_)
        self._again.setVisible(not open_)
        resting = thread.question.parked is not None
        self._park.setText(self.tr("Wake it") if resting else self.tr("Let it rest"))
        self._park.updateGeometry()
        self._park.setVisible(open_)
        self._merge.setVisible(open_)
        self._dates.setVisible(bool(thread.nights))
        self._entries.setVisible(bool(thread.entries))

    def _knots_of(self, thread: Thread, at: Moment, planned: int | None) -> tuple[Knot, ...]:
        nights = {night.id: night for night in thread.nights}
        found = [
            (entry.written, self._knot(entry, nights.get(entry.night_id or ""), at))
            for entry in thread.entries
        ]
        found += [(raw.inbox or 0, self._came(raw, at)) for raw in thread.made_of]
        written = {(entry.night_id, entry.kind) for entry in thread.entries}
        for night in thread.nights:
            if (night.id, EntryKind.EVENING) not in written:
                caption = f"{stamp(night.began, night.offset, at)}, {self.tr('Evening')}"
                found.append((night.began, Knot(caption, self.tr("Taken to bed."))))
            if night.captured is not None and (night.id, EntryKind.MORNING) not in written:
                parts = (stamp(night.captured, night.offset, at), self.tr("Morning"))
                caption = ", ".join((*parts, *self._after_wake(night)))
                found.append((night.captured, Knot(caption, self.tr("Nothing came."))))
        knots = [knot for _, knot in sorted(found, key=lambda pair: pair[0])]
        if planned is not None:
            tonight = local_time(planned, at.offset)
            time = clock_words(tonight.hour * 60 + tonight.minute)
            caption = self.tr("Tonight {time}").format(time=time)
            knots.append(Knot(caption, self.tr("Planned for the evening."), hollow=True))
        return tuple(knots)

    def _came(self, raw: Question, at: Moment) -> Knot:
        caption = f"{stamp(raw.inbox or raw.created, at.offset, at)}, {origin(raw, at)}"
        return Knot(caption, raw.text[:_SHOWN])

    def _after_wake(self, night: Night) -> list[str]:
        if night.minutes_after_wake is None:
            return []
        return [self.tr("{n} min after waking").format(n=night.minutes_after_wake)]

    def _knot(self, entry: Entry, night: Night | None, at: Moment) -> Knot:
        parts = [stamp(entry.written, entry.offset, at), half_words(entry.kind)]
        if entry.kind is EntryKind.MORNING and night is not None:
            parts += self._after_wake(night)
        if entry.came is not None:
            parts.append(came_words(entry.came))
        return Knot(", ".join(parts), entry.words[:_SHOWN] or self.tr("Nothing came."))
