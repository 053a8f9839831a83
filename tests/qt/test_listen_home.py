"""Listen's home and library as in 03c: adding in every way, progress, cancel, what is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.jobs_port import JobFailed
from spindle.features.listen.events import LibraryChanged, ReadingChanged
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.page.adding import Adding
from spindle.features.listen.page.home import HomeView
from spindle.features.listen.page.library_column import LibraryColumn
from spindle.features.listen.page.library_rows import Heard
from spindle.ui import theme
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.reading import SHORT, hear, listening

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NEAR = 4
RAIL = 200


class Screen:
    """Library and home side by side, as the page has them, measured in the window's px."""

    def __init__(self, qtbot: QtBot, app: FakeApp) -> None:
        self.app = app
        self.service: ListenService = app.services["listen"]
        self.page = QWidget()
        self.column, self.home = LibraryColumn(), HomeView()
        row = QHBoxLayout(self.page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.column)
        row.addWidget(self.home, 1)
        self.adding = Adding(self.service, self.home, self.page)
        self.column.opened.connect(self.service.open)
        self.column.remove_asked.connect(self.adding.remove)
        self.column.chapter_asked.connect(self.service.go_to_chapter)
        app.bus.subscribe(LibraryChanged, lambda _: self.follow())
        app.bus.subscribe(ReadingChanged, lambda _: self.follow())
        qtbot.addWidget(self.page)
        self.page.resize(1280 - RAIL, 820)
        self.follow()
        self.page.show()
        QApplication.processEvents()

    def follow(self) -> None:
        self.column.follow(self.service)
        self.home.follow(self.service)
        QApplication.processEvents()

    def middle(self, text: str) -> QPointF:
        """The middle of what is named so, in the window."""
        for widget in self.page.findChildren(QWidget):
            named = isinstance(widget, QLabel | QAbstractButton) and widget.text() == text
            if named and widget.isVisible():
                return self.place(widget) + QPointF(widget.width() / 2, widget.height() / 2)
        raise AssertionError(f"{text} is not shown")

    def place(self, widget: QWidget) -> QPointF:
        return QPointF(widget.mapTo(self.page, QPoint(0, 0))) + QPointF(RAIL, 0)


@pytest.fixture
def screen(tmp_path: Path, qtbot: QtBot) -> Iterator[Screen]:
    made = Screen(qtbot, make_app(tmp_path, features=(LISTEN,)))
    yield made
    made.app.data.close()


def near(measured: float, wanted: float) -> bool:
    return abs(measured - wanted) <= NEAR


def a_file(folder: Path, name: str = "How Bridges Fail.md", text: str = SHORT) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def dropped(page: QWidget, data: QMimeData) -> None:
    at, copy = QPointF(500, 300), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), copy, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(at, copy, data, left, none))


def test_the_empty_home_stands_as_in_03c(screen: Screen, tmp_path: Path) -> None:
    screen.app.working.holding = True
    screen.service.add(a_file(tmp_path))
    QApplication.processEvents()

    assert near(screen.middle("Library").y(), 39)
    assert near(screen.place(screen.column.add).x() + 17, 399)
    assert near(screen.middle("Nothing here yet").y(), 168)
    assert near(screen.place(screen.home.title).x(), 496)
    assert near(screen.place(screen.home.about).y() + 10, 202)
    zone = screen.home.zone
    assert near(screen.place(zone).y(), 244)
    assert near(screen.place(zone).y() + zone.height(), 392)
    assert near(screen.place(zone).x() + zone.width(), 1176)
    assert near(screen.middle("Choose a file").y(), 318)
    assert not screen.column.paste.isVisible()
    assert near(screen.place(screen.home.paste).y(), 416)
    assert near(screen.place(screen.home.sample).y(), 480)
    [row] = screen.home.rows.values()
    assert near(screen.place(row.name).y() + row.name.height() / 2, 590)
    assert near(screen.place(row.bar).y() + 2, 614)
    assert near(screen.place(row.said).y() + row.said.height() / 2, 632)
    [document] = screen.column.rows.values()
    assert near(screen.place(document).y() + 16, 76)
    assert document.place == "importing, 0 %"


def test_what_is_arriving_shows_how_far_it_is_and_can_be_cancelled(
    screen: Screen, tmp_path: Path
) -> None:
    screen.app.working.holding = True
    screen.service.add(a_file(tmp_path))
    [row] = screen.home.rows.values()
    assert row.name.text() == "How Bridges Fail.md"
    row.cancel.click()

    assert screen.home.rows == {}
    assert screen.column.rows == {}
    screen.app.working.release()
    assert screen.service.library.documents == ()


def test_a_chosen_file_comes_in_and_stands_in_the_library(screen: Screen, tmp_path: Path) -> None:
    began: list[None] = []
    screen.adding.began.connect(lambda: began.append(None))
    path = a_file(tmp_path)
    screen.adding.ask_file = lambda: [str(path)]
    screen.home.zone.button.click()

    [row] = screen.column.rows.values()
    assert row.text() == "What is read back"
    assert row.isChecked()
    assert "left at 200 wpm" in row.place
    assert screen.home.title.text() == "Add a text"
    assert began == [None]


