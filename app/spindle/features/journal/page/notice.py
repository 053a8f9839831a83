"""The governor's offer in words, with its two answers."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.journal.governor import Offer, Pause, Reason
from spindle.features.journal.page.dates import full_day
from spindle.ui.buttons import Button
from spindle.ui.labels import Label


class Notice(QWidget):
    """Offers to leave questions out, or says that they rest; it never forces."""

    taken = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("body", "", "ink", wrap=True)
        self.take = Button("secondary", self.tr("Leave questions out"), key="Alt L")
        self.decline = Button("quiet", self.tr("Ask anyway"), key="Alt A")
        self.take.clicked.connect(self.taken)
        self.decline.clicked.connect(self.declined)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.take)
        line.addWidget(self.decline)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 20)
        box.setSpacing(12)
        box.addWidget(self._words)
        box.addLayout(line)
        self.hide()

    def show_offer(self, offer: Offer | None, pause: Pause | None) -> None:
        """Show an offer, a pause in force, or nothing."""
        self.setVisible(offer is not None or pause is not None)
        self.take.setVisible(offer is not None and pause is None)
        tonight = offer is not None and offer.reason is Reason.WEEK
        self.take.setText(self.tr("Leave it out") if tonight else self.tr("Leave questions out"))
        self.take.updateGeometry()
        if pause is not None:
            rest = self.tr("Questions rest until {day}. The list of lines goes on.")
            self._words.setText(rest.format(day=full_day(pause.until)))
        elif offer is not None:
            self._words.setText(self._offered(offer))

    def _offered(self, offer: Offer) -> str:
        number = QLocale().toString
        if offer.reason is Reason.ONSET:
            said = self.tr(
                "Falling asleep took over 30 minutes on {nights} of the last {of} nights; before,"
                " {usual} minutes were usual. Questions could rest for three nights."
            )
        elif offer.reason is Reason.WEEK:
            said = self.tr(
                "{nights} of the last seven nights had a question. Tonight could do without one."
            )
        else:
            said = self.tr(
                "You were quite or very worried on {nights} of the last {of} evenings, twice as"
                " often as before. Questions could rest for three nights."
            )
        return said.format(
            nights=number(offer.nights), of=number(offer.of), usual=number(offer.usual)
        )
