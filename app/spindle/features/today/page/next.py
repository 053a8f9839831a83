"""Next: one thing to do now with a reason in words, and at most three others."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.core.feature import Offer
from spindle.features.today.model import ALTERNATIVES, TodayState
from spindle.features.today.page.rows import OfferRow
from spindle.features.today.page.words import clock, tr
from spindle.ui import glyphs
from spindle.ui.buttons import Button
from spindle.ui.counted import counted
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on
from spindle.ui.said import said
from spindle.ui.text_line import one_line
from spindle.ui.theme import theme_of

_ICON = 26


class ActivityIcon(QWidget):
    """An activity's icon in its colour, beside a title."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_activity(self, name: str) -> None:
        """Show another one; none for an empty name."""
        self._name = name
        self.setVisible(bool(name))
        self.update()

    def sizeHint(self) -> QSize:
        """27 × 26, larger with the text."""
        side = theme_of(self).px(_ICON)
        return QSize(side + 1, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        if self._name:
            theme = theme_of(self)
            side = theme.px(_ICON)
            with painter_on(self) as painter:
                colour = theme.palette.role(self._name)
                glyphs.draw(painter, self._name, QRectF(1, 0, side, side), colour)


class NextPane(QWidget):
    """The left column. ``start`` carries an offer, ``back`` the page of what runs."""

    start = Signal(object)
    aside = Signal(object)
    back = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: TodayState | None = None
        self._icon = ActivityIcon()
        self._title = Label("title")
        self._title.let_shrink()
        self._reason = Label("body", colour="ink2", wrap=True)
        self.go = Button("primary", tr("Start"), key=tr("Enter"))
        self.not_now = Button("quiet", tr("Not now"), key="N")
        self.go.clicked.connect(lambda _=False: self.start_next())
        self.not_now.clicked.connect(lambda _=False: self.put_aside())
        self.rows = [OfferRow() for _ in range(ALTERNATIVES)]
        for row in self.rows:
            row.clicked.connect(lambda _=False, row=row: self._chosen(row.offer))
        self._lay_out()

    def show_state(self, state: TodayState) -> None:
        """Show what could be done now, or what runs."""
        self._state = state
        offers = state.offers
        if state.running is not None:
            self._say(
                str(state.running.mark.activity),
                tr("{what} is running").format(what=said(state.running.mark.label)),
                tr("Since {time}.").format(time=clock(state.running.mark.start, state.at.zone)),
                tr("Back to it"),
            )
        elif offers:
            self._say(str(offers[0].activity), said(offers[0].title), _why(offers[0]), tr("Start"))
        else:
            empty = tr("Nothing is waiting.") if state.known else ""
            self._say("", empty, "", "")
        self.not_now.setVisible(bool(offers) and state.running is None)
        self._show_rows(() if state.running is not None else offers[1:])

    def start_next(self) -> None:
        """Enter."""
        if self._state is None:
            return
        if self._state.running is not None:
            self.back.emit(self._state.running.page)
        elif self._state.offers:
            self.start.emit(self._state.offers[0])

    def start_other(self, index: int) -> None:
        """2, 3 and 4: start an alternative."""
        if index < len(self.rows) and not self.rows[index].isHidden():
            self._chosen(self.rows[index].offer)

    def put_aside(self) -> None:
        """N."""
        if self._state is not None and self._state.offers and self._state.running is None:
            self.aside.emit(self._state.offers[0])

    def _say(self, icon: str, title: str, reason: str, button: str) -> None:
        self._icon.show_activity(icon)
        self._title.setText(one_line(title))
        self._title.setToolTip(one_line(title) if len(title) > 40 else "")
        self._reason.setText(reason)
        self.go.setText(button)
        self.go.setVisible(bool(button))
        self.go.setAccessibleName(f"{button}: {one_line(title)}")
        self.go.updateGeometry()

    def _show_rows(self, offers: tuple[Offer, ...]) -> None:
        shown = offers[:ALTERNATIVES]
        for i, row in enumerate(self.rows):
            if i < len(shown):
                row.is_last = i == len(shown) - 1
                row.show_offer(shown[i], str(i + 2))
                row.updateGeometry()
            row.setVisible(i < len(shown))

    def _chosen(self, offer: Offer | None) -> None:
        if offer is not None:
            self.start.emit(offer)

    def _lay_out(self) -> None:
        head, buttons = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        buttons.setSpacing(5)
        buttons.addWidget(self.go)
        buttons.addWidget(self.not_now)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label("caption", tr("Next"), "ink3"))
        column.addSpacing(4)
        column.addLayout(head)
        column.addSpacing(4)
        column.addWidget(self._reason)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addSpacing(40)
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)


def _why(offer: Offer) -> str:
    words = said(offer.reason)
    if not offer.minutes:
        return words
    about = counted(tr("About 1 minute."), tr("About {n} minutes."), offer.minutes)
    return f"{about} {words}".strip()
