"""What stands behind the ports: built once the window is painted, stopped in reverse.

Nothing here is needed for the first paint, and importing it would hold it up.
"""

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QLocale, QProcess

from spindle.adapters.alarm import QtAlarm
from spindle.adapters.autostart import login_item
from spindle.adapters.hotkeys import DesktopHotkeys, way_here
from spindle.adapters.idle import DesktopIdle
from spindle.adapters.jobs import ProcessJobs
from spindle.adapters.late_sound import LateSound
from spindle.adapters.listener import Listener
from spindle.adapters.notify import Desktop as NotifyingDesktop
from spindle.adapters.notify import DesktopNotifier
from spindle.adapters.reminders import ScheduledReminders
from spindle.adapters.spelling import DesktopSpelling
from spindle.adapters.wake import WakeWatch
from spindle.core.feature import App
from spindle.core.general import DAY_START
from spindle.core.presence import LockChanged, QuietChanged
from spindle.core.sessions import Sessions
from spindle.core.value import ValueModel
from spindle.shell.hidden import HiddenWindow
from spindle.shell.hotkeys import HotkeySettings
from spindle.shell.in_front import InFront
from spindle.shell.mini_timer import MiniTimer
from spindle.shell.storage_notice import StorageNotice
from spindle.shell.tray import Tray
from spindle.shell.window import Window
from spindle.storage.daily import DailyBackup
from spindle.storage.errors import KnownError
from spindle.storage.paths import profile_folder
from spindle.storage.safe import ProfileSafe
from spindle.storage.session_log import DatabaseSessionLog
from spindle.storage.settings_store import SettingsStore
from spindle.storage.worker import DatabaseWorker
from spindle.ui import accessible

if TYPE_CHECKING:
    from spindle.adapters.media_bus import BusMediaKeys
    from spindle.adapters.pace import PacedClock
    from spindle.core.sound_port import Sound

_DAY: Final = "program.day"
"""The reminder of the program itself: a day begins."""

Heard = Callable[[dict[str, Any]], dict[str, Any] | None]


