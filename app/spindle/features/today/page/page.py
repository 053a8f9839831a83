"""The page of Today: the strip, what to do next, what is due, the open question, the week."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from spindle.core.feature import App, Due, Offer, PageAsked
from spindle.core.ids import Ref
from spindle.features.today.collecting import TodayChanged, asking_now, collect, without_file
from spindle.features.today.model import ALTERNATIVES, TodayState
from spindle.features.today.page.aside import Aside
from spindle.features.today.page.head import Head
from spindle.features.today.page.help_button import StripHelp
from spindle.features.today.page.next import NextPane
from spindle.features.today.page.picture import next_minute, strip_of, week_of
from spindle.features.today.page.words import page_date, tr
from spindle.storage.paths import database_path
from spindle.ui.day_strip import DayStrip
from spindle.ui.labels import Label
from spindle.ui.page import Page
from spindle.ui.theme import Themed, theme_of
from spindle.ui.week_channels import WeekChannels

if TYPE_CHECKING:
    from spindle.core.ports import Alarm
    from spindle.features.today.page.first_run import FirstRun
    from spindle.features.today.service import TodayService, Undo
    from spindle.ui.popover import Popover

_MARGIN = 40
_WIDEST = 1240
_NARROW = 1000
"""Below this width of page, in px, the right column drops below the left."""

_LARGE = 1.3
_GAP = 64
_RIGHT = 336
_UNDO = 10
_POPOVER = 328


class TodayPage(Page, Themed):
    """Shows the service's newest state; before there is a service, what a first look gave."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._undo: list[Undo] = []
        self._alarm: Alarm | None = None
        self.head = Head()
        self.strip = DayStrip()
        self.help = StripHelp(self.strip)
        self.next = NextPane()
        self.aside = Aside()
        self.week = WeekChannels()
        self.first_run: FirstRun | None = None
        self._popover: Popover | None = None
        self._build()
        self._connect()
        self._state = self._first_state()
        self._show(self._state)

    @property
    def state(self) -> TodayState:
        """What it shows now."""
        return self._state

    def entered(self) -> None:
        """Ask again; on the first run the line is ready to be written in."""
        service = self._service()
        if service is not None:
            service.refresh()
        self._tick()
        if self.first_run is not None and self._state.first_run:
            self.first_run.field.setFocus()

    def theme_changed(self) -> None:
        """Fit the columns to the new text size."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the pen move while somebody can see it."""
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """A hidden page needs no minute."""
        super().hideEvent(event)
        if self._alarm is not None:
            self._alarm.clear()

    def show_legend(self) -> None:
        """Open how the strip works, or close it."""
        if self._popover is not None:
            self._popover.close_popover()
            return
        from spindle.ui.legend import Legend  # noqa: PLC0415 - not for the first paint
        from spindle.ui.popover import Popover  # noqa: PLC0415 - likewise

        popover = Popover(tr("How the strip works"), Legend(row=60), self)
        popover.closed.connect(self._legend_closed)
        self._popover = popover
        tip = self.help.mapTo(self, QPoint(self.help.width() // 2, self.help.height() - 1))
        popover.open_below(tip, theme_of(self).px(_POPOVER))

    # State

    def _first_state(self) -> TodayState:
        service, asking = self._service(), asking_now(self._app)
        if service is not None and service.state is not None:
            return service.state
        if self._app.first_look is not None:
            # What is wrong with a file is for the worker to find and tell.
            with suppress(sqlite3.Error):
                return collect(self._app.first_look, asking, self._app.features)
        fresh = service is None and not database_path(self._app.profile).exists()
        return without_file(asking, self._app.features, fresh=fresh)

    def _service(self) -> "TodayService | None":
        service: TodayService | None = self._app.services.get("today")
        return service

    def _changed(self) -> None:
        service = self._service()
        if service is not None and service.state is not None:
            self._show(service.state)

    def _show(self, state: TodayState) -> None:
        self._state = state
        self.head.show_date(page_date(state.day), with_hint=not state.first_run)
        self.strip.show_strip(strip_of(state))
        self._day.setVisible(not state.first_run)
        if state.first_run:
            self._show_first_run()
            return
        if self.first_run is not None:
            self.first_run.hide()
        self.next.show_state(state)
        self.aside.show_state(state)
        self.week.show_week(week_of(state))

    def _show_first_run(self) -> None:
        pane = self.first_run or self._make_first_run()
        begins = pane.isHidden()
        pane.show_doors(self._has)
        pane.show()
        if begins and self.isVisible():
            pane.field.setFocus()

    def _make_first_run(self) -> "FirstRun":
        from spindle.features.today.page.first_run import FirstRun  # noqa: PLC0415 - once

        in_order = sorted(self._app.features, key=lambda f: (f.order == 1, f.order))
        pane = FirstRun([door for feature in in_order for door in feature.doors])
        pane.hide()
        pane.begin.connect(self._begin)
        pane.open_door.connect(self._open_door)
        for door in pane.doors:
            go = partial(self._open_door, door.command)
            self.bind(door.key, partial(self._when, go, first_run=True))
        self._column.insertWidget(self._column.count() - 1, pane)
        self.first_run = pane
        self._fit()
        return pane

    def _has(self, command: str) -> bool:
        return command in self._app.commands

    def _tick(self) -> None:
        service = self._service()
        if service is None or not self.isVisible():
            return
        if self._alarm is None:
            self._alarm = self._app.new_alarm()
        self._alarm.set(next_minute(self._app.clock.now().wall), self._minute)

    def _minute(self) -> None:
        service = self._service()
        if service is not None:
            service.refresh()
        self._tick()

    # What a person does

    def _start(self, offer: Offer) -> None:
        self._app.run(offer.start, offer.ref)

    def _begin(self, text: str) -> None:
        self._app.run(self._state.begin, Ref("intention", text))

    def _put_aside(self, offer: Offer) -> None:
        service = self._service()
        if service is not None:
            self._undo = [*self._undo, service.hide(offer)][-_UNDO:]

    def _take_back(self) -> None:
        if self._undo:
            self._undo.pop()()

    def _start_due(self, due: Due) -> None:
        self._app.run(due.start, due.ref)

    def _add_thought(self) -> None:
        if self._state.question is not None:
            self._app.run(self._state.question.add, self._state.question.ref)

    def _open_door(self, command: str) -> None:
        self._app.run(command)

    def _when(self, action: Callable[[], None], *, first_run: bool) -> None:
        if self._state.first_run is first_run:
            action()

    def _connect(self) -> None:
        off = self._app.bus.subscribe(TodayChanged, lambda _: self._changed())
        self.destroyed.connect(lambda _=None: off())
        self.head.find_asked.connect(partial(self._app.run, "shell.finder"))
        self.help.clicked.connect(lambda _=False: self.show_legend())
        self.next.start.connect(self._start)
        self.next.aside.connect(self._put_aside)
        self.next.back.connect(lambda page: self._app.bus.publish(PageAsked(page)))
        self.aside.due.chosen.connect(self._start_due)
        self.aside.question.add.connect(self._add_thought)
        day: dict[str, Callable[[], None]] = {
            "Return": self.next.start_next,
            "N": self.next.put_aside,
            "T": self._add_thought,
            "Ctrl+Z": self._take_back,
        }
        day |= {str(i + 2): partial(self.next.start_other, i) for i in range(ALTERNATIVES)}
        for key, action in day.items():
            self.bind(key, partial(self._when, action, first_run=False))
        self.bind("?", self.show_legend)

    def _legend_closed(self) -> None:
        self._popover = None

    # Places

    def _build(self) -> None:
        self._day = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self.next, 1)
        self._columns.addWidget(self.aside)
        self._middle = QWidget()
        self._middle.setLayout(self._columns)
        day = QVBoxLayout(self._day)
        day.setContentsMargins(0, 0, 0, 0)
        day.setSpacing(0)
        day.addWidget(self._middle)
        day.addSpacing(27)
        day.addWidget(Label("section", tr("This week")))
        day.addSpacing(8)
        day.addWidget(self.week)
        day.addStretch(1)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(_MARGIN, 24, _MARGIN, 12)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addSpacing(12)
        column.addWidget(self.strip)
        column.addSpacing(32)
        column.addWidget(self._day)
        column.addStretch(1)
        self._column = column
        self._content.setMaximumWidth(_WIDEST + 2 * _MARGIN)
        area = QScrollArea(self)
        # Qt's own viewport has first to be made known to Python, which takes 15 ms.
        area.setViewport(QWidget())
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _fit(self) -> None:
        theme = theme_of(self)
        narrow = self.width() < _NARROW or theme.text_scale >= _LARGE
        way = QBoxLayout.Direction
        self._columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._columns.setSpacing(28 if narrow else _GAP)
        self.aside.setMinimumWidth(0 if narrow else _RIGHT)
        self.aside.setMaximumWidth(16777215 if narrow else _RIGHT)
        self._middle.setMinimumHeight(0 if narrow else 317)
        if self.first_run is not None:
            self.first_run.set_narrow(narrow=narrow)
