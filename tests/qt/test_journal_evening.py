"""The evening's check, its offers, and the morning's questions about the night, by keyboard."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import HOUR, ManualClock, instant
from spindle.core.feature import Handed
from spindle.core.ids import Ref
from spindle.features.journal import keeping, queries, store
from spindle.features.journal.diary import Diary
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import Came, Night, Scene
from spindle.features.journal.page.page import JournalPage
from spindle.features.journal.records import Question
from spindle.features.journal.service import JournalService
from spindle.features.journal.settings import DIARY, WEEKLY
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

EVENING = datetime(2026, 3, 10, 21, 20)
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
QUESTION = "Why does the bound fail?"


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(EVENING, "Europe/Berlin"), [JOURNAL])


@pytest.fixture
def page(app: FakeApp, qtbot: QtBot) -> JournalPage:
    return shown(app, qtbot)


def shown(app: FakeApp, qtbot: QtBot) -> JournalPage:
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


def ask(app: FakeApp) -> Question:
    writing = journal(app).writing
    return writing.keep_question(writing.new_question(QUESTION))


def focused(page: QWidget) -> QWidget:
    return QApplication.focusWidget() or page


def press(page: QWidget, key: str, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClicks(focused(page), key, held or Qt.KeyboardModifier.NoModifier)


def on(page: QWidget) -> None:
    QTest.keyClick(focused(page), Qt.Key.Key_Return, CTRL)


def row(app: FakeApp, table: str = "night") -> dict[str, object]:
    return dict(app.data.rows(f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1")[0])


def to_check(app: FakeApp, page: JournalPage) -> Question:
    kept = ask(app)
    app.run("journal.evening")
    on(page)
    QTest.keyClick(focused(page), Qt.Key.Key_1, ALT)
    on(page)
    assert journal(app).scene is Scene.CHECK
    return kept


def sleep(app: FakeApp) -> None:
    journal(app).good_night()
    app.suspend(9 * HOUR)


def test_a_worry_turns_to_a_next_step_and_the_question_can_be_left_out(
    app: FakeApp, page: JournalPage
) -> None:
    kept = to_check(app, page)
    check = page.evening.check
    press(page, "43")
    assert not check.what.isVisible()
    press(page, "5")
    assert check.what.isVisible()
    check.what.setFocus()
    press(page, "Call the landlord")
    QTest.keyClick(focused(page), Qt.Key.Key_Return)
    press(page, "09:00")
    QTest.keyClick(focused(page), Qt.Key.Key_L, ALT)
    night = row(app)
    said = (night["mind_busy"], night["worried"], night["question_id"], night["aside"])
    assert said == (4, 5, None, "worried")
    on(page)
    assert journal(app).scene is Scene.LEAVE
    lines = queries.open_lines(app.data.connection)
    assert [(line.what, line.when) for line in lines] == [("Call the landlord", "09:00")]
    page.evening.back()
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert row(app)["question_id"] == kept.id


def test_the_check_can_be_passed_without_an_answer(app: FakeApp, page: JournalPage) -> None:
    to_check(app, page)
    on(page)
    assert journal(app).scene is Scene.LEAVE
    assert (row(app)["mind_busy"], row(app)["worried"]) == (None, None)


def test_the_evening_after_asks_whether_the_step_held_and_no_evening_later(
    app: FakeApp, page: JournalPage
) -> None:
    to_check(app, page)
    assert not page.evening.check.held.isVisible()
    sleep(app)
    journal(app).captured()
    journal(app).tonight.judge(Came.USABLE_STEP)
    journal(app).finish_morning()
    first = row(app)["id"]
    app.time.pass_(15 * HOUR)
    app.run("journal.evening")
    on(page)
    on(page)
    assert page.evening.check.held.isVisible()
    press(page, "2")
    found = app.data.rows("SELECT verified, verified_at FROM night WHERE verified IS NOT NULL")
    assert found == [{"verified": "partly", "verified_at": app.clock.now().wall}]
    assert row(app)["id"] != first
    sleep(app)
    journal(app).captured(nothing=True)
    journal(app).finish_morning()
    app.time.pass_(15 * HOUR)
    app.run("journal.evening")
    journal(app).go(Scene.CHECK)
    assert not page.evening.check.held.isVisible()


def nights(app: FakeApp, onsets: list[int]) -> None:
    """Closed nights before today with what was said of falling asleep."""
    for back, onset in enumerate(reversed(onsets), start=1):
        day = date(2026, 3, 10) - timedelta(days=back)
        began = instant(datetime(day.year, day.month, day.day, 21, 30), "Europe/Berlin")
        night = Night(
            id=f"n{back}",
            night=day,
            zone="Europe/Berlin",
            offset=3600,
            began=began,
            closed=began,
            captured=began + 10 * HOUR,
        )
        store.save_night(app.data.db, night, 1)
        diary = Diary(id=f"d{back}", night_id=night.id, onset=onset)
        keeping.save_diary(app.data.db, diary, 1)


@pytest.mark.requirement("decision-9")
def test_the_governor_offers_rest_says_why_and_can_be_overruled(
    app: FakeApp, page: JournalPage
) -> None:
    nights(app, [15] * 28 + [40] * 7)
    kept = ask(app)
    app.run("journal.evening")
    on(page)
    step = page.evening.question
    assert step.notice.isVisible()
    words = step.notice._words.text()
    assert "over 30 minutes on 7 of the last 7 nights; before, 15 minutes were usual" in words
    QTest.keyClick(focused(page), Qt.Key.Key_L, ALT)
    assert (row(app)["aside"], row(app)["question_id"]) == ("sleep", None)
    assert (row(app, "pause")["taken"], row(app, "pause")["until"]) == (1, "2026-03-13")
    assert "rest until Fri" in step.notice._words.text()
    QTest.keyClick(focused(page), Qt.Key.Key_A, ALT)
    assert not step.notice.isVisible()
    assert row(app, "pause")["deleted"] is not None
    QTest.keyClick(focused(page), Qt.Key.Key_1, ALT)
    on(page)
    assert (row(app)["aside"], row(app)["question_id"]) == (None, kept.id)


def test_while_questions_rest_the_evening_goes_on_without_one(
    app: FakeApp, page: JournalPage
) -> None:
    nights(app, [15] * 28 + [40] * 7)
    ask(app)
    app.run("journal.evening")
    on(page)
    QTest.keyClick(focused(page), Qt.Key.Key_L, ALT)
    on(page)
    assert journal(app).scene is Scene.CHECK
    sleep(app)
    journal(app).captured(nothing=True)
    journal(app).finish_morning()
    app.time.pass_(15 * HOUR)
    app.run("journal.evening")
    on(page)
    assert not page.evening.question.notice.take.isVisible()
    assert page.evening.question.notice.isVisible()
    on(page)
    assert (row(app)["aside"], row(app)["question_id"]) == ("sleep", None)


def test_how_it_came_is_asked_only_when_something_came_and_is_taken_back_with_ctrl_z(
    app: FakeApp, page: JournalPage
) -> None:
    to_check(app, page)
    sleep(app)
    page.morning.keep()
    press(page, "2")
    assert not page.morning.outcome.source.isVisible()
    press(page, "4")
    assert page.morning.outcome.source.isVisible()
    press(page, "d")
    QTest.keyClick(focused(page), Qt.Key.Key_5, ALT)
    found = row(app)
    assert (found["outcome"], found["source"], found["insight"]) == ("usable_step", "dream", 5)
    for _ in range(3):
        QTest.keyClick(focused(page), Qt.Key.Key_Z, CTRL)
    found = row(app)
    assert (found["outcome"], found["source"], found["insight"]) == ("on_mind", None, None)


def test_the_diary_is_read_as_it_is_typed_and_what_is_not_read_is_said_once(
    app: FakeApp, page: JournalPage
) -> None:
    to_check(app, page)
    sleep(app)
    page.morning.keep()
    page.morning.on()
    assert journal(app).scene is Scene.DIARY
    press(page, "2310")
    QTest.keyClick(focused(page), Qt.Key.Key_Return)
    press(page, "half past")
    QTest.keyClick(focused(page), Qt.Key.Key_Return)
    press(page, "25")
    page.morning.diary.quality.choose(3)
    on(page)
    assert journal(app).scene is Scene.DIARY
    assert "Not read: Tried to sleep" in page.morning.diary._note.text()
    found = row(app, "diary")
    told = (found["in_bed"], found["tried"], found["onset"], found["quality"])
    assert told == (1390, None, 25, 4)
    on(page)
    assert journal(app).scene is Scene.LIBRARY


def test_without_the_diary_the_morning_ends_with_the_lines(app: FakeApp, page: JournalPage) -> None:
    app.settings.set(DIARY, "off")
    to_check(app, page)
    sleep(app)
    page.morning.keep()
    page.morning.on()
    assert journal(app).scene is Scene.LINES


def test_a_diary_left_is_there_again(app: FakeApp, page: JournalPage, qtbot: QtBot) -> None:
    to_check(app, page)
    sleep(app)
    page.morning.keep()
    page.morning.on()
    press(page, "2310")
    page.flush()
    journal(app).go(Scene.LIBRARY)
    again = shown(app, qtbot)
    assert again.morning.diary.fields["in_bed"].text() == "23:10"


def primed(app: FakeApp, question: Question, count: int) -> None:
    """So many nights before this one with a question, and nothing said of sleep."""
    for back in range(1, count + 1):
        day = date(2026, 3, 10) - timedelta(days=back)
        began = instant(datetime(day.year, day.month, day.day, 21, 30), "Europe/Berlin")
        night = Night(
            id=f"p{back}",
            night=day,
            zone="Europe/Berlin",
            offset=3600,
            began=began,
            closed=began,
            question=question.id,
        )
        store.save_night(app.data.db, night, 1)


def test_after_four_nights_of_seven_tonight_could_do_without_a_question(
    app: FakeApp, page: JournalPage
) -> None:
    primed(app, ask(app), 4)
    app.run("journal.evening")
    on(page)
    notice = page.evening.question.notice
    assert "4 of the last seven nights had a question" in notice._words.text()
    QTest.keyClick(focused(page), Qt.Key.Key_L, ALT)
    assert (row(app)["aside"], row(app)["question_id"]) == ("week", None)
    assert app.data.rows("SELECT id FROM pause") == []
    on(page)
    assert journal(app).scene is Scene.CHECK
    assert row(app)["aside"] == "week"


def test_enough_for_a_week_is_declined_by_a_key_or_by_picking_and_forces_nothing(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app)
    primed(app, kept, 6)
    app.run("journal.evening")
    on(page)
    QTest.keyClick(focused(page), Qt.Key.Key_A, ALT)
    assert not page.evening.question.notice.isVisible()
    QTest.keyClick(focused(page), Qt.Key.Key_1, ALT)
    on(page)
    assert (row(app)["aside"], row(app)["question_id"]) == (None, kept.id)


def test_whoever_wants_a_question_every_night_is_offered_nothing(
    app: FakeApp, page: JournalPage
) -> None:
    app.settings.set(WEEKLY, "7")
    primed(app, ask(app), 6)
    app.run("journal.evening")
    on(page)
    assert not page.evening.question.notice.isVisible()


def test_dreams_are_said_by_key_and_whether_they_were_of_the_question_only_then(
    app: FakeApp, page: JournalPage
) -> None:
    to_check(app, page)
    sleep(app)
    page.morning.keep()
    page.morning.on()
    diary = page.morning.diary
    QTest.keyClick(focused(page), Qt.Key.Key_H, ALT)
    assert row(app)["dream_related"] is None
    QTest.keyClick(focused(page), Qt.Key.Key_D, ALT)
    assert diary.of_question.isVisible()
    QTest.keyClick(focused(page), Qt.Key.Key_H, ALT)
    assert (row(app)["dream_recall"], row(app)["dream_related"]) == (2, 1)
    page.morning.take_back()
    page.morning.take_back()
    assert (row(app)["dream_recall"], row(app)["dream_related"]) == (None, None)
    assert diary.dreams.index is None
    assert not diary.of_question.isVisible()


def test_something_of_the_inbox_is_made_a_question_before_it_is_taken_to_bed(
    app: FakeApp, page: JournalPage
) -> None:
    heard = "The bound fails when the graph is not connected."
    app.bus.publish(Handed(heard, Ref("reading_mark", "m1"), "question"))
    app.run("journal.evening")
    on(page)
    QTest.keyClick(focused(page), Qt.Key.Key_1, ALT)
    asked = page.evening.question.asked
    assert asked.text() == heard
    assert asked.hasFocus()
    asked.selectAll()
    press(page, "Why does the bound fail?")
    on(page)
    assert journal(app).scene is Scene.CHECK
    assert queries.inbox(app.data.connection) == ()
    [kept] = queries.open_questions(app.data.connection)
    assert (kept.text, row(app)["question_id"]) == ("Why does the bound fail?", kept.id)


def test_something_of_the_inbox_left_as_it_is_stays_there_and_is_not_taken_to_bed(
    app: FakeApp, page: JournalPage
) -> None:
    heard = "The bound fails when the graph is not connected."
    app.bus.publish(Handed(heard, Ref("reading_mark", "m1"), "question"))
    app.run("journal.evening")
    on(page)
    QTest.keyClick(focused(page), Qt.Key.Key_1, ALT)
    assert "A question ends in ?" in page.evening.question._warning.text()
    on(page)
    assert journal(app).scene is Scene.CHECK
    assert row(app)["question_id"] is None
    assert [raw.text for raw in queries.inbox(app.data.connection)] == [heard]


def test_unload_counts_its_lines_and_nothing_else(app: FakeApp, page: JournalPage) -> None:
    app.run("journal.evening")
    unload = page.evening.unload
    assert unload.count.text() == "These lines come back tomorrow on Today."
    QTest.keyClicks(unload.rows[0].fields[0], "Call the bank")
    assert unload.count.text() == "One line. It comes back tomorrow on Today."
    QTest.keyClicks(unload.rows[1].fields[0], "Send the letter")
    assert unload.count.text() == "2 lines. They come back tomorrow on Today."
    unload.rows[1].fields[0].selectAll()
    QTest.keyClick(unload.rows[1].fields[0], Qt.Key.Key_Delete)
    assert unload.count.text() == "One line. It comes back tomorrow on Today."


def test_the_first_line_can_be_seen_as_soon_as_it_has_the_keyboard(
    app: FakeApp, page: JournalPage
) -> None:
    """Else a window that comes from behind would give the keyboard to a button."""
    journal(app).open_evening()
    field = page.evening.unload.rows[-1].fields[0]
    assert page.evening.unload.isVisible()
    assert field.isVisible()
