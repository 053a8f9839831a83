"""There is one bus, one thread hop, one way to the shipped files, one store of settings, one list
of colours.

Each rule is a pattern that may stand in one file only; a planted line shows that it bites. And
every thread belongs to something that can be stopped.
"""

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = ROOT / "app" / "spindle"

ONE: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "bus": (r"\bdef publish\(", frozenset({"core/events.py"})),
    "thread hop": (r"QueuedConnection|invokeMethod|QThread\b", frozenset({"ui/post.py"})),
    "way to the shipped files": (
        r"\b__file__\b|importlib\.resources|_MEIPASS",
        frozenset({"core/resources.py"}),
    ),
    # Windows keeps what starts at login in its registry, which Qt reads by the same name.
    "store of settings": (r"QSettings\b|configparser", frozenset({"adapters/autostart.py"})),
    # The app icon is a picture and the same everywhere.
    "list of colours": (r"#[0-9A-Fa-f]{6}\b", frozenset({"ui/app_icons.py"})),
}
BREAKS: Final = {
    "bus": "class Radio:\n    def publish(self, event): ...",
    "thread hop": "signal.connect(slot, Qt.ConnectionType.QueuedConnection)",
    "way to the shipped files": "FONTS = Path(__file__).parent / 'fonts'",
    "store of settings": "QSettings('Spindle').setValue('theme', 'dark')",
    "list of colours": "INK = '#14211D'",
}


ENDING: Final = {
    "job.py": "the thread that reads ends with its process, which is made for one job",
    "sound/output.py": "a device may hang for ever; its threads end with the process of the sound",
    "sound/studio.py": "they end with the process of the sound, which a lost pipe ends",
    "shell/background.py": "hands its thread to the caller, who waits for it",
    "storage/safe.py": "answers one question and ends",
}
"""Threads that nobody has to stop."""


def found_in(pattern: str) -> set[str]:
    """The files of the program that have it."""
    files = {file.relative_to(PACKAGE).as_posix(): file for file in PACKAGE.rglob("*.py")}
    return {name for name, file in files.items() if re.search(pattern, file.read_text("utf-8"))}


@pytest.mark.parametrize("what", ONE)
def test_there_is_one(what: str) -> None:
    pattern, places = ONE[what]

    assert found_in(pattern) - places == set()


@pytest.mark.parametrize("what", ONE)
def test_a_second_one_would_be_noticed(what: str) -> None:
    assert re.search(ONE[what][0], BREAKS[what])


def starts_without_an_end(source: str) -> list[str]:
    """Names of what starts a thread that it neither stops nor waits for."""
    found = []
    for node in ast.parse(source).body:
        text = ast.unparse(node)
        if "threading.Thread(" in text and not re.search(
            r"\bdef (stop|close|cancel)\b|\.join\(", text
        ):
            found.append(getattr(node, "name", "?"))
    return found


def test_every_thread_can_be_stopped_or_is_waited_for() -> None:
    loose = {
        file.relative_to(PACKAGE).as_posix(): found
        for file in PACKAGE.rglob("*.py")
        if (found := starts_without_an_end(file.read_text("utf-8")))
    }

    assert {name: found for name, found in loose.items() if name not in ENDING} == {}


def test_a_loose_thread_would_be_noticed() -> None:
    loose = (
        "class Clock:\n    def start(self):\n        threading.Thread(target=self.run).start()\n"
    )
    held = loose + "    def stop(self):\n        self.ended.set()\n"

    assert starts_without_an_end(loose) == ["Clock"]
    assert starts_without_an_end(held) == []
