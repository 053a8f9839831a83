"""The lock over the window, and the page that asks for the passphrase."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.feature import PageAsked
from spindle.core.ids import Ref
from spindle.core.keyring_port import Silence
from spindle.core.ports import Action, Notification
from spindle.core.presence import LockChanged, Phase, PresenceChanged, QuietChanged
from spindle.core.safe_port import Kept
from spindle.core.storage_events import StorageFailed, StorageRecovered
from spindle.shell.lock_page import LockPage
from spindle.storage.vault import keyfile
from spindle.storage.vault.slots import Stretching
from spindle.storage.vault.vault import Fresh, Vault
from spindle.ui.field import Field
from spindle.ui.labels import Label
from spindle.ui.page import Chrome
from tests.helpers.encrypted import PASSPHRASE, encrypted
from tests.helpers.fakes import FakeKeyring, FakeSafe
from tests.helpers.shell import Shell

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SECRET = "Lemma 4 and the zebra"  # noqa: S105 - what must not be seen

pytestmark = [pytest.mark.requirement("row-5"), pytest.mark.requirement("P1")]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is made dearer by being unlocked here."""
    monkeypatch.setattr(Stretching, "is_current", True)


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Shell]:
    """A ready window on plain data."""
    (tmp_path / "plain").mkdir()
    made = Shell(tmp_path / "plain", qapp)
    qtbot.addWidget(made.window)
    qtbot.waitExposed(made.window)
    yield made
    made.looks.set(mode="light", text_scale=1.0, reduced_motion=False)


@pytest.fixture
def made(tmp_path: Path) -> Fresh:
    """An encrypted profile beside it."""
    return encrypted(tmp_path / "sealed")


@pytest.fixture
def keyring() -> FakeKeyring:
    return FakeKeyring()


@pytest.fixture
def safe(shell: Shell, tmp_path: Path, made: Fresh, keyring: FakeKeyring) -> FakeSafe:
    """The ready window's data is encrypted and open."""
    found = FakeSafe(tmp_path / "sealed", keyring)
    found.key = made.key
    shell.app.safe = found
    return found


def lock(shell: Shell) -> LockPage:
    shell.app.bus.publish(LockChanged(locked=True))
    shell.window.opened.connect(lambda: shell.app.bus.publish(LockChanged(locked=False)))
    return page_of(shell)


def page_of(shell: Shell) -> LockPage:
    page = shell.window.page_widget("lock")
    assert isinstance(page, LockPage)
    return page


