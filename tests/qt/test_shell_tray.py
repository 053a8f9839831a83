"""The tray: what it shows, when it redraws, and its menu."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, SECOND, ManualClock
from spindle.core.feature import PageAsked
from spindle.core.general import MINI_TIMER
from spindle.core.presence import LockChanged, Phase, PresenceChanged, QuietChanged
from spindle.registry import FEATURES
from spindle.shell.tray import LEAST_BETWEEN, STEPS, Tray
from spindle.storage.demo import fill
from spindle.storage.schema import DATABASE_NAME
from tests.helpers.encrypted import encrypted
from tests.helpers.fakes import FakeSafe, make_app
from tests.helpers.shell import Shell
from tests.helpers.translated import speaking

# The offscreen platform has no system tray for the icon to listen to.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "does not support raise")


FEATURES_BY_ID = {feature.id: feature for feature in FEATURES}


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / DATABASE_NAME
    fill(path, FEATURES, date(2026, 3, 10), "Europe/Berlin")
    return path


WAYS = ["Open Spindle", "Quit"]


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


def runs(shell: Shell, *, minutes: int = 25, **told: Any) -> None:
    block: dict[str, Any] = {
        "phase": Phase.WORK,
        "title": "Prove Lemma 4",
        "at": shell.app.clock.now(),
        "planned": minutes * MINUTE,
        "running": True,
        "what": "Focus",
        "part": (3, 4),
    }
    shell.app.bus.publish(PresenceChanged(**(block | told)))


def entries(tray: Tray) -> list[str]:
    tray.menu.aboutToShow.emit()
    return [action.text() for action in tray.menu.actions() if not action.isSeparator()]


def test_the_menu_names_what_runs_and_what_can_be_done(shell: Shell, tray: Tray) -> None:
    ways = ["Mini timer", "Settings", "Open Spindle", "Quit"]
    assert entries(tray) == ["Pause", "Read the next page", *ways]
    runs(shell)
    shell.app.time.clock.advance(11 * MINUTE + 18 * SECOND)
    assert entries(tray)[0] == "Focus, block 3 of 4, 14 min left"
    assert not tray.menu.actions()[0].isEnabled()


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ({}, "Focus, block 3 of 4, 25 min left"),
        ({"part": None}, "Focus, 25 min left"),
        (
            {"phase": Phase.PAUSED, "running": False},
            "Focus, block 3 of 4, paused, 25 min left",
        ),
        (
            {"planned": None, "elapsed": 12 * MINUTE, "part": None},
            "Focus, 12 min so far",
        ),
        ({"phase": Phase.OVERTIME}, "Focus, block 3 of 4, time is up"),
        ({"phase": Phase.ASKING, "part": None}, "Focus, waiting for your answer"),
        (
            {"phase": Phase.BREAK, "what": "Break", "part": None, "planned": 5 * MINUTE},
            "Break, 5 min left",
        ),
        ({"phase": Phase.IDLE}, ""),
    ],
)
def test_the_first_line_tells_every_phase(
    shell: Shell, tray: Tray, told: dict[str, Any], line: str
) -> None:
    runs(shell, **told)
    assert tray.words() == line


def test_an_open_end_is_told_anew_each_minute(shell: Shell, tray: Tray) -> None:
    runs(shell, planned=None, part=None)
    assert 0 < tray._timer.interval() <= 60_000


def test_the_mini_timer_is_ticked_where_it_is_on(shell: Shell, tray: Tray) -> None:
    def row() -> QAction:
        entries(tray)
        return next(a for a in tray.menu.actions() if a.text() == "Mini timer")

    assert row().isCheckable()
    assert row().isChecked()
    row().trigger()
    assert shell.app.settings.get(MINI_TIMER) is False
    assert not row().isChecked()


def test_a_page_that_a_row_asks_for_brings_the_hidden_window(shell: Shell) -> None:
    tray = Tray(shell.app, by_hand=shell.window.by_hand, is_there=lambda: True)
    tray.start()
    shell.window.hide()
    shell.app.commands["read.start"] = shell.app.commands["read.start"]._replace(
        run=lambda _: shell.app.bus.publish(PageAsked("read"))
    )
    entries(tray)
    next(a for a in tray.menu.actions() if a.text() == "Read the next page").trigger()
    assert shell.window.isVisible()
    assert shell.window.page == "read"
    shell.window.hide()
    shell.app.bus.publish(PageAsked("today"))
    assert not shell.window.isVisible()
    tray.stop()


@pytest.mark.requirement("picture-08a")
def test_the_menu_has_the_rows_of_the_picture(
    tmp_path: Path, qapp: QApplication, demo_file: Path
) -> None:
    """Real features on twelve weeks; the third block of four, of which 13 minutes are left."""
    del qapp
    shutil.copy(demo_file, tmp_path / DATABASE_NAME)
    clock = ManualClock(datetime(2026, 3, 10, 9, 48), "Europe/Berlin")
    app = make_app(tmp_path, clock, FEATURES)
    focus = app.services["focus"]
    tray = Tray(app, is_there=lambda: True)
    tray.start()
    focus.start("Prove Lemma 4", first=25 * MINUTE)
    for _ in range(2):
        app.time.pass_(25 * MINUTE)
        focus.finish()
        focus.take_break("Walk")
        app.time.pass_(5 * MINUTE)
        focus.back_to_work()
    app.time.pass_(12 * MINUTE)
    due = sum(one.items for one in FEATURES_BY_ID["drill"].due(app.data.connection, app.asking()))

    tray.menu.aboutToShow.emit()
    rows = ["-" if a.isSeparator() else a.text() for a in tray.menu.actions()]
    assert due > 0
    assert rows == [
        "Focus, block 3 of 4, 13 min left",
        "-",
        *("Pause", "Five minutes more", "Interrupted", "Park a thought", "Stop the block"),
        "-",
        *("Listen", f"Drill, {due} due", "Evening, 21:15"),
        "-",
        *("Mini timer", "Settings", "Open Spindle", "Quit"),
    ]
    assert tray.menu.actions()[-4].isChecked()
    focus.pause_or_resume()
    tray.menu.aboutToShow.emit()
    assert tray.menu.actions()[2].text() == "Go on"
    tray.stop()
    for service in app.services.values():
        service.stop()
    app.data.close()


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
    next(a for a in tray.menu.actions() if a.text() == "Pause").trigger()
    assert shell.ran == [("read.pause", None)]


@pytest.mark.requirement("focus-row-42")
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
    assert entries(tray)[0] == "Pause"
    assert not tray._timer.isActive()


def test_at_night_the_menu_leads_to_no_settings(shell: Shell, tray: Tray) -> None:
    shell.app.bus.publish(QuietChanged(quiet=True))
    assert "Settings" not in entries(tray)
    assert entries(tray)[-2:] == ["Open Spindle", "Quit"]
    shell.app.bus.publish(QuietChanged(quiet=False))
    assert "Settings" in entries(tray)


@pytest.mark.requirement("row-5")
def test_locked_it_says_how_long_and_not_what_and_leads_only_to_the_window(
    shell: Shell, tray: Tray
) -> None:
    runs(shell)
    named = tray.words()

    shell.app.bus.publish(LockChanged(locked=True))

    assert tray.words() == "Locked, 25 min left"
    assert tray.icon is not None
    assert tray.icon.toolTip() == "Spindle: Locked, 25 min left"
    assert entries(tray) == ["Locked, 25 min left", *WAYS]
    shell.app.bus.publish(LockChanged(locked=False))
    assert tray.words() == named


@pytest.mark.requirement("row-5")
def test_before_encrypted_data_is_opened_the_menu_leads_only_to_the_window(
    shell: Shell, tray: Tray, tmp_path: Path
) -> None:
    encrypted(tmp_path / "sealed")
    shell.app.safe = FakeSafe(tmp_path / "sealed")

    shell.app.bus.publish(QuietChanged(quiet=False))

    assert entries(tray) == WAYS


def test_started_twice_there_is_one_icon(tray: Tray) -> None:
    icon = tray.icon

    tray.start()

    assert tray.icon is icon


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


@pytest.mark.requirement("focus-pain-17")
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
