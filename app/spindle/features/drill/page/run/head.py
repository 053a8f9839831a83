"""The head of a run: the drill, where in it, how long still, and the way out."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from spindle.features.drill.page.views.keyed import Keyed
from spindle.features.drill.page.words import number, seconds, tr
from spindle.features.drill.run import Asked
from spindle.ui import glyphs
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on
from spindle.ui.theme import theme_of


class DrillMark(QWidget):
    """The sign of Drill in its colour."""

    def sizeHint(self) -> QSize:
        """The box of an icon."""
        return QSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        with painter_on(self) as painter:
            glyphs.draw(painter, "drill", QRectF(0, 0, 20, 20), theme_of(self).palette.drill)


class Head(QWidget):
    """One line, 76 px high."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Label("active")
        self.place = Label("caption", "", "ink3")
        self.left = Label("caption", "", "ink3")
        self.stop = Keyed(tr("Stop"), tr("Esc"), role="caption")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.title.setMinimumWidth(40)
        mark = DrillMark()
        mark.setFixedSize(20, 20)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 22, 0, 0)
        row.setSpacing(12)
        row.addWidget(mark)
        row.addWidget(self.title)
        row.addWidget(self.place)
        row.addStretch(1)
        row.addWidget(self.left)
        row.addSpacing(4)
        row.addWidget(self.stop)

    def show_asked(self, asked: Asked) -> None:
        """Name the drill and the place in it, and what is ahead."""
        self.title.setText(asked.title)
        self.place.setText(_place(asked))
        self.left.setText(_ahead(asked))
        self._row.activate()  # the first picture of a run has the whole title already


def _place(asked: Asked) -> str:
    """Which run it is of a procedure asked alone, what a ladder is of; else which item."""
    if asked.of == 1 and asked.note:
        return asked.note
    if asked.of == 1 and asked.ran is not None:
        return tr("run {number}").format(number=number(asked.ran + 1))
    place = (
        tr("item {number} of {of}").format(number=number(asked.number), of=number(asked.of))
        if asked.of
        else tr("item {number}").format(number=number(asked.number))
    )
    if asked.ahead:
        place = tr("{place}, ahead of time").format(place=place)
    return ", ".join(filter(None, (place, asked.note)))


def _ahead(asked: Asked) -> str:
    """How long still; of one thing alone what it climbs to, or how long it took last."""
    if asked.of == 1 and asked.target is not None and not asked.mock:
        return tr("target {bpm} bpm").format(bpm=number(asked.target[0]))
    if asked.of == 1 and asked.last_s is not None and not asked.mock:
        return tr("last run {time}").format(time=seconds(asked.last_s, 0))
    minutes = asked.minutes_left
    return tr("about {minutes} min left").format(minutes=number(minutes)) if minutes else ""