def press(shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(shell.window.windowHandle(), key, modifier or Qt.KeyboardModifier.NoModifier)


def words(shell: Shell) -> str:
    """All that can be read in the window."""
    seen = [widget for widget in shell.window.findChildren(QWidget) if widget.isVisible()]
    texts = [label.text() for label in seen if isinstance(label, Label)]
    texts += [field.displayText() for field in seen if isinstance(field, Field)]
    names = [widget.accessibleName() + widget.accessibleDescription() for widget in seen]
    return " ".join([shell.window.windowTitle(), *texts, *names])


def runs(shell: Shell) -> None:
    shell.app.bus.publish(
        PresenceChanged(Phase.WORK, SECRET, shell.app.clock.now(), 0, 25 * 60_000_000, running=True)
    )


# What is hidden


def test_locked_nothing_of_the_users_is_to_be_seen(shell: Shell, safe: FakeSafe) -> None:
    del safe
    runs(shell)
    note = Notification("n", SECRET, SECRET, (Action("a", "Do"),))
    shell.window.banners.show(note, lambda _: None)
    shell.placeholder("today").setAccessibleName(SECRET)
    assert SECRET in words(shell)

    lock(shell)

    assert shell.window.page == "lock"
    assert SECRET not in words(shell)
    assert shell.window.windowTitle() == "Spindle"
    assert not shell.window.banners.column.isVisible()
    runs(shell)
    assert shell.window.windowTitle() == "Spindle"


def test_locked_no_key_and_no_event_leads_to_a_page(shell: Shell, safe: FakeSafe) -> None:
    del safe
    lock(shell)

    press(shell, Key.Key_2, CTRL)
    press(shell, Key.Key_K, CTRL)
    press(shell, Key.Key_R, CTRL)
    press(shell, Key.Key_Escape)
    press(shell, Key.Key_Comma, CTRL)
    shell.app.bus.publish(PageAsked("read"))
    shell.app.run("read.missing")
    shell.window.open_finder()
    shell.window.open_help()
    shell.window.back()

    assert shell.window.page == "lock"
    assert shell.ran == []


def test_an_open_finder_closes_with_the_lock(shell: Shell, safe: FakeSafe) -> None:
    del safe
    shell.window.open_finder()

    lock(shell)

    from spindle.shell.finder import Finder  # noqa: PLC0415 - as the window does

    assert shell.window.findChildren(Finder) == []


def test_unlocked_the_page_is_as_it_was_left_with_all_that_was_typed(
    shell: Shell, safe: FakeSafe
) -> None:
    """A wrong passphrase a thousand times discards not a letter; once is enough to see it."""
    del safe
    shell.window.go("read")
    field = QLineEdit(shell.placeholder("read"))
    field.setText("half a sentence")
    page = lock(shell)
    page.field.setText("wrong")
    press(shell, Key.Key_Return)
    assert page.said.text().startswith("That is neither the passphrase")
    assert page.field.text() == "wrong"
    assert page.field.selectedText() == "wrong"

    QTest.keyClicks(page.field, PASSPHRASE)
    press(shell, Key.Key_Return)

    assert shell.window.page == "read"
    assert field.text() == "half a sentence"
    assert page.field.text() == "", "nothing of the passphrase stays in the window"


def test_what_was_asked_for_meanwhile_is_shown_after_unlocking(
    shell: Shell, safe: FakeSafe
) -> None:
    del safe
    page = lock(shell)
    shell.app.bus.publish(PageAsked("read", Ref("text", "t1")))

    page.field.setText(PASSPHRASE)
    press(shell, Key.Key_Return)

    assert shell.window.page == "read"
    assert shell.placeholder("read").shown[-1] == Ref("text", "t1")


def test_trouble_with_the_data_waits_behind_the_lock(shell: Shell, safe: FakeSafe) -> None:
    del safe
    page = lock(shell)
    shell.app.bus.publish(StorageFailed("full", "The disk with {path} is full.", "", {"path": "x"}))
    assert shell.window.page == "lock"

    page.field.setText(PASSPHRASE)
    press(shell, Key.Key_Return)

    assert shell.window.page == "problem"
    lock(shell)
    shell.app.bus.publish(StorageRecovered())
    page.field.setText(PASSPHRASE)
    press(shell, Key.Key_Return)
    assert shell.window.page == "today"


def test_in_the_dark_of_the_night_it_stays_dark_and_full(shell: Shell, safe: FakeSafe) -> None:
    del safe
    shell.placeholder("today").set_chrome(Chrome.FULL)
    shell.app.bus.publish(QuietChanged(quiet=True, page="today", wake="journal.wake"))

    page = lock(shell)

    assert page.chrome is Chrome.FULL
    press(shell, Key.Key_A)
    assert shell.ran == [], "a key types here, and wakes nobody"
    assert page.field.text() == "a"
    page.field.setText(PASSPHRASE)
    press(shell, Key.Key_Return)
    press(shell, Key.Key_A)
    assert shell.ran == [("journal.wake", None)]


def test_quitting_is_still_asked_and_shows_nothing_else(shell: Shell, safe: FakeSafe) -> None:
    del safe
    note = Notification("n", SECRET, SECRET, (Action("a", "Do"),))
    shell.window.banners.show(note, lambda _: None)
    lock(shell)
    shell.service.question = "A block is running."

    press(shell, Key.Key_Q, CTRL)

    assert "A block is running." in words(shell)
    assert SECRET not in words(shell)


# What opens


def test_data_in_clear_needs_no_passphrase_and_that_is_said(shell: Shell) -> None:
    page = lock(shell)

    assert not page.field.isVisible()
    assert "not encrypted, so this only hides it" in words(shell)
    press(shell, Key.Key_Return)

    assert shell.window.page == "today"


def test_the_recovery_code_opens_too(shell: Shell, safe: FakeSafe, made: Fresh) -> None:
    del safe
    page = lock(shell)

    page.field.setText(made.code.lower())
    press(shell, Key.Key_Return)

    assert shell.window.page == "today"


def test_while_it_is_tried_a_second_enter_does_nothing(shell: Shell, safe: FakeSafe) -> None:
    page = lock(shell)
    safe.holding = True
    page.field.setText(PASSPHRASE)

    press(shell, Key.Key_Return)
    press(shell, Key.Key_Return)
    assert page.said.text() == "Trying…"
    assert not page.unlock.isEnabled()
    safe.release()

    assert shell.window.page == "today"


def test_nothing_typed_is_nothing_tried(shell: Shell, safe: FakeSafe) -> None:
    page = lock(shell)
    safe.holding = True

    press(shell, Key.Key_Return)

    assert not page.said.isVisible()


def test_what_is_typed_can_be_shown_and_is_hidden_the_next_time(
    shell: Shell, safe: FakeSafe
) -> None:
    del safe
    page = lock(shell)
    page.field.setText("naïve")
    assert "naïve" not in page.field.displayText()

    press(shell, Key.Key_S, ALT)
    assert page.field.displayText() == "naïve"
    press(shell, Key.Key_S, ALT)
    assert "naïve" not in page.field.displayText()
    press(shell, Key.Key_S, ALT)
    shell.app.bus.publish(LockChanged(locked=False))
    lock(shell)

    assert page.field.echoMode() is QLineEdit.EchoMode.Password
    assert page.field.text() == ""


@pytest.mark.requirement("P21")
def test_the_keyring_opens_where_it_was_chosen_and_is_not_asked_unasked(
    shell: Shell, safe: FakeSafe, made: Fresh, keyring: FakeKeyring
) -> None:
    page = lock(shell)
    assert not page.keyring.isVisible()
    shell.app.bus.publish(LockChanged(locked=False))
    Vault(safe._path.parent, keyring, made.key).use_keyring()

    lock(shell)
    assert page.keyring.isVisible()
    assert shell.window.page == "lock"
    press(shell, Key.Key_K, ALT)

    assert shell.window.page == "today"


@pytest.mark.requirement("P21")
@pytest.mark.parametrize(
    ("silence", "said"),
    [
        (Silence.MISSING, "no keyring that keeps secrets safe"),
        (Silence.REFUSED, "stayed locked"),
        (Silence.SLOW, "does not answer"),
    ],
)
def test_a_keyring_that_gives_nothing_is_one_sentence_and_the_passphrase_works(
    shell: Shell,
    safe: FakeSafe,
    made: Fresh,
    keyring: FakeKeyring,
    silence: Silence,
    said: str,
) -> None:
    Vault(safe._path.parent, keyring, made.key).use_keyring()
    keyring.silence = silence
    page = lock(shell)

    press(shell, Key.Key_K, ALT)
    assert said in page.said.text()
    page.field.setText(PASSPHRASE)
    press(shell, Key.Key_Return)

    assert shell.window.page == "today"


def test_every_control_has_a_name_and_tab_goes_around(shell: Shell, safe: FakeSafe) -> None:
    del safe
    page = lock(shell)
    assert QApplication.focusWidget() is page.field

    reached = []
    for _ in range(3):
        reached.append(QApplication.focusWidget())
        press(shell, Key.Key_Tab)

    assert reached == [page.field, page.unlock, page.reveal]
    assert page.field.accessibleName() == "Passphrase or recovery code"


# A start


@pytest.fixture
def start(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, made: Fresh, keyring: FakeKeyring
) -> Iterator[Shell]:
    """The window of a start on an encrypted profile: nothing of the data is there yet."""
    del made
    (tmp_path / "other").mkdir()
    shell = Shell(tmp_path / "other", qapp, ready=False)
    shell.window.hide()
    shell.app.safe = FakeSafe(tmp_path / "sealed", keyring)
    qtbot.addWidget(shell.window)
    yield shell
    shell.looks.set(mode="light", text_scale=1.0, reduced_motion=False)


def opened(shell: Shell) -> list[bool]:
    heard: list[bool] = []
    shell.window.opened.connect(lambda: heard.append(True))
    return heard


def test_a_start_asks_first_and_answers_at_once(start: Shell, made: Fresh, qtbot: QtBot) -> None:
    heard = opened(start)
    start.window.show_first()
    qtbot.waitExposed(start.window)
    page = page_of(start)

    assert start.window.page == "lock"
    assert "Your data is encrypted" in words(start)
    page.field.setFocus()
    QTest.keyClicks(page.field, PASSPHRASE)
    press(start, Key.Key_Return)

    assert heard == [True]
    assert start.app.safe.plain == made.key.plain
    assert start.app.safe.kept is Kept.OPEN
    assert start.window.page == "lock", "until the data is there"
    start.window.ready()
    assert start.window.page == "today"


@pytest.mark.requirement("P21")
def test_a_start_asks_the_keyring_by_itself(
    start: Shell, made: Fresh, keyring: FakeKeyring, tmp_path: Path
) -> None:
    Vault(tmp_path / "sealed", keyring, made.key).use_keyring()
    heard = opened(start)

    start.window.show_first()

    assert heard == [True]
    assert start.app.safe.plain == made.key.plain


@pytest.mark.requirement("P21")
def test_a_keyring_that_answers_too_late_opens_nothing_twice(
    start: Shell, made: Fresh, keyring: FakeKeyring, tmp_path: Path
) -> None:
    Vault(tmp_path / "sealed", keyring, made.key).use_keyring()
    safe = start.app.safe
    assert isinstance(safe, FakeSafe)
    safe.holding = True
    heard = opened(start)
    start.window.show_first()
    held, safe._held = safe._held, []
    safe.holding = False
    page = page_of(start)

    page.field.setText(PASSPHRASE)
    press(start, Key.Key_Return)
    assert heard == [True]
    for answer in held:
        answer()

    assert heard == [True]


def test_a_start_without_a_key_file_takes_the_recovery_sheet(
    start: Shell, made: Fresh, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(made.recovery.sheet, "utf-8")
    keyfile.remove(tmp_path / "sealed")
    start.window.show_first()
    page = page_of(start)
    assert not page.sheet.isVisible()

    page.field.setText(made.code)
    press(start, Key.Key_Return)
    assert "is missing or damaged" in page.said.text()
    (tmp_path / "letter.txt").write_text("dear")
    page.choose_file = lambda: str(tmp_path / "letter.txt")
    press(start, Key.Key_R, ALT)
    assert "no recovery sheet" in page.said.text()
    page.choose_file = lambda: str(sheet)
    press(start, Key.Key_R, ALT)
    assert "Type the recovery code" in page.said.text()
    heard = opened(start)
    page.field.setText(made.code)
    press(start, Key.Key_Return)

    assert heard == [True]


def test_the_place_of_the_window_names_nothing(start: Shell, tmp_path: Path) -> None:
    start.window.show_first()
    start.window._keep_place()

    kept = json.loads((tmp_path / "other" / "window.json").read_text("utf-8"))
    assert kept.keys() == {"geometry"}
