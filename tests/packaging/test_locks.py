"""The lock files: exact, checked, complete, and without the address of any package index."""

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = ("requirements-voice.txt", "requirements-encryption.txt")
LOCKS = ("requirements.txt", "requirements-dev.txt", *EXTRAS)
MACHINES: tuple[dict[str, str], ...] = tuple(
    {
        "sys_platform": platform,
        "python_version": python,
        "python_full_version": f"{python}.2",
        "platform_python_implementation": "CPython",
    }
    for platform in ("linux", "win32", "darwin")
    for python in ("3.11", "3.12", "3.14")
)
on_every_machine = pytest.mark.parametrize(
    "machine", MACHINES, ids=lambda m: f"{m['sys_platform']}-{m['python_version']}"
)


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def lock_text(name: str) -> str:
    return (ROOT / "resources" / name).read_text("utf-8")


def entries(name: str) -> Iterator[str]:
    """Each entry on one line, hashes included."""
    yield from lock_text(name).replace("\\\n", " ").splitlines()


def pins(name: str, machine: dict[str, str]) -> dict[str, str]:
    """The version by project name that one machine would get."""
    found = {}
    for entry in entries(name):
        requirement = Requirement(entry.split("--hash")[0])
        if requirement.marker is None or requirement.marker.evaluate(dict(machine)):
            (pin,) = requirement.specifier
            assert pin.operator == "=="
            assert requirement.name not in found
            found[requirement.name] = pin.version
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_carries_a_hash(name: str) -> None:
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry) for entry in entries(name))


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_of_an_index_or_a_file_is_in_a_lock(name: str) -> None:
    text = lock_text(name)

    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted|@\s|\.whl", text)


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_asks_for_the_release_of_a_kernel(name: str) -> None:
    # pip of Python 3.13 reads it as a version, which that of a Debian kernel is not, and fails.
    assert "platform_release" not in lock_text(name)


@on_every_machine
def test_a_lock_satisfies_what_the_project_asks_for(machine: dict[str, str]) -> None:
    facts = project()
    extras = list(chain.from_iterable(facts["project"]["optional-dependencies"].values()))
    asked = {
        "requirements.txt": facts["project"]["dependencies"],
        "requirements-dev.txt": facts["project"]["dependencies"]
        + facts["dependency-groups"]["dev"]
        + extras,
    }
    for name, texts in asked.items():
        pinned = pins(name, machine)
        for requirement in map(Requirement, texts):
            if requirement.marker is None or requirement.marker.evaluate(dict(machine)):
                assert requirement.name.lower() in pinned, f"{requirement} is not in {name}"
                assert requirement.specifier.contains(pinned[requirement.name.lower()])


@on_every_machine
def test_the_tests_run_with_the_versions_that_people_get(machine: dict[str, str]) -> None:
    assert (
        pins("requirements.txt", machine).items() <= pins("requirements-dev.txt", machine).items()
    )


@on_every_machine
@pytest.mark.parametrize("lock", EXTRAS)
def test_an_extra_comes_on_top_of_the_app_and_is_what_the_tests_run_with(
    machine: dict[str, str], lock: str
) -> None:
    extra = lock.removeprefix("requirements-").removesuffix(".txt")
    base, on_top = pins("requirements.txt", machine), pins(lock, machine)

    assert not base.keys() & on_top.keys()
    assert on_top.items() <= pins("requirements-dev.txt", machine).items()
    for requirement in map(Requirement, project()["project"]["optional-dependencies"][extra]):
        assert requirement.specifier.contains((base | on_top)[requirement.name])


def test_what_is_installed_here_is_what_the_lock_says() -> None:
    here = {
        "sys_platform": sys.platform,
        "python_version": f"{sys.version_info.major}.{sys.version_info.minor}",
        "python_full_version": sys.version.split()[0],
    }
    pinned = pins("requirements-dev.txt", here)

    assert {name: version(name) for name in pinned} == pinned
