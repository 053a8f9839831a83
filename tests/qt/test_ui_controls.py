"""The controls have the sizes of the design and answer to the keys that people try."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.ui.buttons import Button, KeyHint
from spindle.ui.field import Field, Size
from spindle.ui.focus_ring import FocusRing
from spindle.ui.page import Page
from spindle.ui.row import CurrentRow, Row
from spindle.ui.segments import Segments
from spindle.ui.spin import SpinField
from spindle.ui.switch import Switch
from spindle.ui.theme import Theme, apply, palette
from spindle.ui.tile import NumberTile, Pill
from spindle.ui.value_scale import RatingKeys, ValueScale

KEY = Qt.Key


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    apply(qapp, Theme(palette("light")))


def test_controls_are_as_high_as_the_design_says(qtbot: QtBot) -> None:
    heights: tuple[tuple[QWidget, int], ...] = (
        (Button("primary", "Start", key="Enter"), 36),
        (Button("secondary", "Start", compact=True), 32),
        (KeyHint("Space"), 18),
        (Switch(), 22),
        (Segments(("Tone", "Both")), 32),
        (SpinField(1, 60, unit="min"), 32),
        (Pill("Walk"), 32),
        (NumberTile(1, "usable step"), 56),
        (RatingKeys(), 72),
    )
    for control, height in heights:
        qtbot.addWidget(control)
        assert control.sizeHint().height() == height, control
    sizes: tuple[tuple[Size, int], ...] = (("form", 32), ("field", 40), ("hero", 56))
    for size, height in sizes:
        field = Field(size=size)
        qtbot.addWidget(field)
        assert field.height() == height


def test_controls_grow_with_the_text(qapp: QApplication, qtbot: QtBot) -> None:
    button, field = Button("primary", "Start"), Field()
    for widget in (button, field):
        qtbot.addWidget(widget)
    narrow = button.sizeHint().width()
    apply(qapp, Theme(palette("light"), text_scale=1.5))
    assert button.sizeHint().height() == 54
    assert button.sizeHint().width() > narrow
    assert field.height() == 60


@pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_Return, KEY.Key_Enter])
def test_a_switch_and_a_button_answer_to_space_and_enter(qtbot: QtBot, key: Qt.Key) -> None:
    switch, button = Switch(), Button("secondary", "Start")
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    for widget in (switch, button):
        qtbot.addWidget(widget)
        QTest.keyClick(widget, key)
    assert switch.isChecked()
    assert len(pressed) == 1


def test_segments_move_by_arrow_and_by_click_and_stop_at_the_ends(qtbot: QtBot) -> None:
    segments = Segments(("Tone", "Both", "Quiet"))
    qtbot.addWidget(segments)
    segments.resize(segments.sizeHint())
    chosen: list[int] = []
    segments.chosen.connect(chosen.append)
    for key in (KEY.Key_Left, KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, KEY.Key_Left):
        QTest.keyClick(segments, key)
    QTest.mouseClick(segments, Qt.MouseButton.LeftButton, pos=QPoint(segments.width() - 5, 10))
    assert chosen == [1, 2, 1, 2]
    assert segments.accessibleDescription() == "Quiet"


def test_a_number_is_stepped_by_key_and_click_and_stays_in_its_bounds(qtbot: QtBot) -> None:
    spin = SpinField(5, 60, step=5, unit="min")
    qtbot.addWidget(spin)
    spin.resize(spin.sizeHint())
    spin.set_value(10)
    told: list[int] = []
    spin.changed.connect(told.append)
    for key in (KEY.Key_Down, KEY.Key_Minus, KEY.Key_End, KEY.Key_Up, KEY.Key_Home):
        QTest.keyClick(spin, key)
    left, right = QPoint(4, 10), QPoint(spin.width() - 4, 10)
    for where in (left, right):
        QTest.mouseClick(spin, Qt.MouseButton.LeftButton, pos=where)
    assert told == [5, 60, 5, 10]
    assert spin.accessibleDescription() == "10 min"


def test_a_tile_only_asks(qtbot: QtBot) -> None:
    tile = NumberTile(3, "new angle")
    qtbot.addWidget(tile)
    asked: list[bool] = []
    tile.clicked.connect(lambda: asked.append(True))
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert len(asked) == 1
    assert not tile.isChecked()
    assert (tile.accessibleName(), tile.accessibleDescription()) == ("new angle", "3")


def test_a_current_row_only_asks(qtbot: QtBot) -> None:
    row = CurrentRow("Chapter 1")
    qtbot.addWidget(row)
    row.click()
    assert not row.isChecked()
    assert row.accessibleName() == "Chapter 1"


def test_the_ring_comes_with_the_keyboard_and_goes_with_the_focus(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(400, 120)
    first, second = Button("primary", "First", window), Button("quiet", "Second", window)
    second.move(20, 60)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not window.findChildren(FocusRing)
    second.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = window.findChildren(FocusRing)
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring.isVisible()


def test_what_is_typed_into_a_field_is_fit_to_be_kept(qtbot: QtBot) -> None:
    field = Field(size="hero")
    qtbot.addWidget(field)
    field.setText("Prove \ud800Lemma 4")
    field.typed().encode("utf-8")
    assert field.typed().endswith("Lemma 4")


def test_the_only_caret_of_a_field_is_the_pen(qtbot: QtBot) -> None:
    field = Field()
    qtbot.addWidget(field)
    field.resize(240, 40)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    for text in ("", "Lemma 4", "lll", "WWWW"):
        field.setText(text)
        image, line = field.grab().toImage(), field.cursorRect()
        ground = palette("light").panel.name()
        after = [
            image.pixelColor(x, line.center().y()).name()
            for x in range(line.center().x() + 1, line.right() + 6)
        ]
        assert after[:2] == [palette("light").pen.name()] * 2
        assert set(after[2:]) == {ground}


def _image(scale: ValueScale) -> QImage:
    scale.resize(560, scale.sizeHint().height())
    return scale.grab().toImage()


def test_before_a_rating_nothing_on_the_axis_depends_on_the_prediction(qtbot: QtBot) -> None:
    low, high, rated = ValueScale(), ValueScale(), ValueScale()
    for scale in (low, high, rated):
        qtbot.addWidget(scale)
    low.set_values(None, 1.2)
    high.set_values(None, 4.8)
    rated.set_values(4, 3.6)
    assert _image(low) == _image(high)
    assert low.accessibleDescription() == high.accessibleDescription() == ""
    assert _image(rated) != _image(low)
    assert rated.accessibleDescription()


def test_the_rating_keys_tell_which_one_was_pressed(qtbot: QtBot) -> None:
    keys = RatingKeys()
    qtbot.addWidget(keys)
    chosen: list[int] = []
    keys.chosen.connect(chosen.append)
    for key in keys._keys:
        key.click()
    assert chosen == [1, 2, 3, 4, 5]


class _Listing(Page):
    """A page with two rows that goes through them with Down."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0
        self.rows = [Row("one", self), Row("two", self)]
        self.bind("Down", self._step)

    def _step(self) -> None:
        self.steps += 1


def test_a_row_leaves_the_arrows_to_a_page_that_wants_them(qtbot: QtBot) -> None:
    page = _Listing()
    qtbot.addWidget(page)

    QTest.keyClick(page.rows[0], KEY.Key_Down)
    QTest.keyClick(page.rows[0], KEY.Key_Up)

    assert page.steps == 1


def test_a_number_has_its_unit_in_the_singular_and_in_the_plural(qtbot: QtBot) -> None:
    spin = SpinField(0, 5, unit="sentences", one="sentence")
    qtbot.addWidget(spin)
    told = []
    for value in (0, 1, 2):
        spin.set_value(value)
        told.append(spin.accessibleDescription())
    assert told == ["0 sentences", "1 sentence", "2 sentences"]
