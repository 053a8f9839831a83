"""`python3 -m tests` itself: what it runs, what it says, and that a failure never gets lost."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def command() -> ModuleType:
    spec = importlib.util.spec_from_file_location("test_command", ROOT / "tests" / "__main__.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def calls(command: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What was run; a call fails if the name of its tool is in the variable FAILS."""
    made: list[tuple[str, ...]] = []

    def call(*words: str) -> int:
        made.append(words)
        return int(words[0] == os.environ.get("FAILS"))

    monkeypatch.setattr(command, "_call", call)
    return made


def test_everything_is_run_and_said_to_have_passed(
    command: ModuleType, calls: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command._run([]) == 0
    checks, tests = calls[: len(command.CHECKS)], calls[len(command.CHECKS) :]
    assert [call[0] for call in checks] == [tool for tool, *_ in command.CHECKS.values()]
    assert {call[:3] for call in tests} == {("python", "-m", "pytest")}
    assert capsys.readouterr().out.endswith("\nEverything passed.\n")


@pytest.mark.parametrize("tool", ["ruff", "mypy", "lint-imports", "deptry", "vulture", "python"])
def test_one_failure_is_named_and_fails_the_whole_but_the_rest_is_still_run(
    command: ModuleType,
    calls: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tool: str,
) -> None:
    monkeypatch.setenv("FAILS", tool)

    assert command._run([]) == 1
    assert len(calls) == len(command.CHECKS) + len(command.TESTS)
    assert "FAILED" in capsys.readouterr().out


def test_no_room_of_tests_is_left_out(command: ModuleType) -> None:
    run = {word for words in command.TESTS.values() for word in words if word.startswith("tests/")}
    rooms = {f"tests/{file.parent.name}" for file in (ROOT / "tests").glob("*/test_*.py")}

    assert run == rooms


@pytest.mark.usefixtures("calls")
def test_arguments_go_to_pytest_alone(command: ModuleType, calls: list[tuple[str, ...]]) -> None:
    command._run(["tests/unit", "-k", "night"])

    assert calls == [("python", "-m", "pytest", "tests/unit", "-k", "night")]


def test_long_tests_run_only_when_asked_for(
    command: ModuleType, calls: list[tuple[str, ...]]
) -> None:
    command._run(["--long"])

    assert all("long or not long" in call for call in calls if "pytest" in call)


@pytest.mark.parametrize(
    ("option", "module"), [("--bench", "tests.benchmarks"), ("--demo-shots", "tests.helpers.shots")]
)
def test_an_option_runs_its_module_instead(
    command: ModuleType, calls: list[tuple[str, ...]], option: str, module: str
) -> None:
    command._run([option])

    assert calls[0][:3] == ("python", "-m", module)
    assert len(calls) == 1


def test_a_tool_sees_neither_the_persons_display_nor_their_bus(
    command: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")

    environment = command._environment()

    assert not {"DISPLAY", "DBUS_SESSION_BUS_ADDRESS"} & set(environment)
    assert environment["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.skipif(sys.platform != "linux", reason="away from Linux skips are expected")
def test_an_unlisted_skip_fails_the_run_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import pytest\ndef test_a(): pass\ndef test_b(): pytest.skip('no such daemon')\n"
    )
    run = [sys.executable, "-m", "pytest", "-q", "-p", "tests.helpers.skips", str(tmp_path)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "1 passed, 1 skipped" in done.stdout
    assert "skipped without leave: " in done.stdout
    assert "no such daemon" in done.stdout


def test_continuous_integration_runs_the_same_command() -> None:
    script = ROOT / ".ci" / "run"

    assert "python3 -m tests" in script.read_text("utf-8")
    assert sys.platform == "win32" or os.access(script, os.X_OK)
