"""Scrolling after the voice, which yields to whoever scrolls by hand."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QRectF, QVariantAnimation, Signal
from PySide6.QtWidgets import QScrollArea, QScrollBar

from spindle.ui.theme import theme_of

_LOWEST: Final = 0.72
"""Part of the height below which the line is brought up."""

_PUT: Final = 0.3
"""Part of the height at which it is put."""

_FAR: Final = 4000
"""Pixels along which nobody wants to see it glide."""

_HIGH: Final = 0.14
"""The same where something needs the room below."""


class Following(QObject):
    """Keeps what is heard in sight.

    A hand on the wheel or the bar stops it while the line is out of sight; it goes on when the
    line is in sight again, or when it is asked to ``come_back``.

    Signals:
        away_changed: True when the line is out of sight because somebody scrolled.
    """

    away_changed = Signal(bool)

    def __init__(self, scroll: QScrollArea, line: Callable[[], QRectF | None]) -> None:
        """Follow in ``scroll``; ``line`` says where the line that is heard is, in its content."""
        super().__init__(scroll)
        self._scroll = scroll
        self._line = line
        self._away = False
        self._by_hand = self._elsewhere = False
        self._glide = QVariantAnimation(self)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._glide.valueChanged.connect(lambda value: self._bar.setValue(round(value)))
        scroll.viewport().installEventFilter(self)
        for bar in scroll.findChildren(QScrollBar):
            bar.sliderPressed.connect(self._taken)
            bar.actionTriggered.connect(self._taken)
        self._bar.valueChanged.connect(self._moved)

    @property
    def away(self) -> bool:
        """Whether somebody reads elsewhere."""
        return self._away

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the wheel."""
        del watched
        if event.type() == QEvent.Type.Wheel:
            self._taken()
        return False

    def heard(self) -> None:
        """A word was heard: bring its line into sight, if nobody reads elsewhere."""
        line = self._line()
        if line is None or self._elsewhere:
            return
        top, high = self._bar.value(), self._scroll.viewport().height()
        goal = self._glide.endValue() if self._gliding else None
        shown_from = top if goal is None else goal
        inside = shown_from <= line.top() and line.bottom() <= shown_from + high
        if self._away:
            self._set_away(not inside)
            return
        lowest = 1.0 if self._by_hand else _LOWEST
        if line.top() < shown_from or line.bottom() > shown_from + high * lowest:
            self._by_hand = False
            self._go(line.top() - high * _PUT)

    def come_back(self, *, glide: bool = True) -> None:
        """To the voice, wherever it is; without ``glide`` it is there at once."""
        self._put(_PUT, glide=glide)

    def look_at(self, box: QRectF) -> None:
        """Something else than the voice, in the content; until it is asked to come back."""
        self._elsewhere = True
        top, high = self._bar.value(), self._scroll.viewport().height()
        if box.top() < top or box.bottom() > top + high * _LOWEST:
            self._go(box.top() - high * _PUT, glide=False)

    def look_back(self, *, glide: bool = True) -> None:
        """What was looked at is done with: back to the voice, if it was not there all along."""
        if self._elsewhere:
            self.come_back(glide=glide)

    def look_on(self) -> None:
        """The voice comes to what was looked at."""
        self._elsewhere = False

    def bring_up(self, below: int) -> None:
        """The line high up, at the very top if need be, so that there is room below it.

        ``below`` is how much of it is wanted, px.
        """
        line, high = self._line(), self._scroll.viewport().height()
        free = 0.0 if line is None else high - line.height() - below
        self._put(min(_HIGH, max(0.0, free / max(1, high))))

    def _put(self, part: float, *, glide: bool = True) -> None:
        self._set_away(False)
        self._by_hand = self._elsewhere = False
        line = self._line()
        if line is not None:
            self._go(line.top() - self._scroll.viewport().height() * part, glide=glide)

    @property
    def _bar(self) -> QScrollBar:
        return self._scroll.verticalScrollBar()

    @property
    def _gliding(self) -> bool:
        return self._glide.state() == QVariantAnimation.State.Running

    def _go(self, wanted: float, *, glide: bool = True) -> None:
        value = min(max(round(wanted), self._bar.minimum()), self._bar.maximum())
        self._glide.stop()
        ms = theme_of(self._scroll).ms("theme")
        far = abs(value - self._bar.value()) > _FAR
        if not glide or far or not ms or not self._scroll.isVisible():
            self._bar.setValue(value)
            return
        self._glide.setStartValue(self._bar.value())
        self._glide.setEndValue(value)
        self._glide.setDuration(ms)
        self._glide.start()

    def _taken(self, *_: object) -> None:
        self._glide.stop()
        self._by_hand = True

    def _moved(self, top: int) -> None:
        line = self._line()
        if not self._by_hand or self._gliding or line is None:
            return
        high = self._scroll.viewport().height()
        self._set_away(line.bottom() < top or line.top() > top + high)

    def _set_away(self, away: bool) -> None:  # noqa: FBT001 - what the signal carries
        if away != self._away:
            self._away = away
            self.away_changed.emit(away)
