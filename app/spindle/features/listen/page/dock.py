"""What is at hand while a text is read: transport, speed trace or rating, dial."""

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.page.dial import WpmDial, differ
from spindle.features.listen.page.rate_row import RateRow
from spindle.features.listen.page.telling import number, tr, wpm_said
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
        self.speed = Label("caption_strong", "")
        self.aim = Label("caption", "", "ink2")
        self.understood = Label("caption_strong", "")
        self.of_checks = Label("caption", "", "ink2")
        self.waits = Label("caption", tr("waits for an answer"), "ink2")
        self.waits.setToolTip(tr("Two checks were skipped, so the next answer does not raise it."))
        self._understood_word = Label("caption", tr("understood"))
        self.trace = Trace()
        self.rate = RateRow()
        self.rate.rated.connect(self.rated)
        self.rate.left.connect(self.not_rated)
        self.dial = WpmDial()
        self.dial.moved.connect(self.speed_asked)
        self.dial.stepped.connect(self.speed_stepped)
        self._facts = QWidget()
        self._row = QHBoxLayout(self)
        self._build()

    def follow(self, service: ListenService) -> None:
        """Show the service's state."""
        sitting = service.sitting
        to_rate = service.to_rate is not None
        self.rate.setVisible(to_rate)
        self.trace.setVisible(not to_rate)
        self._facts.setVisible(not to_rate)
        self.setEnabled(sitting is not None)
        if sitting is None:
            return
        understood = sitting.reader.understood
        for label in (self._understood_word, self.understood):
            label.setVisible(understood is not None or sitting.silent)
        if understood is not None:
            self.understood.setText(wpm_said(understood.wpm))
            of = tr("{right} of {asked} in silence")
            if not sitting.silent:
                of = tr("{right} of the last {asked} checks")
            self.of_checks.setText(
                of.format(right=number(understood.right), asked=number(understood.asked))
            )
        elif sitting.silent:
            self.understood.setText(tr("not yet"))
            self.of_checks.setText(tr("in silence"))
        self.waits.setVisible(sitting.ramp.paused)
        self._show_room()
        self.tick(service)

    def tick(self, service: ListenService) -> None:
        """Show how far it is; called with the words."""
        sitting = service.sitting
        if sitting is None:
            return
        aim, heard = service.wpm, service.heard_wpm
        ratio = None if sitting.session is None else service.ratio
        self.dial.show_speed(aim, heard, ratio, sitting.reader.known.comfort)
        self.speed.setText(wpm_said(heard))
        self.aim.setText(tr("aim {wpm}").format(wpm=number(aim)))
        self.aim.setVisible(differ(aim, heard) and not self._facts.isHidden())
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
        """Without room for all, margins shrink and the count of checks goes."""
        super().resizeEvent(event)
        narrow = self.width() < theme_of(self).px(_NARROW)
        self._row.setContentsMargins(*((14, 0, 10, 0) if narrow else (36, 0, 24, 0)))
        self._row.setSpacing(14 if narrow else 28)
        self._show_room()
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

    def _show_room(self) -> None:
        wide = self.width() >= theme_of(self).px(_NARROW)
        free = wide and self.waits.isHidden()
        self.of_checks.setVisible(free and not self.understood.isHidden())

    def _build(self) -> None:
        facts = QHBoxLayout(self._facts)
        facts.setContentsMargins(40, 0, 8, 0)
        facts.setSpacing(4)
        facts.addWidget(Label("caption", tr("speed")))
        facts.addWidget(self.speed)
        facts.addWidget(self.aim)
        facts.addSpacing(14)
        facts.addWidget(self._understood_word)
        facts.addWidget(self.understood)
        facts.addStretch(1)
        facts.addWidget(self.waits)
        facts.addWidget(self.of_checks)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 16, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._facts)
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
