"""What is at hand while a text is read: transport, speed trace or rating, dial."""

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.page.dial import WpmDial
from spindle.features.listen.page.facts_line import FactsLine
from spindle.features.listen.page.rate_row import RateRow
from spindle.features.listen.page.telling import tr
from spindle.features.listen.page.timed_scrub import TimedScrub
from spindle.features.listen.page.trace import Shown, Trace
from spindle.features.listen.page.transport import Transport
from spindle.features.listen.service import ListenService
from spindle.features.listen.velocity.controller import fork
from spindle.ui.buttons import KeyHint
from spindle.ui.labels import Label
from spindle.ui.paint import hairline, painter_on
from spindle.ui.theme import Themed, theme_of

_HEIGHT: Final = 168
_NARROW: Final = 720
_TRACE: Final = 30 * 60.0
"""Seconds that the trace shows when a session has no end."""


class Dock(QWidget, Themed):
    """The panel below the text. Signals ask; the page acts.

    Signals:
        toggled: Play or rest.
        stepped: So many sentences on.
        speed_asked: A speed, in wpm.
        speed_stepped: Faster by so many steps.
        scrubbed: A part of the chapter, 0-1.
        rated: The session that ended went so, 1-5.
        not_rated: It is not rated.
    """

    toggled = Signal()
    stepped = Signal(int)
    speed_asked = Signal(float)
    speed_stepped = Signal(int)
    scrubbed = Signal(float)
    rated = Signal(int)
    not_rated = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.transport = Transport()
        self.transport.toggled.connect(self.toggled)
        self.transport.stepped.connect(self.stepped)
        self.scrub = TimedScrub(self)
        self.scrub.moved.connect(self.scrubbed)
        self.scrub.stepped.connect(self.stepped)
        self.facts = FactsLine()
        self.trace = Trace()
        self.rate = RateRow()
        self.rate.rated.connect(self.rated)
        self.rate.left.connect(self.not_rated)
        self.dial = WpmDial()
        self.dial.moved.connect(self.speed_asked)
        self.dial.stepped.connect(self.speed_stepped)
        self._row = QHBoxLayout(self)
        self._build()

    def follow(self, service: ListenService) -> None:
        """Show the service's state."""
        sitting = service.sitting
        to_rate = service.to_rate is not None
        self.rate.setVisible(to_rate)
        self.trace.setVisible(not to_rate)
        self.facts.setVisible(not to_rate)
        self.setEnabled(sitting is not None)
        if sitting is None:
            return
        self.facts.follow(sitting)
        self.tick(service)

    def tick(self, service: ListenService) -> None:
        """Show how far it is; called with the words."""
        sitting = service.sitting
        if sitting is None:
            return
        aim, heard = service.wpm, service.heard_wpm
        ratio = None if sitting.session is None else service.ratio
        self.dial.show_speed(aim, heard, ratio, sitting.reader.known.comfort)
        self.facts.tick(aim, heard)
        self._show_place(service)
        self.transport.tell(
            playing=service.playing, done=sitting.sounded, total=sitting.planned or 0.0
        )
        asked = service.asked
        self.trace.show_trace(
            Shown(
                points=tuple(sitting.trace),
                now=(sitting.sounded, heard),
                until=max(sitting.planned or _TRACE, sitting.sounded),
                fork=fork(sitting.ramp) if asked is not None and asked.is_open else None,
            )
        )

    def sizeHint(self) -> QSize:
        """168 px high; more where text is larger."""
        return QSize(600, max(_HEIGHT, theme_of(self).px(_HEIGHT * 0.92)))

    def minimumSizeHint(self) -> QSize:
        """As high as that."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for all, margins shrink."""
        super().resizeEvent(event)
        narrow = self.width() < theme_of(self).px(_NARROW)
        self._row.setContentsMargins(*((14, 0, 10, 0) if narrow else (36, 0, 24, 0)))
        self._row.setSpacing(14 if narrow else 28)
        self.scrub.setGeometry(0, 0, self.width(), self.scrub.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel and the line above it."""
        del event
        colours = theme_of(self).palette
        with painter_on(self) as painter:
            painter.fillRect(self.rect(), colours.panel)
            hairline(painter, 0, self.width(), 0, colours.line)

    def _show_place(self, service: ListenService) -> None:
        """How far the chapter is, in minutes at the present speed."""
        script, line, wpm = service.script, service.spot.line, service.wpm
        words = 0 if script is None else script.words
        if script is None or not words or not wpm:
            self.scrub.tell_times(0.0, 0.0)
            return
        done = 0 if line is None else script.before[line.number]
        if line is not None and line.span.end > line.span.start:
            inside = service.spot.word.start - line.span.start
            done += round(line.words * inside / (line.span.end - line.span.start))
        self.scrub.tell_times(60 * done / wpm, 60 * words / wpm)

    def _build(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 16, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.facts)
        middle.addSpacing(19)
        middle.addWidget(self.trace)
        middle.addWidget(self.rate)
        middle.addStretch(1)
        keys = QHBoxLayout()
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(6)
        keys.addWidget(Label("caption", tr("slower"), "ink2"))
        keys.addWidget(KeyHint("["))
        keys.addStretch(1)
        keys.addWidget(KeyHint("]"))
        keys.addWidget(Label("caption", tr("faster"), "ink2"))
        right = QVBoxLayout()
        right.setContentsMargins(0, 12, 0, 11)
        right.setSpacing(0)
        dial = QHBoxLayout()
        dial.addSpacing(20)
        dial.addWidget(self.dial)
        dial.addSpacing(20)
        right.addLayout(dial)
        right.addStretch(1)
        right.addLayout(keys)
        self._row.setContentsMargins(36, 0, 24, 0)
        self._row.setSpacing(28)
        self._row.addWidget(self.transport)
        self._row.addLayout(middle, 1)
        self._row.addLayout(right)
