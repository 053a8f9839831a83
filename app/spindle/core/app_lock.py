"""The lock over the window: when it falls, and who is told. What opens it is the vault's business.

Timers run on behind it, so the key of the data stays in memory: it keeps eyes and hands away from
the window, and nobody who can read this process.
"""

from typing import TYPE_CHECKING, Any, Final

from spindle.core.clock import MINUTE, Moment
from spindle.core.presence import LockChanged
from spindle.core.settings import IntRange, Setting, SettingChanged, SettingGroup, Toggle
from spindle.core.translate import N_

if TYPE_CHECKING:
    from spindle.core.feature import App

LOCK_IDLE: Final[Setting[bool]] = Setting(
    key="lock.idle",
    default=False,
    kind=Toggle(),
    label=N_("settings", "Lock when nobody is here"),
    help=N_("settings", "Nothing touched for so long, in any program where the desktop tells."),
)
LOCK_AFTER: Final[Setting[int]] = Setting(
    key="lock.after",
    default=10,
    kind=IntRange(1, 240, N_("units", "min"), 1),
    label=N_("settings", "Lock after"),
    needs=LOCK_IDLE.key,
)
LOCK_WITH_DESKTOP: Final[Setting[bool]] = Setting(
    key="lock.with_desktop",
    default=False,
    kind=Toggle(),
    label=N_("settings", "Lock together with the desktop"),
)
LOCK: Final = SettingGroup(
    id="lock",
    title=N_("settings", "Lock"),
    settings=(LOCK_IDLE, LOCK_AFTER, LOCK_WITH_DESKTOP),
    note=N_(
        "settings",
        "Ctrl Shift L locks at once. Timers run on; window, tray and notifications name nothing. "
        "The passphrase opens it. While your data is not encrypted there is none: then the lock "
        "only hides, and whoever sits here opens it with one key.",
    ),
    words=N_("settings", "passphrase, hide, privacy"),
)


class AppLock:
    """Falls by itself when nobody is here, with the desktop, or when it is told to. GUI thread."""

    def __init__(self, app: "App") -> None:
        """Begin to watch, as the settings say.

        Args:
            app: Its settings, idle port, alarm, wakes and bus.
        """
        self._app = app
        self._alarm = app.new_alarm()
        self._touched = self._planned = app.clock.now()
        self.locked = False
        app.bus.subscribe(SettingChanged, self._follow)
        app.wakes.subscribe(self._woke)
        if app.idle is not None:
            app.idle.tell_of_lock(self._with_desktop)
        self._plan()

    def lock(self) -> None:
        """Lock now."""
        if not self.locked:
            self.locked = True
            self._alarm.clear()
            self._app.bus.publish(LockChanged(locked=True))

    def open(self) -> None:
        """Somebody may see it again."""
        if self.locked:
            self.locked = False
            self.touched()
            self._plan()
            self._app.bus.publish(LockChanged(locked=False))

    def touched(self) -> None:
        """A key or the mouse was used in the window: all there is where the desktop is silent."""
        self._touched = self._app.clock.now()

    def stop(self) -> None:
        """Watch no more."""
        self._alarm.clear()

    def _follow(self, changed: SettingChanged) -> None:
        if changed.key in {LOCK_IDLE.key, LOCK_AFTER.key}:
            self._plan()

    def _plan(self) -> None:
        """Lock, or come back when that long could have passed."""
        self._planned = self._app.clock.now()
        if self.locked or not self._get(LOCK_IDLE):
            self._alarm.clear()
            return
        left = self._patience() - self._idle_for(self._planned)
        if left <= 0:
            self.lock()
        else:
            self._alarm.set(left, self._plan)

    def _idle_for(self, now: Moment) -> int:
        known = None if self._app.idle is None else self._app.idle.since_touched()
        return now.awake - self._touched.awake if known is None else known

    def _woke(self, now: Moment) -> None:
        """A machine that slept that long has had nobody at it."""
        before = self._planned
        slept = (now.boot - now.awake) - (before.boot - before.awake)
        if self._get(LOCK_IDLE) and slept >= self._patience():
            self.lock()
        else:
            self._plan()

    def _with_desktop(self) -> None:
        if self._get(LOCK_WITH_DESKTOP):
            self.lock()

    def _patience(self) -> int:
        return int(self._get(LOCK_AFTER)) * MINUTE

    def _get(self, setting: Setting[Any]) -> Any:
        return self._app.settings.get(setting)
