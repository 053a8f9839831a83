"""A row that goes on in the next line."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from spindle.ui.wrap import Wrap

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

WIDE, HIGH, GAP = 100, 30, 10


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    """Four things of 100 × 30 px, and one line below them."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    row = Wrap(GAP)
    for n in range(4):
        thing = QLabel(str(n))
        thing.setFixedSize(WIDE, HIGH)
        row.addWidget(thing)
    column.addLayout(row)
    column.addWidget(QLabel("below"))
    column.addStretch(1)
    qtbot.addWidget(page)
    page.show()
    return page


def places(page: QWidget, width: int) -> dict[str, tuple[int, int]]:
    page.resize(width, 400)
    QApplication.processEvents()
    return {at.text(): (at.x(), at.y()) for at in page.findChildren(QLabel) if at.isVisible()}


def test_what_fits_stands_in_one_line(room: QWidget) -> None:
    found = places(room, 430)

    assert [found[name] for name in "0123"] == [(0, 0), (110, 0), (220, 0), (330, 0)]
    assert found["below"] == (0, HIGH)


def test_what_does_not_fit_goes_on_below_and_the_rest_makes_room(room: QWidget) -> None:
    found = places(room, 429)

    assert [found[name] for name in "0123"] == [(0, 0), (110, 0), (220, 0), (0, 38)]
    assert found["below"] == (0, 68)


def test_the_widest_decides_how_narrow_it_can_be(room: QWidget) -> None:
    assert room.minimumSizeHint().width() == WIDE
    assert [y for _, y in places(room, WIDE).values()] == [0, 38, 76, 114, 144]


def test_what_is_hidden_takes_no_room(room: QWidget) -> None:
    places(room, 320)
    room.findChildren(QLabel)[0].hide()

    found = places(room, 320)

    assert [found[name] for name in "123"] == [(0, 0), (110, 0), (220, 0)]


def test_a_margin_is_kept_free(room: QWidget) -> None:
    row = room.findChildren(QLabel)[0]
    wrap = room.findChild(Wrap)
    assert wrap is not None
    wrap.setContentsMargins(15, 4, 0, 6)

    found = places(room, 430)

    assert (row.x(), row.y()) == (15, 4)
    assert found["3"] == (15, 42)
    assert found["below"] == (0, 78)
    assert room.minimumSizeHint().width() == 15 + WIDE


def test_a_thing_taken_out_is_gone(room: QWidget) -> None:
    row = room.findChild(Wrap)
    assert row is not None

    assert row.takeAt(4) is None
    taken = row.takeAt(0)

    assert taken is not None
    assert row.count() == 3
    assert row.itemAt(3) is None