class Outside:
    """Database, tray, notifications, reminders and the ear for later starts. GUI thread."""

    def __init__(
        self,
        app: App,
        window: Window,
        path: Path,
        clock: "PacedClock",
        command: tuple[str, ...],
        safe: ProfileSafe,
        *,
        careful: bool = False,
    ) -> None:
        """Build all of it, start none of it, and put it behind the ports of ``app``.

        Args:
            app: Its bus and post are there; the other ports are filled in.
            window: Shows what the desktop cannot.
            path: The database file.
            clock: The machine's, or a test's.
            command: What starts Spindle again.
            safe: Whose key the file is opened with.
            careful: Do without what the desktop might end the program with: tray, notifications,
                global keys, media keys, and what it tells of touches and suspends.
        """
        self._careful = careful
        self._app = app
        self._clock = clock
        self._path = path
        self._safe = safe
        self._listener: Listener | None = None
        self._swept = False
        key = lambda: safe.key  # noqa: E731 - asked anew each time
        self.database = DatabaseWorker(
            path, self._opener, clock=clock, bus=app.bus, post=app.post, key=key
        )
        self._daily = DailyBackup(path, clock=clock, bus=app.bus, post=app.post, key=key)
        self._wakes = WakeWatch(clock)
        self._reminders = ScheduledReminders(
            clock,
            app.post,
            self._wakes,
            known={_DAY, *(each for feature in app.features for each in feature.reminders)},
        )
        self._jobs = ProcessJobs(app.post)
        self._sound = LateSound()
        self.tray = Tray(app, by_hand=window.by_hand)
        self.mini_timer = MiniTimer(app, window)
        self.mini_timer.open_asked.connect(window.bring)
        in_front = InFront(window)
        self._notifier = DesktopNotifier(
            self._notifying(),
            window.banners,
            clock,
            window.bring,
            app.budget,
            window.by_hand,
            in_front=in_front.now,
            explained=careful,
        )
        in_front.turned_away.connect(self._notifier.turned_away)
        self._hotkeys = DesktopHotkeys(
            app.bus, None if careful else way_here(), _spoken(command, app.profile)
        )
        app.hotkeys = self._hotkeys
        self._keys = HotkeySettings(app, self._hotkeys, window.by_hand)
        self._idle = DesktopIdle()
        app.idle = None if careful else self._idle
        self._spelling = DesktopSpelling(app.post, lambda: QLocale.system().uiLanguages())
        app.spelling = None if careful else self._spelling
        app.media = self._media = None if careful else self._media_keys(window)
        self.save = SettingsStore(self.database, clock).save
        app.database = self.database
        app.wakes, app.reminders = self._wakes, self._reminders
        app.notifier, app.jobs = self._notifier, self._jobs
        app.sound = cast("Sound", self._sound)
        app.new_alarm = partial(QtAlarm, clock)
        app.bus.subscribe(QuietChanged, lambda change: self._notifier.hush(quiet=change.quiet))
        app.bus.subscribe(LockChanged, self._conceal)
        StorageNotice(app, window.isVisible, window.bring)
        window.desktop.tray_is_there = self.tray.is_there
        self._hidden = HiddenWindow(app, window, self.tray.is_there, self.mini_timer.isVisible)
        window.desktop.login_item = login_item(command, _chosen(app.profile))
        window.desktop.open_profile = partial(_open_profile, command)

    def _conceal(self, changed: LockChanged) -> None:
        """Behind the lock nothing outside of the window says what it is about either."""
        self._notifier.conceal(locked=changed.locked)
        if self._media is not None:
            self._media.conceal(locked=changed.locked)

    def sessions(self, value: ValueModel) -> Sessions:
        """The sessions, kept in the database, with what ratings have taught so far."""
        log = DatabaseSessionLog(self.database, self._clock)
        return Sessions(self._clock, self._app.bus, log, value)

    def reach_out(self) -> None:
        """Begin to talk with the desktop; nothing of it is needed for the first click."""
        accessible.install()
        self._notifier.start()
        self.show_in_tray()
        if not self._careful:
            self._wakes.start()
            self._idle.start()
        self._hotkeys.start(self._keys.pressed)
        self._keys.ask()
        self.plan_days()
        # To look through all there is for garbage holds up every thread, for longer the more there
        # is; what a start made lives as long as Spindle.
        gc.freeze()

    def show_in_tray(self) -> None:
        """Show the icon, and look after a window that is hidden; once is enough."""
        if not self._careful:
            self.tray.start()
        self._hidden.start()

    def listen(self, heard: Heard) -> None:
        """Hear later starts from now on."""
        if self._listener is None:
            self._listener = Listener(self._app.profile, heard)

    def plan_days(self) -> None:
        """Make today's copy now, and each day's when the day begins."""
        start = self._app.settings.get(DAY_START)
        self._daily.run(start)
        self._reminders.daily(_DAY, start, lambda _planned, _now: self._daily.run(start))

    def stop(self) -> None:
        """Stop all of it, the writer last; returns within seconds."""
        if self._listener is not None:
            self._listener.stop()
        self._hidden.stop()
        self.mini_timer.stop()
        self.tray.stop()
        self._hotkeys.stop()
        self._notifier.stop()
        self._reminders.stop()
        self._wakes.stop()
        self._daily.stop()
        if self._media is not None:
            self._media.stop()
        self._jobs.stop()
        self._spelling.stop()
        self._sound.stop()
        self.database.stop()

    def _opener(self) -> Any:
        from spindle.storage.files import sweep  # noqa: PLC0415 - in the worker's thread
        from spindle.storage.open import open_database  # noqa: PLC0415 - likewise

        if not self._swept:  # only now is nobody of this program converting a file
            self._swept = True
            sweep(self._path.parent)
        sets = [feature.migrations() for feature in self._app.features if feature.migrations]
        return open_database(self._path, sets, clock=self._clock, key=self._safe.key)

    @staticmethod
    def _media_keys(window: Window) -> "BusMediaKeys | None":
        if sys.platform != "linux":
            return None
        from spindle.adapters.media_bus import BusMediaKeys  # noqa: PLC0415 - of one platform

        return BusMediaKeys(window.bring)

    def _notifying(self) -> NotifyingDesktop:
        if self._careful:
            from spindle.adapters.notify_none import NoNotifications  # noqa: PLC0415 - one of three

            return NoNotifications()
        if sys.platform == "linux":
            from spindle.adapters.notify_linux import BusNotifications  # noqa: PLC0415 - another

            return BusNotifications()
        from spindle.adapters.notify_tray import TrayMessages  # noqa: PLC0415 - the other

        messages = TrayMessages(self.tray.message)
        self.tray.message_clicked.connect(messages.clicked)
        return messages


def _spoken(command: tuple[str, ...], profile: Path) -> tuple[str, ...]:
    """What a person would type for it: the launcher, if there is one, and the profile's folder."""
    launcher = Path(sys.executable).with_name("spindle")
    own = (str(launcher),) if launcher.exists() else command
    chosen = _chosen(profile)
    return own if chosen is None else (*own, "--profile", str(chosen))


def _chosen(profile: Path) -> Path | None:
    """The profile's folder if it is not the usual one."""
    with suppress(OSError, KnownError):
        if profile == profile_folder(None):
            return None
    return profile


def _open_profile(command: tuple[str, ...], profile: Path) -> None:
    program, *rest = command
    QProcess.startDetached(program, [*rest, "--profile", str(profile)])
