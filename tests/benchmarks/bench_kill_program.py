"""What kill -9 costs a person at work, at 200 random moments of scripted days in the real program.

``rows()`` returns (what, target, measured, unit); run the file to see them. It takes ten minutes.
"""

import tempfile
from pathlib import Path

from tests.helpers.program_kill import lives

Row = tuple[str, float, float, str]

LONG = True
KILLS = 200


def rows() -> list[Row]:
    """Kill the program at work, look into the file, and begin again on what is left."""
    with tempfile.TemporaryDirectory() as folder:
        loss = lives(Path(folder), KILLS, seed=3)
    many = f"program killed {KILLS} times at work"
    return [
        (f"{many}: acknowledged rows lost", 0, loss.rows, f"of {loss.seen}"),
        (f"{many}: damaged files", 0, loss.files, "files"),
        (f"{many}: the most of a block that was lost", 15, loss.of_a_block, "s"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:g} {unit} (target {target:g})")
