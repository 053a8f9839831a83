"""``spindle text``: what would be spoken, block by block."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from spindle.cli import run
from spindle.features.listen.importing.errors import Unreadable
from spindle.features.listen.importing.task import Import
from tests.helpers.books import epub_parts, zipped
from tests.helpers.feeding import fed

TEXT = """# On sleep

Sleep helps [12]. It does (Smith, 2019), see https://example.org now.

```
a = 1
```
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sleep.md"
    path.write_text(TEXT, "utf-8")
    return path


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_block_is_printed_as_it_is_spoken_with_what_is_skipped(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["text", str(file)], tuple) == 0

    assert capsys.readouterr().out == (
        "On sleep (markdown)\n"
        "\n== On sleep\n"
        "\n[heading]\nOn sleep\n"
        "\n[paragraph]\nSleep helps.\nIt does, see now.\n"
        "  skipped (citations): [12]\n"
        "  skipped (citations): (Smith, 2019)\n"
        "  skipped (urls): https://example.org\n"
        "\n[code]\nCode, 1 line.\n  skipped (code): a = 1\n"
        "\n11 words.\nSkipped: 2 citations, 1 code, 1 urls.\n"
    )


def test_json_is_an_object_a_line_whose_offsets_are_places_in_the_text(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["text", "--json", str(file)], tuple) == 0

    found = objects(capsys.readouterr().out)
    assert [each["type"] for each in found] == [
        *("document", "chapter", "block", "block", "block", "end"),
    ]
    block = found[3]
    assert [block["text"][each["start"] : each["end"]] for each in block["spoken"]] == [
        "Sleep helps [12].",
        "It does (Smith, 2019), see https://example.org now.",
    ]
    assert [block["text"][each["start"] : each["end"]] for each in block["skipped"]] == [
        *("[12]", "(Smith, 2019)", "https://example.org"),
    ]
    assert found[-1]["words"] == 11


def test_a_dash_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"One. Two.")))

    assert run(["text", "-"], tuple) == 0
    assert "\n[paragraph]\nOne.\nTwo.\n" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 100, b"... --- ..."])
def test_what_cannot_be_read_is_a_sentence_and_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(content)

    assert run(["text", str(path)], tuple) == 1
    said = capsys.readouterr().err
    assert said.startswith("spindle: file.txt ")
    assert said.endswith(".\n")


def test_the_first_chapter_is_printed_before_the_last_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("# One\n\nA word.\n\n" * 200_000, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "spindle", "text", "--json", path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["type"] == "document"
        process.stdout.close()
        assert process.wait() == 1
        assert process.stderr.read() == ""


def test_text_that_never_ends_is_read_while_it_comes() -> None:
    text = "Some words of a text, größer than any.\n\n".encode()
    with fed(text * 100, sys.executable, "-m", "spindle", "text", "--json", "-") as process:
        assert process.stdout is not None
        first = [json.loads(process.stdout.readline()) for _ in range(3)]

    assert (first[0]["title"], first[0]["format"]) == ("standard input", "text")
    assert first[2]["text"] == "Some words of a text, größer than any."


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_from_a_pipe_is_decoded_as_a_file_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    codec: str,
) -> None:
    raw = ("Der Körper lernt nachts. Größeres wächst über Jahre.\n\n" * 4000).encode(codec)
    file = tmp_path / "a.txt"
    file.write_bytes(raw)
    assert run(["text", str(file)], tuple) == 0
    from_file = capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    assert run(["text", "-"], tuple) == 0

    assert capsys.readouterr().out == from_file.replace("a (", "standard input (", 1)


def test_a_book_from_a_pipe_is_a_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = zipped(tmp_path / "b.epub", epub_parts([("One", "<p>A word.</p>")])).read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(book)))

    assert run(["text", "-"], tuple) == 0
    assert "A Book (Ada Author, en, epub)" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"\x89PNG" + b"\0" * 100, b"\x00\x01\x02" * 100])
def test_what_comes_by_a_pipe_and_is_no_text_is_a_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    assert run(["text", "-"], tuple) == 1
    said = capsys.readouterr().err
    assert said.startswith("spindle: ")
    assert said.endswith(".\n")


def test_no_qt_is_imported_for_it(file: Path) -> None:
    code = (
        "import sys; from spindle.cli import run; run(['text', sys.argv[1]], tuple);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )

    subprocess.run([sys.executable, "-c", code, file], check=True, stdout=subprocess.DEVNULL)


def test_a_full_disk_is_said_of_the_output_and_not_of_the_data(file: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "spindle", "text", file],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )

    assert done.returncode == 1
    told = done.stderr.decode()
    assert told == "spindle: The output cannot be written: No space left on device.\n"


@pytest.mark.parametrize("kind", ["text", "epub"])
def test_what_another_program_gives_under_a_name_is_read_as_standard_input_is(
    tmp_path: Path, kind: str
) -> None:
    """As a shell hands it over with ``<(…)``: it can be read once."""
    book = zipped(tmp_path / "b.epub", epub_parts([("One", "<p>A word or two more.</p>")]))
    given = TEXT.encode() if kind == "text" else book.read_bytes()
    fifo = tmp_path / "talk"
    os.mkfifo(fifo)
    with subprocess.Popen(
        [sys.executable, "-m", "spindle", "text", "--json", fifo], stdout=subprocess.PIPE
    ) as process:
        fifo.write_bytes(given)
        out, _ = process.communicate(timeout=60)

    assert process.returncode == 0
    found = objects(out.decode())
    assert found[0]["format"] == kind
    assert found[-1]["words"] > 3


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("/dev/full", "full is not text."),
        ("/dev/zero", "zero is not text."),
        ("/dev/null", "null is empty."),
        ("/proc/self/mem", "mem cannot be read: Input/output error."),
    ],
)
def test_of_what_is_no_file_or_fails_a_sentence_is_said_in_time(
    file: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["text", "--plain", file], tuple) == 1

    assert capsys.readouterr().err == f"spindle: {told}\n"


def test_a_device_is_not_imported() -> None:
    with pytest.raises(Unreadable) as caught:
        Import(Path("/dev/zero"))

    assert str(caught.value) == "zero is a device or a pipe. Choose a file."


def test_no_name_at_all_is_a_wrong_argument(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["text", ""], tuple) == 2

    assert "name a file" in capsys.readouterr().err
