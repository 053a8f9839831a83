"""The window: start, pages, keys, quiet, trouble, leaving."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.feature import Feature, PageAsked
from spindle.core.general import LETTERS, REDUCED_MOTION, TEXT_SCALE, THEME
from spindle.core.ids import Ref, SessionId
from spindle.core.ports import Action, Notification
from spindle.core.presence import DimChanged, Phase, PresenceChanged, QuietChanged
from spindle.core.session import Activity, OpenSessionsFound, Session, SessionChanged
from spindle.core.storage_events import StorageFailed, StorageRecovered
from spindle.shell.appearance import dress
from spindle.shell.banners import CLOSED, BannerRow
from spindle.shell.keys import is_for_window, key_words
from spindle.shell.problem import ProblemPage
from spindle.shell.rail import NavItem
from spindle.shell.storage_notice import StorageNotice
from spindle.storage.errors import KnownError, Trouble
from spindle.ui.page import Chrome
from spindle.ui.theme import application_theme, palette, theme_of
from tests.helpers import small_screens
from tests.helpers.screens import screens
from tests.helpers.shell import Shell

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(tmp_path, qapp)
    qtbot.addWidget(made.window)
    qtbot.waitExposed(made.window)
    yield made
    made.looks.set(mode="light", text_scale=1.0, reduced_motion=False)


def press(shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """A key as the desktop sends it: to the native window."""
    QTest.keyClick(shell.window.windowHandle(), key, modifier or Qt.KeyboardModifier.NoModifier)


def test_nothing_answers_before_the_services_run(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    shell = Shell(tmp_path, qapp, ready=False)
    qtbot.addWidget(shell.window)
    press(shell, Key.Key_N)
    shell.app.bus.publish(PageAsked("read"))
    assert shell.window.page == "today"
    assert shell.placeholder("today").pressed == []
    shell.window.ready()
    shell.placeholder("today").setFocus()
    press(shell, Key.Key_N)
    assert shell.placeholder("today").pressed == ["N"]


def test_the_icon_is_drawn_once_the_first_page_is_painted(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    shell = Shell(tmp_path, qapp, ready=False)
    qtbot.addWidget(shell.window)
    assert shell.window.windowIcon().isNull()
    shell.window.ready()
    assert not shell.window.windowIcon().isNull()


def test_a_page_is_built_at_its_first_visit_and_told_what_to_show(shell: Shell) -> None:
    shell.app.bus.publish(PageAsked("read", Ref("text", "t1")))
    page = shell.placeholder("read")
    assert shell.window.page == "read"
    assert page.shown == [Ref("text", "t1")]
    assert page.entries == 1


def test_an_unknown_page_changes_nothing(shell: Shell) -> None:
    shell.window.go("nowhere")
    assert shell.window.page == "today"


def test_pages_have_the_number_of_their_place(shell: Shell) -> None:
    press(shell, Key.Key_3, CTRL)
    assert shell.window.page == "read"
    press(shell, Key.Key_1, CTRL)
    assert shell.window.page == "today"


def test_a_letter_reaches_the_page_even_when_the_rail_has_the_focus(shell: Shell) -> None:
    shell.window.setFocus()
    press(shell, Key.Key_N)
    assert shell.placeholder("today").pressed == ["N"]


def test_letters_can_be_turned_off(shell: Shell) -> None:
    shell.app.settings.set(LETTERS, raw=False)
    shell.placeholder("today").setFocus()
    press(shell, Key.Key_N)
    press(shell, Key.Key_Space)
    assert shell.placeholder("today").pressed == ["Space"]
    shell.window.go("read")
    assert not shell.placeholder("read").letters_on


def test_a_commands_key_works_in_the_whole_window_unless_a_field_needs_it(shell: Shell) -> None:
    shell.placeholder("today").field.setFocus()
    press(shell, Key.Key_R, CTRL)
    press(shell, Key.Key_Space)
    assert shell.ran == [("read.start", None)]
    assert shell.placeholder("today").field.text() == " "


@pytest.mark.parametrize(
    ("key", "everywhere"),
    [("Ctrl+J", True), ("F5", True), ("Space", False), ("N", False), ("Ctrl+Return", False),
     ("Ctrl+Z", False), ("Ctrl+V", False)],
)  # fmt: skip
def test_only_keys_with_ctrl_or_alt_are_for_the_window(key: str, everywhere: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert is_for_window(key) is everywhere


@pytest.mark.parametrize(
    ("key", "words"),
    [("Ctrl+K", "Ctrl K"), ("Ctrl+,", "Ctrl ,"), ("Return", "Enter"), ("Ctrl++", "Ctrl +")],
)
def test_keys_are_written_for_people(key: str, words: str) -> None:
    assert key_words(key) == words


def test_escape_returns_from_settings_and_help_to_the_page_before(shell: Shell) -> None:
    shell.window.go("read")
    shell.window.go("help")
    shell.window.go("settings")
    press(shell, Key.Key_Escape)
    assert shell.window.page == "read"


def test_a_bare_page_has_the_whole_window(shell: Shell) -> None:
    page = shell.placeholder("today")
    assert page.mapTo(shell.window, QPoint()).x() == 200
    page.set_chrome(Chrome.BARE)
    assert page.mapTo(shell.window, QPoint()).x() == 0
    assert page.width() == shell.window.width()


def test_a_full_page_has_the_screen_and_gives_it_back(shell: Shell) -> None:
    page = shell.placeholder("today")
    page.set_chrome(Chrome.FULL)
    assert shell.window.isFullScreen()
    press(shell, Key.Key_3, CTRL)
    assert shell.window.page == "today"
    page.set_chrome(Chrome.RAIL)
    assert not shell.window.isFullScreen()
    press(shell, Key.Key_3, CTRL)
    assert shell.window.page == "read"


def test_only_the_page_in_front_changes_the_chrome(shell: Shell) -> None:
    behind = shell.placeholder("today")
    shell.window.go("read")
    behind.set_chrome(Chrome.FULL)
    assert not shell.window.isFullScreen()


def test_the_rail_lies_where_the_picture_has_it(shell: Shell) -> None:
    boxes = {item.text(): item for item in shell.window.findChildren(NavItem)}
    tops = {name: item.mapTo(shell.window, QPoint()).y() for name, item in boxes.items()}
    assert tops == {"Today": 84, "Read": 124, "Settings": 764}
    assert {(item.width(), item.height()) for item in boxes.values()} == {(200, 36)}
    assert [name for name, item in boxes.items() if item.isChecked()] == ["Today"]


def test_a_narrow_window_shows_icons_in_the_rail(shell: Shell) -> None:
    shell.window.resize(1099, 700)
    assert shell.placeholder("today").mapTo(shell.window, QPoint()).x() == 64
    shell.window.resize(1100, 700)
    assert shell.placeholder("today").mapTo(shell.window, QPoint()).x() == 200


def test_the_looks_follow_the_settings_at_once(shell: Shell) -> None:
    shell.app.settings.set(THEME, "dark")
    shell.app.settings.set(TEXT_SCALE, 150)
    assert application_theme().palette.name == "dark"
    assert application_theme().text_scale == 1.5


def test_the_title_names_what_runs(shell: Shell) -> None:
    at = shell.app.clock.now()
    shell.app.bus.publish(PresenceChanged(phase=Phase.WORK, title="Focus", at=at))
    assert shell.window.windowTitle() == "Focus – Spindle"
    shell.app.bus.publish(PresenceChanged(phase=Phase.IDLE, title="", at=at))
    assert shell.window.windowTitle() == "Spindle"


# The quiet night


def test_at_night_the_window_is_amber_and_the_first_key_only_wakes(shell: Shell) -> None:
    shell.app.bus.publish(QuietChanged(quiet=True, wake="journal.wake"))
    page = shell.placeholder("today")
    assert theme_of(page).palette.name == "evening"
    press(shell, Key.Key_Shift)
    assert shell.ran == []
    press(shell, Key.Key_N)
    assert shell.ran == [("journal.wake", None)]
    assert page.pressed == []
    shell.app.bus.publish(QuietChanged(quiet=False))
    assert theme_of(page).palette.name == "light"
    press(shell, Key.Key_N)
    assert page.pressed == ["N"]


def test_when_the_evening_dims_the_pages_are_dark_and_light_again_in_the_morning(
    shell: Shell,
) -> None:
    evening = Evening(shell)
    shell.app.settings.set(THEME, "light")
    page = shell.placeholder("today")
    evening.turn(dark=True)
    assert theme_of(page).palette.name == "dark"
    shell.app.settings.set(TEXT_SCALE, 120)
    assert theme_of(page).palette.name == "dark"
    evening.turn(dark=False)
    assert theme_of(page).palette.name == "light"


def test_a_start_in_the_evening_is_dark_from_its_first_paint_on(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    """The services tell of the evening before the window is ready."""
    shell = Shell(tmp_path, qapp, ready=False)
    qtbot.addWidget(shell.window)
    shell.app.settings.set(THEME, "light")
    evening = Evening(shell)
    evening.dark = True
    dress(shell.app, shell.looks)  # as before the first paint
    page = shell.placeholder("today")
    assert theme_of(page).palette.name == "dark"

    evening.turn(dark=True)
    shell.window.ready()
    assert theme_of(page).palette.name == "dark"
    evening.turn(dark=False)
    assert theme_of(page).palette.name == "light"


class Evening:
    """A feature that has the pages dark."""

    def __init__(self, shell: Shell) -> None:
        self.dark = False
        self._bus = shell.app.bus
        feature = Feature(id="dusk", dark=lambda _settings, _at: self.dark)
        shell.app.features = (*shell.app.features, feature)

    def turn(self, *, dark: bool) -> None:
        self.dark = dark
        self._bus.publish(DimChanged())


def test_at_night_asking_for_another_page_only_wakes(shell: Shell) -> None:
    shell.window.go("read")
    shell.app.bus.publish(QuietChanged(quiet=True, wake="journal.wake"))
    shell.app.bus.publish(PageAsked("settings"))
    assert shell.window.page == "read"
    assert shell.ran == [("journal.wake", None)]
    shell.app.bus.publish(QuietChanged(quiet=False))
    shell.app.bus.publish(PageAsked("settings"))
    assert shell.window.page == "settings"


def test_at_night_the_paper_stays_dark_when_the_looks_change(shell: Shell) -> None:
    shell.app.settings.set(REDUCED_MOTION, True)
    shell.app.bus.publish(QuietChanged(quiet=True, wake="journal.wake"))
    night = theme_of(shell.window).palette.paper
    assert shell.window.grab().toImage().pixelColor(5, 400) == night
    shell.app.settings.set(TEXT_SCALE, 120)
    assert shell.window.grab().toImage().pixelColor(5, 400) == night


def test_at_night_rows_wait_until_morning(shell: Shell) -> None:
    shell.app.bus.publish(QuietChanged(quiet=True, wake="journal.wake"))
    shell.window.banners.show(Notification(purpose="x", title="Something"), lambda _: None)
    assert not shell.window.banners.column.isVisible()
    shell.app.bus.publish(QuietChanged(quiet=False))
    assert shell.window.banners.column.isVisible()


# Rows that ask


def test_a_row_is_answered_by_key_and_goes(shell: Shell) -> None:
    answers: list[str] = []
    row = Notification(
        purpose="focus", title="Block done", actions=(Action("rate", "Rate"), Action("later", "L"))
    )
    shell.window.banners.show(row, answers.append)
    press(shell, Key.Key_2, ALT)
    assert answers == ["later"]
    assert shell.window.banners.purposes == ()
    press(shell, Key.Key_2, ALT)
    assert answers == ["later"]


def test_while_no_row_asks_its_keys_are_the_pages(shell: Shell) -> None:
    page, pressed = shell.placeholder("today"), list[str]()
    page.bind("Alt+1", lambda: pressed.append("page"))
    page.setFocus()
    press(shell, Key.Key_1, ALT)
    assert pressed == ["page"]
    row = Notification(purpose="x", title="Done", actions=(Action("rate", "Rate"),))
    shell.window.banners.show(row, pressed.append)
    press(shell, Key.Key_1, ALT)
    assert pressed == ["page", "rate"]


def test_a_newer_row_of_a_purpose_replaces_the_older(shell: Shell) -> None:
    for title in ("One", "Two"):
        note = Notification(purpose="focus", title=title)
        shell.window.banners.show(note, lambda _: None)
    assert shell.window.banners.purposes == ("focus",)
    shell.window.banners.withdraw("focus")
    shell.window.banners.withdraw("focus")
    assert not shell.window.banners.column.isVisible()


def test_a_row_takes_its_room_from_the_page_and_gives_it_back(shell: Shell) -> None:
    page = shell.placeholder("today")
    before = page.height()
    shell.window.banners.show(Notification(purpose="x", title="Something"), lambda _: None)
    assert page.height() < before
    shell.window.banners.withdraw("x")
    assert page.height() == before


def _open_session(shell: Shell, name: str, *, minutes: int) -> Session:
    begun = shell.app.sessions.begin(Activity.FOCUS, name)
    ended = begun.started + minutes * 60_000_000
    return Session(
        id=SessionId(begun.id),
        activity=Activity.FOCUS,
        title=name,
        started=begun.started,
        zone="UTC",
        offset=0,
        ended=ended,
        last_seen=ended,
    )


def test_sessions_that_ended_unseen_are_asked_about_one_by_one(shell: Shell) -> None:
    first = _open_session(shell, "Lemma 4", minutes=17)
    second = _open_session(shell, "Lemma 5", minutes=3)
    heard = shell.app.hear(SessionChanged)
    shell.app.bus.publish(OpenSessionsFound((first, second)))
    assert shell.window.banners.purposes == ("open-session",)
    press(shell, Key.Key_1, ALT)
    assert heard == []
    press(shell, Key.Key_2, ALT)
    assert len(heard) == 1
    assert not shell.window.banners.purposes
    kept = shell.app.data.rows("SELECT title, deleted FROM session ORDER BY title")
    assert sorted(row["deleted"] is None for row in kept) == [False, True]


def test_closing_the_row_about_one_session_asks_about_the_next(shell: Shell) -> None:
    first = _open_session(shell, "Lemma 4", minutes=17)
    second = _open_session(shell, "Lemma 5", minutes=3)
    shell.app.bus.publish(OpenSessionsFound((first, second)))
    asked: list[str] = []
    for _ in range(2):
        row = shell.window.banners.column.findChildren(BannerRow)[-1]
        asked.append(row.notification.body)
        row.chosen.emit(CLOSED)
    assert sorted(asked) == ["Lemma 4", "Lemma 5"]
    assert not shell.window.banners.purposes
    kept = shell.app.data.rows("SELECT deleted FROM session")
    assert [row["deleted"] for row in kept] == [None, None]


# Trouble with the data


def test_trouble_stands_in_place_of_the_pages_until_it_is_over(shell: Shell) -> None:
    shell.window.go("read")
    shell.app.bus.publish(
        StorageFailed("full", "The disk with {path} is full.", "Free some space.", {"path": "/d"})
    )
    assert shell.window.page == "problem"
    page = shell.window.page_widget("problem")
    assert page.accessibleName() == "The disk with /d is full."
    press(shell, Key.Key_1, CTRL)
    assert shell.window.page == "problem"
    shell.app.bus.publish(StorageRecovered())
    assert shell.window.page == "read"


class Opener(QObject):
    """Takes the place of the file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_who_types_while_trouble_comes_up_opens_nothing(shell: Shell) -> None:
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")  # type: ignore[arg-type]  # the stub says bytes
    try:
        shell.app.bus.publish(StorageFailed("full", "The disk is full.", "Free some space."))
        press(shell, Key.Key_F)
        press(shell, Key.Key_O)
        assert opener.opened == []
        press(shell, Key.Key_O, ALT)
        assert opener.opened == [str(shell.app.profile)]
    finally:
        QDesktopServices.unsetUrlHandler("file")


