"""The mini timer: when it is there, what it shows, and where it is put."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, SECOND
from spindle.core.feature import Command
from spindle.core.general import MINI_ON_TOP, MINI_TIMER
from spindle.core.presence import Phase, PresenceChanged, QuietChanged
from spindle.shell.mini_timer import SIZE, MiniTimer
from tests.helpers.shell import Shell

# The offscreen platform neither has a tray nor lifts windows over others.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "does not support raise")


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


def runs(shell: Shell, phase: Phase = Phase.WORK, *, planned: int | None = 25 * MINUTE) -> None:
    shell.app.bus.publish(
        PresenceChanged(
            phase=phase,
            title="Prove Lemma 4 when the graph is not connected",
            at=shell.app.clock.now(),
            planned=planned,
            running=phase is not Phase.PAUSED,
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


def test_without_a_plan_it_shows_no_time(shell: Shell, mini: MiniTimer) -> None:
    runs(shell, planned=None)
    assert mini.words() == ""


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
    mini.move(QPoint(40, 60))
    shell.window.show()
    again = MiniTimer(shell.app, shell.window)
    shell.window.hide()
    runs(shell)
    assert again.pos() == QPoint(40, 60)
    assert again.size() == SIZE
    again.stop()
