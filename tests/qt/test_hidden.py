"""A hidden window comes back when nothing leads to it any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import SECOND
from spindle.core.quiet_row import RowAsked
from spindle.shell.hidden import AGAIN, FIRST, LOOK, HiddenWindow
from tests.helpers.shell import Shell

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise"),
    pytest.mark.requirement("focus-pain-17"),
]


class Panel:
    def __init__(self, shell: Shell, *, tray: bool) -> None:
        self.shell = shell
        self.tray = tray
        self.mini = False
        self.asked = 0
        self.rows = shell.app.hear(RowAsked)
        self.watch = HiddenWindow(shell.app, shell.window, self._tray, lambda: self.mini)

    def _tray(self) -> bool:
        self.asked += 1
        return self.tray

    def pass_(self, microseconds: int) -> bool:
        """Whether the window can be seen after so long."""
        self.shell.app.time.pass_(microseconds)
        return self.shell.window.isVisible()


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(tmp_path, qapp)
    qtbot.addWidget(made.window)
    made.window.hide()
    yield made
    made.window.hide()


def test_a_hidden_start_waits_a_minute_for_a_panel_and_then_shows_itself(shell: Shell) -> None:
    panel = Panel(shell, tray=False)
    panel.watch.start()
    assert not panel.pass_(FIRST - SECOND)
    assert panel.pass_(2 * SECOND)
    assert "no tray icon" in panel.rows[0].row.title  # type: ignore[attr-defined]
    panel.watch.stop()


def test_a_hidden_start_whose_panel_comes_late_stays_hidden(shell: Shell) -> None:
    panel = Panel(shell, tray=False)
    panel.watch.start()
    panel.pass_(30 * SECOND)
    panel.tray = True
    assert not panel.pass_(10 * FIRST)
    assert panel.rows == []
    panel.watch.stop()


def test_a_panel_that_crashes_for_good_brings_the_window_and_it_says_why(shell: Shell) -> None:
    panel = Panel(shell, tray=True)
    panel.watch.start()
    shell.window.show()
    shell.window.hide()
    assert not panel.pass_(20 * LOOK)
    panel.tray = False
    assert panel.pass_(LOOK + AGAIN + SECOND)
    assert "The tray is gone" in panel.rows[0].row.title  # type: ignore[attr-defined]
    panel.watch.stop()


def test_a_panel_that_is_back_in_seconds_changes_nothing(shell: Shell) -> None:
    panel = Panel(shell, tray=True)
    panel.watch.start()
    panel.tray = False
    assert not panel.pass_(LOOK)
    panel.tray = True
    assert not panel.pass_(20 * LOOK)
    panel.watch.stop()


def test_while_the_mini_timer_is_there_it_leads_to_the_window(shell: Shell) -> None:
    panel = Panel(shell, tray=True)
    panel.watch.start()
    panel.tray, panel.mini = False, True
    assert not panel.pass_(20 * LOOK)
    panel.mini = False
    assert panel.pass_(LOOK + AGAIN + SECOND)
    panel.watch.stop()


def test_while_the_mini_timer_is_there_the_desktop_is_not_asked_for_its_tray(shell: Shell) -> None:
    panel = Panel(shell, tray=True)
    panel.mini = True
    panel.watch.start()
    panel.pass_(20 * LOOK)
    assert panel.asked == 0
    panel.watch.stop()


def test_a_window_that_can_be_seen_is_not_watched(shell: Shell) -> None:
    panel = Panel(shell, tray=True)
    panel.watch.start()
    shell.window.show()
    assert all(alarm.due is None for alarm in shell.app.time.alarms)
    panel.watch.stop()
