"""The commands on encrypted data: who is asked, what is said, and that nothing is lost."""

import getpass
import io
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from spindle.cli.run import run
from spindle.core.feature import Feature
from spindle.registry import FEATURES
from spindle.storage import readonly
from spindle.storage.demo import fill
from spindle.storage.sealed import sealed_by
from spindle.storage.vault import convert, keyfile
from spindle.storage.vault.vault import Fresh, fresh
from tests.helpers.database import rows
from tests.helpers.encrypted import CHEAP, PASSPHRASE, in_clear

Ask = Callable[..., str]


def features() -> tuple[Feature, ...]:
    return FEATURES


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "spindle.db"
    fill(path, FEATURES, date(2026, 3, 10), "Europe/Berlin")
    return path


@pytest.fixture
def made() -> Fresh:
    return fresh(PASSPHRASE, CHEAP)


@pytest.fixture
def profile(filled: Path, made: Fresh, tmp_path: Path) -> Path:
    """An encrypted profile."""
    folder = tmp_path / "profile"
    folder.mkdir()
    path = Path(shutil.copy(filled, folder / "spindle.db"))
    keyfile.write(folder, made.slots)
    convert.encrypt(path, made.key)
    convert.swap(path, None)
    return folder


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    def asked(profile: Path, *words: object, code: int = 0) -> str:
        assert run(["--profile", str(profile), *map(str, words)], features) == code
        said = capsys.readouterr()
        return said.err if code else said.out

    return asked


def given(folder: Path, *lines: str) -> Path:
    file = folder / "passphrase"
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return file


class Terminal(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True


def types(monkeypatch: pytest.MonkeyPatch, *typed: str) -> list[str]:
    """Somebody at a terminal types these, one after the other; returns what they were asked."""
    answers, prompts = iter(typed), list[str]()

    def answer(prompt: str) -> str:
        prompts.append(prompt)
        return next(answers)

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", answer)
    return prompts


def test_a_thought_is_parked_in_it_while_spindle_does_not_run(
    profile: Path, tmp_path: Path, made: Fresh, ask: Ask
) -> None:
    ask(profile, "--passphrase-file", given(tmp_path, PASSPHRASE), "park", "PLANTED okapi")
    with closing(readonly.connect(profile / "spindle.db", key=made.key)) as connection:
        found = connection.execute("SELECT text FROM thought WHERE text LIKE 'PLANTED%'").fetchall()
    assert [tuple(row) for row in found] == [("PLANTED okapi",)]
    assert in_clear(profile) == []


@pytest.mark.parametrize("verb", ["status", "sessions", "check", "backup"])
def test_a_file_with_the_passphrase_opens_it_for_a_script(
    profile: Path, tmp_path: Path, ask: Ask, verb: str
) -> None:
    assert ask(profile, "--passphrase-file", given(tmp_path, PASSPHRASE), verb)


def test_the_recovery_code_opens_it_too(
    profile: Path, tmp_path: Path, made: Fresh, ask: Ask
) -> None:
    said = ask(profile, "--passphrase-file", given(tmp_path, made.code), "check")
    assert said.endswith("is whole.\n")


def test_the_passphrase_comes_through_a_pipe(
    profile: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSPHRASE}\n"))
    assert ask(profile, "--passphrase-file", "-", "check").endswith("is whole.\n")


def test_at_a_terminal_it_is_asked_for_three_times(
    profile: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = types(monkeypatch, "wrong", "wrong again", PASSPHRASE)
    before = (profile / "spindle.db").read_bytes()

    assert run(["--profile", str(profile), "check"], features) == 0

    assert asked == ["Passphrase or recovery code of spindle.db: "] * 3
    said = capsys.readouterr()
    assert said.err.count("That is neither the passphrase nor the recovery code.") == 2
    assert (profile / "spindle.db").read_bytes() == before

    types(monkeypatch, "wrong", "wrong again", "and again")
    assert "neither the passphrase" in ask(profile, "check", code=1)


def test_who_leaves_the_question_is_told_the_other_way(
    profile: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", leave)
    assert "--passphrase-file" in ask(profile, "check", code=1)


@pytest.mark.requirement("P21")
def test_with_nobody_to_ask_the_way_is_said(
    profile: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    for verb in ("status", "sessions", "check", "backup"):
        said = ask(profile, verb, code=1)
        assert said.count("\n") == 1
        assert "--passphrase-file" in said
    assert "--passphrase-file" in ask(profile, "export", profile.parent / "all.zip", code=1)
    assert not (profile.parent / "all.zip").exists()


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b""])
def test_a_file_with_no_passphrase_is_a_sentence(
    profile: Path, tmp_path: Path, ask: Ask, content: bytes | None
) -> None:
    file = tmp_path / "passphrase"
    if content is not None:
        file.write_bytes(content)
    said = ask(profile, "--passphrase-file", file, "check", code=1)
    wanted = "neither the passphrase" if content == b"" else "No passphrase can be read from"
    assert wanted in said


@pytest.mark.requirement("P16")
def test_an_encrypted_copy_comes_back_with_the_recovery_code_alone(
    profile: Path, filled: Path, tmp_path: Path, made: Fresh, ask: Ask
) -> None:
    """A second computer: the folder of copies and the code on paper are enough."""
    copied = Path(ask(profile, "--passphrase-file", given(tmp_path, PASSPHRASE), "backup").strip())
    assert sealed_by(copied) == made.key.id
    elsewhere = Path(shutil.copytree(copied.parent, tmp_path / "stick"))
    shutil.rmtree(profile)
    code = given(tmp_path, made.code)

    words = ("--passphrase-file", code, "restore", elsewhere / copied.name)
    said = ask(tmp_path / "second", *words)

    assert said.endswith("The copy is encrypted, and the data of this profile is not.\n")
    query = "SELECT * FROM session ORDER BY id"
    assert rows(tmp_path / "second" / "spindle.db", query) == rows(filled, query)
    again = ask(tmp_path / "second", *words)
    counted = [line.split() for line in again.splitlines() if " new " in line]
    assert counted
    assert all(line[1] == "0" and line[3] == "0" for line in counted)


def test_a_copy_with_another_passphrase_is_opened_by_the_second_line(
    profile: Path, filled: Path, tmp_path: Path, ask: Ask
) -> None:
    other = fresh("another passphrase", CHEAP)
    folder = tmp_path / "other"
    folder.mkdir()
    copied = Path(shutil.copy(filled, folder / "copy.db"))
    keyfile.write(folder, other.slots)
    convert.encrypt(copied, other.key)
    convert.swap(copied, None)

    both = given(tmp_path, PASSPHRASE, "another passphrase")
    assert ask(profile, "--passphrase-file", both, "restore", copied).endswith("Restored.\n")
    first = given(tmp_path, PASSPHRASE)
    assert "neither the" in ask(profile, "--passphrase-file", first, "restore", copied, code=1)
