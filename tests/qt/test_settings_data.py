"""Settings, Your data: what its rows do, say, and leave alone."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle import tasks
from spindle.core.clock import ManualClock
from spindle.core.jobs_port import JobFailed, ignore
from spindle.core.storage_events import EraseAsked, ReplaceAsked, RestartAsked
from spindle.shell.afterwards import Afterwards
from spindle.shell.left_over import LeftOver
from spindle.shell.settings_page.data import DataSection
from spindle.shell.settings_page.data_restore import RestoreRow
from spindle.shell.settings_page.page import SettingsPage
from spindle.storage import backup, wipe
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.files import rebuilt
from spindle.storage.ours import RESTORE
from tests.helpers.database import MORNING
from tests.helpers.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Shell]:
    (tmp_path / "profile").mkdir()
    made = Shell(tmp_path / "profile", qapp)
    qtbot.addWidget(made.window)
    made.app.data.connection.execute(
        "INSERT INTO aim (id, name, updated) VALUES ('a', 'Graph theory', 1), ('b', 'Anatomy', 1)"
    )
    yield made
    made.app.data.close()


@pytest.fixture
def section(shell: Shell, qtbot: QtBot) -> DataSection:
    qtbot.waitExposed(shell.window)
    shell.window.go("settings")
    page = shell.window.page_widget("settings")
    assert isinstance(page, SettingsPage)
    page.show_section("data")
    section = page._section("data")
    assert isinstance(section, DataSection)
    return section


@pytest.fixture
def kept(shell: Shell, tmp_path: Path) -> Path:
    """A copy from before one aim was lost and another renamed."""
    copied = backup.copy(shell.app.profile / "spindle.db", tmp_path / "kept.db")
    with closing(sqlite3.connect(copied)) as connection, connection:
        connection.execute("UPDATE aim SET name = 'Anatomy II', updated = 5 WHERE id = 'b'")
        connection.execute("DELETE FROM aim WHERE id = 'a'")
        connection.execute("INSERT INTO aim (id, name, updated) VALUES ('c', 'Chess', 1)")
    return copied


def aims(shell: Shell) -> list[str]:
    return [row["name"] for row in shell.app.data.rows("SELECT name FROM aim ORDER BY id")]


def look(row: RestoreRow, file: Path) -> None:
    row.choose_file = lambda: str(file)
    row.button.click()


def shown(row: RestoreRow) -> list[str]:
    buttons = (row.button, row.take, row.leave, row.again)
    return [button.text() for button in buttons if button.isVisible()]


def test_a_file_is_looked_into_before_anything_changes(
    shell: Shell, section: DataSection, kept: Path, qtbot: QtBot
) -> None:
    row = section.restored
    look(row, kept)

    assert row.error == "1 new row, 1 newer, 0 the same."
    assert shown(row) == ["Take it back", "Leave it"]
    assert aims(shell) == ["Graph theory", "Anatomy"]

    row.leave.click()

    assert row.error == "Nothing was changed."
    assert shown(row) == ["Restore…"]
    qtbot.waitUntil(lambda: not (shell.app.profile / "spindle-restore").exists())
    assert aims(shell) == ["Graph theory", "Anatomy"]


@pytest.mark.requirement("P16")
def test_data_is_taken_back_after_a_copy_and_the_program_starts_again(
    shell: Shell, section: DataSection, kept: Path
) -> None:
    heard = shell.app.hear(RestartAsked)
    row = section.restored
    look(row, kept)

    row.take.click()

    assert aims(shell) == ["Graph theory", "Anatomy II", "Chess"]
    assert row.error.startswith("2 rows are back.")
    assert [file.name for file in (shell.app.profile / "backups").iterdir()] == [
        "by-hand-20260310-090000.db"
    ]
    assert not (shell.app.profile / "spindle-restore").exists()
    assert shown(row) == ["Start again"]
    row.again.click()
    assert heard == [RestartAsked()]


def test_what_is_here_already_is_said_and_left(section: DataSection, kept: Path) -> None:
    row = section.restored
    look(row, kept)
    row.take.click()
    row.show_buttons(row.button)

    look(row, kept)

    assert row.error == "All that is in this file is here already. Nothing was changed."
    assert shown(row) == ["Restore…"]


def test_a_file_that_is_no_copy_is_a_sentence(
    shell: Shell, section: DataSection, tmp_path: Path
) -> None:
    (tmp_path / "x.zip").write_bytes(b"hello")

    look(section.restored, tmp_path / "x.zip")

    assert section.restored.error.startswith(f"{tmp_path / 'x.zip'} is no copy and no export")
    assert shown(section.restored) == ["Restore…"]
    assert aims(shell) == ["Graph theory", "Anatomy"]


def test_a_look_that_is_cancelled_leaves_no_folder(
    shell: Shell, section: DataSection, kept: Path
) -> None:
    shell.app.working.holding = True
    look(section.restored, kept)
    staged = shell.app.profile / RESTORE
    staged.mkdir()
    (staged / "staged.db").write_bytes(b"half")

    section.restored.button.click()
    shell.app.working.release()

    assert section.restored.error == "Cancelled. Nothing is left of it."
    assert not staged.exists()


def test_taking_back_can_be_cancelled_and_all_is_as_it_was(
    shell: Shell, section: DataSection, kept: Path
) -> None:
    row = section.restored
    look(row, kept)
    shell.app.data.hold()
    row.take.click()
    assert row.button.isVisible()
    assert row.button.text() == "Cancel"

    row.button.click()
    shell.app.data.release()

    assert row.error == "Cancelled. Nothing is left of it."
    assert shown(row) == ["Restore…"]
    assert aims(shell) == ["Graph theory", "Anatomy"]
    assert not (shell.app.profile / RESTORE).exists()
    assert not list((shell.app.profile / "backups").glob("by-hand-*.db"))


@pytest.fixture
def copied(shell: Shell, section: DataSection, kept: Path) -> Path:
    """The copy of yesterday, in its place."""
    folder = shell.app.profile / "backups"
    folder.mkdir()
    moved = kept.replace(folder / "spindle-20260309.db")
    section.back.refresh()
    return moved


def test_one_goes_back_to_a_copy_after_seeing_what_that_changes(
    shell: Shell, section: DataSection, copied: Path
) -> None:
    heard = shell.app.hear(ReplaceAsked)
    row = section.back
    assert row.which.text() == "Monday, 9 March 2026"
    assert copied.exists()

    row.button.click()

    assert row.error == (
        "1 row of now is not in it, 1 is different there, 1 comes back. What is here now is "
        "kept as a copy, what runs is ended, and Spindle restarts."
    )
    assert [b.text() for b in (row.button, row.take, row.leave) if b.isVisible()] == [
        "Go back to it",
        "Leave it",
    ]
    row.leave.click()
    assert row.error == "Nothing was changed."
    assert not heard

    row.button.click()
    row.take.click()

    assert heard == [ReplaceAsked(damaged=False)]
    assert aims(shell) == ["Graph theory", "Anatomy"]  # until the program has ended
    shell.app.data.close()
    path = shell.app.profile / "spindle.db"
    made = Afterwards.GO_BACK.fulfil(shell.app.profile, ["true"], ManualClock(MORNING).now(), None)
    assert made is None
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM aim ORDER BY id").fetchall()
    assert names == [("Anatomy II",), ("Chess",)]
    (before,) = (shell.app.profile / "backups").glob("before-going-back-*.db")
    with closing(sqlite3.connect(before)) as connection:
        names = connection.execute("SELECT name FROM aim ORDER BY id").fetchall()
    assert names == [("Graph theory",), ("Anatomy",)]


def test_without_a_copy_there_is_nothing_to_go_back_to(section: DataSection) -> None:
    assert section.back.which.text() == "There is no copy yet"
    assert not section.back.button.isEnabled()
    section.copies.button.click()
    assert section.back.which.text().endswith("made by hand")
    assert section.back.button.isEnabled()


def test_going_back_can_be_cancelled_and_leaves_nothing(
    shell: Shell, section: DataSection, copied: Path
) -> None:
    row = section.back
    row.button.click()
    shell.app.working.holding = True
    row.take.click()
    half = rebuilt(shell.app.profile / "spindle.db")
    half.write_bytes(b"half")

    row.button.click()
    shell.app.working.release()

    assert row.error == "Cancelled. Nothing is left of it."
    assert not half.exists()
    assert copied.exists()


def test_what_could_not_be_put_in_place_is_said_and_the_data_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "spindle.db").write_bytes(b"as it was")
    problem = Afterwards.GO_BACK.fulfil(tmp_path, ["false"], ManualClock(MORNING).now(), None)
    assert problem is not None
    assert (tmp_path / "spindle.db").read_bytes() == b"as it was"


def test_choosing_no_file_does_nothing(shell: Shell, section: DataSection) -> None:
    section.restored.choose_file = lambda: ""
    section.restored.button.click()

    assert shell.app.working.started == []
    assert section.restored.error == ""


def test_a_job_can_be_cancelled_and_leaves_nothing(
    shell: Shell, section: DataSection, tmp_path: Path
) -> None:
    shell.app.working.holding = True
    section.exported.choose_file = lambda: str(tmp_path / "all.zip")
    section.exported.button.click()
    part = tmp_path / "all.zip.part"
    part.write_bytes(b"half")
    assert section.exported.button.text() == "Cancel"

    section.exported.button.click()
    shell.app.working.release()

    assert section.exported.error == "Cancelled. Nothing is left of it."
    assert section.exported.button.text() == "Export…"
    assert not part.exists()
    assert not (tmp_path / "all.zip").exists()


def test_a_job_that_dies_says_so_and_leaves_nothing(
    shell: Shell, section: DataSection, tmp_path: Path
) -> None:
    shell.app.working.failure = JobFailed("It stood still for {seconds} s.", "x", {"seconds": "9"})
    (tmp_path / "all.zip.part").write_bytes(b"half")
    section.exported.choose_file = lambda: str(tmp_path / "all.zip")

    section.exported.button.click()

    assert section.exported.error == "It stood still for 9 s."
    assert not (tmp_path / "all.zip.part").exists()


def test_how_far_a_job_is_stands_in_its_row(section: DataSection) -> None:
    section.copies._told({"done": 512, "of": 1000})

    assert section.copies.error == "Working… 51 %"


def test_the_file_is_checked(shell: Shell, section: DataSection) -> None:
    section.checked.button.click()
    assert section.checked.error == "It is whole."

    shell.app.data.connection.execute("PRAGMA foreign_keys = OFF")
    shell.app.data.connection.execute(
        "INSERT INTO session (id, activity, title, aim_id, started, zone, offset, last_seen, "
        "updated) VALUES ('s', 'focus', '', 'nowhere', 1, 'UTC', 0, 1, 1)"
    )
    section.checked.button.click()
    assert "1 row of session refers to no row of aim" in section.checked.error


def test_another_profile_is_another_program(shell: Shell, section: DataSection) -> None:
    opened: list[Path] = []
    shell.desktop.open_profile = opened.append
    section.choose_folder = lambda: ""
    section._open_profile()
    section.choose_folder = lambda: "/somewhere/else"
    section._open_profile()

    assert opened == [Path("/somewhere/else")]


def test_everything_is_deleted_only_after_the_word(shell: Shell, section: DataSection) -> None:
    heard = shell.app.hear(EraseAsked)
    row = section.deleted
    row.begin.click()
    assert "cannot be taken back" in row.error
    for typed in ("", "delet", "delete it"):
        row.field.setText(typed)
        assert not row.erase.isEnabled()
        QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert heard == []
    row.keep.click()
    assert not row.field.isVisible()
    assert row.error == ""

    row.begin.click()
    QTest.keyClicks(row.field, " Delete")
    row.erase.click()

    assert heard == [EraseAsked()]


def test_erasing_takes_all_of_spindle_and_nothing_else(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    ours = (
        "spindle.db",
        "spindle.db-wal",
        "spindle-damaged-1.db",
        "unsaved.jsonl",
        "window.json",
        "backups/spindle-20260310.db",
        "media/ab/tone.ogg",
        "quarantine/x.jsonl",
        "spindle-restore/staged.db",
        "pasted/note.txt",
        "voices/amy.onnx",
    )
    for name in ours:
        (profile / name).parent.mkdir(parents=True, exist_ok=True)
        (profile / name).write_bytes(b"x")
    (profile / "letter.txt").write_text("mine")

    assert wipe.everything(profile) == []

    assert [file.name for file in profile.iterdir()] == ["letter.txt"]
    (profile / "letter.txt").unlink()
    (profile / "spindle.db").write_bytes(b"x")
    assert Afterwards.ERASE.fulfil(profile, ["spindle"], ManualClock(MORNING).now(), None) is None
    assert not profile.exists()


def test_erasing_says_what_it_could_not_remove(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = tmp_path / "profile"
    for name in ("spindle.db", "media/ab/tone.ogg", "pasted/note.txt"):
        (profile / name).parent.mkdir(parents=True, exist_ok=True)
        (profile / name).write_bytes(b"x")
    unlink = os.unlink

    def refuse(path: Any, *more: Any, **named: Any) -> None:
        if str(path).endswith(("spindle.db", "tone.ogg")):
            raise PermissionError(13, "refused", path)
        unlink(path, *more, **named)

    monkeypatch.setattr(os, "unlink", refuse)

    left = wipe.everything(profile)

    assert sorted(left) == [profile / "media/ab/tone.ogg", profile / "spindle.db"]
    assert not (profile / "pasted").exists()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_what_could_not_be_erased_is_named_until_it_is_gone(tmp_path: Path, qtbot: QtBot) -> None:
    def left(name: str) -> KnownError:
        return KnownError(Trouble.LEFT_OVER, tmp_path / name)

    answers = [left("media/b.ogg"), None]
    page = LeftOver(tmp_path, left("a.db"), lambda: answers.pop(0))
    qtbot.addWidget(page)
    ended: list[bool] = []
    page.ended.connect(lambda: ended.append(True))
    page.show()

    assert str(tmp_path / "a.db") in page.accessibleName()
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert str(tmp_path / "media/b.ogg") in page.accessibleName()
    assert not ended
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert ended


def test_the_tasks_answer_in_plain_data_and_with_trouble_in_words(
    shell: Shell, tmp_path: Path
) -> None:
    path = str(shell.app.profile / "spindle.db")
    target = str(tmp_path / "all.zip")

    assert tasks.check(ignore, path) == []
    assert tasks.back_up(ignore, path, str(tmp_path / "copy.db")) == str(tmp_path / "copy.db")
    assert tasks.export(ignore, path, target)["aim"] == 2
    found: dict[str, Any] = tasks.look(ignore, path, target)
    aim = {"table": "aim", "new": 0, "newer": 0, "same": 2, "older": 0, "gone": 0}
    assert aim in found["changes"]
    assert found["last"] is None
    with pytest.raises(JobFailed) as caught:
        tasks.check(ignore, str(tmp_path / "missing.db"))
    assert caught.value.kind == "disk"
