"""Whether a file is a voice is found out apart: whatever becomes of that, there is an answer."""

import sys
from pathlib import Path

import pytest

from spindle.core.sound_events import Ended
from spindle.core.sound_port import Utterance
from spindle.sound import voice_check
from spindle.sound.piper import NO_CONFIG, NOT_A_VOICE, installed
from spindle.sound.protocol import CheckVoice, Load, Play, Report, Told, VoiceChecked
from tests.helpers.sound_pipe import SoundPipe

pytestmark = pytest.mark.requirement("reader-row-9")


def sentence(answer: VoiceChecked) -> str | None:
    return None if answer.failed is None else answer.failed.sentence


def test_a_voice_is_told_with_its_language() -> None:
    (good,) = installed()

    answer = voice_check.checked(Path(good.id.removeprefix("piper:")), 5)

    assert (answer.ask, answer.voice, answer.failed) == (5, good, None)


def test_what_is_wrong_with_a_file_is_told() -> None:
    assert sentence(voice_check.checked(Path(__file__), 1)) == NO_CONFIG


@pytest.mark.parametrize(
    "befalls",
    ["import os; os.abort()", "while True: pass", "print('{}')", ""],
    ids=["it crashes", "it never ends", "it says something else", "it says nothing"],
)
def test_whatever_befalls_the_check_the_file_is_no_voice(
    befalls: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_check, "process", lambda *_: (sys.executable, "-c", befalls))

    answer = voice_check.checked(Path("mine.onnx"), 7, seconds=1)

    assert (answer.ask, answer.voice, sentence(answer)) == (7, None, NOT_A_VOICE)
    assert dict(answer.failed.facts if answer.failed else ()) == {"name": "mine.onnx"}


@pytest.mark.skipif(sys.platform == "win32", reason="the system counts no work there")
def test_some_seconds_of_work_are_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    work = (
        "from spindle.sound import voice_check; voice_check._WORK_S = 1\n"
        "voice_check._end_in_time()\nwhile True: pass"
    )
    monkeypatch.setattr(voice_check, "process", lambda *_: (sys.executable, "-c", work))

    answer = voice_check.checked(Path("mine.onnx"), 7, seconds=60)

    assert sentence(answer) == NOT_A_VOICE


def test_the_voice_goes_on_while_a_file_is_looked_at() -> None:
    """A damaged model can take onnxruntime a minute, and it cannot be stopped."""
    (good,) = installed()
    pipe = SoundPipe("--silent")
    try:
        pipe.send(CheckVoice(ask=1, path=good.id.removeprefix("piper:")))
        pipe.send(Load(turn=1, utterances=(Utterance(id="a", text="Go."),)))
        pipe.send(Play())
        _, first = pipe.wait(lambda report: isinstance(report, VoiceChecked) or ended(report))
        pipe.wait(lambda report: isinstance(report, VoiceChecked) or ended(report))
    finally:
        pipe.close()

    assert ended(first)


def ended(report: Report) -> bool:
    return isinstance(report, Told) and isinstance(report.event, Ended)