def test_trouble_in_the_evening_is_as_dark_as_the_evening(shell: Shell) -> None:
    by_day = theme_of(shell.window).palette
    shell.window.go("read")
    shell.placeholder("read").set_chrome(Chrome.FULL)
    shell.app.bus.publish(StorageFailed("full", "The disk is full.", "Free some space."))
    assert theme_of(shell.window.page_widget("problem")).palette == palette("evening")
    shell.app.bus.publish(StorageRecovered())
    assert theme_of(shell.window).palette == by_day


def test_trouble_that_passes_by_keeps_nobody_out(shell: Shell) -> None:
    StorageNotice(shell.app, shell.window.isVisible, shell.window.bring)
    shell.window.go("read")
    failed = StorageFailed("bug", "Not saved: {error}", "A fault.", {"error": "x"}, lasting=False)
    shell.app.bus.publish(failed)
    assert shell.window.page == "read"
    note = shell.app.notes.shown["storage"]
    assert (note.title, note.body) == ("Not saved: x", "A fault.")


def test_lasting_trouble_is_told_on_the_desktop_while_nobody_sees_the_window(shell: Shell) -> None:
    StorageNotice(shell.app, shell.window.isVisible, shell.window.show)
    failed = StorageFailed("full", "The disk is full.", "Free some space.")
    shell.app.bus.publish(failed)
    assert not shell.app.notes.shown
    shell.app.bus.publish(StorageRecovered())
    shell.window.hide()
    shell.app.bus.publish(failed)
    assert shell.app.notes.shown["storage"].title == "The disk is full."
    shell.app.notes.choose("storage", "open")
    assert shell.window.isVisible()
    assert shell.window.page == "problem"
    shell.app.bus.publish(StorageRecovered())
    assert not shell.app.notes.shown


