"""The night: the slip that parks a thought in the dark, and what a key does beside it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import HOUR, ManualClock
from spindle.core.general import LETTERS
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import Scene
from spindle.features.journal.page.page import JournalPage
from spindle.features.journal.page.slip import SlipView
from spindle.features.journal.service import JournalService
from spindle.features.today.feature import TODAY
from spindle.shell.window import Window
from spindle.ui.theme import Looks
from tests.helpers import dark_screens
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.screens import screens

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

EVENING = datetime(2026, 3, 10, 21, 20)


class Bed:
    """The whole window after Good night, and a keyboard."""

    def __init__(self, folder: Path, qapp: QApplication, qtbot: QtBot) -> None:
        clock = ManualClock(EVENING, "Europe/Berlin")
        self.app: FakeApp = make_app(folder, clock, [TODAY, JOURNAL])
        self.window = Window(self.app.features, self.app, Looks(qapp))
        qtbot.addWidget(self.window)
        self.window.show_first()
        self.window.ready()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.journal.open_evening()
        self.journal.good_night()

    @property
    def journal(self) -> JournalService:
        service = self.app.services["journal"]
        assert isinstance(service, JournalService)
        return service

    @property
    def page(self) -> JournalPage:
        page = self.window.page_widget("journal")
        assert isinstance(page, JournalPage)
        return page

    @property
    def slip(self) -> SlipView:
        return self.page.slip

    def press(self, *keys: Qt.Key | str, held: Qt.KeyboardModifier | None = None) -> None:
        """As the machine does: through the window, past what stands guard there."""
        modifiers = held or Qt.KeyboardModifier.NoModifier
        for key in keys:
            if isinstance(key, str):
                for letter in key:
                    handle = self.window.windowHandle()
                    QTest.keyClick(handle, letter, modifiers)  # type: ignore[call-overload]  # a letter will do
            else:
                QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def scene(self) -> Scene:
        return self.journal.scene

    def parked(self) -> list[str]:
        found = self.app.data.rows("SELECT text FROM entry ORDER BY written")
        return [row["text"] for row in found]


@pytest.fixture
def bed(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Bed]:
    made = Bed(tmp_path, qapp, qtbot)
    yield made
    made.journal.stop()


def test_one_key_parks_a_thought_in_the_dark_and_spindle_sleeps_on(bed: Bed) -> None:
    bed.press("n")
    assert bed.scene() is Scene.SLIP
    bed.press("ask Anna")
    bed.press(Qt.Key.Key_Return)
    assert bed.parked() == ["ask Anna"]
    assert bed.slip._parked.isVisible()
    bed.slip._saying.timeout.emit()
    assert bed.scene() is Scene.QUIET
    assert bed.journal.quiet
    assert not bed.page.quiet._wave.isVisible()
    [night] = bed.app.data.rows("SELECT id, night_slips, woken FROM night")
    assert (night["night_slips"], night["woken"]) == (1, None)
    [entry] = bed.app.data.rows("SELECT night, night_id FROM entry")
    assert (entry["night"], entry["night_id"]) == ("2026-03-10", night["id"])


def test_the_slip_closes_by_itself_a_minute_after_the_last_key_and_keeps_what_was_typed(
    bed: Bed,
) -> None:
    bed.press("n")
    assert bed.slip._closing.interval() == 60_000
    bed.press("half a thou")
    assert bed.slip._closing.isActive()
    bed.slip._closing.timeout.emit()
    assert bed.parked() == ["half a thou"]
    bed.slip._saying.timeout.emit()
    bed.press("n")
    assert bed.slip.paper.text() == ""
    bed.press("another", Qt.Key.Key_Escape)
    assert bed.parked() == ["half a thou", "another"]
    assert bed.app.data.rows("SELECT night_slips FROM night") == [{"night_slips": 2}]


def test_a_slip_with_nothing_on_it_leaves_no_trace(bed: Bed) -> None:
    bed.press("n", Qt.Key.Key_Escape)
    assert bed.scene() is Scene.QUIET
    assert bed.parked() == []
    assert bed.app.data.rows("SELECT night_slips FROM night") == [{"night_slips": 0}]


def test_any_other_key_wakes(bed: Bed) -> None:
    bed.press("x")
    assert not bed.journal.quiet


def test_without_single_letter_keys_ctrl_n_parks_and_n_wakes(bed: Bed) -> None:
    bed.app.settings.set(LETTERS, raw=False)
    bed.press("n", held=Qt.KeyboardModifier.ControlModifier)
    assert bed.scene() is Scene.SLIP
    bed.press(Qt.Key.Key_Escape, "n")
    assert not bed.journal.quiet


def test_the_morning_comes_over_an_open_slip_and_its_words_are_kept(bed: Bed) -> None:
    bed.press("n", "half a thought")
    bed.app.suspend(9 * HOUR)
    assert bed.scene() is Scene.CAPTURE
    assert bed.parked() == ["half a thought"]


def test_there_is_no_clock_no_history_and_no_more_than_one_dim_line_on_the_slip(bed: Bed) -> None:
    bed.press("n")
    shown = [each for each in bed.slip.children() if getattr(each, "isVisible", lambda: False)()]
    assert shown == [bed.slip.paper]


SCREENS = [[0, 0, 1280, 820], [1280, 0, 1280, 820], [2560, 0, 1280, 820]]


@pytest.mark.requirement("acceptance-3")
@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_evening_fills_one_screen_and_darkens_all_others(tmp_path: Path, count: int) -> None:
    """On as many screens as the offscreen platform's own list has."""
    told = on_screens(tmp_path, count)
    assert told["evening"]["full"] is True
    assert told["evening"]["window"] == SCREENS[0]
    for when in ("evening", "night"):
        assert told[when]["covers"] == SCREENS[1:count], when
        assert told[when]["brightest"] < 0.01, when
    for when in ("day", "left", "woken", "switched off", "hidden"):
        assert told[when]["covers"] == [], when
    assert told["pressed"]["quiet"] is (count == 1)


def on_screens(folder: Path, count: int) -> dict[str, dict[str, Any]]:
    """What an evening and a night look like on so many screens."""
    profile = folder / "profile"
    profile.mkdir()
    done = subprocess.run(
        [sys.executable, dark_screens.__file__, profile],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "QT_QPA_PLATFORM": screens(folder / "screens.json", *[(1280, 820)] * count),
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return dict(json.loads(line) for line in done.stdout.splitlines())
