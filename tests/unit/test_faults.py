"""What is said of an error: its kind and its place, never its words, which may be the user's."""

import logging
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from spindle.core import faults
from spindle.core.plain_log import PlainFormatter

ROOT = Path(__file__).resolve().parents[2]
SECRET = "the zebra of my dreams"  # noqa: S105 - planted, to be looked for

pytestmark = [pytest.mark.requirement("P19"), pytest.mark.requirement("idea-8")]


def failed() -> ValueError:
    """An error that carries what was typed."""
    try:
        date.fromisoformat(SECRET)
    except ValueError as error:
        return error
    raise AssertionError(SECRET)


def led_on() -> RuntimeError:
    error = RuntimeError(f"cannot keep {SECRET}")
    error.__cause__ = failed()
    return error


def record_of(error: Exception) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__)
    return logging.LogRecord("planted", logging.ERROR, __file__, 1, "It failed", None, info)


def test_an_error_is_named_by_kind_and_place() -> None:
    said = faults.where(failed())

    assert said.startswith("ValueError in test_faults.py:")
    assert said.endswith(" failed")
    assert faults.where(KeyError(SECRET)) == "KeyError"


def test_a_report_follows_an_error_to_what_led_to_it_without_a_word_of_either() -> None:
    said = faults.report(led_on())

    assert said.splitlines()[0] == "RuntimeError"
    assert "because of ValueError" in said
    assert "zebra" not in said


def test_errors_that_lead_to_each_other_end_somewhere() -> None:
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__cause__, second.__cause__ = second, first

    assert faults.report(first).splitlines() == ["ValueError", "because of KeyError"]


def test_a_log_line_has_the_places_of_an_error_and_none_of_its_words() -> None:
    error = led_on()
    written = PlainFormatter().format(record_of(error))

    assert written.startswith("It failed\nRuntimeError\n")
    assert "zebra" not in written


def test_words_that_another_handler_has_kept_are_not_written() -> None:
    record = record_of(failed())
    assert "zebra" in logging.Formatter().format(record)

    assert "zebra" not in PlainFormatter().format(record)


_CRASH = """
import gc, sys, threading
from datetime import date
from spindle.core import faults

faults.print_no_words()
secret = sys.argv[1]

class Odd:
    def __del__(self):
        date.fromisoformat(secret)

Odd()
thread = threading.Thread(target=lambda: date.fromisoformat(secret))
thread.start()
thread.join()
date.fromisoformat(secret)
"""
_SLOT = """
import sys
from datetime import date
from PySide6.QtCore import QCoreApplication, QTimer
from spindle.core import faults

faults.print_no_words()
qt = QCoreApplication([])
QTimer.singleShot(0, lambda: date.fromisoformat(sys.argv[1]))
QTimer.singleShot(1, qt.quit)
qt.exec()
"""


@pytest.mark.parametrize(("program", "errors"), [(_CRASH, 3), (_SLOT, 1)])
def test_what_nobody_catches_is_printed_without_its_words(program: str, errors: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program, SECRET],
        env={"PYTHONPATH": str(ROOT / "app"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr.count("ValueError") == errors, done.stderr
    assert "zebra" not in done.stderr + done.stdout


def test_the_command_line_prints_no_words_either(tmp_path: Path) -> None:
    """A verb that meets an error nobody thought of."""
    broken = f"""
import sys, spindle.cli.reading
def connect(path, key=None):
    raise ValueError({SECRET!r})
spindle.cli.reading.connect = connect
from spindle.__main__ import main
sys.argv = ["spindle", "--profile", {str(tmp_path)!r}, "status"]
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", broken],
        env={"PYTHONPATH": str(ROOT / "app")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "ValueError" in done.stderr
    assert "zebra" not in done.stderr
