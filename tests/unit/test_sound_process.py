"""The process itself, by its pipes: what it obeys, what it survives, how it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from spindle.core.sound_events import At, Beat, Device, Ended, Failed, Finished
from spindle.core.sound_port import Tempo, Utterance
from spindle.sound.protocol import (
    Ambient,
    AskVoices,
    Click,
    Clicked,
    Cue,
    DeviceIs,
    Load,
    LoadFile,
    Pause,
    Ping,
    Play,
    Pong,
    Report,
    Speed,
    Told,
    Trying,
    line_of,
    process,
    read_report,
)
from tests.helpers.odd_engine import ODD_ENGINE
from tests.helpers.sound_pipe import SoundPipe

TEXT = tuple(Utterance(id=str(n), text=f"Sentence number {n} is here.") for n in range(4))


def told(report: Report) -> object:
    return report.event if isinstance(report, Told) else None


@pytest.fixture
def odd(tmp_path: Path) -> tuple[str, ...]:
    """A process whose engine hangs, fails or crashes at a word."""
    path = tmp_path / "odd.py"
    path.write_text(ODD_ENGINE, "utf-8")
    return (sys.executable, str(path))


def test_it_can_speak_before_what_reads_sound_files_is_loaded() -> None:
    code = "import sys, spindle.sound.process; sys.exit('soundfile' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_garbage_on_its_pipe_is_left_and_the_next_command_obeyed() -> None:
    lines = [b"\n", b"\xff\xfe\x00\n", b"{}\n", b"[" * 50_000 + b"\n", b'{"kind":"Ping"}\n']
    done = subprocess.run(
        process("--silent"),
        input=b"".join(lines) + line_of(Ping(number=7)) + line_of(Ping(number=8)),
        capture_output=True,
        check=False,
        timeout=20,
    )

    assert done.returncode == 0
    assert b"not a command" in done.stderr


def test_a_frozen_program_is_a_sound_process_by_a_flag() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "spindle", "--sound-process", "--silent"],
        input=line_of(Ping(number=7)),
        capture_output=True,
        check=False,
        timeout=20,
    )

    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_it_ends_with_its_pipe() -> None:
    pipe = SoundPipe("--silent")
    pipe.send(Load(turn=1, utterances=TEXT))
    pipe.send(Play())
    pipe.wait(lambda report: isinstance(told(report), At))

    assert pipe.close() == 0


def test_it_outlives_no_reader() -> None:
    child = subprocess.Popen(process("--silent"), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(line_of(Ping(number=1)))
    child.stdin.flush()
    assert read_report(child.stdout.readline()) == Pong(number=1)
    child.stdout.close()
    child.stdin.write(line_of(Ping(number=2)))
    child.stdin.flush()

    assert child.wait(10) == 0
    child.stdin.close()


def test_what_is_told_after_a_pause_is_not_overtaken() -> None:
    pipe = SoundPipe("--silent")
    pipe.send(Load(turn=1, utterances=TEXT))
    pipe.send(Speed(ratio=4.0))
    pipe.send(Play())
    pipe.wait(lambda report: isinstance(told(report), Finished))
    pipe.send(Pause())
    pipe.wait(lambda report: isinstance(event := told(report), At) and not event.playing)
    pipe.send(Ping(number=5))
    pipe.wait(lambda report: report == Pong(number=5))
    pipe.send(Ping(number=6))
    pipe.wait(lambda report: report == Pong(number=6))
    pipe.close()

    events = [told(report) for _, report in pipe.heard]
    rested = next(n for n, each in enumerate(events) if isinstance(each, At) and not each.playing
                  and any(isinstance(before, Finished) for before in events[:n]))  # fmt: skip
    assert not any(isinstance(each, At) and each.playing for each in events[rested:])


def test_clicks_cues_and_background_sound_beside_a_file(tmp_path: Path) -> None:
    pipe = SoundPipe("--silent")
    pipe.send(Ambient(kind_of="rain"))
    pipe.send(Cue(name="begin"))
    pipe.send(Cue(name="own", file=str(tmp_path / "gone.wav")))
    pipe.send(Click(turn=3, tempo=Tempo(bpm=300.0, beats=2)))
    pipe.send(LoadFile(turn=4, path=str(tmp_path / "gone.wav")))
    _, failed = pipe.wait(lambda report: isinstance(told(report), Failed))
    for beat in range(4):
        _, clicked = pipe.wait(lambda report: isinstance(report, Clicked))
        assert clicked == Clicked(
            turn=3, beat=Beat(bar=beat // 2, beat=beat % 2, heard=True, bpm=300.0)
        )
    pipe.close()

    assert isinstance(failed, Told)
    assert failed.turn == 4
    assert (DeviceIs(device=Device.SILENT)) in [report for _, report in pipe.heard]


def run_odd(command: tuple[str, ...], text: str) -> tuple[int, list[Report]]:
    """Load three sentences, the middle one odd; play until the end or the death."""
    texts = ("one two", text, "three")
    load = Load(turn=1, utterances=tuple(Utterance(id=t, text=t) for t in texts))
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(line_of(load) + line_of(Play()))
    child.stdin.flush()
    heard: list[Report] = []
    for line in child.stdout:
        heard.append(read_report(line))
        if told(heard[-1]) == Ended():
            break
    child.stdin.close()
    code = child.wait(20)
    child.stdout.close()
    return code, heard


@pytest.mark.parametrize("text", ["to fail", "a bug"])
def test_what_cannot_be_spoken_is_said_and_left_out(odd: tuple[str, ...], text: str) -> None:
    code, heard = run_odd(odd, text)

    events = [told(report) for report in heard]
    assert code == 0
    assert [each.utterance for each in events if isinstance(each, Failed)] == [text]
    assert [each.utterance for each in events if isinstance(each, Finished)] == [
        "one two", text, "three"
    ]  # fmt: skip


def test_an_engine_that_hangs_ends_the_process_and_says_over_what(odd: tuple[str, ...]) -> None:
    code, heard = run_odd(odd, "to hang")

    assert code == 3
    assert isinstance(event := told(heard[-1]), Failed)
    assert event.utterance == "to hang"


def test_an_engine_that_crashes_has_said_before_what_it_tries(odd: tuple[str, ...]) -> None:
    code, heard = run_odd(odd, "a crash")

    assert code < 0
    tried = [report.utterance for report in heard if isinstance(report, Trying)]
    assert tried == ["one two", "", "a crash"]


def test_voices_are_told_while_it_speaks() -> None:
    pipe = SoundPipe("--silent")
    pipe.send(Load(turn=1, utterances=TEXT))
    pipe.send(Play())
    pipe.send(AskVoices(ask=9))
    pipe.wait(lambda report: getattr(report, "ask", None) == 9)
    pipe.wait(lambda report: isinstance(told(report), Finished))
    pipe.close()
