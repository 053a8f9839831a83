"""The tray icon: what runs, how far it is, and a plain menu drawn by the desktop.

It listens to ``PresenceChanged`` and redraws only when the picture would differ, every
15 s at most.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from spindle.core.clock import MINUTE
from spindle.core.feature import App, PageAsked
from spindle.core.presence import Phase, PresenceChanged, QuietChanged
from spindle.shell import builders
from spindle.ui.said import said

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
        is_there: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        """Prepare the icon; ``start`` shows it."""
        super().__init__(parent)
        self._app = app
        self._is_there = is_there
        self._presence: PresenceChanged | None = None
        self._quiet = False
        self._drawn: tuple[str, int] | None = None
        self._looked = 0
        self.icon: QSystemTrayIcon | None = None
        self._menu = QMenu()
        self._menu.aboutToShow.connect(self._fill)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._redraw)
        self._search = QTimer(self)
        self._search.setInterval(_LOOK_EVERY)
        self._search.timeout.connect(self._look)
        self._subscriptions = (
            app.bus.subscribe(PresenceChanged, self._changed),
            app.bus.subscribe(QuietChanged, self._hush),
        )

    def is_there(self) -> bool:
        """Whether the desktop shows the icon now."""
        return self.icon is not None and self._is_there()

    def start(self) -> None:
        """Show the icon, now or when a panel appears within a minute."""
        if not self._look():
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
        self._menu.deleteLater()

    def message(self, title: str, body: str) -> bool:
        """Show the platform's own balloon; False while there is no icon to show it."""
        if self.icon is None or not self.is_there():
            return False
        self.icon.showMessage(title, body)
        return True

    def words(self) -> str:
        """What runs, in one line, such as "Focus, 13 min left"; empty when nothing does."""
        presence = self._presence
        if presence is None or presence.phase is Phase.IDLE or self._quiet:
            return ""
        minutes = self._minutes_left(presence)
        title = said(presence.title)
        if minutes is None:
            return title
        return self.tr("{what}, {minutes} min left").format(what=title, minutes=minutes)

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
        self._fill()
        self.icon.setContextMenu(self._menu)
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
        self._fill()

    def _hush(self, changed: QuietChanged) -> None:
        self._quiet = changed.quiet
        self._redraw()
        self._fill()

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
        if self._quiet or presence is None or not (presence.running and presence.planned):
            return
        step = presence.planned // STEPS // 1000
        self._timer.start(max(LEAST_BETWEEN, min(step, _MOST_BETWEEN)))

    def _minutes_left(self, presence: PresenceChanged) -> int | None:
        if not presence.planned or presence.phase is Phase.OVERTIME:
            return None
        left = presence.planned - presence.elapsed_at(self._app.clock.now())
        return max(0, math.ceil(left / MINUTE))

    def _fill(self) -> None:
        """Write the menu: what runs, what can be done about it, and the ways in and out."""
        if self.icon is None:
            return
        self._menu.clear()
        words = self.words()
        if words:
            self._menu.addAction(words).setEnabled(False)
            self._menu.addSeparator()
        offered = [c for c in self._app.commands.values() if c.in_tray and c.available()]
        for command in offered:
            label = QCoreApplication.translate("commands", command.label)
            self._menu.addAction(label, partial(self._app.run, command.id))
        if offered:
            self._menu.addSeparator()
        if not self._quiet:
            self._menu.addAction(self.tr("Settings"), self._open_settings)
        self._menu.addAction(self.tr("Open Spindle"), self.open_asked.emit)
        self._menu.addAction(self.tr("Quit"), self.quit_asked.emit)

    def _open_settings(self) -> None:
        self.open_asked.emit()
        self._app.bus.publish(PageAsked(builders.SETTINGS))
