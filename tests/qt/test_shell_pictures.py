"""The shell beside its pictures: the mini timer (08b, 08c) and a trouble (11), within 4 px."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, SECOND
from spindle.core.presence import Phase, PresenceChanged, Verbs
from spindle.shell.mini_timer import MiniTimer
from spindle.shell.problem import ProblemPage
from spindle.storage.errors import KnownError, Trouble
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.theme import Theme, apply, palette
from tests.helpers.shell import Shell

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", "systemTrayWindowChanged", "support raise"),
    pytest.mark.requirement("decision-28"),
]

NEAR = 4
RAIL = 200


def near(have: QRect, want: tuple[int | None, ...]) -> bool:
    """Whether left, top, width and height lie within 4 px; None is not asked."""
    box = (have.x(), have.y(), have.width(), have.height())
    return all(w is None or abs(h - w) <= NEAR for h, w in zip(box, want, strict=True))


def marked(image: QImage, within: QRect, is_it: Callable[[QColor], bool]) -> QRect:
    """The box of the pixels of a kind within a part of a picture."""
    found = QRect()
    for x in range(within.left(), within.right() + 1):
        for y in range(within.top(), within.bottom() + 1):
            if is_it(image.pixelColor(x, y)):
                found |= QRect(x, y, 1, 1)
    return found


@pytest.fixture(params=["light", "dark"])
def mini(
    request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> Iterator[MiniTimer]:
    """A block of 40 minutes of which 13:42 are left, as in the picture."""
    shell = Shell(tmp_path, qapp)
    apply(qapp, Theme(palette(request.param)))
    qtbot.addWidget(shell.window)
    made = MiniTimer(shell.app, shell.window)
    shell.window.hide()
    shell.app.bus.publish(
        PresenceChanged(
            phase=Phase.WORK,
            title="Prove Lemma 4 when the graph is not connected",
            at=shell.app.clock.now(),
            elapsed=40 * MINUTE - 13 * MINUTE - 42 * SECOND,
            planned=40 * MINUTE,
            running=False,
            verbs=Verbs(pause="focus.pause", stop="focus.stop"),
        )
    )
    yield made
    made.stop()
    apply(qapp, Theme(palette("light")))


def test_the_mini_timer_has_its_parts_where_they_are_drawn(mini: MiniTimer) -> None:
    QApplication.processEvents()
    assert (mini.width(), mini.height()) == (320, 96)
    image = mini.grab().toImage()
    name = "dark" if image.pixelColor(160, 88).lightness() < 128 else "light"
    colours = palette(name)

    def unlike(colour: QColor) -> bool:
        return abs(colour.lightness() - colours.paper.lightness()) > 25

    assert mini.words() == "13:42"
    assert near(marked(image, QRect(10, 12, 120, 48), unlike), (20, 21, 92, 32))
    assert near(marked(image, QRect(140, 10, 170, 52), unlike), (150, 20, 147, 36))
    pen = marked(image, image.rect(), lambda colour: colour == colours.pen)
    assert near(pen, (242, 34, 9, 9))
    task = marked(image, QRect(10, 64, 270, 24), unlike)
    assert near(task, (19, 68, None, 16))
    assert task.right() <= 250
    assert near(marked(image, QRect(280, 62, 34, 26), unlike), (293, 69, 8, 11))


def test_a_trouble_stands_in_place_of_the_page(tmp_path: Path, qtbot: QtBot) -> None:
    page = ProblemPage(tmp_path)
    qtbot.addWidget(page)
    page.resize(1280 - RAIL, 820)
    page.show_problem(KnownError(Trouble.NEWER, Path("spindle.db")))
    page.show()
    QApplication.processEvents()

    head, title, text = page.findChildren(Label)
    buttons = page.findChildren(Button)
    assert near(at(page, head), (240, 28, None, 24))
    assert near(at(page, title), (280, 132, None, 20))
    assert near(at(page, text), (280, 157, None, None))
    first = at(page, buttons[0])
    # In the picture two lines of text and 26 px of air are above the buttons.
    assert first.x() == 280
    assert abs(first.top() - at(page, text).bottom() - 16) <= NEAR
    assert first.height() == 36


def at(page: QWidget, widget: QWidget) -> QRect:
    """Where a part of the page stands in the window."""
    return QRect(widget.mapTo(page, QPoint(0, 0)) + QPoint(RAIL, 0), widget.size())
