"""Whoever looks something up in help goes on where they were: in the editor, in a run."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spindle.core.clock import ManualClock
from spindle.core.ids import Ref
from spindle.features.drill.page.page import DrillPage
from spindle.features.drill.page.run.view import RunView
from spindle.registry import FEATURES
from spindle.shell.desktop import Desktop
from spindle.shell.window import Window
from spindle.ui.field import Field
from spindle.ui.theme import Looks
from tests.helpers.drills import TYRE, VERBS, made, run_of, service_of
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """The whole window on Drill, and a keyboard."""

    def __init__(self, app: FakeApp, window: Window) -> None:
        self.app, self.window = app, window

    @property
    def page(self) -> DrillPage:
        found = self.window._pages.front()
        assert isinstance(found, DrillPage)
        return found

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.window.windowHandle(), key, held or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        focused = self.window.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        QApplication.processEvents()

    def look_up(self) -> None:
        self.press(Key.Key_F1)
        assert self.window.page == "help"
        self.press(Key.Key_Escape)
        assert self.window.page == "drill"


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    app = make_app(tmp_path, ManualClock(datetime(2026, 3, 10, 10, 40), "Europe/Berlin"), FEATURES)
    window = Window(app.features, app, Looks(qapp), Desktop())
    window.show_first()
    window.ready()
    window.go("drill")
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield Desk(app, window)
    window.close()
    for service in app.services.values():
        service.stop()
    app.data.close()
    # Whatever lives on is dressed anew with each later window.
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_after_help_the_editor_is_written_in_where_it_was_left(desk: Desk) -> None:
    desk.press(Key.Key_N, CTRL)
    desk.type("Verbs")
    desk.press(Key.Key_Return)
    desk.type("to give")
    desk.look_up()
    desk.type(" up")

    field = desk.window.focusWidget()
    assert isinstance(field, Field)
    assert field.text() == "to give up"


def test_after_help_or_another_page_a_run_takes_its_answer(desk: Desk) -> None:
    made(desk.app, VERBS)
    service_of(desk.app).start_due()
    QApplication.processEvents()
    desk.look_up()
    desk.type("an")
    desk.press(Key.Key_2, CTRL)
    desk.press(Key.Key_4, CTRL)
    desk.press(Key.Key_4, CTRL)  # once more changes nothing
    desk.type("fangen")
    desk.press(Key.Key_Return)

    assert [done.right for done in run_of(desk.app).sitting.done] == [True]


def test_the_end_of_a_run_is_left_by_enter_after_another_page(desk: Desk) -> None:
    made(desk.app, VERBS)
    service_of(desk.app).start_due()
    QApplication.processEvents()
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_2, CTRL)
    desk.press(Key.Key_4, CTRL)
    desk.press(Key.Key_Return)

    assert service_of(desk.app).run is None


def test_a_drill_that_is_asked_for_at_the_end_of_a_run_is_shown(desk: Desk) -> None:
    made(desk.app, VERBS)
    other = made(desk.app, TYRE)
    service_of(desk.app).start_due()
    QApplication.processEvents()
    desk.press(Key.Key_Escape)
    desk.app.run("drill.practise", Ref("drill", other))
    QApplication.processEvents()

    assert desk.page.drill.isVisible()
    assert not desk.page.findChildren(RunView)[0].isVisible()
