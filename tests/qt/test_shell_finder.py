"""The finder: pages, commands, things and settings in one list."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.ids import Ref
from spindle.shell.finder import Finder, open_finder
from spindle.shell.finding import Things
from tests.helpers.shell import Shell

Key = Qt.Key


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(tmp_path, qapp)
    qtbot.addWidget(made.window)
    qtbot.waitExposed(made.window)
    yield made
    made.looks.set(mode="light", text_scale=1.0, reduced_motion=False)


@pytest.fixture
def finder(shell: Shell) -> Finder:
    return open_finder(shell.window, shell.app)


def type_(finder: Finder, text: str) -> None:
    finder.field.setText("")
    QTest.keyClicks(finder.field, text)


def test_it_lies_where_the_picture_has_it(shell: Shell, finder: Finder) -> None:
    box = finder._box
    assert QRect(box.mapTo(shell.window, QPoint()), box.size()).topLeft() == QPoint(320, 112)
    assert box.width() == 640
    lines = finder._lines
    assert [line.height() for line in lines] == [40] * len(lines)
    assert lines[0].mapTo(shell.window, QPoint()).y() == 202


def test_ctrl_k_opens_it_and_gives_the_keyboard_back(shell: Shell) -> None:
    page = shell.placeholder("today")
    page.field.setFocus()
    shell.window.open_finder()
    finder = shell.window.findChild(Finder)
    assert finder is not None
    assert shell.window.focusWidget() is finder.field
    QTest.keyClick(finder.field, Key.Key_Escape)
    assert shell.window.findChild(Finder) is None
    assert shell.window.focusWidget() is page.field


def test_opening_it_twice_keeps_one(shell: Shell, finder: Finder) -> None:
    assert open_finder(shell.window, shell.app) is finder


@pytest.mark.parametrize(
    ("key", "modifier", "page"),
    [
        (Key.Key_3, Qt.KeyboardModifier.ControlModifier, "read"),
        (Key.Key_Comma, Qt.KeyboardModifier.ControlModifier, "settings"),
        (Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help"),
    ],
)
def test_it_closes_when_another_page_comes_and_leaves_the_keys_there(
    shell: Shell, key: Key, modifier: Qt.KeyboardModifier, page: str
) -> None:
    shell.window.open_finder()
    [finder] = shell.window.findChildren(Finder)
    QTest.keyClicks(finder.field, "re")
    QTest.keyClick(finder.field, key, modifier)
    assert shell.window.page == page
    assert shell.window.findChildren(Finder) == []
    held = shell.window.focusWidget()
    assert held is not None
    front = shell.window.page_widget(page)
    assert held is front or front.isAncestorOf(held)


def test_the_page_that_was_in_front_keeps_where_its_keys_were(shell: Shell) -> None:
    field = shell.placeholder("today").field
    field.setFocus()
    shell.window.open_finder()
    [finder] = shell.window.findChildren(Finder)
    QTest.keyClick(finder.field, Key.Key_F1)
    shell.window.back()
    assert shell.window.focusWidget() is field


@pytest.mark.usefixtures("finder")
def test_it_closes_when_something_else_takes_the_keyboard(shell: Shell) -> None:
    field = shell.placeholder("today").field
    field.setFocus()
    assert shell.window.findChildren(Finder) == []
    assert shell.window.focusWidget() is field


def test_a_key_that_its_line_leaves_alone_does_nothing_behind_it(
    shell: Shell, finder: Finder
) -> None:
    pressed: list[str] = []
    shell.placeholder("today").bind("F2", lambda: pressed.append("F2"))
    QTest.keyClick(finder.field, Key.Key_F2)
    assert finder.isVisible()
    assert pressed == []


@pytest.mark.usefixtures("finder")
def test_it_is_gone_when_the_window_comes_back(shell: Shell) -> None:
    shell.window.hide()
    shell.window.show()
    assert shell.window.findChildren(Finder) == []


def test_enter_runs_the_command_that_fits_best(shell: Shell, finder: Finder) -> None:
    type_(finder, "next p")
    assert finder.titles[0] == "Read the next page"
    QTest.keyClick(finder.field, Key.Key_Return)
    assert shell.ran == [("read.start", None)]


def test_a_page_opens(shell: Shell, finder: Finder) -> None:
    type_(finder, "today")
    QTest.keyClick(finder.field, Key.Key_Escape)
    shell.window.go("read")
    finder = open_finder(shell.window, shell.app)
    type_(finder, "today")
    QTest.keyClick(finder.field, Key.Key_Return)
    assert shell.window.page == "today"


def test_things_of_features_open_with_their_own_command(shell: Shell, finder: Finder) -> None:
    type_(finder, "memory in")
    assert finder.titles == ("Memory in the Night",)
    QTest.keyClick(finder.field, Key.Key_Return)
    assert shell.ran == [("read.open", Ref("text", "t1"))]


def test_a_setting_opens_at_its_row(shell: Shell, finder: Finder) -> None:
    type_(finder, "length of a t")
    assert "Length of a text" in finder.titles
    QTest.keyClick(finder.field, Key.Key_Return)
    assert shell.window.page == "settings"


def test_up_and_down_go_around(finder: Finder) -> None:
    count = len(finder.titles)
    QTest.keyClick(finder.field, Key.Key_Up)
    assert finder.selected == count - 1
    QTest.keyClick(finder.field, Key.Key_Down)
    assert finder.selected == 0


def test_nothing_fits_is_said_and_enter_then_does_nothing(shell: Shell, finder: Finder) -> None:
    type_(finder, "qqqq")
    assert finder.titles == ()
    QTest.keyClick(finder.field, Key.Key_Return)
    assert shell.ran == []
    assert finder.isVisible()


@pytest.mark.parametrize(
    "text", ["a\x00b", "\ud800", "👩‍🔬" * 50, "שלום", "%_'\";--", "x" * 100_000, "\n\t"]
)
def test_any_text_may_be_typed(finder: Finder, text: str) -> None:
    finder.field.setText(text)
    assert finder.isVisible()


def test_a_click_outside_closes_it(shell: Shell, finder: Finder) -> None:
    QTest.mouseClick(finder, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert shell.window.findChild(Finder) is None


def test_it_stays_inside_a_small_window_with_large_text(shell: Shell) -> None:
    shell.window.resize(1024, 680)
    shell.looks.set(text_scale=1.5)
    finder = open_finder(shell.window, shell.app)
    finder.field.setText("e")
    assert finder._box.geometry().bottom() < shell.window.height()
    assert finder._box.geometry().right() < shell.window.width()


def test_an_answer_that_comes_after_it_closed_is_let_go(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[tuple[Callable[[Things], None], Things]] = []

    def slow(job: Callable[[sqlite3.Connection], Things], done: Callable[[Things], None]) -> None:
        late.append((done, job(shell.app.data.connection)))

    monkeypatch.setattr(shell.app.database, "read", slow)
    finder = open_finder(shell.window, shell.app)
    with qtbot.waitSignal(finder.destroyed):
        finder.close_finder()
    for done, things in late:
        done(things)
    assert late


@pytest.fixture
def slow(shell: Shell, finder: Finder, monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """What the data will answer, and when is the test's to say."""
    held: list[Callable[[], None]] = []
    read = shell.app.database.read

    def wait(job: Callable[[sqlite3.Connection], Things], done: Callable[[Things], None]) -> None:
        held.append(lambda: read(job, done))

    type_(finder, "memory")  # what it found stands there while the next letters are typed
    monkeypatch.setattr(shell.app.database, "read", wait)
    return held


