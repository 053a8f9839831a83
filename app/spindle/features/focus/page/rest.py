"""A break, or a movement out of nothing: a slow ring and what to do in it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.clock import Moment
from spindle.core.feature import App, PageAsked
from spindle.core.ids import Ref
from spindle.core.session import Session
from spindle.features.focus.in_force import movements
from spindle.features.focus.page.bar import Bar, Head, with_face
from spindle.features.focus.page.face import Face
from spindle.features.focus.page.park import LineEntry, StepEntry
from spindle.features.focus.page.words import (
    block_of,
    clock_time,
    digits,
    length,
    movement_name,
    signed,
    tr,
)
from spindle.features.focus.service import FocusService
from spindle.features.focus.settings import PROVIDED, QUIET_REST
from spindle.features.focus.sound_settings import AT_END, AtEnd
from spindle.features.focus.state import Rest, Stage, State
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.ring import RingKind, RingState
from spindle.ui.theme import theme_of
from spindle.ui.tile import Pill
from spindle.ui.value_scale import one_decimal, rating_word

_EVIDENCE: Final = "What studies say about breaks"
"""A heading of the help."""


class BreakView(QWidget):
    """Picture 02c."""

    def __init__(self, app: App, service: FocusService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._service = service
        centre = Qt.AlignmentFlag.AlignHCenter
        self.head = Head()
        self._face = Face()
        self._face.below.set_role("body")
        self._face.below.set_colour("ink3")
        self._title = Label("movement", "", "ink", align=centre)
        self._title.let_shrink()
        self._under = Label("body", "", "ink3", align=centre)
        self._chips: dict[str, Pill] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._back = Button("secondary", tr("Back to work"), key="Enter")
        self._end = Button("quiet", tr("End here"), key="E")
        self._back.clicked.connect(service.back_to_work)
        self._end.clicked.connect(lambda _: service.let_go())
        self._why = Button("quiet", tr("Why move or rest"), key="H")
        self._why.clicked.connect(self._show_why)
        self._recall = Button("quiet", "", key="R")
        self._recall.clicked.connect(service.recalling.ask)
        self._recall.hide()
        self._step = Button("quiet", tr("Leave the next step"), key="N")
        self._step.clicked.connect(self._open_step)
        self.step = StepEntry()
        self.step.entered.connect(self._keep_step)
        self._movements = QWidget()
        self._movements.setLayout(self._row)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.step.opened.connect(self._movements.hide)
        self.step.closed.connect(self._movements.show)
        column = with_face(self, self.head, self._face, (self._title, self._under))
        column.addWidget(self._foot())
        column.addWidget(Bar((self._why, self._step), (self._back, self._end), (self._recall,)))

    @property
    def entries(self) -> tuple[LineEntry, ...]:
        """The lines that can be typed into."""
        return (self.step,)

    def _foot(self) -> QWidget:
        """The movements, or the lines for the next step; the ring does not move for them."""
        foot = QWidget()
        foot.setFixedHeight(86 + theme_of(self).px(32))
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 34, 0, 0)
        for widget in (self._movements, self.step):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return foot

    def _open_step(self) -> None:
        if self._service.can_leave_step:
            self.step.begin(self._service.next_step)

    def _keep_step(self, words: str) -> None:
        self._service.leave_step(words)
        self.step.close_entry()

    def keys(self) -> Mapping[str, Callable[[], object]]:
        """What each key does now."""
        service = self._service
        rate = {str(n): partial(service.rate, n) for n in range(1, 6)}
        return rate | {
            "Return": service.back_to_work,
            "H": self._show_why,
            "N": self._open_step,
            "R": service.recalling.ask,
            "S": service.skip,
            "E": service.let_go,
            "X": service.let_go,
            "+": service.longer,
            "=": service.longer,
            "-": service.shorter,
            "Esc": lambda: self._app.bus.publish(PageAsked("today")),
        }

    def _show_why(self) -> None:
        """What studies say about breaks and movement, with their sizes."""
        self._app.bus.publish(PageAsked("help", Ref("help", f"focus.md#{_EVIDENCE}")))

    def redraw(self, state: State, at: Moment) -> None:
        """Show a running break, or one that is over."""
        rest = state.running_rest
        if rest is None:
            return
        over = state.stage is Stage.BREAK_OVER
        self._face.digits.setText(digits(state.rest_left))
        self._say_next(state, at, follows=rest.follows)
        done = 1.0 if over else (state.line - rest.began) / rest.planned
        self._face.show_ring(
            RingState(
                kind=RingKind.BREAK,
                fraction=done,
            ),
            f"{tr('Break')} {self._face.digits.text()}",
        )
        self._face.above.setText(self._above(rest, over=over))
        self._title.setText(self._what(rest, over=over))
        self._under.setText(self._after(over=over))
        self._step.setVisible(self._service.can_leave_step)
        self._back.setText(tr("Back to work") if rest.follows else tr("Done"))
        self._show_chips(rest)
        self._show_recall()

    def _show_recall(self) -> None:
        """What another activity would have recalled, in half a minute."""
        first = self._service.recalling.first
        self._recall.setVisible(first is not None)
        if first is not None:
            words = QCoreApplication.translate("recalls", first.words.text)
            self._recall.setText(words.format_map(first.words.facts))

    def _after(self, *, over: bool) -> str:
        """What to do until then; once a movement can be rated, how it went."""
        service = self._service
        if service.block_unrated:
            return tr("1 to 5 says how the block went")
        told = _told(service.movement)
        if told:
            return told
        if over and service.rest_rateable:
            return tr("1 to 5 says how it went")
        if service.rests_alone and _told(service.session):
            return _told(service.session)
        return "" if over else self._until()

    def _until(self) -> str:
        if self._app.settings.get(AT_END) in {AtEnd.TONE, AtEnd.BOTH}:
            return tr("No screen until the tone. Spindle waits here.")
        return tr("No screen until then. Spindle waits here.")

    def _above(self, rest: Rest, *, over: bool) -> str:
        if over:
            return tr("Break over") if rest.follows else tr("Time is up")
        return tr("Break") if rest.follows else movement_name(rest.movement) or tr("Break")

    def _what(self, rest: Rest, *, over: bool) -> str:
        if over:
            return tr("Whenever you are ready")
        if rest.movement == QUIET_REST:
            return tr("Rest, eyes closed")
        if rest.movement == PROVIDED[0]:
            return tr("Walk, and look at something far away")
        return movement_name(rest.movement) or tr("Rest, and look at something far away")

    def _say_next(self, state: State, at: Moment, *, follows: bool) -> None:
        """Which block comes, how long it is, and when."""
        task = self._service.next_task if follows else None
        if task is None:
            self._face.say("")
            return
        coming, long = block_of(task), length(task.plan.block(task.number))
        short = tr("{block}, {length}").format(block=coming, length=long)
        if state.stage is Stage.BREAK_OVER:
            self._face.say(short, (coming, long))
            return
        time = clock_time(at.wall + state.rest_left, at.offset)
        whole = tr("{block}, {length}, at {time}").format(block=coming, length=long, time=time)
        self._face.say(whole, (short, tr("at {time}").format(time=time)))

    def _show_chips(self, rest: Rest) -> None:
        names = tuple(dict.fromkeys((*movements(self._app.settings), QUIET_REST)))
        if rest.movement and rest.movement not in names:
            names = (rest.movement, *names)
        if tuple(self._chips) != names:
            for old in self._chips.values():
                self._row.removeWidget(old)
                old.deleteLater()
            self._chips = {name: self._chip(name) for name in names}
        for name, chip in self._chips.items():
            chip.setChecked(name == rest.movement)

    def _chip(self, name: str) -> Pill:
        chip = Pill(movement_name(name))
        chip.clicked.connect(lambda: self._service.choose_movement(name))
        self._row.addWidget(chip)
        return chip


def _told(session: Session | None) -> str:
    """How a session was rated against what had been expected; empty before that."""
    if session is None or session.rating is None or session.predicted is None:
        return ""
    return tr("{rating}. Expected {expected}, so {error}.").format(
        rating=rating_word(session.rating),
        expected=one_decimal(session.predicted),
        error=signed(session.rating - session.predicted),
    )
