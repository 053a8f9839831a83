"""Pains of other timers that Spindle shall not have, by the numbers they were collected under."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, SECOND
from spindle.features.focus.control import control
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.page import FocusPage
from spindle.features.focus.state import IN_BREAK
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Desk:
    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.app: FakeApp = make_app(folder, features=[FOCUS])
        self.focus = self.app.services["focus"]
        self.page = FocusPage(self.app)
        qtbot.addWidget(self.page)
        self.page.resize(1280, 820)
        self.page.show()
        self.page.entered()

    def to_a_break(self) -> None:
        self.focus.start("Prove Lemma 4", first=25 * MINUTE)
        self.app.time.pass_(25 * MINUTE)
        self.focus.finish()
        self.focus.take_break("Walk")

    def click(self, words: str) -> None:
        [button] = [
            found
            for found in self.page.findChildren(QAbstractButton)
            if found.text() == words and found.isVisible()
        ]
        button.click()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path)
    yield desk
    desk.focus.stop()


WAYS: dict[str, Callable[[Desk], object]] = {
    "key": lambda desk: QTest.keyClick(desk.page, Qt.Key.Key_E),
    "click": lambda desk: desk.click("End here"),
    "tray": lambda desk: desk.app.run("focus.stop"),
    "command line": lambda desk: control(desk.focus, "stop", {}),
}


@pytest.mark.requirement("focus-pain-14")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("late", [0, 5 * MINUTE + SECOND])
def test_a_break_is_never_stuck(desk: Desk, way: str, late: int) -> None:
    desk.to_a_break()
    desk.app.time.pass_(late)
    assert desk.focus.state.stage in IN_BREAK
    WAYS[way](desk)
    assert desk.focus.state.stage not in IN_BREAK


@pytest.mark.requirement("focus-pain-15")
def test_a_break_opens_no_window_and_covers_no_screen(desk: Desk) -> None:
    before = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    desk.to_a_break()
    desk.app.time.pass_(6 * MINUTE)
    after = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    assert after == before
    assert not desk.page.isFullScreen()
    assert "focus" in desk.app.notes.shown


@pytest.mark.requirement("focus-pain-16")
def test_there_is_one_notification_replaced_and_taken_back(desk: Desk) -> None:
    desk.focus.start("Prove Lemma 4", first=25 * MINUTE)
    desk.app.time.pass_(25 * MINUTE)
    desk.app.notes.choose("focus", "longer")
    desk.focus.longer()
    desk.focus.longer()
    assert not desk.app.notes.shown
    block = desk.focus.state.block
    assert block is not None
    assert block.left == 15 * MINUTE
