"""Settings, Sound: a tone is Spindle’s own or a file, which is tried before it is taken."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE
from spindle.core.sound_events import SoundFile
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.page.sounds_editor import SoundsEditor
from spindle.features.focus.sound_settings import (
    AT_END,
    BEGIN_FILE,
    BEGIN_VOLUME,
    END_FILE,
    END_VOLUME,
    AtEnd,
)
from tests.helpers.fakes import FakeApp, make_app


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[FOCUS])


@pytest.fixture
def editor(app: FakeApp, qtbot: QtBot) -> SoundsEditor:
    made = SoundsEditor(app)
    qtbot.addWidget(made)
    return made


def sound(app: FakeApp, folder: Path, name: str = "bell.wav") -> Path:
    path = folder / name
    path.write_bytes(name.encode())
    app.sounding.readable[path] = SoundFile(seconds=2.0, rate=44_100, channels=2)
    return path


@pytest.mark.requirement("focus-row-46")
def test_a_chosen_file_is_heard_at_once_and_when_time_is_up(
    app: FakeApp, editor: SoundsEditor, tmp_path: Path
) -> None:
    row = editor.rows[0]
    chosen = sound(app, tmp_path)
    row.ask_file = lambda: str(chosen)
    app.settings.set(END_VOLUME, 80)
    app.settings.set(BEGIN_VOLUME, 20)
    row.choose.click()
    kept = Path(app.settings.get(END_FILE))
    assert kept.parent == app.profile / "sounds"
    assert app.sounding.cues == [("end", 0.8, kept)]
    assert row.told.text() == "bell.wav"

    service = app.services["focus"]
    service.start("Read", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE)
    service.finish()
    service.take_break()
    app.time.pass_(5 * MINUTE)
    assert app.sounding.cues[1:] == [("end", 0.8, kept), ("begin", 0.2, None)]


@pytest.mark.requirement("focus-pain-20")
def test_a_file_that_cannot_be_played_changes_nothing_and_is_told(
    app: FakeApp, editor: SoundsEditor, tmp_path: Path
) -> None:
    row = editor.rows[0]
    row.ask_file = lambda: str(tmp_path / "poem.txt")
    row.choose.click()
    assert row.told.text() == "This file cannot be played."
    assert app.settings.get(END_FILE) == ""
    row.ask_file = lambda: ""
    row.choose.click()
    assert app.sounding.cues == []


def test_a_file_that_goes_between_looking_and_copying_is_told(
    app: FakeApp, editor: SoundsEditor, tmp_path: Path
) -> None:
    chosen = sound(app, tmp_path)
    chosen.unlink()
    row = editor.rows[0]
    row.ask_file = lambda: str(chosen)
    row.choose.click()
    assert row.told.text() == "bell.wav could not be copied."
    assert app.settings.get(END_FILE) == ""


def test_back_to_spindles_own_takes_the_copy_away_unless_the_other_tone_has_it(
    app: FakeApp, editor: SoundsEditor, tmp_path: Path
) -> None:
    chosen = sound(app, tmp_path)
    for row in editor.rows:
        row.ask_file = lambda: str(chosen)
        row.choose.click()
    kept = Path(app.settings.get(BEGIN_FILE))
    assert app.settings.get(END_FILE) == str(kept)
    editor.rows[0].usual.click()
    assert kept.exists()
    editor.rows[1].usual.click()
    assert not kept.exists()
    assert [row.told.text() for row in editor.rows] == ["Spindle’s own tone"] * 2
    assert [row.usual.isHidden() for row in editor.rows] == [True, True]
    assert chosen.exists()


def test_a_copy_that_is_gone_is_told(app: FakeApp, qtbot: QtBot) -> None:
    app.settings.set(END_FILE, str(app.profile / "sounds" / "bell-0123456789ab.wav"))
    made = SoundsEditor(app)
    qtbot.addWidget(made)
    assert made.rows[0].told.text().startswith("bell.wav is not there any more.")


def test_a_quiet_end_sounds_no_file(app: FakeApp) -> None:
    app.settings.set(AT_END, AtEnd.NOTIFICATION)
    app.settings.set(END_FILE, "bell.wav")
    app.services["focus"].start("Read", first=MINUTE)
    app.time.pass_(MINUTE)
    assert app.sounding.cues == []
