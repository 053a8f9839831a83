"""Words keep all their lines."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from spindle.ui.labels import Label
from spindle.ui.theme import Theme, apply, palette

_LONG = "One sentence that is much longer than a narrow column can hold on a single line. " * 3


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    apply(qapp, Theme(palette("light")))


def _shown(qtbot: QtBot, box: QBoxLayout, width: int, height: int) -> tuple[QScrollArea, QWidget]:
    """The layout in a scroll area of that size, as pages have it, and what scrolls in it."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    page = QWidget()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    page.setLayout(box)
    area.setWidget(page)
    qtbot.addWidget(area)
    area.resize(width, height)
    area.show()
    return area, page


@pytest.mark.parametrize("width", [90, 160, 320, 900])
def test_a_wrapping_label_is_as_high_as_its_lines(qtbot: QtBot, width: int) -> None:
    label, column = Label("body", _LONG, wrap=True), QVBoxLayout()
    column.addWidget(label)
    column.addStretch(1)
    _area, page = _shown(qtbot, column, width, 2000)
    assert label.width() == page.width() == width
    assert label.height() == label.heightForWidth(width)
    assert label.height() % 20 == 0


def test_a_wrapping_label_keeps_its_lines_where_there_is_little_room(qtbot: QtBot) -> None:
    label, other, column = Label("body", _LONG, wrap=True), Label("body", "below"), QVBoxLayout()
    column.addWidget(label)
    column.addWidget(other)
    _area, page = _shown(qtbot, column, 200, 10)
    assert label.height() == label.heightForWidth(200)
    assert other.y() == label.height()
    assert page.height() == label.height() + 20


def test_a_wrapping_label_beside_something_keeps_all_its_lines(qtbot: QtBot) -> None:
    label, number, row = Label("body", _LONG, wrap=True), Label("page_name", "+0.4"), QHBoxLayout()
    row.addWidget(number)
    row.addWidget(label, 1)
    _area, page = _shown(qtbot, row, 300, 20)
    assert page.height() == label.height() == label.heightForWidth(label.width()) > 20


def test_a_wrapping_label_grows_with_its_text(qtbot: QtBot) -> None:
    label, column = Label("caption", "short", wrap=True), QVBoxLayout()
    column.addWidget(label)
    column.addStretch(1)
    _area, _page = _shown(qtbot, column, 200, 16)
    assert label.height() == 16
    label.setText(_LONG)
    qtbot.waitUntil(lambda: label.height() == label.heightForWidth(200) > 16)


def test_a_label_is_shortened_only_when_it_may_shrink(qtbot: QtBot) -> None:
    whole, short = Label("body", _LONG), Label("body", _LONG)
    short.let_shrink()
    column = QVBoxLayout()
    column.addWidget(short)
    _area, page = _shown(qtbot, column, 120, 20)
    assert page.width() == short.width() == 120
    column.addWidget(whole)
    qtbot.waitUntil(lambda: page.width() > 400)


def test_line_boxes_follow_the_type_table_and_the_text_size(
    qapp: QApplication, qtbot: QtBot
) -> None:
    label = Label("title", "one\ntwo", align=Qt.AlignmentFlag.AlignRight)
    qtbot.addWidget(label)
    assert label.sizeHint().height() == 2 * 36
    apply(qapp, Theme(palette("light"), text_scale=1.5))
    assert label.sizeHint().height() == 2 * 54
    assert label.font().pixelSize() == 42
    apply(qapp, Theme(palette("light")))


def test_a_label_that_may_not_grow_is_as_high_as_its_lines_where_there_is_more_room(
    qtbot: QtBot,
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    words = Label("body", "Rename it and put the newest file in its place. " * 5, wrap=True)
    words.setMaximumWidth(300)
    column.addWidget(words)
    column.addStretch()
    page.resize(1000, 600)
    page.grab()
    assert words.width() == 300
    assert words.height() == words.heightForWidth(300)


@pytest.mark.parametrize("wrap", [False, True])
def test_the_margins_of_words_are_kept_free(qtbot: QtBot, *, wrap: bool) -> None:
    label = Label("body", "Nothing fits.", wrap=wrap)
    qtbot.addWidget(label)
    bare = label.sizeHint()
    label.setContentsMargins(21, 10, 5, 4)
    assert (label.sizeHint() - bare).toTuple() == (26, 14)
    label.resize(200, label.sizeHint().height())
    picture = label.grab().toImage()
    ground = picture.pixel(0, 0)
    drawn = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixel(x, y) != ground
    ]
    assert 20 <= min(x for x, _ in drawn) <= 24
    assert min(y for _, y in drawn) >= 10
