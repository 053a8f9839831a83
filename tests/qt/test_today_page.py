"""The page of Today by keyboard, and where its parts are."""

import sys
from datetime import datetime
from pathlib import Path
from subprocess import run

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE
from spindle.core.feature import App, Contributed, PageAsked, QuestionLine
from spindle.core.ids import Ref
from spindle.core.session import Activity
from spindle.features.focus.feature import FOCUS
from spindle.features.journal.feature import JOURNAL
from spindle.features.today.feature import TODAY
from spindle.features.today.page import TodayPage
from spindle.features.today.page.first_run import FirstRun
from spindle.features.today.page.rows import DueRow, OfferRow
from spindle.ui.theme import Looks
from tests.helpers.fakes import make_app
from tests.helpers.today import QUESTION, PictureDay, at, mark

# The offscreen platform warns of what only a window manager could do.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

MORNING = datetime(2025, 6, 9, 9, 40)
SIZE = (1080, 820)


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale("en_GB"))


@pytest.fixture
def looks(qapp: QApplication) -> Looks:
    looks = Looks(qapp)
    looks.set(mode="light", text_scale=1.0)
    return looks


def shown(qtbot: QtBot, app: App, size: tuple[int, int] = SIZE) -> TodayPage:
    page = TodayPage(app)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.setFocus()
    page.entered()
    QApplication.processEvents()
    return page


@pytest.fixture
def day(tmp_path: Path) -> PictureDay:
    day = PictureDay(tmp_path)
    day.add_sessions()
    return day


@pytest.fixture
def page(qtbot: QtBot, day: PictureDay, looks: Looks) -> TodayPage:
    del looks
    return shown(qtbot, day.app)


def press(page: QWidget, key: Qt.Key | str) -> None:
    focused = QApplication.focusWidget() or page
    if isinstance(key, str):
        QTest.keyClicks(focused, key)
    else:
        QTest.keyClick(focused, key)
    QApplication.processEvents()


def words(page: QWidget) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def box(page: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(page, QPoint(0, 0)), part.size())


def label(page: QWidget, text: str) -> QWidget:
    return next(one for one in page.findChildren(QLabel) if one.text() == text and one.isVisible())


def near(found: QRect, left: int, top: int, width: int, height: int) -> bool:
    # The pictures have the rail at the left.
    wanted = QRect(left - 200, top, width, height)
    apart = (
        found.x() - wanted.x(),
        found.y() - wanted.y(),
        found.width() - wanted.width(),
        found.height() - wanted.height(),
    )
    return all(abs(distance) <= 4 for distance in apart)


def rows(page: TodayPage) -> list[OfferRow]:
    return [row for row in page.next.rows if row.isVisible()]


def first_run(page: TodayPage) -> FirstRun:
    assert page.first_run is not None
    return page.first_run


def title(page: TodayPage) -> str:
    return page.state.offers[0].title


# Where things are


def test_the_parts_stand_where_the_picture_has_them(page: TodayPage) -> None:
    assert near(box(page, page.strip), 240, 68, 1000, 192)
    assert near(box(page, page.next), 240, 292, 600, 317)
    assert near(box(page, page.next.go), 240, 388, 101, 36)
    assert [box(page, row).top() for row in rows(page)] == [464, 512, 560]
    assert near(box(page, page.aside.due), 904, 292, 336, 163)
    assert near(box(page, page.aside.question), 904, 483, 336, 111)
    assert abs(box(page, page.week).top() - 660) <= 4
    assert near(box(page, page.help), 1203, 70, 32, 32)
    assert box(page, page.head).center().y() in range(36, 44)


def test_the_first_run_stands_where_the_picture_has_it(
    qtbot: QtBot, tmp_path: Path, looks: Looks
) -> None:
    del looks
    day = PictureDay(tmp_path, MORNING)
    for name in ("listen.open", "drill.make", "shell.demo"):
        day.app.commands[name] = day.ran.command(name)
    page = shown(qtbot, day.app)
    assert near(box(page, page.strip), 240, 68, 1000, 192)
    assert near(box(page, first_run(page).field), 240, 400, 600, 56)
    heading = box(page, label(page, "Or begin somewhere else"))
    assert abs(heading.center().y() - 528) <= 4
    assert box(page, label(page, "What are you learning right now?")).top() in range(312, 321)


def test_the_right_column_drops_below_the_left_where_room_is_short(
    qtbot: QtBot, day: PictureDay, looks: Looks
) -> None:
    page = shown(qtbot, day.app, (960, 680))
    assert box(page, page.aside).top() > box(page, page.next).bottom()
    assert box(page, page.aside).left() == box(page, page.next).left()
    page.resize(*SIZE)
    QApplication.processEvents()
    assert box(page, page.aside).top() == box(page, page.next).top()
    looks.set(text_scale=1.5)
    QApplication.processEvents()
    assert box(page, page.aside).top() > box(page, page.next).bottom()


