"""Words with a slip are underlined by day, and what may have been meant is one key away."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTextEdit
from pytestqt.qtbot import QtBot

from spindle.core.clock import ManualClock
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.page.page import JournalPage
from spindle.features.journal.page.spelling import SpellMarks, units, words_of
from spindle.features.journal.settings import MOST_WORDS, SPELLING, WORDS
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

RIGHT = frozenset({"the", "The", "tree", "trees", "has", "one", "don't"})


class FakeSpelling:
    """Knows a handful of words."""

    def __init__(self) -> None:
        self.loads = 0

    def load(self, done: Callable[[], None]) -> None:
        self.loads += 1
        done()

    def is_right(self, word: str) -> bool:
        return word in RIGHT

    def offers(self, word: str) -> tuple[str, ...]:
        return ("the", "ten") if word == "teh" else ()


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    made = make_app(tmp_path, ManualClock(datetime(2026, 3, 10, 12), "Europe/Berlin"), [JOURNAL])
    made.spelling = FakeSpelling()
    return made


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


def marked(paper: QTextEdit) -> list[str]:
    """What is underlined with dots."""
    QApplication.processEvents()
    dots = QTextCharFormat.UnderlineStyle.DotLine
    found: list[str] = []
    block = paper.document().begin()
    while block.isValid():
        text = block.text().encode("utf-16-le")
        found += [
            text[2 * each.start : 2 * (each.start + each.length)].decode("utf-16-le")
            for each in block.layout().formats()
            if each.format.underlineStyle() == dots
        ]
        block = block.next()
    return found


def marks(page: JournalPage) -> SpellMarks:
    return page.library._marks[0]


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def test_a_slip_is_marked_once_it_is_written_and_gone_when_it_is_mended(page: JournalPage) -> None:
    page.library.new_entry()
    paper = page.library.entry.paper
    QTest.keyClicks(paper, "The teh")
    assert marked(paper) == []
    paper.insertPlainText(" 🌲 ")
    QTest.keyClicks(paper, "tree trea")
    assert marked(paper) == ["teh"]
    paper.moveCursor(QTextCursor.MoveOperation.Start)
    assert marked(paper) == ["teh", "trea"]
    paper.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(paper, Qt.Key.Key_Backspace)
    QTest.keyClicks(paper, "e")
    paper.moveCursor(QTextCursor.MoveOperation.Start)
    assert marked(paper) == ["teh"]


def test_marks_are_no_change_of_the_text(app: FakeApp, page: JournalPage) -> None:
    page.library.new_entry()
    paper = page.library.entry.paper
    QTest.keyClicks(paper, "teh teh ")
    page.flush()
    typed: list[bool] = []
    paper.typed.connect(lambda: typed.append(True))
    marks(page).rehighlight()
    app.settings.set(WORDS, "zzz")
    paper.moveCursor(QTextCursor.MoveOperation.Start)
    QApplication.processEvents()
    assert typed == []
    assert app.data.rows("SELECT text FROM entry") == [{"text": "teh teh "}]


def test_the_menu_offers_what_was_meant_and_takes_it_back(page: JournalPage) -> None:
    page.library.new_entry()
    paper = page.library.entry.paper
    QTest.keyClicks(paper, "teh tree")
    paper.moveCursor(QTextCursor.MoveOperation.Start)
    menu = marks(page).menu(paper.textCursor())
    assert words(menu)[:3] == ["the", "ten", "Leave “teh” alone"]
    menu.actions()[0].trigger()
    assert paper.text() == "the tree"
    assert marked(paper) == []
    paper.undo()
    assert paper.text() == "teh tree"


def test_a_word_of_ones_own_is_marked_no_more(app: FakeApp, page: JournalPage) -> None:
    page.library.new_entry()
    paper = page.library.entry.paper
    QTest.keyClicks(paper, "Spindle tree")
    paper.moveCursor(QTextCursor.MoveOperation.Start)
    assert marked(paper) == ["Spindle"]
    [own] = [
        each
        for each in marks(page).menu(paper.textCursor()).actions()
        if each.text().startswith("Leave")
    ]
    own.trigger()
    assert marked(paper) == []
    assert app.settings.get(WORDS) == "Spindle"


def test_a_full_list_loses_its_oldest_word(app: FakeApp, page: JournalPage) -> None:
    app.settings.set(WORDS, "old " + "x" * (MOST_WORDS - 4))
    marks(page)._speller.add("new")
    first, last = app.settings.get(WORDS).split()
    assert (set(first), last) == ({"x"}, "new")


def test_a_key_opens_the_menu_at_the_caret(page: JournalPage) -> None:
    page.library.new_entry()
    paper = page.library.entry.paper
    QTest.keyClicks(paper, "teh")
    page.library.keys["Alt+W"]()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert words(menu)[0] == "the"
    menu.close()


def test_switched_off_nothing_is_marked_or_loaded(app: FakeApp, qtbot: QtBot) -> None:
    app.settings.set(SPELLING, raw=False)
    page = shown(app, qtbot)
    page.library.new_entry()
    paper = page.library.entry.paper
    QTest.keyClicks(paper, "teh tree ")
    assert marked(paper) == []
    assert isinstance(app.spelling, FakeSpelling)
    assert app.spelling.loads == 0


def test_in_the_evening_nothing_is_marked(app: FakeApp, page: JournalPage) -> None:
    app.run("journal.evening")
    paper = page.evening.unload.rows[0].fields[0]
    assert isinstance(paper, QTextEdit)
    QTest.keyClicks(paper, "teh tree ")
    assert marked(paper) == []


def test_no_prose_is_no_word() -> None:
    text = "Teh a@b.org #tag https://example.org/teh NASA x2 isn’t naïve-teh 🌲 Straße"
    assert [word for _, word in words_of(text)] == ["Teh", "isn’t", "naïve", "teh", "Straße"]
    assert words_of("teh " * 10_000) == []


def test_places_are_counted_as_qt_counts_them() -> None:
    assert units("🌲 teh", 2) == 3
    assert units("a tree", 2) == 2
