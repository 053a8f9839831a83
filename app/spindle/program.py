"""The running program: what stands behind each port, in which order it starts and stops."""

import gc
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QProcess, QTimer
from PySide6.QtWidgets import QApplication

from spindle.adapters import hands
from spindle.core.app_lock import AppLock
from spindle.core.events import Bus
from spindle.core.feature import App, Handed
from spindle.core.general import DAY_START, declared
from spindle.core.ids import Ref
from spindle.core.safe_port import Kept
from spindle.core.settings import SettingChanged, Settings
from spindle.core.storage_events import (
    EraseAsked,
    ReplaceAsked,
    RestartAsked,
    StorageFailed,
    UnsavedFound,
)
from spindle.registry import FEATURES
from spindle.shell import translation
from spindle.shell.afterwards import Afterwards
from spindle.shell.appearance import dress
from spindle.shell.desktop import Desktop
from spindle.shell.own_commands import own_commands
from spindle.shell.status import Status
from spindle.shell.window import Window
from spindle.storage.first_look import first_look
from spindle.storage.paths import database_path
from spindle.storage.safe import ProfileSafe
from spindle.ui.post import QtPost
from spindle.ui.theme import Looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spindle.adapters.first_seconds import FirstSeconds
    from spindle.adapters.pace import PacedClock
    from spindle.adapters.termination import Termination
    from spindle.cli.arguments import Arguments
    from spindle.core.keyring_port import Keyring
    from spindle.outside import Outside
    from spindle.storage.errors import KnownError
    from spindle.storage.stored import Stored

_WORDS: Final = ("spindle", "-style", "Fusion")
"""What Qt is started with: setting the style later would load all of QStyle, 7 ms."""