def test_enter_does_what_fits_the_letters_and_not_what_was_found_before(
    shell: Shell, finder: Finder, slow: list[Callable[[], None]]
) -> None:
    finder.field.setText("length of a t")
    assert finder.titles[0] == "Memory in the Night"
    QTest.keyClick(finder.field, Key.Key_Return)
    assert not shell.ran
    assert shell.window.page == "settings"
    assert len(slow) == 1


def test_enter_waits_for_what_only_the_data_finds(
    shell: Shell, finder: Finder, slow: list[Callable[[], None]]
) -> None:
    finder.field.setText("memory in")
    QTest.keyClick(finder.field, Key.Key_Return)
    assert not shell.ran
    slow[-1]()
    assert shell.ran == [("read.open", Ref("text", "t1"))]


def test_who_chose_with_an_arrow_does_not_wait(
    shell: Shell, finder: Finder, slow: list[Callable[[], None]]
) -> None:
    finder.field.setText("next p")
    assert finder.titles == ("Read the next page", "Memory in the Night")
    QTest.keyClick(finder.field, Key.Key_Down)
    QTest.keyClick(finder.field, Key.Key_Return)
    assert shell.ran == [("read.open", Ref("text", "t1"))]
    assert len(slow) == 1


def test_a_second_enter_does_not_wait(
    shell: Shell, finder: Finder, slow: list[Callable[[], None]]
) -> None:
    finder.field.setText("qqq")
    assert finder.titles == ("Memory in the Night",)
    QTest.keyClick(finder.field, Key.Key_Return)
    assert not shell.ran
    QTest.keyClick(finder.field, Key.Key_Return)
    assert shell.ran == [("read.open", Ref("text", "t1"))]
    assert len(slow) == 1


def test_what_is_typed_behind_the_enter_goes_to_where_it_leads(
    shell: Shell, finder: Finder, slow: list[Callable[[], None]]
) -> None:
    page = shell.placeholder("today")
    finder.field.setText("memory in")
    QTest.keyClick(finder.field, Key.Key_Return)
    QTest.keyClicks(finder.field, "2 min")
    entered: list[bool] = []
    page.field.returnPressed.connect(lambda: entered.append(True))
    QTest.keyClick(finder.field, Key.Key_Return)
    assert (finder.field.text(), shell.ran) == ("memory in", [])
    finder._returns_to = page.field
    slow[-1]()
    QApplication.processEvents()
    assert shell.ran == [("read.open", Ref("text", "t1"))]
    assert (page.field.text(), entered) == ("2 min", [True])


def test_another_key_takes_the_enter_back(
    shell: Shell, finder: Finder, slow: list[Callable[[], None]]
) -> None:
    finder.field.setText("memory in")
    QTest.keyClick(finder.field, Key.Key_Return)
    QTest.keyClick(finder.field, Key.Key_Left)
    slow[-1]()
    assert not shell.ran
    assert finder.isVisible()
