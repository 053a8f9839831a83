"""``python3 -m tests --bench``: measures everything and writes the table of README.md here.

Every ``bench_*.py`` beside this file has ``rows()``, which returns (what, target, measured, unit),
smaller being better. Each is asked three times, or as often as its own ``TIMES`` says, and the
median counts. One that says ``LONG`` is asked once, and only with ``--long``; until then its rows
stay as they were last measured. Of a row whose target is ``REPORTED`` only the figure is told.
"""

import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from math import inf
from pathlib import Path
from statistics import median
from typing import Any

Row = tuple[str, float, float, str]

HERE = Path(__file__).parent
TABLE = HERE / "README.md"
RESULTS = HERE / "results.json"
TIMES = 3
REPORTED = inf
"""The target of what is measured for its own sake."""

_HEAD = """# Measured

Written by `python3 -m tests --bench`; nobody edits it by hand. Smaller is better; the figure is \
the median of three. What watches or works for minutes is measured once, some of it only with \
`--long`.

| what | target | measured | | command | machine |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Result:
    """One line of the table."""

    what: str
    target: float
    measured: float
    unit: str
    command: str
    machine: str

    @property
    def passed(self) -> bool:
        """Whether the target was reached."""
        return self.measured <= self.target

    def line(self) -> str:
        """As Markdown."""
        target, verdict = f"≤ {short(self.target)}", "pass" if self.passed else "**miss**"
        if self.target == REPORTED:
            target, verdict = "reported", ""
        numbers = (target, f"{short(self.measured)} {self.unit}", verdict)
        return f"| {' | '.join((self.what, *numbers, f'`{self.command}`', self.machine))} |"


def main(arguments: list[str]) -> int:
    """Measure and write; 0 even when a target was missed, for the table says so.

    Args:
        arguments: ``--long``, or the names of modules such as ``bench_ring`` to measure alone.
    """
    wanted = [each for each in arguments if not each.startswith("-")]
    known = {each["what"]: Result(**each) for each in _stored()}
    fresh: dict[str, Result] = {}
    failed = False
    order: list[str] = []
    for name in sorted(path.stem for path in HERE.glob("bench_*.py")):
        module = import_module(f"tests.benchmarks.{name}")
        long = getattr(module, "LONG", False)
        command = f".venv/bin/python -m tests.benchmarks.{name}"
        before = [each.what for each in known.values() if each.command == command]
        if (wanted and name not in wanted) or (long and "--long" not in arguments):
            order += before
            continue
        print(f"{name} …", flush=True)
        try:
            times = getattr(module, "TIMES", 1 if long else TIMES)
            results = [*measure(module.rows, command, times)]
        except Exception as error:  # noqa: BLE001 - the others are measured all the same
            print(f"  could not be measured: {error}", flush=True)
            order += before
            failed = True
            continue
        for result in results:
            fresh[result.what] = result
            order.append(result.what)
            print(f"  {result.line()}", flush=True)
    write([(known | fresh)[what] for what in order])
    return 1 if failed else 0


def measure(rows: Callable[[], list[Row]], command: str, times: int) -> Iterator[Result]:
    """The median of several rounds of one module."""
    rounds = [rows() for _ in range(times)]
    for same in zip(*rounds, strict=True):
        what, _, _, unit = same[-1]
        target = median(row[1] for row in same)
        yield Result(what, target, median(row[2] for row in same), unit, command, machine())


def write(results: list[Result]) -> None:
    """The table for people, and the numbers for the next run."""
    RESULTS.write_text(json.dumps([asdict(each) for each in results], indent=1) + "\n", "utf-8")
    missed = [each.what for each in results if not each.passed]
    day = datetime.now(UTC).date()  # noqa: TID251 - the day of the measurement
    text = _HEAD + "".join(f"{each.line()}\n" for each in results)
    text += f"\nLast written {day}. "
    text += f"Missed: {'; '.join(missed)}.\n" if missed else "Every target is reached.\n"
    TABLE.write_text(text, "utf-8")


def short(number: float) -> str:
    """Three figures of a number, and no more zeros than needed."""
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:.3g}"


def machine() -> str:
    """What it was measured on, without its name."""
    model = platform.processor() or platform.machine()
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
        names = [line.partition(": ")[2] for line in text.splitlines() if "model name" in line]
        model = names[0] if names else model
    except OSError:
        pass
    parts = (
        f"{os.cpu_count()} × {model}",
        f"{platform.system()} {platform.release().split('-')[0]}",
        f"Python {platform.python_version()}",
        f"Qt {version('PySide6-Essentials')}",
    )
    return ", ".join(parts)


def _stored() -> list[dict[str, Any]]:
    if not RESULTS.is_file():
        return []
    stored: list[dict[str, Any]] = json.loads(RESULTS.read_text("utf-8"))
    return stored


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
