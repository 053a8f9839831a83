"""How the evening keeps its time: a wave that fills, a quiet line, and a screen that darkens."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, ManualClock
from spindle.features.journal import queries
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import Scene
from spindle.features.journal.page.page import JournalPage
from spindle.features.journal.prompts import PROMPTS, prompt_of
from spindle.features.journal.service import JournalService
from spindle.features.journal.settings import ALOUD
from spindle.features.journal.settings import PROMPTS as PROMPTS_ON
from spindle.ui.theme import Looks
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

EVENING = datetime(2026, 3, 10, 21, 20)
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(EVENING, "Europe/Berlin"), [JOURNAL])


@pytest.fixture
def page(app: FakeApp, qtbot: QtBot) -> JournalPage:
    made = JournalPage(app)
    qtbot.addWidget(made)
    made.resize(1280, 820)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.entered()
    return made


def journal(app: FakeApp) -> JournalService:
    service = app.services["journal"]
    assert isinstance(service, JournalService)
    return service


def press(page: QWidget, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, held)


def after(app: FakeApp, page: JournalPage, minutes: int) -> float:
    """The wave once so much time has passed awake."""
    app.time.pass_(minutes * MINUTE)
    page.evening._creeping.timeout.emit()
    return page.evening.foot.wave.gone


def test_the_steps_wave_fills_with_its_time_and_a_quiet_line_comes_at_its_end(
    app: FakeApp, page: JournalPage
) -> None:
    app.run("journal.evening")
    foot = page.evening.foot
    assert page.evening._creeping.isActive()
    assert after(app, page, 2) == pytest.approx(0.4)
    assert not foot.enough.isVisible()
    assert after(app, page, 3) == 1
    assert foot.enough.isVisible()
    assert journal(app).scene is Scene.UNLOAD
    press(page, Qt.Key.Key_Return, CTRL)
    assert foot.wave.gone == 0
    assert not foot.enough.isVisible()
    assert after(app, page, 5) == pytest.approx(0.5)
    page.evening.back()
    assert foot.wave.gone == 1
    press(page, Qt.Key.Key_Return, CTRL)
    assert foot.wave.gone == pytest.approx(0.5)
    press(page, Qt.Key.Key_Return, CTRL)
    assert not foot.wave.isVisible()
    assert not page.evening._creeping.isActive()


def test_no_step_of_the_evening_shows_a_digit_of_time(app: FakeApp, page: JournalPage) -> None:
    app.run("journal.evening")
    for _ in range(4):
        after(app, page, 7)
        foot = page.evening.foot
        said = [each.text() for each in foot.findChildren(QLabel) if each.isVisible()]
        said += [foot.wave.accessibleName(), foot.wave.accessibleDescription()]
        assert not re.search(r"\d", " ".join(said)), said
        press(page, Qt.Key.Key_Return, CTRL)


def test_where_motion_is_reduced_the_wave_moves_in_quarters(
    app: FakeApp, page: JournalPage, qapp: QApplication
) -> None:
    looks = Looks(qapp)
    looks.set(reduced_motion=True)
    app.run("journal.evening")
    assert [after(app, page, 1) for _ in range(5)] == [0, 0.25, 0.5, 0.75, 1]
    looks.set(reduced_motion=False)


def test_a_suspend_takes_nothing_from_a_step(app: FakeApp, page: JournalPage) -> None:
    app.run("journal.evening")
    app.suspend(30 * MINUTE)
    assert after(app, page, 1) == pytest.approx(0.2)


def test_the_wave_rests_while_nobody_sees_it(app: FakeApp, page: JournalPage) -> None:
    app.run("journal.evening")
    page.hide()
    assert not page.evening._creeping.isActive()
    page.show()
    assert page.evening._creeping.isActive()


def test_two_minutes_after_good_night_nothing_is_left_on_the_screen(
    app: FakeApp, page: JournalPage
) -> None:
    app.run("journal.evening")
    journal(app).good_night()
    quiet = page.quiet
    assert quiet._wave.isVisible()
    assert quiet._dark.isActive()
    assert quiet._dark.interval() == 120_000
    quiet._dark.timeout.emit()
    assert not any(each.isVisible() for each in quiet.findChildren(QWidget))
    picture = quiet.grab().toImage()
    shades = {picture.pixel(x, y) for x in range(0, 1280, 16) for y in range(0, 820, 16)}
    assert len(shades) == 1


def test_a_next_step_takes_the_place_of_a_question_by_key(app: FakeApp, page: JournalPage) -> None:
    app.run("journal.evening")
    press(page, Qt.Key.Key_Return, CTRL)
    press(page, Qt.Key.Key_S, ALT)
    assert journal(app).scene is Scene.CHECK
    assert page.evening.check.what.hasFocus()
    QTest.keyClicks(page.evening.check.what, "Write two lines to her")
    press(page, Qt.Key.Key_Return, CTRL)
    assert journal(app).scene is Scene.LEAVE
    assert app.data.rows("SELECT aside, question_id FROM night") == [
        {"aside": "worried", "question_id": None}
    ]
    lines = queries.open_lines(app.data.connection)
    assert [line.what for line in lines] == ["Write two lines to her"]


def test_another_prompt_stands_below_the_lines_every_night_until_it_is_switched_off(
    app: FakeApp, page: JournalPage
) -> None:
    app.run("journal.evening")
    night = journal(app).night
    assert night is not None
    shown = page.evening.unload.prompt
    assert shown.isVisible()
    assert shown.text() == prompt_of(night.night)
    nights = [date.fromordinal(night.night.toordinal() + n) for n in range(len(PROMPTS))]
    assert {prompt_of(each) for each in nights} == set(PROMPTS)
    page.evening.refuse()
    app.settings.set(PROMPTS_ON, raw=False)
    app.time.pass_(24 * 60 * MINUTE)
    app.run("journal.evening")
    assert not shown.isVisible()


def test_the_question_is_read_once_slow_and_low_when_that_is_wished(
    app: FakeApp, page: JournalPage
) -> None:
    app.settings.set(ALOUD, raw=True)
    app.run("journal.evening")
    press(page, Qt.Key.Key_Return, CTRL)
    QTest.keyClicks(page.evening.question.asked, "Why does the bound fail?")
    press(page, Qt.Key.Key_Return, CTRL)
    assert app.sounding.lanes == []
    press(page, Qt.Key.Key_Return, CTRL)
    lane = app.sounding.speaking
    assert lane is not None
    assert (lane.owner, lane.playing, lane.one) == ("journal", True, True)
    assert [each.text for each in lane.utterances] == ["Why does the bound fail?"]
    assert (lane.ratio, lane.volume) == (0.8, 0.4)
    page.evening.back()
    assert not lane.playing
    press(page, Qt.Key.Key_Return, CTRL)
    assert app.sounding.speaking is None
    journal(app).good_night()
    assert app.sounding.speaking is None


def test_nothing_is_read_aloud_unasked(app: FakeApp, page: JournalPage) -> None:
    app.run("journal.evening")
    press(page, Qt.Key.Key_Return, CTRL)
    QTest.keyClicks(page.evening.question.asked, "Why does the bound fail?")
    press(page, Qt.Key.Key_Return, CTRL)
    press(page, Qt.Key.Key_Return, CTRL)
    assert journal(app).scene is Scene.LEAVE
    assert app.sounding.lanes == []
