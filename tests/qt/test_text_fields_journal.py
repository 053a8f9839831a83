"""Whatever is pasted into the smaller fields of the Journal: kept as typed, or left aside."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import HOUR, ManualClock
from spindle.core.ids import Ref
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import Scene
from spindle.features.journal.page.page import JournalPage
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.pasting import each_nasty_text, enter, line, paste

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FakeApp]:
    clock = ManualClock(datetime(2026, 3, 10, 21, 20), "Europe/Berlin")
    made = make_app(tmp_path, clock, [JOURNAL])
    yield made
    made.services["journal"].stop()


@pytest.fixture
def page(app: FakeApp, qtbot: QtBot) -> JournalPage:
    made = JournalPage(app)
    qtbot.addWidget(made)
    made.resize(1280, 820)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@each_nasty_text
def test_the_picture_of_a_question_and_the_step_against_a_worry(
    app: FakeApp, page: JournalPage, text: str
) -> None:
    app.run("journal.evening")
    page.evening.proceed()
    paste(page.evening.question.asked, "Why?")
    paste(page.evening.question.picture, text)
    page.evening.proceed()
    page.evening.check.answer(4)
    page.evening.check.answer(4)
    QApplication.processEvents()
    for field in (page.evening.check.what, page.evening.check.when):
        paste(field, text)
    page.flush()

    [night] = app.data.rows("SELECT mind_busy, worried FROM night")
    assert night == {"mind_busy": 5, "worried": 5}
    [entry] = app.data.rows("SELECT picture FROM entry WHERE kind = 'evening'")
    assert line(str(entry["picture"])) == line(text)
    [lines] = app.data.rows("SELECT what, when_ FROM todo")
    assert {line(str(kept)) for kept in lines.values()} == {line(text)}
    assert app.data.failures == []


@each_nasty_text
def test_every_field_of_the_diary(app: FakeApp, page: JournalPage, text: str) -> None:
    app.run("journal.evening")
    page.evening.proceed()
    page.evening.proceed()
    page.evening.proceed()
    page.evening.leave.button.click()
    app.suspend(9 * HOUR)
    page.morning.keep()
    page.morning.on()
    assert app.services["journal"].scene is Scene.DIARY
    for field in page.morning.diary.fields.values():
        paste(field, text)
        enter(field)
    page.flush()

    assert app.data.failures == []
    assert {row["onset"] for row in app.data.rows("SELECT onset FROM diary")} <= {None}


@each_nasty_text
def test_the_night_of_an_entry(app: FakeApp, page: JournalPage, text: str) -> None:
    page.library.new_entry()
    paste(page.library.entry.paper, "A thought")
    page.flush()
    [kept] = app.data.rows("SELECT id, night FROM entry")
    page.show_ref(Ref("entry", str(kept["id"])))
    night = page.library.entry.night
    paste(night, text)
    enter(night)
    QTest.keyClick(night, Qt.Key.Key_Down)

    assert night.text() == "2026-03-09"
    assert app.data.failures == []
