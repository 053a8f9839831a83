"""What the distribution has to bring: found by use, asked for in its own words."""

import importlib.util
import os
import platform
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from installers.bootstrap import SetupError
from installers.linux import packages
from installers.linux.packages import TO_RUN, TO_TEST, Need, install_command, missing_needs

NOT_THERE = Need("libno-such-thing.so.9", "libno-such9", "no-such", "")


def only(manager: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name == manager else None


def silence(line: str) -> None:
    del line


def test_a_library_that_loads_is_not_missing_and_another_is() -> None:
    assert missing_needs([Need("libc.so.6", "libc6", "glibc"), NOT_THERE]) == [NOT_THERE]


def test_a_program_in_the_path_is_not_missing_and_another_is() -> None:
    nowhere = Need("no-such-program", "a", "b", "c")

    assert missing_needs([Need("sh", "dash", "dash", "dash"), nowhere]) == [nowhere]


def test_debians_python_without_environments_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    assert missing_needs(TO_RUN[:1])[0].apt.endswith("-venv")


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "apt-get install -y --no-install-recommends libegl1 dunst"),
        ("dnf", "dnf install -y 'libEGL.so.1()(64bit)' dunst"),
        ("zypper", "zypper install -y 'libEGL.so.1()(64bit)' dunst"),
        ("pacman", "pacman -S --needed libglvnd dunst"),
    ],
)
def test_each_distribution_is_asked_in_its_own_words(
    monkeypatch: pytest.MonkeyPatch, manager: str, line: str
) -> None:
    wanted = [need for need in (*TO_RUN, *TO_TEST) if need.name in {"libEGL.so.1", "dunst"}]
    monkeypatch.setattr(shutil, "which", only(manager))

    assert " ".join(install_command(wanted) or []) == line


def test_what_keeps_a_tape_of_the_voice_is_brought_for_the_tests_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tape = {"pulseaudio", "parec", "pacat"}
    monkeypatch.setattr(shutil, "which", only("apt-get"))
    wanted = [need for need in TO_TEST if need.name in tape]

    assert (install_command(wanted) or [])[-2:] == ["pulseaudio", "pulseaudio-utils"]
    assert tape == {need.name for need in wanted}
    assert not tape & {need.name for need in TO_RUN}


def test_one_package_that_brings_two_libraries_is_named_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", only("pacman"))

    assert (install_command(TO_RUN) or []).count("libglvnd") == 1


def test_whoever_may_not_install_reads_the_exact_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "TO_RUN", (NOT_THERE,))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", only("apt-get"))

    with pytest.raises(SetupError) as told:
        packages.require(tests=False, say=silence)

    assert "sudo apt-get install -y --no-install-recommends libno-such9\n" in str(told.value)


def test_an_unknown_distribution_is_told_the_names_of_the_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packages, "TO_RUN", (NOT_THERE,))
    monkeypatch.setattr(shutil, "which", only("nothing"))

    with pytest.raises(SetupError, match=r"libno-such-thing\.so\.9"):
        packages.require(tests=False, say=silence)


def test_a_failed_installation_says_which_line_and_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "apt-get"
    broken.write_text("#!/bin/sh\necho no route to the mirror\nexit 100\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(packages, "TO_RUN", (NOT_THERE,))
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    with pytest.raises(SetupError) as told:
        packages.require(tests=False, say=silence)

    assert "no route to the mirror" in str(told.value)
    assert "This did not work: apt-get update" in str(told.value)


def test_a_c_library_older_than_qts_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: ("glibc", "2.31"))

    with pytest.raises(SetupError, match=r"2\.31"):
        packages.require(tests=False, say=silence)


def test_a_machine_that_has_all_is_asked_for_nothing() -> None:
    said: list[str] = []
    packages.require(tests=True, say=said.append)

    assert said == []
