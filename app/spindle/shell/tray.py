"""The tray icon: what runs and how far it is.

It listens to ``PresenceChanged`` and redraws only when the picture would differ, every
15 s at most.
"""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from spindle.core.clock import HOUR
from spindle.core.feature import App
from spindle.core.presence import LockChanged, Phase, PresenceChanged, QuietChanged
from spindle.shell.presence_words import presence_words
from spindle.shell.tray_menu import ByHand, TrayMenu

STEPS: Final = 48
"""How many different rings a whole block is drawn with: one per visible pixel of the circle."""

LEAST_BETWEEN: Final = 15_000
"""Between two pictures of the same phase, in ms."""

_MOST_BETWEEN: Final = 60_000
_LOOK_EVERY: Final = 2_000
_LOOKS: Final = 30

_PICTURES: Final = {
    Phase.IDLE: "idle",
    Phase.WORK: "running",
    Phase.PAUSED: "running",
    Phase.OVERTIME: "asks",
    Phase.ASKING: "asks",
    Phase.BREAK: "break",
    Phase.EVENING: "evening",
}


class Tray(QObject):
    """The icon and its menu; GUI thread.

    A panel that starts later than Spindle is looked for every 2 s during the first minute.
    """

    appeared = Signal()
    """There is a tray now; emitted at most once, also when it was there from the start."""

    message_clicked = Signal()
    open_asked = Signal()
    quit_asked = Signal()

    def __init__(
        self,
        app: App,
        parent: QObject | None = None,
        *,
        by_hand: ByHand = lambda act: act(),
        is_there: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        """Prepare the icon; ``start`` shows it.

        Args:
            app: Its bus, clock, settings and commands.
            parent: As in Qt.
            by_hand: See ``shell.tray_menu``.
            is_there: Whether the desktop has a tray now.
        """
        super().__init__(parent)
        self._app = app
        self._is_there = is_there
        self._presence: PresenceChanged | None = None
        self._quiet = False
        self._locked = False
        self._drawn: tuple[str, int] | None = None
        self._looked = 0
        self.icon: QSystemTrayIcon | None = None
        self.menu = TrayMenu(app, self.words, by_hand)
        self.menu.open_asked.connect(self.open_asked)
        self.menu.quit_asked.connect(self.quit_asked)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._redraw)
        self._search = QTimer(self)
        self._search.setInterval(_LOOK_EVERY)
        self._search.timeout.connect(self._look)
        self._subscriptions = (
            app.bus.subscribe(PresenceChanged, self._changed),
            app.bus.subscribe(QuietChanged, self._hush),
            app.bus.subscribe(LockChanged, self._lock),
        )

    def is_there(self) -> bool:
        """Whether the desktop shows the icon now."""
        return self.icon is not None and self._is_there()

    def start(self) -> None:
        """Show the icon, now or when a panel appears within a minute; once is enough."""
        if self.icon is None and not self._search.isActive() and not self._look():
            self._search.start()

    def stop(self) -> None:
        """Take the icon away and listen no more."""
        self._search.stop()
        self._timer.stop()
        for unsubscribe in self._subscriptions:
            unsubscribe()
        if self.icon is not None:
            self.icon.hide()
            self.icon = None
        self.menu.stop()

    def message(self, title: str, body: str) -> bool:
        """Show the platform's own balloon; False while there is no icon to show it."""
        if self.icon is None or not self.is_there():
            return False
        self.icon.showMessage(title, body)
        return True

    def words(self) -> str:
        """What runs, in one line, such as "Focus, 13 min left"; empty when nothing does.

        While the window is locked it is not said what, only how long.
        """
        presence = self._presence
        if presence is None or self._quiet:
            return ""
        if self._locked:
            presence = presence._replace(what="", title=self.tr("Locked"), part=None)
        return presence_words(presence, self._app.clock.now())

    def _look(self) -> bool:
        self._looked += 1
        if self._is_there():
            self._search.stop()
            self._show()
            return True
        if self._looked > _LOOKS:
            self._search.stop()
        return False

    def _show(self) -> None:
        # Made only now: an icon made before the panel keeps talking to a tray that is not there.
        self.icon = QSystemTrayIcon(self)
        self._redraw()
        self.menu.start()
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.message_clicked)
        self.icon.show()
        self.appeared.emit()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.open_asked.emit()

    def _changed(self, presence: PresenceChanged) -> None:
        self._presence = presence
        self._redraw()
        self.menu.fill()

    def _hush(self, changed: QuietChanged) -> None:
        self._quiet = changed.quiet
        self._redraw()
        self.menu.hush(quiet=changed.quiet)

    def _lock(self, changed: LockChanged) -> None:
        self._locked = changed.locked
        self._redraw()
        self.menu.lock(locked=changed.locked)

    def _redraw(self) -> None:
        if self.icon is None:
            return
        state, step = self._picture()
        if (state, step) != self._drawn:
            from spindle.ui.app_icons import tray_icon  # noqa: PLC0415 - after the first paint

            self._drawn = (state, step)
            self.icon.setIcon(tray_icon(state, step / STEPS))
        words = self.words()
        self.icon.setToolTip(f"Spindle: {words}" if words else "Spindle")
        self._wait()

    def _picture(self) -> tuple[str, int]:
        presence = self._presence
        if self._quiet:
            return "evening", 0
        if presence is None:
            return "idle", 0
        state = _PICTURES[presence.phase]
        if state != "running":
            return state, 0
        return state, math.floor(presence.fraction(self._app.clock.now()) * STEPS)

    def _wait(self) -> None:
        """Come back when the ring will have grown by a step or the minutes will have changed."""
        presence = self._presence
        self._timer.stop()
        if self._quiet or presence is None or not presence.running:
            return
        step = (presence.planned or HOUR) // STEPS // 1000
        self._timer.start(max(LEAST_BETWEEN, min(step, _MOST_BETWEEN)))
