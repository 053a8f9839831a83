"""Every import contract of pyproject.toml holds, and bites when it is broken.

All violations are planted together in one copy of the program, each in a module of its own, so
that two runs of the linter are enough: one of the copy as it is, one with what was planted.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

_LAYERS = (
    # Each layer reaches for the one just above it, and neighbours on one level for each other.
    ("core.planted_adapter", "spindle.adapters.alarm"),
    ("core.planted_store", "spindle.storage.paths"),
    ("ui.planted_adapter", "spindle.adapters.alarm"),
    ("storage.planted_look", "spindle.ui.tokens"),
    ("adapters.planted_store", "spindle.storage.paths"),
    ("ui.planted_feature", "spindle.features.focus.plan"),
    ("features.focus.planted_shell", "spindle.shell.keys"),
    ("shell.planted_verb", "spindle.cli.arguments"),
    ("cli.planted_shell", "spindle.shell.ranking"),
    ("shell.planted_registry", "spindle.registry"),
    ("registry.planted_outside", "spindle.outside"),
    ("outside.planted_program", "spindle.program"),
    ("program.planted_root", "spindle.bootstrap"),
    ("bootstrap.planted_main", "spindle.__main__"),
    ("bootstrap.planted_job", "spindle.job"),
    ("job.planted_root", "spindle.bootstrap"),
    ("tasks.planted_root", "spindle.bootstrap"),
    ("outside.planted_tasks", "spindle.tasks"),
)
PLANTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "layers": _LAYERS,
    "plain-core": (
        ("core.planted_qt", "PySide6"),
        ("cli.planted_qt", "PySide6"),
        ("core.planted_tables", "sqlite_utils"),
        ("features.planted_a.model", "PySide6"),
        ("features.planted_a.service", "apscheduler"),
        ("features.listen.importing.planted_qt", "PySide6"),
        ("features.listen.text.planted_qt", "PySide6"),
        ("features.listen.velocity.planted_qt", "PySide6"),
        ("features.drill.answers.planted_qt", "PySide6"),
        ("features.drill.kinds.planted_tables", "sqlite_utils"),
        ("features.drill.text_format.planted_qt", "PySide6"),
    ),
    "quiet-storage": (
        ("storage.planted_qt", "PySide6"),
        ("features.planted_b.store", "PySide6"),
        ("features.planted_b.contributions", "PySide6"),
        ("features.planted_b.migrations", "shiboken6"),
        ("features.planted_b.demo", "PySide6"),
    ),
    "strangers": (("features.journal.planted_friend", "spindle.features.focus.plan"),),
    "ports-only": (("features.focus.planted_clock", "spindle.adapters.system_clock"),),
    "one-scheduler": (("adapters.planted_scheduler", "apscheduler"),),
    "one-bus": (("adapters.planted_bus", "jeepney"),),
    "one-fsrs": (("features.planted_c.service", "fsrs"),),
    "readers": (
        ("features.listen.planted_tree", "lxml"),
        ("cli.planted_pages", "pypdfium2"),
        ("features.listen.planted_sentence", "sentencex"),
    ),
    "no-numpy": (("ui.planted_numbers", "numpy"),),
    "one-sound": (
        ("adapters.planted_device", "miniaudio"),
        ("features.listen.planted_engine", "pyttsx3"),
        ("cli.planted_file", "soundfile"),
    ),
    "one-cipher": (
        ("storage.planted_cipher", "sqlcipher3"),
        ("cli.planted_keyring", "keyring"),
        ("shell.planted_guess", "argon2"),
        ("features.planted_c.page", "cryptography"),
    ),
    "plain-sound": (("sound.planted_qt", "PySide6"), ("sound.planted_tables", "sqlite_utils")),
    "sound-by-message": (("adapters.planted_player", "spindle.sound.player"),),
}
CASES = [(contract, *plant) for contract, plants in PLANTS.items() for plant in plants]


def contracts() -> dict[str, str]:
    """Name by id."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {each["id"]: each["name"] for each in project["tool"]["importlinter"]["contracts"]}


def copy_of_the_program(folder: Path) -> Path:
    """A copy that the linter finds instead of the installed one; returns the package."""
    package = folder / "app" / "spindle"
    shutil.copytree(ROOT / "app" / "spindle", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return package


def plant(package: Path, module: str, imported: str) -> None:
    """Put a module with one import there; what would be its package's file may be a module."""
    *folders, name = module.split(".")
    folder = package.joinpath(*folders)
    if folder.with_suffix(".py").is_file():
        with folder.with_suffix(".py").open("a", encoding="utf-8") as source:
            source.write(f"\nimport {imported}\n")
        return
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()
    (folder / f"{name}.py").write_text(f'"""Planted."""\n\nimport {imported}\n', "utf-8")


def lint(folder: Path) -> tuple[int, str]:
    """Exit code and report of the linter."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "app"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def importer(module: str) -> str:
    """The module that the linter will name: the file in which the import stands."""
    *folders, _ = module.split(".")
    whole = ROOT.joinpath("app", "spindle", *folders).with_suffix(".py").is_file()
    return ".".join(("spindle", *(folders if whole else module.split("."))))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the linter says about each contract in the planted copy, by the contract's name."""
    folder = tmp_path_factory.mktemp("planted")
    package = copy_of_the_program(folder)
    for _, module, imported in CASES:
        plant(package, module, imported)
    code, report = lint(folder)
    assert code == 1, report
    details = report.partition("Broken contracts")[2]
    found: dict[str, str] = {}
    name = ""
    lines = details.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if following and not following.strip("-"):
            name = line.strip()
        found[name] = found.get(name, "") + line + "\n"
    return found


def test_the_program_keeps_every_contract(tmp_path: Path) -> None:
    copy_of_the_program(tmp_path)

    code, report = lint(tmp_path)

    assert code == 0, report


def test_every_contract_has_a_planted_violation() -> None:
    assert PLANTS.keys() == contracts().keys()


@pytest.mark.parametrize(("contract", "module", "imported"), CASES)
def test_a_planted_violation_is_found(
    broken: dict[str, str], contract: str, module: str, imported: str
) -> None:
    report = broken.get(contracts()[contract], "")

    assert f"{importer(module)} -> {imported}" in report
