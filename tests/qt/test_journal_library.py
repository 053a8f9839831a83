"""The Journal by day: dates by hand, versions, trash, resting and merged questions, the record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import HOUR, MINUTE, ManualClock
from spindle.core.feature import Handed, PageAsked
from spindle.core.ids import Ref
from spindle.features.journal import queries, store
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import Came
from spindle.features.journal.page.page import JournalPage
from spindle.features.journal.records import Entry, EntryKind, Hit, Question
from spindle.features.journal.service import JournalService
from spindle.shell.keys import is_for_window
from spindle.ui.labels import Label
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NOON = datetime(2026, 3, 10, 12, 0)
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(NOON, "Europe/Berlin"), [JOURNAL])


@pytest.fixture
def page(app: FakeApp, qtbot: QtBot) -> JournalPage:
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


def ask(app: FakeApp, text: str) -> Question:
    writing = journal(app).writing
    return writing.keep_question(writing.new_question(text))


def wrote(app: FakeApp, text: str, question: str | None = None) -> Entry:
    entry = replace(journal(app).writing.new_entry(EntryKind.FREE, None, question), text=text)
    journal(app).writing.save_entry(entry)
    return entry


def focused(page: QWidget) -> QWidget:
    return QApplication.focusWidget() or page


def press(page: QWidget, key: Qt.Key | str, held: Qt.KeyboardModifier | None = None) -> None:
    modifiers = held or Qt.KeyboardModifier.NoModifier
    if isinstance(key, str):
        QTest.keyClicks(focused(page), key, modifiers)
    else:
        QTest.keyClick(focused(page), key, modifiers)


def words(page: JournalPage) -> str:
    pane = page.library._panes.currentWidget()
    assert pane is not None
    return "\n".join(each.text() for each in pane.findChildren(Label) if not each.isHidden())


def listed(page: JournalPage) -> list[str]:
    return [row.ref.id for row in page.library.list.rows]


def evening(app: FakeApp, question: Question, came: Came = Came.NOTHING) -> None:
    """An evening with a question, and its morning, from noon to noon."""
    app.time.pass_(9 * HOUR + 20 * MINUTE)
    service = journal(app)
    service.open_evening()
    service.choose(question.id)
    service.good_night()
    app.suspend(10 * HOUR)
    service.captured()
    service.tonight.judge(came)
    service.finish_morning()
    app.time.pass_(4 * HOUR + 40 * MINUTE)


def test_a_resting_question_is_offered_by_no_evening_until_it_is_woken(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app, "Why?")
    page.show_ref(Ref("question", kept.id))
    page.setFocus()
    press(page, "p")
    assert queries.open_questions(app.data.connection) == ()
    assert listed(page) == [kept.id]
    press(page, Qt.Key.Key_Z, CTRL)
    assert [each.id for each in queries.open_questions(app.data.connection)] == [kept.id]


def test_a_merged_question_brings_its_nights_and_can_be_parted_again(
    app: FakeApp, page: JournalPage
) -> None:
    first, second = ask(app, "Why A?"), ask(app, "Why B?")
    wrote(app, "A thought on A", first.id)
    evening(app, first)
    page.show_ref(Ref("question", first.id))
    page.setFocus()
    press(page, "m")
    assert "Why B?" in words(page)
    page.library.desk.rows.buttons[0].click()
    assert second.id in listed(page)
    assert first.id not in listed(page)
    assert "A thought on A" in words(page)
    thread = queries.thread(app.data.connection, second.id)
    assert thread is not None
    assert len(thread.nights) == 1
    page.setFocus()
    press(page, Qt.Key.Key_Z, CTRL)
    assert {first.id, second.id} < set(listed(page))
    assert "A thought on A" not in words(page)


def test_merged_again_and_again_all_belong_to_the_last(app: FakeApp) -> None:
    first, second, third = (ask(app, f"Why {n}?") for n in range(3))
    wrote(app, "On the first", first.id)
    shelving = journal(app).shelving
    shelving.merge(first, second)
    shelving.merge(second, third)
    shelving.merge(third, first)
    thread = queries.thread(app.data.connection, third.id)
    assert thread is None or [each.text for each in thread.entries] == ["On the first"]


def test_a_removed_question_waits_in_the_trash_and_comes_back(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app, "Why?")
    entry = wrote(app, "Islands")
    page.show_ref(Ref("question", kept.id))
    page.setFocus()
    press(page, Qt.Key.Key_Delete)
    journal(app).shelving.remove(Ref("entry", entry.id))
    page.setFocus()
    press(page, "b")
    assert "Why?" in words(page)
    assert "Islands" in words(page)
    page.library.desk.rows.buttons[0].click()
    page.library.desk.rows.buttons[0].click()
    assert "Nothing is in here." in words(page)
    page.library.refresh()
    assert listed(page) == [kept.id, entry.id]


@pytest.mark.requirement("P11")
def test_an_evening_is_given_another_date_on_its_questions_page(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app, "Why?")
    evening(app, kept)
    page.show_ref(Ref("question", kept.id))
    page.setFocus()
    press(page, "d")
    field = page.library.desk.rows.nights[0]
    assert field.text() == "2026-03-10"
    field.setFocus()
    press(page, Qt.Key.Key_Down)
    assert app.data.rows("SELECT night FROM night") == [{"night": "2026-03-09"}]
    field.selectAll()
    press(page, "2026-01-31")
    press(page, Qt.Key.Key_Return)
    assert app.data.rows("SELECT night FROM night") == [{"night": "2026-01-31"}]
    field.selectAll()
    press(page, "next week")
    press(page, Qt.Key.Key_Return)
    assert field.text() == "2026-01-31"
    page.setFocus()
    press(page, Qt.Key.Key_Z, CTRL)
    assert page.library.desk.rows.nights[0].text() == "2026-03-09"


@pytest.mark.requirement("P28")
def test_a_backdated_entry_has_the_same_form_and_its_date_stands_above_it(
    app: FakeApp, page: JournalPage
) -> None:
    page.library.new_entry()
    pane = page.library.entry
    assert pane.night.text() == "2026-03-10"
    pane.night.setFocus()
    pane.night.selectAll()
    press(page, "2025-12-24")
    press(page, Qt.Key.Key_Return)
    pane.paper.setFocus()
    press(page, "Snow")
    page.flush()
    assert app.data.rows("SELECT night, text FROM entry") == [
        {"night": "2025-12-24", "text": "Snow"}
    ]
    assert pane.night.text() == "2025-12-24"


def test_no_date_to_come_can_be_given(page: JournalPage) -> None:
    page.library.new_entry()
    night = page.library.entry.night
    night.setFocus()
    press(page, Qt.Key.Key_Up)
    assert night.text() == "2026-03-10"


def test_an_earlier_version_is_brought_back_and_the_later_one_is_kept_too(
    app: FakeApp, page: JournalPage
) -> None:
    entry = wrote(app, "First")
    app.time.pass_(MINUTE)
    journal(app).writing.save_entry(replace(entry, text="Second"))
    page.show_ref(Ref("entry", entry.id))
    press(page, Qt.Key.Key_V, ALT)
    assert "First" in words(page)
    page.library.desk.rows.buttons[0].click()
    assert page.library.entry.paper.text() == "First"
    assert app.data.rows("SELECT text FROM entry") == [{"text": "First"}]
    kept = app.data.rows("SELECT text FROM entry_revision ORDER BY text")
    assert kept == [{"text": "First"}, {"text": "Second"}]


@pytest.mark.requirement("P8")
def test_undo_goes_on_after_leaving_and_returning_and_never_shows_another_entry(
    app: FakeApp, page: JournalPage
) -> None:
    first, second = wrote(app, "First"), wrote(app, "Second")
    paper = page.library.entry.paper
    page.show_ref(Ref("entry", first.id))
    press(page, " one")
    page.flush()
    page.show_ref(Ref("entry", second.id))
    press(page, Qt.Key.Key_Z, CTRL)
    assert paper.text() == "Second"
    press(page, " two")
    page.flush()
    page.show_ref(Ref("entry", first.id))
    assert paper.text() == "First one"
    press(page, Qt.Key.Key_Z, CTRL)
    assert paper.text() == "First"
    page.flush()
    texts = app.data.rows("SELECT text FROM entry ORDER BY text")
    assert texts == [{"text": "First"}, {"text": "Second two"}]


@pytest.mark.requirement("P7")
def test_typing_and_leaving_at_once_loses_no_letter(app: FakeApp, page: JournalPage) -> None:
    first, second = wrote(app, "First"), wrote(app, "Second")
    for turn in range(5):
        page.show_ref(Ref("entry", first.id))
        press(page, str(turn))
        page.library._go(Ref("entry", second.id))
    page.hide()
    assert app.data.rows("SELECT text FROM entry ORDER BY text") == [
        {"text": "First01234"},
        {"text": "Second"},
    ]


@pytest.mark.requirement("P7")
def test_what_an_input_method_still_holds_is_kept_when_the_entry_is_left(
    app: FakeApp, page: JournalPage
) -> None:
    first, second = wrote(app, "First"), wrote(app, "Second")
    page.show_ref(Ref("entry", first.id))
    QCoreApplication.sendEvent(page.library.entry.paper, QInputMethodEvent("東", []))
    assert app.data.rows("SELECT count(*) AS n FROM entry WHERE text = 'First'") == [{"n": 1}]
    page.library._go(Ref("entry", second.id))
    assert page.library.entry.paper.text() == "Second"
    assert app.data.rows("SELECT text FROM entry ORDER BY text") == [
        {"text": "First東"},
        {"text": "Second"},
    ]


def test_the_record_says_counts_and_no_percentage_of_a_few_nights(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app, "Why?")
    for came in (Came.LOOKS_SOLVED, Came.NOTHING):
        evening(app, kept, came)
    night = app.data.rows("SELECT id FROM night WHERE outcome = 'looks_solved'")[0]["id"]
    app.data.db.execute(
        "UPDATE night SET verified = 'yes', verified_at = captured + 1 WHERE id = ?", [night]
    )
    page.setFocus()
    press(page, "r")
    said = words(page)
    assert "1 yes" in said
    assert "1 of 2 written mornings held." in said
    assert "%" not in said
    assert "26 more written mornings" in said


def test_the_record_of_one_night_speaks_of_one(app: FakeApp, page: JournalPage) -> None:
    evening(app, ask(app, "Why?"), Came.LOOKS_SOLVED)
    page.setFocus()
    press(page, "r")
    assert "0 of 1 written morning held." in words(page)


def test_the_record_of_many_nights_has_its_interval(app: FakeApp, page: JournalPage) -> None:
    kept = ask(app, "Why?")
    evening(app, kept, Came.LOOKS_SOLVED)
    row = app.data.rows("SELECT * FROM night")[0]
    names = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    for n in range(29):
        copy = row | {"id": f"n{n}", "began": row["began"] - 29 + n}
        copy |= {"verified": "yes" if n < 9 else None, "verified_at": row["captured"] + 1}
        app.data.db.execute(f"INSERT INTO night ({names}) VALUES ({marks})", list(copy.values()))
    page.setFocus()
    press(page, "r")
    said = words(page)
    assert "9 of 30 written mornings held." in said
    assert "At the look after 28 written mornings: 9 held, 32 %" in said
    assert "the true share lies between 18 and 51 %." in said


def test_on_this_night_shows_what_was_written_a_year_ago(app: FakeApp, page: JournalPage) -> None:
    old = replace(wrote(app, "A year ago"), night=date(2025, 3, 10), id="old")
    store.save_entry(app.data.db, old, 1)
    page.setFocus()
    press(page, "y")
    assert "A year ago" in words(page)
    page.library.desk.rows.buttons[0].click()
    assert page.library.entry.paper.text() == "A year ago"


@pytest.mark.requirement("P4")
def test_rows_that_cannot_be_read_are_named_and_kept_as_read_by_key(
    app: FakeApp, page: JournalPage
) -> None:
    wrote(app, "Islands")
    app.data.connection.execute("UPDATE entry SET night = '9.3.2026', zone = 'Nowhere/X'")
    press(page, "u")
    assert "night “9.3.2026”, read as 2026-03-10" in words(page)
    assert "time zone “Nowhere/X”, read as Etc/GMT-1" in words(page)
    QTest.keyClick(focused(page), Qt.Key.Key_Space)
    assert "Every row can be read." in words(page)
    assert app.data.rows("SELECT night FROM entry") == [{"night": "2026-03-10"}]
    press(page, Qt.Key.Key_Z, CTRL)
    assert app.data.rows("SELECT night FROM entry") == [{"night": "9.3.2026"}]


def test_what_was_written_without_a_question_is_read_again_in_the_form_of_every_entry(
    app: FakeApp, page: JournalPage
) -> None:
    app.time.pass_(9 * HOUR + 20 * MINUTE)
    service = journal(app)
    service.open_evening()
    night = service.night
    assert night is not None
    evening = replace(
        service.writing.new_entry(EntryKind.EVENING, night), know="Two triangles", tried="Trees"
    )
    service.writing.save_entry(evening)
    service.good_night()
    app.suspend(10 * HOUR)
    morning = replace(service.writing.new_entry(EntryKind.MORNING, night), text="A bridge #proof")
    service.writing.save_entry(morning)
    service.captured()
    service.finish_morning()
    page.library.refresh()
    assert listed(page) == [morning.id, evening.id]
    page.library._go(Ref("entry", evening.id))
    pane = page.library.entry
    assert not pane.paper.isVisible()
    shown = {name: paper.text() for name, paper in pane.fields.items()}
    assert shown == {"know": "Two triangles", "tried": "Trees", "answer": "", "picture": ""}
    assert pane.fields["know"].hasFocus()
    press(page, ", four edges")
    press(page, Qt.Key.Key_V, ALT)
    assert "Two triangles" in words(page)
    assert queries.entry(app.data.connection, evening.id) == replace(
        evening, know="Two triangles, four edges"
    )
    page.library._go(Ref("entry", morning.id))
    assert pane.paper.text() == "A bridge #proof"
    assert not pane.fields["know"].isVisible()
    page.library.list.field.setText("#proof")
    page.library.list.search()
    assert listed(page) == [morning.id]


@pytest.mark.requirement("P28")
def test_an_evening_of_a_question_is_opened_moved_removed_and_brought_back_by_key(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app, "Why?")
    app.time.pass_(9 * HOUR + 20 * MINUTE)
    service = journal(app)
    service.open_evening()
    night = service.night
    assert night is not None
    written = service.writing.new_entry(EntryKind.EVENING, night, kept.id)
    service.writing.save_entry(replace(written, know="Two triangles"))
    service.leave_evening()
    page.show_ref(Ref("question", kept.id))
    page.setFocus()
    press(page, "e")
    assert "Two triangles" in words(page)
    QTest.keyClick(focused(page), Qt.Key.Key_Space)
    pane = page.library.entry
    assert pane.isVisible()
    assert pane.night.text() == "2026-03-10"
    pane.night.setFocus()
    press(page, Qt.Key.Key_Down)
    assert app.data.rows("SELECT night FROM entry") == [{"night": "2026-03-09"}]
    pane.take_focus()
    press(page, Qt.Key.Key_Delete, ALT)
    assert app.data.rows("SELECT id FROM entry WHERE deleted IS NULL") == []
    press(page, Qt.Key.Key_Z, CTRL)
    assert app.data.rows("SELECT know FROM entry WHERE deleted IS NULL") == [
        {"know": "Two triangles"}
    ]


def test_what_was_found_is_underlined_and_looked_for_once_typing_rests(
    app: FakeApp, page: JournalPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote(app, "Each island has bridges")
    searches: list[str] = []
    search = journal(app).writing.search

    def counted(typed: str, done: Callable[[tuple[Hit, ...]], None]) -> None:
        searches.append(typed)
        search(typed, done)

    monkeypatch.setattr(journal(app).writing, "search", counted)
    press(page, Qt.Key.Key_F, CTRL)
    for letter in "island":
        press(page, letter)
    assert searches == []
    assert page.library.list._pause.interval() == 150
    qtbot.waitUntil(lambda: bool(searches))
    assert searches == ["island"]
    [row] = page.library.list.rows
    assert [row.text()[at : at + length] for at, length in row.found] == ["island"]


def test_the_trash_keeps_what_was_written_on_a_question_still_hidden(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app, "Why?")
    about = wrote(app, "About the hidden one", kept.id)
    other = wrote(app, "About nothing")
    for entry in (about, other):
        journal(app).shelving.remove(Ref("entry", entry.id))
    app.time.pass_(9 * HOUR + 20 * MINUTE)
    service = journal(app)
    service.open_evening()
    service.choose(kept.id)
    service.good_night()
    app.suspend(10 * HOUR)
    service.later()
    page.setFocus()
    press(page, "b")
    assert "About nothing" in words(page)
    assert "About the hidden one" not in words(page)


HEARD = "The bound fails when the graph is not connected."


def test_what_waits_in_the_inbox_is_made_a_question_by_key_and_taken_back(
    app: FakeApp, page: JournalPage
) -> None:
    app.bus.publish(Handed(HEARD, Ref("reading_mark", "m1"), "question"))
    [raw] = queries.inbox(app.data.connection)
    page.setFocus()
    assert page.library.ask.isVisible()
    assert HEARD in words(page)
    assert "from a text" in words(page)
    press(page, Qt.Key.Key_Return)
    assert page.library.ask.paper.hasFocus()
    press(page, Qt.Key.Key_Return, CTRL)
    assert "A question ends in ?" in words(page)
    press(page, Qt.Key.Key_A, CTRL)
    press(page, "Why does the bound fail?")
    press(page, Qt.Key.Key_Return, CTRL)
    [kept] = queries.open_questions(app.data.connection)
    assert kept.text == "Why does the bound fail?"
    assert page.library.about.isVisible()
    assert HEARD in words(page)
    page.setFocus()
    press(page, Qt.Key.Key_Z, CTRL)
    assert [each.id for each in queries.inbox(app.data.connection)] == [raw.id]
    assert queries.open_questions(app.data.connection) == ()


def test_what_waits_in_the_inbox_can_be_put_into_the_trash_by_key(
    app: FakeApp, page: JournalPage
) -> None:
    app.bus.publish(Handed(HEARD, Ref("reading_mark", "m1"), "question"))
    page.setFocus()
    press(page, Qt.Key.Key_Delete, ALT)
    assert queries.inbox(app.data.connection) == ()
    page.setFocus()
    press(page, Qt.Key.Key_Z, CTRL)
    assert len(queries.inbox(app.data.connection)) == 1


def test_a_new_question_can_be_asked_from_every_page(app: FakeApp, page: JournalPage) -> None:
    command = app.commands["journal.question"]
    assert is_for_window(command.key)
    asked = app.hear(PageAsked)
    app.run("journal.question")
    [event] = asked
    assert event == PageAsked("journal", Ref("question", ""))
    page.show_ref(Ref("question", ""))
    assert page.library.ask.paper.hasFocus()


def test_up_and_down_go_through_questions_and_entries_and_enter_writes(
    app: FakeApp, page: JournalPage
) -> None:
    for text in ("First", "Second"):
        wrote(app, text)
        app.time.pass_(MINUTE)
    ask(app, "Why?")
    page.library.refresh()
    page.setFocus()
    pane = page.library.entry
    press(page, Qt.Key.Key_Down)
    assert pane.paper.text() == "Second"
    assert not pane.paper.hasFocus()
    press(page, Qt.Key.Key_Down)
    assert pane.paper.text() == "First"
    press(page, Qt.Key.Key_Up)
    assert pane.paper.text() == "Second"
    press(page, Qt.Key.Key_Return)
    assert pane.paper.hasFocus()


def test_what_came_during_the_day_is_one_line_and_no_part_of_the_morning(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app, "Why?")
    evening(app, kept)
    page.show_ref(Ref("question", kept.id))
    page.setFocus()
    press(page, "i")
    assert app.data.rows("SELECT later FROM night") == [{"later": None}]
    press(page, "It is the bridges")
    page.flush()
    now = app.clock.now().wall
    assert app.data.rows("SELECT later, outcome FROM night") == [
        {"later": now, "outcome": "nothing"}
    ]
    [entry] = app.data.rows("SELECT kind, question_id, text FROM entry")
    assert entry == {"kind": "free", "question_id": kept.id, "text": "It is the bridges"}
    press(page, Qt.Key.Key_Return, CTRL)
    page.setFocus()
    press(page, "i")
    assert page.library.about.isVisible()
    press(page, "r")
    assert "Came later, in the day after: 1" in words(page)


def test_a_day_later_it_can_no_longer_be_said_that_it_came_later(
    app: FakeApp, page: JournalPage
) -> None:
    kept = ask(app, "Why?")
    evening(app, kept)
    app.time.pass_(20 * HOUR)
    page.show_ref(Ref("question", kept.id))
    page.setFocus()
    press(page, "i")
    assert page.library.about.isVisible()
