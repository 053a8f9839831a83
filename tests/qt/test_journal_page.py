"""The Journal page by keyboard, from the first line of an evening to the next day."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import HOUR, ManualClock
from spindle.core.feature import Command, PageAsked
from spindle.core.ids import Ref
from spindle.core.text import clean
from spindle.features.journal import contributions, queries
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import EVENING as EVENING_STEPS
from spindle.features.journal.model import Came, QuestionState, Scene
from spindle.features.journal.page.autosave import Autosave
from spindle.features.journal.page.page import JournalPage
from spindle.features.journal.records import Question
from spindle.features.journal.service import JournalService
from spindle.ui.hinted import Hinted
from spindle.ui.page import Chrome
from spindle.ui.paper import Paper
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.light import lux

# The page stands alone here, and the offscreen platform cannot tell a window its least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

EVENING = datetime(2026, 3, 10, 21, 20)
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
QUESTION = "Why does the bound fail when the graph is not connected?"


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


def scene(app: FakeApp) -> Scene:
    return journal(app).scene


def ask(app: FakeApp, text: str = QUESTION) -> Question:
    writing = journal(app).writing
    return writing.keep_question(writing.new_question(text))


def press(
    page: JournalPage,
    key: Qt.Key | str,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    focused = QApplication.focusWidget() or page
    if isinstance(key, str):
        QTest.keyClicks(focused, key, held)
    else:
        QTest.keyClick(focused, key, held)


def write(page: JournalPage, text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget() or page, text)


def texts(page: QWidget) -> str:
    labels = [label.text() for label in page.findChildren(QLabel)]
    papers = [paper.toPlainText() for paper in page.findChildren(QTextEdit)]
    return "\n".join(labels + papers)


def top_left(page: JournalPage, widget: QWidget) -> tuple[int, int]:
    at = widget.mapTo(page, QPoint(0, 0))
    return at.x(), at.y()


def sleep(app: FakeApp) -> None:
    app.suspend(9 * HOUR)


def to_morning(app: FakeApp) -> Question:
    """An evening with a question, and the night after it."""
    kept = ask(app)
    journal(app).open_evening()
    journal(app).choose(kept.id)
    journal(app).good_night()
    sleep(app)
    return kept


def test_a_question_open_since_yesterday_is_closed_while_its_morning_waits(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app)
    page.show_ref(Ref("question", kept.id))
    assert QUESTION in texts(page.library.about)
    journal(app).open_evening()
    journal(app).choose(kept.id)
    journal(app).good_night()
    sleep(app)
    journal(app).later()
    assert not page.library.about.isVisible()
    assert [row.ref for row in page.library.list.rows] == []


@pytest.mark.parametrize("by", ["click", "key"])
def test_not_tonight_in_the_foot_is_said_by_one_click_or_key_and_kept(
    app: FakeApp, page: JournalPage, by: str
) -> None:
    app.run("journal.evening")
    write(page, "Send the letter")
    foot = next(each for each in page.findChildren(Hinted) if each.text() == "Not tonight")
    if by == "click":
        QTest.mouseClick(foot, Qt.MouseButton.LeftButton)
    else:
        press(page, Qt.Key.Key_T, ALT)
    assert scene(app) is Scene.LIBRARY
    assert app.data.rows("SELECT skipped FROM night") == [{"skipped": 1}]
    assert contributions.offers(app.data.connection, app.asking()) == []
    assert [line.what for line in queries.open_lines(app.data.connection)] == ["Send the letter"]


def test_a_whole_evening_by_keyboard(app: FakeApp, page: JournalPage) -> None:
    app.run("journal.evening")
    assert page.chrome is Chrome.FULL
    write(page, "Send the letter")
    press(page, Qt.Key.Key_Return)
    write(page, "Fri")
    press(page, Qt.Key.Key_Return)
    write(page, "find the scan")
    press(page, Qt.Key.Key_Return)
    write(page, "Book the room")
    press(page, Qt.Key.Key_Return, CTRL)
    write(page, "Why does it fail?")
    press(page, Qt.Key.Key_Tab)
    write(page, "Not much")
    press(page, Qt.Key.Key_Return, CTRL)
    assert scene(app) is Scene.CHECK
    press(page, "3")
    press(page, "2")
    press(page, Qt.Key.Key_Return, CTRL)
    assert scene(app) is Scene.LEAVE
    press(page, Qt.Key.Key_Return)
    assert scene(app) is Scene.QUIET
    assert page.chrome is Chrome.FULL
    lines = queries.open_lines(app.data.connection)
    assert [(line.what, line.when, line.first_step) for line in lines] == [
        ("Send the letter", "Fri", "find the scan"),
        ("Book the room", "", ""),
    ]
    rows = app.data.rows(
        "SELECT question.text AS asked, know FROM night"
        " JOIN question ON question.id = night.question_id"
        " JOIN entry ON entry.question_id = question.id"
    )
    assert rows == [{"asked": "Why does it fail?", "know": "Not much"}]
    check = app.data.rows("SELECT mind_busy, worried FROM night")
    assert check == [{"mind_busy": 3, "worried": 2}]


def test_typed_text_is_in_the_database_within_a_second_of_every_key(
    app: FakeApp, page: JournalPage, qtbot: QtBot
) -> None:
    app.run("journal.evening")
    write(page, "Send")
    qtbot.waitUntil(
        lambda: app.data.rows("SELECT what FROM todo") == [{"what": "Send"}], timeout=1000
    )


def test_saving_goes_on_while_keys_keep_coming(qtbot: QtBot, qapp: QApplication) -> None:
    saves: list[int] = []
    autosave = Autosave(lambda _done: saves.append(1), qapp)

    def still_typing() -> bool:
        autosave.touch()
        return bool(saves)

    qtbot.waitUntil(still_typing, timeout=1000)


def test_a_commit_of_older_text_does_not_say_saved(qtbot: QtBot, qapp: QApplication) -> None:
    commits = list[Callable[[], None]]()
    autosave = Autosave(commits.append, qapp)
    autosave.touch()
    autosave.flush()
    autosave.touch()
    with qtbot.assertNotEmitted(autosave.saved):
        commits[0]()
    autosave.flush()
    with qtbot.assertNotEmitted(autosave.saved):
        commits[0]()
    with qtbot.waitSignal(autosave.saved, timeout=100):
        commits[1]()


@pytest.mark.requirement("P17")
def test_saved_is_said_only_after_the_commit(app: FakeApp, page: JournalPage) -> None:
    app.run("journal.evening")
    write(page, "Send")
    app.data.hold()
    page.flush()
    assert "Saved" not in texts(page)
    app.data.release()
    assert "Saved" in texts(page)
    write(page, "s")
    assert "Saved" not in texts(page)


def test_esc_once_says_so_and_twice_leaves_with_everything_kept(
    app: FakeApp, page: JournalPage
) -> None:
    app.hear(PageAsked)
    app.run("journal.evening")
    write(page, "Send the letter")
    press(page, Qt.Key.Key_Escape)
    assert scene(app) is Scene.UNLOAD
    assert any(label.isVisible() and "Esc again" in label.text() for label in labels(page))
    press(page, Qt.Key.Key_Escape)
    assert scene(app) is Scene.LIBRARY
    assert page.chrome is Chrome.RAIL
    assert app.heard[-1] == PageAsked("today")
    assert [line.what for line in queries.open_lines(app.data.connection)] == ["Send the letter"]


def labels(page: QWidget) -> list[QLabel]:
    return page.findChildren(QLabel)


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_esc_twice_leaves_from_every_step(app: FakeApp, page: JournalPage, steps: int) -> None:
    app.run("journal.evening")
    for _ in range(steps):
        press(page, Qt.Key.Key_Return, CTRL)
    assert scene(app) is EVENING_STEPS[steps]
    press(page, Qt.Key.Key_Escape)
    assert scene(app) is EVENING_STEPS[steps]
    press(page, Qt.Key.Key_Escape)
    assert scene(app) is Scene.LIBRARY


def test_a_text_that_is_no_question_is_said_once_and_kept(app: FakeApp, page: JournalPage) -> None:
    app.run("journal.evening")
    press(page, Qt.Key.Key_Return, CTRL)
    write(page, "The bound")
    press(page, Qt.Key.Key_Return, CTRL)
    assert scene(app) is Scene.QUESTION
    assert "A question ends in ?" in texts(page)
    press(page, Qt.Key.Key_Return, CTRL)
    assert scene(app) is Scene.CHECK
    assert queries.open_questions(app.data.connection) == ()
    draft = queries.draft(app.data.connection)
    assert draft is not None
    assert draft.text == "The bound"


def test_what_was_typed_is_there_in_place_after_a_kill(
    app: FakeApp, page: JournalPage, qtbot: QtBot, tmp_path: Path
) -> None:
    app.run("journal.evening")
    write(page, "Send the letter")
    press(page, Qt.Key.Key_Return, CTRL)
    write(page, "Why does it")
    page.flush()
    # Killed here: the next start finds the file as it is.
    again = make_app(tmp_path, ManualClock(EVENING, "Europe/Berlin"), [JOURNAL])
    reopened = shown(again, qtbot)
    again.run("journal.evening")
    assert scene(again) is Scene.QUESTION
    assert reopened.evening.question.asked.toPlainText() == "Why does it"
    assert reopened.evening.unload.rows[0].line.what == "Send the letter"


def test_alt_1_picks_a_question_and_its_last_words_are_there(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app)
    app.run("journal.evening")
    press(page, Qt.Key.Key_Return, CTRL)
    press(page, Qt.Key.Key_1, ALT)
    write(page, "Two triangles")
    press(page, Qt.Key.Key_Return, CTRL)
    press(page, Qt.Key.Key_Return, CTRL)
    press(page, Qt.Key.Key_Return)
    assert app.data.rows("SELECT question_id FROM night") == [{"question_id": kept.id}]
    sleep(app)
    journal(app).captured()
    journal(app).finish_morning()
    app.time.pass_(15 * HOUR)
    app.run("journal.evening")
    page.evening.proceed()
    press(page, Qt.Key.Key_1, ALT)
    assert page.evening.question.know.toPlainText() == "Two triangles"


def test_changing_a_picked_question_writes_a_new_one(app: FakeApp, page: JournalPage) -> None:
    ask(app)
    app.run("journal.evening")
    press(page, Qt.Key.Key_Return, CTRL)
    press(page, Qt.Key.Key_1, ALT)
    page.evening.question.asked.setFocus()
    write(page, " Really?")
    press(page, Qt.Key.Key_Return, CTRL)
    asked = {row["text"] for row in app.data.rows("SELECT text FROM question")}
    assert asked == {QUESTION, f"{QUESTION} Really?"}


def test_the_morning_shows_the_question_only_after_the_capture(
    app: FakeApp, page: JournalPage
) -> None:
    to_morning(app)
    assert scene(app) is Scene.CAPTURE
    assert QUESTION not in texts(page.morning)
    write(page, "Islands")
    press(page, Qt.Key.Key_Return, CTRL)
    assert scene(app) is Scene.OUTCOME
    assert QUESTION in texts(page.morning)
    assert app.data.rows("SELECT kind, text FROM entry") == [{"kind": "morning", "text": "Islands"}]


def test_nothing_came_is_one_key_and_the_outcome_another(app: FakeApp, page: JournalPage) -> None:
    kept = to_morning(app)
    app.hear(PageAsked)
    press(page, "n", ALT)
    press(page, "3")
    press(page, "2")
    found = queries.question(app.data.connection, kept.id)
    assert found is not None
    assert found.brought == (Came.ON_MIND,)
    assert app.data.rows("SELECT nothing_came FROM night") == [{"nothing_came": 1}]
    press(page, Qt.Key.Key_Return)
    assert scene(app) is Scene.DIARY
    press(page, "n", ALT)
    assert app.heard[-1] == PageAsked("today")
    assert page.chrome is Chrome.RAIL


def test_the_lines_come_after_the_question_and_are_ticked_by_number(
    app: FakeApp, page: JournalPage
) -> None:
    app.run("journal.evening")
    write(page, "Send the letter")
    page.flush()
    journal(app).good_night()
    sleep(app)
    press(page, "n", ALT)
    press(page, "n", ALT)
    assert scene(app) is Scene.LINES
    press(page, "1")
    assert queries.open_lines(app.data.connection) == ()
    press(page, Qt.Key.Key_Return)
    assert scene(app) is Scene.LIBRARY


def test_later_keeps_the_capture_and_offers_it_again(app: FakeApp, page: JournalPage) -> None:
    to_morning(app)
    write(page, "Isl")
    press(page, Qt.Key.Key_Escape)
    assert scene(app) is Scene.LIBRARY
    app.run("journal.morning")
    assert page.morning.capture.paper.toPlainText() == "Isl"


NASTY = {
    "100,000 characters": "wordy " * 16_667,
    "NUL": "before\x00after",
    "lone surrogate": "half \ud83d of a pair",
    "right to left": "لماذا تفشل الحدود؟",
    "emoji": "👩‍👩‍👧 🇩🇪",
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_every_field_takes_any_text(app: FakeApp, page: JournalPage, text: str) -> None:
    app.run("journal.evening")
    line = page.evening.unload.rows[0].fields
    step = page.evening.question
    papers = (*line, step.asked, step.know, step.tried, step.answer)
    for paper in papers:
        put(paper, text)
    page.flush()
    kept = clean(text)
    assert app.data.rows("SELECT what, when_, first_step FROM todo") == [
        {"what": one_line(kept), "when_": one_line(kept), "first_step": one_line(kept)}
    ]
    assert app.data.rows("SELECT know, tried, answer FROM entry") == [
        {"know": kept, "tried": kept, "answer": kept}
    ]
    assert app.data.rows("SELECT text FROM question") == [{"text": kept}]
    journal(app).leave_evening()
    for begin, paper in (
        (page.library.new_entry, page.library.entry.paper),
        (page.library.new_question, page.library.ask.paper),
    ):
        begin()
        put(paper, text)
        page.flush()
    assert app.data.rows("SELECT text FROM entry WHERE kind = 'free'") == [{"text": kept}]
    page.library.list.field.setText(clean(text))
    page.library.list.search()
    assert page.isVisible()


def test_a_question_of_100000_characters_goes_through_the_night(
    app: FakeApp, page: JournalPage
) -> None:
    whole = "wordy " * 16_666 + "why?"
    kept = ask(app, whole)
    app.run("journal.evening")
    page.evening.proceed()
    page.evening.question.pick(0)
    page.evening.proceed()
    page.evening.proceed()
    journal(app).good_night()
    sleep(app)
    page.morning.keep()
    assert scene(app) is Scene.OUTCOME
    journal(app).tonight.judge(Came.NOTHING)
    journal(app).finish_morning()
    page.show_ref(Ref("question", kept.id))
    settle()
    found = queries.question(app.data.connection, kept.id)
    assert found is not None
    assert found.text == whole


def put(paper: Paper, text: str) -> None:
    """As by paste: through the one door for text that comes in one piece."""
    from PySide6.QtCore import QMimeData  # noqa: PLC0415 - only here

    mime = QMimeData()
    mime.setText(clean(text))
    paper.insertFromMimeData(mime)


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_html_is_pasted_as_its_text(app: FakeApp, page: JournalPage) -> None:
    from PySide6.QtCore import QMimeData  # noqa: PLC0415 - only here

    app.run("journal.write")
    page.show_ref(Ref("entry", ""))
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText("bold")
    page.library.entry.paper.insertFromMimeData(mime)
    assert page.library.entry.paper.toPlainText() == "bold"
    assert "font-weight:7" not in page.library.entry.paper.toHtml()


def test_by_day_questions_are_opened_solved_and_taken_back_by_key(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app)
    page.entered()
    press(page, "s")
    assert state(app, kept) is QuestionState.SOLVED
    press(page, "z", CTRL)
    assert state(app, kept) is QuestionState.OPEN
    press(page, "l")
    assert state(app, kept) is QuestionState.LET_GO
    press(page, "o")
    assert state(app, kept) is QuestionState.OPEN


def state(app: FakeApp, question: Question) -> QuestionState:
    found = queries.question(app.data.connection, question.id)
    assert found is not None
    return found.state


def test_enter_focuses_on_the_open_question(app: FakeApp, page: JournalPage) -> None:
    asked: list[Ref | None] = []
    app.commands["focus.start"] = Command(id="focus.start", label="", run=asked.append)
    kept = ask(app)
    page.entered()
    press(page, Qt.Key.Key_Return)
    assert asked == [Ref("question", kept.id)]


def test_a_new_question_by_day_is_kept_once_it_is_one(app: FakeApp, page: JournalPage) -> None:
    press(page, "n", CTRL)
    write(page, "Why")
    press(page, Qt.Key.Key_Return, CTRL)
    assert queries.open_questions(app.data.connection) == ()
    write(page, "?")
    press(page, Qt.Key.Key_Return, CTRL)
    assert [each.text for each in queries.open_questions(app.data.connection)] == ["Why?"]


def test_a_free_entry_at_any_hour_is_kept_found_and_can_be_removed_and_brought_back(
    app: FakeApp, page: JournalPage
) -> None:
    press(page, "e", CTRL)
    write(page, "Rain all day")
    press(page, Qt.Key.Key_Return, CTRL)
    press(page, "f", CTRL)
    write(page, "rai")
    page.library.list.search()
    row = page.library.list.rows[0]
    assert row.text() == "Rain all day"
    row.click()
    page.library.entry.ask_remove()
    assert app.data.rows("SELECT deleted IS NOT NULL AS gone FROM entry") == [{"gone": 1}]
    page.library.undo()
    assert app.data.rows("SELECT deleted FROM entry") == [{"deleted": None}]


def test_a_thought_about_a_question_joins_its_thread(app: FakeApp, page: JournalPage) -> None:
    kept = ask(app)
    app.hear(PageAsked)
    app.run("journal.write", Ref("question", kept.id))
    asked = app.heard[-1]
    assert isinstance(asked, PageAsked)
    page.show_ref(asked.ref)
    write(page, "Bridges")
    press(page, Qt.Key.Key_Return, CTRL)
    thread = queries.thread(app.data.connection, kept.id)
    assert thread is not None
    assert [entry.text for entry in thread.entries] == ["Bridges"]


def test_opening_the_journal_in_the_morning_shows_the_capture_unless_left_for_later(
    app: FakeApp, page: JournalPage
) -> None:
    to_morning(app)
    journal(app)._scene = Scene.LIBRARY  # as after a start in the morning
    page.entered()
    assert scene(app) is Scene.CAPTURE
    press(page, Qt.Key.Key_Escape)
    page.entered()
    assert scene(app) is Scene.LIBRARY


def test_letters_typed_on_paper_are_no_commands(app: FakeApp, page: JournalPage) -> None:
    kept = ask(app)
    page.entered()
    press(page, "e", CTRL)
    write(page, "solo")
    assert state(app, kept) is QuestionState.OPEN


def test_tab_walks_through_an_evening_and_comes_round(app: FakeApp, page: JournalPage) -> None:
    ask(app)
    app.run("journal.evening")
    press(page, Qt.Key.Key_Return, CTRL)
    seen: list[QWidget | None] = []
    while QApplication.focusWidget() not in seen and len(seen) < 40:
        seen.append(QApplication.focusWidget())
        press(page, Qt.Key.Key_Tab)
    step = page.evening.question
    for widget in (step.picks[0][0], step.asked, step.know, step.tried, step.answer):
        assert widget in seen


def test_the_evening_and_the_morning_stand_where_the_pictures_have_them(
    app: FakeApp, page: JournalPage
) -> None:
    for text in ("One?", "Two?", QUESTION):
        ask(app, text)
    app.run("journal.evening")
    settle()
    rows = page.evening.unload.rows
    near(page, rows[0], (264, 265), (752, 63))
    near(page, rows[0].fields[1], (590, None), (184, None))
    near(page, rows[0].fields[2], (790, None), (210, None))
    journal(app).go(Scene.QUESTION)
    page.evening.question.pick(0)
    settle()
    step = page.evening.question
    for n, (pick, _) in enumerate(step.picks):
        near(page, pick, (280, 204 + 56 * n), (720, 48))
    near(page, step.asked, (440, 390), (560, 32))
    near(page, step.know, (440, 458), (560, 28))
    near(page, step.tried, (440, 538), (560, 28))
    near(page, step.answer, (440, 618), (560, 28))
    page.evening.proceed()
    page.evening.proceed()
    settle()
    near(page, page.evening.leave.button, (None, 592), (None, 36))
    journal(app).good_night()
    sleep(app)
    settle()
    sheet = page.morning.capture.paper.parentWidget()
    assert sheet is not None
    near(page, sheet, (280, 388), (720, 168))
    page.morning.keep()
    settle()
    tiles = list(page.morning.outcome.tiles.values())
    near(page, tiles[0], (280, 476), (138, 56))
    near(page, tiles[4], (862, 476), (138, 56))


def test_the_question_that_is_shown_has_its_night_once_it_was_lived(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app)
    page.library.show_ref(Ref("question", kept.id))
    journal(app).open_evening()
    journal(app).go(Scene.QUESTION)
    page.evening.question.pick(0)
    write(page, "It holds for trees.")
    page.evening.proceed()
    page.evening.proceed()
    settle()
    assert page.evening.leave.question.text() == QUESTION
    journal(app).good_night()
    sleep(app)
    journal(app).captured(nothing=True)
    journal(app).finish_morning()
    page.entered()
    settle()
    assert "Nothing came" in texts(page.library.about)


def test_the_last_step_shows_what_is_taken_to_bed_and_nothing_without_a_question(
    app: FakeApp, page: JournalPage
) -> None:
    ask(app, "Why is\nthe bound false?")
    journal(app).open_evening()
    leave = page.evening.leave
    journal(app).go(Scene.LEAVE)
    assert (leave.question.text(), leave.picture.isHidden()) == ("", True)
    journal(app).go(Scene.QUESTION)
    page.evening.question.pick(0)
    page.evening.question.picture.setFocus()
    write(page, "The bridge by the mill")
    page.evening.proceed()
    page.evening.proceed()
    settle()
    assert leave.question.text() == "Why is the bound false?"
    assert leave.picture.text() == "The bridge by the mill"
    near(page, leave.button, (None, 592), (None, 36))


@pytest.mark.requirement("decision-26")
def test_the_evening_is_dark_enough_for_the_hour_before_bed(
    app: FakeApp, page: JournalPage
) -> None:
    for text in ("One?", "Two?", QUESTION):
        ask(app, text)
    app.run("journal.evening")
    for step in (Scene.UNLOAD, Scene.QUESTION, Scene.CHECK, Scene.LEAVE):
        journal(app).go(step)
        page.evening.question.pick(0)
        if step is Scene.CHECK:
            page.evening.check.answer(4)
            page.evening.check.answer(4)
        settle()
        assert lux(page) <= 2.0
    journal(app).good_night()
    settle()
    assert lux(page) <= 2.0
    sleep(app)
    settle()
    assert scene(app) is Scene.CAPTURE
    assert lux(page) <= 4.0


def settle() -> None:
    """Let layouts take effect."""
    QApplication.processEvents()
    QApplication.processEvents()


def near(
    page: JournalPage,
    widget: QWidget,
    place: tuple[int | None, int | None],
    size: tuple[int | None, int | None],
) -> None:
    found = (*top_left(page, widget), widget.width(), widget.height())
    for have, want in zip(found, (*place, *size), strict=True):
        assert want is None or abs(have - want) <= 4, (found, place, size)


def test_coming_back_to_the_page_goes_on_writing_where_it_was(
    app: FakeApp, page: JournalPage
) -> None:
    to_morning(app)
    write(page, "two colours ")

    page.setFocus()  # what the window does with every page that is asked for
    page.entered()
    write(page, "are enough")

    assert page.morning.capture.paper.text() == "two colours are enough"


def test_coming_back_to_the_evening_goes_on_writing_too(
    app: FakeApp, page: JournalPage, qtbot: QtBot
) -> None:
    journal(app).open_evening()
    write(page, "Send ")
    qtbot.waitUntil(page.evening.unload.rows[0].isVisible)

    page.setFocus()
    page.entered()
    write(page, "the sheet")

    row = page.evening.unload.rows[0]
    assert row.fields[0].text() == "Send the sheet"
