"""The sounds of a card: heard with their side, again with R, and missed in words."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from spindle.adapters.sound import ProcessSound
from spindle.core.clock import ManualClock
from spindle.core.sound_events import At, Ended, Failed, VoiceEvent
from spindle.core.sound_port import Sound
from spindle.features.drill.page.run.view import RunView
from spindle.features.drill.page.views.card_sounds import CardSounds
from spindle.sound.protocol import process
from tests.helpers.drill_run import ListRun
from tests.helpers.fake_sound import FakeLane, FakeSound
from tests.helpers.tones import RATE, voiced

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CARD = {
    "prompt": "Say it",
    "answer": "Yes",
    "sounds": ["ask.mp3"],
    "answer_sounds": ["one.mp3", "two.mp3"],
}


@pytest.fixture
def media(tmp_path: Path) -> Path:
    for name in ("ask.mp3", "one.mp3", "two.mp3"):
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


def shown(qtbot: QtBot, sound: Sound, media: Path, card: Mapping[str, Any]) -> RunView:
    view = RunView(ManualClock(datetime(2026, 6, 11, 9, 35)), sound, media)
    qtbot.addWidget(view)
    view.resize(1040, 820)
    view.show()
    view.begin(ListRun("show_and_grade", "A drill", [card, card]))
    return view


def heard(sound: FakeSound) -> list[str]:
    """What plays, and what played before it."""
    return [lane.file.name for lane in sound.lanes if lane.file is not None]


def playing(sound: FakeSound) -> FakeLane:
    assert sound.speaking is not None
    return sound.speaking


def said(view: RunView) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def test_each_side_is_heard_when_it_is_shown_and_again_with_r(qtbot: QtBot, media: Path) -> None:
    sound = FakeSound()
    view = shown(qtbot, sound, media, CARD)
    assert heard(sound) == ["ask.mp3"]
    QTest.keyClicks(view, "r")
    assert heard(sound) == ["ask.mp3", "ask.mp3"]

    QTest.keyClick(view, Qt.Key.Key_Space)
    assert heard(sound)[2:] == ["one.mp3"]
    playing(sound).told(Ended())
    assert playing(sound).file == media / "two.mp3"
    QTest.keyClicks(view, "n")
    QTest.keyClicks(view, "r")
    assert playing(sound).file == media / "one.mp3"


def test_the_next_card_cuts_off_what_the_last_one_sounds(qtbot: QtBot, media: Path) -> None:
    sound = FakeSound()
    view = shown(qtbot, sound, media, CARD)
    first = playing(sound)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert first.released
    view.hide()
    assert sound.speaking is None


@pytest.mark.parametrize("name", ["gone.mp3", "link.mp3"])
def test_a_sound_that_is_not_there_is_said_and_the_next_is_heard(
    qtbot: QtBot, media: Path, name: str
) -> None:
    (media / "link.mp3").symlink_to(media / "ask.mp3")
    sound = FakeSound()
    view = shown(qtbot, sound, media, {**CARD, "sounds": [name, "ask.mp3"]})

    assert f"The sound {name} is not there." in said(view)
    assert heard(sound) == ["ask.mp3"]
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert f"The sound {name} is not there." not in said(view)


def test_a_sound_that_cannot_be_played_is_said_and_the_next_is_heard(
    qtbot: QtBot, media: Path
) -> None:
    sound = FakeSound()
    view = shown(qtbot, sound, media, {**CARD, "sounds": ["one.mp3", "two.mp3"]})
    failed = Failed(
        sentence="{name} is no sound file that Spindle can play.", facts=(("name", "one.mp3"),)
    )
    playing(sound).told(failed)

    assert "one.mp3 is no sound file that Spindle can play." in said(view)
    assert playing(sound).file == media / "two.mp3"


def test_a_card_may_be_nothing_but_heard(qtbot: QtBot, media: Path) -> None:
    sound = FakeSound()
    view = shown(qtbot, sound, media, {"sounds": ["ask.mp3"], "answer": "Yes"})

    assert heard(sound) == ["ask.mp3"]
    assert "Play again" in [button.text() for button in view.findChildren(QAbstractButton)]


@pytest.fixture
def real(qtbot: QtBot) -> Iterator[ProcessSound]:
    del qtbot
    port = ProcessSound(process("--silent"))
    yield port
    port.stop()


def test_the_sound_process_plays_two_files_one_after_the_other(
    real: ProcessSound, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("a.wav", "b.wav"):
        soundfile.write(tmp_path / name, voiced(0.3), RATE)
    (tmp_path / "no.mp3").write_bytes(b"not a sound")
    troubles: list[str] = []
    card = CardSounds(real, tmp_path, troubles.append)
    told: list[VoiceEvent] = []
    kept = card._heard

    def ear(event: VoiceEvent) -> None:
        told.append(event)
        kept(event)

    card._heard = ear  # type: ignore[method-assign]  # the test listens with it
    card.play(["a.wav", "no.mp3", "b.wav"])
    qtbot.waitUntil(lambda: sum(isinstance(e, Ended) for e in told) == 2, timeout=15_000)

    assert troubles == ["no.mp3 is no sound file that Spindle can play."]
    assert any(isinstance(event, At) and event.playing for event in told)
