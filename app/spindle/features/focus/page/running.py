"""A running block: ring, what is being done, the plan, and a bar of keys."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.core.clock import HOUR, MINUTE, SECOND, Moment
from spindle.core.feature import App, PageAsked
from spindle.features.focus.page.bar import MARGIN, Bar, Head, with_face
from spindle.features.focus.page.face import Face
from spindle.features.focus.page.park import LineEntry, ParkField, StepEntry
from spindle.features.focus.page.plan_row import PlanRow
from spindle.features.focus.page.words import (
    ambience_name,
    block_of,
    clock_time,
    digits,
    gap_word,
    length,
    movement_name,
    one_line,
    past,
    tr,
    typed_length,
)
from spindle.features.focus.plan import Mode, push_at, pushes
from spindle.features.focus.service import FocusService
from spindle.features.focus.sound_settings import AMBIENCE, Ambience
from spindle.features.focus.state import Block, Stage, State
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.ring import RingKind, RingState
from spindle.ui.theme import theme_of

_NOTCH = 120
_OF_LENGTH = ("+", "=", "-", "L")


class RunningView(QWidget):
    """Pictures 02a; in overtime the same with another middle button."""

    def __init__(self, app: App, service: FocusService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._service = service
        centre = Qt.AlignmentFlag.AlignHCenter
        self.head = Head()
        self._face = Face()
        self._title = Label("task", "", "ink", align=centre)
        self._title.let_shrink()
        self._under = Label("caption", "", "ink3", align=centre)
        self._plan = PlanRow()
        self.park = ParkField(service)
        self.reason = LineEntry(
            tr("Why end it now?"), tr("This block is strict. Enter ends it and keeps the words.")
        )
        self.left = LineEntry(
            tr("Minutes left"), tr("Minutes left, such as 12 or 12:30. Esc goes back.")
        )
        self.step = StepEntry()
        for entry in (self.reason, self.left):
            entry.hide()
        self._turned = 0
        self._interrupted = Button("quiet", tr("Interrupted"), key="I")
        self._park = Button("quiet", tr("Park a thought"), key="T")
        self._shorter = Button("secondary", tr("−5 min"))
        self._middle = Button("secondary", tr("Pause"), key="Space")
        self._longer = Button("secondary", tr("+5 min"))
        self._stop = Button("quiet", tr("Stop"), key="X")
        self._sound = Button("quiet", "", key="M")
        self._leave = Button("quiet", tr("Leave view"), key="Esc")
        for button, width in ((self._shorter, 84), (self._middle, 136), (self._longer, 84)):
            button.setMinimumWidth(width)
        self._connect()
        column = with_face(self, self.head, self._face, (self._title, self._under))
        column.addWidget(self._foot())
        column.addSpacing(18)
        column.addWidget(
            Bar(
                (self._interrupted, self._park),
                (self._shorter, self._middle, self._longer),
                (self._sound, self._stop, self._leave),
            )
        )

    @property
    def entries(self) -> tuple[LineEntry, ...]:
        """The lines that can be typed into."""
        return self.park, self.reason, self.left, self.step

    def _foot(self) -> QWidget:
        """The plan, or the line for a thought in its place; the ring does not move for it."""
        foot = QWidget()
        foot.setFixedHeight(theme_of(self).px(104))
        row = QVBoxLayout(foot)
        row.setContentsMargins(MARGIN, 20, MARGIN, 0)
        row.addWidget(self._plan)
        for entry in self.entries:
            row.addWidget(entry, 0, Qt.AlignmentFlag.AlignHCenter)
            entry.opened.connect(self._plan.hide)
            entry.closed.connect(self._plan.show)
        row.addStretch(1)
        return foot

    def keys(self) -> Mapping[str, Callable[[], object]]:
        """What each key does now."""
        service = self._service
        found: dict[str, Callable[[], object]] = {
            "Space": service.pause_or_resume,
            "+": service.longer,
            "=": service.longer,
            "-": service.shorter,
            "I": service.interrupted,
            "T": self.park.open,
            "E": self._open_step,
            "S": service.skip,
            "X": service.stop_block,
            "M": self._mute,
            "L": self.left.open,
            "Esc": self.leave,
        }
        if service.state.is_open:
            for key in _OF_LENGTH:
                del found[key]
        if service.state.stage is Stage.OVERTIME:
            found["Return"] = service.finish
            if service.will_ask:
                found |= {str(n): partial(service.rate, n) for n in range(1, 6)}
        return found

    def _open_step(self) -> None:
        self.step.begin(self._service.next_step)

    def _keep_step(self, words: str) -> None:
        self._service.leave_step(words)
        self.step.close_entry()

    def _give_reason(self, words: str) -> None:
        if words.strip():
            self.reason.field.clear()
            self._service.give_reason(words)
            self._ask_reason()

    def _ask_reason(self) -> None:
        """A strict block was about to end, by whatever key: its line opens, and closes again."""
        wanted = self._service.reason_wanted
        if wanted and self.reason.isHidden():
            for entry in self.entries:
                entry.hide()
            self.reason.open()
        elif not wanted and not self.reason.isHidden():
            self.reason.close_entry()

    def _set_left(self, words: str) -> None:
        left = typed_length(words)
        if left is not None:
            self.left.field.clear()
            self.left.close_entry()
            self._service.set_left(left)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A minute more or less for each notch."""
        self._turned += event.angleDelta().y()
        notches = int(self._turned / _NOTCH)
        if notches:
            self._turned -= notches * _NOTCH
            self._service.adjust(notches * MINUTE)

    def _mute(self) -> None:
        sounds = getattr(self._service, "sounds", None)
        if sounds is not None:
            sounds.mute()
            self._relabel_sound()

    def _relabel_sound(self) -> None:
        """What sounds in the background, where anything is set."""
        sounds = getattr(self._service, "sounds", None)
        chosen = self._app.settings.get(AMBIENCE)
        self._sound.setVisible(sounds is not None and chosen is not Ambience.NONE)
        if sounds is not None:
            self._sound.setText(ambience_name(chosen) if sounds.background else tr("Sound off"))

    def leave(self) -> None:
        """Go to Today; the block runs on."""
        self._app.bus.publish(PageAsked("today"))

    def tick(self, state: State, at: Moment) -> None:
        """Move the ring on; all else is shown anew only when the seconds are others."""
        block = state.running_block
        if block is None or _digits(state, block) != self._face.digits.text():
            self.redraw(state, at)
        else:
            self._face.move_ring(ring_of(block))

    def redraw(self, state: State, at: Moment) -> None:
        """Show a state of a running block."""
        block = state.running_block
        if block is None:
            return
        over = state.stage is Stage.OVERTIME
        paused = state.stage is Stage.PAUSED
        self._face.digits.setText(_digits(state, block))
        below, short = _below(block, over=over, paused=paused)
        above, last = _pushing(block) if not (over or paused) else ("", "")
        self._face.above.setText(above)
        self._face.say(below, (short, last), last)
        self._face.show_ring(ring_of(block), f"{self._face.digits.text()} {below}")
        self._title.setText(one_line(block.task.title) or tr("Focus"))
        self._under.setText(self._asks() if over else self._context(block))
        self._relabel_sound()
        self._plan.show_plan(block)
        self.head.caption.setText(self._until(block, at, running=not (over or paused)))
        more = block.can_postpone
        self._relabel(over=over, paused=paused, count=len(block.interruptions), more=more)
        for button in (self._shorter, self._longer) if state.is_open else ():
            button.setEnabled(False)
        self._ask_reason()

    def _context(self, block: Block) -> str:
        """The aim, and what was to come next when this was left."""
        step = one_line(" · ".join(self._service.next_step.splitlines()), 120)
        parts = [self._service.aim_name(block.task.aim)]
        if step:
            parts.append(tr("next: {step}").format(step=step))
        return " · ".join(part for part in parts if part)

    def _asks(self) -> str:
        return tr("1 to 5 says how it went") if self._service.will_ask else ""

    def _until(self, block: Block, at: Moment, *, running: bool) -> str:
        if not running or block.task.mode is Mode.FLOW:
            return clock_time(at.wall, at.offset)
        time, rest = clock_time(at.wall + block.left, at.offset), self._service.next_rest
        if not rest:
            return tr("Until {time}").format(time=time)
        move = self._service.suggested
        if not move:
            words = tr("Until {time}, then a break of {length}")
            return words.format(time=time, length=length(rest))
        words = tr("Until {time}, then {movement} {length}")
        what = movement_name(move)
        return words.format(time=time, movement=what[:1].lower() + what[1:], length=length(rest))

    def _relabel(self, *, over: bool, paused: bool, count: int, more: bool) -> None:
        words = tr("Interrupted")
        self._interrupted.setText(f"{words} {count}" if count else words)
        self._shorter.setEnabled(not over)
        self._longer.setEnabled(not over or more)
        if over:
            self._middle.setText(tr("Finish"))
            self._middle.set_key("Enter")
        else:
            self._middle.setText(tr("Go on") if paused else tr("Pause"))
            self._middle.set_key("Space")

    def _connect(self) -> None:
        service = self._service
        self._interrupted.clicked.connect(service.interrupted)
        self._park.clicked.connect(self.park.open)
        self._shorter.clicked.connect(lambda _: service.shorter())
        self._longer.clicked.connect(service.longer)
        self._stop.clicked.connect(lambda _: service.stop_block())
        self._sound.clicked.connect(self._mute)
        self.reason.entered.connect(self._give_reason)
        self.reason.closed.connect(service.keep_on)
        self.left.entered.connect(self._set_left)
        self.step.entered.connect(self._keep_step)
        self._leave.clicked.connect(self.leave)
        self._middle.clicked.connect(self._press_middle)

    def _press_middle(self) -> None:
        if self._service.state.stage is Stage.OVERTIME:
            self._service.finish()
        else:
            self._service.pause_or_resume()


