"""Settings, Your data: encryption switched on and off, what opens it, and what is asked first."""

import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from spindle.core.clock import ManualClock
from spindle.core.jobs_port import JobFailed
from spindle.core.keyring_port import Silence
from spindle.core.safe_port import Kept
from spindle.shell.settings_page.data import DataSection
from spindle.shell.settings_page.encryption.code_panel import CodePanel
from spindle.shell.settings_page.encryption.panel import NewPassphrase, PresentPassphrase
from spindle.shell.settings_page.encryption.rows import PanelRow
from spindle.shell.settings_page.page import SettingsPage
from spindle.storage import backup, driver, readonly
from spindle.storage.open import open_database
from spindle.storage.sealed import PLAIN, head_of
from spindle.storage.vault import slots
from spindle.storage.vault.slots import Stretching
from spindle.storage.vault.vault import Vault
from tests.helpers.database import MORNING
from tests.helpers.encrypted import CHEAP, PASSPHRASE, SETS, encrypted
from tests.helpers.fakes import FakeKeyring, FakeSafe
from tests.helpers.shell import Shell

pytestmark = [pytest.mark.requirement("row-4"), pytest.mark.requirement("P2")]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slots made here cost little, and are not made dearer."""
    monkeypatch.setattr(
        slots, "Stretching", lambda **given: Stretching(**given) if given else CHEAP
    )
    monkeypatch.setattr(Stretching, "is_current", True)


@pytest.fixture
def keyring() -> FakeKeyring:
    return FakeKeyring()


@pytest.fixture
def shell(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, keyring: FakeKeyring
) -> Iterator[Shell]:
    (tmp_path / "profile").mkdir()
    made = Shell(tmp_path / "profile", qapp)
    made.app.safe = safe = FakeSafe(tmp_path / "profile", keyring)
    made.app.data.key = lambda: safe.key
    qtbot.addWidget(made.window)
    qtbot.waitExposed(made.window)
    yield made
    made.app.data.close()


@pytest.fixture
def section(shell: Shell) -> DataSection:
    shell.window.go("settings")
    page = shell.window.page_widget("settings")
    assert isinstance(page, SettingsPage)
    page.show_section("data")
    found = page._section("data")
    assert isinstance(found, DataSection)
    return found


@pytest.fixture
def path(shell: Shell) -> Path:
    return shell.app.profile / "spindle.db"


def safe_of(shell: Shell) -> FakeSafe:
    assert isinstance(shell.app.safe, FakeSafe)
    return shell.app.safe


def new_passphrase(row: PanelRow, first: str = PASSPHRASE, again: str = PASSPHRASE) -> None:
    panel = row.panel
    assert isinstance(panel, NewPassphrase)
    panel.first.setText(first)
    panel.again.setText(again)
    panel.go_on.click()


def give(row: PanelRow, typed: str = PASSPHRASE) -> None:
    panel = row.panel
    assert isinstance(panel, PresentPassphrase)
    panel.present.setText(typed)
    QTest.keyClick(panel.present, Qt.Key.Key_Return)


def confirm(row: PanelRow) -> str:
    """Type the group back that is asked for; returns the code."""
    panel = row.panel
    assert isinstance(panel, CodePanel)
    panel.typed.setText(panel._groups[panel._asked - 1].lower())
    QTest.keyClick(panel.typed, Qt.Key.Key_Return)
    return "-".join(panel._groups)


def encrypt(section: DataSection) -> str:
    """All of it; returns the recovery code."""
    section.encryption.switch.begin.click()
    new_passphrase(section.encryption.switch)
    return confirm(section.encryption.switch)


def aims(shell: Shell, path: Path) -> list[str]:
    with closing(readonly.connect(path, key=safe_of(shell).key)) as connection:
        return [row["name"] for row in connection.execute("SELECT name FROM aim")]


def plain(path: Path) -> None:
    """An older copy in clear."""
    open_database(path, SETS, clock=ManualClock(MORNING)).close()


# On


def test_switched_on_by_keyboard_all_is_encrypted_and_works_on(
    shell: Shell, section: DataSection, path: Path
) -> None:
    shell.app.data.connection.execute("INSERT INTO aim (id, name, updated) VALUES ('a', 'X', 1)")
    copied = backup.daily(path, date(2026, 3, 9))
    assert copied is not None
    row = section.encryption.switch
    assert row._help.text().startswith("Off: whoever can read this disk")

    code = encrypt(section)

    assert safe_of(shell).kept is Kept.OPEN
    assert head_of(copied) == head_of(path) != PLAIN
    assert row.error.startswith("Your data is encrypted.")
    assert row._help.text().startswith("On: the database, its copies")
    assert row.end.isVisible()
    assert not row.begin.isVisible()
    assert aims(shell, path) == ["X"]
    shell.app.data.connection.execute("INSERT INTO aim (id, name, updated) VALUES ('b', 'Y', 1)")
    for text in (PASSPHRASE, code):
        assert Vault(shell.app.profile).unlock(text) == safe_of(shell).key


def test_the_threat_is_said_before_anything_is_typed(section: DataSection) -> None:
    section.encryption.switch.begin.click()

    panel = section.encryption.switch.panel
    assert panel is not None
    words = " ".join(label.text() for label in panel.findChildren(type(panel.said)))
    assert "a lost disk" in words
    assert "not against a program that runs as you" in words
    assert "nobody can read your data" in words


def test_a_short_passphrase_and_two_that_differ_are_one_sentence_each(
    section: DataSection, path: Path
) -> None:
    row = section.encryption.switch
    row.begin.click()
    panel = row.panel
    assert panel is not None

    new_passphrase(row, "short", "short")
    assert panel.said.text().startswith("That is too short")
    new_passphrase(row, "long enough", "long enouhg")
    assert panel.said.text() == "The two are not the same."

    assert row.panel is panel
    assert head_of(path) == PLAIN


def test_the_code_has_to_be_typed_back_before_anything_is_encrypted(
    section: DataSection, path: Path
) -> None:
    row = section.encryption.switch
    row.begin.click()
    new_passphrase(row)
    panel = row.panel
    assert isinstance(panel, CodePanel)

    panel.typed.setText("AAAAA")
    panel.go_on.click()

    assert panel.said.text().startswith(f"That is not group {panel._asked}.")
    assert head_of(path) == PLAIN
    assert not (path.parent / "spindle.key").exists()


def test_left_at_any_step_nothing_has_changed(section: DataSection, path: Path) -> None:
    row = section.encryption.switch
    row.begin.click()
    assert row.panel is not None
    row.panel.left.emit()
    assert row.error == "Nothing was changed."
    row.begin.click()
    new_passphrase(row)
    assert row.panel is not None
    row.panel.left.emit()

    assert row.panel is None
    assert row.begin.isVisible()
    assert sorted(file.name for file in path.parent.iterdir()) == ["spindle.db"]


def test_what_is_typed_can_be_seen(section: DataSection) -> None:
    row = section.encryption.switch
    row.begin.click()
    panel = row.panel
    assert isinstance(panel, NewPassphrase)
    panel.first.setText("naïve 八")

    panel.shown.click()
    assert panel.first.displayText() == "naïve 八"
    panel.shown.click()
    assert panel.first.echoMode() is QLineEdit.EchoMode.Password


def test_it_can_be_stopped_and_leaves_nothing(
    shell: Shell, section: DataSection, path: Path
) -> None:
    shell.app.working.holding = True
    encrypt(section)
    row = section.encryption.switch
    assert row.error.startswith("Working…")

    row.cancel.click()
    shell.app.working.release()

    assert row.error == "Stopped."
    assert row.begin.isVisible()
    assert head_of(path) == PLAIN
    assert sorted(file.name for file in path.parent.iterdir()) == ["spindle.db"]
    assert shell.app.data.rows("SELECT count(*) AS n FROM aim") == [{"n": 0}]


def test_a_full_disk_is_said_and_the_data_stays_as_it_was(
    shell: Shell, section: DataSection, path: Path
) -> None:
    shell.app.working.failure = JobFailed("full", "full", {"path": str(path)})

    encrypt(section)

    assert section.encryption.switch.error.startswith(f"The disk with {path} is full.")
    assert head_of(path) == PLAIN
    assert safe_of(shell).kept is Kept.PLAIN


def test_without_the_extra_the_row_says_how_to_add_it(
    shell: Shell, section: DataSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeSafe, "available", False)

    section.encryption.refresh()

    row = section.encryption.switch
    assert "python3 -m app --with encryption" in row._help.text()
    assert not row.begin.isVisible()
    assert safe_of(shell).kept is Kept.PLAIN


# Off


def test_switched_off_with_the_passphrase_it_is_as_it_was(
    shell: Shell, section: DataSection, path: Path
) -> None:
    encrypt(section)
    row = section.encryption.switch
    row.end.click()
    give(row, "wrong")
    assert row.panel is not None
    assert row.panel.said.text().startswith("That is neither the passphrase")
    assert head_of(path) != PLAIN

    give(row)

    assert row.error == "Your data is plain again."
    assert head_of(path) == PLAIN
    assert safe_of(shell).key is None
    assert not (path.parent / "spindle.key").exists()
    assert not section.encryption.opens.isVisible()
    assert row.begin.isVisible()


# What opens it


def test_the_passphrase_is_changed_by_whoever_knows_it(shell: Shell, section: DataSection) -> None:
    encrypt(section)
    row = section.encryption.opens
    row.passphrase.click()
    give(row, "wrong")
    assert row.panel is not None
    assert row.panel.said.text().startswith("That is neither")

    give(row)
    new_passphrase(row, "another one altogether", "another one altogether")

    assert row.error == "The new passphrase opens your data from now on."
    assert Vault(shell.app.profile).unlock("another one altogether") == safe_of(shell).key


def test_a_new_recovery_code_counts_once_it_is_written_down(
    shell: Shell, section: DataSection
) -> None:
    old = encrypt(section)
    row = section.encryption.opens
    row.code.click()
    give(row)
    assert Vault(shell.app.profile).unlock(old) == safe_of(shell).key

    new = confirm(row)

    assert Vault(shell.app.profile).unlock(new) == safe_of(shell).key
    assert row.error.startswith("The new code opens your data")
    assert not Vault(shell.app.profile, key=safe_of(shell).key).is_right(old)


def test_the_sheet_is_saved_for_the_user_alone(
    shell: Shell, section: DataSection, tmp_path: Path
) -> None:
    row = section.encryption.switch
    row.begin.click()
    new_passphrase(row)
    panel = row.panel
    assert isinstance(panel, CodePanel)
    panel.choose_file = lambda: ""
    panel.save.click()
    panel.choose_file = lambda: str(tmp_path / "none" / "sheet.txt")
    panel.save.click()
    assert panel.said.text().startswith("It was not saved")
    panel.choose_file = lambda: str(tmp_path / "sheet.txt")
    panel.save.click()
    assert panel.said.text().startswith(f"Saved as {tmp_path / 'sheet.txt'}.")

    code = confirm(row)

    sheet = tmp_path / "sheet.txt"
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert code in sheet.read_text("utf-8")
    for name in ("spindle.key", "spindle.key.copy"):
        (shell.app.profile / name).unlink()
    lost = Vault(shell.app.profile)
    assert lost.take_sheet(sheet)
    assert lost.unlock(code) == safe_of(shell).key


@pytest.mark.requirement("P21")
def test_the_keyring_is_chosen_and_left_with_a_switch(
    shell: Shell, section: DataSection, keyring: FakeKeyring
) -> None:
    encrypt(section)
    row = section.encryption.keyring
    assert not row.switch.isChecked()

    row.switch.click()
    assert Vault(shell.app.profile, keyring).unlock_by_keyring() == safe_of(shell).key
    assert row.switch.isChecked()
    row.switch.click()

    assert keyring.kept == {}
    assert not row.switch.isChecked()


@pytest.mark.requirement("P21")
def test_a_desktop_without_a_keyring_says_so_and_the_switch_stays_off(
    section: DataSection, keyring: FakeKeyring
) -> None:
    encrypt(section)
    keyring.silence = Silence.MISSING
    row = section.encryption.keyring

    row.switch.click()

    assert row.error.startswith("This desktop has no keyring")
    assert not row.switch.isChecked()


# Older copies


def test_what_is_still_in_clear_is_named_and_encrypted_or_deleted(
    shell: Shell, section: DataSection, path: Path
) -> None:
    encrypt(section)
    row = section.encryption.in_clear
    assert not row.isVisible()
    old = path.parent / "backups" / "by-hand-20250101-000000.db"
    old.parent.mkdir(exist_ok=True)
    plain(old)
    section.encryption.refresh()
    assert row.isVisible()
    assert row._help.text().startswith("1 older file holds your words unencrypted: by-hand-2025")

    row.encrypt.click()
    assert head_of(old) == head_of(path)
    assert not row.isVisible()

    old.unlink()
    plain(old)
    section.encryption.refresh()
    row.delete.click()
    assert not old.exists()
    assert not row.isVisible()
    assert safe_of(shell).kept is Kept.OPEN


# Export, copy, check, restore


def test_an_export_of_encrypted_data_is_in_clear_only_after_a_question(
    section: DataSection, tmp_path: Path
) -> None:
    encrypt(section)
    target = tmp_path / "all.zip"
    row = section.exported
    row.choose_file = lambda: str(target)
    row.button.click()
    assert "will not be encrypted" in row.error
    assert not target.exists()
    row.leave.click()
    assert row.error == ""
    assert row.button.isVisible()

    row.button.click()
    row.in_clear.click()

    assert row.error.startswith("Written to")
    assert target.exists()


def test_plain_data_is_exported_without_a_question(section: DataSection, tmp_path: Path) -> None:
    section.exported.choose_file = lambda: str(tmp_path / "all.zip")

    section.exported.button.click()

    assert section.exported.error.startswith("Written to")


def test_a_copy_by_hand_is_encrypted_and_a_check_reads_the_file(
    section: DataSection, path: Path
) -> None:
    encrypt(section)

    section.copies.button.click()
    section.checked.button.click()

    (copied,) = (path.parent / "backups").glob("by-hand-*.db")
    assert head_of(copied) == head_of(path)
    assert section.checked.error == "It is whole."


def test_an_encrypted_copy_of_another_profile_asks_for_its_passphrase(
    shell: Shell, section: DataSection, tmp_path: Path, path: Path
) -> None:
    other = encrypted(tmp_path / "other", "the other passphrase")
    with closing(driver.connect(tmp_path / "other" / "spindle.db", key=other.key)) as db:
        db.execute("INSERT INTO aim (id, name, updated) VALUES ('a', 'Chess', 1)")
    encrypt(section)
    row = section.restored
    row.choose_file = lambda: str(tmp_path / "other" / "spindle.db")

    row.button.click()
    panel = row.panel
    assert panel is not None
    assert not row.button.isVisible()
    panel.given.emit("wrong")
    assert panel.said.text().startswith("That is neither")
    panel.given.emit("the other passphrase")
    assert row.error.startswith("1 new row,")
    row.take.click()

    assert aims(shell, path) == ["Chess"]


def test_leaving_the_question_leaves_the_copy_alone(section: DataSection, tmp_path: Path) -> None:
    encrypted(tmp_path / "other", "the other passphrase")
    row = section.restored
    row.choose_file = lambda: str(tmp_path / "other" / "spindle.db")
    row.button.click()
    assert row.panel is not None

    row.panel.left.emit()

    assert row.panel is None
    assert row.button.isVisible()
