"""``python3 -m tests``: sets up what the tests need, once, and runs all of them.

First the checks that read the code, then the tests: those of one process side by side, then those
that start the program, one after another. Whatever is not an option below goes to pytest, and then
only pytest runs: ``python3 -m tests tests/unit -k night``.

    --bench       measure, and write the table of tests/benchmarks/README.md
    --long        with the tests or the benchmarks: also what takes more than a minute
    --demo-shots  make the pictures of the README from the demo profile
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

CHECKS = {
    "ruff": ("ruff", "check"),
    "format": ("ruff", "format", "--check"),
    "mypy": ("mypy",),
    "layers": ("lint-imports",),
    "requirements": ("deptry", "app"),
    "unused code": ("vulture",),
}
TESTS = {
    "tests": (
        "-n",
        "auto",
        *(f"tests/{room}" for room in ("architecture", "unit", "storage", "qt")),
    ),
    "tests of the whole program": ("tests/packaging", "tests/e2e"),
}
"""What starts programs measures them, too, and so wants the machine for itself."""

OPTIONS = ("--bench", "--long", "--demo-shots")
LONG = ["-m", "long or not long", "--hypothesis-profile", "searching"]
"""Also the long tests, and hypothesis with examples it has not tried before."""


def main() -> None:
    """Set up where that is missing, then run; leaves the process with the result."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one shall read this
        sys.exit("Spindle needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    sys.path.insert(0, str(ROOT))
    from installers import bootstrap  # noqa: PLC0415 - an older Python could not read it

    if Path(sys.prefix) != bootstrap.VENV or not bootstrap.is_ready(bootstrap.APP, bootstrap.TESTS):
        bootstrap.enter([str(Path(__file__).resolve()), *sys.argv[1:]], bootstrap.TESTS)
    os.chdir(ROOT)
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    chosen = [argument for argument in arguments if argument in OPTIONS]
    for_pytest = [argument for argument in arguments if argument not in OPTIONS]
    if "--demo-shots" in chosen:
        return _call("python", "-m", "tests.helpers.shots")
    if "--bench" in chosen:
        return _call("python", "-m", "tests.benchmarks", *chosen)
    pytest = ["python", "-m", "pytest", *(LONG if "--long" in chosen else [])]
    if for_pytest:
        return _summary({"tests": _step("tests", (*pytest, *for_pytest))})
    steps = dict(CHECKS)
    for name, where in TESTS.items():
        steps[name] = (*pytest, "-q", "-p", "tests.helpers.skips", *where)
    return _summary({name: _step(name, command) for name, command in steps.items()})


def _step(name: str, command: tuple[str, ...]) -> int:
    print(f"\n== {name}", flush=True)
    return _call(*command)


def _call(tool: str, *arguments: str) -> int:
    command = [str(Path(sys.executable).with_name(tool)), *arguments]
    return subprocess.call(command, env=_environment(), stdin=subprocess.DEVNULL)


def _environment() -> dict[str, str]:
    """The same for every machine: no display of the person's, no hosted notification daemon."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PYTHONPATH"}
    }
    return {**kept, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def _summary(results: dict[str, int]) -> int:
    print()
    for name, code in results.items():
        print(f"{'ok' if code == 0 else 'FAILED':<7} {name}")
    failed = [name for name, code in results.items() if code]
    print(f"\n{', '.join(failed)} failed." if failed else "\nEverything passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    main()
