"""``spindle say`` as a person meets it: a program, a file, an exit code."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from spindle.cli.whole import whole
from tests.helpers.books import epub_parts, zipped
from tests.helpers.feeding import fed
from tests.helpers.pdfs import Sheet, pdf
from tests.helpers.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
TEXT = "The first sentence is here. It has “quotes” and $12.50 in it.\n\nA second paragraph."


def say(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """One run of the verb."""
    return subprocess.run(
        [sys.executable, "-m", "spindle", "say", *arguments],
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_file_becomes_a_sound_and_every_word_has_its_second(text: Path, tmp_path: Path) -> None:
    out, times = tmp_path / "a.wav", tmp_path / "a.json"
    done = say(text, "-o", out, "--words", times)

    assert done.returncode == 0, done.stderr
    words = json.loads(times.read_text("utf-8"))["words"]
    shown = [word["text"] for word in words]
    assert shown[:5] == ["The", "first", "sentence", "is", "here."]
    assert shown[-3:] == ["A", "second", "paragraph."]
    seconds = [word["seconds"] for word in words]
    assert seconds == sorted(seconds)
    sound, rate = soundfile.read(out)
    assert seconds[-1] < len(sound) / rate < seconds[-1] + 1.5
    for word in words:
        block = TEXT.split("\n\n")[word["block"]]
        assert block[word["start"] : word["end"]] == word["text"]


def test_what_is_missing_from_the_sound_is_told(tmp_path: Path) -> None:
    parts = epub_parts([("One", "<p>A word.</p>"), ("Two", "<p>More.</p>")])
    del parts["OEBPS/text/c2.xhtml"]
    book, out = zipped(tmp_path / "b.epub", parts), tmp_path / "a.wav"
    scan = tmp_path / "s.pdf"
    sheet = Sheet()
    sheet.lines(72, 700, ["This is a page of text that can be read."])
    scan.write_bytes(pdf([sheet, *[Sheet(picture=True)] * 3]))

    for file, sentence in (
        (book, "A part of this file is missing or damaged: OEBPS/text/c2.xhtml."),
        (scan, "3 pages are pictures without text, and were left out."),
    ):
        for more in ((), ("--words", tmp_path / "a.json")):
            done = say(file, "-o", out, *more)
            assert done.returncode == 0
            assert done.stderr.decode() == f"spindle: {file}: {sentence}\n"
    assert say(book, "-o", "-").stderr.decode().count("missing or damaged") == 1


def test_of_a_recording_it_says_that_it_is_one_and_what_plays_it(tmp_path: Path) -> None:
    talk = tmp_path / "talk.mp3"
    talk.write_bytes(b"ID3\x04" + bytes(400))
    done = say(talk, "-o", tmp_path / "a.wav")

    assert done.returncode == 1
    told = done.stderr.decode()
    assert told.startswith("spindle: talk.mp3 is a recording, not a text")
    assert "spindle open talk.mp3" in told
    assert not (tmp_path / "a.wav").exists()


def test_a_word_sounds_when_it_is_said_to(tmp_path: Path) -> None:
    path, out, times = tmp_path / "b.txt", tmp_path / "b.wav", tmp_path / "b.json"
    path.write_text("Stop. Stop. Stop. Stop. Stop.", "utf-8")
    assert say(path, "-o", out, "--words", times, "--speed", "2").returncode == 0

    sound, rate = soundfile.read(out)
    loud = np.convolve(np.abs(sound), np.ones(200) / 200, "same") > 0.01
    onsets = np.flatnonzero(loud[1:] & ~loud[:-1]) / rate
    for word in json.loads(times.read_text("utf-8"))["words"]:
        assert np.min(np.abs(onsets - word["seconds"])) <= 0.06


@pytest.mark.requirement("reader-7")
@pytest.mark.parametrize("wpm", [150, 250, 400])
def test_the_words_a_minute_are_those_asked_for(tmp_path: Path, wpm: int) -> None:
    sentence = "The quick brown fox jumps over the lazy dog while the old grey cat sleeps on. "
    path, out = tmp_path / "c.txt", tmp_path / "c.wav"
    path.write_text(sentence * 16, "utf-8")
    assert say(path, "-o", out, "--wpm", str(wpm)).returncode == 0

    heard = 16 * 16 / (soundfile.info(out).duration / 60)
    assert heard == pytest.approx(wpm, rel=0.03)


def test_both_ends_can_be_pipes() -> None:
    done = say("-", "-o", "-", given=TEXT.encode())

    assert done.returncode == 0
    assert done.stdout[:4] == b"RIFF"
    assert len(done.stdout) > 100_000


def test_the_first_sound_is_written_while_the_text_still_comes() -> None:
    """The text never ends: whoever waits for its end writes nothing."""
    with fed(TEXT.encode(), sys.executable, "-m", "spindle", "say", "-", "-o", "-") as process:
        assert process.stdout is not None
        heard = process.stdout.read(1_000_000)

    assert heard[:4] == b"RIFF"
    assert np.abs(np.frombuffer(heard[44:], "<i2")).max() > 1000


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["gone.txt", "-o", "x.wav"], 1, "There is no gone.txt."),
        (["{text}", "-o", "no/such/folder/x.wav"], 1, "cannot be written"),
        (["{text}", "-o", "x.wav", "--voice", "espeak:zz"], 1, "The voice zz is not"),
        (["{text}", "-o", "x.wav", "--voice", "piper:gone.onnx"], 1, "gone.onnx is no voice"),
        (["{text}", "-o", "x.wav", "--voice", "nonsense"], 1, "nonsense"),
        (["{text}", "-o", "-", "--words", "-"], 1, "only one"),
        (["{text}"], 2, "required"),
        (["{text}", "-o", "x.wav", "--wpm", "9"], 2, "from 60 to 700"),
        (["{text}", "-o", "x.wav", "--speed", "fast"], 2, "from 0.5 to 4"),
        (["{text}", "-o", ""], 2, "name a file"),
        (["", "-o", "x.wav"], 2, "name a file"),
        (["{text}", "-o", "x.wav", "--words", "/dev/full"], 1, "/dev/full cannot be written: No"),
        (["{text}", "-o", "x.wav", "--words", "no/w.json"], 1, "no/w.json cannot be written: No"),
        (["{text}", "-o", "x.wav", "--words", "x.wav"], 1, "x.wav was named twice"),
        (["{text}", "-o", "/dev/full"], 1, "cannot be written: No space left"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_a_code(
    text: Path, tmp_path: Path, arguments: list[str], code: int, sentence: str
) -> None:
    filled = [
        str(tmp_path / each) if each.endswith(".wav") else each.format(text=text)
        for each in arguments
    ]
    done = say(*filled)

    assert done.returncode == code
    assert sentence in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert not (tmp_path / "x.wav").exists()


@pytest.mark.parametrize(
    "content",
    ["a" * 100_000, "שלום עולם זה מבחן.", "这是一个没有空格的句子。", "x\x00y \U0001f600 z"],
)
def test_any_text_can_be_rendered(tmp_path: Path, content: str) -> None:
    path, out = tmp_path / "odd.txt", tmp_path / "odd.wav"
    path.write_text(content, "utf-8")

    done = say(path, "-o", out, "--speed", "4")

    assert done.returncode == 0, done.stderr
    assert soundfile.info(out).duration > 0.1


def test_a_full_disk_behind_a_pipe_is_said_in_one_line(text: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "spindle", "say", text, "-o", "-"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )

    assert done.returncode == 1
    assert done.stderr.decode() == "spindle: the sound cannot be written: No space left on device\n"


@pytest.mark.parametrize("option", ["-o", "--words"])
def test_the_text_is_never_written_over(text: Path, tmp_path: Path, option: str) -> None:
    linked = tmp_path / "linked"
    linked.symlink_to(text)
    outputs = ["-o", str(tmp_path / "b.wav")] if option == "--words" else []
    done = say(text, *outputs, option, linked)

    assert done.returncode == 1
    assert "named twice; it would be written over" in done.stderr.decode()
    assert text.read_text("utf-8") == TEXT


def test_what_was_there_stays_if_nothing_could_be_begun(text: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.wav"
    out.write_bytes(b"of yesterday")
    done = say(text, "-o", out, "--voice", "espeak:zz")

    assert done.returncode == 1
    assert out.read_bytes() == b"of yesterday"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGINT, -signal.SIGINT),
        (signal.SIGTERM, 128 + signal.SIGTERM),
        (signal.SIGHUP, 128 + signal.SIGHUP),
    ],
)
@pytest.mark.parametrize("before", [b"", b"of yesterday"])
def test_a_signal_leaves_what_was_there_and_no_half_of_a_file(
    tmp_path: Path, number: int, code: int, before: bytes
) -> None:
    long, out, words = tmp_path / "long.txt", tmp_path / "a.wav", tmp_path / "a.json"
    long.write_text(f"{TEXT}\n\n" * 20_000, "utf-8")
    if before:
        out.write_bytes(before)
        words.write_bytes(before)
    there = _names(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-m", "spindle", "say", long, "-o", out, "--words", words],
        stderr=subprocess.PIPE,
    ) as process:
        wait_until(lambda: _begun(tmp_path, there) == 2, "some sound and words", 30)
        process.send_signal(number)
        _, said = process.communicate(timeout=30)

    assert process.returncode == code
    assert said == b""
    assert _names(tmp_path) == there
    if before:
        assert out.read_bytes() == words.read_bytes() == before


def test_what_a_parent_ignores_is_ignored(tmp_path: Path, text: Path) -> None:
    """As behind ``nohup``."""
    text.write_text(f"{TEXT}\n\n" * 20, "utf-8")
    out = tmp_path / "a.wav"
    there = _names(tmp_path)
    with subprocess.Popen(
        ["sh", "-c", f"trap '' HUP; exec {sys.executable} -m spindle say {text} -o {out}"],
        stdout=subprocess.DEVNULL,
    ) as process:
        wait_until(lambda: _begun(tmp_path, there) == 1, "some sound", 30)
        process.send_signal(signal.SIGHUP)

    assert process.returncode == 0
    assert soundfile.info(out).duration > 10


def test_a_sound_takes_the_place_of_another_and_keeps_its_rights(
    text: Path, tmp_path: Path
) -> None:
    out, link = tmp_path / "a.wav", tmp_path / "link.wav"
    out.write_bytes(b"of yesterday")
    out.chmod(0o640)
    link.symlink_to(out)
    there = _names(tmp_path)
    assert say(text, "-o", link).returncode == 0

    assert soundfile.info(out).duration > 1
    assert out.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert _names(tmp_path) == there


def test_a_new_sound_has_the_rights_of_any_new_file(text: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.wav"
    assert say(text, "-o", out).returncode == 0

    assert out.stat().st_mode == text.stat().st_mode


def test_a_file_in_a_folder_that_takes_no_other_is_still_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.wav"
    out.write_bytes(b"of yesterday")
    monkeypatch.setattr("os.access", lambda *_: False)
    with whole(str(out)) as half:
        Path(half).write_bytes(b"of today")
        assert _names(tmp_path) == {out}
        assert out.read_bytes() == b"of yesterday"

    assert out.read_bytes() == b"of today"
    assert not Path(half).exists()


def _names(folder: Path) -> set[Path]:
    return set(folder.iterdir())


def _begun(folder: Path, there: set[Path]) -> int:
    """How many new files have something in them, whatever their names."""
    return sum(each.stat().st_size > 1000 for each in _names(folder) - there)
