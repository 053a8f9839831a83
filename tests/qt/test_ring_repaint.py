"""While it runs the ring draws only the place around its pen anew, and that is enough."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.ui.ring import Ring, RingKind, RingState

PUSHES = ((0.0, 0.4), (0.5, 1.0))
SIDE = 560


@pytest.fixture
def ring(qtbot: QtBot, qapp: QApplication) -> Ring:
    del qapp
    made = Ring()
    qtbot.addWidget(made)
    made.resize(SIDE, SIDE)
    return made


def picture(ring: Ring) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    ring.render(image, QPoint(0, 0))
    return image


def changed(one: QImage, other: QImage) -> list[QPoint]:
    """Every pixel that differs."""
    rows = [y for y in range(SIDE) if one.copy(0, y, SIDE, 1) != other.copy(0, y, SIDE, 1)]
    return [QPoint(x, y) for y in rows for x in range(SIDE) if one.pixel(x, y) != other.pixel(x, y)]


@pytest.mark.parametrize("kind", [RingKind.WORK, RingKind.BREAK])
def test_all_that_changes_lies_around_the_pen(ring: Ring, kind: RingKind) -> None:
    ways = [0.0, 0.0002, 0.004, 0.02, 0.1, 0.245, 0.25, 0.26, 0.4, 0.41, 0.6, 0.75, 0.9, 0.98, 1.0]
    for before, after in pairwise(ways):
        ring.set_state(RingState(kind=kind, fraction=before, pushes=PUSHES))
        old = picture(ring)
        ring.set_state(RingState(kind=kind, fraction=after, pushes=PUSHES))

        moved = changed(old, picture(ring))

        box = ring.around(before, after)
        outside = [point.toTuple() for point in moved if not box.contains(point)]
        assert moved, f"nothing moved from {before} to {after}"
        assert outside == [], f"from {before} to {after}, outside {box}"


def test_a_quarter_of_a_second_repaints_a_small_part_of_the_picture(ring: Ring) -> None:
    box = ring.around(0.3, 0.3 + 0.25 / 1500)

    assert box.width() * box.height() < SIDE * SIDE * 0.04


@pytest.mark.parametrize("turn", [0.0, 0.02, 0.25, 0.5, 0.98])
def test_an_interruption_is_marked_also_where_there_is_little_room(ring: Ring, turn: float) -> None:
    ring.set_radius(SIDE / 2 - 23)  # as in a window of 1280 × 820 px
    ring.set_state(RingState(fraction=0.6))
    before = picture(ring)

    ring.set_state(RingState(fraction=0.6, ticks=(turn,)))

    marked = changed(before, picture(ring))
    wide, high = ({way(point) for point in marked} for way in (QPoint.x, QPoint.y))
    longest = max(max(ends) - min(ends) for ends in (wide, high))
    assert longest >= 8, f"{len(marked)} px of the mark can be seen"


def test_the_words_of_an_interruption_at_the_top_can_be_read_whole(ring: Ring) -> None:
    ring.set_radius(SIDE / 2 - 23)
    ring.set_state(RingState(fraction=0.6, ticks=(0.01,)))
    before = picture(ring)

    ring.set_state(RingState(fraction=0.6, ticks=(0.01,), words="interrupted once"))

    written = changed(before, picture(ring))
    assert min(point.y() for point in written) > 0
    assert max(point.x() for point in written) - min(point.x() for point in written) > 60


def test_the_pen_is_drawn_anew_only_when_it_has_moved_so_far_that_it_is_seen(ring: Ring) -> None:
    ring.set_radius(222)  # once round is 1395 px
    ring.set_state(RingState(fraction=0.5))
    before = ring.state
    ring.set_state(RingState(fraction=0.5 + 0.25 / 5400))  # a quarter of a second of 90 minutes
    assert ring.state is before
    ring.set_state(RingState(fraction=0.5 + 2 / 5400))
    assert ring.state.fraction > 0.5
    ring.set_state(RingState(fraction=0.5, ticks=(0.1,)))
    assert ring.state.ticks == (0.1,)


def test_a_jump_repaints_everything(ring: Ring) -> None:
    assert ring.around(0.1, 0.9) == ring.rect()
