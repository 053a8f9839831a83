"""What goes over the pipes comes out as it went in, and garbage is called garbage."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.sound_events import At, Beat, Device, Ended, Failed, Finished, Voice, VoiceEvent
from spindle.core.sound_port import Tempo, Utterance
from spindle.sound.messages import LONGEST
from spindle.sound.protocol import (
    Click,
    Clicked,
    DeviceIs,
    GarbageError,
    Load,
    Ping,
    Pong,
    Seek,
    Told,
    VoiceChecked,
    line_of,
    read_command,
    read_report,
)

TEXTS = st.text(st.characters(), max_size=40)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=64)


@given(TEXTS, TEXTS, NUMBERS)
def test_any_text_survives_the_pipe(name: str, text: str, pause: float) -> None:
    load = Load(turn=3, utterances=(Utterance(id=name, text=text, pause=pause),), at=name)

    line = line_of(load)

    assert line.count(b"\n") == 1
    assert read_command(line) == load


def test_a_lone_surrogate_survives_the_pipe() -> None:
    load = Load(turn=1, utterances=(Utterance(id="a", text="x\ud800\0y"),))

    assert read_command(line_of(load)) == load


@pytest.mark.parametrize(
    "event",
    [
        At(utterance="a", start=0, end=3, ms=1.5, playing=True),
        Finished("a"),
        Ended(),
        Failed(sentence="no {voice}", facts=(("voice", "x"),)),
    ],
)
def test_every_event_comes_out_as_it_went_in(event: VoiceEvent) -> None:
    assert read_report(line_of(Told(turn=2, event=event))) == Told(turn=2, event=event)


def test_other_reports_come_out_as_they_went_in() -> None:
    beat = Beat(bar=0, beat=1, heard=False, bpm=96.5)
    voice = Voice(id="espeak:de", name="German", language="de", engine="espeak")
    for report in (
        Clicked(turn=1, beat=beat),
        DeviceIs(device=Device.SILENT),
        VoiceChecked(ask=4, voice=voice),
        VoiceChecked(ask=4, voice=None, failed=Failed(sentence="no")),
        Pong(number=9),
    ):
        assert read_report(line_of(report)) == report


def test_what_may_be_absent_is_told_apart_from_zero() -> None:
    for command in (
        Seek(utterance="a", ms=None),
        Seek(utterance="a", ms=0.0),
        Click(turn=1, tempo=None),
        Click(turn=1, tempo=Tempo(bpm=90.0, muted=(True, False))),
    ):
        assert read_command(line_of(command)) == command


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"\xff\xfe\x00",
        b"{",
        b"[" * 100_000,
        b"null",
        b"[]",
        b'"Ping"',
        b'{"kind":"Pong","number":1}',
        b'{"kind":"Ping"}',
        b'{"kind":"Ping","number":"1"}',
        b'{"kind":"Ping","number":true}',
        b'{"kind":"Ping","number":1.0}',
        b'{"kind":"Ping","number":1,"more":2}',
        b'{"kind":"Skip","seconds":NaN}',
        b'{"kind":"Skip","seconds":1e999}',
        b'{"kind":"Load","turn":1,"utterances":{},"at":"","ms":0}',
        b'{"kind":"Load","turn":1,"utterances":[1],"at":"","ms":0}',
    ],
)
def test_garbage_is_refused_with_a_reason(line: bytes) -> None:
    with pytest.raises(GarbageError, match=r".+"):
        read_command(line)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_do_more_than_be_refused(line: bytes) -> None:
    try:
        read_report(line)
    except GarbageError:
        return


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=8))
def test_no_value_in_the_place_of_another_gets_through(value: object) -> None:
    line = json.dumps({"kind": "Ping", "number": value}).encode()
    if type(value) is int:
        assert read_command(line) == Ping(number=value)
    else:
        with pytest.raises(GarbageError):
            read_command(line)


def test_a_line_without_end_is_refused_unread() -> None:
    with pytest.raises(GarbageError, match="too long"):
        read_command(b" " * (LONGEST + 1))


def test_what_is_not_a_number_is_not_sent() -> None:
    with pytest.raises(GarbageError):
        line_of(Seek(utterance="a", ms=math.nan))