# Next


def test_enter_starts_the_next_thing(page: TodayPage, day: PictureDay) -> None:
    press(page, Qt.Key.Key_Return)
    assert day.ran.calls == [("drill.start", day.offers[0].ref)]


def test_2_to_4_start_the_others_and_tab_reaches_them(page: TodayPage, day: PictureDay) -> None:
    press(page, "3")
    assert day.ran.calls.pop() == ("listen.start", day.offers[2].ref)
    for _ in range(12):
        press(page, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is rows(page)[2]:
            break
    press(page, Qt.Key.Key_Return)
    assert day.ran.calls.pop() == ("move.start", day.offers[3].ref)


def test_not_now_brings_the_next_offer_up_and_ctrl_z_brings_it_back(
    page: TodayPage, day: PictureDay
) -> None:
    press(page, "n")
    assert title(page) == "Focus on Lemma 4"
    assert [row.text() for row in rows(page)] == ["Memory in the Night, chapter 3", "Walk"]
    press(page, "n")
    assert title(page) == "Memory in the Night, chapter 3"
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert title(page) == "Focus on Lemma 4"
    assert len(day.app.data.rows("SELECT * FROM hidden_offer")) == 2


def test_what_was_put_aside_stays_so_after_a_restart(
    qtbot: QtBot, page: TodayPage, day: PictureDay
) -> None:
    press(page, "n")
    again = PictureDay(day.app.profile)
    later = shown(qtbot, again.app)
    assert title(later) == "Focus on Lemma 4"


def test_nothing_to_offer_is_said(qtbot: QtBot, day: PictureDay, looks: Looks) -> None:
    del looks
    day.offers.clear()
    day.due.clear()
    day.question = None
    page = shown(qtbot, day.app)
    assert "Nothing is waiting." in words(page)
    assert "Nothing due." in words(page)
    assert "Open question" not in words(page)
    press(page, Qt.Key.Key_Return)
    press(page, "n")
    assert day.ran.calls == []


def test_while_something_runs_enter_goes_back_to_it(
    qtbot: QtBot, day: PictureDay, looks: Looks
) -> None:
    del looks
    day.marks["focus"] = [mark(Activity.FOCUS, at(14, 10), 25, "Focus", state="running")]
    heard = day.app.hear(PageAsked)
    page = shown(qtbot, day.app)
    assert "Focus is running" in words(page)
    assert "Since 14:10." in words(page)
    assert rows(page) == []
    press(page, Qt.Key.Key_Return)
    assert heard == [PageAsked("focus")]


def test_no_number_of_a_prediction_is_shown_anywhere(page: TodayPage, day: PictureDay) -> None:
    day.marks["focus"] = [
        mark(Activity.FOCUS, at(9), 25, "Focus", work=25 * MINUTE, expected=None, rating=None)
    ]
    day.app.bus.publish(Contributed("focus"))
    everything = " ".join(
        [*words(page), page.strip.accessibleDescription(), page.week.accessibleDescription()]
    )
    assert "3." not in everything.replace("chapter 3", "")
    assert "%" not in everything


# Due and the question


def test_a_due_thing_starts_by_click_and_tells_its_numbers(
    page: TodayPage, day: PictureDay
) -> None:
    first: DueRow = page.aside.due.rows[0]
    assert first.accessibleName() == "Separable verbs, 14 items, 4 min"
    assert "27 items, 9 min" in words(page)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert day.ran.calls == [("drill.start", day.due[0].ref)]


def test_more_than_five_due_things_are_counted(page: TodayPage, day: PictureDay) -> None:
    day.due *= 2
    day.app.bus.publish(Contributed("drill"))
    assert sum(row.isVisible() for row in page.aside.due.rows) == 5
    assert "and 3 more" in words(page)


def test_t_adds_a_thought_to_the_open_question(page: TodayPage, day: PictureDay) -> None:
    assert QUESTION in words(page)
    assert "since Tuesday" in words(page)
    press(page, "t")
    assert day.ran.calls == [("journal.write", Ref("question", "q1"))]


# The first run


def test_the_first_run_begins_with_one_line_and_enter(
    qtbot: QtBot, tmp_path: Path, looks: Looks
) -> None:
    del looks
    day = PictureDay(tmp_path, MORNING, only=("focus", "journal"))
    page = shown(qtbot, day.app)
    assert QApplication.focusWidget() is first_run(page).field
    press(page, "Next in line, with N and T and 2")
    press(page, Qt.Key.Key_Return)
    begun = Ref("intention", "Next in line, with N and T and 2")
    assert day.ran.calls == [("focus.start", begun)]


def test_a_door_is_there_only_while_its_command_is(
    qtbot: QtBot, tmp_path: Path, looks: Looks
) -> None:
    del looks
    day = PictureDay(tmp_path, MORNING)
    day.app.commands["shell.demo"] = day.ran.command("shell.demo")
    page = shown(qtbot, day.app)
    doors = [row for name, row in first_run(page)._doors.items() if row.isVisible()]
    assert [row.text() for row in doors] == ["Look around with a sample week"]
    field = first_run(page).field
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert day.ran.calls == [("shell.demo", None)]
    assert field.text() == ""


def test_the_first_session_ends_the_first_run(qtbot: QtBot, tmp_path: Path, looks: Looks) -> None:
    del looks
    day = PictureDay(tmp_path, MORNING)
    page = shown(qtbot, day.app)
    assert first_run(page).isVisible()
    day.add_session(at(9, 10, 9), 10, Activity.FOCUS)
    day.app.bus.publish(Contributed("focus"))
    assert not first_run(page).isVisible()
    assert page.next.isVisible()


# The first paint


def test_before_the_services_run_the_first_look_is_painted(
    qtbot: QtBot, day: PictureDay, looks: Looks
) -> None:
    del looks
    day.app.services.clear()
    day.app.first_look = day.app.data.connection
    page = TodayPage(day.app)
    qtbot.addWidget(page)
    assert title(page) == "Drill separable verbs"


def test_without_a_first_look_nothing_is_claimed(
    qtbot: QtBot, day: PictureDay, looks: Looks
) -> None:
    del looks
    day.app.services.clear()
    page = TodayPage(day.app)
    qtbot.addWidget(page)
    page.show()
    assert "Nothing due." not in words(page)
    assert "Nothing is waiting." not in words(page)
    assert page.first_run is None


def test_a_profile_without_a_file_is_a_first_run_at_once(
    qtbot: QtBot, day: PictureDay, tmp_path: Path, looks: Looks
) -> None:
    del looks
    day.app.services.clear()
    day.app.profile = tmp_path / "new"
    page = TodayPage(day.app)
    qtbot.addWidget(page)
    assert page.state.first_run


def test_the_page_imports_nothing_slow() -> None:
    late = ("sqlite_utils", "apscheduler", "jeepney", "numpy", "tzlocal")
    code = (
        "import sys, spindle.features.today.page, spindle.features.today.collecting;"
        f"print([name for name in {late!r} if name in sys.modules])"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Time


def test_the_pen_moves_with_the_minute_while_the_page_is_seen(
    page: TodayPage, day: PictureDay
) -> None:
    assert page.strip.strip.time == "14:20"
    day.app.time.pass_(MINUTE)
    assert page.strip.strip.time == "14:21"
    page.hide()
    day.app.time.pass_(10 * MINUTE)
    assert page.strip.strip.time == "14:21"
    page.show()
    page.entered()
    assert page.strip.strip.time == "14:31"


def test_a_new_day_has_a_new_date(page: TodayPage, day: PictureDay) -> None:
    assert "Thursday 12 June" in words(page)
    day.app.time.pass_(14 * 60 * MINUTE)
    assert "Friday 13 June" in words(page)


# Anything that can be typed


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "many words " * 9000,
        "كتاب الرياضيات للفصل الرابع " * 20,
        "\ud83e first half of a pair",
        "two\nlines\tand 👩‍🔬",
    ],
)
def test_any_title_and_question_leaves_every_part_in_its_place(
    qtbot: QtBot, day: PictureDay, looks: Looks, text: str
) -> None:
    del looks
    day.offers = [offer._replace(title=text) for offer in day.offers]
    day.due = [due._replace(title=text) for due in day.due]
    day.question = QuestionLine(
        ref=Ref("question", "q"), text=text[:200], since=at(9), add="journal.write"
    )
    page = shown(qtbot, day.app)
    assert not page.grab().isNull()
    assert near(box(page, page.next), 240, 292, 600, 317)
    assert box(page, page.week).right() <= SIZE[0]
    assert box(page, page.aside.question).height() <= 16 + 6 + 4 * 28 + 1 + 32


def test_it_works_with_the_real_activities(qtbot: QtBot, tmp_path: Path, looks: Looks) -> None:
    del looks
    app = make_app(tmp_path, features=(TODAY, FOCUS, JOURNAL))
    page = shown(qtbot, app)
    first_run(page).field.setText("Graph theory, chapter 4")
    press(page, Qt.Key.Key_Return)
    [row] = app.data.rows("SELECT title FROM session")
    assert row == {"title": "Graph theory, chapter 4"}
    assert page.state.running is not None
    assert page.state.running.page == "focus"
    for service in app.services.values():
        service.stop()


@pytest.mark.requirement("P4")
def test_today_comes_without_what_one_feature_cannot_tell(
    qtbot: QtBot, day: PictureDay, looks: Looks
) -> None:
    del looks
    del day.marks["journal"]
    page = shown(qtbot, day.app)
    assert rows(page)
    assert label(page, QUESTION)
