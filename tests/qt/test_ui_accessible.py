"""What a screen reader finds where Spindle paints itself: a name, a value and a text."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from spindle.ui import accessible
from spindle.ui.day_strip import DayStrip
from spindle.ui.ring import Ring, RingState
from spindle.ui.segments import Segments
from spindle.ui.slider import Slider
from spindle.ui.spin import SpinField
from spindle.ui.strip_model import Strip
from spindle.ui.value_scale import ValueScale

Role = QAccessible.Role


@pytest.fixture(scope="module", autouse=True)
def heard(qapp: object) -> None:
    """The program does this once, after its first paint."""
    del qapp
    accessible.install()


def ring() -> QWidget:
    made = Ring()
    made.set_state(RingState(fraction=0.339))
    made.setAccessibleDescription("13:42 left in this block, push 3 of 4")
    return made


def strip() -> QWidget:
    made = DayStrip()
    summary = "Morning 07:10. Focus 09:00, 35 min. Now 14:20."
    made.show_strip(
        Strip(start=0, end=24, now=14, waking=6, lights_out=22, time="14:20", summary=summary)
    )
    return made


def spin() -> QWidget:
    made = SpinField(1, 60, unit="min")
    made.set_value(20)
    return made


def words() -> QWidget:
    made = Segments(("Tone", "Both", "Quiet"))
    made.set_chosen(1)
    return made


def rated() -> QWidget:
    made = ValueScale()
    made.set_values(4, 3.6)
    return made


@pytest.mark.parametrize(
    ("make", "role", "value", "text"),
    [
        (ring, Role.ProgressBar, "33 %", "13:42 left in this block, push 3 of 4"),
        (strip, Role.Graphic, "14:20", "Morning 07:10. Focus 09:00, 35 min. Now 14:20."),
        (rated, Role.Graphic, "4 good", "predicted 3.6, you 4"),
        (spin, Role.SpinBox, "20 min", "20 min"),
        (words, Role.ComboBox, "Both", "Both"),
    ],
)
def test_a_painted_widget_has_a_name_a_value_and_a_text(
    qtbot: QtBot, make: Callable[[], QWidget], role: QAccessible.Role, value: str, text: str
) -> None:
    widget = make()
    if not widget.accessibleName():
        widget.setAccessibleName("Long break")  # of the row it stands in
    qtbot.addWidget(widget)

    found = QAccessible.queryAccessibleInterface(widget)

    assert found is not None
    assert found.role() is role
    assert found.text(QAccessible.Text.Name) == widget.accessibleName()
    assert found.text(QAccessible.Text.Value) == value
    assert found.text(QAccessible.Text.Description) == text


def test_before_a_rating_the_axis_tells_nothing(qtbot: QtBot) -> None:
    scale = ValueScale()
    qtbot.addWidget(scale)
    scale.set_values(None, 3.6)

    found = QAccessible.queryAccessibleInterface(scale)

    assert found is not None
    assert found.text(QAccessible.Text.Value) == ""
    assert found.text(QAccessible.Text.Description) == ""


def test_what_qt_knows_better_is_left_to_it(qtbot: QtBot) -> None:
    slider = Slider(0, 100)
    qtbot.addWidget(slider)

    found = QAccessible.queryAccessibleInterface(slider)

    assert found is not None
    assert found.role() is Role.Slider


def test_widgets_that_go_take_what_was_told_of_them_with_them(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for _ in range(300):
        made = SpinField(1, 9, parent=window)
        found = QAccessible.queryAccessibleInterface(made)
        assert found is not None
        assert found.text(QAccessible.Text.Value) == "1"
        made.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    assert window.findChildren(SpinField) == []
