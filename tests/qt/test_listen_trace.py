"""What the next answer will do to the speed, as the trace draws it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.features.listen.pacing import TracePoint
from spindle.features.listen.page.page import ListenPage
from spindle.features.listen.page.trace import Shown, Trace
from spindle.features.listen.velocity.controller import fork
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of
from tests.helpers.ink import bands, picture, points
from tests.helpers.reading import listening, long_text, until_asked

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.requirement("reader-row-25"),
]

POINTS = (TracePoint(0.0, 180.0), TracePoint(60.0, 220.0), TracePoint(120.0, 200.0))
"""They span the same speeds whatever comes next, so that the scale stays."""


@pytest.fixture
def trace(qtbot: QtBot) -> Trace:
    made = Trace()
    qtbot.addWidget(made)
    made.resize(424, 108)
    return made


def drawn(trace: Trace, wpm: float, then: tuple[float, float] | None) -> QImage:
    trace.show_trace(Shown(points=POINTS, now=(600.0, wpm), until=1800.0, fork=then))
    return picture(trace)


def pen(trace: Trace, image: QImage) -> tuple[float, float]:
    """Where the dot of now stands."""
    found = points(image, image.rect(), theme_of(trace).palette.pen)
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def ends(trace: Trace, image: QImage) -> list[float]:
    """The middles of the words behind the pen, from the top."""
    x, _ = pen(trace, image)
    behind = QRect(round(x) + 12, 0, image.width(), 88)
    ys = (y for _, y in points(image, behind, theme_of(trace).palette.ink))
    return [(top + bottom) / 2 for top, bottom in bands(ys)]


@pytest.mark.parametrize(("right", "wrong"), [(204.0, 182.0), (220.0, 190.0), (202.0, 180.0)])
def test_the_fork_ends_at_the_speeds_after_a_right_and_a_wrong_answer(
    trace: Trace, right: float, wrong: float
) -> None:
    heights = [pen(trace, drawn(trace, wpm, None))[1] for wpm in (right, wrong)]
    image = drawn(trace, 200.0, (right, wrong))

    # The words stand in the middle of their end; their letters reach a little up or down.
    assert ends(trace, image) == pytest.approx(heights, abs=3)
    assert ends(trace, drawn(trace, 200.0, None)) == [], "without a question there is no fork"


def test_the_ends_of_the_fork_say_their_speeds(
    trace: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, wrong = (pen(trace, drawn(trace, wpm, None))[1] for wpm in (204.0, 182.0))
    said: dict[str, float] = {}

    def draw(painter: QPainter, words: str, *place: Any, **how: Any) -> float:
        said[words] = place[3]
        return draw_line(painter, words, *place, **how)

    monkeypatch.setattr(f"{Trace.__module__}.draw_line", draw)
    drawn(trace, 200.0, (204.0, 182.0))

    assert said["right 204"] == pytest.approx(right, abs=1)
    assert said["wrong 182"] == pytest.approx(wrong, abs=1)


def test_while_a_check_is_open_the_dock_draws_what_its_answer_will_do(
    tmp_path: Path, qtbot: QtBot
) -> None:
    app, service = listening(tmp_path, long_text())
    page = ListenPage(app)
    qtbot.addWidget(page)
    page.resize(1080, 820)
    page.show()
    page.entered()
    QTest.keyClick(page, Qt.Key.Key_Space)
    trace = page.reading.dock.trace
    until_asked(app, service)
    QApplication.processEvents()
    sitting = service.sitting
    assert sitting is not None
    after_right, _ = fork(sitting.ramp)
    asked = picture(trace)
    assert service.asked is not None
    service.answer(service.asked.check.answer)
    QApplication.processEvents()

    assert len(ends(trace, asked)) == 2
    assert service.wpm == after_right
    assert ends(trace, picture(trace)) == []
    app.data.close()
