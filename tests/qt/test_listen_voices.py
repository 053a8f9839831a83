"""Settings, Voices: choosing, trying, adding a file that stays, and what is refused."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.jobs_port import JobFailed
from spindle.core.sound_events import Voice
from spindle.core.voice import VOICE
from spindle.features.listen import voice_files
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.page.voices_editor import VoicesEditor
from spindle.features.listen.settings import VOICES
from spindle.shell.settings_page.group_section import GroupSection
from spindle.ui import theme
from tests.helpers.fakes import make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

GERMAN = Voice(id="espeak:de", name="German", language="de", engine="espeak")
ZULU = Voice(id="espeak:zu", name="Zulu", language="zu", engine="espeak")


class Form:
    """The section as Settings shows it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.app = make_app(folder, features=(LISTEN,))
        sound = self.app.sounding
        sound.known_voices = (*sound.known_voices, ZULU, GERMAN)
        self.section = GroupSection(VOICES, self.app)
        self.section.finish()
        self.section.resize(696, 820)
        qtbot.addWidget(self.section)
        self.section.show()
        QApplication.processEvents()
        [self.editor] = self.section.findChildren(VoicesEditor)

    def names(self) -> list[str]:
        return [row.text() for row in self.editor.rows if row.isVisible()]

    def chosen(self) -> list[str]:
        return [row.text() for row in self.editor.rows if row.isChecked()]

    def said(self) -> list[tuple[str, ...]]:
        return [lane.texts for lane in self.app.sounding.lanes]


@pytest.fixture
def form(qtbot: QtBot, tmp_path: Path) -> Form:
    return Form(qtbot, tmp_path)


def a_voice(folder: Path, name: str = "nora") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.onnx"
    path.write_bytes(b"model" * 1000)
    config = {"espeak": {"voice": "nb"}, "audio": {"sample_rate": 22050}}
    path.with_name(f"{name}.onnx.json").write_text(json.dumps(config), encoding="utf-8")
    return path


def test_voices_are_listed_and_the_one_in_force_is_marked(form: Form) -> None:
    assert sorted(form.names()) == ["English (America)", "German", "Zulu"]
    assert form.names()[0] == "English (America)"
    assert form.chosen() == ["English (America)"]


def test_a_click_takes_a_voice_and_lets_it_speak_in_its_language(form: Form) -> None:
    german = next(row for row in form.editor.rows if row.text() == "German")
    QTest.mouseClick(german, Qt.MouseButton.LeftButton)

    assert form.app.settings.get(VOICE) == "espeak:de"
    assert form.chosen() == ["German"]
    [lane] = form.app.sounding.lanes
    assert (lane.voice, lane.playing) == ("espeak:de", True)
    assert lane.texts[0].startswith("Deutsch: Montag, Dienstag")


def test_typing_narrows_the_list(form: Form) -> None:
    QTest.keyClicks(form.editor.search, "zu espeak")
    assert form.names() == ["Zulu"]


@pytest.mark.requirement("reader-row-47")
def test_an_added_voice_is_kept_chosen_and_tried_and_outlives_the_download(
    form: Form, tmp_path: Path
) -> None:
    path = a_voice(tmp_path / "downloads")
    form.editor.ask_file = lambda: str(path)
    form.editor.add.click()
    path.unlink()

    kept = tmp_path / "voices" / "nora.onnx"
    assert kept.read_bytes() == b"model" * 1000
    assert form.app.settings.get(VOICE) == f"piper:{kept}"
    assert form.chosen() == ["nora"]
    assert form.app.sounding.lanes[-1].playing
    form.editor.remove.click()
    assert list((tmp_path / "voices").iterdir()) == []
    assert form.chosen() == ["English (America)"]


def test_a_file_that_is_no_voice_says_so_and_changes_nothing(form: Form, tmp_path: Path) -> None:
    path = tmp_path / "song.txt"
    path.touch()
    form.editor.ask_file = lambda: str(path)
    form.editor.add.click()

    assert form.editor.said.text() == "This is not a voice."
    assert form.editor.said.isVisible()
    assert form.chosen() == ["English (America)"]


def test_a_full_disk_leaves_no_half_voice(form: Form, tmp_path: Path) -> None:
    form.app.working.failure = JobFailed(
        "{file} could not be copied: {error}.", "voice", {"file": "a.onnx", "error": "disk full"}
    )
    path = a_voice(tmp_path / "downloads")
    form.editor.ask_file = lambda: str(path)
    form.editor.add.click()

    assert form.editor.said.text() == "a.onnx could not be copied: disk full."
    assert form.app.settings.get(VOICE) == VOICE.default


def test_a_voice_that_cannot_be_copied_leaves_nothing(tmp_path: Path) -> None:
    path = a_voice(tmp_path / "downloads")
    path.with_name("nora.onnx.json").unlink()
    folder = tmp_path / "voices"

    with pytest.raises(JobFailed, match=r"nora\.onnx could not be copied: No such file"):
        voice_files.keep(lambda _: None, str(path), str(folder))
    assert list(folder.iterdir()) == []


def test_a_voice_that_is_gone_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    form = Form(qtbot, tmp_path)
    form.app.settings.set(VOICE, "piper:/nowhere/old.onnx")
    form.editor.hide()
    form.editor.show()

    assert form.editor.said.text() == (
        "The voice that was chosen is not on this computer any more."
    )
    assert not form.editor.remove.isVisible()


def test_only_voices_in_the_profile_are_ever_deleted(tmp_path: Path) -> None:
    path = a_voice(tmp_path / "downloads")
    voice_files.forget(tmp_path, f"piper:{path}")

    assert path.exists()


def test_back_to_usual_takes_the_first_voice_again(form: Form) -> None:
    form.app.settings.set(VOICE, "espeak:zu")
    assert form.chosen() == ["Zulu"]
    form.section._reset()

    assert form.chosen() == ["English (America)"]


def test_nothing_sounds_from_a_page_that_is_left(form: Form) -> None:
    form.editor.try_it.click()
    [lane] = form.app.sounding.lanes
    form.section.hide()

    assert lane.released


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_all_words_about_voices_are_inside(qtbot: QtBot, tmp_path: Path, scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Theme(theme.palette("light"), scale))
    try:
        form = Form(qtbot, tmp_path)
        form.section.resize(500, 1400)
        QApplication.processEvents()
        for button in (form.editor.try_it, form.editor.add):
            assert form.section.rect().contains(
                button.mapTo(form.section, button.rect().bottomRight())
            )
    finally:
        theme.apply(app, theme.Theme(theme.palette("light")))
