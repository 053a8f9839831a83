"""The switch that starts Spindle with the session: the real state, and only where it can hide."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from spindle.adapters.autostart import DesktopEntry
from spindle.shell.desktop import Desktop
from spindle.shell.settings_page.row import Form
from spindle.shell.settings_page.starting import StartRow, add_starting

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Panel:
    """A desktop whose tray comes and goes."""

    def __init__(self, folder: Path, *, tray: bool) -> None:
        self.tray = tray
        self.item = DesktopEntry(("spindle", "--hidden"), folder)
        self.desktop = Desktop()
        self.desktop.tray_is_there = lambda: self.tray
        self.desktop.login_item = self.item


def words(form: Form) -> str:
    return "\n".join(label.text() for label in form.findChildren(QLabel))


def row_in(form: Form) -> StartRow:
    [row] = [row for row in form.rows if isinstance(row, StartRow)]
    return row


def shown(panel: Panel, qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    add_starting(form, panel.desktop)
    return form


def test_the_switch_writes_the_entry_and_takes_it_away(tmp_path: Path, qtbot: QtBot) -> None:
    panel = Panel(tmp_path, tray=True)
    form = shown(panel, qtbot)
    row = row_in(form)
    assert not row.switch.isChecked()
    row.switch.click()
    assert panel.item.enabled()
    assert (tmp_path / "spindle.desktop").exists()
    row.switch.click()
    assert not panel.item.enabled()


def test_it_shows_what_the_system_will_do_not_what_was_clicked(
    tmp_path: Path, qtbot: QtBot
) -> None:
    panel = Panel(tmp_path, tray=True)
    form = Form()
    qtbot.addWidget(form)
    refresh = add_starting(form, panel.desktop)
    row = row_in(form)
    row.switch.click()
    entry = tmp_path / "spindle.desktop"
    entry.write_text(entry.read_text() + "Hidden=true\n")  # a session manager struck it out
    refresh()
    assert not row.switch.isChecked()


def test_what_cannot_be_written_is_said_and_stays_off(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "file").write_text("")
    panel = Panel(tmp_path / "file" / "autostart", tray=True)
    form = shown(panel, qtbot)
    row = row_in(form)
    row.switch.click()
    assert not row.switch.isChecked()
    assert "file" in row.error


@pytest.mark.requirement("focus-pain-17")
def test_without_a_tray_it_can_only_be_switched_off(tmp_path: Path, qtbot: QtBot) -> None:
    panel = Panel(tmp_path, tray=False)
    panel.item.set(on=True)
    form = Form()
    qtbot.addWidget(form)
    refresh = add_starting(form, panel.desktop)
    row = row_in(form)
    assert row.switch.isEnabled()
    assert row.switch.isChecked()
    row.switch.click()
    assert not panel.item.enabled()
    assert not row.switch.isEnabled()
    assert "Needs a tray to be hidden in" in words(form)
    assert "closing the window quits Spindle" in words(form)
    panel.tray = True
    refresh()
    assert row.switch.isEnabled()
    assert "Hidden in the tray, when you log in." in words(form)
    assert "leaves Spindle running in the tray" in words(form)
