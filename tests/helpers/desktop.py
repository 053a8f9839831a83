"""A desktop of its own for the end-to-end tests: screen, window manager, bus, daemon, tray.

Nothing of it touches the desktop of whoever runs the tests. Everything that takes part is a real
program; the private D-Bus starts no service by itself, so that a daemon which is killed stays away.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Self

from tests.helpers import stranger
from tests.helpers.notifications import NotificationDaemon
from tests.helpers.screen import Screen
from tests.helpers.waiting import wait_until

_ELSEWHERE = "Elsewhere"

PROGRAMS = ("Xvfb", "openbox", "dbus-daemon", "dunst", "trayer", "xdotool", "gio")

# Whoever kills the tests kills the desktop with them: no screen is left running for ever.
_LINKED = ("setpriv", "--pdeathsig", "TERM", "--")

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={path}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class VirtualDesktop:
    """A context manager: inside it the desktop runs, afterwards nothing of it is left.

    Attributes:
        folder: A private short-named folder; the home folder and all logs are in it.
        env: The environment of a program on this desktop. System and session bus are the same
            private one, so a test may play logind there.
        screen: Windows, keys and pictures.
        notifications: What was sent to the notification daemon, and its buttons.
    """

    def __init__(self, *, size: tuple[int, int] = (1366, 850), tray: bool = True) -> None:
        self._size = size
        self._with_tray = tray
        self._processes: list[subprocess.Popen[bytes]] = []
        self._logs: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="spindle-desk-"))
        try:
            self._make_folders()
            self._start_screen()
            self._start_bus()
            self.notifications = NotificationDaemon(self)
            self.notifications.start()
            if self._with_tray:
                self.start_tray()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def home(self) -> Path:
        """The home folder of the person at this desktop."""
        return self.folder / "home"

    def start(
        self, *command: str | Path, env: Mapping[str, str] | None = None, log: str | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program on this desktop; it is ended with the desktop if it still runs.

        Args:
            command: The program and its arguments.
            env: Variables on top of the desktop's.
            log: A name for the file that takes its output; that of the program by default.
        """
        words = [str(word) for word in command]
        output = self.log(log or Path(words[0]).name).open("ab")
        self._logs.append(output)
        process = subprocess.Popen(
            [*_LINKED, *words],
            env={**self.env, **(env or {})},
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._processes.append(process)
        return process

    def launch(self, entry: Path) -> None:
        """Start a program as a desktop does when its icon is double-clicked.

        Its process id is found through its window, see `Screen.process_of`.
        """
        self.start("gio", "launch", entry, log=entry.stem)

    def run(self, *command: str | Path, seconds: float = 30) -> str:
        """Run a program to its end and return what it wrote.

        Raises:
            subprocess.CalledProcessError: It failed.
        """
        words = [str(word) for word in command]
        done = subprocess.run(
            words, env=self.env, cwd=self.home, capture_output=True, timeout=seconds, check=True
        )
        return done.stdout.decode()

    def log(self, name: str) -> Path:
        """The file with the output of a program that was started here."""
        return self.folder / f"{name}.log"

    def turn_away(self) -> None:
        """Somebody works with another program: its window has the keys."""
        if self.screen.window(_ELSEWHERE) is None:
            self.start(sys.executable, stranger.__file__, _ELSEWHERE, log="elsewhere")
        elsewhere = self.screen.wait_for_window(_ELSEWHERE)
        self.screen.focus(elsewhere)
        wait_until(lambda: self.screen.active() == elsewhere.id, "the other program's keys")

    def start_tray(self) -> None:
        """Bring up a tray host and wait until icons can dock in it."""
        self._tray = self.start("trayer", "--edge", "bottom", "--width", "10")
        wait_until(self.screen.has_tray, "the tray host")

    def stop_tray(self) -> None:
        """Take the tray away, as when a panel crashes."""
        stop(self._tray)
        wait_until(lambda: not self.screen.has_tray(), "the tray to be gone")

    def stop_bus(self) -> None:
        """Take the bus away from whoever is on it, for the rest of the desktop's life."""
        stop(self._bus)

    def close(self) -> None:
        """End everything, newest first, and remove the folder."""
        if hasattr(self, "notifications"):
            self.notifications.close()
        if hasattr(self, "screen"):
            self.screen.close()
        for process in reversed(self._processes):
            stop(process)
        for log in self._logs:
            log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make_folders(self) -> None:
        for name in ("home", "run", "home/Desktop"):
            (self.folder / name).mkdir(mode=0o700)
        home = str(self.home)
        self.env = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": home,
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_DATA_HOME": f"{home}/.local/share",
            "XDG_CONFIG_HOME": f"{home}/.config",
            "XDG_STATE_HOME": f"{home}/.local/state",
            "XDG_CACHE_HOME": f"{home}/.cache",
            "XDG_SESSION_TYPE": "x11",
            "QT_QPA_PLATFORM": "xcb",
            "NO_AT_BRIDGE": "1",
        }

    def _start_screen(self) -> None:
        read, write = os.pipe()
        width, height = self._size
        arguments = ["-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"]
        server = subprocess.Popen(
            [*_LINKED, "Xvfb", "-displayfd", str(write), *arguments],
            pass_fds=(write,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._processes.append(server)
        os.close(write)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        assert number, "Xvfb did not start"
        self.env["DISPLAY"] = f":{number}"
        self.screen = Screen(self)
        self.start("openbox")
        wait_until(self.screen.has_window_manager, "the window manager")

    def _start_bus(self) -> None:
        path = self.folder / "bus"
        config = self.folder / "bus.conf"
        config.write_text(_BUS.format(path=path))
        address = f"unix:path={path}"
        self.env["DBUS_SESSION_BUS_ADDRESS"] = address
        self.env["DBUS_SYSTEM_BUS_ADDRESS"] = address
        self._bus = self.start("dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile")
        wait_until(lambda: _listens(path), "the bus")


def _listens(path: Path) -> bool:
    """Whether somebody takes calls there: the file is there a moment before that."""
    with socket.socket(socket.AF_UNIX) as caller:
        return caller.connect_ex(str(path)) == 0


def stop(process: subprocess.Popen[bytes], seconds: float = 5) -> int:
    """Ask a program and its children to end, insist after ``seconds``; return its exit code."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def missing_programs() -> list[str]:
    """What a virtual desktop would need and does not find."""
    return [name for name in PROGRAMS if shutil.which(name) is None]
