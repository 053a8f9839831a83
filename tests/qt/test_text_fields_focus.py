"""Whatever is pasted into the smaller fields of Focus: kept as typed, or refused in words."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, ManualClock
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.page import FocusPage
from spindle.features.focus.page.ledger import LedgerView
from spindle.features.focus.settings import RECALL, STRICT
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.pasting import each_nasty_text, enter, line, paste

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FakeApp]:
    made = make_app(tmp_path, ManualClock(datetime(2026, 3, 10, 9, 0), "Europe/Berlin"), [FOCUS])
    yield made
    made.services["focus"].stop()


@pytest.fixture
def page(app: FakeApp, qtbot: QtBot) -> FocusPage:
    made = FocusPage(app)
    qtbot.addWidget(made)
    made.resize(1080, 820)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.entered()
    return made


def one(app: FakeApp, query: str) -> str:
    """The text of the one row and column that a query finds."""
    [row] = app.data.rows(query)
    [value] = row.values()
    return line(str(value))


@each_nasty_text
def test_the_time_left_and_the_reason_to_stop(app: FakeApp, page: FocusPage, text: str) -> None:
    app.settings.set(STRICT, True)
    app.services["focus"].start("Read", first=25 * MINUTE)
    app.time.pass_(3 * MINUTE)
    page.entered()
    before = app.services["focus"].state.block.left
    QTest.keyClicks(page, "l")
    paste(page._running.left.field, text)
    enter(page._running.left.field)
    assert app.services["focus"].state.block.left == before
    QTest.keyClick(page._running.left.field, Qt.Key.Key_Escape)
    QTest.keyClicks(page, "x")
    paste(page._running.reason.field, text)
    enter(page._running.reason.field)
    app.services["focus"].let_go()

    assert app.data.failures == []
    assert one(app, "SELECT reason FROM block") == line(text)


@each_nasty_text
def test_the_recall_and_the_next_step(app: FakeApp, page: FocusPage, text: str) -> None:
    app.settings.set(RECALL, True)
    app.services["focus"].start("Read", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE)
    app.commands["focus.rate"].run(None)
    paste(page._rating.recall.field, text)
    enter(page._rating.recall.field)
    QTest.keyClicks(page, "4e")
    paste(page._rating.step.field, text)
    enter(page._rating.step.field)
    app.services["focus"].let_go()

    assert app.data.failures == []
    assert one(app, "SELECT recalled FROM block") == line(text)
    assert one(app, "SELECT next_step FROM block") == line(text)


@each_nasty_text
def test_every_field_of_the_ledger(app: FakeApp, page: FocusPage, text: str) -> None:
    app.services["focus"].start("Read", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE)
    app.services["focus"].finish()
    app.services["focus"].let_go()
    page.entered()
    QTest.keyClick(page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    [view] = page.findChildren(LedgerView)
    paste(view.search_field, text)
    view._search()
    view.search_field.clear()
    QTest.keyClick(view.search_field, Qt.Key.Key_Escape)
    view._typing.stop()
    while view.list.current is None or view.list.current.entry is None:
        QTest.keyClick(page, Qt.Key.Key_Down)
    QTest.keyClick(page, Qt.Key.Key_Return)
    editor = view.editor
    for field in (editor.start, editor.end, editor.cut):
        was = field.text()
        paste(field, text)
        enter(field)
        shown = [label.text() for label in editor.findChildren(QLabel) if label.isVisible()]
        assert "A time is written as 11:30." in shown or field is editor.cut
        field.setText(was)
    for field in (editor.title, editor.note, editor.tags):
        paste(field, text)
    enter(editor.title)
    QApplication.processEvents()

    assert app.data.failures == []
    assert one(app, "SELECT title FROM session") == line(text)
    assert one(app, "SELECT note FROM block") == line(text)
