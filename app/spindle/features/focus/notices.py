"""What the desktop is told of the timer: one notification, replaced and withdrawn."""

from functools import partial

from PySide6.QtCore import QCoreApplication

from spindle.core.clock import MINUTE
from spindle.core.feature import App, PageAsked
from spindle.core.ids import Ref
from spindle.core.ports import Action, Notification
from spindle.core.quiet_row import RowAsked
from spindle.features.focus.absences import CameBack
from spindle.features.focus.service import FocusService
from spindle.features.focus.sound_settings import AT_END, AtEnd
from spindle.features.focus.state import GapKind, Stage, State
from spindle.features.focus.timer import FocusChanged

PURPOSE = "focus"
BACK = "focus-back"


def _tr(text: str) -> str:
    return QCoreApplication.translate("FocusNotices", text)


class FocusNotices:
    """Follows the timer's stage; GUI thread. Never shows a prediction."""

    def __init__(self, app: App, service: FocusService) -> None:
        self._app = app
        self._service = service
        self._told = service.state.stage
        self._farewells = (
            app.bus.subscribe(FocusChanged, lambda _: self._follow()),
            app.bus.subscribe(CameBack, self._came_back),
        )

    def stop(self) -> None:
        """Take back what is shown and tell no more."""
        for farewell in self._farewells:
            farewell()
        self._app.notifier.withdraw(PURPOSE)

    def _follow(self) -> None:
        state = self._service.state
        if state.stage is self._told:
            return
        self._told = state.stage
        if self._app.settings.get(AT_END) in {AtEnd.TONE, AtEnd.QUIET}:
            self._app.notifier.withdraw(PURPOSE)
        elif state.stage is Stage.OVERTIME:
            self._app.notifier.show(self._block_done(state), self._chosen)
        elif state.stage is Stage.BREAK and self._service.rests_alone:
            self._app.notifier.show(self._break_began(state), self._chosen)
        elif state.stage is Stage.BREAK_OVER:
            self._app.notifier.show(self._break_over(state), self._chosen)
        else:
            self._app.notifier.withdraw(PURPOSE)

    def _came_back(self, absence: CameBack) -> None:
        """The quiet row: what was that time? Closing it leaves the gap."""
        why = {
            GapKind.LOCK: _tr("The screen was locked."),
            GapKind.SLEEP: _tr("The computer was asleep."),
        }.get(absence.kind, _tr("Nothing was touched."))
        waits = not absence.ended and self._service.state.stage is Stage.PAUSED
        leave = _tr("A gap, go on") if waits else _tr("A gap")
        row = Notification(
            purpose=BACK,
            title=_tr("{minutes} min of this block without you.").format(
                minutes=max(1, round(absence.length / MINUTE))
            ),
            body=why,
            actions=(
                Action("gap", leave),
                Action("work", _tr("It was work")),
                Action("other", _tr("Something else")),
            ),
            resident=True,
        )
        self._app.bus.publish(RowAsked(row, partial(self._answered, absence)))

    def _answered(self, absence: CameBack, answer: str) -> None:
        service = self._service
        waits = service.state.stage is Stage.PAUSED and not absence.ended
        service.absences.answer(absence)
        if answer == "other":
            self._app.bus.publish(RowAsked(_what_else(), partial(self._set, absence), True))
        elif answer == "work":
            self._set(absence, "work")
        elif answer == "gap" and waits:
            service.pause_or_resume()

    def _set(self, absence: CameBack, kind: str) -> None:
        service = self._service
        if kind == "ledger":
            self._app.bus.publish(PageAsked("focus", Ref("gap", absence.gap)))
        elif kind in {"work", "break", "untracked"}:
            service.absences.was(absence.session, absence.gap, absence.wall, kind)
            service.absences.go_on()

    def _block_done(self, state: State) -> Notification:
        task = None if state.block is None else state.block.task
        number, count = (1, 1) if task is None else (task.number, len(task.plan.blocks))
        counts = task is None or task.overtime
        if self._service.will_ask:
            body = _tr("How did it go? The timer runs on until you answer.")
            if not counts:
                body = _tr("How did it go? The timer waits for you.")
            first = (Action("rate", _tr("Rate")), Action("later", _tr("Later")))
        else:
            body = _tr("The timer runs on until you answer.")
            if not counts:
                body = _tr("The timer waits for you.")
            first = (Action("break", _tr("Break")), Action("later", _tr("Later")))
        more = state.block is not None and state.block.can_postpone
        return Notification(
            purpose=PURPOSE,
            title=_tr("Block {number} of {count} done").format(number=number, count=count)
            if count > 1
            else _tr("Block done"),
            body=body,
            actions=(*first, Action("longer", _tr("+5 min"))) if more else first,
            resident=True,
        )

    def _break_began(self, state: State) -> Notification:
        minutes = max(1, round(state.rest_left / MINUTE))
        rate = (Action("rate", _tr("Rate")),) if self._service.block_unrated else ()
        return Notification(
            purpose=PURPOSE,
            title=_tr("Break, {minutes} min").format(minutes=minutes),
            body=_tr("1 to 5 in the window says how the block went.") if rate else "",
            actions=(*rate, Action("back", _tr("Back to work"))),
        )

    def _break_over(self, state: State) -> Notification:
        following = self._service.next_task
        if state.rest is None or not state.rest.follows or following is None:
            return Notification(
                purpose=PURPOSE,
                title=_tr("Time is up"),
                actions=(Action("end", _tr("End here")),),
                resident=True,
            )
        length = following.plan.block(following.number)
        return Notification(
            purpose=PURPOSE,
            title=_tr("Break over"),
            body=_tr("Next: block {number} of {count}, {minutes} min").format(
                number=following.number,
                count=len(following.plan.blocks),
                minutes=max(1, round(length / MINUTE)),
            ),
            actions=(Action("back", _tr("Back to work")), Action("end", _tr("End here"))),
            resident=True,
        )

    def _chosen(self, action: str) -> None:
        service = self._service
        if action in {"rate", "break"}:
            service.finish()
        elif action == "longer":
            service.longer()
        elif action == "back":
            service.back_to_work()
        elif action == "end":
            service.let_go()
        if action in {"rate", "default"}:
            self._app.bus.publish(PageAsked("focus"))


def _what_else() -> Notification:
    return Notification(
        purpose=BACK,
        title=_tr("What was it?"),
        body=_tr("A part of it can be something else: cut it in the ledger."),
        actions=(
            Action("break", _tr("A break")),
            Action("untracked", _tr("Not this block")),
            Action("ledger", _tr("In the ledger")),
        ),
        resident=True,
    )
