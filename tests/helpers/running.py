"""A running Spindle on a virtual desktop: what it says and wrote, and the clock it lives by."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import signal
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from tests.helpers import aloud
from tests.helpers.desktop import stop
from tests.helpers.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.helpers.desktop import VirtualDesktop
    from tests.helpers.screen import Window

T = TypeVar("T")
_numbers = itertools.count(1)

_ROOT: Final = Path(__file__).resolve().parents[2]


class Running:
    """Spindle, from the first paint until it is stopped; a context manager.

    Attributes:
        profile: The folder of its data.
        process: It.
    """

    def __init__(
        self,
        desktop: VirtualDesktop,
        profile: Path,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        clock: TestClock | None = None,
        named: bool = True,
        before: tuple[str, ...] = (),
    ) -> None:
        """Start it.

        Args:
            desktop: Where.
            profile: The folder of its data.
            arguments: More of them.
            env: Variables on top of the desktop's; an empty one takes a variable away.
            clock: A clock to live by.
            named: Whether the profile is given on the command line.
            before: A program that runs it, with its arguments.
        """
        self.desktop = desktop
        self.profile = profile
        self._apart = bool(before)
        # Not its id: that comes again, and with it what an earlier run has logged.
        self.output = f"spindle-{next(_numbers)}"
        self._heard = desktop.folder / f"{self.output}.txt"
        given = ("--profile", str(profile)) if named else ()
        extra = {"PYTHONPATH": str(_ROOT), **(env or {})}
        if clock is not None:
            extra["SPINDLE_TEST_CLOCK"] = str(clock.path)
        gone = [f"--unset={name}" for name, value in extra.items() if not value]
        self.process = desktop.start(
            *("env", *gone, *before, sys.executable, aloud.__file__, str(self._heard)),
            *given,
            "--log-json",
            *arguments,
            env={name: value for name, value in extra.items() if value},
            log=self.output,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        stop(self.process)

    @property
    def window(self) -> Window:
        """The window, once it is on the screen."""
        return self.desktop.screen.wait_for_window("Spindle")

    def text(self) -> str:
        """What can be read on the screen now."""
        try:
            return self._heard.read_text("utf-8")
        except FileNotFoundError:
            return ""

    def wait_for(self, text: str, seconds: float = 15) -> None:
        """Return when that can be read."""
        self._wait(lambda: text in self.text(), f"{text!r} on the screen", seconds)

    def wait_until_gone(self, text: str, seconds: float = 15) -> None:
        """Return when that can be read no more."""
        self._wait(lambda: text not in self.text(), f"{text!r} to leave the screen", seconds)

    def wait_for_log(self, event: str, times: int = 1, seconds: float = 20) -> None:
        """Return when Spindle has reported an event so often."""

        def reported() -> bool:
            return self.log().count(f'"event": "{event}"') >= times

        self._wait(reported, f"the event {event} in the log", seconds)

    def log(self) -> str:
        """What it wrote to its output so far."""
        return self.desktop.log(self.output).read_text("utf-8", "replace")

    def ready(self) -> Running:
        """Itself, once it answers keys, tray and later starts, and has the keys."""
        self.wait_for_log("reached-out")
        # The window manager says so before the window knows; a key in between would be lost.
        self.look()
        return self

    def look(self) -> None:
        """Turn to its window, which has the keys then."""
        self.desktop.screen.focus(self.window)
        self.wait_for(aloud.HAS_KEYS)

    def keys(self, *names: str) -> None:
        """Press keys in it."""
        self.desktop.screen.keys(*names)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.desktop.screen.type(text)

    def tab_to(self, name: str, key: str = "Tab", most: int = 80) -> None:
        """Press a key until the control of this name has the focus."""
        wanted = f"{aloud.AT} {name}"
        for _ in range(most):
            before = self._focused()
            if before == wanted:
                return
            self.keys(key)
            self._wait(partial(self._has_moved, before), f"{key} to move on", 5)
        raise AssertionError(f"{key} leads to no {name!r}; it shows:\n{self.text()}")

    def _has_moved(self, before: str) -> bool:
        return self._focused() != before

    def _focused(self) -> str:
        lines = self.text().split("\n")
        return next((line for line in lines if line.startswith(aloud.AT)), "")

    def picture(self, name: str) -> None:
        """Save the screen where ``SPINDLE_PICTURES`` says, for a person to look at."""
        folder = os.environ.get("SPINDLE_PICTURES")
        if folder:
            self.desktop.screen.picture(Path(folder) / f"{name}.png")

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Read the database as another program does."""
        folder = self._copied() if self._apart else self.profile
        file = f"file:{folder / 'spindle.db'}?mode=ro"
        with contextlib.closing(sqlite3.connect(file, uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, values)]

    def seen_by_it(self, path: Path) -> Path:
        """Where something is that only it sees: on a disk of its own."""
        return Path(f"/proc/{self.process.pid}/root{path}")

    def wait_for_row(self, sql: str, *values: object, seconds: float = 15) -> dict[str, Any]:
        """The first row, as soon as there is one."""
        return self._wait(lambda: self.rows(sql, *values), f"a row of {sql}", seconds)[0]

    def kill(self) -> None:
        """As a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def quit(self) -> int:
        """End it as the session's end does; its exit code."""
        return stop(self.process, seconds=10)

    def _copied(self) -> Path:
        """SQLite finds no way to another program's own disk, so it reads a copy."""
        folder = self.desktop.folder / f"{self.output}-copy"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in ("spindle.db", "spindle.db-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copy(self.seen_by_it(self.profile / name), folder)
        return folder

    def _wait(self, ask: Callable[[], T], what: str, seconds: float) -> T:
        try:
            return wait_until(ask, what, seconds)
        except (AssertionError, sqlite3.Error) as error:
            story = f"it shows:\n{self.text()}\nand said:\n{self.log()[-3000:]}"
            raise AssertionError(f"{error}; {story}") from error


class TestClock:
    """The clock file of a running Spindle; see ``spindle.adapters.file_clock``."""

    __test__ = False

    def __init__(self, path: Path, start: str, zone: str = "Europe/Berlin") -> None:
        """Set it.

        Args:
            path: The file.
            start: Local time, such as ``2026-03-10T09:00``.
            zone: IANA name.
        """
        self.path = path
        self._orders: dict[str, object] = {"wall": start, "zone": zone}
        self.set()

    def set(self, **orders: object) -> None:
        """Change some of the orders; all are totals."""
        self._orders.update(orders)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(self._orders), "utf-8")
        fresh.replace(self.path)
