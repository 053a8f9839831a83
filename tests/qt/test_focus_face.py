"""The ring's words give way to its size."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.features.focus.page.face import Face
from spindle.ui.theme import Theme, application_theme, apply, palette
from tests.helpers.scenes import SCENES

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NEXT = "Block 2 of 4, 25 min, at 11:10"
HALVES = ("Block 2 of 4, 25 min", "at 11:10")


@pytest.mark.parametrize(("side", "lines"), [(600, (NEXT, "")), (250, HALVES)])
def test_words_without_room_in_one_line_take_two(
    qtbot: QtBot, side: int, lines: tuple[str, str]
) -> None:
    face = Face()
    qtbot.addWidget(face)
    face.resize(600, 600)
    face.show()
    face.say(NEXT, HALVES)
    face.resize(side, side)
    assert (face.below.text(), face.last.text()) == lines


@pytest.mark.parametrize(("side", "lines"), [(600, (NEXT, "Ease in 02:00")), (250, HALVES)])
def test_what_stands_below_makes_way_for_the_second_half(
    qtbot: QtBot, side: int, lines: tuple[str, str]
) -> None:
    face = Face()
    qtbot.addWidget(face)
    face.resize(side, side)
    face.show()
    face.say(NEXT, HALVES, "Ease in 02:00")
    assert (face.below.text(), face.last.text()) == lines
    face.say(NEXT, None, "Ease in 02:00")
    assert (face.below.text(), face.last.text()) == (NEXT, "Ease in 02:00"), "one that is short"


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5])
@pytest.mark.parametrize("side", [250, 340, 600])
def test_no_line_runs_into_another(
    qtbot: QtBot, qapp: QApplication, side: int, scale: float
) -> None:
    before = application_theme()
    apply(qapp, Theme(before.palette, scale))
    try:
        face = Face()
        qtbot.addWidget(face)
        face.resize(side, side)
        face.show()
        assert face.below.geometry().bottom() < face.last.geometry().top()
    finally:
        apply(qapp, before)


@pytest.mark.parametrize(
    ("size", "lines"),
    [((1280, 820), "over, running until you answer"), ((1024, 680), "over, running")],
)
def test_in_a_small_ring_no_second_line_lies_in_its_wave(
    size: tuple[int, int], lines: str, tmp_path: Path, qapp: QApplication
) -> None:
    with SCENES["focus, overtime"].played(tmp_path, qapp, size, text_scale=150) as (window, _):
        face = next(each for each in window.findChildren(Face) if each.isVisible())
        assert face.below.text() == lines
        assert face.last.text() == ""
    apply(qapp, Theme(palette("light")))
