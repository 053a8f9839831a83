"""Seven nights lived by keyboard with moved clocks, and what the record makes of them."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import ManualClock
from spindle.core.ids import Ref
from spindle.features.journal import history
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.honest import Rate, record
from spindle.features.journal.model import Came, Held, Scene
from spindle.features.journal.page.page import JournalPage
from spindle.features.journal.service import JournalService
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

MONDAY = datetime(2026, 3, 2, 21, 20)
BERLIN, TOKYO = "Europe/Berlin", "Asia/Tokyo"
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Person:
    """Somebody at the keyboard, through restarts of the program."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self._folder = folder
        self._qtbot = qtbot
        self._start(ManualClock(MONDAY, BERLIN))

    def _start(self, clock: ManualClock) -> None:
        self.app: FakeApp = make_app(self._folder, clock, [JOURNAL])
        self.page = JournalPage(self.app)
        self._qtbot.addWidget(self.page)
        self.page.resize(1280, 820)
        with self._qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.page.entered()

    @property
    def journal(self) -> JournalService:
        service = self.app.services["journal"]
        assert isinstance(service, JournalService)
        return service

    def scene(self) -> Scene:
        """What the page shows."""
        return self.journal.scene

    def killed(self) -> None:
        """The program dies and is started again, on the same file and at the same moment."""
        now = self.app.clock.now()
        self.page.hide()
        self.app.data.close()
        self._start(ManualClock(now.local, now.zone))

    def until(self, day: int, hour: int, minute: int = 0, *, suspended: bool = False) -> None:
        """Let time pass until a moment of March where the person is."""
        now = self.app.clock.now()
        then = datetime(2026, 3, day, hour, minute)
        length = round((then - now.local.replace(tzinfo=None)) / timedelta(microseconds=1))
        if suspended:
            self.app.suspend(length)
        else:
            self.app.time.pass_(length)
            self.journal.refresh()

    def press(self, key: Qt.Key | str, held: Qt.KeyboardModifier | None = None) -> None:
        focused: QWidget = QApplication.focusWidget() or self.page
        modifiers = held or Qt.KeyboardModifier.NoModifier
        if isinstance(key, str):
            QTest.keyClicks(focused, key, modifiers)
        else:
            QTest.keyClick(focused, key, modifiers)

    def open_again(self) -> None:
        """The question that looked solved is open again, by key on its page."""
        question = self.app.data.rows("SELECT id FROM question")[0]["id"]
        self.page.show_ref(Ref("question", question))
        self.page.setFocus()
        self.press("o")

    def on(self) -> None:
        """Ctrl Enter."""
        self.press(Qt.Key.Key_Return, CTRL)

    def evening(self, question: str = "", held: str = "") -> None:
        """To "Good night", with a new question or the first of the offered ones."""
        self.app.run("journal.evening")
        self.on()
        if question:
            self.press(question)
        else:
            self.press(Qt.Key.Key_1, ALT)
        self.on()
        self.press(f"{held}22")
        self.on()
        self.press(Qt.Key.Key_Return)
        assert self.scene() is Scene.QUIET

    def morning(self, came: str, words: str = "") -> None:
        """Write what came, judge it, skip the diary."""
        assert self.scene() is Scene.CAPTURE
        self.press(words)
        self.on()
        self.press(came)
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_N, ALT)
        assert self.scene() is Scene.LIBRARY


def test_seven_nights_add_up_whatever_the_clocks_did(tmp_path: Path, qtbot: QtBot) -> None:
    person = Person(tmp_path, qtbot)
    # Monday, with a usable step in the morning.
    person.evening("Why does the bound fail?")
    person.until(3, 7)
    person.morning("4", "Islands")
    # Tuesday: Monday's step held; the machine sleeps through the night.
    person.until(3, 21, 20)
    person.evening(held="1")
    person.until(4, 7, suspended=True)
    person.morning("1")
    # Wednesday begins half an hour past midnight and is Wednesday still.
    person.until(5, 0, 30)
    person.evening()
    person.until(5, 7)
    person.morning("5", "It is false as stated")
    # Thursday: it held only in part. The person is in Tokyo when the morning comes.
    person.until(5, 21, 20)
    person.open_again()
    person.evening(held="2")
    person.app.time.clock.travel(TOKYO)
    person.until(6, 15, suspended=True)
    person.morning("1")
    # Friday is skipped.
    person.until(6, 21, 20)
    person.app.run("journal.evening")
    person.page.evening.refuse()
    # Saturday ends by a kill in the middle of a sentence.
    person.until(7, 21, 20)
    person.app.run("journal.evening")
    person.on()
    person.press(Qt.Key.Key_1, ALT)
    person.press("Half a sent")
    person.page.flush()
    person.killed()
    kept = person.app.data.rows("SELECT know FROM entry WHERE know LIKE '%Half a sent'")
    assert len(kept) == 1
    person.app.run("journal.evening")
    assert person.page.evening.question.know.text().endswith("Half a sent")
    person.on()
    person.press("22")
    person.on()
    person.press(Qt.Key.Key_Return)
    person.until(8, 7)
    person.morning("1")
    # Sunday's morning is never written.
    person.until(8, 21, 20)
    person.evening()
    person.until(9, 18)

    rows = person.app.data.rows("SELECT night, zone, skipped FROM night ORDER BY began")
    assert [(row["night"], row["zone"], row["skipped"]) for row in rows] == [
        ("2026-03-02", BERLIN, 0),
        ("2026-03-03", BERLIN, 0),
        ("2026-03-04", BERLIN, 0),
        ("2026-03-05", BERLIN, 0),
        ("2026-03-06", TOKYO, 1),
        ("2026-03-07", TOKYO, 0),
        ("2026-03-08", TOKYO, 0),
    ]
    found = record(history.nights(person.app.data.connection))
    assert (found.nights, found.missed, found.unasked) == (6, 1, 0)
    assert (found.came[Came.NOTHING], found.came[Came.USABLE_STEP]) == (3, 1)
    assert found.came[Came.LOOKS_SOLVED] == 1
    assert (found.held[Held.YES], found.held[Held.PARTLY]) == (1, 1)
    assert (found.rate, found.strict) == (Rate(1, 5), Rate(1, 6))
    assert found.until == 23