@pytest.mark.requirement("reader-row-7")
def test_files_and_texts_can_be_dropped_on_the_page(screen: Screen, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls(
        [QUrl.fromLocalFile(str(a_file(tmp_path, f"{each}.txt", f"Text {each}."))) for each in "ab"]
    )
    dropped(screen.page, data)
    text = QMimeData()
    text.setText("A walk through a new town\n\nIt was quick to write.")
    dropped(screen.page, text)

    titles = {each.title for each in screen.service.library.documents}
    assert titles == {"a", "b", "A walk through a new town"}


@pytest.mark.requirement("reader-row-7")
def test_the_clipboard_becomes_a_document_and_an_empty_one_is_told(screen: Screen) -> None:
    QGuiApplication.clipboard().setText("… \n —")
    screen.adding.paste()
    assert screen.home.said.text() == "There is no text to paste."
    assert screen.home.said.isVisible()

    QGuiApplication.clipboard().setText("Some words to hear. And some more of them.")
    screen.home.paste.click()

    assert [each.title for each in screen.service.library.documents] == [
        "Some words to hear. And some more of them."
    ]
    assert not screen.home.said.isVisible()


def test_the_sample_is_one_key_away(screen: Screen) -> None:
    screen.adding.keys()["Alt+S"]()

    assert screen.service.document is not None
    words = screen.service.document.words
    assert near(words / 200, 6)  # "six minutes"
    assert abs(words / 200 - 6) < 0.5


def test_a_file_that_cannot_be_read_says_why_and_is_put_away(
    screen: Screen, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    screen.service.add(tmp_path / "empty.txt")
    screen.service.add(tmp_path / "never.epub")
    said = [row.said.text() for row in screen.home.rows.values()]
    assert said == ["empty.txt is empty.", "There is no never.epub."]
    assert all(row.said.isVisible() for row in screen.home.rows.values())
    assert screen.column.rows == {}

    screen.adding.keys()["Esc"]()
    screen.adding.keys()["Esc"]()
    assert screen.home.rows == {}


def test_a_job_that_broke_down_says_so_in_the_words_of_the_jobs(
    screen: Screen, tmp_path: Path
) -> None:
    screen.app.working.failure = JobFailed("This took too long and was stopped.", "stalled")
    screen.service.add(a_file(tmp_path))

    [row] = screen.home.rows.values()
    assert row.said.text() == "This took too long and was stopped."


@pytest.mark.requirement("reader-row-10")
def test_the_chapters_of_the_open_text_show_what_was_heard_and_go_there(
    tmp_path: Path, qtbot: QtBot
) -> None:
    app, service = listening(tmp_path)
    screen = Screen(qtbot, app)
    assert [row.text() for _, row in screen.column.chapters] == [
        "What is read back",
        "Unfinished things",
        "Morning",
    ]
    first = screen.column.chapters[0][1]
    assert near(screen.place(first).y() + 14, 142)
    QTest.mouseClick(screen.column.chapters[1][1], Qt.MouseButton.LeftButton)

    assert service.script is not None
    assert service.script.chapter == 1
    heard = [row.heard for _, row in screen.column.chapters]
    assert heard == [Heard.DONE, Heard.NOW, Heard.TO_COME]


@pytest.mark.requirement("reader-row-30")
def test_a_place_is_told_in_time_and_speed(tmp_path: Path, qtbot: QtBot) -> None:
    app, service = listening(tmp_path, SHORT)
    screen = Screen(qtbot, app)
    service.set_speed(240)
    service.play()
    hear(app, 6)
    service.pause()
    first = service.document
    assert first is not None
    screen.service.add(a_file(tmp_path, "other.txt", "Other words stand here."))
    QApplication.processEvents()

    rows = screen.column.rows
    assert rows[first.id].place == "1 min left at 240 wpm"
    other = next(row for name, row in rows.items() if name != first.id)
    assert other.isChecked()
    assert screen.column.chapters == []
    QTest.mouseClick(rows[first.id], Qt.MouseButton.LeftButton)
    assert service.document is not None
    assert service.document.id == first.id
    assert other.place == "not started"


def test_a_document_is_removed_with_one_key_and_brought_back_with_another(
    tmp_path: Path, qtbot: QtBot
) -> None:
    app, service = listening(tmp_path)
    screen = Screen(qtbot, app)
    service.play()
    [row] = screen.column.rows.values()
    QTest.keyClick(row, Qt.Key.Key_Delete)

    assert screen.column.rows == {}
    assert service.document is None
    assert not service.playing
    assert screen.home.said.text() == "What is read back is removed. Ctrl Z brings it back."
    service.play()  # nothing is open, so nothing happens
    screen.adding.keys()["Ctrl+Z"]()
    assert [each.text() for each in screen.column.rows.values()] == ["What is read back"]
    assert not screen.home.said.isVisible()
    assert service.document is not None, "it lies open again"
    assert service.document.title == "What is read back"
    assert not service.playing


def test_what_is_arriving_is_stopped_by_removing_it(screen: Screen, tmp_path: Path) -> None:
    screen.app.working.holding = True
    screen.adding.remove(screen.service.add(a_file(tmp_path)))

    assert screen.column.rows == {}
    assert screen.home.said.text() == ""


@pytest.mark.parametrize("name", ["light", "dark", "evening"])
def test_the_home_fits_at_150_percent_in_a_low_window(
    tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Theme(theme.palette(name), 1.5))
    try:
        screen = Screen(qtbot, make_app(tmp_path, features=(LISTEN,)))
        screen.page.resize(1024 - 64, 680)
        QApplication.processEvents()
        button = screen.home.zone.button
        zone = screen.home.zone
        assert screen.place(button).x() + button.width() <= screen.place(zone).x() + zone.width()
        assert screen.place(button).y() + button.height() <= screen.place(zone).y() + zone.height()
        assert screen.place(zone).x() + zone.width() <= screen.page.width() + RAIL
        assert not screen.page.grab().isNull()
    finally:
        theme.apply(app, theme.Theme(theme.palette("light")))
