"""Somebody turns to another program: the page knows that nobody looks at it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import SECOND, ManualClock
from spindle.features.drill.page.run.view import RunView
from tests.helpers.scenes import SCENES

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")


@pytest.fixture
def elsewhere(qtbot: QtBot) -> QWidget:
    """The other program's window."""
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    return other


def turn_to(window: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()


def test_a_morning_behind_another_window_is_asked_for_by_a_notification(
    elsewhere: QWidget, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    with SCENES["morning, capture"].played(tmp_path, qapp) as (window, app):
        journal = app.services["journal"]
        turn_to(window, qtbot)
        assert journal._seen
        turn_to(elsewhere, qtbot)
        assert not journal._seen
        turn_to(window, qtbot)
        assert journal._seen


def test_time_in_another_window_is_not_counted_as_thinking(
    elsewhere: QWidget, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    with SCENES["drill, a run of typed_recall"].played(tmp_path, qapp) as (window, app):
        turn_to(window, qtbot)
        [view] = window.findChildren(RunView)
        QApplication.processEvents()
        turn_to(elsewhere, qtbot)
        assert isinstance(app.clock, ManualClock)
        app.clock.advance(5 * SECOND)
        turn_to(window, qtbot)
        assert view._watch.stop().away_ms == 5_000