def test_trouble_at_the_start_can_be_tried_again_or_left(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    shell = Shell(tmp_path, qapp, ready=False)
    qtbot.addWidget(shell.window)
    shell.window.show_problem(KnownError(Trouble.NEWER, tmp_path / "spindle.db"))
    page = shell.window.page_widget("problem")
    assert isinstance(page, ProblemPage)
    with qtbot.waitSignal(shell.window.try_again):
        press(shell, Key.Key_Return)
    with qtbot.waitSignal(shell.window.quit_confirmed):
        press(shell, Key.Key_Q, CTRL)
    shell.window.ready()
    assert shell.window.page == "today"


# Leaving


def test_quitting_with_nothing_running_asks_nothing(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.window.quit_confirmed):
        press(shell, Key.Key_Q, CTRL)


def test_after_the_question_the_window_lets_the_application_quit(shell: Shell) -> None:
    assert not shell.window.close()
    assert shell.window.close()


def test_quitting_during_a_block_asks_once(shell: Shell, qtbot: QtBot) -> None:
    shell.service.question = "A block is running. It ends here."
    with qtbot.assertNotEmitted(shell.window.quit_confirmed):
        press(shell, Key.Key_Q, CTRL)
    assert shell.window.banners.purposes == ("quit",)
    with qtbot.assertNotEmitted(shell.window.quit_confirmed):
        press(shell, Key.Key_2, ALT)
    press(shell, Key.Key_Q, CTRL)
    with qtbot.waitSignal(shell.window.quit_confirmed):
        press(shell, Key.Key_Q, CTRL)


@pytest.mark.qt_log_ignore("does not support raise")
def test_closing_hides_only_while_there_is_a_tray(shell: Shell, qtbot: QtBot) -> None:
    shell.desktop.tray_is_there = lambda: True
    with qtbot.waitSignal(shell.window.first_hidden):
        shell.window.close()
    assert not shell.window.isVisible()
    shell.window.bring()
    with qtbot.assertNotEmitted(shell.window.first_hidden):
        shell.window.close()
    shell.window.bring()
    shell.desktop.tray_is_there = lambda: False
    with qtbot.waitSignal(shell.window.quit_confirmed):
        shell.window.close()


def test_the_window_opens_where_it_was(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    first = Shell(tmp_path, qapp)
    qtbot.addWidget(first.window)
    first.window.resize(1024, 690)
    first.window.close()
    assert (tmp_path / "window.json").stat().st_mode & 0o777 == 0o600
    first.app.data.close()
    second = Shell(tmp_path, qapp)
    qtbot.addWidget(second.window)
    assert (second.window.width(), second.window.height()) == (1024, 690)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"geometry": "zz"}', '{"geometry": 3}'])
def test_a_spoilt_geometry_file_is_forgotten(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, content: str
) -> None:
    (tmp_path / "window.json").write_text(content, "utf-8")
    shell = Shell(tmp_path, qapp)
    qtbot.addWidget(shell.window)
    assert (shell.window.width(), shell.window.height()) == (1280, 820)


def opened(profile: Path, screen: tuple[int, int], *at: int) -> list[int | bool]:
    """x, y, width, height of the window on such a screen, and whether it fills it.

    ``at`` puts it elsewhere before it is remembered.
    """
    done = subprocess.run(
        [sys.executable, small_screens.__file__, profile, *(str(each) for each in at)],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "QT_QPA_PLATFORM": screens(profile / "screens.json", screen),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[int | bool] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("screen", "size"), [((1024, 708), [1024, 680]), ((1366, 728), [1280, 700])]
)
def test_a_first_window_is_no_larger_than_its_screen(
    tmp_path: Path, screen: tuple[int, int], size: list[int]
) -> None:
    *box, fills = opened(tmp_path, screen)
    assert box[2:] == size
    assert fills is True


def test_a_first_window_has_its_usual_size_where_there_is_room(tmp_path: Path) -> None:
    *box, fills = opened(tmp_path, (1280, 860))
    assert box[2:] == [1280, 820]
    assert fills is False


def test_a_window_of_a_larger_screen_comes_back_on_a_small_one(tmp_path: Path) -> None:
    opened(tmp_path, (2560, 1440), 1200, 500, 1300, 900)
    *box, fills = opened(tmp_path, (1024, 708))
    assert box[2:] == [1024, 680]
    assert fills is True


def test_a_window_that_was_put_lower_comes_back_whole(tmp_path: Path) -> None:
    opened(tmp_path, (1280, 900), 200, 120, 1024, 680)
    x, y, width, height, fills = opened(tmp_path, (1024, 720))
    assert (x, width, height, fills) == (0, 1024, 680, False)
    assert 28 <= y <= 40
