"""Missed checks once more, by keyboard: on the page of Listen, and from a break."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE
from spindle.core.feature import PageAsked
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.page import FocusPage
from spindle.features.listen.page.choice_tile import Shown
from spindle.features.listen.page.page import ListenPage
from tests.helpers.reading import TAKER, answer, hear, listening, long_text

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService
    from tests.helpers.fakes import FakeApp

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Desk:
    """Two checks missed in a block, and the page of Listen."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.app: FakeApp
        self.service: ListenService
        self.app, self.service = listening(folder, long_text(6), others=(FOCUS, TAKER))
        self.focus = self.app.services["focus"]
        self.focus.start("Read", first=60 * MINUTE)
        self.service.play()
        for _ in range(2):
            answer(self.app, self.service, right=False)
            self.service.play()
            hear(self.app, 2)
        self.focus.take_break("Walk")
        self.service.end_session()
        self.service.not_rated()
        self.page = ListenPage(self.app)
        self.show(qtbot, self.page)

    def show(self, qtbot: QtBot, page: QWidget) -> None:
        qtbot.addWidget(page)
        page.resize(1080, 820)
        page.show()
        QApplication.processEvents()

    def press(self, *keys: str) -> None:
        for key in keys:
            QTest.keyClick(self.page, getattr(Qt.Key, f"Key_{key}"))
            QApplication.processEvents()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path)
    yield desk
    desk.app.data.close()


def words(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_a_asks_them_by_number_and_tells_what_an_answer_was(desk: Desk) -> None:
    desk.press("A")
    view, again = desk.page.again, desk.service.again
    assert view.isVisible()
    assert "You missed this check in Chapter 0 today. After it: 1 more." in words(desk.page)
    assert not view.hear.isVisible(), "the text would give it away"
    first = again.open
    assert first is not None
    desk.press(str(first.check.answer + 1))
    assert view.form.tiles[first.check.answer].shown is Shown.RIGHT
    assert view.hear.isVisible()
    desk.press("Space")
    second = again.open
    assert second is not None
    assert second.id != first.id
    assert view.form.tiles[0].shown is Shown.OPEN
    wrong = (second.check.answer + 1) % 4
    desk.press(str(wrong + 1))
    assert view.form.tiles[wrong].shown is Shown.WRONG
    assert view.form.drill.isVisible()
    assert view.form.question.isVisible()
    desk.press("Return")
    assert not view.isVisible()
    assert desk.page.reading.isVisible()


def test_h_says_the_sentence_in_its_text_and_esc_leaves(desk: Desk) -> None:
    desk.press("A", "Escape")
    assert desk.page.reading.isVisible()
    desk.press("A", "H")
    assert desk.page.again.isVisible(), "not before an answer"
    question = desk.service.again.open
    assert question is not None
    desk.press("1", "H")
    assert desk.page.reading.isVisible()
    assert desk.service.again.open is None
    assert desk.service.playing
    assert desk.service.spot.place == question.place


def test_the_break_has_one_row_for_it_and_r_asks(desk: Desk, qtbot: QtBot) -> None:
    page = FocusPage(desk.app)
    desk.show(qtbot, page)
    page.entered()
    [button] = [
        each
        for each in page.findChildren(QAbstractButton)
        if each.text() == "Missed checks, 2" and each.isVisible()
    ]
    asked = desk.app.hear(PageAsked)
    QTest.keyClick(page, Qt.Key.Key_R)
    for _ in range(2):
        question = desk.service.again.open
        assert question is not None
        desk.service.again.answer(question.check.answer)
        desk.service.again.go_on()
    QApplication.processEvents()

    assert [each.page for each in asked if isinstance(each, PageAsked)] == ["listen", "focus"]
    assert not button.isVisible()
    desk.focus.stop()


def test_it_fits_a_small_window_with_large_text(desk: Desk) -> None:
    desk.page.resize(1024 - 64, 680)
    desk.press("A")
    view = desk.page.again
    for tile in view.form.tiles:
        assert tile.visibleRegion().boundingRect().width() == tile.width()
