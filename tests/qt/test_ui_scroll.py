"""Places that scroll, and the one look of their bars."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from spindle.ui.page import Page
from spindle.ui.row import Row
from spindle.ui.scroll import BAR, Scroll
from spindle.ui.theme import Theme, apply, palette, wear

HIGH = 900


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The style sheet makes the bar what it is."""
    apply(qapp, Theme(palette("light")))
    yield
    apply(qapp, Theme(palette("light")))


def scrolling(qtbot: QtBot, margin: int, height: int = HIGH) -> Scroll:
    """A place of 300 × 200 px whose content keeps a margin at its right."""
    held, inner = QWidget(), QWidget()
    inner.setMinimumHeight(height)
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, margin, 0)
    column.addWidget(inner)
    area = Scroll(held)
    qtbot.addWidget(area)
    area.resize(300, 200)
    with qtbot.waitExposed(area):
        area.show()
    return area


def content(area: Scroll) -> QWidget:
    """What is scrolled."""
    held = area.widget()
    assert held is not None
    return held


def seen(area: Scroll) -> QScrollBar:
    """The one bar that is seen."""
    (bar,) = [
        bar
        for bar in area.findChildren(QScrollBar)
        if bar.isVisible() and bar.orientation() is Qt.Orientation.Vertical
    ]
    return bar


def test_a_bar_lies_in_the_margin_of_the_content_and_takes_no_room(qtbot: QtBot) -> None:
    area = scrolling(qtbot, margin=40)

    assert content(area).width() == 300
    bar = seen(area)
    assert (bar.x(), bar.width(), bar.height()) == (300 - BAR, BAR, 200)

    bar.setValue(120)
    assert content(area).y() == -120
    area.ensureVisible(0, HIGH)
    assert bar.value() == bar.maximum()
    assert content(area).y() == 200 - HIGH


def test_a_bar_stands_beside_content_that_keeps_no_margin_for_it(qtbot: QtBot) -> None:
    area = scrolling(qtbot, margin=4)

    assert content(area).width() == 300 - BAR
    assert seen(area) is area.verticalScrollBar()


def test_where_all_can_be_seen_there_is_no_bar(qtbot: QtBot) -> None:
    area = scrolling(qtbot, margin=40, height=100)
    assert not any(bar.isVisible() for bar in area.findChildren(QScrollBar))

    area.resize(300, 60)
    assert seen(area).isVisible()
    area.resize(300, 200)
    assert not any(bar.isVisible() for bar in area.findChildren(QScrollBar))


def test_a_place_in_the_dark_can_do_without_a_bar(qtbot: QtBot) -> None:
    area = Scroll(bar=False)
    held = QWidget()
    held.setMinimumHeight(HIGH)
    area.hold(held)
    qtbot.addWidget(area)
    area.resize(300, 200)
    with qtbot.waitExposed(area):
        area.show()

    assert not any(bar.isVisible() for bar in area.findChildren(QScrollBar))
    area.ensureVisible(0, HIGH)
    assert held.y() == 200 - HIGH


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_key_of_the_page_is_not_taken_for_scrolling(qtbot: QtBot) -> None:
    page, steps = Page(), list[int]()
    page.bind("Down", lambda: steps.append(1))
    rows = [Row(str(at)) for at in range(60)]
    held = QWidget()
    column = QVBoxLayout(held)
    for row in rows:
        row.setMinimumHeight(20)
        column.addWidget(row)
    area = Scroll(held)
    QVBoxLayout(page).addWidget(area)
    qtbot.addWidget(page)
    page.resize(300, 200)
    with qtbot.waitExposed(page):
        page.show()
    rows[0].setFocus()

    for _ in range(3):
        QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert steps == [1, 1, 1]
    assert area.verticalScrollBar().value() == 0
    QTest.keyClick(rows[0], Qt.Key.Key_PageDown)  # the page does nothing with it
    assert area.verticalScrollBar().value() > 0


@pytest.mark.parametrize("margin", [4, 40])
def test_a_bar_wears_what_is_worn_around_it(qtbot: QtBot, margin: int) -> None:
    area = scrolling(qtbot, margin)
    wear(area, "evening")

    drawn = area.grab().toImage()

    marked = {drawn.pixelColor(x, 16).name() for x in range(300 - BAR, 300)}
    assert marked == {palette("evening").rule.name(), palette("evening").paper.name()}


@pytest.mark.parametrize("name", ["light", "dark", "evening"])
def test_a_bar_is_a_thin_line_that_can_be_seen(qapp: QApplication, qtbot: QtBot, name: str) -> None:
    apply(qapp, Theme(palette(name)))
    area = scrolling(qtbot, margin=40)
    drawn = area.grab().toImage()
    rule = palette(name).rule.rgb()

    marked = [x for x in range(300) if QColor(drawn.pixel(x, 16)).rgb() == rule]

    assert len(marked) == 4
    assert marked[0] >= 300 - BAR
