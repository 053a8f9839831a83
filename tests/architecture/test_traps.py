"""Guards against what other people's programs do to ours; each was met once."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]

# PySide6 6.12.0 on Python < 3.12 gave one reference to True or None away with every signal that
# carried one, and the process died after some hundred.
_EMIT = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QCheckBox

class Sender(QObject):
    told = Signal(bool, object)

app = QApplication(["trap"])
sender, box, heard = Sender(), QCheckBox(), []
sender.told.connect(lambda on, thing: heard.append(1))
box.toggled.connect(lambda on: heard.append(1))

def emit(times):
    for number in range(times):
        sender.told.emit(number % 2 == 0, None)
        box.setChecked(number % 2 == 0)

emit(4)
before = sys.getrefcount(True), sys.getrefcount(False), sys.getrefcount(None)
emit(50)
after = sys.getrefcount(True), sys.getrefcount(False), sys.getrefcount(None)
print(len(heard) > 100, max(abs(one - other) for one, other in zip(before, after)))
"""


def requirement(name: str, python: str) -> Requirement:
    """What is asked of a package on one Python."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [Requirement(line) for line in project["dependencies"]]
    machine = {"python_version": python, "sys_platform": "linux"}
    (found,) = [r for r in asked if r.name == name and (not r.marker or r.marker.evaluate(machine))]
    return found


def test_signals_leave_true_and_none_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _EMIT], capture_output=True, text=True, check=True, timeout=60
    )
    all_heard, drift = done.stdout.split()

    assert all_heard == "True"
    assert int(drift) < 10


@pytest.mark.parametrize(
    ("python", "version", "allowed"),
    [
        ("3.11", "6.11.2", True),
        ("3.11", "6.12.0", False),
        ("3.11", "6.13.0", False),
        ("3.12", "6.12.0", True),
        ("3.14", "7.0", False),
    ],
)
def test_the_qt_that_breaks_an_older_python_is_not_let_in(
    python: str, version: str, *, allowed: bool
) -> None:
    assert requirement("PySide6-Essentials", python).specifier.contains(version) is allowed


@pytest.mark.parametrize(
    ("version", "allowed"), [("3.11.2", False), ("3.11.3", True), ("4.0.0", False)]
)
def test_the_schedulers_that_lose_an_hour_are_not_let_in(version: str, *, allowed: bool) -> None:
    assert requirement("APScheduler", "3.11").specifier.contains(version) is allowed
