"""What may stand behind ``spindle``, and its exit codes."""

from datetime import date
from pathlib import Path

import pytest

from spindle.cli import Arguments, parse, run
from spindle.cli.parsers import parser, read
from spindle.version import __version__


def test_without_a_verb_the_window_is_wanted() -> None:
    assert run([], tuple) is None
    assert run(["--hidden", "--profile", "x"], tuple) is None


def test_options_and_verbs_are_read() -> None:
    found = parse(["--profile", "p", "sessions", "--json", "--since", "2026-03-10"])
    assert (found.profile, found.verb) == (Path("p"), "sessions")
    assert vars(found.given) == {"json": True, "since": date(2026, 3, 10)}
    assert parse(["--demo", "--log-json"]) == Arguments(demo=True, log_json=True)
    assert parse(["export", "all.zip"]).given.file == Path("all.zip")


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--hidden"],
        ["--profile", "a b", "--demo"],
        ["--log-json", "--profile", "p", "--hidden"],
    ],
)
def test_a_plain_start_is_read_as_the_parser_reads_it(argv: list[str]) -> None:
    whole = vars(parser().parse_args(argv))
    whole.pop("rest")

    assert parse(argv) == Arguments(**whole)


@pytest.mark.parametrize(
    "argv",
    [["status"], ["status", "--json"], ["--profile", "p", "status"], ["--hidden", "status"]],
)
def test_status_is_read_as_the_parser_reads_it(argv: list[str]) -> None:
    assert parse(argv) == Arguments(**read(argv))


@pytest.mark.parametrize("more", [["--jsom"], ["now"], ["--json", "--json", "x"]])
def test_what_is_wrong_behind_status_is_left_to_the_parser(more: list[str]) -> None:
    assert run(["status", *more], tuple) == 2


@pytest.mark.parametrize(
    "wrong",
    [["--bogus"], ["fly"], ["export"], ["sessions", "--since", "yesterday"], ["--profile", ""]],
)
def test_wrong_arguments_are_two_and_say_what_is_meant(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(wrong, tuple) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "usage: spindle" in said.err


def test_help_and_version_answer_and_are_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"], tuple) == 0
    assert capsys.readouterr().out == f"Spindle {__version__}\n"
    assert run(["--help"], tuple) == 0
    assert "status" in capsys.readouterr().out


def test_a_file_alone_is_opened_and_what_is_no_file_is_no_command(tmp_path: Path) -> None:
    file, other = tmp_path / "a book.epub", tmp_path / "other.txt"
    file.touch()
    found = parse(["--profile", "p", str(file), str(other)])
    assert (found.verb, found.profile) == ("open", Path("p"))
    assert found.given.file == [file, other]
    assert parse(["open", "later.txt"]).given.file == [Path("later.txt")]
    assert parse(["later.txt"]).verb == "open"


def test_a_file_that_never_was_is_said_to_be_missing_and_starts_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--profile", str(tmp_path), "never.epub"], tuple) == 1
    assert capsys.readouterr().err == "spindle: There is no never.epub.\n"
    assert list(tmp_path.iterdir()) == []
