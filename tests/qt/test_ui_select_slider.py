"""A level is drawn along a line, and one of many words chosen from a list, by key and by mouse."""

from enum import StrEnum

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.settings import Choice, Level, Setting
from spindle.shell.settings_page.editors import editor_for
from spindle.ui.segments import Segments
from spindle.ui.select import Select
from spindle.ui.slider import Slider
from spindle.ui.theme import Theme, apply, palette

# A list that opens takes the keyboard, which the offscreen platform has not.
pytestmark = pytest.mark.qt_log_ignore("does not support")

KEY = Qt.Key
WORDS = ("None", "Tick", "Brown noise", "Rain", "Sea")


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    apply(qapp, Theme(palette("light")))


@pytest.fixture
def slider(qtbot: QtBot) -> Slider:
    made = Slider(0, 100, step=5)
    qtbot.addWidget(made)
    made.set_value(60)
    made.resize(made.sizeHint())
    made.show()
    return made


@pytest.fixture
def select(qtbot: QtBot) -> Select:
    made = Select(WORDS)
    qtbot.addWidget(made)
    made.set_chosen(3)
    made.show()
    return made


@pytest.mark.parametrize(
    ("key", "value"),
    [(KEY.Key_Right, 65), (KEY.Key_Left, 55), (KEY.Key_PageUp, 100), (KEY.Key_Home, 0)],
)
def test_a_level_moves_by_key_and_tells_each_time(slider: Slider, key: Qt.Key, value: int) -> None:
    told: list[int] = []
    slider.drawn.connect(told.append)
    QTest.keyClick(slider, key)
    assert told == [slider.value()] == [value]


def test_a_level_follows_the_hand_and_tells_when_it_is_let_go(slider: Slider) -> None:
    told: list[int] = []
    slider.drawn.connect(told.append)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(6, 16))
    QTest.mouseMove(slider, QPoint(66, 16))
    QTest.mouseMove(slider, QPoint(126, 16))
    assert told == []
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(126, 16))
    assert told == [100]


def test_showing_a_level_tells_nobody_and_a_screen_reader_hears_it(slider: Slider) -> None:
    told: list[int] = []
    slider.drawn.connect(told.append)
    slider.set_value(20)
    assert told == []
    assert slider.accessibleDescription() == "20"


def test_a_word_is_chosen_from_the_list_that_opens(select: Select) -> None:
    told: list[int] = []
    select.chosen.connect(told.append)
    QTest.keyClick(select, KEY.Key_Down)
    [menu] = select.findChildren(QMenu)
    assert [line.text() for line in menu.actions()] == list(WORDS)
    assert [line.isChecked() for line in menu.actions()] == [False, False, False, True, False]
    menu.actions()[1].trigger()
    assert told == [1]
    assert (select.index, select.text(), select.accessibleDescription()) == (1, "Tick", "Tick")
    menu.close()


def test_arrows_choose_without_the_list_and_stop_at_the_ends(select: Select) -> None:
    QTest.keyClick(select, KEY.Key_Right)
    QTest.keyClick(select, KEY.Key_Right)
    assert select.text() == "Sea"
    for _ in WORDS:
        QTest.keyClick(select, KEY.Key_Left)
    assert select.text() == "None"


class Noise(StrEnum):
    NONE = "none"
    TICK = "tick"
    BROWN = "brown"
    RAIN = "rain"
    SEA = "sea"


@pytest.mark.parametrize(("count", "control"), [(4, Segments), (5, Select)])
def test_many_choices_open_and_few_stand_side_by_side(count: int, control: type[QWidget]) -> None:
    kind = Choice(Noise, {noise: noise.value for noise in list(Noise)[:count]})
    editor = editor_for(Setting(key="x.noise", default=Noise.SEA, kind=kind, label="Noise"))

    assert len(editor.findChildren(control)) == 1


def test_a_level_of_a_setting_has_a_line_to_draw_along() -> None:
    loud = Setting(key="x.loud", default=60, kind=Level(), label="Loud")
    editor = editor_for(loud)
    told: list[object] = []
    editor.edited.connect(told.append)
    [line] = editor.findChildren(Slider)
    editor.show_value(60)
    line.setValue(70)
    assert told == [70]


@pytest.mark.parametrize("wrong", ["loud", 101, -1, True])
def test_a_level_beyond_its_bounds_is_refused_with_a_sentence(wrong: object) -> None:
    with pytest.raises(ValueError, match="Write a number from 0 to 100"):
        Level().parse(wrong)
