"""What the start says on the terminal where a demo cannot be made."""

from pathlib import Path

import pytest

from spindle.bootstrap import start
from spindle.storage import demo
from spindle.storage.errors import BugError


def test_a_demo_in_a_file_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "notes.txt"
    file.touch()

    assert start(["--demo", "--profile", str(file)]) == 1
    assert f"{file} is not a folder." in capsys.readouterr().err


def test_a_demo_in_a_folder_no_disk_takes_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(["--demo", "--profile", str(tmp_path / ("x" * 300))]) == 1
    assert "spindle: The sample week could not be made" in capsys.readouterr().err


def test_a_demo_that_the_database_refuses_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise BugError("no such table")

    monkeypatch.setattr(demo, "open_database", refuse)

    assert start(["--demo", "--profile", str(tmp_path / "new")]) == 1
    assert "no such table" in capsys.readouterr().err
