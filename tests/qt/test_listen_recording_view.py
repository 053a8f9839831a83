"""A recording on Listen's page: its place, its speed, its pauses, by key and by mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.features.listen.page.page import ListenPage
from tests.helpers.recordings import Player

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def wheel(turned: int) -> QWheelEvent:
    """The wheel, turned down by a negative number."""
    at, turn, none = QPointF(60, 60), QPoint(0, turned), Qt.MouseButton.NoButton
    still, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    return QWheelEvent(at, at, QPoint(0, 0), turn, none, still, phase, False)


class Desk(Player):
    """The page with a recording open."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        super().__init__(folder)
        self.page = ListenPage(self.app)
        self.page.resize(1080, 820)
        qtbot.addWidget(self.page)
        self.page.show()
        self.page.entered()
        self.view = self.page.recording

    def press(self, text: str) -> None:
        QTest.keyClicks(self.page, text)
        QApplication.processEvents()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Desk:
    return Desk(tmp_path, qtbot)


@pytest.mark.requirement("reader-row-9")
def test_the_page_shows_the_recording_and_space_plays_it(desk: Desk) -> None:
    assert desk.view.isVisible()
    assert desk.view.title.text() == "Lecture 4"
    [row] = desk.page.column.rows.values()
    assert row.isChecked()
    assert row.place == "10 min left"
    desk.press(" ")
    desk.hear(61)

    assert desk.recordings.playing
    assert desk.view.transport.done.text() == "01:01"
    assert desk.view.transport.of.text() == "of 10:00"
    desk.press(" ")
    assert not desk.recordings.playing
    assert row.place == "9 min left"


def test_the_signs_for_ten_seconds_stand_beside_the_disc(desk: Desk) -> None:
    QApplication.processEvents()
    back, play, on = (
        part.geometry()
        for part in (desk.view.transport.back, desk.view.transport.play, desk.view.transport.on)
    )
    assert play.left() - back.right() <= 12
    assert on.left() - play.right() <= 12


@pytest.mark.parametrize("saved", ["", "12:04 saved in this session"])
def test_the_dial_stands_below_the_disc(desk: Desk, saved: str) -> None:
    view = desk.view
    view.saved.setText(saved)
    QApplication.processEvents()

    def middle(widget: QWidget) -> float:
        return widget.mapTo(view, QPoint(0, 0)).x() + widget.width() / 2

    assert abs(middle(view.dial) - middle(view.transport.play)) <= 1
    assert abs(middle(view.dial) - middle(view.scrub)) <= 1
    assert view.dial.x() - view.slower.geometry().right() < 20
    assert view.faster.x() - view.dial.geometry().right() < 20


def test_brackets_set_the_speed_and_commas_move_the_place(desk: Desk) -> None:
    desk.press("]]")
    assert desk.view.dial.accessibleDescription() == "1.10×"
    desk.press("[")
    assert desk.lane.ratio == 1.05
    desk.press("..,")

    assert desk.lane.ms == 10_000
    assert desk.view.scrub.accessibleDescription() == "00:10 of 10:00"


def test_the_line_is_pressed_to_go_there(desk: Desk) -> None:
    scrub = desk.view.scrub
    middle = QPoint(scrub.width() // 2, scrub.height() // 2)
    QTest.mouseClick(scrub, Qt.MouseButton.LeftButton, pos=middle)

    assert desk.lane.ms == pytest.approx(300_000, abs=3_000)


@pytest.mark.requirement("reader-20")
def test_pauses_are_shortened_with_one_key(desk: Desk) -> None:
    desk.press("s")
    assert desk.lane.silence == 120
    assert desk.view.shorten.isChecked()
    desk.press("s")

    assert desk.lane.silence is None


def test_the_end_of_a_session_asks_how_it_was(desk: Desk) -> None:
    assert not desk.view.rating.isVisible()
    desk.press(" ")
    desk.hear(130)
    desk.press("x")
    assert desk.view.rating.isVisible()
    desk.press("4")

    assert not desk.view.rating.isVisible()
    assert desk.app.data.rows("SELECT rating FROM session") == [{"rating": 4}]


def test_a_short_session_says_that_it_ended(desk: Desk) -> None:
    desk.press(" ")
    desk.hear(50)
    desk.press("x")
    assert not desk.view.rating.isVisible()
    assert desk.view.notices.words.text() == "Ended: 50 s."
    desk.press(" ")
    assert desk.view.notices.isHidden()


def test_a_text_takes_its_place_and_the_plus_leads_home_and_back(
    desk: Desk, tmp_path: Path
) -> None:
    desk.page.column.add.click()
    assert desk.page.home.isVisible()
    QTest.keyClick(desk.page, Qt.Key.Key_Escape)
    assert desk.view.isVisible()
    path = tmp_path / "a.txt"
    path.write_text("Some words to hear.", encoding="utf-8")
    desk.service.open(desk.service.add(path))
    QApplication.processEvents()

    assert desk.page.reading.isVisible()


@pytest.mark.requirement("reader-row-20")
def test_the_dial_turns_with_the_wheel_and_says_what_is_really_reached(desk: Desk) -> None:
    QApplication.sendEvent(desk.view.dial, wheel(120))
    assert desk.lane.ratio == 1.05
    QTest.keyClick(desk.view.dial, Qt.Key.Key_Down)
    assert desk.lane.ratio == 1.0
    QTest.mouseClick(
        desk.view.dial,
        Qt.MouseButton.LeftButton,
        pos=QPoint(desk.view.dial.width() // 2, 8),
    )
    assert desk.lane.ratio == pytest.approx(1.75, abs=0.05)
    desk.press(" ")
    for _ in range(60):
        desk.hear(0.5)
        desk.lane.ms += 200
    assert "with shorter pauses 2." in desk.view.dial.accessibleDescription()
    assert desk.view.saved.text().endswith("saved in this session")


@pytest.mark.requirement("reader-20")
def test_the_length_of_pauses_is_set_beside_the_switch(desk: Desk) -> None:
    assert not desk.view.floor.isVisible()
    desk.press("s")
    assert desk.view.floor.isVisible()
    assert desk.view.floor.value == 120
    QTest.keyClick(desk.view.floor, Qt.Key.Key_Down)
    assert desk.lane.silence == 110


@pytest.mark.requirement("reader-row-43")
def test_the_sleep_timer_is_within_reach(desk: Desk) -> None:
    desk.press("t")
    assert desk.view.sleep.text() == "in 15 min"
    assert desk.service.sleep_minutes == 15
    desk.press("ttttt")
    assert desk.view.sleep.text() == "not"
    assert desk.service.sleep_minutes is None
    QTest.keyClick(desk.view.sleep, Qt.Key.Key_Right)
    assert desk.service.sleep_minutes == 15


def test_ctrl_z_takes_back(desk: Desk) -> None:
    desk.press("]")
    QTest.keyClick(desk.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert desk.lane.ratio == 1.0
