"""The page of Today: the strip, what to do next, what is due, the open question, the week."""

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QVBoxLayout

from spindle.core.feature import App
from spindle.features.today.collecting import collect, without_file
from spindle.features.today.model import TodayState
from spindle.features.today.service import TodayChanged, asking_now
from spindle.ui.labels import Label
from spindle.ui.page import Page


class TodayPage(Page):
    """Shows the service's newest state; before there is a service, what a first look gave."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._name = Label("page_name")
        self._title = Label("title")
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 28, 40, 28)
        column.addWidget(self._name)
        column.addSpacing(240)
        column.addWidget(self._title)
        column.addStretch(1)
        self._off = app.bus.subscribe(TodayChanged, lambda _: self._follow())
        self.destroyed.connect(lambda _=None, off=self._off: off())
        self.bind("Return", self._start)
        self._state = self._first()
        self._show(self._state)

    def entered(self) -> None:
        """Ask again."""
        service = self._app.services.get("today")
        if service is not None:
            service.refresh()

    def _follow(self) -> None:
        state = self._app.services["today"].state
        if state is not None:
            self._show(state)

    def _first(self) -> TodayState:
        asking = asking_now(self._app)
        if self._app.first_look is not None:
            return collect(self._app.first_look, asking, self._app.features)
        return without_file(asking, self._app.features)

    def _show(self, state: TodayState) -> None:
        self._state = state
        self._name.setText(QLocale().toString(QDate(state.day), "dddd d MMMM"))
        self._title.setText(state.offers[0].title if state.offers else "")

    def _start(self) -> None:
        if self._state.offers:
            offer = self._state.offers[0]
            self._app.run(offer.start, offer.ref)
