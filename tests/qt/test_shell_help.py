"""Help: pages that link to each other and to nothing else."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.ids import Ref
from spindle.shell import help_texts
from spindle.shell.help import HelpPage
from tests.helpers.shell import Shell

_LINK = re.compile(r"\]\(([^)]*)\)")


@pytest.fixture
def page(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> HelpPage:
    shell = Shell(tmp_path, qapp)
    qtbot.addWidget(shell.window)
    shell.window.open_help()
    page = shell.window.page_widget("help")
    assert isinstance(page, HelpPage)
    page.window().setProperty("shell", shell)
    return page


@pytest.mark.parametrize("name", [n for n in help_texts.names() if help_texts.read(n)])
def test_every_link_leads_to_a_page_of_the_help(name: str) -> None:
    for link in _LINK.findall(help_texts.read(name)):
        assert link in help_texts.names()


@pytest.mark.parametrize("name", [n for n in help_texts.names() if help_texts.read(n)])
def test_every_page_begins_with_its_title_and_does_not_shout(name: str) -> None:
    text = help_texts.read(name)
    assert text.startswith("# ")
    assert "!" not in text


def test_pages_stand_in_the_order_of_the_window_and_a_new_one_before_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("start", "drill", "drill-files", "focus", "data", "tides"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n", "utf-8")
    monkeypatch.setattr(help_texts, "folder", lambda: tmp_path)

    names = [name.removesuffix(".md") for name in help_texts.names()]

    assert names == ["start", "focus", "drill", "drill-files", "tides", "keys", "settings", "data"]


def test_f1_opens_the_help_of_the_page_in_front(page: HelpPage) -> None:
    assert page.shown == "today.md"


def test_each_page_of_the_window_has_its_help() -> None:
    assert help_texts.of_page("journal") == "journal.md"
    assert help_texts.of_page("drill") == "drill.md"


def test_a_page_without_help_opens_the_first_steps() -> None:
    assert help_texts.of_page("elsewhere") == help_texts.START


def test_a_page_chosen_with_the_mouse_leaves_the_keyboard_where_it_scrolls(page: HelpPage) -> None:
    page.window().show()
    page.entered()
    QTest.mouseClick(page._list._items[3], Qt.MouseButton.LeftButton)

    assert page.shown == help_texts.names()[3]
    assert page.window().focusWidget() is page._text


def test_up_and_down_turn_the_pages(page: HelpPage) -> None:
    page.show_ref(Ref("help", help_texts.START))
    page.window().show()
    page._list._items[0].setFocus(Qt.FocusReason.TabFocusReason)

    QTest.keyClick(page._list._items[0], Qt.Key.Key_Down)
    assert page.shown == help_texts.names()[1]
    QTest.keyClick(page._list._items[1], Qt.Key.Key_Down)
    QTest.keyClick(page._list._items[2], Qt.Key.Key_Up)
    assert page.shown == help_texts.names()[1]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_page_of_the_list_is_opened_by_key(page: HelpPage, key: Qt.Key) -> None:
    QTest.keyClick(page._list._items[3], key)

    assert page.shown == help_texts.names()[3]


def test_a_link_is_followed_inside_and_nowhere_else(page: HelpPage) -> None:
    page._text.anchorClicked.emit(QUrl("data.md"))
    assert page.shown == "data.md"
    page._text.anchorClicked.emit(QUrl("https://example.org/other"))
    assert page.shown == "data.md"
    assert help_texts.read("../licenses/spindle.txt") == ""


def test_a_page_begins_with_the_heading_that_was_asked_for(page: HelpPage, qtbot: QtBot) -> None:
    page.window().show()
    for name, heading in (("focus.md", "What studies say about breaks"), ("data.md", "nothing")):
        page.show_ref(Ref("help", f"{name}#{heading}"))
        assert page.shown == name
        bar = page._text.verticalScrollBar()
        number = help_texts.place_of(heading, help_texts.read(name))
        qtbot.waitUntil(lambda: (bar.value() > 0) is bool(number), timeout=2000)  # noqa: B023
    page.show_ref(Ref("help", "focus.md#What studies say about breaks"))
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=2000)
    first = page._text.cursorForPosition(page._text.viewport().rect().topLeft())
    seen = page._text.cursorForPosition(page._text.viewport().rect().bottomLeft())
    text = page._text.toPlainText()
    assert first.position() <= text.index("What studies say about breaks") <= seen.position()


def test_every_page_has_words(page: HelpPage) -> None:
    for name in help_texts.names():
        page._show(name)
        assert page._text.toPlainText().strip(), name
        assert not page._text.toPlainText().startswith("#")
