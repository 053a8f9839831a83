"""A question on a card: from the evening and from the Journal with one key, read from the PDF."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from spindle.core.clock import ManualClock
from spindle.core.ids import Ref
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import Scene
from spindle.features.journal.page.card import Card, write_card
from spindle.features.journal.page.page import JournalPage
from spindle.features.journal.records import EntryKind
from spindle.features.journal.service import JournalService
from tests.helpers.fakes import FakeApp, make_app

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.requirement("acceptance-3"),
]

QUESTION = "Why does the bound fail when the graph is not connected?"
PICTURE = "Islands in a bay"
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    clock = ManualClock(datetime(2026, 3, 10, 21, 20), "Europe/Berlin")
    return make_app(tmp_path, clock, [JOURNAL])


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    return tmp_path / "Documents"


@pytest.fixture
def page(app: FakeApp, cards: Path, qtbot: QtBot) -> JournalPage:
    made = JournalPage(app)
    qtbot.addWidget(made)
    made.resize(1280, 820)
    for writer in (made.evening.cards, made.library.verbs.cards):
        writer.folder = lambda: cards
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.entered()
    return made


def journal(app: FakeApp) -> JournalService:
    service = app.services["journal"]
    assert isinstance(service, JournalService)
    return service


def press(page: JournalPage, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, held or Qt.KeyboardModifier.NoModifier)


def words(path: Path) -> str:
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        assert len(pdf) == 1
        return " ".join(pdf[0].get_textpage().get_text_range().split())


def said(page: JournalPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_alt_c_in_the_evening_puts_question_and_picture_on_a_card(
    app: FakeApp, page: JournalPage, cards: Path
) -> None:
    app.run("journal.evening")
    press(page, Qt.Key.Key_Return, CTRL)
    QTest.keyClicks(page.evening.question.asked, QUESTION)
    QTest.keyClicks(page.evening.question.picture, PICTURE)
    press(page, Qt.Key.Key_Return, CTRL)
    press(page, Qt.Key.Key_Return, CTRL)
    assert journal(app).scene is Scene.LEAVE
    press(page, Qt.Key.Key_C, ALT)
    [path] = cards.iterdir()
    assert path.name == "Question card 2026-03-10.pdf"
    assert QUESTION in words(path)
    assert PICTURE in words(path)
    assert "Question card 2026-03-10.pdf is in Documents, to be printed." in said(page)
    assert path.stat().st_mode & 0o077 == 0
    press(page, Qt.Key.Key_Return)
    assert journal(app).quiet


def test_without_a_question_there_is_no_card(app: FakeApp, page: JournalPage, cards: Path) -> None:
    app.run("journal.evening")
    for _ in range(3):
        press(page, Qt.Key.Key_Return, CTRL)
    assert journal(app).scene is Scene.LEAVE
    press(page, Qt.Key.Key_C, ALT)
    assert not cards.exists()


def test_c_on_a_question_writes_its_card_and_opens_it(app: FakeApp, page: JournalPage) -> None:
    opened: list[Path] = []
    page.library.verbs.open_file = opened.append
    writing = journal(app).writing
    kept = writing.keep_question(writing.new_question(QUESTION))
    entry = writing.new_entry(EntryKind.EVENING, None, kept.id)
    writing.save_entry(replace(entry, picture=PICTURE))
    page.show_ref(Ref("question", kept.id))
    page.setFocus()
    press(page, Qt.Key.Key_C)
    press(page, Qt.Key.Key_C)
    names = [path.name for path in opened]
    assert names == ["Question card 2026-03-10.pdf", "Question card 2026-03-10 (2).pdf"]
    assert PICTURE in words(opened[1])
    assert QUESTION in words(opened[1])


def test_a_folder_that_cannot_be_written_to_is_said_to_be_one(
    app: FakeApp, page: JournalPage, cards: Path
) -> None:
    cards.write_text("not a folder")
    writing = journal(app).writing
    kept = writing.keep_question(writing.new_question(QUESTION))
    page.show_ref(Ref("question", kept.id))
    page.setFocus()
    press(page, Qt.Key.Key_C)
    assert f"The card could not be written to {cards}." in said(page)


@pytest.mark.parametrize(
    "text", ["why " * 25_000 + "?", "x" * 100_000, "\n\n\u2028", "“Warum?” <b>&amp;</b>"]
)
@pytest.mark.usefixtures("qapp")
def test_any_question_fits_on_one_page(tmp_path: Path, text: str) -> None:
    path = write_card(Card(text, text), tmp_path, date(2026, 3, 10))
    assert "Read it once." in words(path)
    assert text.split()[:1] == [] or text.split(maxsplit=1)[0][:20] in words(path)


@pytest.mark.usefixtures("qapp")
def test_a_word_wider_than_the_card_goes_on_in_the_next_line(tmp_path: Path) -> None:
    path = write_card(Card("w" * 250, "x" * 250), tmp_path, date(2026, 3, 10))
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        width, text = pdf[0].get_width(), pdf[0].get_textpage()
        rights = [text.get_charbox(place)[2] for place in range(text.count_chars())]

    assert max(rights) <= width
