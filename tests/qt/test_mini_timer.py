"""The mini timer: when it is there, what it shows, and where it is put."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, SECOND
from spindle.core.feature import Command
from spindle.core.general import MINI_ON_TOP, MINI_TIMER
from spindle.core.presence import LockChanged, Phase, PresenceChanged, QuietChanged, Verbs
from spindle.shell.mini_face import SIZE
from spindle.shell.mini_timer import MiniTimer
from spindle.shell.place import can_be_seen
from spindle.ui.theme import Theme, apply, palette
from tests.helpers import two_screens
from tests.helpers.dragging import drag
from tests.helpers.screens import screens
from tests.helpers.shell import Shell

# The offscreen platform neither has a tray nor lifts windows over others.
pytestmark = pytest.mark.qt_log_ignore(
    "systemTrayWindowChanged", "does not support raise", "propagateSizeHints"
)


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Shell:
    made = Shell(tmp_path, qapp)
    qtbot.addWidget(made.window)
    made.window.show()
    return made


@pytest.fixture
def mini(shell: Shell) -> Iterator[MiniTimer]:
    made = MiniTimer(shell.app, shell.window)
    yield made
    made.stop()


VERBS = Verbs(pause="focus.pause", stop="focus.stop", longer="more", shorter="less")


def runs(shell: Shell, phase: Phase = Phase.WORK, *, planned: int | None = 25 * MINUTE) -> None:
    shell.app.bus.publish(
        PresenceChanged(
            phase=phase,
            title="Prove Lemma 4 when the graph is not connected",
            at=shell.app.clock.now(),
            planned=planned,
            running=phase is not Phase.PAUSED,
            verbs=VERBS,
        )
    )


def ask(shell: Shell, name: str) -> list[str]:
    """Let a command tell that it was run."""
    ran: list[str] = []
    shell.app.commands[name] = Command(id=name, label=name, run=lambda _: ran.append(name))
    return ran


def test_it_is_there_only_while_something_runs_and_the_window_is_hidden(
    shell: Shell, mini: MiniTimer
) -> None:
    runs(shell)
    assert not mini.isVisible()
    shell.window.hide()
    assert mini.isVisible()
    shell.window.show()
    assert not mini.isVisible()
    shell.window.showMinimized()
    assert mini.isVisible()
    shell.app.bus.publish(
        PresenceChanged(phase=Phase.IDLE, title="", at=shell.app.clock.now()),
    )
    assert not mini.isVisible()


def test_it_keeps_quiet_at_night_and_where_it_is_switched_off(
    shell: Shell, mini: MiniTimer
) -> None:
    shell.window.hide()
    runs(shell)
    shell.app.bus.publish(QuietChanged(quiet=True))
    assert not mini.isVisible()
    shell.app.bus.publish(QuietChanged(quiet=False))
    assert mini.isVisible()
    shell.app.settings.set(MINI_TIMER, False)
    assert not mini.isVisible()


def test_it_stays_on_top_unless_that_is_switched_off(shell: Shell, mini: MiniTimer) -> None:
    shell.window.hide()
    runs(shell)
    assert mini.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    shell.app.settings.set(MINI_ON_TOP, False)
    assert mini.isVisible()
    assert not mini.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


@pytest.mark.parametrize(
    ("passed", "shown"),
    [
        (0, "25:00"),
        (11 * MINUTE + 18 * SECOND, "13:42"),
        (24 * MINUTE + 59 * SECOND + 1, "0:01"),
        (25 * MINUTE, "0:00"),
        (26 * MINUTE + 5 * SECOND, "+1:05"),
    ],
)
def test_it_tells_what_is_left_and_then_what_is_over(
    shell: Shell, mini: MiniTimer, passed: int, shown: str
) -> None:
    runs(shell)
    shell.app.time.clock.advance(passed)
    assert mini.words() == shown


def test_of_an_open_end_it_tells_the_time_so_far(shell: Shell, mini: MiniTimer) -> None:
    shell.window.hide()
    runs(shell, planned=None)
    assert mini.words() == "0:00"
    shell.app.time.clock.advance(12 * MINUTE + 34 * SECOND)
    mini._tick()
    assert mini.words() == "12:34"
    assert mini.accessibleName().startswith("12:34 so far, Prove Lemma 4")


def test_it_draws_once_a_second_just_after_the_digits_changed(
    shell: Shell, mini: MiniTimer
) -> None:
    shell.window.hide()
    runs(shell)
    shell.app.time.clock.advance(700_100)
    mini._tick()
    assert mini._second.timerType() is Qt.TimerType.PreciseTimer
    assert mini._second.interval() == 300  # 24:59.3 are left, so 24:59 begins then
    runs(shell, planned=None)
    assert mini._second.interval() == 1000
    runs(shell, Phase.PAUSED)
    mini._second.stop()
    mini._tick()
    assert not mini._second.isActive()


def test_between_two_steps_of_the_wave_only_the_digits_are_drawn(
    shell: Shell, mini: MiniTimer, qtbot: QtBot
) -> None:
    shell.window.hide()
    runs(shell)
    drawn: list[int] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            del watched
            if isinstance(event, QPaintEvent):
                drawn.append(event.rect().width())
            return False

    QApplication.processEvents()
    watch = Watch()
    mini.installEventFilter(watch)
    shell.app.time.clock.advance(SECOND)
    mini._tick()
    qtbot.waitUntil(lambda: bool(drawn))
    assert max(drawn) < SIZE.width() // 2
    drawn.clear()
    shell.app.time.clock.advance(5 * MINUTE)
    mini._tick()
    qtbot.waitUntil(lambda: bool(drawn))
    assert max(drawn) == SIZE.width()


@pytest.mark.parametrize("scale", [0.9, 1.25, 1.5])
def test_it_is_as_large_as_the_text(
    shell: Shell, mini: MiniTimer, qapp: QApplication, scale: float
) -> None:
    shell.window.hide()
    runs(shell)
    usual = ink(mini)
    try:
        apply(qapp, Theme(palette("light"), scale))
        QApplication.processEvents()
        assert (mini.width(), mini.height()) == (round(320 * scale), round(96 * scale))
        box = ink(mini)
        assert abs(box.right() - usual.right() * scale) <= 4
        assert abs(box.bottom() - usual.bottom() * scale) <= 4
        for verb in mini.findChildren(QAbstractButton):
            assert mini.rect().contains(verb.geometry())
            assert verb.width() == round(24 * scale)
    finally:
        apply(qapp, Theme(palette("light")))


def ink(mini: MiniTimer) -> QRect:
    """The box of what is written and drawn on it."""
    image = mini.grab().toImage()
    paper = palette("light").paper.lightness()
    found = QRect()
    for x in range(6, image.width() - 6):
        for y in range(6, image.height() - 6):
            if abs(image.pixelColor(x, y).lightness() - paper) > 60:
                found |= QRect(x, y, 1, 1)
    return found


def test_macos_shows_it_while_another_program_is_in_front(mini: MiniTimer) -> None:
    assert mini.testAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)


def test_a_screen_reader_hears_time_and_task(shell: Shell, mini: MiniTimer) -> None:
    shell.window.hide()
    runs(shell)
    assert mini.accessibleName() == ("25:00 left, Prove Lemma 4 when the graph is not connected")


def test_it_pauses_stops_and_brings_the_window_by_key(
    shell: Shell, mini: MiniTimer, qtbot: QtBot
) -> None:
    paused, stopped = ask(shell, "focus.pause"), ask(shell, "focus.stop")
    shell.window.hide()
    runs(shell)
    QTest.keyClick(mini, Qt.Key.Key_Space)
    QTest.keyClick(mini, Qt.Key.Key_X)
    assert (paused, stopped) == (["focus.pause"], ["focus.stop"])
    with qtbot.waitSignal(mini.open_asked):
        QTest.keyClick(mini, Qt.Key.Key_Return)


@pytest.mark.requirement("row-5")
def test_locked_it_tells_the_time_and_nothing_else_and_obeys_nobody(
    shell: Shell, mini: MiniTimer, qtbot: QtBot
) -> None:
    paused, stopped = ask(shell, "focus.pause"), ask(shell, "focus.stop")
    shell.window.hide()
    runs(shell)

    shell.app.bus.publish(LockChanged(locked=True))

    assert mini.accessibleName() == "25:00 left, Locked"
    assert not mini._pause.isVisible()
    QTest.keyClick(mini, Qt.Key.Key_Space)
    QTest.keyClick(mini, Qt.Key.Key_X)
    assert (paused, stopped) == ([], [])
    with qtbot.waitSignal(mini.open_asked):
        QTest.keyClick(mini, Qt.Key.Key_Return)
    shell.app.bus.publish(LockChanged(locked=False))
    assert "Lemma 4" in mini.accessibleName()
    assert mini._pause.isVisible()


def test_its_button_goes_on_after_a_pause(shell: Shell, mini: MiniTimer) -> None:
    ran = ask(shell, "focus.pause")
    shell.window.hide()
    runs(shell, Phase.PAUSED)
    [button] = [b for b in mini.findChildren(QAbstractButton) if b.accessibleName() == "Go on"]
    button.click()
    assert ran == ["focus.pause"]


def test_it_comes_back_where_it_was_put(shell: Shell, mini: MiniTimer) -> None:
    shell.window.hide()
    runs(shell)
    drag(mini, QPoint(40, 0))  # to the very edge
    assert mini.pos() == QPoint(40, 0)
    shell.window.show()
    again = MiniTimer(shell.app, shell.window)
    shell.window.hide()
    runs(shell)
    assert again.pos() == QPoint(40, 0)
    assert again.size() == SIZE
    again.stop()


def test_a_wrong_word_about_its_place_at_its_showing_is_put_right(
    shell: Shell, mini: MiniTimer
) -> None:
    """Qt is told so by a window manager that is about to frame it."""
    shell.window.hide()
    runs(shell)
    drag(mini, QPoint(400, 300))
    shell.window.show()
    shell.window.hide()
    mini.move(0, 0)
    assert mini.pos() == QPoint(400, 300)
    mini.move(100, 50)  # by the desktop's own keys
    assert mini.pos() == QPoint(100, 50)
    shell.window.show()
    shell.window.hide()
    assert mini.pos() == QPoint(100, 50)


def test_where_it_was_dragged_survives_a_power_cut(shell: Shell, mini: MiniTimer) -> None:
    shell.window.hide()
    runs(shell)
    drag(mini, QPoint(400, 300))
    assert json.loads((shell.app.profile / "window.json").read_text("utf-8"))["mini"] == [400, 300]


@pytest.mark.parametrize("kept", ["01d9d0cb", [1], [1, "2"], [True, None], {"x": 1}])
def test_a_place_that_cannot_be_read_is_the_corner(
    shell: Shell, mini: MiniTimer, kept: object
) -> None:
    (shell.app.profile / "window.json").write_text(json.dumps({"mini": kept}), "utf-8")
    again = MiniTimer(shell.app, shell.window)
    shell.window.hide()
    runs(shell)
    assert again.pos() == mini.pos()
    again.stop()


def test_what_cannot_be_done_about_it_has_no_button(shell: Shell, mini: MiniTimer) -> None:
    """Another activity tells what its verbs are."""
    ran = ask(shell, "reading.pause")
    shell.window.hide()
    shell.app.bus.publish(
        PresenceChanged(
            phase=Phase.WORK,
            title="Chapter 4",
            at=shell.app.clock.now(),
            running=True,
            verbs=Verbs(pause="reading.pause"),
        )
    )
    QTest.keyClick(mini, Qt.Key.Key_Space)
    QTest.keyClick(mini, Qt.Key.Key_X)
    QTest.keyClick(mini, Qt.Key.Key_Plus)
    assert ran == ["reading.pause"]
    mini.setFocus()
    assert mini._pause.isVisible()
    assert not mini._stop.isVisible()


def test_a_place_on_no_screen_is_not_taken(shell: Shell, mini: MiniTimer) -> None:
    """It was last on a screen that is not there any more."""
    shell.window.hide()
    runs(shell)
    drag(mini, QPoint(5_000, 4_000))
    assert not can_be_seen(mini)
    QGuiApplication.instance().screenRemoved.emit(mini.screen())  # type: ignore[union-attr]
    assert can_be_seen(mini)
    drag(mini, QPoint(5_000, 4_000))
    shell.window.show()
    shell.window.hide()
    assert mini.isVisible()
    assert can_be_seen(mini)


@pytest.mark.requirement("focus-pain-15")
def test_window_and_mini_timer_come_back_from_a_screen_that_is_gone(tmp_path: Path) -> None:
    """Two screens, then one: by the offscreen platform's own list of screens."""
    profile = tmp_path / "profile"
    profile.mkdir()

    def told(count: int, what: str) -> list[list[object]]:
        done = subprocess.run(
            [sys.executable, two_screens.__file__, profile, what],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "QT_QPA_PLATFORM": screens(tmp_path / "screens.json", *[(1280, 860)] * count),
            },
            capture_output=True,
            text=True,
            check=True,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    assert told(2, "put") == [["window", 1400, True], ["mini", 1400, True]]
    assert told(2, "look") == [["window", 1400, True], ["mini", 1400, True]]
    for name, x, seen in told(1, "look"):
        assert seen is True, name
        assert isinstance(x, int)
        assert x < 1280