class Program:
    """One run, from the first paint to the last write. GUI thread."""

    def __init__(
        self,
        arguments: "Arguments",
        profile: Path,
        clock: "PacedClock",
        problem: "KnownError | None" = None,
        first_seconds: "FirstSeconds | None" = None,
    ) -> None:
        """Build what the first paint needs.

        Args:
            arguments: From the command line.
            profile: Folder of the user's data.
            clock: The machine's, or a test's.
            problem: Why there can be no data; the window then says only that.
            first_seconds: Tells whether the last start ended too soon.
        """
        self._first_seconds = first_seconds
        self._careful = first_seconds is not None and first_seconds.begin()
        self._arguments = arguments
        self._hidden = arguments.hidden and not self._careful
        self._clock = clock
        self._problem = problem
        self._path = database_path(profile)
        self._qt = _application()
        self._looks = Looks(self._qt)
        self._post = QtPost()
        self._safe = ProfileSafe(profile, self._post, _keyring)
        self._bus = Bus()
        self._outside: Outside | None = None
        self._termination: Termination | None = None
        self._lock: AppLock | None = None
        self._ready = False
        self.afterwards = Afterwards.NOTHING
        self._app = self._make_app(profile)
        self._window = Window(FEATURES, self._app, self._looks, Desktop())
        self._status = Status(self._app)
        self._window.quit_confirmed.connect(self._quit)

    def run(self) -> int:
        """Show, work, and return the exit code once the user has quit."""
        self._painted = _FirstPaint(self._window, self._after_first_paint)
        self._window.show_first("today", hidden=self._hidden)
        if self._hidden:
            QTimer.singleShot(0, self._painted.seen)
        return self._qt.exec()

    def tidy_up(self, argv: "Sequence[str]") -> None:
        """Do what was wished when leaving; ``argv`` is what this program was started with."""
        profile = self._path.parent
        command, now = [*_own_command(), *argv], self._clock.now()
        fulfil = partial(self.afterwards.fulfil, profile, command, now, self._safe.key)
        problem = fulfil()
        if problem is not None:
            from spindle.shell.left_over import LeftOver  # noqa: PLC0415 - once in a life

            page = LeftOver(profile, problem, fulfil)
            page.ended.connect(self._qt.quit)
            page.show()
            page.entered()
            self._qt.exec()

    # Before the first paint

    def _make_app(self, profile: Path) -> App:
        look = None if self._problem else first_look(self._path)
        settings = Settings(self._bus, self._save)
        if look is not None:
            settings.load(look.settings, declared(FEATURES))
        later: Any = None  # filled in once the window is painted; nothing asks for it before
        app = App(
            clock=self._clock,
            bus=self._bus,
            post=self._post,
            settings=settings,
            sessions=later,
            database=later,
            notifier=later,
            reminders=later,
            wakes=later,
            jobs=later,
            new_alarm=later,
            sound=later,
            profile=profile,
            features=FEATURES,
            safe=self._safe,
            first_look=None if look is None else look.connection,
        )
        dress(app, self._looks)
        return app

    def _save(self, key: str, value: object) -> None:
        if self._outside is not None:
            self._outside.save(key, value)

    # After the first paint

    def _after_first_paint(self) -> None:
        self._log("first-paint")
        gc.enable()
        look, self._app.first_look = self._app.first_look, None
        if look is not None:
            look.close()
        from spindle.adapters.termination import Termination  # noqa: PLC0415 - after first paint
        from spindle.core import plain_log  # noqa: PLC0415 - likewise
        from spindle.outside import Outside  # noqa: PLC0415 - likewise

        plain_log.begin()
        self._termination = Termination(self._qt, self._quit)
        self._outside = Outside(
            self._app,
            self._window,
            self._path,
            self._clock,
            _own_command(),
            self._safe,
            careful=self._careful,
        )
        self._start_is_good()
        self._connect(self._outside)
        if self._safe.kept is Kept.SHUT and not self._safe.available:
            from spindle.storage.errors import KnownError, Trouble  # noqa: PLC0415 - seldom

            self._problem = KnownError(Trouble.NO_CIPHER, self._path)
        if self._problem is not None:
            self._window.show_problem(self._problem)
            self._stand_by()
        elif self._safe.kept is Kept.SHUT:
            self._wait_for_key(self._outside)
        else:
            self._open(self._outside)

    def _wait_for_key(self, outside: "Outside") -> None:
        """Until somebody unlocks the data there are only the window, the tray and later starts."""
        outside.listen(self._heard)
        outside.show_in_tray()
        self._log("locked")

    def _open(self, outside: "Outside") -> None:
        """Start the worker, and with what it finds the services."""
        outside.database.start()
        outside.database.write(self._load, self._begin)

    def _connect(self, outside: "Outside") -> None:
        window, bus = self._window, self._bus
        window.try_again.connect(outside.database.retry)
        window.opened.connect(self._opened)
        window.first_hidden.connect(self._say_where_it_went)
        outside.tray.open_asked.connect(window.bring)
        outside.tray.quit_asked.connect(window.ask_to_quit)
        bus.subscribe(UnsavedFound, self._recover)
        bus.subscribe(SettingChanged, self._follow_day_start)
        bus.subscribe(StorageFailed, lambda _: self._stand_by())
        bus.subscribe(RestartAsked, lambda _: self._leave_for(Afterwards.RESTART))
        bus.subscribe(ReplaceAsked, lambda asked: self._leave_for(Afterwards.instead(asked)))
        bus.subscribe(EraseAsked, lambda _: self._leave_for(Afterwards.ERASE))

    def _opened(self) -> None:
        """The data's key is there, or who sits here may see it again."""
        if self._lock is not None:
            self._lock.open()
        elif self._outside is not None:
            self._open(self._outside)

    def _load(self, db: Any) -> "Stored":
        from spindle.storage import stored  # noqa: PLC0415 - in the worker's thread

        return stored.load(db, self._clock.now().wall)

    def _begin(self, stored: "Stored") -> None:
        """The data is open: start the services, then let the user in."""
        app, outside = self._app, self._outside
        assert outside is not None  # noqa: S101 - it asked for this
        app.settings.load(stored.settings, declared(FEATURES))
        app.sessions = outside.sessions(stored.value)
        for feature in FEATURES:
            if feature.service is not None:
                app.services[feature.id] = feature.service(app)
        for feature in FEATURES:
            app.commands.update({command.id: command for command in feature.commands(app)})
        own = own_commands(
            find=self._window.open_finder, lock=self._lock_now, demonstrate=self._demonstrate
        )
        app.commands.update({command.id: command for command in own})
        self._lock = AppLock(app)
        self._window.watch_touches(self._lock.touched)
        self._ready = True
        self._window.ready()
        if stored.open_sessions:
            from spindle.core.session import OpenSessionsFound  # noqa: PLC0415 - seldom wanted

            self._bus.publish(OpenSessionsFound(stored.open_sessions))
        self._log("ready")
        QTimer.singleShot(0, self._reach_out)

    def _reach_out(self) -> None:
        if self._outside is None:
            return
        self._outside.listen(self._heard)
        self._outside.reach_out()
        if self._careful:
            from spindle.shell.careful_start import tell  # noqa: PLC0415 - seldom wanted

            tell(self._bus)
        self._log("reached-out")

    def _start_is_good(self) -> None:
        """Once it has lived for its first seconds."""
        if self._first_seconds is not None:
            from spindle.adapters.first_seconds import LONG_ENOUGH  # noqa: PLC0415 - as above

            self._good = self._app.new_alarm()
            self._good.set(LONG_ENOUGH, self._first_seconds.over)

    def _stand_by(self) -> None:
        """Trouble before the start was done: nothing but the window can say so."""
        if not self._ready and self._outside is not None:
            self._window.bring()
            self._outside.listen(self._heard)

    def _heard(self, message: dict[str, Any]) -> dict[str, Any] | None:
        if message.get("verb") == "raise" and "--hidden" not in message.get("args", ()):
            self._window.bring()
        if message.get("verb") == "status":
            return self._status.answer()
        if message.get("verb") == "control":
            from spindle.shell.control import controlled  # noqa: PLC0415 - when a script asks

            return controlled(self._app, message)
        return None

    def _follow_day_start(self, changed: SettingChanged) -> None:
        if changed.key == DAY_START.key and self._ready and self._outside is not None:
            self._outside.plan_days()

    def _recover(self, found: UnsavedFound) -> None:
        """Text that an earlier run could not save becomes entries of the journal."""
        from spindle.storage.unsaved import newest  # noqa: PLC0415 - seldom wanted

        for note in newest(found.notes):
            text = str(note.get("text", ""))
            if text.strip():
                self._bus.publish(Handed(text, Ref("unsaved", str(note["id"])), "entry"))
        if self._outside is not None:
            self._outside.database.forget_unsaved([str(note["id"]) for note in found.notes])

    def _lock_now(self) -> None:
        if self._lock is not None:
            self._lock.lock()

    @staticmethod
    def _demonstrate() -> None:
        program, *rest = _own_command()
        QProcess.startDetached(program, [*rest, "--demo"])

    def _say_where_it_went(self) -> None:
        from spindle.core.ports import Action, Notification  # noqa: PLC0415 - once in a life

        title = self._qt.translate("Program", "Spindle is still here")
        body = self._qt.translate("Program", "It lives in the tray now. Quit it from its menu.")
        note = Notification(
            purpose="tray",
            title=title,
            body=body,
            actions=(Action("open", self._qt.translate("Program", "Open Spindle")),),
        )
        self._app.notifier.show(note, lambda _: self._window.bring())

    # The end

    def _leave_for(self, wish: Afterwards) -> None:
        self.afterwards = wish
        self._quit()

    def _quit(self) -> None:
        """Stop all that runs, the writer last, and leave."""
        if self._first_seconds is not None:
            self._first_seconds.over()
        if self._lock is not None:
            self._lock.stop()
        for service in self._app.services.values():
            service.stop()
        if self._outside is not None:
            self._outside.stop()
        self._post.stop()
        if self._termination is not None:
            self._termination.stop()
        self._window.hide()
        self._log("stopped")
        self._qt.quit()

    def _log(self, event: str) -> None:
        if self._arguments.log_json:
            line = {"event": event, "awake": hands.awake()}
            print(json.dumps(line), file=sys.stderr, flush=True)  # noqa: T201 - asked for


class _FirstPaint(QObject):
    """Calls back once, in the event loop's next turn after a widget was first painted."""

    def __init__(self, widget: Window, then: Any) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint; take nothing away."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.seen)
        return False

    def seen(self) -> None:
        """It was painted, or will not be because it starts hidden."""
        then, self._then = self._then, None
        if then is not None:
            then()


def _application() -> QApplication:
    found = QApplication.instance()
    qt = found if isinstance(found, QApplication) else QApplication(list(_WORDS))
    qt.setApplicationName("Spindle")
    qt.setDesktopFileName("spindle")
    qt.setQuitOnLastWindowClosed(False)
    translation.install(qt)
    return qt


def _keyring() -> "Keyring":
    from spindle.adapters.keyring import DesktopKeyring  # noqa: PLC0415 - for encrypted data

    return DesktopKeyring()


def _own_command() -> tuple[str, ...]:
    """How this program is started again: by the bundle itself, or by the environment's Python."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, "-P", "-m", "spindle")
