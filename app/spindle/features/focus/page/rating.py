"""How did it go: one key, then what had been expected and how far off it was."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from spindle.core.clock import Moment
from spindle.core.feature import App, PageAsked
from spindle.core.session import Outcome, Session
from spindle.features.focus.page.bar import Head, headed
from spindle.features.focus.page.face import Face
from spindle.features.focus.page.park import LineEntry, StepEntry
from spindle.features.focus.page.running import ring_of, said
from spindle.features.focus.page.words import (
    clock_time,
    digits,
    long_length,
    movement_name,
    one_line,
    signed,
    tr,
)
from spindle.features.focus.service import FocusService
from spindle.features.focus.settings import RECALL
from spindle.features.focus.state import State
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.paint import hairline, painter_on
from spindle.ui.theme import theme_of
from spindle.ui.value_scale import RatingKeys, ValueScale
from spindle.ui.wrap import Wrap

_LEFT = 320
_RIGHT = 560
_RECALL_MS = 60_000
_TITLE = 160  # characters at the usual text size
_CLOSE = 0.25  # nearer than this reads as expected


class ErrorLine(QWidget):
    """Between two hairlines: the error as a number, and what it means in one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.number = Label("page_name", "", "focus")
        self.sentence = Label("body", "", "ink2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 16, 0, 16)
        row.setSpacing(16)
        self.number.setMinimumWidth(60)
        row.addWidget(self.number)
        row.addWidget(self.sentence, 1)

    def paintEvent(self, event: object) -> None:
        """Draw the hairlines."""
        del event
        line = theme_of(self).palette.line
        with painter_on(self) as painter:
            hairline(painter, 0, self.width(), 0, line)
            hairline(painter, 0, self.width(), self.height() - 1, line)


class RatingView(QWidget):
    """Picture 02b. The axis is empty until a key is pressed."""

    def __init__(self, app: App, service: FocusService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._service = service
        centre = Qt.AlignmentFlag.AlignHCenter
        self.head = Head()
        self._face = Face(116.0)
        self._title = Label("question", "", wrap=True, align=centre)
        self._under = Label("caption", "", "ink3", align=centre)
        self._scale = ValueScale()
        self._keys = RatingKeys()
        self._keys.chosen.connect(service.rate)
        self._error = ErrorLine()
        keeps = self._error.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._error.setSizePolicy(keeps)
        self._primary = Button("primary", "", key="Enter")
        self._note = Button("quiet", tr("Add a note"), key="N")
        self._other = Button("quiet", "", key="S")
        self._change = Label("caption", tr("Press another number to change it."), "ink3")
        self.note = LineEntry(tr("Note"), tr("Enter keeps it with the block. Esc goes back."))
        self.step = StepEntry()
        self.recall = LineEntry(
            tr("What do you remember?"),
            tr("What do you remember? A minute, from memory. Enter keeps it, Esc skips it."),
        )
        for entry in self.entries:
            entry.hide()
        self._step = Button("quiet", "", key="E", compact=True)
        self._noted = False
        self._minute = QTimer(self, singleShot=True, interval=_RECALL_MS)
        self._connect()
        self._lay_out()

    def keys(self) -> Mapping[str, Callable[[], object]]:
        """What each key does now."""
        found: dict[str, Callable[[], object]] = {
            "Return": self._go,
            "N": self.note.open,
            "E": self._open_step,
            "S": self._go_other,
            "Esc": lambda: self._app.bus.publish(PageAsked("today")),
        }
        return found | {str(n): partial(self._service.rate, n) for n in range(1, 6)}

    @property
    def entries(self) -> tuple[LineEntry, ...]:
        """The lines that can be typed into."""
        return self.note, self.step, self.recall

    def begin(self) -> None:
        """A block has just ended: ask what is remembered, where that is wanted."""
        self._noted = False
        for entry in self.entries:
            entry.field.clear()
            entry.hide()
        if self._app.settings.get(RECALL) and self._completed():
            self.recall.open()
            self._minute.start()

    def redraw(self, state: State, at: Moment) -> None:
        """Show the block that just ended, and its rating if it has one."""
        block, session = state.block, self._service.session
        if block is None or session is None:
            return
        self.head.caption.setText(clock_time(at.wall, at.offset))
        self._face.show_ring(ring_of(block, finished=True), said(block))
        self._face.digits.setText(digits(block.work // 1_000_000 * 1_000_000))
        self._face.below.setText(said(block))
        most = round(_TITLE / theme_of(self).text_scale ** 2)  # characters in as much room
        self._title.setText(one_line(block.task.title, most) or tr("Focus"))
        self._under.setText(counts(len(block.interruptions), self._service.parked))
        self._show_rating(session)
        done = block.outcome is Outcome.COMPLETED
        on, end = self._what_follows(), tr("End here")
        self._primary.setText(on if done else end)
        self._other.setText((tr("Skip the break") if self._rests() else end) if done else on)

    def _show_rating(self, session: Session) -> None:
        rated = session.rating is not None
        self._keys.set_chosen(session.rating)
        self._scale.set_values(session.rating, session.predicted if rated else None)
        self._error.setVisible(rated)
        typing = any(not entry.isHidden() for entry in self.entries)
        self._change.setVisible(rated and not typing)
        self._step.setVisible(not typing)
        left = self._service.next_step
        self._step.setText(tr("Change the next step") if left else tr("Leave the next step"))
        self._name_note()
        if rated and session.error is not None:
            self._error.number.setText(signed(session.error))
            self._error.sentence.setText(meaning(session.error))

    def _rests(self) -> bool:
        return self._service.next_rest > 0

    def _what_follows(self) -> str:
        """The break, or the next block where there is none."""
        service = self._service
        if not self._rests():
            return tr("Next block") if service.next_task is not None else tr("Done")
        move = service.suggested
        name = movement_name(move) if move else tr("Break")
        return f"{name} {long_length(service.next_rest)}"

    def _go(self) -> None:
        if self._completed():
            self._break()
        else:
            self._service.let_go()

    def _go_other(self) -> None:
        if not self._completed():
            self._break()
        elif self._rests():
            self._service.back_to_work()
        else:
            self._service.let_go()

    def _completed(self) -> bool:
        block = self._service.state.block
        return block is not None and block.outcome is Outcome.COMPLETED

    def _break(self) -> None:
        self._service.take_break(self._service.suggested)

    def _keep_note(self, text: str) -> None:
        self._service.note(text)
        self._noted = bool(text.strip())
        self._name_note()
        self.note.close_entry()

    def _name_note(self) -> None:
        self._note.setText(tr("Change the note") if self._noted else tr("Add a note"))

    def _open_step(self) -> None:
        self.step.begin(self._service.next_step)

    def _keep_step(self, text: str) -> None:
        self._service.leave_step(text)
        self.step.close_entry()

    def _keep_recall(self, text: str) -> None:
        self._minute.stop()
        self._service.recall(text)
        self.recall.close_entry()

    def _minute_is_over(self) -> None:
        if not self.recall.isHidden():
            self._keep_recall(self.recall.field.typed())

    def _only(self, opened: LineEntry) -> None:
        """One line at a time, in the place of the words under it."""
        self._change.hide()
        self._step.hide()
        for entry in self.entries:
            if entry is not opened:
                entry.hide()

    def _connect(self) -> None:
        self._primary.clicked.connect(self._go)
        self._other.clicked.connect(self._go_other)
        self._note.clicked.connect(self.note.open)
        self.note.entered.connect(self._keep_note)
        self.step.entered.connect(self._keep_step)
        self.recall.entered.connect(self._keep_recall)
        self._step.clicked.connect(self._open_step)
        self._minute.timeout.connect(self._minute_is_over)
        for entry in self.entries:
            entry.opened.connect(partial(self._only, entry))
            entry.closed.connect(self._step.show)

    def _foot(self) -> QWidget:
        """What a number changes, or the line for a note in its place."""
        foot = QWidget()
        foot.setFixedHeight(theme_of(self).px(72))
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._change)
        column.addSpacing(6)
        column.addWidget(self._step)
        for entry in self.entries:
            column.addWidget(entry)
        column.addStretch(1)
        return foot

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addSpacing(6)
        left.addWidget(self._face)
        left.addSpacing(19)
        narrow = QHBoxLayout()
        narrow.setContentsMargins(22, 0, 22, 0)
        narrow.addWidget(self._title)
        left.addLayout(narrow)
        left.addSpacing(5)
        left.addWidget(self._under)
        left.addStretch(1)
        buttons = Wrap(6)
        for button in (self._primary, self._note, self._other):
            buttons.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(Label("title", tr("How did it go?"), "ink"))
        right.addSpacing(4)
        right.addWidget(Label("body", tr("One key. The first answer is the useful one."), "ink3"))
        right.addItem(_room(40))
        right.addWidget(self._scale)
        right.addWidget(self._keys)
        right.addItem(_room(36))
        right.addWidget(self._error)
        right.addItem(_room(26))
        right.addLayout(buttons)
        right.addItem(_room(16))
        right.addWidget(self._foot())
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addStretch(152)
        for layout, width, gap in ((left, _LEFT, 68), (right, _RIGHT, 0)):
            box = QWidget()
            box.setLayout(layout)
            layout.setContentsMargins(0, 0, 0, 0)
            box.setMinimumWidth(width)
            box.setMaximumWidth(width if layout is left else max(width, theme_of(self).px(width)))
            row.addWidget(box)
            row.addSpacing(gap)
        row.addStretch(180)
        column = headed(self, self.head)
        column.addStretch(138)
        column.addLayout(row)
        column.addStretch(118)


def _room(height: int) -> QSpacerItem:
    """Empty room that gives way where the window is low."""
    return QSpacerItem(0, height, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)


def counts(interruptions: int, thoughts: int) -> str:
    """1 interruption, 2 thoughts parked."""
    parts = []
    if interruptions:
        one = tr("1 interruption")
        many = tr("{count} interruptions").format(count=interruptions)
        parts.append(one if interruptions == 1 else many)
    if thoughts:
        one = tr("1 thought parked")
        many = tr("{count} thoughts parked").format(count=thoughts)
        parts.append(one if thoughts == 1 else many)
    return ", ".join(parts)


def meaning(error: float) -> str:
    """One sentence, and no new prediction."""
    if abs(error) < _CLOSE:
        return tr("As expected. Nothing to learn from this one.")
    if error > 0:
        return tr("Better than expected. Blocks like this will be expected a little higher.")
    return tr("Less than expected. Blocks like this will be expected a little lower.")
