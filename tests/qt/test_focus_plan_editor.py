"""The plan in Settings: chosen, stretched and shortened by keyboard and by dragging an edge."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.page.plan_editor import HEIGHT, PlanEditor
from spindle.features.focus.plan import PlanName
from spindle.features.focus.settings import EVEN_BLOCK, GROUP, OWN_LENGTHS, PLAN
from spindle.shell.settings_page.group_section import GroupSection
from spindle.shell.settings_page.row import MARGIN
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key = Qt.Key


class Form:
    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.app: FakeApp = make_app(folder, features=[FOCUS], services=False)
        self.section = GroupSection(GROUP, self.app)
        self.section.finish()
        self.section.resize(696 + MARGIN, 1600)
        qtbot.addWidget(self.section)
        self.section.show()
        [self.editor] = self.section.findChildren(PlanEditor)
        self.editor.setFocus()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.editor, key)

    def minutes(self) -> list[int]:
        return [block // MINUTE for block in self.editor.plan.blocks]


@pytest.fixture
def form(qtbot: QtBot, tmp_path: Path) -> Form:
    return Form(qtbot, tmp_path)


def test_the_editor_stands_below_the_plans_where_the_picture_has_it(form: Form) -> None:
    at = form.editor.mapTo(form.section, QPoint())
    assert abs(at.y() + 71 - 137) <= 4  # the form begins at 71 in the picture
    assert abs(form.editor.height() - 147) <= 4
    assert form.editor.height() == HEIGHT
    assert form.editor.width() == 696


def test_the_blocks_of_even_change_together(form: Form) -> None:
    form.press(Key.Key_Right, Key.Key_Right, Key.Key_Up, Key.Key_Up)
    assert form.minutes() == [27, 27, 27, 27]
    assert form.app.settings.get(EVEN_BLOCK) == 27 * 60
    assert "Block 3 of 4 selected" in form.editor.accessibleDescription()


def test_a_changed_wave_is_a_plan_of_ones_own(form: Form) -> None:
    form.app.settings.set(PLAN, "wave")
    form.press(Key.Key_Right, Key.Key_Down)
    assert form.app.settings.get(PLAN) is PlanName.OWN
    assert form.minutes() == [20, 29, 40, 20]


def test_blocks_are_added_and_taken_away_but_one_stays(form: Form) -> None:
    form.app.settings.set(PLAN, "own")
    form.press(Key.Key_Insert)
    assert form.minutes() == [50, 50, 25]
    form.press(*[Key.Key_Delete] * 5)
    assert len(form.minutes()) == 1
    form.press(*[Key.Key_Insert] * 20)
    assert len(form.app.settings.get(OWN_LENGTHS)) == 12


def test_an_edge_is_dragged(form: Form) -> None:
    x, width = form.editor._spans()[1]
    edge = QPoint(round(x + width), 65)
    QTest.mousePress(form.editor, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(form.editor, edge + QPoint(45, 0))
    QTest.mouseRelease(form.editor, Qt.MouseButton.LeftButton, pos=edge + QPoint(45, 0))
    assert form.minutes() == [35, 35, 35, 35]


def test_a_length_stays_between_a_minute_and_four_hours(form: Form) -> None:
    form.editor.set_length(-MINUTE)
    assert form.minutes()[0] == 1
    form.editor.set_length(999 * MINUTE)
    assert form.minutes()[0] == 240
