"""The tray: what it shows, when it redraws, and its menu."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, SECOND
from spindle.core.presence import Phase, PresenceChanged, QuietChanged
from spindle.shell.tray import LEAST_BETWEEN, STEPS, Tray
from tests.helpers.shell import Shell
from tests.helpers.translated import speaking

# The offscreen platform has no system tray for the icon to listen to.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Shell:
    made = Shell(tmp_path, qapp)
    qtbot.addWidget(made.window)
    return made


@pytest.fixture
def tray(shell: Shell) -> Iterator[Tray]:
    made = Tray(shell.app, is_there=lambda: True)
    made.start()
    yield made
    made.stop()


def runs(shell: Shell, *, minutes: int = 25) -> None:
    shell.app.bus.publish(
        PresenceChanged(
            phase=Phase.WORK,
            title="Focus, block 3 of 4",
            at=shell.app.clock.now(),
            planned=minutes * MINUTE,
            running=True,
        )
    )


def entries(tray: Tray) -> list[str]:
    tray._menu.aboutToShow.emit()
    return [action.text() for action in tray._menu.actions() if not action.isSeparator()]


def test_the_menu_names_what_runs_and_what_can_be_done(shell: Shell, tray: Tray) -> None:
    assert entries(tray) == ["Read the next page", "Pause", "Settings", "Open Spindle", "Quit"]
    runs(shell)
    shell.app.time.clock.advance(11 * MINUTE + 18 * SECOND)
    assert entries(tray)[0] == "Focus, block 3 of 4, 14 min left"
    assert not tray._menu.actions()[0].isEnabled()


def test_what_runs_is_named_in_the_users_language(shell: Shell, tray: Tray) -> None:
    at = shell.app.clock.now()
    with speaking({("journal", "Evening"): "Abend", ("movements", "Walk"): "Gehen"}):
        shell.app.bus.publish(PresenceChanged(phase=Phase.EVENING, title="Evening", at=at))
        assert tray.words() == "Abend"
        assert shell.window.windowTitle() == "Abend – Spindle"
        shell.app.bus.publish(
            PresenceChanged(
                phase=Phase.BREAK, title="Walk", at=at, planned=5 * MINUTE, running=True
            )
        )
        assert tray.words().startswith("Gehen")


def test_a_command_of_the_menu_is_run(shell: Shell, tray: Tray) -> None:
    entries(tray)
    next(a for a in tray._menu.actions() if a.text() == "Pause").trigger()
    assert shell.ran == [("read.pause", None)]


def test_the_ring_grows_in_steps_and_is_looked_at_every_15_s_at_most(
    shell: Shell, tray: Tray
) -> None:
    runs(shell, minutes=8)
    assert tray._timer.interval() >= LEAST_BETWEEN
    assert tray._picture() == ("running", 0)
    shell.app.time.clock.advance(4 * MINUTE)
    assert tray._picture() == ("running", STEPS // 2)


def test_the_picture_is_made_again_only_when_it_differs(
    shell: Shell, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs(shell, minutes=48)
    made: list[object] = []
    assert tray.icon is not None
    monkeypatch.setattr(tray.icon, "setIcon", made.append)
    for _ in range(12):
        shell.app.time.clock.advance(5 * SECOND)
        tray._redraw()
    assert len(made) == 1


def test_nothing_is_awake_while_nothing_runs(shell: Shell, tray: Tray) -> None:
    assert not tray._timer.isActive()
    runs(shell)
    assert tray._timer.isActive()
    at = shell.app.clock.now()
    shell.app.bus.publish(PresenceChanged(phase=Phase.PAUSED, title="Focus", at=at, planned=MINUTE))
    assert not tray._timer.isActive()


def test_at_night_it_is_amber_and_says_nothing(shell: Shell, tray: Tray) -> None:
    runs(shell)
    shell.app.bus.publish(QuietChanged(quiet=True))
    assert tray._picture() == ("evening", 0)
    assert entries(tray)[0] == "Read the next page"
    assert not tray._timer.isActive()


def test_at_night_the_menu_leads_to_no_settings(shell: Shell, tray: Tray) -> None:
    shell.app.bus.publish(QuietChanged(quiet=True))
    assert "Settings" not in entries(tray)
    assert entries(tray)[-2:] == ["Open Spindle", "Quit"]
    shell.app.bus.publish(QuietChanged(quiet=False))
    assert "Settings" in entries(tray)


def test_a_panel_that_comes_later_is_found(shell: Shell, qtbot: QtBot) -> None:
    there = [False]
    tray = Tray(shell.app, is_there=lambda: there[0])
    tray.start()
    assert not tray.is_there()
    there[0] = True
    with qtbot.waitSignal(tray.appeared):
        tray._search.timeout.emit()
    assert tray.is_there()
    assert not tray._search.isActive()
    tray.stop()


def test_a_desktop_without_a_tray_is_asked_for_a_minute(shell: Shell) -> None:
    tray = Tray(shell.app, is_there=lambda: False)
    tray.start()
    looks = 0
    while tray._search.isActive():
        tray._search.timeout.emit()
        looks += 1
    assert looks * tray._search.interval() == 60_000
    assert not tray.is_there()
    tray.stop()


def test_after_stop_nothing_is_heard(shell: Shell, tray: Tray) -> None:
    tray.stop()
    runs(shell)
    assert tray.icon is None
    assert tray.words() == ""
