"""A page of the web or a picture pasted onto paper: the text is kept, the rest is named."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import ManualClock
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.page.page import JournalPage
from spindle.ui.labels import Label
from spindle.ui.paper import Paper
from tests.helpers.fakes import FakeApp, make_app

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.requirement("pasted"),
]

LINK, PICTURE = '<a href="https://example.org">see</a>', '<img src="t.png">'
WEB = f"<h1>Trees</h1><p>One edge <b>fewer</b>, {LINK} {PICTURE}</p>"


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(datetime(2026, 3, 10, 12), "Europe/Berlin"), [JOURNAL])


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


def paste(paper: Paper, *, html: str = "", text: str = "", picture: bool = False) -> None:
    held = QMimeData()
    if html:
        held.setHtml(html)
    if text:
        held.setText(text)
    if picture:
        held.setImageData(QImage(64, 64, QImage.Format.Format_RGB32))
    QApplication.clipboard().setMimeData(held)
    QTest.keyClick(paper, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()


def said(paper: Paper) -> str:
    [note] = paper.findChildren(Label)
    return note.text() if note.isVisible() else ""


def test_of_a_page_of_the_web_an_entry_keeps_the_text_and_says_what_it_left_out(
    app: FakeApp, page: JournalPage
) -> None:
    page.library.new_entry()
    paper = page.library.entry.paper
    paste(paper, html=WEB, text="Trees\nOne edge fewer, see")
    assert said(paper) == (
        "The text is kept, without pictures, the addresses of links, formatting."
    )
    page.flush()
    [entry] = app.data.rows("SELECT text FROM entry")
    assert entry["text"] == "Trees\nOne edge fewer, see"
    assert "<" not in paper.document().toPlainText()


def test_html_without_a_plain_text_beside_it_is_read(page: JournalPage) -> None:
    page.library.new_entry()
    paper = page.library.entry.paper
    paste(paper, html=WEB)
    assert paper.text() == "Trees\n\nOne edge fewer, see"


def test_a_picture_is_not_kept_and_nothing_of_what_stood_there_is_lost(page: JournalPage) -> None:
    page.library.new_entry()
    paper = page.library.entry.paper
    QTest.keyClicks(paper, "before ")
    paste(paper, picture=True)
    assert said(paper) == "Only text can be kept here. Left out: pictures."
    assert paper.canInsertFromMimeData(QApplication.clipboard().mimeData())
    QTest.keyClicks(paper, "after")
    assert paper.text() == "before after"
    assert said(paper) == ""


def test_the_line_takes_its_own_room_and_goes_with_the_text_of_another(page: JournalPage) -> None:
    page.library.new_entry()
    paper = page.library.entry.paper
    high = paper.height()
    paste(paper, html=WEB)
    [note] = paper.findChildren(Label)
    assert paper.height() > high
    assert note.geometry().top() >= paper.viewport().geometry().bottom()
    paper.write("another")
    assert said(paper) == ""
    assert paper.height() == high


def test_plain_text_is_pasted_without_a_word(page: JournalPage) -> None:
    page.library.new_entry()
    paper = page.library.entry.paper
    paste(paper, text="1 < 2")
    assert (paper.text(), said(paper)) == ("1 < 2", "")


def test_only_the_pen_draws_the_caret_in_every_text(page: JournalPage) -> None:
    page.library.new_entry()
    paper = page.library.entry.paper
    assert paper.document().documentLayout().property("cursorWidth") == 0
    page.library.new_entry()
    assert paper.document().documentLayout().property("cursorWidth") == 0
