"""The copy of the day comes without a dialog, and nothing that is said of it changes anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.shell.storage_notice import PURPOSE, StorageNotice
from spindle.storage import health
from spindle.storage.daily import DailyBackup
from spindle.ui.post import QtPost
from tests.helpers.shell import Shell

pytestmark = pytest.mark.requirement("P6")

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Shell]:
    (tmp_path / "profile").mkdir()
    made = Shell(tmp_path / "profile", qapp)
    qtbot.addWidget(made.window)
    made.app.data.connection.execute("INSERT INTO aim (id, name, updated) VALUES ('a', 'Trees', 1)")
    made.app.data.connection.commit()
    yield made
    made.app.data.close()


def copy_of_the_day(shell: Shell, qtbot: QtBot) -> list[Path]:
    """As it is made at the first start of a day."""
    app, post = shell.app, QtPost()
    path = app.profile / "spindle.db"
    daily = DailyBackup(path, clock=app.clock, bus=app.bus, post=post)
    daily.run(day_start=240)
    qtbot.waitUntil(lambda: bool(copies(path)))
    daily.stop()
    QApplication.processEvents()
    post.stop()
    return copies(path)


def copies(path: Path) -> list[Path]:
    return sorted((path.parent / "backups").glob("*.db"))


def rows(shell: Shell) -> Rows:
    """Everything in the file."""
    connection = shell.app.data.connection
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: [tuple(row) for row in connection.execute(f"SELECT * FROM {name}")]
        for (name,) in tables
    }


def windows() -> set[QWidget]:
    return {w for w in QApplication.topLevelWidgets() if w.isVisible()}


def test_a_copy_is_made_without_a_dialog_or_a_word(shell: Shell, qtbot: QtBot) -> None:
    before, shown = rows(shell), windows()
    StorageNotice(shell.app, lambda: False, lambda: None)
    assert len(copy_of_the_day(shell, qtbot)) == 1
    assert windows() <= shown
    assert QApplication.activeModalWidget() is None
    assert shell.app.notes.history == []
    assert rows(shell) == before


def test_a_warning_beside_it_asks_nothing_and_its_answer_changes_nothing(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, shown = rows(shell), windows()
    came: list[bool] = []
    StorageNotice(shell.app, lambda: False, lambda: came.append(True))
    monkeypatch.setattr(health, "is_low", lambda _path: True)
    assert len(copy_of_the_day(shell, qtbot)) == 1
    assert windows() <= shown
    [notice] = shell.app.notes.history
    assert [action.id for action in notice.actions] == ["open"]
    shell.app.notes.choose(PURPOSE, "open")
    assert came == [True]
    assert rows(shell) == before
    assert len(copies(shell.app.profile / "spindle.db")) == 1
