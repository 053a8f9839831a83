"""PySide loads less for Spindle, and says the same as ever of a wrong call."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from spindle.ui.lean_pyside import LATE, _filling

ROOT = Path(__file__).resolve().parents[2]
LEAN = "from spindle.ui.lean_pyside import load_lean; load_lean()"
FILLED = """
import sys
from spindle.ui.lean_pyside import LATE, _filling
print(sorted(name for name in LATE if "__getattr__" not in vars(sys.modules[name])))
"""
INSPECTED = """
import inspect, sys
print("ast" in sys.modules, inspect.signature(inspect.getsource), "ast" in sys.modules)
"""
WRONG = """
from PySide6.QtCore import QObject, QRect
for call in (
    lambda: QRect("left", 3),
    lambda: QObject(colour=3),
    lambda: QObject().setObjectName("a", "b"),
    lambda: QObject().setObjectName(3),
):
    try:
        call()
    except (TypeError, AttributeError) as error:
        print(error)
"""
TOLD = """
import sys, PySide6.QtCore, PySide6.support.signature.parser as parser
from PySide6.support.signature import get_signature
print(get_signature(PySide6.QtCore.QRect.adjusted), parser.__name__)
"""


def said(program: str) -> list[str]:
    """The lines that a program of its own prints; fails if it dies of what it does."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "app")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_what_words_signatures_stays_empty_until_it_is_asked() -> None:
    work = "from PySide6.QtCore import QTimer; t = QTimer(); t.timeout.connect(t.stop)"

    assert said(f"{LEAN}\n{work}\n{FILLED}") == ["[]"]


@pytest.mark.parametrize("asking", [WRONG, TOLD], ids=["a wrong call", "a signature"])
def test_it_says_the_same_as_without_it(asking: str) -> None:
    plain = said(asking)

    assert len("".join(plain)) > 20
    assert said(f"{LEAN}\n{asking}") == plain


def test_inspect_is_read_in_when_it_is_asked() -> None:
    assert said(f"{LEAN}\n{INSPECTED}") == ["False (object) True"]


def test_an_unknown_pyside_compiles_all_at_once() -> None:
    unknown = "import spindle.ui.lean_pyside as lean; lean.KNOWN = (5, 15)"

    assert said(f"{unknown}\n{LEAN}\n{FILLED}") == [str(sorted(LATE))]


def test_a_second_thread_waits_until_a_module_is_filled() -> None:
    inside: dict[str, object] = {}
    got: list[object] = []

    def fill() -> None:
        other.start()
        other.join(0.2)  # one that did not wait would have got an error by now
        inside["late"] = 7

    give = _filling(inside, fill)
    other = Thread(target=lambda: got.append(give("late")))
    assert give("late") == 7
    other.join(10)
    assert got == [7]


def test_what_a_module_does_not_hold_is_said_once_it_is_filled() -> None:
    give = _filling({}, lambda: None)
    with pytest.raises(AttributeError, match="none"):
        give("none")
