"""What is loaded when: little before the first paint, no Qt on the command line, numpy never."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from spindle.registry import FEATURES
from spindle.storage.demo import fill
from spindle.storage.schema import DATABASE_NAME

ROOT = Path(__file__).resolve().parents[2]
QT = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap", "__feature__"}
FIRST = {*QT, "platformdirs", "spindle"}

_MODULES = """
def told():
    import json, sys
    loaded = (name for name, module in sys.modules.items() if module is not None)
    print(json.dumps(sorted(loaded)), flush=True)
"""
_MOST_SEARCHED = 20_000
"""Things; a search for garbage among so many takes some milliseconds."""

_AT_THE_FIRST_PAINT = f"""
{_MODULES}
import os, sys
import spindle.program

def painted(program):
    read = program._app.first_look is not None
    told() if read else print("Today was not read", file=sys.stderr)
    os._exit(0 if read else 1)

spindle.program.Program._after_first_paint = painted
"""
_WHEN_ALL_IS_UP = f"""
{_MODULES}
import os
import spindle.program

reach_out = spindle.program.Program._reach_out

def reached_out(program):
    reach_out(program)
    told()
    os._exit(0)

spindle.program.Program._reach_out = reached_out
"""
_WHAT_IS_SEARCHED = """
import gc, os
import spindle.program

reach_out = spindle.program.Program._reach_out

def reached_out(program):
    reach_out(program)
    print(len(gc.get_objects()), flush=True)
    os._exit(0)

spindle.program.Program._reach_out = reached_out
"""
_AT_THE_END = f"""
{_MODULES}
import atexit
atexit.register(told)
"""
_RUN = """
import sys
from spindle.__main__ import main
sys.exit(main())
"""


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with twelve weeks in it."""
    folder = tmp_path_factory.mktemp("profile")
    fill(folder / DATABASE_NAME, FEATURES, date(2026, 3, 10), "Europe/Berlin")
    return folder


def modules(prepared: str, *arguments: str | Path) -> set[str]:
    """The modules that a run of the program had loaded when it was asked."""
    done = subprocess.run(
        [sys.executable, "-c", prepared + _RUN, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "app"), "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(loaded)


def packages(loaded: set[str]) -> set[str]:
    """The outermost packages that are not Python's own; what Python itself starts with is its."""
    own = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    bare = {name.partition(".")[0] for name in own.stdout.split()} | {"__main__"}
    found = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names - bare
    return {name for name in found if not name.startswith("_sysconfigdata_")}


def test_before_the_first_paint_only_qt_and_the_standard_library_are_loaded(profile: Path) -> None:
    loaded = modules(_AT_THE_FIRST_PAINT, "--profile", profile)

    assert packages(loaded) - FIRST == set()
    # Each costs as much as all of Qt's widgets.
    assert loaded.isdisjoint({"sqlite_utils", "apscheduler", "jeepney", "tzlocal", "asyncio"})
    assert "PySide6.QtNetwork" not in loaded


def test_a_search_for_garbage_leaves_out_what_the_start_made(profile: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WHAT_IS_SEARCHED + _RUN, "--profile", profile],
        env={**os.environ, "PYTHONPATH": str(ROOT / "app"), "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.splitlines()[-1]) < _MOST_SEARCHED


def test_numpy_is_not_in_the_process_of_the_window(profile: Path) -> None:
    loaded = modules(_WHEN_ALL_IS_UP, "--profile", profile)

    assert {"sqlite_utils", "apscheduler"} <= loaded
    assert "numpy" not in loaded


def test_a_silent_start_loads_nothing_of_the_sound_process(profile: Path) -> None:
    loaded = modules(_WHEN_ALL_IS_UP, "--profile", profile)

    assert "spindle.adapters.late_sound" in loaded
    assert loaded.isdisjoint({"spindle.adapters.sound", "spindle.sound", "spindle.sound.protocol"})


@pytest.mark.parametrize(
    "verb", ["--version", "--help", "status", "status --json", "sessions --json", "check", "export"]
)
def test_the_command_line_answers_without_qt(verb: str, profile: Path, tmp_path: Path) -> None:
    words: list[str | Path] = [*verb.split()]
    if verb == "export":
        words.append(tmp_path / "all.zip")

    loaded = modules(_AT_THE_END, "--profile", profile, *words)

    assert "spindle.cli.run" in loaded
    assert {name for name in loaded if name.startswith(("PySide6", "shiboken6"))} == set()
    if verb.startswith("status"):
        assert loaded.isdisjoint({"sqlite_utils", "apscheduler", "jeepney"})
