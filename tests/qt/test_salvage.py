"""The problem page of a damaged file: what can be read is shown before it takes its place."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import ManualClock
from spindle.core.storage_events import ReplaceAsked
from spindle.shell.afterwards import Afterwards
from spindle.shell.problem import ProblemPage
from spindle.shell.salvage import Salvage
from spindle.storage import backup, readonly
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.files import rebuilt
from spindle.storage.sealed import SEALED, head_of
from spindle.storage.vault import convert, keyfile
from spindle.storage.vault.vault import Fresh, Vault, fresh
from tests.helpers.database import MORNING
from tests.helpers.encrypted import CHEAP, PASSPHRASE
from tests.helpers.fakes import FakeSafe
from tests.helpers.shell import Shell

pytestmark = pytest.mark.requirement("P4")


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Shell:
    """A start on a file of which nothing can be read, with a copy from before."""
    (tmp_path / "profile").mkdir()
    made = Shell(tmp_path / "profile", qapp, ready=False)
    qtbot.addWidget(made.window)
    qtbot.waitExposed(made.window)
    path = tmp_path / "profile" / "spindle.db"
    made.app.data.connection.execute(
        "INSERT INTO aim (id, name, updated) VALUES ('a', 'Graph theory', 1)"
    )
    backup.daily(path, MORNING.date())
    made.app.data.close()
    for helper in path.parent.glob("spindle.db-*"):
        helper.unlink()
    path.write_bytes(b"\xff" * 9000)
    made.window.show_problem(KnownError(Trouble.CORRUPT, path))
    return made


@pytest.fixture
def salvage(shell: Shell) -> Salvage:
    page = shell.window.page_widget("problem")
    assert isinstance(page, ProblemPage)
    found = page.findChild(Salvage)
    assert isinstance(found, Salvage)
    return found


def shown(salvage: Salvage) -> list[str]:
    buttons = (salvage.button, salvage.use, salvage.leave)
    return [button.text() for button in buttons if button.isVisible()]


def aims(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM aim")]


def test_what_can_be_read_is_told_and_taken_only_when_agreed_to(
    shell: Shell, salvage: Salvage
) -> None:
    heard = shell.app.hear(ReplaceAsked)
    path = shell.app.profile / "spindle.db"
    broken = path.read_bytes()
    assert shown(salvage) == ["Take back what can be read"]

    # As the desktop sends it: to the native window.
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(shell.window.windowHandle(), Qt.Key.Key_T, alt)

    assert salvage.said.text().startswith("Nothing of the file can be read. The newest copies add")
    assert shown(salvage) == ["Go on with it", "Leave it"]
    assert path.read_bytes() == broken

    salvage.leave.click()
    assert not rebuilt(path).exists()
    assert shown(salvage) == ["Take back what can be read"]

    salvage.button.click()
    salvage.use.click()
    assert heard == [ReplaceAsked(damaged=True)]
    now = ManualClock(MORNING).now()
    assert Afterwards.SALVAGE.fulfil(shell.app.profile, ["true"], now, None) is None
    assert aims(path) == ["Graph theory"]
    assert (shell.app.profile / "spindle-damaged-1.db").read_bytes() == broken


def test_its_sentences_are_shown_whole(shell: Shell, salvage: Salvage, qtbot: QtBot) -> None:
    shell.window.resize(1024, 680)
    said = salvage.said
    qtbot.waitUntil(lambda: said.height() >= said.heightForWidth(said.width()))
    salvage._found({"rows": [123456, 7, 0, 0], "bad": 12})
    qtbot.waitUntil(lambda: said.height() >= said.heightForWidth(said.width()))


def test_it_can_be_cancelled_and_leaves_nothing(shell: Shell, salvage: Salvage) -> None:
    shell.app.working.holding = True
    salvage.button.click()
    assert salvage.button.text() == "Cancel"
    rebuilt(shell.app.profile / "spindle.db").write_bytes(b"half")

    salvage.button.click()
    shell.app.working.release()

    assert salvage.said.text() == "Cancelled. Nothing is left of it."
    assert not rebuilt(shell.app.profile / "spindle.db").exists()


def test_with_no_copy_and_nothing_to_read_that_is_said(shell: Shell, salvage: Salvage) -> None:
    for copied in (shell.app.profile / "backups").iterdir():
        copied.unlink()
    salvage.button.click()
    assert salvage.said.text() == "Neither the file nor a copy of it can be read."
    assert shown(salvage) == ["Take back what can be read"]


def test_other_trouble_has_no_such_way_out(shell: Shell, salvage: Salvage) -> None:
    path = shell.app.profile / "spindle.db"
    shell.window.show_problem(KnownError(Trouble.FULL, path))
    assert not salvage.isVisible()
    shell.window.show_problem(KnownError(Trouble.CORRUPT, path))
    assert salvage.isVisible()


# Where the copies are encrypted


@pytest.fixture
def locked(shell: Shell, salvage: Salvage) -> Fresh:
    """The file was emptied, and all that is left is an encrypted copy with its key file."""
    path = shell.app.profile / "spindle.db"
    made = fresh(PASSPHRASE, CHEAP)
    keyfile.write(path.parent, made.slots)
    [copied] = (path.parent / "backups").glob("*.db")
    convert.encrypt(copied, made.key)
    convert.swap(copied, None)
    path.write_bytes(b"")
    assert salvage.isVisible()
    return made


def type_and_enter(shell: Shell, salvage: Salvage, words: str) -> None:
    assert salvage.panel is not None
    salvage.panel.present.setText(words)
    QTest.keyClick(shell.window.windowHandle(), Qt.Key.Key_Return)


def test_the_passphrase_of_encrypted_copies_is_asked_for_and_the_new_file_is_encrypted_too(
    shell: Shell, salvage: Salvage, locked: Fresh
) -> None:
    tried: list[bool] = []
    page = shell.window.page_widget("problem")
    assert isinstance(page, ProblemPage)
    page.try_again.connect(lambda: tried.append(True))
    path = shell.app.profile / "spindle.db"

    salvage.button.click()
    assert salvage.panel is not None
    assert salvage.panel.present.hasFocus()
    assert shown(salvage) == []
    type_and_enter(shell, salvage, "not it at all")
    assert salvage.panel.said.text().startswith("That is neither the passphrase nor the recovery")

    type_and_enter(shell, salvage, PASSPHRASE)

    assert salvage.panel is None
    assert "The newest copies add" in salvage.said.text()
    assert "The new file is encrypted." in salvage.said.text()
    assert head_of(rebuilt(path)) == SEALED + locked.key.id
    assert tried == [], "Enter in the field is not the page's"
    salvage.use.click()
    now = ManualClock(MORNING).now()
    assert Afterwards.SALVAGE.fulfil(shell.app.profile, ["true"], now, None) is None
    key = Vault(path.parent).unlock(locked.code)
    with closing(readonly.connect(path, key=key)) as connection:
        assert connection.execute("SELECT name FROM aim").fetchone()[0] == "Graph theory"


def test_whoever_does_not_know_the_passphrase_can_leave_it(
    shell: Shell, salvage: Salvage, locked: Fresh
) -> None:
    salvage.button.click()
    panel = salvage.panel
    assert panel is not None
    safe = shell.app.safe
    assert isinstance(safe, FakeSafe)
    safe.holding = True
    type_and_enter(shell, salvage, locked.code)
    panel.left.emit()
    safe.release()

    assert salvage.panel is None
    assert shown(salvage) == ["Take back what can be read"]
    assert not rebuilt(shell.app.profile / "spindle.db").exists()
    assert (shell.app.profile / "spindle.db").read_bytes() == b""


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"rows": [1, 0], "bad": 1}, "1 row of it can be read. 1 part cannot, and is named in"),
        ({"rows": [2, 0], "bad": 2}, "2 rows of it can be read. 2 parts cannot, and are named in"),
    ],
)
def test_one_row_and_one_part_have_their_singular(
    salvage: Salvage, found: dict[str, object], said: str
) -> None:
    salvage._found(found)
    assert salvage.said.text().startswith(said)