def _below(block: Block, *, over: bool, paused: bool) -> tuple[str, str]:
    """What the digits are, and the same for a small ring: a second line would be in its wave."""
    if over and block.task.overtime:
        return tr("over, running until you answer"), tr("over, running")
    if over:
        return tr("time is up, waiting for you"), tr("time is up")
    if paused:
        gap = block.gap
        word = gap_word(str(gap.kind)) if gap is not None else tr("paused")
        return word, word
    if block.task.mode is Mode.FLOW:
        return tr("so far, with an open end"), tr("so far")
    whole = tr("left in this block")
    return whole, whole


def _pushing(block: Block) -> tuple[str, str]:
    """Which push it is in, and how long until that changes."""
    rhythm = block.task.rhythm
    if rhythm is None or rhythm[0] >= block.planned:
        return "", ""
    number, pushing, left = push_at(block.work, block.planned, rhythm)
    count = len(pushes(block.planned, rhythm))
    name = tr("Push {number} of {count}").format(number=min(number, count), count=count)
    until = tr("Ease in {time}") if pushing else tr("Push in {time}")
    more = left < block.left
    return name if pushing else tr("Ease"), until.format(time=digits(left)) if more else ""


def _digits(state: State, block: Block) -> str:
    if block.task.mode is Mode.FLOW and state.stage is not Stage.OVERTIME:
        return digits(block.work // SECOND * SECOND)
    over = state.stage is Stage.OVERTIME and block.task.overtime
    return past(-block.left) if over else digits(block.left)


def ring_of(block: Block, *, finished: bool = False) -> RingState:
    """What the ring draws of a block; in overtime it is full."""
    whole = max(_round(block), block.work)
    return RingState(
        kind=RingKind.FINISHED if finished else RingKind.WORK,
        fraction=min(1.0, block.work / _round(block)),
        pushes=pushes(block.planned, block.task.rhythm),
        ticks=tuple(min(1.0, mark.work / whole) for mark in block.interruptions),
        words="" if finished else times_interrupted(len(block.interruptions)),
    )


def _round(block: Block) -> int:
    """What once round the ring stands for, µs: an open block begins anew each hour."""
    if block.task.mode is not Mode.FLOW:
        return block.planned
    return HOUR * (1 + block.work // HOUR)


def times_interrupted(count: int) -> str:
    """Interrupted once; nothing for none."""
    if not count:
        return ""
    return tr("interrupted once") if count == 1 else tr("interrupted {n} times").format(n=count)


def said(block: Block) -> str:
    """Block 3 of 4, for where there is more than one."""
    return block_of(block.task) if len(block.task.plan.blocks) > 1 else tr("One block")
