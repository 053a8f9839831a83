"""Whatever is pasted into whichever text field: it is kept as typed, or refused with a sentence."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from spindle.core.clock import HOUR, MINUTE, ManualClock
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.page import FocusPage
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.page.page import JournalPage
from spindle.features.today.feature import TODAY
from spindle.features.today.page import TodayPage
from spindle.shell.finder import open_finder
from spindle.shell.settings_page.page import SettingsPage
from spindle.shell.window import Window
from spindle.storage.aims import Aims
from spindle.ui.theme import Looks
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.pasting import draws, each_nasty_text, enter, line, paste

# The offscreen platform warns of what only a window manager could do.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

FEATURES = (TODAY, FOCUS, JOURNAL)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    clock = ManualClock(datetime(2026, 3, 10, 21, 20), "Europe/Berlin")
    return make_app(tmp_path, clock, FEATURES)


@pytest.fixture
def window(app: FakeApp, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    made = Window(FEATURES, app, Looks(qapp))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show_first()
        made.activateWindow()
    made.ready()
    yield made
    for service in app.services.values():
        service.stop()


@each_nasty_text
def test_today_begins_a_block_with_any_intention(app: FakeApp, window: Window, text: str) -> None:
    page = window.page_widget("today")
    assert isinstance(page, TodayPage)
    assert page.first_run is not None
    field = page.first_run.field
    paste(field, text)
    enter(field)
    assert app.data.rows("SELECT title FROM session") == [{"title": line(text)}]
    window.go("today")
    assert draws(window)


@each_nasty_text
def test_focus_keeps_any_intention_thought_and_note(
    app: FakeApp, window: Window, text: str
) -> None:
    window.go("focus")
    page = window.page_widget("focus")
    assert isinstance(page, FocusPage)
    paste(page._start.field, text)
    enter(page._start.field)
    QTest.keyClicks(page, "t")
    thought = page._running.park.field
    paste(thought, text)
    enter(thought)
    app.time.pass_(10 * MINUTE)
    app.commands["focus.rate"].run(None)
    QTest.keyClicks(page, "4n")
    note = page._rating.note.field
    paste(note, text)
    enter(note)
    assert app.data.rows("SELECT title, rating FROM session") == [
        {"title": line(text), "rating": 4}
    ]
    assert [line(str(row["text"])) for row in app.data.rows("SELECT text FROM thought")] == [
        line(text)
    ]
    assert [line(str(row["note"])) for row in app.data.rows("SELECT note FROM block")] == [
        line(text)
    ]


@each_nasty_text
def test_the_journal_keeps_any_evening_and_morning(app: FakeApp, window: Window, text: str) -> None:
    app.run("journal.evening")
    page = window.page_widget("journal")
    assert isinstance(page, JournalPage)
    for field in page.evening.unload.rows[0].fields:
        paste(field, text)
    page.evening.proceed()
    step = page.evening.question
    for field in (step.asked, step.know, step.tried, step.answer):
        paste(field, text)
    page.evening.proceed()
    page.evening.leave.button.click()
    app.suspend(9 * HOUR)
    paste(page.morning.capture.paper, text)
    page.flush()
    [lines] = app.data.rows("SELECT what, when_, first_step FROM todo")
    assert {line(str(kept)) for kept in lines.values()} == {line(text)}
    [question] = app.data.rows("SELECT text FROM question")
    assert line(str(question["text"])) == line(text)
    [evening] = app.data.rows("SELECT know, tried, answer FROM entry WHERE kind = 'evening'")
    assert {line(str(kept)) for kept in evening.values()} == {line(text)}
    [morning] = app.data.rows("SELECT text FROM entry WHERE kind = 'morning'")
    assert line(str(morning["text"])) == line(text)


@each_nasty_text
def test_the_journal_keeps_and_finds_any_entry(app: FakeApp, window: Window, text: str) -> None:
    window.go("journal")
    page = window.page_widget("journal")
    assert isinstance(page, JournalPage)
    page.library.new_entry()
    paste(page.library.entry.paper, text)
    page.flush()
    page.library.new_question()
    paste(page.library.ask.paper, text)
    page.flush()
    [entry] = app.data.rows("SELECT text FROM entry")
    [question] = app.data.rows("SELECT text FROM question")
    assert line(str(entry["text"])) == line(str(question["text"])) == line(text)
    paste(page.library.list.field, text)
    page.library.list.search()
    assert draws(window)
    assert app.data.failures == []


@each_nasty_text
def test_every_field_of_the_settings_takes_any_text_or_says_why_not(
    app: FakeApp, window: Window, text: str
) -> None:
    known = Aims(app.database, app.clock, ())
    known.put(replace(known.named("Graph theory"), due=None))
    window.go("settings")
    page = window.page_widget("settings")
    assert isinstance(page, SettingsPage)
    visited = 0
    for name in ("general", "focus", "journal", "aims"):
        page.show_section(name)
        QApplication.processEvents()
        for field in page._area.findChildren(QLineEdit):
            paste(field, text)
            enter(field)
            visited += 1
    assert visited >= 10
    paste(page._search, text)
    assert draws(window)
    assert app.data.failures == []


@each_nasty_text
def test_the_finder_looks_for_any_text(app: FakeApp, window: Window, text: str) -> None:
    finder = open_finder(window, app)
    paste(finder.field, text)
    enter(finder.field)
    assert app.data.failures == []
