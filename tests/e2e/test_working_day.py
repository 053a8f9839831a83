"""A working day of twelve blocks, with all that happens to one, and a ledger that adds up.

An interruption, a locked screen, a lid closed in a break and in a block, the power lost in a block,
and midnight. The window manager, dunst and both kinds of tray are real; the test plays logind and
the screen saver on the bus, and the clock runs fast only while a person would wait.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from jeepney import DBusAddress, message_bus, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from spindle.core.clock import MINUTE, SECOND
from tests.helpers.aloud import HAS_KEYS
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running, TestClock
from tests.helpers.status_notifier import StatusNotifierHost
from tests.helpers.waiting import now, wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.requirement("focus-acceptance-2"),
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]

SPINDLE: Final = Path(sys.executable).with_name("spindle")
FAST: Final = 1500
LOGIND: Final = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
SAVER: Final = DBusAddress("/org/freedesktop/ScreenSaver", interface="org.freedesktop.ScreenSaver")
OPEN_BLOCK: Final = "SELECT * FROM session WHERE activity = 'focus' AND ended IS NULL"
LAST_BREAK: Final = (
    "SELECT * FROM break WHERE started = (SELECT max(started) FROM break) AND ended IS NOT NULL"
)
BLOCKS: Final = "SELECT * FROM session WHERE activity = 'focus' ORDER BY started"


class Office:
    """The desk at which the day is spent."""

    def __init__(self, desktop: VirtualDesktop, folder: Path) -> None:
        self.desktop = desktop
        self.profile = folder / "profile"
        # Twelve blocks from then on go on past midnight.
        self.clock = TestClock(folder / "clock.json", "2026-03-10T17:10")
        self.asleep = 0
        self.bus: DBusConnection = open_dbus_connection(desktop.env["DBUS_SYSTEM_BUS_ADDRESS"])
        self.bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"), timeout=5)
        self.panel = StatusNotifierHost(desktop.env["DBUS_SESSION_BUS_ADDRESS"])
        self.spindle = self._started()

    def _started(self) -> Running:
        return Running(self.desktop, self.profile, clock=self.clock).ready()

    # What the desk does

    def suspend(self, microseconds: int) -> None:
        """The lid is closed for so long."""
        self.bus.send(new_signal(LOGIND, "PrepareForSleep", "b", (True,)))
        self.asleep += microseconds
        self.clock.set(suspend=self.asleep)
        self.bus.send(new_signal(LOGIND, "PrepareForSleep", "b", (False,)))

    def until_told(self, words: str) -> None:
        """Let time pass until a notification says so, anew."""

        def told() -> int:
            received = self.desktop.notifications.received()
            return sum(words in each.summary for each in received)

        before = told()
        self.desktop.turn_away()
        self.clock.set(rate=FAST)
        wait_until(lambda: told() > before, f"a notification saying {words}", 60)
        self.clock.set(rate=1)

    def let_pass(self, minutes: int) -> None:
        """So many minutes of the fast clock."""
        until = now() + minutes * 60 / FAST
        self.clock.set(rate=FAST)
        wait_until(lambda: now() >= until, "time to pass", 60)
        self.clock.set(rate=1)

    def lock(self, *, on: bool) -> None:
        self.bus.send(new_signal(SAVER, "ActiveChanged", "b", (on,)))

    def lose_the_power(self, until: str) -> None:
        """It is back at a local time."""
        self.spindle.kill()
        self.asleep = 0
        self.clock.set(wall=until, suspend=0)
        self.spindle = self._started()

    # What the person does

    def rest_and_go_on(self) -> None:
        """The break, to its end, and then the next block."""
        self.rest()
        self.until_told("Break over")
        self.spindle.look()
        self.spindle.keys("Return")
        self.spindle.wait_for_row(OPEN_BLOCK)

    def begin(self, words: str) -> None:
        """Enter, on Focus; the line says what the block is for."""
        self.spindle.keys("ctrl+2")
        self.spindle.wait_for("Start ")
        self.spindle.type(words)
        self.spindle.keys("Return")
        self.spindle.wait_for_row(OPEN_BLOCK)

    def work(self) -> None:
        """Until the time is up; the rating is one key."""
        self.until_told("of 4 done")
        self.desktop.notifications.press("Rate")
        self.spindle.wait_for("How did it go?")
        self.spindle.wait_for(HAS_KEYS)
        self.spindle.keys("4")
        self.spindle.wait_for("Press another number to change it.")

    def rest(self) -> None:
        """Enter takes the break."""
        self.spindle.keys("Return")
        self.spindle.wait_for_row("SELECT * FROM break WHERE ended IS NULL")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with VirtualDesktop() as desktop:
        made = Office(desktop, tmp_path)
        yield made
        made.spindle.quit()
        made.bus.close()


def test_twelve_blocks_and_all_that_comes_between_add_up(office: Office) -> None:
    """Read it from top to bottom: that is the day."""
    office.begin("Draw the cell")
    assert office.desktop.screen.has_icon_of("spindle")
    office.work()
    be_interrupted_in_the_second(office)
    lock_the_screen_in_the_third(office)
    sleep_in_the_break_before_the_fourth(office)
    sleep_in_the_fifth(office)
    office.rest_and_go_on()
    office.work()
    with office.panel:
        lose_the_power_in_the_seventh(office)
        work_past_midnight(office)
        adds_up(office)


def be_interrupted_in_the_second(office: Office) -> None:
    """I counts it, and the block runs on."""
    office.rest_and_go_on()
    office.spindle.keys("i")
    office.spindle.wait_for_row("SELECT * FROM gap WHERE kind = 'interruption'")
    office.work()


def lock_the_screen_in_the_third(office: Office) -> None:
    """The block stands still until the screen is open again; afterwards a row asks what it was."""
    office.rest_and_go_on()
    office.lock(on=True)
    office.spindle.wait_for("screen locked")
    office.let_pass(20)
    office.lock(on=False)
    office.spindle.wait_for("left in this block")
    office.work()


def sleep_in_the_break_before_the_fourth(office: Office) -> None:
    """A break is over when its time is over, whoever sleeps."""
    spindle = office.spindle
    office.rest()
    office.suspend(40 * MINUTE)
    spindle.wait_for("Break over")
    spindle.wait_for(" min of this block without you.")
    spindle.keys("alt+1")
    spindle.keys("Return")
    spindle.wait_for_row(OPEN_BLOCK)
    assert length(spindle.wait_for_row(LAST_BREAK)) >= 40 * MINUTE
    office.work()


def sleep_in_the_fifth(office: Office) -> None:
    """A block sleeps with the machine and waits for its person."""
    office.rest_and_go_on()
    office.suspend(20 * MINUTE)
    office.spindle.wait_for("paused")
    office.spindle.keys("space")
    office.spindle.wait_for("left in this block")
    office.work()


def lose_the_power_in_the_seventh(office: Office) -> None:
    """What was done until then is kept; now the icon is in a panel that takes it over the bus."""
    office.rest_and_go_on()
    office.let_pass(6)
    office.lose_the_power(until="2026-03-10T22:10")
    wait_until(lambda: office.panel.items, "an icon in the panel on the bus")
    office.spindle.wait_for("ended without you.")
    office.spindle.keys("alt+1")


def work_past_midnight(office: Office) -> None:
    """Five more, and the break after the last is the end."""
    office.begin("Draw the cell from memory")
    office.work()
    for _ in range(4):
        office.rest_and_go_on()
        office.work()
    office.rest()
    office.until_told("Break over")
    office.desktop.notifications.press("End here")
    office.spindle.wait_for_row(LAST_BREAK)


def adds_up(office: Office) -> None:
    """A block is its work and its gaps, nothing lies over anything else, no second is lost."""
    blocks = office.spindle.rows(BLOCKS)
    gaps = office.spindle.rows("SELECT * FROM gap WHERE kind != 'interruption'")
    breaks = office.spindle.rows("SELECT * FROM break ORDER BY started")
    outcomes = [block["outcome"] for block in blocks]
    assert outcomes == ["completed"] * 6 + ["interrupted"] + ["completed"] * 5
    assert [block["rating"] for block in blocks] == [4] * 6 + [None] + [4] * 5
    assert sorted(gap["kind"] for gap in gaps) == ["lock", "pause", "sleep"]
    assert len(breaks) == 11

    for block in blocks:
        without = sum(length(gap) for gap in gaps if gap["session_id"] == block["id"])
        assert abs(length(block) - block["active"] - without) < SECOND, block
    work = sum(block["active"] for block in blocks)
    away = sum(length(gap) for gap in gaps)
    assert abs(sum(map(length, blocks)) - work - away) < SECOND
    day = sorted([*blocks, *breaks], key=lambda row: row["started"])
    assert all(one["ended"] <= other["started"] for one, other in pairwise(day))
    [midnight] = [
        block for block in blocks if local_day(block, "started") != local_day(block, "ended")
    ]
    assert midnight["active"] >= 25 * MINUTE

    # The ledger tells each of them to the second: nothing more, nothing less.
    told = {line["id"]: line for line in ledger(office)}
    rows = {row["id"]: row for row in [*blocks, *gaps, *breaks]}
    beside = {row["id"] for row in office.spindle.rows("SELECT id FROM gap")} | set(rows)
    assert {told[key]["kind"] for key in set(told) - beside} <= {"move"}  # inside the breaks
    for key, row in rows.items():
        line = told[key]
        assert line["seconds"] == length(row) // SECOND, line
        if line["kind"] == "work":
            assert line["work_seconds"] == row["active"] // SECOND, line
    between = sum(other["started"] - one["ended"] for one, other in pairwise(day))
    whole = day[-1]["ended"] - day[0]["started"]
    assert work + away + sum(map(length, breaks)) + between == pytest.approx(whole, abs=SECOND)


def ledger(office: Office) -> list[dict[str, Any]]:
    """What ``spindle log`` tells of the day, whole seconds each."""
    said = office.desktop.run(
        SPINDLE, "--profile", office.profile, "log", "--json", "--since", "2026-03-10"
    )
    return [json.loads(line) for line in said.splitlines()]


def length(row: dict[str, Any]) -> int:
    return int(row["ended"] - row["started"])


def local_day(row: dict[str, Any], column: str) -> int:
    return int((row[column] // SECOND + row["offset"]) // 86_400)
