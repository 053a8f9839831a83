"""A program that takes a profile, says so, and keeps it until its input is closed."""

import sys
from pathlib import Path

from spindle.adapters.instance import lock


def main() -> None:
    """Say ``first`` or ``second``."""
    held = lock(Path(sys.argv[1]))
    print("first" if held is not None else "second", flush=True)  # noqa: T201 - the test reads it
    sys.stdin.read()


if __name__ == "__main__":
    main()
