"""The Journal beside its pictures: the boxes of 05c and 05f, within 4 px."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import ManualClock, instant
from spindle.features.journal import store
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import Came, Night, QuestionState, Scene
from spindle.features.journal.page.marks import SlowWave
from spindle.features.journal.page.page import JournalPage
from spindle.features.journal.page.thread_pane import NightThread
from spindle.features.journal.records import Entry, EntryKind, Question
from spindle.features.journal.service import JournalService
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from tests.helpers.fakes import FakeApp, make_app

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.requirement("decision-28"),
]

ZONE = "Europe/Berlin"
RAIL = 200
"""Width of the rail in the picture; the page stands right of it."""

WHY = "Why does the bound fail when the graph is not connected?"
FIRST = (
    "I keep getting n minus one for every example. But two triangles give four, and the bound"
    " says five. So it is false as stated, or I misread it."
)
SECOND = (
    "The step is not wrong, the quantity I carry along is. Maybe carry the number of pieces too."
    " Then the bound would be n minus the pieces."
)
EVENINGS = ((10, "21:38", FIRST), (11, "21:31", SECOND))
# Open questions stand first; in the picture one that is open stands below one that is solved.
OTHERS = (
    ("Why do thirds fall apart above 88?", 3, QuestionState.OPEN),
    ("How can the handshake lemma be proved without counting twice?", 1, QuestionState.SOLVED),
    ("How should the talk open?", 2, QuestionState.SOLVED),
    ("When does the prior not matter?", 4, QuestionState.SOLVED),
    ("What makes a bridge stiff?", 1, QuestionState.LET_GO),
)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(datetime(2026, 3, 12, 14, 0), ZONE), [JOURNAL])


def at(day: int, time: str) -> int:
    hour, minute = time.split(":")
    return instant(datetime(2026, 3, day, int(hour), int(minute)), ZONE)


def night(app: FakeApp, identity: str, question: str, began: int, came: Came | None) -> Night:
    made = Night(
        id=identity,
        night=date(2026, 3, 1),
        zone=ZONE,
        offset=3600,
        began=began,
        closed=began + 1,
        question=question,
        captured=began + 34_200_000_000,
        nothing_came=came is Came.NOTHING,
        came=came,
    )
    store.save_night(app.data.db, made, began)
    return made


def fill(app: FakeApp) -> None:
    """What the picture shows."""
    db = app.data.db
    asked = Question(id="q", text=WHY, state=QuestionState.OPEN, created=at(10, "12:00"))
    store.save_question(db, asked, 1)
    for (day, time, known), came, morning in zip(
        EVENINGS, (Came.NOTHING, Came.NEW_ANGLE), ("07:05", "07:12"), strict=True
    ):
        made = night(app, f"n{day}", "q", at(day, time), came)
        made = made._replace(captured=at(day + 1, morning))
        store.save_night(db, made, 1)
        entry = Entry(
            id=f"e{day}",
            kind=EntryKind.EVENING,
            night=made.night,
            night_id=made.id,
            question="q",
            written=at(day, time),
            zone=ZONE,
            offset=3600,
            know=known,
        )
        store.save_entry(db, entry, 1)
        if came is Came.NEW_ANGLE:
            words = (
                "Islands, each with its own bridge count. Something about one missing per island."
            )
            caught = replace(entry, id="m", kind=EntryKind.MORNING, know="", text=words)
            store.save_entry(db, replace(caught, written=at(12, "07:12")), 1)
    for n, (text, evenings, state) in enumerate(OTHERS):
        began = at(8 - n, "12:00")
        store.save_question(db, Question(id=f"o{n}", text=text, state=state, created=began), 1)
        for each in range(evenings):
            night(app, f"o{n}-{each}", f"o{n}", began - each * 86_400_000_000, Came.ON_MIND)


def shown(app: FakeApp, qtbot: QtBot, width: int) -> JournalPage:
    page = JournalPage(app)
    qtbot.addWidget(page)
    page.resize(width, 820)
    page.show()
    page.entered()
    QApplication.processEvents()
    QApplication.processEvents()
    return page


def near(page: QWidget, widget: QWidget, want: tuple[int | None, ...], left: int = 0) -> None:
    """The box x, y, width, height of the picture, each within 4 px; None is not drawn there."""
    place = QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())
    have = (place.x() + left, place.y(), place.width(), place.height())
    assert all(w is None or abs(h - w) <= 4 for h, w in zip(have, want, strict=True)), (have, want)


def label(page: QWidget, text: str) -> QLabel:
    found = [each for each in page.findChildren(Label) if each.text().startswith(text)]
    return next(each for each in found if each.isVisible())


def test_the_journal_by_day_stands_as_in_05f(app: FakeApp, qtbot: QtBot) -> None:
    fill(app)
    page = shown(app, qtbot, 1280 - RAIL)
    tops = (82, 184, 260, 357, 433, 509)
    heights = (102, 76, 97, 76, 76, 76)
    for row, top, height in zip(page.library.list.rows, tops, heights, strict=True):
        near(page, row, (228, top, 384, height), RAIL)
    near(page, label(page, WHY), (688, 80, None, 68), RAIL)
    thread = page.findChild(NightThread)
    assert thread is not None
    captions = ("Tue 21:38", "Wed 07:05", "Wed 21:31", "Thu 07:12", "Tonight 21:15")
    for text, middle in zip(captions, (187, 303, 367, 483, 584), strict=True):
        caption = label(thread, text)
        near(page, caption, (720, middle - caption.height() // 2, None, None), RAIL)
    buttons = {each.text(): each for each in page.findChildren(Button) if each.isVisible()}
    near(page, buttons["Focus on it"], (688, 660, 141, 36), RAIL)
    near(page, buttons["Looks solved"], (833, 660, None, 36), RAIL)
    near(page, label(page, "13 evenings"), (240, 598, None, None), RAIL)


def test_the_end_of_the_evening_stands_as_in_05c(app: FakeApp, qtbot: QtBot) -> None:
    page = shown(app, qtbot, 1280)
    service = app.services["journal"]
    assert isinstance(service, JournalService)
    service.open_evening()
    service.go(Scene.LEAVE)
    QApplication.processEvents()
    QApplication.processEvents()
    wave = page.evening.leave.findChild(SlowWave)
    assert wave is not None
    near(page, wave, (None, 238, None, 120))
    title = label(page.evening.leave, "Leave it there.")
    near(page, title, (None, 462 - title.height() // 2, None, None))
    normal = label(page.evening.leave, "Nothing is a normal answer.")
    near(page, normal, (None, 534 - normal.height() // 2, None, None))
    button = page.evening.leave.button
    near(page, button, (640 - button.width() // 2, 592, None, 36))
    dims = label(page.evening, "The screen dims by itself")
    near(page, dims, (1090, 776 - dims.height() // 2, 142, None))
