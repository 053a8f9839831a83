"""Finding in the text by keyboard: what is lit, other chapters, the voice, and the way back."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.ids import Ref
from spindle.features.listen.page.page import ListenPage
from spindle.features.listen.text.model import Span
from spindle.ui import theme
from spindle.ui.theme import Theme
from tests.helpers.fakes import FakeApp
from tests.helpers.reading import hear, listening, long_text, until_asked

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TEXT = """# One

At night the sketch is read back. Slow waves sweep across the cortex.

# Two

{filler}

In the morning a little more is yours: read back, and “kept”.
""".format(filler="\n\n".join(["Nothing of that is to be told here, and not there."] * 60))


class Desk:
    """The page, and a keyboard."""

    def __init__(self, qtbot: QtBot, app: FakeApp) -> None:
        self.app = app
        self.service: ListenService = app.services["listen"]
        self.page = ListenPage(app)
        self.view = self.page.reading
        self.line = self.view.find_line
        qtbot.addWidget(self.page)
        self.page.resize(1080, 820)
        self.page.show()
        self.page.activateWindow()
        self.page.entered()
        QApplication.processEvents()

    def press(self, key: str, *held: str) -> None:
        with_ = Qt.KeyboardModifier.NoModifier
        for each in held:
            with_ |= getattr(Qt.KeyboardModifier, f"{each}Modifier")
        QTest.keyClick(self.focus, getattr(Qt.Key, f"Key_{key}"), with_)
        QApplication.processEvents()

    def type_(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)
        QApplication.processEvents()

    @property
    def focus(self) -> QWidget:
        return self.page.focusWidget() or self.page

    def find(self, text: str) -> None:
        self.press("F", "Control")
        self.type_(text)

    def shown(self) -> int:
        """The chapter on the page."""
        script = self.view.pane.script
        assert script is not None
        return script.chapter

    def sees_present(self) -> bool:
        """Whether the present hit is in sight."""
        present = self.service.finding.present
        assert present is not None
        [box, *_] = self.view.pane.boxes(*present)
        top = self.view.area.verticalScrollBar().value()
        return top <= box.top() and box.bottom() <= top + self.view.area.viewport().height()


@pytest.fixture(autouse=True)
def _at_once(qapp: QApplication) -> Iterator[None]:
    before = theme.application_theme()
    theme.apply(qapp, Theme(before.palette, reduced_motion=True))
    yield
    theme.apply(qapp, before)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Desk:
    app, _ = listening(tmp_path, TEXT)
    return Desk(qtbot, app)


def test_ctrl_f_finds_across_chapters_and_esc_comes_back_to_where_reading_is(desk: Desk) -> None:
    assert not desk.line.isVisible()
    desk.find("read back")
    assert desk.line.isVisible()
    assert desk.line.words.text() == "1 of 2"
    assert (desk.shown(), desk.sees_present()) == (0, True)

    desk.press("Return")
    assert desk.line.words.text() == "2 of 2"
    assert (desk.shown(), desk.sees_present()) == (1, True)
    assert desk.view.head.accessibleName().startswith("Two")
    desk.press("F3")
    assert (desk.line.words.text(), desk.shown()) == ("1 of 2", 0)
    desk.press("Return", "Shift")
    assert desk.line.words.text() == "2 of 2"
    desk.press("F3", "Shift")
    desk.press("F3")

    desk.press("Escape")
    assert not desk.line.isVisible()
    assert desk.shown() == 0
    assert desk.view.area.verticalScrollBar().value() == 0
    assert not desk.service.finding.on
    desk.press("Space")
    assert desk.service.playing


def test_the_voice_sounds_on_and_its_page_comes_back(desk: Desk) -> None:
    desk.press("Space")
    desk.find("kept")
    hear(desk.app, 2)
    QApplication.processEvents()
    assert desk.service.playing
    assert desk.service.spot.place.chapter == 0
    assert (desk.shown(), desk.sees_present()) == (1, True)
    desk.press("Escape")
    assert (desk.shown(), desk.service.playing) == (0, True)


def test_ctrl_enter_reads_from_what_was_found(desk: Desk) -> None:
    desk.find('"kept"')
    place = desk.service.finding.place
    desk.press("Return", "Control")
    assert not desk.line.isVisible()
    hear(desk.app, 0.3)
    QApplication.processEvents()
    assert desk.service.playing
    assert place is not None
    assert desk.service.spot.place.chapter == 1
    assert desk.service.spot.place.block == place.block
    assert desk.shown() == 1


def test_what_stands_nowhere_is_said_in_a_sentence_and_the_page_stays(desk: Desk) -> None:
    desk.find("kept")
    desk.type_("x")
    assert desk.line.words.text() == "That is nowhere in this text."
    assert desk.shown() == 1
    assert not desk.line.next.isEnabled()
    desk.press("Backspace")
    assert desk.line.words.text() == "1 of 1"
    desk.line.field.clear()
    assert desk.line.words.text() == ""
    assert desk.shown() == 0


def test_after_a_search_for_nothing_the_page_follows_the_voice_again(
    tmp_path: Path, qtbot: QtBot
) -> None:
    app, service = listening(tmp_path, long_text(1))
    desk = Desk(qtbot, app)
    desk.find("chapter")
    desk.press("Up")  # the last one, far below
    bar = desk.view.area.verticalScrollBar()
    far = bar.value()
    assert far > 1000
    desk.type_("x")
    desk.press("Escape")
    assert bar.value() == 0
    service.set_speed(600)
    desk.press("Space")
    hear(app, 60)
    QApplication.processEvents()
    assert 0 < bar.value() < far


def test_a_click_on_a_word_beside_a_hit_reads_from_there(desk: Desk) -> None:
    desk.find("kept")
    present = desk.service.finding.present
    assert present is not None
    [box, *_] = desk.view.pane.boxes(*present)
    spot = box.center().toPoint()
    QTest.mouseClick(desk.view.pane, Qt.MouseButton.LeftButton, pos=spot)
    hear(desk.app, 0.3)
    QApplication.processEvents()
    assert not desk.line.isVisible()
    assert desk.service.playing
    assert desk.service.spot.place.chapter == 1
    assert desk.service.spot.place.block == present.block


@pytest.mark.parametrize("by_column", [True, False])
def test_another_chapter_leaves_the_search(desk: Desk, *, by_column: bool) -> None:
    desk.find("sketch")
    assert desk.shown() == 0
    if by_column:
        desk.page.column.chapter_asked.emit(1)
    else:
        desk.press("PageDown")
    QApplication.processEvents()
    assert not desk.line.isVisible()
    assert desk.shown() == 1
    assert desk.service.spot.place.chapter == 1


@pytest.mark.parametrize("name", ["light", "dark", "evening"])
def test_the_present_one_is_drawn_stronger_than_the_others(
    desk: Desk, qapp: QApplication, name: str
) -> None:
    palette = theme.palette(name)
    theme.apply(qapp, Theme(palette, reduced_motion=True))
    desk.find("th")
    pane = desk.view.pane
    [first, second, *_] = desk.service.finding.hits
    picture = pane.grab().toImage()

    def edge(block: int, span: Span) -> set[str]:
        [box, *_] = pane.boxes(block, span)
        x, top = round(box.center().x()), round(box.top())
        return {picture.pixelColor(x, top + down).name() for down in range(5)}

    assert desk.service.finding.present == first
    assert palette.ink.name() in edge(*first)
    assert palette.ink.name() not in edge(*second)
    assert palette.wash.name() in edge(*second)


def test_a_check_waits_while_something_is_looked_for_and_is_asked_behind_it(
    tmp_path: Path, qtbot: QtBot
) -> None:
    app, service = listening(tmp_path, long_text())
    desk = Desk(qtbot, app)
    desk.press("Space")
    desk.find("variation")
    until_asked(app, service)
    QApplication.processEvents()
    assert not desk.view.check.isVisible()
    assert desk.line.words.text().endswith("a check waits")
    desk.type_("1")
    assert service.asked is not None
    assert service.asked.is_open
    desk.press("Escape")
    assert desk.view.check.isVisible()
    desk.press("F", "Control")
    assert not desk.line.isVisible()


def test_the_finder_opens_it_and_the_way_to_the_voice_closes_it(desk: Desk) -> None:
    desk.page.show_ref(Ref("document", "find"))
    assert desk.line.field.hasFocus()
    desk.type_("kept")
    desk.view.come_back_asked.emit()
    assert not desk.line.isVisible()
    assert desk.shown() == 0


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_there_is_room_in_the_smallest_window(desk: Desk, qapp: QApplication, scale: float) -> None:
    before = theme.application_theme()
    theme.apply(qapp, Theme(before.palette, text_scale=scale, reduced_motion=True))
    desk.page.resize(1024 - 76, 680)
    desk.press("O")
    desk.find("read back")
    line = desk.line
    shown = [
        each for each in (line.before, line.next, line.close_it, line.read) if each.isVisible()
    ]
    assert all(each.x() + each.width() <= line.width() for each in (*shown, line.words))
    assert line.words.width() >= line.words.sizeHint().width()
    assert line.field.width() >= 120
    assert desk.page.width() == 1024 - 76


@pytest.mark.parametrize(
    ("text", "typed"), [("שלום עולם. זה טקסט.", "טקסט"), ("记忆在夜里。睡眠有用。", "睡眠")]
)
def test_other_scripts_are_lit_where_they_stand(
    tmp_path: Path, qtbot: QtBot, text: str, typed: str
) -> None:
    app, service = listening(tmp_path, text)
    desk = Desk(qtbot, app)
    desk.press("F", "Control")
    desk.line.field.setText(typed)
    present = service.finding.present
    assert present is not None
    assert service.script is not None
    assert service.script.blocks[present.block].text[slice(*present.span)] == typed
    assert desk.view.pane.boxes(*present)[0].width() > 10
