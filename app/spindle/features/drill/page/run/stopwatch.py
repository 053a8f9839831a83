"""Times an answer by the moments of the input events themselves, not of their handling.

Window systems stamp each key in ms of a clock of their own. The smallest distance ever seen
between that clock and ours is taken for the distance without delay; so what waits in the queue
while the program is busy is not counted as thinking.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputEvent, QKeyEvent

from spindle.features.drill.run import Timing

_MODIFIERS: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
    }
)
IDLE_MS: Final = 60_000
"""Longer without any key is away, beyond that much."""


class Stopwatch:
    """One for each run view.

    Args:
        now_ms: Our clock, in ms awake.
    """

    def __init__(self, now_ms: Callable[[], float]) -> None:
        self._now = now_ms
        self._offset: float | None = None
        self._start: float | None = None
        self._last = 0.0
        self._left: float | None = None
        self._away = 0.0
        self._keys: list[float] = []
        self._late: list[float] = []

    @property
    def running(self) -> bool:
        """Whether the item was painted."""
        return self._start is not None

    def clear(self) -> None:
        """Forget the item; the next paint starts anew."""
        self._start = None

    def painted(self) -> None:
        """The item is on the screen; later paints of it change nothing."""
        if self._start is None:
            self._start = self._last = self._now()
            self._away, self._keys, self._late, self._left = 0.0, [], [], None

    def begin(self, event: QInputEvent | None = None) -> None:
        """It begins only now: what came before was no part of the answer.

        Args:
            event: The input with which it begins; left out, it begins now.
        """
        if self._start is None:
            return
        self._start = self._last = self._now() if event is None else self.when(event)
        self._away, self._keys, self._late, self._left = 0.0, [], [], None
        if isinstance(event, QKeyEvent):
            self._keys.append(0.0)

    def key(self, event: QKeyEvent) -> None:
        """Note a key of the answer: no repetition while it is held, no modifier, no command."""
        command = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._start is None or event.isAutoRepeat() or command or event.key() in _MODIFIERS:
            return
        at = self.at(event)
        self._idle_until(at)
        self._keys.append(at)
        self._late.append(max(0.0, self._now() - self._start - at))

    def at(self, event: QInputEvent) -> float:
        """When an input happened, in ms since the item was painted."""
        when = self.when(event)
        return max(0.0, when - (self._start if self._start is not None else when))

    def when(self, event: QInputEvent) -> float:
        """When an input happened, in ms of our clock."""
        now = self._now()
        stamp = event.timestamp()
        if not stamp:
            return now
        distance = now - stamp
        if self._offset is None or distance < self._offset:
            self._offset = distance
        return min(now, stamp + self._offset)

    def left(self) -> None:
        """The window went out of sight."""
        if self._start is not None and self._left is None:
            self._left = self._now()

    def back(self) -> None:
        """The window is in front again."""
        if self._left is not None:
            self._away += self._now() - self._left
            self._last = self._now()
            self._left = None

    def stop(self, event: QInputEvent | None = None) -> Timing:
        """What it came to, by the input that gave the answer or by now."""
        self.back()
        slot = self._now() - self._start if self._start is not None else 0.0
        raw = self.at(event) if event is not None else slot
        self._idle_until(raw)
        found = Timing(
            raw_ms=raw,
            away_ms=min(self._away, raw),
            first_ms=self._keys[0] if self._keys else None,
            slot_ms=slot,
            keys=tuple(self._keys),
            late=tuple(self._late),
        )
        self._start = None
        return found

    def _idle_until(self, at: float) -> None:
        start = self._start or 0.0
        since = start + at - self._last
        if since > IDLE_MS:
            self._away += since - IDLE_MS
        self._last = max(self._last, start + at)
