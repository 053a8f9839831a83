"""The real program reading a text, on a virtual desktop: started, given a file, played by key."""

import json
import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

import psutil

from spindle.adapters.system_clock import SystemClock
from spindle.registry import FEATURES
from spindle.storage.open import open_database
from tests.helpers.database import rows
from tests.helpers.desktop import VirtualDesktop, stop
from tests.helpers.waiting import wait_until

SPINDLE: Final = Path(__file__).resolve().parents[2] / ".venv" / "bin" / "spindle"
_LOST_S: Final = 10.0


def a_profile(folder: Path, settings: Mapping[str, object]) -> Path:
    """A fresh one in which these settings are in force."""
    profile = folder / "profile"
    profile.mkdir(mode=0o700)
    sets = [feature.migrations() for feature in FEATURES if feature.migrations]
    with closing(open_database(profile / "spindle.db", sets, clock=SystemClock())) as db:
        for key, value in settings.items():
            db.execute("INSERT INTO setting VALUES (?, ?, 1)", (key, json.dumps(value)))
        db.conn.commit()
    return profile


class ListenProgram:
    """A running one.

    Attributes:
        process: It.
        window: Its window, with the keys.
        profile: The folder of its data.
    """

    def __init__(
        self, desktop: VirtualDesktop, profile: Path, env: Mapping[str, str] | None = None
    ) -> None:
        """Start it and wait for its window."""
        self._desktop = desktop
        self.profile = profile
        self.process = desktop.start(SPINDLE, "--profile", profile, env=env)
        self.window = desktop.screen.wait_for_window("Spindle")

    def open(self, file: Path) -> None:
        """Bring a file in, or back, and wait until it lies on the voice's desk."""
        subprocess.run(
            [SPINDLE, "--profile", self.profile, "open", file],
            env={**os.environ, **self._desktop.env},
            check=True,
            timeout=60,
        )
        read = "SELECT 1 FROM document WHERE path = ? AND sha256 != ''"
        wait_until(lambda: self.rows(read, str(file)), "the text", 60)
        wait_until(self._sound, "the sound process")
        self._desktop.screen.focus(self.window)

    def play(self) -> None:
        """Press Space, and wait until it sounds.

        Space also rests: a second one that comes while the first still wakes the voice would take
        that back. So it is pressed anew only when the first must have been lost, as a key is that
        comes before the window knows of its focus.
        """
        running = "SELECT 1 FROM session WHERE activity = 'listen' AND ended IS NULL"

        def sounds() -> bool:
            self.keys("space")
            with suppress(AssertionError):
                wait_until(lambda: self.rows(running), "a session", _LOST_S)
            return bool(self.rows(running))

        wait_until(sounds, "the voice", 3 * _LOST_S)

    def keys(self, *names: str) -> None:
        """Press keys in it."""
        self._desktop.screen.keys(*names)

    @property
    def sound(self) -> psutil.Process:
        """The sound process that it has started."""
        found = wait_until(self._sound, "the sound process")
        assert found is not None
        return found

    def kill(self) -> None:
        """As a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def quit(self) -> int:
        """As the session's end does."""
        return stop(self.process, seconds=10)

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Read the database as another program does."""
        return rows(self.profile / "spindle.db", sql, values)

    def _sound(self) -> psutil.Process | None:
        for each in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.Error):
                if "spindle.sound" in each.cmdline():
                    return each
        return None
