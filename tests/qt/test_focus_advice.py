"""The start page tells in words when another length than the chosen one has gone well."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, ManualClock
from spindle.core.session import Activity, Outcome
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.page import FocusPage
from spindle.features.focus.page.start import StartView
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def rated(app: FakeApp, minutes: int, rating: int) -> None:
    begun = app.sessions.begin(Activity.FOCUS, "Lemma 4", planned=minutes * MINUTE)
    app.time.pass_(minutes * MINUTE)
    ended = app.sessions.end(begun.id, Outcome.COMPLETED, active=minutes * MINUTE)
    app.sessions.rate(ended, rating)


def test_a_length_that_went_well_is_named_until_it_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    app = make_app(tmp_path, ManualClock(datetime(2026, 6, 11, 9, 35)), [FOCUS])
    for _ in range(8):
        rated(app, 15, 5)
        rated(app, 50, 2)
    page = FocusPage(app)
    qtbot.addWidget(page)
    page.show()
    page.entered()

    def words() -> str:
        return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())

    [start] = page.findChildren(StartView)
    start.choose_first(40 * MINUTE)
    assert "Break of 5 minutes after it. Short sessions have gone well." in words()
    start.choose_first(15 * MINUTE)
    assert "gone well" not in words()
    app.services["focus"].stop()
