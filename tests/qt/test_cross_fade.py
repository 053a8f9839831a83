"""Colours change slowly, and at once where motion is reduced."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.ui.cross_fade import Cover
from spindle.ui.theme import Looks, Theme, apply, palette


@pytest.fixture
def looks(qapp: QApplication) -> Iterator[Looks]:
    made = Looks(qapp)
    made.set(mode="light")
    yield made
    apply(qapp, Theme(palette("light")))


def shown(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 200)
    window.show()
    return window


def seen(widget: QWidget) -> QColor:
    """The colour in the middle of what is on the screen."""
    return widget.grab().toImage().pixelColor(widget.rect().center())


def test_the_old_colours_go_slowly_and_are_then_gone(looks: Looks, qtbot: QtBot) -> None:
    window = shown(qtbot)

    looks.set(mode="dark")

    [cover] = window.findChildren(Cover)
    assert seen(window) == palette("light").paper
    with qtbot.waitSignal(cover.destroyed, timeout=5000):
        pass
    assert window.findChildren(Cover) == []
    assert seen(window) == palette("dark").paper


def test_with_reduced_motion_they_change_at_once(looks: Looks, qtbot: QtBot) -> None:
    window = shown(qtbot)
    looks.set(reduced_motion=True)

    looks.set(mode="dark")

    assert window.findChildren(Cover) == []
    assert seen(window) == palette("dark").paper


def test_a_click_goes_through_to_what_is_below(looks: Looks, qtbot: QtBot) -> None:
    window = shown(qtbot)
    below = QWidget(window)
    below.resize(200, 200)
    below.show()

    looks.set(mode="dark")

    assert window.childAt(100, 100) is below
