"""A thought parked in a block of Focus becomes a drill, with both rooms on the screen."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedWidget
from pytestqt.qtbot import QtBot

from spindle.features.drill.page.editor.view import EditorView
from spindle.features.drill.page.page import DrillPage
from spindle.features.focus.page import FocusPage
from spindle.registry import FEATURES
from spindle.ui.page import Page
from tests.helpers.fakes import make_app

# The offscreen platform has no window manager to tell of sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

THOUGHT = "What is a cut vertex?"


def press(keys: str | Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    if isinstance(keys, str):
        QTest.keyClicks(focused, keys)
    else:
        QTest.keyClick(focused, keys, modifier)


def turn_to(window: QStackedWidget, page: Page) -> None:
    """As the shell does."""
    window.addWidget(page)
    window.setCurrentWidget(page)
    page.entered()
    QApplication.processEvents()


def test_a_parked_thought_is_made_a_drill_that_knows_where_it_is_from(
    qtbot: QtBot, tmp_path: Path
) -> None:
    app = make_app(tmp_path, features=FEATURES)
    window = QStackedWidget()
    qtbot.addWidget(window)
    window.resize(1080, 820)
    window.show()
    focus = FocusPage(app)
    turn_to(window, focus)
    service = app.services["focus"]
    service.park(THOUGHT)
    [thought] = app.data.rows("SELECT id FROM thought")
    [button] = [one for one in focus.findChildren(QAbstractButton) if one.text() == "A drill"]

    button.click()
    drill = DrillPage(app)
    turn_to(window, drill)
    [editor] = drill.findChildren(EditorView)
    editor.choose(0)
    plain = Qt.KeyboardModifier.NoModifier
    for key in ("Cut vertices", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "Its removal takes a graph apart"):
        press(key, plain)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert app.data.rows("SELECT title FROM drill") == [{"title": THOUGHT}]
    [item] = app.data.rows("SELECT spec FROM drill_item")
    assert json.loads(item["spec"]) == {
        "cue": "Cut vertices", "prompt": THOUGHT, "answer": "Its removal takes a graph apart"
    }  # fmt: skip
    [link] = app.data.rows("SELECT from_kind, relation, to_kind, to_id FROM link")
    assert link == {
        "from_kind": "drill", "relation": "made_from", "to_kind": "thought", "to_id": thought["id"]
    }  # fmt: skip
    assert service.facts.thoughts == ()
    service.stop()
