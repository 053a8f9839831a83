"""A person's day with Spindle on the virtual desktop: the few words in which tests tell it.

The program is the installed one, started by its icon; its time comes from a file that the test
moves. Hands are the keyboard and the notifications' buttons; eyes are the windows, the
notification daemon, the data file, and the lines of ``--log-json``.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from spindle.ui.theme import palette
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.screen import Window
from tests.helpers.waiting import now, wait_until

ROOT: Final = Path(__file__).resolve().parents[2]
LAUNCHER: Final = ROOT / ".venv" / "bin" / "spindle"
SECONDS: Final = 1_000_000
MINUTES: Final = 60 * SECONDS

_ZONE: Final = "Europe/Berlin"
_NIGHT_PEN: Final = palette("evening").pen.name()
_STILL_S: Final = 0.3
_READY: Final = '"reached-out"'


class Day:
    """A context manager: inside it the desktop runs and the clock stands where the test put it.

    Attributes:
        desktop: Screen, notifications, tray.
        profile: The folder with the data.
        picture: Where a picture of the screen goes when the test fails; what Spindle said last
            goes to the report.
    """

    def __init__(self, folder: Path, *, starts: str, rate: float = 1.0) -> None:
        """Prepare, but start nothing.

        Args:
            folder: A folder of the test's.
            starts: The local time at which the day begins, such as ``"2026-03-10T09:00"``.
            rate: How many times faster than real time it runs.
        """
        self.desktop = VirtualDesktop()
        self.profile = folder / "profile"
        self.picture = folder / "failed.png"
        self._clock = folder / "clock.json"
        self._wall = starts
        self._rate = rate
        self._starts = 0
        self._pid = 0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.desktop.__enter__()
        self.desktop.env["SPINDLE_TEST_CLOCK"] = str(self._clock)
        self._write_clock()
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if error is not None:
            self.desktop.screen.picture(self.picture)
            with suppress(OSError):
                error.add_note(f"Spindle said:\n{self._log.read_text('utf-8')[-4000:]}")
        if self._pid and Path(f"/proc/{self._pid}").exists():
            os.kill(self._pid, signal.SIGKILL)
        self.desktop.close()

    @property
    def _log(self) -> Path:
        return self.desktop.log("spindle")

    # The clock

    def clock_is(self, wall: str, rate: float | None = None) -> None:
        """Put the clock to a local time, and let it run at a rate from there."""
        self._wall = wall
        self._rate = self._rate if rate is None else rate
        self._write_clock()

    def _write_clock(self) -> None:
        orders = {"wall": self._wall, "zone": _ZONE, "rate": self._rate}
        written = self._clock.with_suffix(".new")
        written.write_text(json.dumps(orders), "utf-8")
        written.replace(self._clock)

    # Starting and ending

    def install(self) -> Path:
        """``python3 -m app --install``: the icon, as a file on the person's desktop."""
        command = [sys._base_executable, "-m", "app", "--install"]  # type: ignore[attr-defined]
        subprocess.run(command, cwd=ROOT, env=self.desktop.env, check=True, capture_output=True)
        return self.desktop.home / "Desktop" / "spindle.desktop"

    def icon_of(self, installed: Path) -> Path:
        """The installed icon with a profile of its own: only such a one obeys a test's clock."""
        ours = self.desktop.home / "spindle.desktop"
        lines = installed.read_text("utf-8").splitlines()
        more = f' --profile "{self.profile}" --log-json'
        ours.write_text(
            "\n".join(line + more if line.startswith("Exec=") else line for line in lines), "utf-8"
        )
        return ours

    def double_click(self, icon: Path) -> Window:
        """Start Spindle by its icon, and wait until it answers."""
        self.desktop.launch(icon)
        return self._wait_until_it_answers()

    def start(self, *before: str, seconds: float = 30) -> Window:
        """Start Spindle by its command, quicker than by the icon; ``before`` goes in front."""
        self._process = self.desktop.start(
            *before, LAUNCHER, "--profile", self.profile, "--log-json", log="spindle"
        )
        return self._wait_until_it_answers(seconds)

    def _wait_until_it_answers(self, seconds: float = 30) -> Window:
        self._starts += 1
        wait_until(
            lambda: (
                self._log.exists() and self._log.read_text("utf-8").count(_READY) >= self._starts
            ),
            "Spindle to answer",
            seconds,
        )
        window = self.desktop.screen.wait_for_window("Spindle")
        self._pid = self.desktop.screen.process_of(window)
        self.desktop.screen.focus(window)
        return window

    def kill(self) -> None:
        """``kill -9``, as a power cut would; returns when nothing of the program is left."""
        os.kill(self._pid, signal.SIGKILL)
        if self._process is not None:
            self._process.wait()
        wait_until(lambda: not is_alive(self._pid), "the program to be gone")

    def quit(self) -> None:
        """Ctrl Q; returns when the program has ended."""
        self.press("ctrl+q")
        wait_until(lambda: not is_alive(self._pid), "Spindle to end")

    def spindle(self, *arguments: str | Path) -> str:
        """What the command line answers about this profile."""
        return self.desktop.run(LAUNCHER, "--profile", self.profile, *arguments)

    # Hands

    def press(self, *keys: str) -> None:
        """Press keys one after the other: ``Return``, ``ctrl+k``, ``4``."""
        self.desktop.screen.keys(*keys)

    def answer(self, *keys: str) -> None:
        """Press keys, and return when what was asked on the screen has gone."""
        self.wait_until_still()
        asked = self.desktop.screen.pixels()
        self.press(*keys)
        wait_until(lambda: self.desktop.screen.pixels() != asked, "the question to go")

    def type(self, text: str) -> None:
        """Type where the caret is."""
        self.desktop.screen.type(text)

    def find(self, what: str) -> None:
        """Ctrl K, what is looked for, Enter."""
        self.press("ctrl+k")
        self.type(what)
        self.press("Return")

    def choose(self, button: str, *, on: str, brings: bool = True) -> None:
        """Press a button of the notification whose text contains ``on``, once it is shown.

        Meanwhile the person works elsewhere; ``brings`` says that the button brings the window.
        """
        self.desktop.turn_away()
        shown = self.desktop.notifications.wait_for(on, 30)
        assert button in shown.actions.values(), shown
        self.desktop.notifications.press(button)
        if brings:
            wait_until(
                lambda: self.desktop.screen.process_in_front() == self._pid, "Spindle in front"
            )

    # Eyes

    @property
    def file(self) -> Path:
        """The data file."""
        return self.profile / "spindle.db"

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """What is in the data file now, for a program that knows nothing of Spindle."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql)]

    def row(self, sql: str) -> dict[str, Any]:
        """The only row that a query finds."""
        (found,) = self.rows(sql)
        return found

    def wait_for(self, sql: str, seconds: float = 20) -> dict[str, Any]:
        """The first row that a query finds, as soon as there is one."""
        return wait_until(lambda: self.rows(sql), f"a row of {sql}", seconds)[0]

    def wait_for_caret(self) -> None:
        """Return when evening or morning can be written on."""
        wait_until(lambda: self.desktop.screen.has_caret(_NIGHT_PEN), "a caret at night")

    def wait_until_still(self) -> None:
        """Return when nothing on the screen has changed for a third of a second."""
        seen, since = b"", now()

        def still() -> bool:
            nonlocal seen, since
            pixels = self.desktop.screen.pixels()
            if pixels != seen:
                seen, since = pixels, now()
            return now() - since > _STILL_S

        wait_until(still, "a screen at rest")

    def notifications_shown(self) -> int:
        """How many notifications stand on the screen."""
        return int(self.desktop.run("dunstctl", "count", "displayed"))


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that nobody has collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
