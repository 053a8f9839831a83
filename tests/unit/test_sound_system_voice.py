"""The voices of Windows and macOS, as far as they can be tried without either."""

import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import soundfile

from spindle.sound import engine_pyttsx3
from spindle.sound.engine import CancelledError, SoundError
from spindle.sound.engine_pyttsx3 import SystemVoice, voices
from tests.helpers.tones import voiced

RATE = 16_000


@dataclass
class Listed:
    """A voice as the drivers describe one."""

    id: str
    name: str
    languages: list[str] = field(default_factory=list)


class Driver:
    """Saves what it is asked to when its loop runs, as the drivers do."""

    def __init__(self) -> None:
        self.waiting: list[tuple[str, str]] = []
        self.given: dict[str, object] = {}

    def getProperty(self, name: str) -> list[Listed]:  # noqa: N802 - pyttsx3's name
        assert name == "voices"
        return [Listed("com.anna", "Anna", ["de_DE"]), Listed("com.alex", "Alex")]

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802 - pyttsx3's name
        self.given[name] = value

    def save_to_file(self, text: str, path: str) -> None:
        self.waiting.append((text, path))

    def runAndWait(self) -> None:  # noqa: N802 - pyttsx3's name
        for text, path in self.waiting:
            if "broken" not in text:
                soundfile.write(path, voiced(0.3 * len(text.split()), rate=RATE), RATE)
        self.waiting.clear()


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Driver:
    made = Driver()
    module = types.ModuleType("pyttsx3")
    vars(module)["init"] = lambda: made
    monkeypatch.setitem(sys.modules, "pyttsx3", module)
    return made


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """The engine is kept for the life of a process."""
    engine_pyttsx3._engine.cache_clear()
    yield
    engine_pyttsx3._engine.cache_clear()


def never() -> bool:
    return False


def test_its_voices_are_listed_with_their_language(driver: Driver) -> None:
    del driver

    assert [(each.id, each.language, each.exact) for each in voices()] == [
        ("system:com.anna", "de-de", False),
        ("system:com.alex", "", False),
    ]


def test_it_speaks_with_estimated_word_times(driver: Driver) -> None:
    voice = SystemVoice("com.anna")
    speech = voice.speak("one two three", never)

    assert driver.given["voice"] == "com.anna"
    assert (voice.rate, speech.rate) == (RATE, RATE)
    assert speech.seconds == pytest.approx(0.9, abs=0.05)
    assert speech.words[0].sample == 0
    assert len(speech.words) == 3


def test_a_sentence_that_leaves_no_file_is_an_error_and_the_next_is_spoken(driver: Driver) -> None:
    del driver
    voice = SystemVoice("")
    with pytest.raises(SoundError, match="left out"):
        voice.speak("broken", never)

    assert voice.speak("whole again", never).seconds > 0.3


def test_what_nobody_wants_is_dropped(driver: Driver) -> None:
    del driver
    voice = SystemVoice("")

    with pytest.raises(CancelledError):
        voice.speak("one", lambda: True)


def test_a_voice_that_is_not_there_is_refused(driver: Driver) -> None:
    del driver
    with pytest.raises(SoundError, match="Bruce is not on this computer"):
        SystemVoice("Bruce")


def test_without_an_engine_there_are_no_voices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyttsx3", None)

    assert voices() == []
