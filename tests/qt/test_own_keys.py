"""Keys of one's own: chosen in Settings, in force on the page, hinted at, refused where taken."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.own_keys import OWN_KEYS, on_page
from spindle.features.listen.page.page import ListenPage
from spindle.shell.key_lists import sections
from spindle.shell.pages import Pages
from spindle.shell.settings_page.shortcuts import ShortcutsSection
from spindle.ui.buttons import Button, KeyHint
from spindle.ui.hinted import Hinted
from spindle.ui.page import Page, own_key
from tests.helpers.fakes import FakeApp
from tests.helpers.reading import hear, listening

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.requirement("reader-16"),
]


class Keyed(Page):
    """Counts what its keys do."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        for key in ("K", "Space", "Ctrl+O"):
            self.bind(key, partial(self.done.append, key))
        self.hint, self.button = KeyHint("K", self), Button("quiet", "Keep", self, key="K")
        self.verb = Hinted("Open", "Ctrl O", self)


@pytest.fixture
def page(qtbot: QtBot) -> Keyed:
    made = Keyed()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_chosen_key_does_it_and_the_usual_one_no_longer(page: Keyed) -> None:
    page.set_own_keys({"K": "J"})
    QTest.keyClick(page, Qt.Key.Key_J)
    QTest.keyClick(page, Qt.Key.Key_K)
    assert page.done == ["K"]
    page.set_own_keys({})
    QTest.keyClick(page, Qt.Key.Key_K)
    assert page.done == ["K", "K"]


def test_two_keys_can_change_places(page: Keyed) -> None:
    page.set_own_keys({"K": "Space", "Space": "K"})
    QTest.keyClick(page, Qt.Key.Key_Space)
    QTest.keyClick(page, Qt.Key.Key_K)

    assert page.done == ["K", "Space"]


def test_hints_name_the_key_that_works(page: Keyed) -> None:
    usual = page.hint.sizeHint().width()
    page.set_own_keys({"K": "Ctrl+Shift+J", "Ctrl+O": "P"})

    assert own_key(page.hint, "K") == "Ctrl Shift J"
    assert own_key(page.verb, "Ctrl O") == "P"
    assert page.hint.sizeHint().width() > usual
    assert page.button.key_width > 40
    page.set_own_keys({})
    assert page.hint.sizeHint().width() == usual


class Desk:
    """The section of settings, and Listen's page in its stack."""

    def __init__(self, qtbot: QtBot, app: FakeApp) -> None:
        self.app = app
        self.section = ShortcutsSection(app)
        qtbot.addWidget(self.section)
        self.section.show()
        self.pages = Pages({"listen": lambda: ListenPage(app)})
        qtbot.addWidget(self.pages)
        self.page = self.pages.page("listen")
        self.pages.show()
        QApplication.processEvents()

    def change(self, command: str, key: Qt.Key) -> None:
        catch = self.section.catches[command]
        catch.setFocus()
        catch.click()
        assert catch.waits
        QTest.keyClick(catch, key)
        own = self.app.settings.get(OWN_KEYS)
        self.pages.set_own_keys(lambda page: on_page(self.app.commands.values(), page, own))


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    app, _ = listening(tmp_path)
    yield Desk(qtbot, app)
    app.data.close()


def test_a_key_is_changed_by_pressing_it_and_then_the_new_one(desk: Desk) -> None:
    service = desk.app.services["listen"]
    desk.change("listen.keep", Qt.Key.Key_J)
    assert desk.app.settings.get(OWN_KEYS) == {"listen.keep": "J"}
    assert desk.section.catches["listen.keep"].text() == "J"
    assert ("J", "Keep this sentence") in dict(sections(desk.app))["Listen"]
    service.play()
    hear(desk.app, 3)
    QTest.keyClick(desk.page, Qt.Key.Key_K)
    assert service.kept == ()
    QTest.keyClick(desk.page, Qt.Key.Key_J)
    assert len(service.kept) == 1


def test_what_is_taken_is_said_and_nothing_changes(desk: Desk) -> None:
    desk.change("listen.keep", Qt.Key.Key_B)
    assert desk.section.said.text() == "B is taken: Set a bookmark."
    assert desk.app.settings.get(OWN_KEYS) == {}
    desk.change("listen.keep", Qt.Key.Key_F1)
    assert desk.section.said.text() == "F1 is taken: Help for this page."


def test_escape_leaves_it_and_backspace_gives_the_usual_key_back(desk: Desk) -> None:
    desk.change("listen.keep", Qt.Key.Key_Escape)
    assert desk.app.settings.get(OWN_KEYS) == {}
    desk.change("listen.keep", Qt.Key.Key_J)
    desk.change("listen.keep", Qt.Key.Key_Tab)
    assert desk.app.settings.get(OWN_KEYS) == {"listen.keep": "J"}, "Tab means one thing"
    desk.change("listen.keep", Qt.Key.Key_Backspace)
    assert desk.app.settings.get(OWN_KEYS) == {}
    desk.change("listen.keep", Qt.Key.Key_J)
    desk.change("listen.bookmark", Qt.Key.Key_K)
    desk.section.usual.click()
    assert desk.app.settings.get(OWN_KEYS) == {}
    assert desk.section.catches["listen.bookmark"].text() == "B"


@pytest.mark.requirement("reader-row-51")
def test_every_key_of_the_text_stands_in_the_list(desk: Desk) -> None:
    listed = {key for key, _ in dict(sections(desk.app))["Listen"]}
    service = desk.app.services["listen"]
    bound = {own_key(desk.page, key.replace("+", " ")) for key in desk.page._keys}
    assert service.document is not None

    assert bound - listed == set()
    assert {"1", "2", "3", "4", "S"} <= listed
