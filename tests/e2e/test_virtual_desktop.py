"""The desktop of the end-to-end tests is one: what the other tests lean on holds by itself."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.helpers.desktop import VirtualDesktop, missing_programs
from tests.helpers.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]

# A stranger's program: a field, a tray icon, a notification with two buttons.
PROGRAM = """
import sys
from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLineEdit, QSystemTrayIcon

app = QApplication(sys.argv)
print("tray", QSystemTrayIcon.isSystemTrayAvailable(), flush=True)
square = QPixmap(22, 22)
square.fill(QColor("red"))
icon = QSystemTrayIcon(QIcon(square))
icon.show()
field = QLineEdit()
field.setWindowTitle("Stranger")
field.resize(400, 300)
field.textChanged.connect(lambda text: print("typed", text, flush=True))
field.show()
bus = open_dbus_connection("SESSION")
name = "org.freedesktop.Notifications"
bus.send_and_get_reply(message_bus.AddMatch(MatchRule(type="signal", interface=name)))
call = new_method_call(
    DBusAddress("/org/freedesktop/Notifications", name, name),
    "Notify",
    "susssasa{sv}i",
    ("x", 0, "", "Over", "And now?", ["rate", "Rate", "later", "Later"], {"urgency": ("y", 2)}, 0),
)
bus.send_and_get_reply(call)

def heard():
    try:
        while True:
            print("pressed", bus.receive(timeout=0).body[1], flush=True)
    except TimeoutError:
        pass

ear = QSocketNotifier(bus.sock.fileno(), QSocketNotifier.Type.Read)
ear.activated.connect(heard)
app.exec()
"""


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as running:
        program = running.home / "stranger.py"
        program.write_text(PROGRAM)
        entry = running.home / "stranger.desktop"
        entry.write_text(
            f"[Desktop Entry]\nType=Application\nName=Stranger\nExec={sys.executable} {program}\n"
        )
        running.launch(entry)
        running.screen.wait_for_window("Stranger")
        yield running


def said(desktop: VirtualDesktop) -> str:
    return desktop.log("stranger").read_text()


def test_nothing_that_the_desktop_needs_is_missing() -> None:
    assert missing_programs() == []


def test_a_program_started_from_its_desktop_entry_gets_keys(desktop: VirtualDesktop) -> None:
    window = desktop.screen.wait_for_window("Stranger")
    desktop.screen.focus(window)
    desktop.screen.type("night")

    wait_until(lambda: "typed night" in said(desktop), "the text")
    assert (window.width, window.height) == (400, 300)
    assert Path(f"/proc/{desktop.screen.process_of(window)}/environ").exists()


def test_a_button_of_a_notification_reaches_the_program(desktop: VirtualDesktop) -> None:
    shown = desktop.notifications.wait_for("And now?")
    desktop.notifications.press("Later")

    wait_until(lambda: "pressed later" in said(desktop), "the button")
    assert shown.actions == {"rate": "Rate", "later": "Later"}
    assert shown.hints["urgency"] == 2


def test_icons_find_a_tray_and_it_can_go_and_come(desktop: VirtualDesktop) -> None:
    assert "tray True" in said(desktop)

    desktop.stop_tray()
    assert not desktop.screen.has_tray()

    desktop.start_tray()
    assert desktop.screen.has_tray()


def test_a_killed_daemon_stays_away_until_it_is_started(desktop: VirtualDesktop) -> None:
    desktop.notifications.stop()
    assert not desktop.notifications.is_running()

    desktop.notifications.start()
    assert desktop.notifications.is_running()


def test_a_picture_shows_the_icon_in_the_tray(desktop: VirtualDesktop, tmp_path: Path) -> None:
    def red() -> bool:
        picture = desktop.screen.picture(tmp_path / "screen.png")
        bottom = range(picture.height() - 30, picture.height())
        return any(
            picture.pixelColor(x, y).name() == "#ff0000"
            for y in bottom
            for x in range(picture.width())
        )

    wait_until(red, "a red square at the bottom of the screen")
    assert QImage(str(tmp_path / "screen.png")).width() == 1366


def test_nothing_is_left_when_the_desktop_closes() -> None:
    with VirtualDesktop(tray=False) as short:
        folder, sleeper = short.folder, short.start("sleep", "60")
        assert folder.is_dir()

    assert not folder.exists()
    assert sleeper.poll() is not None
    with pytest.raises(subprocess.CalledProcessError):
        subprocess.run(["xdotool", "getmouselocation"], env=short.env, check=True)


def test_nothing_is_left_when_the_tests_are_killed(tmp_path: Path) -> None:
    script = (
        "import os, signal\n"
        "from tests.helpers.desktop import VirtualDesktop\n"
        "with VirtualDesktop(tray=False) as desktop:\n"
        "    print(*[process.pid for process in desktop._processes], desktop.folder, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False
    )
    *pids, folder = done.stdout.split()

    assert done.returncode == -signal.SIGKILL
    assert len(pids) == 4
    assert folder.startswith(str(tmp_path))
    wait_until(lambda: not any(is_alive(pid) for pid in pids), "the desktop to end")


def is_alive(pid: str) -> bool:
    """Whether a process runs; one that nobody has collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
