"""A document is read in its own language, or it is said why not; both can be changed."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.core.sound_events import Voice
from spindle.core.voice import VOICE
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.notices import NO_VOICE, About
from spindle.features.listen.voice_files import FOLDER
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.reading import hear, lane

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

GERMAN = (
    "Die Nacht ist nicht nur eine Pause. Das Gehirn spielt noch einmal ab, was der Tag gebracht "
    "hat, und es ist nicht der Zufall, der wählt. Was nicht fertig wurde, kommt wieder."
)
GEORGIAN = "ღამით ტვინი ისევ იმეორებს იმას, რაც დღემ მოიტანა."
VOICES = tuple(
    Voice(id=f"espeak:{name}", name=name, language=name, engine="espeak")
    for name in ("en-us", "en-gb", "de", "fr")
)


class Reader:
    """An app with voices for three languages, and a text open in one."""

    def __init__(self, folder: Path, text: str = GERMAN) -> None:
        self.app: FakeApp = make_app(folder, features=(LISTEN,))
        self.app.sounding.known_voices = VOICES
        self.service: ListenService = self.app.services["listen"]
        if text:
            self.service.library.paste(text)

    @property
    def language(self) -> str:
        assert self.service.document is not None
        return self.service.document.language


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def test_a_german_text_is_read_by_a_german_voice(reader: Reader) -> None:
    assert reader.language == "de"
    assert reader.service.voice == "espeak:de"
    assert lane(reader.app).voice == "espeak:de"
    assert reader.service.notices.all == ()


def test_a_text_in_the_usual_language_asks_nobody_for_voices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(tmp_path, "")
    asked: list[object] = []
    monkeypatch.setattr(reader.app.sounding, "voices", asked.append)
    reader.service.library.paste("The night is not only a pause. It is for the day that was.")

    assert lane(reader.app).voice == DEFAULT_VOICE
    assert asked == []


def test_without_a_voice_for_it_it_says_so_and_does_not_begin_by_itself(reader: Reader) -> None:
    reader.service.set_language("ka")
    [told] = reader.service.notices.all
    assert (told.sentence, told.facts) == (NO_VOICE, (("language", "ka"),))
    assert reader.service.document is not None
    reader.service.open(reader.service.document.id, play=True)
    assert not reader.service.playing
    assert reader.service.notices.has(About.VOICE)
    reader.service.play()
    assert reader.service.playing, "whoever wants to hear it may"


def test_the_language_can_be_changed_and_taken_back_and_is_kept(
    reader: Reader, tmp_path: Path
) -> None:
    reader.service.set_language("fr")
    assert lane(reader.app).voice == "espeak:fr"
    reader.service.take_back()
    assert (reader.language, lane(reader.app).voice) == ("de", "espeak:de")
    reader.service.set_language("fr")
    [row] = reader.app.data.rows("SELECT language, said FROM document")
    assert row == {"language": "fr", "said": 1}
    reader.service.stop()
    reader.app.data.close()
    later = Reader(tmp_path, "")
    later.service.open(later.service.library.documents[0].id)

    assert lane(later.app).voice == "espeak:fr"


def test_the_voice_for_a_language_is_remembered(reader: Reader, tmp_path: Path) -> None:
    reader.service.set_language("en")
    assert lane(reader.app).voice == DEFAULT_VOICE
    reader.service.set_voice("espeak:en-gb")
    assert lane(reader.app).voice == "espeak:en-gb"
    reader.service.library.paste("The night is for the day, and it is not only a pause for us.")
    assert lane(reader.app).voice == "espeak:en-gb"
    reader.service.stop()
    reader.app.data.close()
    later = Reader(tmp_path, "")
    later.service.open(later.service.library.documents[0].id)

    assert lane(later.app).voice == "espeak:en-gb"
    later.service.library.paste(f"{GERMAN} Und so weiter.")
    assert lane(later.app).voice == "espeak:de", "other languages are not touched by it"


def test_the_voice_chosen_in_the_settings_reads_its_own_language_only(reader: Reader) -> None:
    reader.app.settings.set(VOICE, "espeak:en-gb")
    assert lane(reader.app).voice == "espeak:de"
    reader.service.set_language("en")
    assert lane(reader.app).voice == "espeak:en-gb"


def test_a_voice_file_of_ones_own_reads_its_language(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    model = tmp_path / FOLDER / "thorsten.onnx"
    model.write_bytes(b"model")
    config = {"espeak": {"voice": "de"}}
    model.with_name("thorsten.onnx.json").write_text(json.dumps(config), encoding="utf-8")
    reader.service.stop()
    reader.app.data.close()
    later = Reader(tmp_path)

    assert lane(later.app).voice == f"piper:{model}"


def test_another_voice_begins_another_session_with_what_is_known_of_it(reader: Reader) -> None:
    reader.service.play()
    hear(reader.app, 4)
    reader.service.set_language("fr")
    rows = reader.app.data.rows("SELECT voice FROM listening")

    assert rows == [{"voice": "espeak:de"}]
    assert reader.service.sitting is not None
    assert reader.service.sitting.reader.known.voice == "espeak:fr"
    assert reader.service.sitting.session is None


def test_an_exact_place_is_only_exact_for_the_voice_it_was_heard_with(reader: Reader) -> None:
    reader.service.play()
    hear(reader.app, 4)
    reader.service.pause()
    [row] = reader.app.data.rows("SELECT voice FROM reading_position")

    assert row == {"voice": "espeak:de"}


def test_a_sound_process_that_names_no_voice_leaves_it_to_the_usual_one(tmp_path: Path) -> None:
    reader = Reader(tmp_path, "")
    reader.app.sounding.known_voices = ()
    reader.service.library.paste(GERMAN)

    assert lane(reader.app).voice == DEFAULT_VOICE


def test_of_a_language_nobody_can_tell_the_usual_voice_reads(tmp_path: Path) -> None:
    reader = Reader(tmp_path, GEORGIAN)

    assert reader.language == ""
    assert lane(reader.app).voice == DEFAULT_VOICE
