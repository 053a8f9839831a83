"""What a text is, beside it: title and aim, language, voice, and what its file lacked."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.ids import Ref
from spindle.core.sound_events import Voice
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.page.page import ListenPage
from tests.helpers.fakes import FakeApp
from tests.helpers.reading import hear, lane, listening

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

VOICES = tuple(
    Voice(id=f"espeak:{name}", name=name.upper(), language=name, engine="espeak")
    for name in ("en-us", "en-gb", "de")
)


class Desk:
    """The page with the panel beside the text."""

    def __init__(self, qtbot: QtBot, app: FakeApp) -> None:
        self.app = app
        self.service: ListenService = app.services["listen"]
        app.sounding.known_voices = VOICES
        self.page = ListenPage(app)
        qtbot.addWidget(self.page)
        self.page.resize(1080, 820)
        self.page.show()
        self.page.entered()
        self.page.reading.toggle_panel()
        QApplication.processEvents()
        self.panel = self.page.reading.panel.this_text

    def said(self) -> str:
        labels = self.page.reading.findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.isVisible())


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    app, _ = listening(tmp_path)
    yield Desk(qtbot, app)
    app.data.close()


def test_the_language_is_shown_and_changed_and_its_voice_with_it(desk: Desk) -> None:
    assert desk.panel.language.text() == "English"
    assert desk.panel.voice.text() == "EN-US, en-us, eSpeak NG"
    QTest.keyClick(desk.panel.language, Qt.Key.Key_Left)
    document = desk.service.document
    assert document is not None
    assert document.language not in {"", "en"}
    desk.service.set_language("de")
    assert desk.panel.language.text() == "German"
    assert desk.panel.voice.text() == "DE, de, eSpeak NG"
    assert lane(desk.app).voice == "espeak:de"


def test_until_the_voices_are_told_the_one_that_reads_stands_there(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, _ = listening(tmp_path)
    waiting: list[Callable[[Sequence[Voice]], None]] = []
    monkeypatch.setattr(app.sounding, "voices", waiting.append)
    panel = Desk(qtbot, app).panel
    assert panel.voice.text() == "en-us"
    waiting[0](VOICES)
    assert panel.voice.text() == "EN-US, en-us, eSpeak NG"
    app.data.close()


def test_without_a_voice_the_page_says_so_in_words(desk: Desk) -> None:
    desk.service.set_language("ka")
    QApplication.processEvents()

    assert desk.panel.voice.text() == "none for this language"
    assert "There is no voice for Georgian on this computer" in desk.said()
    desk.service.set_language("en")
    assert "There is no voice" not in desk.said()


def test_another_voice_of_the_language_is_one_key_away(desk: Desk) -> None:
    QTest.keyClick(desk.panel.voice, Qt.Key.Key_Left)

    assert lane(desk.app).voice == "espeak:en-gb"
    assert desk.panel.voice.text().startswith("EN-GB")


@pytest.mark.requirement("reader-idea-2")
def test_the_kind_of_text_is_guessed_and_can_be_said(desk: Desk) -> None:
    assert desk.panel.genre.text() == "Article"
    QTest.keyClick(desk.panel.genre, Qt.Key.Key_Left)
    [row] = desk.app.data.rows("SELECT genre FROM document")
    assert row == {"genre": "study"}
    assert desk.panel.genre.text() == "Textbook or paper"
    desk.service.undo.back()
    [row] = desk.app.data.rows("SELECT genre FROM document")
    assert row == {"genre": "article"}
    assert desk.panel.genre.text() == "Article"


def test_a_title_is_typed_with_an_aim_behind_it_and_the_session_carries_it(desk: Desk) -> None:
    field = desk.panel.title
    assert field.text() == "What is read back"
    field.setFocus()
    field.setText("Read back #Memory exam")
    QTest.keyClick(field, Qt.Key.Key_Return)
    document = desk.service.document
    assert document is not None
    assert (document.title, document.aim_name) == ("Read back", "Memory exam")
    assert field.text() == "Read back #Memory exam"
    assert "for Memory exam" in desk.page.reading.head.accessibleName()
    desk.page.setFocus()
    desk.service.play()
    hear(desk.app, 2)
    [row] = desk.app.data.rows(
        "SELECT s.title, a.name FROM session s JOIN aim a ON a.id = s.aim_id"
    )
    assert row == {"title": "Read back", "name": "Memory exam"}
    assert LISTEN.aim_of is not None
    assert LISTEN.aim_of(desk.app.data.connection, Ref("document", document.id)) == document.aim
    desk.service.end_session()
    [offer] = LISTEN.offers(desk.app.data.connection, desk.app.asking())
    assert offer.aim == document.aim
    desk.service.take_back()
    assert desk.service.document is not None
    assert (desk.service.document.title, desk.service.document.aim) == ("What is read back", None)


def test_escape_leaves_the_title_as_it_was(desk: Desk) -> None:
    field = desk.panel.title
    field.setFocus()
    field.setText("Something else")
    QTest.keyClick(field, Qt.Key.Key_Escape)

    assert field.text() == "What is read back"
    assert desk.service.library.documents[0].title == "What is read back"


def test_in_the_library_f2_renames_over_the_row(desk: Desk) -> None:
    [(name, row)] = desk.page.column.rows.items()
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_F2)
    field = desk.page.column.title
    assert field.isVisible()
    assert field.text() == "What is read back"
    field.setText("Sketches #Exam")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.page.column.rows[name].text() == "Sketches"
    assert desk.page.column.rows[name].hasFocus()
    QTest.keyClick(row, Qt.Key.Key_F2)
    assert field.text() == "Sketches #Exam"
    field.setText("#Exam")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.service.library.documents[0].title == "Sketches", "no title, no change"
    assert not field.isVisible()


def test_f2_on_the_text_renames_it_and_gives_the_keys_back(desk: Desk) -> None:
    [(name, row)] = desk.page.column.rows.items()
    speed = desk.service.wpm
    desk.page.setFocus()
    QTest.keyClick(desk.page, Qt.Key.Key_F2)
    field = desk.page.column.title
    assert field.hasFocus()
    assert field.selectedText() == "What is read back"
    QTest.keyClicks(field, "River, I #Exam")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert row.text() == "River, I"
    assert desk.page.hasFocus()
    assert desk.service.wpm == speed
    QTest.keyClick(desk.page, Qt.Key.Key_F2)
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert desk.service.library.documents[0].title == "River, I"
    assert desk.page.hasFocus()
    assert desk.service.library.documents[0].id == name


def test_the_field_for_a_title_leaves_the_rest_of_its_row_in_sight(
    desk: Desk, qapp: QApplication
) -> None:
    [row] = desk.page.column.rows.values()
    QApplication.processEvents()
    high = row.height()
    before = below(row, 26)
    desk.page.setFocus()
    QTest.keyClick(desk.page, Qt.Key.Key_F2)
    qapp.processEvents()
    field = desk.page.column.title
    moved = row.height() - high
    assert moved == field.height() - 24
    assert below(row, 26 + moved) == before
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qapp.processEvents()
    assert row.height() == high


def below(row: QWidget, top: int) -> QImage:
    """What is drawn of a row below a height."""
    picture = row.grab().toImage()
    return picture.copy(0, top, picture.width(), 36)


def test_what_the_file_lacked_is_said_when_it_comes_in_and_stays_with_the_text(
    desk: Desk,
) -> None:
    document = desk.service.document
    assert document is not None
    notices = '[["{count} pages are pictures without text, and were left out.", {"count": "3"}]]'
    desk.app.data.connection.execute("UPDATE document SET notices = ?", (notices,))
    desk.service.open(document.id)
    QApplication.processEvents()
    sentence = "3 pages are pictures without text, and were left out."
    assert desk.panel.lacks.text() == sentence
    assert desk.page.reading.notices.words.text() == sentence
    desk.page.reading.notices.close_it.click()
    assert not desk.page.reading.notices.isVisible()
    assert desk.panel.lacks.text() == sentence
