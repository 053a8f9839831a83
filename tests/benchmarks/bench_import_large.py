"""The largest text that Spindle takes: how long reading it lasts, and how much memory it needs."""

import tempfile
from pathlib import Path

from tests.benchmarks.bench_import import Watch

Row = tuple[str, float, float, str]

LONG = True
BYTES = 200_000_000
_LINE = "A line of a text that somebody has written down without an end to it.\n"


def rows() -> list[Row]:
    """Of 200 MB of plain text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        paragraph = _LINE * 20 + "\n"
        with path.open("w", encoding="utf-8") as file:
            for _ in range(BYTES // len(paragraph)):
                file.write(paragraph)
        read = Watch(path)
    return [
        ("import: 200 MB of text, first chapter handed over", 1500.0, read.first, "ms"),
        ("import: 200 MB of text, all of it", 60_000.0, read.whole, "ms"),
        ("import: 200 MB of text, memory of the job process", 600.0, read.peak, "MB"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.1f} {unit} (target {target:g})")
