"""The run stands where the pictures have it: middles of what is named, within 4 px at 1280×820."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import ManualClock
from spindle.features.drill.page.run.view import RunView
from spindle.features.drill.page.views.beats import Beats
from spindle.features.drill.page.views.gap_line import GapLine
from spindle.features.drill.page.views.rungs import Rungs
from spindle.features.drill.page.views.staircase import Staircase
from spindle.features.drill.page.views.strip import ResponseStrip
from spindle.features.drill.page.views.thread import Thread
from spindle.features.drill.run import Stem
from tests.helpers.drill_run import ListRun

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NEAR = 4
RAIL = 200
VERB = {"cue": "to give up, to stop trying", "prompt": "Nach drei Versuchen wollte sie ___",
        "answers": ["aufgeben"]}  # fmt: skip
STEMS = ((2.1, 1), (2.8, 1), (1.9, 1), (5.2, 0), (2.3, 1))
GRAM = {
    "steps": ["Keep the first vector", "Normalise it: e₁", "Subtract the shadow on e₁",
              "Normalise it: e₂", "Subtract both shadows from v₃", "Normalise it: e₃"],
    "others": ["Swap v₂ and v₃", "Normalise the input"],
}  # fmt: skip
THIRDS = {"start": 72, "end": 100, "step": 4, "notes": 2, "level": 2}
OPENING = {"cue": "the three parts of a good opening", "prompt": "Three parts?",
           "answer": "What they believe, what does not fit it, what you will show."}  # fmt: skip


class Screen:
    """A run in a page of the window's size, measured in the window's px."""

    def __init__(self, qtbot: QtBot, kind: str, item: Mapping[str, Any], **more: Any) -> None:
        self.clock = ManualClock(datetime(2026, 6, 11, 9, 35))
        self.view = RunView(self.clock)
        qtbot.addWidget(self.view)
        self.view.resize(1280 - RAIL, 820)
        self.view.show()
        self.run = ListRun(kind, "A drill", [item] * more.pop("times", 1), **more)
        self.view.begin(self.run)
        QApplication.processEvents()

    def press(self, keys: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.view, keys)
        QApplication.processEvents()

    def words(self, text: str) -> QPointF:
        """The middle of a label or button."""
        for widget in self.view.findChildren(QWidget):
            named = isinstance(widget, QLabel | QAbstractButton) and widget.text() == text
            if named and widget.isVisible():
                return self.middle(widget)
        raise AssertionError(f"{text} is not shown")

    def middle(self, widget: QWidget) -> QPointF:
        return QPointF(widget.mapTo(self.view, widget.rect().center())) + QPointF(RAIL, 0)

    def corner_of(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self.view, QPoint(0, 0)) + QPoint(RAIL, 0)

    def corner(self, kind: type[QWidget]) -> QPoint:
        [widget] = [one for one in self.view.findChildren(kind) if one.isVisible()]
        return widget.mapTo(self.view, QPoint(0, 0)) + QPoint(RAIL, 0)


def near(measured: float, wanted: float) -> bool:
    return abs(measured - wanted) <= NEAR


def test_typed_recall_stands_as_in_04a(qtbot: QtBot) -> None:
    screen = Screen(qtbot, "typed_recall", VERB, times=14)
    screen.run.stems = [Stem(seconds=s, right=bool(r)) for s, r in STEMS]
    assert near(screen.words("to give up, to stop trying").y(), 162)
    screen.view.head.title.setText("Separable verbs")
    QApplication.processEvents()
    assert near(screen.corner_of(screen.view.head.title).x(), 272)
    assert near(screen.view.head.title.width(), 382 - 272)
    assert near(screen.words("Answer").y(), 296)
    field = QApplication.focusWidget()
    assert field is not None
    assert near(screen.middle(field).y(), 220)
    assert near(field.mapTo(screen.view, QPoint(0, 0)).x() + RAIL, 889)
    screen.press("aufgeben\r")
    assert near(screen.words("Response time").y(), 416)
    assert near(screen.words("time to first key, one stem per item").y(), 416)
    strip = screen.corner(ResponseStrip)
    assert near(strip.y() + 8, 448)  # six seconds
    assert near(strip.x() + 36, 276)
    assert near(screen.words("Median").y(), 684)
    assert near(screen.words("2.3 s").y(), 712)
    assert near(screen.words("2.6 s last week").y(), 740)
    note = "A typed answer counts as right or not. Time is shown and never scored."
    assert near(screen.words(note).y(), 784)


def test_steps_stand_as_in_04b(qtbot: QtBot) -> None:
    screen = Screen(qtbot, "step_sequence", GRAM)
    thread = screen.corner(Thread)
    assert near(thread.x() + 10, 250)
    assert near(thread.y() + 44, 120)
    for text in GRAM["steps"][:3]:
        field = screen.view.view()
        assert field is not None
        field.field().setText(text)  # type: ignore[attr-defined]
        screen.press("\r")
    tiles = [one for one in screen.view.findChildren(QAbstractButton) if one.height() == 56]
    shown = [screen.middle(tile) for tile in tiles if tile.isVisible()]
    assert near(min(at.y() for at in shown), 524)
    assert near(max(at.y() for at in shown), 588)
    assert near(screen.words("Press a number, or type the step.").y(), 645)


def test_the_ladder_stands_as_in_04c(qtbot: QtBot) -> None:
    screen = Screen(qtbot, "tempo_ladder", THIRDS)
    rungs = screen.corner(Rungs)
    assert near(rungs.y() + 28, 124)
    assert near(rungs.x() + 64, 304)
    assert near(screen.words("80").y(), 168)
    assert near(screen.words("80").x(), 940)
    assert near(screen.words("beats a minute, two notes a beat").y(), 238)
    assert near(screen.corner(Beats).y() + 20, 320)
    assert near(screen.words("Clean").y(), 432)
    assert near(screen.words("Slip").y(), 432)
    rule = "Three clean repetitions climb one rung. Two slips step down one."
    assert near(screen.words(rule).y(), 480)
    assert near(screen.words("Today, rep by rep").y(), 600)
    assert near(screen.corner(Staircase).y() + 12, 636)


def test_show_and_grade_stands_as_in_04d(qtbot: QtBot) -> None:
    screen = Screen(qtbot, "show_and_grade", OPENING)
    screen.press(" ")
    assert near(screen.words("the three parts of a good opening").y(), 146)
    [line] = [one for one in screen.view.findChildren(GapLine) if one.isVisible()]
    assert near(screen.middle(line).y(), 205)
    assert near(sum(word.wide for word in line._words), 1157 - 323)
    assert near(screen.words("Shown after you answered in your head").y(), 309)
    assert near(screen.words("Did you have it?").y(), 388)
    assert near(screen.words("Yes").y(), 440)
    assert near(screen.words("Yes").x(), 660)
    assert near(screen.words("How was it?").y(), 510)
    assert near(screen.words("good").y(), 568)
    assert near(screen.words("good").x(), 816)
