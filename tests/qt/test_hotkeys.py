"""Keys for the whole desktop: their settings, what they run, and what a row says of them."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from spindle.adapters.hotkeys import DesktopHotkeys, Pressed, Told, way_here
from spindle.adapters.hotkeys_x11 import X11Keys
from spindle.core.chord import Chord
from spindle.core.events import Bus
from spindle.core.feature import Feature, PageAsked
from spindle.core.hotkeys_port import Hotkey, HotkeysChanged, KeyState
from spindle.core.settings import GlobalKey, Setting, SettingGroup
from spindle.features.focus.settings import KEYS
from spindle.registry import FEATURES
from spindle.shell.hotkeys import HotkeySettings
from spindle.shell.settings_page.key_editor import KeyRow
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
START: Setting[str] = Setting(
    key="read.key",
    default="",
    kind=GlobalKey("read.start", "read"),
    label="Read from anywhere",
    help="Reads.",
)
READ = Feature(id="read", settings=lambda: (SettingGroup("read", "Read", (START,)),))
F = Hotkey(Chord("F", ctrl=True, alt=True), "Read from anywhere")


class FakeWay:
    """Gives every key but those that are taken."""

    def __init__(
        self, *, possible: bool | None = True, taken: frozenset[str] = frozenset()
    ) -> None:
        self.possible = possible
        self.taken = taken
        self.held: dict[str, Hotkey] = {}
        self.pressed: Pressed | None = None
        self.told: Told | None = None

    def start(self, pressed: Pressed, told: Told) -> bool | None:
        self.pressed, self.told = pressed, told
        return self.possible

    def grab(self, keys: Mapping[str, Hotkey]) -> None:
        self.held = dict(keys)
        for name, key in keys.items():
            taken = str(key.chord) in self.taken
            assert self.told is not None
            self.told(name, KeyState.TAKEN if taken else KeyState.WORKS)

    def stop(self) -> None:
        self.held = {}

    def press(self, name: str) -> None:
        assert self.pressed is not None
        self.pressed(name)


@pytest.fixture
def app(tmp_path: Path, qapp: QApplication) -> FakeApp:
    del qapp
    return make_app(tmp_path, features=[READ])


def hotkeys(app: FakeApp, way: FakeWay | None) -> DesktopHotkeys:
    made = DesktopHotkeys(app.bus, way, ("/opt/my apps/spindle",))
    app.hotkeys = made
    return made


def row(app: FakeApp, qtbot: QtBot) -> KeyRow:
    made = KeyRow(START, app.settings, app.hotkeys)
    qtbot.addWidget(made)
    app.bus.subscribe(HotkeysChanged, lambda _: made.refresh())
    made.show()
    return made


def words(row: KeyRow) -> list[str]:
    return [label.text() for label in row.findChildren(QLabel) if label.isVisible()]


def test_a_key_that_is_set_is_asked_for_and_given_back_with_the_setting(app: FakeApp) -> None:
    way = FakeWay()
    keys = hotkeys(app, way)
    settings = HotkeySettings(app, keys, lambda act: act())
    app.settings.set(START, "Ctrl+Alt+F")
    keys.start(settings.pressed)
    assert way.held == {START.key: F}
    app.settings.set(START, "")
    assert way.held == {}
    app.settings.set(START, "Ctrl+Alt+F")
    keys.stop()
    assert way.held == {}


def test_a_pressed_key_runs_its_command_and_one_that_makes_no_sense_shows_the_page(
    app: FakeApp,
) -> None:
    way, ran, by_hand = FakeWay(), list[str](), list[str]()
    keys = hotkeys(app, way)

    def hand(act: object) -> None:
        by_hand.append("asked")
        assert callable(act)
        act()

    settings = HotkeySettings(app, keys, hand)
    app.settings.set(START, "Ctrl+Alt+F")
    keys.start(settings.pressed)
    pages = app.hear(PageAsked)
    from spindle.core.feature import Command  # noqa: PLC0415 - close to its only use

    can = [True]
    app.commands["read.start"] = Command(
        id="read.start", label="Read", run=lambda _: ran.append("read"), available=lambda: can[0]
    )
    way.press(START.key)
    assert (ran, pages) == (["read"], [])
    can[0] = False
    way.press(START.key)
    assert (ran, pages) == (["read"], [PageAsked("read")])
    way.press("another")
    assert by_hand == ["asked", "asked"]


def test_what_the_desktop_tells_later_counts(app: FakeApp) -> None:
    way = FakeWay(possible=None)
    keys = hotkeys(app, way)
    settings = HotkeySettings(app, keys, lambda act: act())
    app.settings.set(START, "Ctrl+Alt+F")
    keys.start(settings.pressed)
    assert (keys.possible, keys.state(START.key)) == (None, KeyState.ASKED)
    assert way.told is not None
    way.told("", KeyState.WORKS)
    assert (keys.possible, keys.state(START.key)) == (True, KeyState.WORKS)
    way.told("", KeyState.NOT_HERE)
    assert (keys.possible, keys.state(START.key)) == (False, KeyState.NOT_HERE)


def test_the_row_takes_the_next_key_that_is_pressed(app: FakeApp, qtbot: QtBot) -> None:
    way = FakeWay(taken=frozenset({"Ctrl+Alt+T"}))
    keys = hotkeys(app, way)
    settings = HotkeySettings(app, keys, lambda act: act())
    keys.start(settings.pressed)
    shown = row(app, qtbot)
    control = shown._key_editor.control
    button = control.button
    assert (button.text(), control.hint.isVisible()) == ("Set", False)
    assert "Reads." in words(shown)

    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        button.click()
        assert button.text() == "Press the key …"
        QTest.keyClick(button, key, held)

    press(Qt.Key.Key_F, CTRL_ALT)
    assert app.settings.get(START) == "Ctrl+Alt+F"
    assert (button.text(), control.hint.accessibleName()) == ("Change", "Ctrl Alt F")
    assert "It works while any program is in front." in words(shown)
    press(Qt.Key.Key_Escape)
    assert app.settings.get(START) == "Ctrl+Alt+F"
    press(Qt.Key.Key_F)
    assert shown.error == "Press a key together with Ctrl, Alt or Meta."
    assert app.settings.get(START) == "Ctrl+Alt+F"
    press(Qt.Key.Key_T, CTRL_ALT)
    assert any("keeps this key" in each for each in words(shown))
    press(Qt.Key.Key_Backspace)
    assert app.settings.get(START) == ""
    assert button.text() == "Set"
    assert button.accessibleName() == "Read from anywhere: Set"


@pytest.mark.requirement("focus-pain-19")
def test_where_programs_get_no_keys_the_row_shows_the_line_to_bind(
    app: FakeApp, qtbot: QtBot
) -> None:
    keys = hotkeys(app, None)
    settings = HotkeySettings(app, keys, lambda act: act())
    keys.start(settings.pressed)
    shown = row(app, qtbot)
    line = "'/opt/my apps/spindle' read"
    assert any("gives programs no keys" in each and line in each for each in words(shown))
    control = shown._key_editor.control
    assert not control.button.isVisible()
    control.copy.click()
    assert QGuiApplication.clipboard().text() == line


@pytest.mark.requirement("focus-pain-19")
def test_every_key_of_the_program_has_a_command_and_a_line_that_there_is(
    tmp_path: Path, qapp: QApplication
) -> None:
    from spindle.cli.arguments import parse  # noqa: PLC0415 - close to its only use

    del qapp
    app = make_app(tmp_path, features=FEATURES)
    for setting in KEYS:
        kind = setting.kind
        assert isinstance(kind, GlobalKey)
        assert kind.command in app.commands
        verb, *rest = kind.line.replace('"', "").split(" ", 1)
        assert parse([verb, *rest]).verb == verb
    for service in app.services.values():
        service.stop()
    app.data.close()


def test_each_desktop_is_asked_in_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert type(way_here()).__name__ == "PortalKeys"
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setenv("XDG_SESSION_TYPE", "x11")
    assert type(way_here()).__name__ == "X11Keys"
    monkeypatch.setattr("sys.platform", "darwin")
    assert way_here() is None


def test_without_an_x_server_there_is_no_way(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    del qapp
    monkeypatch.setenv("DISPLAY", ":4711")
    keys = DesktopHotkeys(Bus(), X11Keys())
    keys.start(lambda _: None)
    assert keys.possible is False
    keys.grab({"one": F})
    assert keys.state("one") is KeyState.NOT_HERE
    keys.stop()
